"""Days as tables write them. Times are cut off: a day is all that is kept."""

import re
from datetime import UTC, date, datetime
from typing import TypeAlias

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from folkmoot.core.days import day_of
from folkmoot.core.tables import ReadReport

Whole: TypeAlias = NDArray[np.int64]

YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]M?([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?(?:[T ].*)?")
YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})(?:,?[T ].*)?")
NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -]([0-9]{4})(?:[ T].*)?")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
EARLIEST, LATEST = 2000, 2100
MILLISECONDS = 10**11  # seconds reach this in the year 5138
QUARTER = 15 * 60 * 1000  # in milliseconds; no clock is set by less


def days_of(cells: list[str], report: ReadReport, column: str) -> list[date | None]:
    """One day for each cell, None where it is none; the column tells whether the day comes first.

    A month is its first day.
    """
    pairs = [(int(m[1]), int(m[2])) for m in map(YEAR_LAST.fullmatch, map(str.strip, cells)) if m]
    is_month_first = any(second > 12 for _, second in pairs)
    if is_month_first and any(first > 12 for first, _ in pairs):
        is_month_first = False
    if pairs and not is_month_first and all(first <= 12 for first, _ in pairs):
        note = _("“%(column)s”: 3/4 was read as 3 April; nothing in it says otherwise.")
        report.notes.append(note % {"column": column})
    return [_day(cell.strip(), is_month_first) for cell in cells]


def from_epoch(number: int) -> date | None:
    """Seconds or milliseconds since 1970; None outside 2000 to 2100."""
    seconds = number / 1000 if abs(number) >= MILLISECONDS else number
    if not 946_684_800 <= seconds < 4_102_444_800:
        return None
    return day_of(datetime.fromtimestamp(seconds, UTC))


def ordinals_of(milliseconds: Whole) -> Whole:
    """The day of each moment since 1970, where people are, as its ordinal; both of shape (n,)."""
    quarters, place = np.unique(milliseconds // QUARTER, return_inverse=True)
    moments = (datetime.fromtimestamp(n * QUARTER / 1000, UTC) for n in quarters.tolist())
    days = [day_of(moment).toordinal() for moment in moments]
    return np.array(days, dtype=np.int64)[place]


def _day(cell: str, is_month_first: bool) -> date | None:
    if cell.isascii() and cell.isdigit() and 9 <= len(cell) <= 13:
        return from_epoch(int(cell))
    if found := YEAR_FIRST.fullmatch(cell):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    elif found := YEAR_LAST.fullmatch(cell):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
        if is_month_first:
            day, month = month, day
    elif (found := NAMED.fullmatch(cell)) and found[2][:3].casefold() in MONTHS:
        day, year = int(found[1]), int(found[3])
        month = MONTHS.index(found[2][:3].casefold()) + 1
    else:
        return None
    try:
        return date(year, month, day) if EARLIEST <= year < LATEST else None
    except ValueError:
        return None
