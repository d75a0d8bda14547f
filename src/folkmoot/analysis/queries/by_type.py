"""What an analysis found by type of data: ratings, rankings, choices and answers.

Part of the description in ``queries.result``. Names are those that staff gave; nothing here is
about fewer people than the smallest group: what is, is None.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RatedItem:
    """``counts`` are people by step of the scale, ``low_end`` first; ``low`` to ``high`` is the
    interval of the mean. ``agreement`` is 1 where all chose one step, 0 between two halves at the
    ends; ``side`` 1 above the middle of the scale, -1 below, 0 where chance may have it."""

    rating_id: int
    name: str
    low_end: int
    high_end: int
    base: int | None  # people who gave a number; None where too few did, as all that follows
    cannot_judge: int = 0
    counts: tuple[int, ...] = ()
    median: float = 0
    mean: float = 0
    low: float = 0
    high: float = 0
    agreement: float = 0
    side: int = 0


@dataclass(frozen=True, slots=True)
class Preferred:
    """One item of a ranking, or one alternative of choice tasks.

    ``first`` is how often it came first or was chosen, ``last`` how often it was named the worst,
    ``shown`` how often it was there. ``share`` is who would choose it if all were shown at once;
    None where the model cannot say. ``score`` of a ranking is the share of the others that it
    beats, on average.
    """

    option_id: int
    name: str
    shown: int
    first: int
    last: int = 0
    share: float | None = None
    low: float = 0
    high: float = 1
    score: float | None = None


@dataclass(frozen=True, slots=True)
class PreferenceQuestion:
    """A question under which people ranked, or chose; ``p_chance`` is small where the crowd
    prefers something more than luck would have it."""

    question_id: int
    name: str
    base: int | None  # people; None where too few answered, or saw some item
    options: tuple[Preferred, ...] = ()
    p_chance: float = 1


@dataclass(frozen=True, slots=True)
class AnsweredOption:
    option_id: int
    name: str
    count: int | None  # None: hidden, because it or another is small
    low: float = 0
    high: float = 1


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A closed question; ``missing`` are codes of activities.registry.Missing and people, small
    numbers left out."""

    question_id: int
    name: str
    # People who chose an option. None where too few did, and no option follows; or where it would
    # tell how few chose none, and no share follows.
    base: int | None
    options: tuple[AnsweredOption, ...] = ()
    missing: tuple[tuple[int, int], ...] = ()
    is_multiple: bool = False


COLUMNS = (
    "type", "id", "question", "item", "people", "count", "value", "low", "high", "median",
    "agreement",
)  # fmt: skip
Row = tuple[str, int, str, str, int | str, int | str, float | str, float | str, float | str,
            float | str, float | str]  # fmt: skip


def rows_of(
    ratings: tuple[RatedItem, ...],
    rankings: tuple[PreferenceQuestion, ...],
    choices: tuple[PreferenceQuestion, ...],
    answers: tuple[ClosedQuestion, ...],
) -> Iterator[Row]:
    """One row for each item, as a table; what is hidden is left out.

    ``count`` is how often it came first, was chosen or answered; ``value`` the mean of ratings, or
    a share, with ``low`` to ``high`` its interval.
    """
    for item in ratings:
        if item.base is not None:
            middle = (item.mean, item.low, item.high, item.median, item.agreement)
            yield ("rating", item.rating_id, "", item.name, item.base, "", *middle)
    for kind, questions in (("ranking", rankings), ("choice", choices)):
        for question in questions:
            for one in question.options:
                known = one.share is not None
                yield (
                    kind,
                    one.option_id,
                    question.name,
                    one.name,
                    question.base or 0,
                    one.first,
                    one.share if one.share is not None else "",
                    one.low if known else "",
                    one.high if known else "",
                    "",
                    "",
                )
    for asked in answers:
        for option in asked.options:
            if option.count is None:
                continue
            share: tuple[float | str, float | str, float | str] = ("", "", "")
            if asked.base:
                share = (round(option.count / asked.base, 8), option.low, option.high)
            yield (
                "answer", option.option_id, asked.name, option.name, asked.base or "",
                option.count, *share, "", "",
            )  # fmt: skip
