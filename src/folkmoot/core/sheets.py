"""Read the lists people keep, whatever made them: CSV in any dress, or a spreadsheet (XLSX).

The header is found by the columns that are wanted, or guessed where nobody named any: titles
above it and a second header row are passed over. Every cell comes as text. Memory stays bounded
by one row, and by the shared strings of a spreadsheet, whose size is limited.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

import openpyxl

from folkmoot.core.exports import unguarded
from folkmoot.core.tables import LONGEST_CELL, SEPARATORS, Report, Unreadable, encoding_of
from folkmoot.core.text import clean_line

CSV, XLSX = "csv", "xlsx"
LOOKED_AT = 20  # rows, to find out where the header is
MOST_COLUMNS = 200  # with names of their own
MOST_CELLS = 5000  # of a row of a spreadsheet
LARGEST_UNPACKED = 2 * 1024**3
LARGEST_STRINGS = 150 * 1024**2
MOST_SQUEEZED = 300  # times; the rows of a real sheet are numbered, and reach a tenth of it
SMALL_PART = 20 * 1024**2
HINT = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # what Excel writes above some files

Cells = Sequence[str]
Beginning = list[tuple[int, Cells]]
Finder = Callable[["Sheet", Beginning], None]


@dataclass(slots=True)
class Sheet:
    """One table. ``rows`` numbers as a spreadsheet does; ``share`` says how far it has got."""

    path: Path
    kind: str
    columns: list[str] = field(default_factory=list)
    first_row: int = 1
    width: int = 0  # cells a row may fill; 0 where no header says
    notes: list[str] = field(default_factory=list)
    encoding: str = ""
    separator: str = ","
    total_rows: int = 0
    share: float = 0.0

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """(row number, its cells as text) below the header; blank rows are left out."""
        found = _csv_rows(self) if self.kind == CSV else _xlsx_rows(self)
        for number, cells in found:
            if number >= self.first_row and is_filled(cells):
                yield number, cells

    def surplus(self, cells: Cells) -> str:
        """Why a row cannot be used that fills more cells than there are columns; mostly ""."""
        if not self.width or len(cells) <= self.width or not is_filled(cells[self.width :]):
            return ""
        return (
            f"has {len(cells)} cells where there are {self.width} columns: a comma in a text "
            "probably stands without quotation marks"
        )


def open_sheet(path: Path, wanted: Sequence[str] = (), find: Finder | None = None) -> Sheet:
    """Look at a file's content, not at its name; raises Unreadable with what to do.

    ``wanted`` are names of columns that help to tell the separator; ``find`` finds the header.
    """
    sheet = Sheet(path=path, kind=kind_of(path))
    if sheet.kind == CSV:
        report = Report()
        sheet.encoding = encoding_of(path, report)
        sheet.notes = [note.replace(path.name, "The file") for note in report.notes]
        _find_separator(sheet, wanted)
    else:
        _check_package(path)
    rows = _csv_rows(sheet) if sheet.kind == CSV else _xlsx_rows(sheet)
    beginning = [(number, cells) for number, cells in islice(rows, LOOKED_AT) if is_filled(cells)]
    if not beginning:
        raise Unreadable("The file has no rows. Choose one that holds a list.")
    (find or _find_header)(sheet, beginning)
    return sheet


def is_filled(cells: Cells) -> bool:
    return bool(cells) and (bool(cells[0].strip()) or bool("".join(cells).strip()))


def kind_of(path: Path) -> str:
    with path.open("rb") as raw:
        start = raw.read(4096)
    if not start.strip():
        raise Unreadable("The file is empty. Choose one that holds a list.")
    if start.startswith(b"PK\x03\x04"):
        return XLSX
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "This is an old Excel file, or one with a password. Save it as XLSX without a "
            "password, or as CSV, then try again."
        )
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"{\\rtf", b"<!DOC")):
        raise Unreadable("This file is no table. Save the list as CSV or XLSX, then try again.")
    if start.count(0) > len(start) // 4 and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("This file is no table. Save the list as CSV or XLSX, then try again.")
    return CSV


def _csv_rows(sheet: Sheet) -> Iterator[tuple[int, Cells]]:
    size = max(sheet.path.stat().st_size, 1)
    csv.field_size_limit(LONGEST_CELL)
    with (
        sheet.path.open("rb") as raw,
        io.TextIOWrapper(raw, newline="", encoding=sheet.encoding) as lines,
    ):
        row = 0
        try:
            for row, cells in enumerate(csv.reader(lines, delimiter=sheet.separator), 1):
                if row % 1000 == 0:
                    sheet.share = min(1.0, raw.tell() / size)
                yield row, [unguarded(cell) for cell in cells] if _has_guard(cells) else cells
        except csv.Error as broken:
            raise Unreadable(
                f"Row {row + 1} cannot be read: a quotation mark is probably left open."
            ) from broken
    sheet.share = 1.0


def _has_guard(cells: Cells) -> bool:
    return any(cell[:1] == "'" for cell in cells)


def _find_separator(sheet: Sheet, wanted: Sequence[str]) -> None:
    """The separator that gives most rows the same number of cells, and the most of them."""
    with sheet.path.open(newline="", encoding=sheet.encoding) as lines:
        sample = [lines.readline(LONGEST_CELL) for _ in range(LOOKED_AT)]
    hint = HINT.fullmatch(sample[0])
    if hint:
        sheet.separator = hint[1]
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

    sheet.separator = max(SEPARATORS, key=fit)


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as content:
                        if b"<!DOCTYPE" in content.read(2048).upper():
                            raise Unreadable("This spreadsheet holds what none should.")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as broken:
        raise _broken() from broken
    if not any(name.startswith("xl/") for name in names):
        raise Unreadable("This is no Excel workbook. Save the list as XLSX or CSV, then try again.")
    strings = sum(p.file_size for p in parts if p.filename.lower().endswith("sharedstrings.xml"))
    if any(is_bomb(part) for part in parts):
        raise Unreadable("This spreadsheet unpacks to far more than any list. Save it as CSV.")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or strings > LARGEST_STRINGS:
        raise Unreadable("This spreadsheet is too large to open. Save it as CSV, then try again.")


def is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(SMALL_PART, MOST_SQUEEZED * part.compress_size)


def _xlsx_rows(sheet: Sheet) -> Iterator[tuple[int, Cells]]:
    try:
        with sheet.path.open("rb") as package:
            with catch_warnings():
                simplefilter("ignore")
                book = openpyxl.load_workbook(package, read_only=True, keep_links=False)
            shown = [page for page in book.worksheets if page.sheet_state == "visible"]
            page = (shown or book.worksheets)[0]
            if len(book.worksheets) > 1 and not sheet.notes:
                sheet.notes.append(
                    f"The workbook has {len(book.worksheets)} sheets. Only the first one, "
                    f"“{page.title[:40]}”, is read."
                )
            sheet.total_rows = sheet.total_rows or page.max_row or 0
            page.reset_dimensions()  # what a file says of its own size need not be true
            for row, values in enumerate(page.iter_rows(values_only=True), 1):
                if sheet.total_rows:
                    sheet.share = min(1.0, row / sheet.total_rows)
                cells = [_as_text(value) for value in values[:MOST_CELLS]]
                while cells and not cells[-1]:
                    cells.pop()
                yield row, cells
            book.close()
    except (GeneratorExit, Unreadable):
        raise
    except Exception as broken:  # openpyxl raises whatever a damaged part leads it to
        raise _broken() from broken
    sheet.share = 1.0


def _broken() -> Unreadable:
    return Unreadable(
        "This spreadsheet cannot be read. Open it, save it again as XLSX or CSV, then try again."
    )


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()  # spreadsheets know no day without a midnight
    if type(value).__name__ in {"ArrayFormula", "DataTableFormula"}:
        return "="
    return str(value)


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
        sheet.columns = [f"Column {place + 1}" for place in range(width)]
        sheet.first_row = beginning[0][0]
        sheet.notes.append("The first row holds an address already, so columns have numbers.")
        return
    above = beginning[: first or 1]
    number, names = max(above, key=lambda row: len({cell.strip() for cell in row[1]} - {""}))
    sheet.first_row = number + 1
    sheet.width = max(len(names), _usual_width(beginning[len(above) :]))
    if number > 1:
        sheet.notes.append(f"Column names come from row {number}; rows above it are passed over.")
    seen: Counter[str] = Counter()
    for place in range(width):
        cell = names[place] if place < len(names) else ""
        name = clean_line(cell.replace("\0", " "))[:60] or f"Column {place + 1}"
        seen[name] += 1
        sheet.columns.append(name if seen[name] == 1 else f"{name[:54]} ({seen[name]})")


def _usual_width(rows: Beginning) -> int:
    """How many cells most rows fill: columns need no names to be columns."""
    widths = Counter(len(cells) for _, cells in rows)
    width, often = widths.most_common(1)[0] if widths else (0, 0)
    return width if often * 2 > len(rows) > 1 else 0
