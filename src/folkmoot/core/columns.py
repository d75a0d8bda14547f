"""Read the columns that somebody named: each row that has them, or why it is refused."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from folkmoot.core.formats import number as written
from folkmoot.core.headers import rows_below, second_header
from folkmoot.core.sheets import CSV, Beginning, Sheet, is_formula, open_sheet
from folkmoot.core.tables import LONGEST_CELL, ReadReport, Unreadable
from folkmoot.core.text import clean_line

NONE: Mapping[str, Sequence[str]] = {}


def read_rows(
    path: Path,
    *,
    columns: Sequence[str],
    report: ReadReport,
    optional: Sequence[str] = (),
    aliases: Mapping[str, Sequence[str]] = NONE,
    worded: Sequence[str] = (),
    begins: int | None = None,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, the named columns) for every row that has them all.

    ``optional`` columns are yielded where the table has them; ``aliases`` are other names.
    ``worded`` columns hold what people wrote: a row that may be a second header above it is
    refused, unless ``begins`` says in which row people begin.

    Raises Unreadable for a missing or empty file, one that is no table, or one without the
    columns. Memory stays bounded by one row, however long the file.
    """
    sheet = open_columns(path, columns, aliases)
    report.notes.extend(f"{path.name}: {note}" for note in sheet.notes)
    found = {c: _place(sheet.columns, c, aliases) for c in (*columns, *optional)}
    places = {column: place for column, place in found.items() if place is not None}
    least = max(places[column] for column in columns) + 1
    doubts = second_header(sheet, {c: places[c] for c in worded}) if begins is None else {}
    if begins is not None:
        sheet.first_row = max(begins, sheet.header + 1)
    for row, cells in sheet.rows():
        report.rows_read += 1
        if reason := sheet.surplus(cells) or doubts.get(row, ""):
            report.refuse(path.name, row, reason)
            continue
        if len(cells) < least:
            if sheet.kind == CSV:
                report.refuse(
                    path.name,
                    row,
                    _("has %(count)s of %(all)s cells") % {"count": len(cells), "all": sheet.width},
                )
                continue
            cells = [*cells, *[""] * (least - len(cells))]
        named = {n: cells[place] if place < len(cells) else "" for n, place in places.items()}
        if any("\0" in cell for cell in named.values()):
            report.refuse(path.name, row, _("contains a NUL character"))
        elif long := next((n for n, cell in named.items() if len(cell) > LONGEST_CELL), ""):
            told = _("“%(column)s” has %(characters)s characters; %(most)s is the most") % {
                "column": long,
                "characters": written(len(named[long])),
                "most": written(LONGEST_CELL),
            }
            report.refuse(path.name, row, told)
        elif formula := next((n for n, cell in named.items() if is_formula(sheet, cell)), ""):
            told = _("“%(column)s” is a formula; replace it by its value") % {"column": formula}
            report.refuse(path.name, row, told)
        else:
            yield row, named


def open_columns(
    path: Path, columns: Sequence[str], aliases: Mapping[str, Sequence[str]] = NONE
) -> Sheet:
    """The table with its header where these columns are named; rows below are left to be read."""
    if not path.is_file():
        raise Unreadable(_("There is no file %(file)s.") % {"file": path})

    def find(sheet: Sheet, beginning: Beginning) -> None:
        _find_columns(sheet, beginning, columns, aliases)

    return open_sheet(path, [*columns, *(a for also in aliases.values() for a in also)], find)


def _find_columns(
    sheet: Sheet, beginning: Beginning, wanted: Sequence[str], aliases: Mapping[str, Sequence[str]]
) -> None:
    """The places of these columns; their names may stand in one row or in two that follow."""
    above: list[str] = []
    for number, cells in beginning:
        names = [clean_line(cell) for cell in cells]
        for header in (names, _merged(above, names)):
            places = {name: _place(header, name, aliases) for name in wanted}
            if all(place is not None for place in places.values()):
                sheet.columns, sheet.header, sheet.width = header, number, len(header)
                sheet.first_row = number + 1 + rows_below(sheet, beginning, number)
                if number > 1:
                    sheet.notes.append(
                        _("Column names come from row %(row)s and above it.") % {"row": number}
                    )
                return
        above = names
    best = max(beginning, key=lambda row: len(set(row[1])))[1]
    header = [clean_line(cell) for cell in best]
    missing = [name for name in wanted if _place(header, name, aliases) is None]
    found = ", ".join(f"“{name[:40]}”" for name in best[:30])
    raise Unreadable(
        _("%(file)s has no column %(missing)s. Its header names %(found)s.")
        % {
            "file": sheet.path.name,
            "missing": ", ".join(f"“{name}”" for name in missing),
            "found": found,
        }
    )


def _merged(above: list[str], names: list[str]) -> list[str]:
    """One header of two rows: the lower name counts where there is one."""
    width = max(len(above), len(names))
    padded = zip([*above, *[""] * width][:width], [*names, *[""] * width][:width], strict=True)
    return [lower or upper for upper, lower in padded]


def _place(header: list[str], name: str, aliases: Mapping[str, Sequence[str]]) -> int | None:
    for wanted in map(clean_line, (name, *aliases.get(name, ()))):
        if header.count(wanted) > 1:
            raise Unreadable(
                _("There are two columns named “%(name)s”. Rename one of them.") % {"name": wanted}
            )
        if wanted in header:
            return header.index(wanted)
        alike = [place for place, other in enumerate(header) if _loose(other) == _loose(wanted)]
        if len(alike) == 1:
            return alike[0]
    return None


def _loose(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
