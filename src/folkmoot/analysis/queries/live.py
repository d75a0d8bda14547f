"""How a programme is going, by the last batch: no run needed.

A fixed number of queries for each kind of activity.

Everything is about the whole crowd. People count in whole batches of the organisation's smallest
group until the close, and by question ever after: two looks a minute apart tell nothing of one.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from folkmoot.activities.queries import cast_counts, live_counts, spoke, voted
from folkmoot.activities.registry import LiveCounts
from folkmoot.analysis.queries.result import ENDS
from folkmoot.participants.models import Participant
from folkmoot.participants.queries import untied
from folkmoot.programmes.models import Programme, Stage
from folkmoot.published.queries import told
from folkmoot.published.registry import Figure
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
    in_groups: bool = False  # people are counted in whole groups: the programme is open

    @property
    def version(self) -> str:
        """Changes when, and only when, something on the page does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]

    @property
    def contributions(self) -> int:
        return self.ideas + self.comments + self.votes


def live(programme: Programme, at: datetime) -> Live:
    """What everybody can read, and how many took part by the last batch."""
    k = programme.organisation.smallest_group
    counts = live_counts(programme)
    table = np.concatenate([np.zeros((0, 6), np.int64), *(count.ideas for count in counts)])
    crowd = told(programme, CROWD)
    voters = dict(crowd.voters)
    is_open = programme.stage(at) is Stage.OPEN
    people = {"joined": crowd.joined, "contributed": crowd.contributed, "voted": crowd.voted}
    if is_open:
        people = {name: int(batch_floor(number, k)) for name, number in people.items()}
    ranked = _ranked(table)
    return Live(
        smallest_group=k,
        joined=people["joined"],
        contributed=people["contributed"],
        voted=people["voted"],
        ideas=len(table),
        comments=sum(sum(count.comments.values()) for count in counts),
        votes=int(table[:, 2:5].sum()),
        without_author=sum(count.without_author for count in counts),
        days=_days(
            [day for count in counts for day in count.days]
            + [(date.fromisoformat(day), number) for day, number in crowd.vote_days]
        ),
        questions=tuple(line for count in counts for line in _questions(count, voters, k)),
        top=tuple(ranked.by(-ranked.low, where=ranked.votes > 0)),
        contested=tuple(ranked.by(-ranked.controversy, where=ranked.contested)),
        least_seen=tuple(ranked.by(ranked.seen, where=ranked.seen >= 0, most=5)),
        attention=_attention(table),
        in_groups=is_open,
    )


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many took part: ``voters`` by question, ``vote_days`` votes by day (ISO 8601)."""

    joined: int
    contributed: int
    voted: int
    voters: tuple[tuple[int, int], ...]
    vote_days: tuple[tuple[str, int], ...]


def _crowd(programme: Programme) -> Crowd:
    """Whoever has said something that stands, by the same rule as an analysis."""
    here = Participant.objects.filter(programme=programme, is_practice=False)
    kept = untied(programme.pk)
    people = (
        {
            "joined": here.count(),
            "contributed": kept.contributed,
            "voted": kept.voted,
        }
        if kept is not None
        else here.aggregate(
            joined=Count("pk"),
            contributed=Count("pk", filter=spoke()),
            voted=Count("pk", filter=voted()),
        )
    )
    cast = cast_counts(programme)
    return Crowd(
        **people,
        voters=tuple(pair for count in cast for pair in count.voters),
        vote_days=tuple(pair for count in cast for pair in count.days),
    )


CROWD = Figure("crowd", Crowd, _crowd)


def _questions(count: LiveCounts, voters: dict[int, int], k: int) -> list[LiveQuestion]:
    found = []
    for key, text in count.questions:
        here = count.ideas[count.ideas[:, 1] == key]
        found.append(
            LiveQuestion(
                text=text,
                ideas=len(here),
                comments=count.comments.get(key, 0),
                votes=int(here[:, 2:5].sum()),
                voters=int(batch_floor(voters.get(key, 0), k)),
            )
        )
    return found


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
