"""Bars from zero: one amount a row, or three stances a row."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from folkmoot.core import formats
from folkmoot.web.charts.base import (
    ChartTable,
    figure,
    page_id,
    percent,
    short,
    unit_name,
    with_unit,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """``low`` and ``high`` bound the value (an interval); ``note`` says its base, "62 of 80"."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BarRow:
    label: str
    shown: str
    note: str
    spoken: str
    length: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """``maximum`` is where the scale ends (100 for percentages); else the largest value."""

    title: str
    caption: str
    rows: tuple[Bar, ...]
    unit: str = ""
    maximum: float | None = None

    template: ClassVar[str] = "components/charts/bars.html"

    @property
    def id(self) -> str:
        return page_id(self.title, self.caption)

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def has_intervals(self) -> bool:
        return any(bar.low is not None and bar.high is not None for bar in self.rows)

    @property
    def scale(self) -> float:
        ends = [max(bar.value, bar.high or bar.value) for bar in self.rows]
        return max([self.maximum or 0.0, *ends]) if self.maximum is None else self.maximum

    def drawn(self) -> list[BarRow]:
        return [self._row(bar) for bar in self.rows]

    def _row(self, bar: Bar) -> BarRow:
        shown = with_unit(bar.value, self.unit)
        spoken = f"{shown} ({bar.note})" if bar.note else shown
        low = high = ""
        if bar.low is not None and bar.high is not None:
            low, high = percent(bar.low, self.scale), percent(bar.high, self.scale)
            spoken = _("%(value)s, between %(low)s and %(high)s") % {
                "value": spoken,
                "low": figure(bar.low),
                "high": with_unit(bar.high, self.unit),
            }
        return BarRow(
            label=short(bar.label),
            shown=shown,
            note=bar.note,
            spoken=spoken,
            length=percent(bar.value, self.scale),
            low=low,
            high=high,
        )

    def table(self) -> ChartTable:
        headings = ["", unit_name(self.unit) or _("Number")]
        if self.has_intervals:
            headings += [pgettext("an interval", "From"), pgettext("an interval", "To")]
        if self.has_notes:
            headings += [_("Base")]
        return ChartTable(tuple(headings), tuple(self._cells(bar) for bar in self.rows))

    @property
    def has_notes(self) -> bool:
        return any(bar.note for bar in self.rows)

    def _cells(self, bar: Bar) -> tuple[str, ...]:
        cells = [bar.label, figure(bar.value)]
        if self.has_intervals:
            cells += ["" if end is None else figure(end) for end in (bar.low, bar.high)]
        if self.has_notes:
            cells += [bar.note]
        return tuple(cells)


@dataclass(frozen=True, slots=True)
class Stack:
    label: str
    agrees: int
    passes: int
    disagrees: int

    @property
    def total(self) -> int:
        return self.agrees + self.passes + self.disagrees


@dataclass(frozen=True, slots=True)
class StackRow:
    label: str
    shown: str
    spoken: str
    agree: str
    passed: str
    disagree_start: str
    disagree: str


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Shares of agree, not sure and disagree; every bar is a whole, its base is written out."""

    title: str
    caption: str
    rows: tuple[Stack, ...]

    template: ClassVar[str] = "components/charts/stacks.html"

    @property
    def id(self) -> str:
        return page_id(self.title, self.caption)

    @property
    def is_empty(self) -> bool:
        return not self.rows

    def drawn(self) -> list[StackRow]:
        return [stack_row(stack) for stack in self.rows]

    def table(self) -> ChartTable:
        return ChartTable(
            ("", _("Agree"), _("Not sure"), _("Disagree"), _("Votes")),
            tuple(
                (s.label, *map(formats.number, (s.agrees, s.passes, s.disagrees, s.total)))
                for s in self.rows
            ),
        )


def stack_row(stack: Stack) -> StackRow:
    agrees, passes, disagrees, whole = stack.agrees, stack.passes, stack.disagrees, stack.total
    told = {
        "agrees": formats.number(agrees),
        "passes": formats.number(passes),
        "disagrees": formats.number(disagrees),
        "whole": formats.number(whole),
    }
    shown = _("%(agrees)s of %(whole)s agree") % told if whole else _("No votes yet")
    spoken = _("%(agrees)s agree, %(passes)s not sure, %(disagrees)s disagree") % told
    return StackRow(
        label=short(stack.label),
        shown=shown,
        spoken=spoken,
        agree=percent(agrees, whole),
        passed=percent(passes, whole),
        disagree_start=percent(agrees + passes, whole),
        disagree=percent(disagrees, whole),
    )
