"""Ratings, rankings, choices and answers, each through its one entry point of ``insight``.

The whole crowd's counts are told as those of votes are; but nothing of fewer people than the
smallest group. Answers may say what somebody is, so that there each small count is hidden, and as
much beside it as keeps it so.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from folkmoot.activities.registry import Answers, Choices, Labels, Rankings, Ratings
from folkmoot.analysis.queries.by_type import (
    AnsweredOption,
    ClosedQuestion,
    PreferenceQuestion,
    Preferred,
    RatedItem,
)
from folkmoot.analysis.queries.contributions import Ints
from folkmoot.analysis.queries.result import DIGITS, ENDS
from folkmoot.analysis.services.suppression import publishable_answers
from insight import describe_answers, describe_choices, describe_rankings, describe_ratings
from insight.answers import AnswerFigures


def rated(given: Ratings, smallest: int, confidence: float) -> tuple[RatedItem, ...]:
    found = describe_ratings(
        given.participants,
        given.items,
        given.values,
        judged=given.judged,
        item_ids=given.labels.ids,
        lows=given.lows,
        highs=given.highs,
        confidence=confidence,
    )
    ends = zip(given.lows.tolist(), given.highs.tolist(), strict=True)
    return tuple(
        RatedItem(
            rating_id=key,
            name=name,
            low_end=low_end,
            high_end=high_end,
            base=one.rated,
            cannot_judge=one.cannot_judge,
            counts=tuple(one.counts.tolist()),
            median=one.median,
            mean=round(one.mean, DIGITS),
            low=round(one.low, ENDS),
            high=round(one.high, ENDS),
            agreement=round(one.agreement, DIGITS),
            side=one.side,
        )
        if one.rated >= smallest
        else RatedItem(key, name, low_end, high_end, None)
        for one, (key, name), (low_end, high_end) in zip(
            found, _named(given.labels), ends, strict=True
        )
    )


def ranked(given: Rankings, smallest: int, confidence: float) -> tuple[PreferenceQuestion, ...]:
    found = []
    for question, name in _named(given.labels):
        here = given.questions == question
        who, items = given.participants[here], given.items[here]
        keys, names = _seen(given.item_labels, question, items)
        figures = describe_rankings(
            who, items, given.ranks[here], item_ids=keys, confidence=confidence
        )
        if figures.people < smallest or int(figures.shown.min(initial=smallest)) < smallest:
            found.append(PreferenceQuestion(question, name, None))
            continue
        options = tuple(
            Preferred(
                option_id=key,
                name=names[i],
                shown=int(figures.shown[i]),
                first=int(figures.first[i]),
                score=round(float(figures.score[i]), DIGITS) if len(keys) > 1 else None,
                **_share(figures.shares, figures.shares_low, figures.shares_high, i),
            )
            for i, key in enumerate(keys.tolist())
        )
        chance = round(figures.p_chance, DIGITS)
        found.append(PreferenceQuestion(question, name, figures.people, options, chance))
    return tuple(found)


def chosen(given: Choices, smallest: int, confidence: float) -> tuple[PreferenceQuestion, ...]:
    found = []
    for question, name in _named(given.labels):
        here = given.questions == question
        who, alternatives = given.participants[here], given.alternatives[here]
        keys, names = _seen(given.alternative_labels, question, alternatives)
        figures = describe_choices(
            who,
            given.tasks[here],
            alternatives,
            given.chosen[here],
            alternative_ids=keys,
            confidence=confidence,
        )
        saw = [len(np.unique(who[alternatives == key])) for key in keys.tolist()]
        if figures.people < smallest or min(saw, default=smallest) < smallest:
            found.append(PreferenceQuestion(question, name, None))
            continue
        options = tuple(
            Preferred(
                option_id=key,
                name=names[i],
                shown=int(figures.shown[i]),
                first=int(figures.best[i]),
                last=int(figures.worst[i]),
                **_share(figures.shares, figures.low, figures.high, i),
            )
            for i, key in enumerate(keys.tolist())
        )
        chance = round(figures.p_chance, DIGITS)
        found.append(PreferenceQuestion(question, name, figures.people, options, chance))
    return tuple(found)


def answered(
    given: Answers, smallest: int, confidence: float, *, seed: int, also: Sequence[int] = ()
) -> tuple[ClosedQuestion, ...]:
    """``seed`` varies what is hidden beside small counts: a number that readers do not know."""
    found = []
    for (question, name), several in zip(
        _named(given.labels), (given.multiple != 0).tolist(), strict=True
    ):
        here = given.questions == question
        of_it = given.option_labels.of == question
        figures = describe_answers(
            given.participants[here],
            given.options[here],
            missing=given.missing[here],
            option_ids=given.option_labels.ids[of_it],
            multiple=several,
            confidence=confidence,
        )
        if figures.base < smallest:
            found.append(ClosedQuestion(question, name, None, is_multiple=several))
            continue
        codes = sorted(figures.missing)
        silent = np.array([figures.missing[code] for code in codes], np.int64)
        told = publishable_answers(
            figures.counts,
            silent,
            figures.base,
            smallest,
            several=several,
            seed=seed,
            also=also,
        )
        labels = [one for one, at in zip(_named(given.option_labels), of_it, strict=True) if at]
        options = tuple(
            AnsweredOption(key, option, int(figures.counts[i]), **_ends(figures, i, told.base))
            if told.options[i]
            else AnsweredOption(key, option, None)
            for i, (key, option) in enumerate(labels)
        )
        missing = tuple(
            (code, people)
            for code, people, is_told in zip(codes, silent.tolist(), told.missing, strict=True)
            if is_told
        )
        base = figures.base if told.base else None
        found.append(ClosedQuestion(question, name, base, options, missing, several))
    return tuple(found)


def _ends(figures: AnswerFigures, i: int, is_told: bool) -> dict[str, float]:
    """An interval tells what its share is of."""
    if not is_told:
        return {}
    return {
        "low": round(float(figures.low[i]), ENDS),
        "high": round(float(figures.high[i]), ENDS),
    }


def _share(
    shares: np.ndarray | None, low: np.ndarray | None, high: np.ndarray | None, i: int
) -> dict[str, Any]:
    if shares is None or low is None or high is None:
        return {}
    return {
        "share": round(float(shares[i]), DIGITS),
        "low": round(float(low[i]), ENDS),
        "high": round(float(high[i]), ENDS),
    }


def _named(labels: Labels) -> Iterable[tuple[int, str]]:
    return zip(labels.ids.tolist(), labels.names, strict=True)


def _seen(labels: Labels, question: int, items: Ints) -> tuple[Ints, list[str]]:
    """The items of a question that somebody was shown, and their names."""
    seen = (labels.of == question) & np.isin(labels.ids, items)
    names = [name for name, at in zip(labels.names, seen.tolist(), strict=True) if at]
    return labels.ids[seen], names
