"""One bar a day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

from folkmoot.core import formats
from folkmoot.web.charts.base import ChartTable, page_id, percent, unit_name, with_unit

TOP = 16.0  # percent of the height kept free for the label of the busiest day


@dataclass(frozen=True, slots=True)
class DayBar:
    left: str
    width: str
    top: str
    height: str
    spoken: str


@dataclass(frozen=True, slots=True)
class PeakLabel:
    at: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class DayChart:
    """``days`` are in order, one for every day, quiet days included as 0."""

    title: str
    caption: str
    days: tuple[tuple[date, int], ...]
    unit: str = "contributions"

    template: ClassVar[str] = "components/charts/days.html"

    @property
    def id(self) -> str:
        return page_id(self.title, self.caption)

    @property
    def is_empty(self) -> bool:
        return not self.days

    @property
    def first(self) -> date:
        return self.days[0][0]

    @property
    def last(self) -> date:
        return self.days[-1][0]

    @property
    def peak(self) -> int:
        return max(count for _, count in self.days)

    @property
    def spoken(self) -> str:
        total = sum(count for _, count in self.days)
        return _("%(total)s in %(days)s, at most %(most)s in one day") % {
            "total": with_unit(total, self.unit),
            "days": with_unit(len(self.days), "days"),
            "most": formats.number(self.peak),
        }

    def peak_label(self) -> PeakLabel:
        """Written over the busiest day, kept inside the frame."""
        place = next(i for i, (_, count) in enumerate(self.days) if count == self.peak)
        middle = (place + 0.5) / len(self.days)
        anchor = "start" if middle < 0.2 else "end" if middle > 0.8 else "middle"
        day = self.days[place][0]
        told = {"number": formats.number(self.peak), "day": formats.day_and_month(day)}
        return PeakLabel(percent(middle, 1), anchor, _("%(number)s on %(day)s") % told)

    def drawn(self) -> list[DayBar]:
        step = 100 / len(self.days)
        bars = []
        for place, (day, count) in enumerate(self.days):
            height = 0.0 if not self.peak else (100 - TOP) * count / self.peak
            bars.append(
                DayBar(
                    left=f"{place * step + step * 0.08:.3f}%",
                    width=f"{step * 0.84:.3f}%",
                    top=f"{100 - height:.2f}%",
                    height=f"{height:.2f}%",
                    spoken=f"{formats.day_and_month(day)}: {formats.number(count)}",
                )
            )
        return bars

    def table(self) -> ChartTable:
        rows = tuple((formats.day(day), formats.number(count)) for day, count in self.days)
        return ChartTable((_("Day"), unit_name(self.unit).capitalize()), rows)
