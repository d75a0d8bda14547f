"""Read the lists people keep, whatever made them: CSV in any dress, or a spreadsheet (XLSX).

The header is found by the columns that are wanted, or guessed where nobody named any: titles
above it and a second header row are passed over. Every cell comes as text. Memory stays bounded
by one row, and by the shared strings of a spreadsheet, whose size is limited.
"""

import codecs
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from folkmoot.core.csv_files import HINT, find_separator, rows_of_csv
from folkmoot.core.tables import LOOKED_AT, Cells, ReadReport, Source, Unreadable, encoding_of
from folkmoot.core.text import clean_line
from folkmoot.core.workbooks import check_package, rows_of_workbook

CSV, XLSX = "csv", "xlsx"
MOST_COLUMNS = 200  # with names of their own
NO_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"{\\rtf")
MARKUP = (b"<!doc", b"<html", b"<?xml", b"<table", b"<meta", b"[{", b'{"')

Beginning = list[tuple[int, Cells]]
Finder = Callable[["Sheet", Beginning], None]


@dataclass(slots=True)
class Sheet(Source):
    """One table. ``rows`` numbers as a spreadsheet does."""

    columns: list[str] = field(default_factory=list)
    header: int = 0  # the row that names the columns; 0 where none does
    first_row: int = 1
    width: int = 0  # cells a row may fill; 0 where no header says

    def rows(self, most: int | None = None) -> Iterator[tuple[int, Cells]]:
        """(row number, its cells as text) below the header; blank rows are left out.

        No more than about ``most`` cells are read, blank ones and each row counted, too.
        """
        found = rows_of_csv(self) if self.kind == CSV else rows_of_workbook(self)
        read = 0
        for number, cells in found:
            read += 1 + len(cells)
            if most is not None and max(read, self.cells_read) > most:
                return
            if number >= self.first_row and is_filled(cells):
                yield number, cells

    def surplus(self, cells: Cells) -> str:
        """Why a row cannot be used that fills more cells than there are columns; mostly ""."""
        if not self.width or len(cells) <= self.width or not is_filled(cells[self.width :]):
            return ""
        told = {"cells": len(cells), "columns": self.width, "mark": f"“{self.separator}”"}
        return (_surplus_of_csv(self.separator) if self.kind == CSV else _surplus_of_xlsx()) % told


def _surplus_of_xlsx() -> str:
    return _(
        "has %(cells)s cells where there are %(columns)s columns: something stands to the right "
        "of the table"
    )


def _surplus_of_csv(separator: str) -> str:
    if separator == ",":
        return _(
            "has %(cells)s cells where there are %(columns)s columns: a comma in a text probably "
            "stands without quotation marks"
        )
    if separator == ";":
        return _(
            "has %(cells)s cells where there are %(columns)s columns: a semicolon in a text "
            "probably stands without quotation marks"
        )
    if separator == "\t":
        return _(
            "has %(cells)s cells where there are %(columns)s columns: a tab in a text probably "
            "stands without quotation marks"
        )
    if separator == "|":
        return _(
            "has %(cells)s cells where there are %(columns)s columns: an upright line in a text "
            "probably stands without quotation marks"
        )
    return _(
        "has %(cells)s cells where there are %(columns)s columns: %(mark)s in a text probably "
        "stands without quotation marks"
    )


def open_sheet(path: Path, wanted: Sequence[str] = (), find: Finder | None = None) -> Sheet:
    """Look at a file's content, not at its name; raises Unreadable with what to do.

    ``wanted`` are names of columns that help to tell the separator; ``find`` finds the header.
    """
    sheet = Sheet(path=path, kind=kind_of(path))
    if sheet.kind == CSV:
        report = ReadReport()
        sheet.encoding = encoding_of(path, report)
        sheet.notes = [note.replace(path.name, _("The file")) for note in report.notes]
        find_separator(sheet, wanted)
    else:
        check_package(path)
    rows = rows_of_csv(sheet) if sheet.kind == CSV else rows_of_workbook(sheet)
    beginning = [(number, cells) for number, cells in islice(rows, LOOKED_AT) if is_filled(cells)]
    if not beginning:
        raise Unreadable(_("The file has no rows. Choose one that holds a list."))
    (find or _find_header)(sheet, beginning)
    return sheet


def is_filled(cells: Cells) -> bool:
    return any(map(str.strip, cells))


def kind_of(path: Path) -> str:
    with path.open("rb") as raw:
        start = raw.read(4096)
    if not start.strip():
        raise Unreadable(_("The file is empty. Choose one that holds a list."))
    if start.startswith(b"PK\x03\x04"):
        return XLSX
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            _(
                "This is an old Excel file, or one with a password. Save it as XLSX without a "
                "password, or as CSV, then try again."
            )
        )
    if start.startswith(NO_TABLE):
        raise Unreadable(_("This file is no table. Save the list as CSV or XLSX, then try again."))
    if start.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(MARKUP):
        raise Unreadable(
            _(
                "This file is a web page or data for programs, whatever its name ends in. Open it "
                "in a spreadsheet, save it as XLSX or CSV, then try again."
            )
        )
    if start.count(0) > len(start) // 4 and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(_("This file is no table. Save the list as CSV or XLSX, then try again."))
    return CSV


def is_formula(sheet: Sheet, cell: str) -> bool:
    """In a spreadsheet the text is a formula, whose value we do not know."""
    return sheet.kind == XLSX and cell.startswith("=")


def _find_header(sheet: Sheet, beginning: Beginning) -> None:
    """The fullest row above the first one with an address in it; or none at all."""
    width = min(max(len(cells) for _, cells in beginning), MOST_COLUMNS)
    if HINT.fullmatch(",".join(beginning[0][1]).strip()):
        beginning = beginning[1:] or beginning
    first = next((i for i, (_, row) in enumerate(beginning) if any("@" in c for c in row)), None)
    if first == 0:
        sheet.columns = [_unnamed(place) for place in range(width)]
        sheet.first_row = beginning[0][0]
        sheet.notes.append(_("The first row holds an address already, so columns have numbers."))
        return
    above = beginning[: first or 1]
    number, names = max(above, key=lambda row: len({cell.strip() for cell in row[1]} - {""}))
    sheet.first_row = number + 1
    sheet.width = max(len(names), _usual_width(beginning[len(above) :]))
    if number > 1:
        note = _("Column names come from row %(row)s; rows above it are passed over.")
        sheet.notes.append(note % {"row": number})
    seen: Counter[str] = Counter()
    for place in range(width):
        cell = names[place] if place < len(names) else ""
        name = clean_line(cell.replace("\0", " "))[:60] or _unnamed(place)
        seen[name] += 1
        sheet.columns.append(name if seen[name] == 1 else f"{name[:54]} ({seen[name]})")


def _unnamed(place: int) -> str:
    return _("Column %(number)s") % {"number": place + 1}


def _usual_width(rows: Beginning) -> int:
    """How many cells most rows fill: columns need no names to be columns."""
    widths = Counter(len(cells) for _, cells in rows)
    width, often = widths.most_common(1)[0] if widths else (0, 0)
    return width if often * 2 > len(rows) > 1 else 0
