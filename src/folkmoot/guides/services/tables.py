"""CSV that spreadsheets open as text, whatever people wrote."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

Cell = str | int | float | None
# A spreadsheet may run a cell that begins with one of these; a quote in front makes it text.
# The quote itself is on the list so that removing one leading quote always gives the original.
RISKY = frozenset("=+-@'\t\r\n＝＋－＠")  # noqa: RUF001  full-width signs count too
RULE = (
    "A cell of text that begins (after spaces) with = + - @ ' or a tab has one ' put in front "
    "of it, so that no spreadsheet takes it for a formula. Remove that one ' to have the "
    "original."
)


def safe(cell: Cell) -> Cell:
    """
    >>> safe("=1+1"), safe("'tis"), safe(" @you"), safe(-3), safe("fine")
    ("'=1+1", "''tis", "' @you", -3, 'fine')
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    begins = text.lstrip(" ")[:1]
    return "'" + text if begins in RISKY and begins else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO()
    _fill(text, header, rows)
    return "\ufeff" + text.getvalue()


def write_csv(file: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    """UTF-8 with a byte order mark, without which Excel guesses wrongly."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        _fill(out, header, rows)
    return file


def _fill(out: TextIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
