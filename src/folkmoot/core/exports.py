"""The one writer of CSV: opens rightly in a spreadsheet, and our own readers read it back.

UTF-8 with a byte order mark, without which Excel guesses wrongly; lines end as RFC 4180 says.
Numbers are numbers. A text that a spreadsheet would compute, or turn into a date, a number or a
truth, has one apostrophe put in front of it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from django.utils.translation import gettext_lazy as _

Cell = str | int | float | date | None
MARK = "\ufeff"
# A spreadsheet may run a cell that begins with one of these. The apostrophe itself is on the list
# so that removing one leading apostrophe always gives the original.
RISKY = frozenset("=+-@'\t\r\n＝＋－＠")  # noqa: RUF001  full-width signs count too
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
MOST_DIGITS = 15  # a spreadsheet makes the rest of a whole number zeros
# 007, 1e5, £5, 1,200, 10-14, 3/4, 9:30, 50%, (5).
NUMBERLIKE = re.compile(r"[\s$£€()]*[0-9][\s0-9.,:/\-%eE+()]*(?:am|pm|a|p)?\s*", re.IGNORECASE)
MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
DATELIKE = re.compile(
    rf"(?:[0-9]{{1,4}}[\s/.,-]*)?(?:{MONTHS})[\s/.,-]*(?:[0-9]{{1,4}}[\s/.,:0-9-]*)?",
    re.IGNORECASE,
)
TRUTHS = frozenset({"true", "false"})
RULE = _(
    "A cell of text that begins (after spaces) with = + - @ ' or a tab, or that a spreadsheet "
    "would turn into a date, a number or a truth (10-14, March, 007, TRUE), has one ' put in "
    "front of it. Remove that one ' to have the original. A text that is a plain number such as "
    "-3 stays as it is. Months are written 2026-M11, which no spreadsheet takes for a date."
)


def guarded(cell: Cell) -> Cell:
    """
    >>> guarded("=1+1"), guarded("'tis"), guarded(" @you"), guarded(-3), guarded("-3.5")
    ("'=1+1", "''tis", "' @you", -3, '-3.5')
    >>> guarded("10-14"), guarded("March"), guarded("007"), guarded("Marching on 5 May")
    ("'10-14", "'March", "'007", 'Marching on 5 May')
    """
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else ("yes" if cell else "no")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return cell if abs(cell) < 10**MOST_DIGITS else f"'{cell}"
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    return f"'{text}" if _is_misread(text) else text


def unguarded(cell: str) -> str:
    """What was written, from what ``guarded`` made of it; any other cell as it is."""
    if cell[:1] != "'":
        return cell
    return cell[1:] if guarded(cell[1:]) == cell or _is_long(cell[1:]) else cell


def month_of(day: date) -> str:
    """
    >>> month_of(date(2026, 11, 30))
    '2026-M11'
    """
    return f"{day.year:04d}-M{day.month:02d}"


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    return MARK + "".join(lines(header, rows))


def write_csv(file: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        out.writelines(lines(header, rows))
    return file


def lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Each row as a line of its own; the byte order mark is the caller's to put before them."""
    out = io.StringIO()
    writer = csv.writer(out)
    for cells in chain([header] if header else [], rows):
        writer.writerow([guarded(cell) for cell in cells])
        yield _taken(out)


def _taken(out: io.StringIO) -> str:
    line = out.getvalue()
    out.seek(0)
    out.truncate()
    return line


def _is_misread(text: str) -> bool:
    bare = text.strip()
    if text[:1] in RISKY or bare[:1] in RISKY:
        return bool(text) and not (text == bare and NUMBER.fullmatch(text))
    if not bare or len(bare) > 40 or (text == bare and NUMBER.fullmatch(text)):
        return False
    return (
        NUMBERLIKE.fullmatch(bare) is not None
        or DATELIKE.fullmatch(bare) is not None
        or bare.casefold() in TRUTHS
    )


def _is_long(text: str) -> bool:
    return text.lstrip("-").isdecimal() and len(text) > MOST_DIGITS
