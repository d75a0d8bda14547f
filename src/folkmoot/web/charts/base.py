"""What every chart shares: a name of its own on the page, and a table."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.core import formats


@dataclass(frozen=True, slots=True)
class Unit:
    """What a chart counts: its name, and a count of it with a place for the figure."""

    name: str | Promise
    counted: Callable[[int], str]


UNITS = {
    "ideas": Unit(
        gettext_lazy("ideas"), lambda n: ngettext("%(count)s idea", "%(count)s ideas", n)
    ),
    "comments": Unit(
        gettext_lazy("comments"), lambda n: ngettext("%(count)s comment", "%(count)s comments", n)
    ),
    "votes": Unit(
        gettext_lazy("votes"), lambda n: ngettext("%(count)s vote", "%(count)s votes", n)
    ),
    "contributions": Unit(
        gettext_lazy("contributions"),
        lambda n: ngettext("%(count)s contribution", "%(count)s contributions", n),
    ),
    "showings": Unit(
        gettext_lazy("showings"), lambda n: ngettext("%(count)s showing", "%(count)s showings", n)
    ),
    "visits": Unit(
        gettext_lazy("visits"), lambda n: ngettext("%(count)s visit", "%(count)s visits", n)
    ),
    "people": Unit(
        gettext_lazy("people"), lambda n: ngettext("%(count)s person", "%(count)s people", n)
    ),
    "days": Unit(gettext_lazy("days"), lambda n: ngettext("%(count)s day", "%(count)s days", n)),
}


@dataclass(frozen=True, slots=True)
class ChartTable:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def page_id(title: str, caption: str) -> str:
    """The same chart keeps the same id, so that htmx can replace it in place."""
    return f"chart-{zlib.crc32(f'{title}|{caption}'.encode()):08x}"


def percent(part: float, whole: float) -> str:
    """A share of a whole as SVG wants it, never beyond the frame."""
    share = 0.0 if whole <= 0 else 100 * part / whole
    return f"{min(max(share, 0.0), 100.0):.2f}%"


def figure(value: float) -> str:
    """1234 as 1,234; 0.4567 as 0.46; 62.0 as 62."""
    if float(value).is_integer():
        return formats.number(value, 0)
    return formats.number(value, 1 if abs(value) >= 10 else 2)


def with_unit(value: float, unit: str) -> str:
    """62%, 1,234 ideas, 1 idea. Units are named as in `UNITS`."""
    if not unit:
        return figure(value)
    if unit == "%":
        return _("%(number)s%%") % {"number": figure(value)}
    if unit not in UNITS:
        return f"{figure(value)} {unit}"
    return UNITS[unit].counted(int(value)) % {"count": figure(value)}


def unit_name(unit: str) -> str:
    """A unit as the heading of a column; one that is not listed is a word of somebody else."""
    return str(UNITS[unit].name) if unit in UNITS else unit


def short(label: str, characters: int = 160) -> str:
    """A label for beside a bar; the whole of it is in the table."""
    if len(label) <= characters:
        return label
    return label[:characters].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
