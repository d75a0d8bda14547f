"""Spreadsheets (XLSX): looked at before they are unpacked, read row by row, every cell as text."""

import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _

from folkmoot.core.tables import Cells, Source, Unreadable

MOST_CELLS = 5000  # of a row
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
        raise Unreadable(
            _("This spreadsheet is too large to open. Save it as CSV, then try again.")
        )


def is_zip_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(SMALL_PART, MOST_SQUEEZED * part.compress_size)


def rows_of_workbook(source: Source) -> Iterator[tuple[int, Cells]]:
    import openpyxl

    try:
        with source.path.open("rb") as package:
            with catch_warnings():
                simplefilter("ignore")
                book = openpyxl.load_workbook(package, read_only=True, keep_links=False)
            shown = [page for page in book.worksheets if page.sheet_state == "visible"]
            page = (shown or book.worksheets)[0]
            if len(book.worksheets) > 1 and not source.notes:
                note = _(
                    "The workbook has %(sheets)s sheets. Only the first one, “%(title)s”, is read."
                )
                source.notes.append(
                    note % {"sheets": len(book.worksheets), "title": page.title[:40]}
                )
            source.total_rows = source.total_rows or page.max_row or 0
            page.reset_dimensions()  # what a file says of its own size need not be true
            for row, values in enumerate(page.iter_rows(values_only=True), 1):
                if source.total_rows:
                    source.share = min(1.0, row / source.total_rows)
                cells = [_as_text(value) for value in values[:MOST_CELLS]]
                while cells and not cells[-1]:
                    cells.pop()
                yield row, cells
            book.close()
    except (GeneratorExit, Unreadable):
        raise
    except Exception as broken:  # openpyxl raises whatever a damaged part leads it to
        raise _broken() from broken
    source.share = 1.0


def _broken() -> Unreadable:
    return Unreadable(
        _("This spreadsheet cannot be read. Open it, save it again as XLSX or CSV, then try again.")
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
