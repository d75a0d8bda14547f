"""What an analysis found: the one description of ``Run.result``, version 2.

``to_json`` and ``from_json`` are each other's inverse; a new field with a default needs no new
version (core.dataclass_json), and results of version 1 are read without the groups that it
announced. Ids are the 63-bit ids of ideas,
comments and questions; days and months are ISO texts; shares lie between 0 and 1. The
result holds numbers and ids, never words that people wrote: pages fetch those when they
are read, so that what was taken back or hidden is gone at once. Nothing in it is smaller
than the organisation's smallest group where it is about a group of people.
"""

import dataclasses
import hashlib
import json
import typing
from dataclasses import dataclass
from typing import Any

from folkmoot.analysis.queries.by_type import ClosedQuestion, PreferenceQuestion, RatedItem
from folkmoot.analysis.queries.earlier_results import as_today, without_groups
from folkmoot.core.dataclass_json import from_plain
from folkmoot.core.figures import whole_percent
from insight.ranking import rank_ideas

SCHEMA = 2
EVERYBODY_ELSE = -1
DIGITS = 4  # of figures kept: finer would only be noise in the file
ENDS = 8  # of intervals: pages round them, and what is rounded twice can be rounded wrongly
READABLE = (1, 2)
METHOD = "opinion-groups"  # how groups are found, by name: pages have the words for it


@dataclass(frozen=True, slots=True)
class Day:
    day: str
    joined: int
    ideas: int
    comments: int
    votes: int


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    question_id: int
    name: str
    ideas: int
    comments: int
    votes: int
    texts: int  # ideas and comments: the base of the shares by theme
    voices: int | None  # whole batches of the smallest group; None where fewer spoke


@dataclass(frozen=True, slots=True)
class Participation:
    joined: int
    took_part: int  # wrote, voted, rated, ranked, chose or answered at least once
    wrote: int
    voted: int
    ideas: int
    comments: int
    votes: int
    passes: int
    without_author: int  # texts from events or imports, said by nobody we know of
    votes_left_out: int  # on ideas that are hidden, were taken back or are not there
    days: tuple[Day, ...]
    questions: tuple[QuestionFigures, ...]
    # Frozen while the programme was open: what so many people or a few more said waits for the
    # close, and people are counted in whole batches of so many. 0 after it.
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Of ``votes`` people in the group who voted on the idea, ``agrees`` agreed."""

    agrees: int
    votes: int

    @property
    def share(self) -> float:
        return self.agrees / self.votes

    @property
    def percent(self) -> int:
        return whole_percent(self.agrees, self.votes)


@dataclass(frozen=True, slots=True)
class RankedIdea:
    """In order of rank: the support that can be relied on, best first.

    ``share`` is agrees of all votes, passes included; ``low`` and ``high`` bound what it would
    be if everybody had voted.
    """

    idea_id: int
    question_id: int
    month: str
    agrees: int
    disagrees: int
    passes: int
    comments: int
    share: float
    low: float
    high: float
    controversy: float
    groups: tuple[GroupShare | None, ...]  # None where too few of a group voted; () without groups
    is_meta: bool = False  # about the conversation or who votes: in no group's shares, listed last

    @property
    def votes(self) -> int:
        return self.agrees + self.disagrees + self.passes


@dataclass(frozen=True, slots=True)
class Belief:
    """What sets a group apart: ``said`` of its ``votes`` take ``stance`` ("agree", "disagree").

    The others are the whole crowd less this group.
    """

    idea_id: int
    stance: str
    said: int
    votes: int
    said_others: int
    votes_others: int
    q_value: float  # expected share of chance among all that differ as much

    @property
    def percent(self) -> int:
        return whole_percent(self.said, self.votes)

    @property
    def percent_others(self) -> int:
        return whole_percent(self.said_others, self.votes_others)


@dataclass(frozen=True, slots=True)
class Group:
    name: str  # a letter
    size: int  # everybody who voted is counted in one group
    beliefs: tuple[Belief, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Support that the main divide does not explain, among ideas that most of every group support.

    ``score`` is in shares of agreement above the average idea, ``low`` to ``high`` its interval.
    """

    idea_id: int
    score: float
    low: float
    high: float
    lowest: float  # share agreeing in the least agreeing group


@dataclass(frozen=True, slots=True)
class Divide:
    """``gap`` between the shares of the most and the least agreeing group that are told.

    Where others are hidden, one of the two may be everybody else.
    """

    idea_id: int
    most: int  # place in ``groups``, or EVERYBODY_ELSE
    least: int
    gap: float


