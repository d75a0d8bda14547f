"""How a programme is going, straight from the tables: a fixed number of queries, no run needed.

Everything is about the whole crowd. People by question are a cut, so they count in whole
batches of the organisation's smallest group: two looks a minute apart tell nothing of one.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, Exists, OuterRef, Q
from numpy.typing import NDArray

from folkmoot.analysis.queries.result import ENDS
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea, Vote
from folkmoot.workshops.queries.sources import standing_comments, standing_ideas, standing_votes
from insight.disclosure import batch_floor
from insight.ranking import rank_ideas

TOP = 10
LONGEST = 400  # days drawn at most


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    text: str
    ideas: int
    comments: int
    votes: int
    voters: int  # whole batches of the smallest group


@dataclass(frozen=True, slots=True)
class LiveIdea:
    idea_id: int
    agrees: int
    passes: int
    disagrees: int
    low: float
    high: float
    seen: int

    @property
    def votes(self) -> int:
        return self.agrees + self.passes + self.disagrees


@dataclass(frozen=True, slots=True)
class Attention:
    """How evenly ideas were put before people. ``spread`` counts ideas from ``low`` to ``high``."""

    least: int
    middle: int
    most: int
    spread: tuple[tuple[int, int, int], ...]  # low, high, ideas
    is_by_votes: bool  # nobody recorded showings (an import): votes stand in for them


@dataclass(frozen=True, slots=True)
class Live:
    smallest_group: int
    joined: int
    contributed: int
    voted: int
    ideas: int
    comments: int
    votes: int
    without_author: int  # ideas and comments said by nobody we know of
    days: tuple[tuple[date, int], ...]
    questions: tuple[LiveQuestion, ...]
    top: tuple[LiveIdea, ...]
    contested: tuple[LiveIdea, ...]
    least_seen: tuple[LiveIdea, ...]
    attention: Attention | None

    @property
    def version(self) -> str:
        """Changes when, and only when, something on the page does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]

    @property
    def contributions(self) -> int:
        return self.ideas + self.comments + self.votes


def live(programme: Programme) -> Live:
    """Eight queries, whatever the size of the crowd; rows only for ideas, questions and days."""
    k = programme.organisation.smallest_group
    ideas = standing_ideas().filter(question__activity__programme=programme)
    rows = list(
        ideas.order_by("pk").values_list(
            "pk", "question_id", "agrees", "passes", "disagrees", "exposures"
        )
    )
    table = np.array(rows, np.int64).reshape(len(rows), 6)
    comments = standing_comments().filter(idea__question__activity__programme=programme)
    votes = standing_votes().filter(idea__question__activity__programme=programme)
    votes_by_day = dict(votes.values_list("cast_on").annotate(n=Count("*")).order_by())
    counted = {"n": Count("pk"), "unsigned": Count("pk", filter=Q(author=None))}
    written = list(ideas.values_list("said_on").annotate(**counted).order_by())
    spoken = list(
        comments.values_list("idea__question_id", "said_on").annotate(**counted).order_by()
    )
    voters = dict(
        votes.values_list("idea__question_id")
        .annotate(n=Count("participant_id", distinct=True))
        .order_by()
    )
    people = _people(programme)
    questions = _questions(programme, table, [(q, n) for q, _, n, _ in spoken], voters, k)
    ranked = _ranked(table)
    return Live(
        smallest_group=k,
        joined=people["joined"],
        contributed=people["contributed"],
        voted=people["voted"],
        ideas=len(rows),
        comments=sum(n for _, _, n, _ in spoken),
        votes=sum(votes_by_day.values()),
        without_author=sum(n for *_, n in written) + sum(n for *_, n in spoken),
        days=_days(
            [
                *votes_by_day.items(),
                *((day, n) for day, n, _ in written),
                *((day, n) for _, day, n, _ in spoken),
            ]
        ),
        questions=questions,
        top=tuple(ranked.by(-ranked.low, where=ranked.votes > 0)),
        contested=tuple(ranked.by(-ranked.controversy, where=ranked.contested)),
        least_seen=tuple(ranked.by(ranked.seen, where=ranked.seen >= 0, most=5)),
        attention=_attention(table),
    )


