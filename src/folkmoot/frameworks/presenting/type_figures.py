"""Ratings, rankings, choices and answers as figures that a statement may rest on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from folkmoot.analysis.presenting.type_tables import LUCK, interval, spread
from folkmoot.analysis.queries.by_type import PreferenceQuestion, RatedItem
from folkmoot.analysis.queries.result import Result
from folkmoot.core.figures import confidence_of, share_and_ends
from folkmoot.core.formats import number, percent
from folkmoot.frameworks.queries.sources import shortened

# Key, heading, title, words, detail and numbers of a Figure.
Told = tuple[str, str, str, str, str, dict[str, float]]


def type_figures(result: Result, origin: str) -> Iterator[Told]:
    """Nothing that is hidden, and no order that may be luck."""
    sure = confidence_of(result.confidence)
    for item in result.ratings:
        if item.base is not None:
            yield _rating(item, item.base, sure, origin)
    for question in result.rankings:
        yield from _preferred(question, "ranking", _("Rankings"), sure, origin)
    for question in result.choices:
        yield from _preferred(question, "choice", _("Choices"), sure, origin)
    for asked in result.answers:
        for option in asked.options:
            if asked.base is None or option.count is None:
                continue
            share, low, high = share_and_ends(option.count, asked.base, option.low, option.high)
            told = {
                "count": number(option.count),
                "base": number(asked.base),
                "option": shortened(option.name),
                "question": shortened(asked.name),
                "share": percent(share),
                "low": percent(low),
                "high": percent(high),
                "confidence": sure,
                "origin": origin,
            }
            yield (
                f"answer:{option.option_id}",
                _("Closed questions"),
                f"{shortened(asked.name)}: {shortened(option.name)}",
                _("%(count)s of %(base)s answered “%(option)s” to “%(question)s”") % told,
                _("%(share)s; %(confidence)s interval %(low)s to %(high)s; %(origin)s") % told,
                {"share": option.count / asked.base, "low": option.low, "high": option.high},
            )


def _rating(item: RatedItem, base: int, sure: str, origin: str) -> Told:
    told = {
        "mean": number(item.mean, 1),
        "low": number(item.low, 1),
        "high": number(item.high, 1),
        "least": number(item.low_end),
        "most": number(item.high_end),
        "base": number(base),
        "item": shortened(item.name),
        "median": number(item.median, 1 if item.median % 1 else 0),
        "confidence": sure,
        "spread": spread(item),
        "origin": origin,
    }
    return (
        f"rating:{item.rating_id}",
        _("Ratings"),
        shortened(item.name),
        _("%(base)s people rated “%(item)s” from %(least)s to %(most)s: %(mean)s on average")
        % told,
        _("%(confidence)s interval of the mean %(low)s to %(high)s; median %(median)s; how many "
          "gave each number: %(spread)s; %(origin)s") % told,
        {"mean": item.mean, "from": item.low, "to": item.high},
    )  # fmt: skip


def _preferred(
    question: PreferenceQuestion, kind: str, about: str, sure: str, origin: str
) -> Iterator[Told]:
    if question.base is None or question.p_chance > LUCK:
        return
    for option in question.options:
        if option.share is None:
            continue
        told = {
            "share": percent(round(100 * option.share)),
            "option": shortened(option.name),
            "question": shortened(question.name),
            "base": number(question.base),
            "interval": interval(option.share, option.low, option.high),
            "confidence": sure,
            "origin": origin,
        }
        yield (
            f"{kind}:{option.option_id}",
            about,
            f"{shortened(question.name)}: {shortened(option.name)}",
            _("%(share)s would put “%(option)s” first under “%(question)s”, by what %(base)s "
              "people preferred") % told,
            _("%(interval)s, %(confidence)s interval; %(origin)s") % told,
            {"share": option.share, "low": option.low, "high": option.high},
        )  # fmt: skip