@dataclass(frozen=True, slots=True)
class Opinions:
    groups: tuple[Group, ...]
    bridges: tuple[Bridge, ...]
    divides: tuple[Divide, ...]
    points: tuple[tuple[float, float, int], ...]  # no one person's: see services.dots
    people: int  # in a group
    silhouette: float | None
    stability: float | None
    note: str  # groups merged, or why there are none
    method: str
    verdict: str = ""  # "one crowd", "a line", "groups"; empty where nothing was tested
    hidden: int = 0  # ideas on which some group's share is hidden
    letters_changed: bool = False  # letters of the run before could not be kept
    tries: int = 0  # with a fifth of the people left out
    stability_error: float | None = None  # standard error of the mean over the tries
    stability_by_chance: float | None = None  # the steadiest groups of shuffled votes
    axis: float | None = None  # share of the variance along the first axis
    axis_by_chance: float | None = None  # the largest of the shuffles
    stability_bar: float | None = None  # what the stability must pass to tell of groups
    gap: bool | None = None  # fewer people stand between every two groups than to both sides
    divides_in_all: int = 0  # of which ``divides`` are the widest
    hidden_by: str = ""  # how large shares beside small ones are chosen (queries.earlier_results)


@dataclass(frozen=True, slots=True)
class ThemeFound:
    name: str
    phrases: tuple[str, ...]
    text_ids: tuple[int, ...]
    quote_ids: tuple[int, ...]
    parent: int | None  # position in ``themes``
    coherence: float
    by_question: tuple[int, ...]  # texts, in the order of participation.questions
    stability: float | None = None  # 0 to 1: how far it comes back when texts are drawn anew


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Texts that are in no theme for one reason."""

    why: str
    text_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    themes: tuple[ThemeFound, ...]
    texts: int
    left_out: int
    left_out_by_question: tuple[int, ...]
    note: str  # why there are none
    method: str
    why_left_out: tuple[LeftOut, ...] = ()  # together ``left_out`` texts, the most first
    language: str = ""  # where the model does not read the texts' language well, and so


@dataclass(frozen=True, slots=True)
class Result:
    schema: int
    smallest_group: int
    confidence: float
    participation: Participation
    ideas: tuple[RankedIdea, ...]
    opinions: Opinions
    themes: Themes
    ratings: tuple[RatedItem, ...] = ()
    rankings: tuple[PreferenceQuestion, ...] = ()
    choices: tuple[PreferenceQuestion, ...] = ()
    answers: tuple[ClosedQuestion, ...] = ()

    @property
    def has_other_types(self) -> bool:
        """Whether people could do more than write and vote."""
        return any(getattr(self, name) for name in BY_TYPE)


BY_TYPE = ("ratings", "rankings", "choices", "answers")


def stored_waiting(stored: dict[str, Any] | None) -> int:
    """Of a result as it is stored: how many people wait for the close, or 0."""
    return int(((stored or {}).get("participation") or {}).get("waiting", 0))


def stored_has_other_types(stored: dict[str, Any] | None) -> bool:
    """The same of a result as it is stored."""
    return any(name in (stored or {}) for name in BY_TYPE)


def to_json(result: Result) -> dict[str, Any]:
    """A type of data that nobody gave is left out: earlier results have the same fingerprint."""
    held = dataclasses.asdict(result)
    if not result.participation.waiting:  # nobody waits after the close, as in earlier results
        del held["participation"]["waiting"]
    told = canonical({k: v for k, v in held.items() if v or k not in BY_TYPE})
    return typing.cast("dict[str, Any]", json.loads(told, parse_float=_without_sign_of_nought))


def _without_sign_of_nought(told: str) -> float:
    """PostgreSQL keeps no -0.0: a result must have one fingerprint wherever it is stored."""
    return float(told) + 0.0


def from_json(stored: dict[str, Any]) -> Result:
    """Raises ValueError for a result of a version that is not known."""
    if stored.get("schema") not in READABLE:
        raise ValueError(f"results of version {stored.get('schema')} cannot be read")
    if stored["schema"] == SCHEMA:
        return typing.cast(Result, from_plain(Result, as_today(stored)))
    return _recounted(typing.cast(Result, from_plain(Result, without_groups(stored))))


def _recounted(found: Result) -> Result:
    """Version 1 had intervals that could leave out their own share: here they are Wilson's."""
    tallies = [(idea.agrees, idea.disagrees, idea.passes) for idea in found.ideas]
    agrees, disagrees, passes = zip(*tallies, strict=True) if tallies else ((), (), ())
    ranking = rank_ideas(agrees, disagrees, passes, confidence=found.confidence)
    return dataclasses.replace(
        found,
        ideas=tuple(
            dataclasses.replace(
                found.ideas[i],
                low=round(float(ranking.low[i]), ENDS),
                high=round(float(ranking.high[i]), ENDS),
            )
            for i in ranking.order.tolist()
        ),
    )


def publishable_result(stored: dict[str, Any] | None) -> dict[str, Any] | None:
    """A stored result as it may be given away today; None of a version that is not known."""
    try:
        return None if stored is None else to_json(from_json(stored))
    except (KeyError, TypeError, ValueError):
        return None


def canonical(stored: object) -> str:
    """One spelling, so that equal results are equal byte for byte."""
    return json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(stored: object) -> str:
    return hashlib.sha256(canonical(stored).encode()).hexdigest()
