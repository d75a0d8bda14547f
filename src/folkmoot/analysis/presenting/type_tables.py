"""Ratings, rankings, choices and answers as tables, whatever kind of activity asked for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.activities.registry import Missing
from folkmoot.analysis.queries.by_type import (
    AnsweredOption,
    ClosedQuestion,
    PreferenceQuestion,
    Preferred,
    RatedItem,
)
from folkmoot.analysis.queries.result import Result
from folkmoot.core.figures import confidence_of, share_and_ends
from folkmoot.core.formats import listed, number, part_of, percent

LUCK = 0.05


@dataclass(frozen=True, slots=True)
class TypeTable:
    """``caption`` is the question, or what the rows are; ``notes`` say what may be read into it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeSection:
    """Everything of one type of data; ``key`` is its place on the page."""

    key: str
    heading: str
    tables: tuple[TypeTable, ...]


def type_sections(result: Result) -> tuple[TypeSection, ...]:
    """Those types alone that people gave."""
    sure = confidence_of(result.confidence)
    k = result.smallest_group
    found = (
        TypeSection("ratings", _("Ratings"), _ratings(result.ratings, sure, k)),
        TypeSection(
            "rankings",
            _("Rankings"),
            tuple(_preferences(one, sure, k, is_ranking=True) for one in result.rankings),
        ),
        TypeSection(
            "choices",
            _("Choices"),
            tuple(_preferences(one, sure, k, is_ranking=False) for one in result.choices),
        ),
        TypeSection(
            "answers",
            _("Closed questions"),
            tuple(_answers(one, sure, k) for one in result.answers),
        ),
    )
    return tuple(section for section in found if section.tables)


def _ratings(items: tuple[RatedItem, ...], sure: str, k: int) -> tuple[TypeTable, ...]:
    if not items:
        return ()
    columns = (
        _("Item"),
        _("People"),
        _("Median"),
        _("Mean (%(confidence)s interval)") % {"confidence": sure},
        _("Agreement"),
        _("How many gave each number"),
    )
    notes = [
        _("Agreement is 100% where everybody gave one number, and 0% where half gave the lowest "
          "and half the highest."),
    ]  # fmt: skip
    if any(item.base is None for item in items):
        notes.append(_too_few(k))
    return (
        TypeTable(
            caption=_("What people gave each item"),
            columns=columns,
            rows=tuple(_rated(item) for item in items),
            notes=tuple(notes),
        ),
    )


def _rated(item: RatedItem) -> tuple[str, ...]:
    if item.base is None:
        return (item.name, *([_("hidden")] * 5))
    told = {
        "mean": number(item.mean, 1),
        "low": number(item.low, 1),
        "high": number(item.high, 1),
    }
    people = number(item.base)
    if item.cannot_judge:
        apart = {"people": people, "others": number(item.cannot_judge)}
        people = _("%(people)s, and %(others)s who cannot judge") % apart
    return (
        item.name,
        people,
        number(item.median, 1 if item.median % 1 else 0),
        _("%(mean)s (%(low)s to %(high)s)") % told,
        percent(round(100 * item.agreement)),
        spread(item),
    )


def spread(item: RatedItem) -> str:
    """People by the number they gave, those that nobody gave left out."""
    steps = enumerate(item.counts, item.low_end)
    told = [
        _("%(value)s: %(people)s") % {"value": number(value), "people": number(people)}
        for value, people in steps
        if people
    ]
    return listed(told)


def _preferences(question: PreferenceQuestion, sure: str, k: int, *, is_ranking: bool) -> TypeTable:
    if question.base is None:
        return TypeTable(question.name, (), (), (_too_few(k),))
    asked_for_worst = any(one.last for one in question.options)
    share = _("Would put it first (%(confidence)s interval)") % {"confidence": sure}
    columns = [
        _("Item"),
        _("Shown"),
        _("Put first") if is_ranking else _("Chosen"),
        *([_("Named the worst")] if asked_for_worst else []),
        *([_("Beats of the others")] if is_ranking else []),
        share,
    ]
    best_first = sorted(
        question.options, key=lambda one: (-(one.share or 0), -one.first, one.option_id)
    )
    return TypeTable(
        caption=question.name,
        columns=tuple(columns),
        rows=tuple(
            tuple(_preferred(one, is_ranking=is_ranking, worst=asked_for_worst))
            for one in best_first
        ),
        notes=tuple(_on_preferences(question)),
    )


def _preferred(one: Preferred, *, is_ranking: bool, worst: bool) -> Iterator[str]:
    yield one.name
    yield number(one.shown)
    yield part_of(one.first, one.shown)
    if worst:
        yield number(one.last)
    if is_ranking:
        yield _("not known") if one.score is None else percent(round(100 * one.score))
    yield _("not known") if one.share is None else interval(one.share, one.low, one.high)


def interval(share: float, low: float, high: float) -> str:
    return _("%(share)s (%(low)s to %(high)s)") % {
        "share": percent(round(100 * share)),
        "low": percent(round(100 * low)),
        "high": percent(round(100 * high)),
    }


def _on_preferences(question: PreferenceQuestion) -> Iterator[str]:
    people = question.base or 0
    yield ngettext("%(count)s person answered.", "%(count)s people answered.", people) % {
        "count": number(people)
    }
    if len(question.options) < 2:
        yield _("There was one item only, so there is no order.")
        return
    if question.p_chance > LUCK:
        yield _("The order may be luck: people who prefer nothing would often differ as much.")
    if any(one.share is None for one in question.options):
        yield _(
            "How many would put each first cannot be worked out: some items never came before, "
            "or never after, any of the others."
        )


def _answers(question: ClosedQuestion, sure: str, k: int) -> TypeTable:
    if not question.options:
        return TypeTable(question.name, (), (), (_too_few(k),))
    columns = (
        _("Answer"),
        _("People"),
        _("Share (%(confidence)s interval)") % {"confidence": sure},
    )
    return TypeTable(
        caption=question.name,
        columns=columns,
        rows=tuple(_answered(option, question.base) for option in question.options),
        notes=tuple(_on_answers(question, k)),
    )


def _answered(option: AnsweredOption, base: int | None) -> tuple[str, ...]:
    if option.count is None:
        return (option.name, _("hidden"), _("hidden"))
    if base is None:
        return (option.name, number(option.count), _("hidden"))
    share, low, high = share_and_ends(option.count, base, option.low, option.high)
    told = {"share": percent(share), "low": percent(low), "high": percent(high)}
    return (option.name, number(option.count), _("%(share)s (%(low)s to %(high)s)") % told)


def _on_answers(question: ClosedQuestion, k: int) -> Iterator[str]:
    if question.base is None:
        yield _("How many answered is hidden: it would tell how few gave no answer.")
    else:
        told = ngettext("%(count)s person answered.", "%(count)s people answered.", question.base)
        yield told % {"count": number(question.base)}
    if question.is_multiple:
        yield _("People could choose several answers, so shares may add up to more than 100%.")
    for code, people in question.missing:
        yield _MISSING[Missing(code)]() % {"count": number(people)}
    if any(option.count is None for option in question.options):
        yield _("Numbers under %(count)s are hidden, and others where they would tell them.") % {
            "count": number(k)
        }


_MISSING = {
    Missing.SKIPPED: lambda: _("Left empty: %(count)s."),
    Missing.PREFER_NOT_TO_SAY: lambda: _("Prefer not to say: %(count)s."),
    Missing.DOES_NOT_APPLY: lambda: _("Does not apply: %(count)s."),
}


def _too_few(k: int) -> str:
    return _("What fewer than %(count)s people answered is hidden.") % {"count": number(k)}
