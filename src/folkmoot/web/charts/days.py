"""One bar a day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from folkmoot.core.days import in_words
from folkmoot.web.charts.base import Table, page_id, percent, with_unit

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
        told = f"{with_unit(total, self.unit)} in {with_unit(len(self.days), 'days')}"
        return f"{told}, at most {self.peak:,} in one day"

    def peak_label(self) -> PeakLabel:
        """Written over the busiest day, kept inside the frame."""
        place = next(i for i, (_, count) in enumerate(self.days) if count == self.peak)
        middle = (place + 0.5) / len(self.days)
        anchor = "start" if middle < 0.2 else "end" if middle > 0.8 else "middle"
        day = self.days[place][0]
        return PeakLabel(percent(middle, 1), anchor, f"{self.peak:,} on {day.day} {day:%B}")

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
                    spoken=f"{day.day} {day:%B}: {count:,}",
                )
            )
        return bars

    def table(self) -> Table:
        rows = tuple((in_words(day), f"{count:,}") for day, count in self.days)
        return Table(("Day", self.unit.capitalize()), rows)
