"""CSV in any dress: its separator, and its rows as they are numbered in a spreadsheet."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from folkmoot.core.exports import unguarded
from folkmoot.core.formats import number
from folkmoot.core.tables import (
    LONGEST_CELL,
    LOOKED_AT,
    MOST_OF_A_CELL,
    SEPARATORS,
    Cells,
    Source,
    Unreadable,
)
from folkmoot.core.text import clean_line

HINT = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # what Excel writes above some files


class _Lines:
    """Lines of a file. One row that asks for more than there are has a quotation mark open."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.are_over = lines, False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self.lines, None)
        if line is None:
            self.are_over = True
            raise StopIteration
        return line


def rows_of_csv(source: Source) -> Iterator[tuple[int, Cells]]:
    size = max(source.path.stat().st_size, 1)
    csv.field_size_limit(MOST_OF_A_CELL)
    with (
        source.path.open("rb") as raw,
        io.TextIOWrapper(raw, newline="", encoding=source.encoding) as text,
    ):
        row, lines = 0, _Lines(text)
        try:
            for row, cells in enumerate(csv.reader(lines, delimiter=source.separator), 1):
                if lines.are_over:
                    raise Unreadable(
                        _(
                            "Row %(row)s cannot be read: a quotation mark is left open there, so "
                            "that all that follows became one cell. Close it, then try again."
                        )
                        % {"row": row}
                    )
                if row % 1000 == 0:
                    source.share = min(1.0, raw.tell() / size)
                yield row, [unguarded(cell) for cell in cells] if _has_guard(cells) else cells
        except csv.Error as broken:
            raise Unreadable(
                _(
                    "Row %(row)s cannot be read: it has a cell of over %(most)s characters. "
                    "Shorten it. If none is that long, a quotation mark is left open there."
                )
                % {"row": row + 1, "most": number(MOST_OF_A_CELL)}
                if "field limit" in str(broken)
                else _("Row %(row)s cannot be read as a row of a table. Save the file anew as CSV.")
                % {"row": row + 1}
            ) from broken
    source.share = 1.0


def _has_guard(cells: Cells) -> bool:
    return any(cell[:1] == "'" for cell in cells)


def find_separator(source: Source, wanted: Sequence[str]) -> None:
    """The separator that gives most rows the same number of cells, and the most of them."""
    csv.field_size_limit(MOST_OF_A_CELL)
    with source.path.open(newline="", encoding=source.encoding) as lines:
        sample = [lines.readline(LONGEST_CELL) for _ in range(LOOKED_AT)]
    hint = HINT.fullmatch(sample[0])
    if hint:
        source.separator = hint[1]
        return

    names = {clean_line(name).casefold() for name in wanted}

    def fit(separator: str) -> tuple[int, int, int]:
        try:
            rows = [row for row in csv.reader(sample, delimiter=separator) if row]
        except csv.Error:
            return 0, 0, 0
        named = max(
            (len(names & {clean_line(c).casefold() for c in row}) for row in rows), default=0
        )
        return named, *even(rows)

    def even(rows: list[list[str]]) -> tuple[int, int]:
        widths = Counter(map(len, rows))
        width, often = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
        return (often, width) if width > 1 else (0, width)

    source.separator = max(SEPARATORS, key=fit)