def _people(programme: Programme) -> dict[str, int]:
    """Whoever has said something that stands, by the same rule as an analysis."""
    stands = {"is_hidden": False, "is_withdrawn": False}
    on_standing = {f"idea__{field}": value for field, value in stands.items()}
    wrote_idea = Idea.objects.filter(author=OuterRef("pk"), **stands)
    wrote_comment = Comment.objects.filter(author=OuterRef("pk"), **stands, **on_standing)
    voted = Vote.objects.filter(participant=OuterRef("pk"), **on_standing)
    return Participant.objects.filter(programme=programme, is_practice=False).aggregate(
        joined=Count("pk"),
        contributed=Count(
            "pk", filter=Q(Exists(wrote_idea)) | Q(Exists(wrote_comment)) | Q(Exists(voted))
        ),
        voted=Count("pk", filter=Exists(voted)),
    )


def _questions(
    programme: Programme,
    table: NDArray[np.int64],
    comments: list[tuple[int, int]],
    voters: dict[int, int],
    k: int,
) -> tuple[LiveQuestion, ...]:
    asked = ChallengeQuestion.objects.filter(activity__programme=programme)
    rows = asked.order_by("activity__position", "position", "pk").values_list("pk", "text")
    found = []
    for key, text in rows:
        here = table[table[:, 1] == key]
        found.append(
            LiveQuestion(
                text=text,
                ideas=len(here),
                comments=sum(n for question, n in comments if question == key),
                votes=int(here[:, 2:5].sum()),
                voters=int(batch_floor(voters.get(key, 0), k)),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Ranked:
    table: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    controversy: NDArray[np.float64]
    contested: NDArray[np.bool_]

    @property
    def votes(self) -> NDArray[np.int64]:
        return np.asarray(self.table[:, 2:5].sum(axis=1))

    @property
    def seen(self) -> NDArray[np.int64]:
        return np.maximum(self.table[:, 5], self.votes)

    def by(
        self,
        key: NDArray[np.float64] | NDArray[np.int64],
        *,
        where: NDArray[np.bool_],
        most: int = TOP,
    ) -> list[LiveIdea]:
        order = np.lexsort((self.table[:, 0], key))
        seen = self.seen
        return [
            LiveIdea(
                idea_id=int(self.table[i, 0]),
                agrees=int(self.table[i, 2]),
                passes=int(self.table[i, 3]),
                disagrees=int(self.table[i, 4]),
                low=round(float(self.low[i]), ENDS),
                high=round(float(self.high[i]), ENDS),
                seen=int(seen[i]),
            )
            for i in order[where[order]][:most]
        ]


def _ranked(table: NDArray[np.int64]) -> _Ranked:
    ranking = rank_ideas(table[:, 2], table[:, 4], table[:, 3])
    return _Ranked(table, ranking.low, ranking.high, ranking.controversy, ranking.contested)


def _days(counts: list[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    """One entry for every day from the first contribution to the last, quiet days included.

    Of a longer span (an import, with stragglers years later) the fullest stretch.
    """
    if not counts:
        return ()
    by_day: dict[date, int] = {}
    for day, n in counts:
        by_day[day] = by_day.get(day, 0) + n
    first = min(by_day)
    counted = np.zeros((max(by_day) - first).days + 1, np.int64)
    for day, n in by_day.items():
        counted[(day - first).days] = n
    if len(counted) > LONGEST:
        so_far = np.concatenate([[0], np.cumsum(counted)])
        start = int(np.argmax(so_far[LONGEST:] - so_far[:-LONGEST]))
        first, counted = first + timedelta(days=start), counted[start : start + LONGEST]
    return tuple((first + timedelta(days=i), n) for i, n in enumerate(counted.tolist()))


def _attention(table: NDArray[np.int64]) -> Attention | None:
    if not len(table):
        return None
    votes = table[:, 2:5].sum(axis=1)
    is_by_votes = bool((table[:, 5] <= votes).all())
    seen = np.maximum(table[:, 5], votes)
    if not seen.any():
        return None
    low, high = int(seen.min()), int(seen.max())
    width = max(1, -(-(high - low + 1) // 8))
    starts = range(low, high + 1, width)
    spread = tuple(
        (start, start + width - 1, int(((seen >= start) & (seen < start + width)).sum()))
        for start in starts
    )
    return Attention(low, int(np.median(seen)), high, spread, is_by_votes)
