"""Second header rows, as survey tools write them below the names of columns.

What is surely one is passed over with a note. What may be one is neither counted as somebody's
answer nor dropped in silence: its row is refused, with how to say where people begin.
"""

import re
from collections.abc import Mapping
from itertools import islice

from django.utils.translation import gettext as _

from folkmoot.core.sheets import Beginning, Sheet
from folkmoot.core.tables import Cells
from folkmoot.core.text import clean_line

# What surveys write below a question that has one box, and below one with a box for the rest.
ONE_BOX = "open-ended response"  # not for people: what other tools write
SUBHEADERS = frozenset(
    {ONE_BOX, "response", "other (please specify)"}  # not for people: what other tools write
)
# Q1, QID12_TEXT, G01Q02, SQ001, var7: as tools number questions
NUMBERED = re.compile(
    r"(?:g\d+)?(?:qid|sq|q|var|v|item|question)[ _.-]?\d+(?:[ _.\[-]\w+]?)*", re.I
)
FIGURES = re.compile(r"[\d\s.,:/TZ+%-]*\d[\d\s.,:/TZ+%-]*")
LOOKED_AT, ENOUGH = 12, 3  # rows below; columns of figures prove nothing from fewer


def rows_below(sheet: Sheet, beginning: Beginning, header: int) -> int:
    """Rows below the header that surveys write for machines, or to say how a question is asked."""
    below = [(number, cells) for number, cells in beginning if number > header][:2]
    skipped = 0
    for number, cells in below:
        filled = {cell.strip().casefold() for cell in cells} - {""}
        is_next, is_blank = number == header + 1, not cells[0].strip()
        signs = (
            any("importid" in cell for cell in filled),
            filled <= SUBHEADERS,
            is_next and ONE_BOX in filled,
            is_next and is_blank and bool(filled & SUBHEADERS),  # beside the names of choices
            is_next and _is_repeated(sheet, cells),
        )
        if any(signs):
            skipped = number - header
    if skipped:
        sheet.notes.append(
            _("Row %(row)s belongs to the header and was passed over.") % {"row": header + skipped}
        )
    return skipped


def second_header(sheet: Sheet, worded: Mapping[str, int]) -> dict[int, str]:
    """Why the first row below the header may be no person's, by its number; mostly nothing."""
    if not worded:
        return {}
    rows = list(islice(sheet.rows(), LOOKED_AT))
    if not rows:
        return {}
    (number, first), others = rows[0], [cells for _, cells in rows[1:]]
    reason = _labels(sheet, first, worded) or _no_figures(sheet, first, others)
    if not reason:
        return {}
    return {
        number: _(
            "may be a second header: %(reason)s. If somebody said this, import again with "
            "--answers-from %(row)s; if not, with --answers-from %(next)s"
        )
        % {"reason": reason, "row": number, "next": number + 1}
    }


def is_numbered(column: str) -> bool:
    """A name such as Q1, whose words may stand in the row below."""
    return bool(NUMBERED.fullmatch(clean_line(column)))


def _is_repeated(sheet: Sheet, cells: Cells) -> bool:
    """The names once more."""
    said = [clean_line(cell) for cell in cells]
    return bool(any(said)) and all(
        not cell or cell == name for cell, name in zip(said, sheet.columns, strict=False)
    )


def _labels(sheet: Sheet, cells: Cells, worded: Mapping[str, int]) -> str:
    """Numbers of questions under their words, or the words under their numbers."""
    for column, place in worded.items():
        cell = clean_line(cells[place]) if place < len(cells) else ""
        if not cell:
            continue
        if is_numbered(cell):
            return _("under “%(column)s” stands “%(cell)s”, as tools number questions") % {
                "column": column[:40],
                "cell": cell[:40],
            }
        if is_numbered(sheet.columns[place]) and cell.endswith(("?", ":")):
            return _("under “%(column)s” stands a question") % {"column": column[:40]}
    return ""


def _no_figures(sheet: Sheet, cells: Cells, others: list[Cells]) -> str:
    """Words in a column that holds figures or moments everywhere below, or a column's own name."""
    for place, cell in enumerate(cells[: sheet.width]):
        below = [row[place] for row in others if place < len(row) and row[place].strip()]
        are_figures = len(below) >= ENOUGH and all(FIGURES.fullmatch(one) for one in below)
        if are_figures and any(sign.isalpha() for sign in cell) and not FIGURES.fullmatch(cell):
            return _("under “%(column)s” stands “%(cell)s”, and only figures below") % {
                "column": sheet.columns[place][:40],
                "cell": clean_line(cell)[:40],
            }
    return ""
