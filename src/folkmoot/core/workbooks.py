"""Spreadsheets (XLSX): looked at before they are unpacked, read row by row, every cell as text."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _

from folkmoot.core.tables import Cells, Source, Unreadable
from folkmoot.core.workbook_parts import Cell, Row, Rows, Strings, Styles, TooLarge

MOST_CELLS = 5000  # of a row
MOST_OF_A_ROW = 2_000_000  # characters
MOST_CELLS_READ = 30_000_000
LARGEST_OUTLINE = 2 * 1024**2
LARGEST_UNPACKED = 2 * 1024**3
LARGEST_STRINGS = 150 * 1024**2
MOST_SQUEEZED = 300  # times; the rows of a real sheet are numbered, and reach a tenth of it
SMALL_PART = 20 * 1024**2


def check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as content:
                        if b"<!DOCTYPE" in content.read(2048).upper():
                            raise Unreadable(_("This spreadsheet holds what none should."))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as broken:
        raise _broken() from broken
    if not any(name.startswith("xl/") for name in names):
        raise Unreadable(
            _("This is no Excel workbook. Save the list as XLSX or CSV, then try again.")
        )
    strings = sum(p.file_size for p in parts if p.filename.lower().endswith("sharedstrings.xml"))
    if any(is_zip_bomb(part) for part in parts):
        raise Unreadable(_("This spreadsheet unpacks to far more than any list. Save it as CSV."))
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or strings > LARGEST_STRINGS:
        raise _too_large()


def is_zip_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(SMALL_PART, MOST_SQUEEZED * part.compress_size)


def rows_of_workbook(source: Source) -> Iterator[tuple[int, Cells]]:
    source.cells_read = 0
    try:
        with ExitStack() as opened:
            opened.enter_context(catch_warnings())
            simplefilter("ignore")
            package = opened.enter_context(zipfile.ZipFile(source.path))
            book = _Book(package, opened)
            if book.count > 1 and not source.notes:
                note = _(
                    "The workbook has %(sheets)s sheets. Only the first one, “%(title)s”, is read."
                )
                source.notes.append(note % {"sheets": book.count, "title": book.title[:40]})
            last = 0
            rows = Rows(opened.enter_context(package.open(book.part)), book.column_of)
            for row in rows:
                source.total_rows = source.total_rows or rows.total
                if source.total_rows:
                    source.share = min(1.0, row.number / source.total_rows)
                source.cells_read += 1 + row.seen
                if source.cells_read > MOST_CELLS_READ:
                    raise _too_large()
                if row.number > last:  # a number that was there already is no row of its own
                    last = row.number
                    yield row.number, book.as_text(row)
    except (GeneratorExit, Unreadable):
        raise
    except TooLarge as much:
        raise _too_large() from much
    except Exception as broken:  # a damaged part leads to any of them
        raise _broken() from broken
    source.share = 1.0


class _Book:
    """The first sheet that is shown, and how to read its cells."""

    def __init__(self, package: zipfile.ZipFile, opened: ExitStack) -> None:
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.utils import column_index_from_string
        from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, XLSM, XLSX, XLTM, XLTX

        self.column_of = column_index_from_string
        reader = ExcelReader(package.fp, read_only=True, keep_links=False)
        opened.callback(reader.archive.close)
        _check_outline(package, lambda name: name.endswith((".rels", "[Content_Types].xml")))
        reader.read_manifest()
        books = [reader.package.find(kind) for kind in (XLSX, XLSM, XLTX, XLTM)]
        named = {book.PartName[1:] for book in books if book} | {"xl/workbook.xml"}
        _check_outline(package, named.__contains__)
        reader.read_workbook()
        sheets = [
            (sheet, rel.target)
            for sheet, rel in reader.parser.find_sheets()
            if rel.target in reader.valid_files and "chartsheet" not in rel.Type
        ]
        shown = [found for found in sheets if found[0].state == "visible"]
        first, self.part = (shown or sheets)[0]
        self.count, self.title, self._epoch = len(sheets), str(first.name), reader.wb.epoch
        strings = reader.package.find(SHARED_STRINGS)
        self._strings = Strings(
            opened.enter_context(package.open(strings.PartName[1:]))
            if strings
            else BytesIO(b"<none/>")
        )
        self._styles = (
            Styles(opened.enter_context(package.open(ARC_STYLE)))
            if ARC_STYLE in reader.valid_files
            else None
        )
        self._dates: dict[int, bool] = {}

    def as_text(self, row: Row) -> list[str]:
        length = 0
        columns = [column for column in row.cells if column < MOST_CELLS]
        texts = [""] * (max(columns, default=-1) + 1)
        for column in columns:
            texts[column] = self._text_of(row.cells[column])
            length += len(texts[column])
            if length > MOST_OF_A_ROW:
                raise TooLarge
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _text_of(self, cell: Cell) -> str:
        if cell.formula is not None:
            return f"={cell.formula}"
        if cell.kind == "s":
            return self._strings[int(cell.value)]
        if cell.kind == "b":
            return str(bool(int(cell.value)))
        if cell.kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            return _as_text(from_ISO8601(cell.value))
        return self._number(cell) if cell.kind == "n" else cell.value

    def _number(self, cell: Cell) -> str:
        text = cell.value
        number = float(text) if any(c in text for c in ".eE") else int(text)
        code = self._code(cell.style)
        if not code:
            return _as_text(number)
        from openpyxl.styles.numbers import is_timedelta_format
        from openpyxl.utils.datetime import from_excel

        try:
            return _as_text(from_excel(number, self._epoch, is_timedelta_format(code)))
        except (OverflowError, ValueError):
            return "#VALUE!"

    def _code(self, style: int) -> str:
        """The format of a style that makes a date of a number; otherwise empty."""
        if self._styles is None or not 0 <= style < len(self._styles.format_of):
            return ""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_datetime

        number = self._styles.format_of[style]
        code = self._styles.written.get(number) or BUILTIN_FORMATS.get(number, "")
        if style not in self._dates:
            self._dates[style] = is_datetime(code) is not None
        return code if self._dates[style] else ""


def _check_outline(package: zipfile.ZipFile, is_part: Callable[[str], bool]) -> None:
    """What the library reads whole: which parts there are, and what they are for."""
    sizes = [part.file_size for part in package.infolist() if is_part(part.filename)]
    if sum(sizes) > LARGEST_OUTLINE:
        raise TooLarge


def _too_large() -> Unreadable:
    return Unreadable(_("This spreadsheet is too large to open. Save it as CSV, then try again."))


def _broken() -> Unreadable:
    return Unreadable(
        _("This spreadsheet cannot be read. Open it, save it again as XLSX or CSV, then try again.")
    )


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()  # spreadsheets know no day without a midnight
    return str(value)
