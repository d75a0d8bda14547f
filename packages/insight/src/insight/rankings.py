"""Items that people put in order: how each fares, with its uncertainty, against chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from ._inputs import coverage
from ._luce import FEWEST, Floats, Ints, Sets, against_chance, fit, unseen
from ._rows import MalformedRows, columns, numbered, once, places

ALIKE = 1e-9


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """What a crowd's rankings of K items say, in the order in which the items were given."""

    people: int
    """Who ranked at least one item."""
    shown: Ints
    """(K,) people who were shown the item."""
    first: Ints
    """(K,) of them, how many put it first."""
    score: Floats
    """(K,) mean share of the other items shown that it beats, 0 to 1; what is not ranked beats
    half of what else is not. 0.5 is chance (Borda 1781, by share); NaN where nobody saw it."""
    low: Floats
    high: Floats
    """(K,) interval of the score over people, Student's; 0 and 1 with fewer than ``FEWEST``. Where
    all put it alike: as if those who may differ (Clopper and Pearson 1934) put it first or last."""
    shares: Floats | None
    """(K,) who would put each first if all were shown, by Plackett and Luce; None where the
    rankings cannot say, because something always, or never, comes before everything else."""
    shares_low: Floats | None
    shares_high: Floats | None
    p_chance: float
    """P-value of nobody preferring anything: near 1 where the order may be luck."""


def describe_rankings(
    people: ArrayLike,
    items: ArrayLike,
    ranks: ArrayLike,
    *,
    item_ids: ArrayLike,
    confidence: float = 0.95,
) -> RankingFigures:
    """Everything that is told of one question under which people put items in order.

    Parameters
    ----------
    people, items, ranks : array_like of int, shape (n,)
        One row for each item that a person was shown: its rank from 1, the best, without ties or
        gaps; 0 where it was not ranked, which means below all that was.
    item_ids : array_like of int, shape (K,)
        The items there are.
    confidence : float
        Coverage of intervals.

    Raises
    ------
    MalformedRows

    Examples
    --------
    >>> found = describe_rankings([1, 1, 2, 2], [7, 8, 7, 8], [1, 2, 1, 2], item_ids=[7, 8])
    >>> found.first, found.score
    (array([2, 0]), array([1., 0.]))
    """
    confidence = coverage(confidence, MalformedRows)
    who, what, rank = columns(people=people, items=items, ranks=ranks)
    ids, item = places(what, item_ids, "item")
    once("one item", who, what)
    who = numbered(who)
    ranked = rank > 0
    # A person without any rank left the question alone.
    takes_part = np.bincount(who, weights=ranked, minlength=int(who.max(initial=-1)) + 1) > 0
    kept = takes_part[who] if who.size else np.zeros(0, bool)
    who, item, rank, ranked = numbered(who[kept]), item[kept], rank[kept], ranked[kept]
    n_people, k = int(who.max(initial=-1)) + 1, ids.size
    _check(who, rank, n_people)
    length = np.bincount(who, weights=ranked, minlength=n_people)
    seen = np.bincount(who, minlength=n_people)
    beaten = np.where(ranked, seen[who] - rank, (seen - length - 1)[who] / 2)
    comparable = seen[who] > 1
    score = np.where(comparable, beaten / np.maximum(seen[who] - 1, 1), np.nan)
    mean, low, high = _means(score[comparable], item[comparable], k, confidence)
    sets = _stages(who, item, rank, k)
    worths = fit(sets, confidence)
    return RankingFigures(
        people=n_people,
        shown=np.bincount(item, minlength=k),
        first=np.bincount(item[rank == 1], minlength=k),
        score=mean,
        low=low,
        high=high,
        shares=None if worths is None else worths.shares,
        shares_low=None if worths is None else worths.low,
        shares_high=None if worths is None else worths.high,
        p_chance=against_chance(sets),
    )


def _check(who: Ints, rank: Ints, n_people: int) -> None:
    if np.any(rank < 0):
        raise MalformedRows("ranks must be 0 or more")
    ranked = rank > 0
    once("one rank", who[ranked], rank[ranked])
    highest = np.zeros(n_people, np.int64)
    np.maximum.at(highest, who, rank)
    if np.any(highest != np.bincount(who[ranked], minlength=n_people)):
        raise MalformedRows("ranks of a person must run from 1 without gaps")


def _means(score: Floats, item: Ints, k: int, confidence: float) -> tuple[Floats, Floats, Floats]:
    n = np.bincount(item, minlength=k).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(item, weights=score, minlength=k) / n
        spread = np.bincount(item, weights=(score - mean[item]) ** 2, minlength=k) / (n - 1)
        half = stdtrit(np.maximum(n - 1, 1), 0.5 + confidence / 2) * np.sqrt(spread / n)
    others = unseen(n, confidence)
    alike = half < ALIKE
    low = np.where(alike, mean * (1 - others), np.clip(mean - half, 0, 1))
    high = np.where(alike, mean + others * (1 - mean), np.clip(mean + half, 0, 1))
    few = n < FEWEST
    return mean, np.where(few, 0.0, low), np.where(few, 1.0, high)


def _stages(who: Ints, item: Ints, rank: Ints, k: int) -> Sets:
    """Each ranking as choices: the first of all, the second of the others, and so on."""
    last = np.iinfo(np.int64).max
    stands = np.where(rank > 0, rank, last)
    rows, of = [], []
    stage_people: list[Ints] = []
    total = 0
    for stage in range(1, int(rank.max(initial=0)) + 1):
        here = stands >= stage
        counts = np.bincount(who[here], minlength=int(who.max(initial=-1)) + 1)
        chose = np.unique(who[rank == stage])
        chose = chose[counts[chose] > 1]  # the last one left is no choice
        number = np.full(counts.size, -1)
        number[chose] = np.arange(chose.size) + total
        take = np.flatnonzero(here & (number[who] >= 0))
        rows.append(take)
        of.append(number[who[take]])
        stage_people.append(chose)
        total += chose.size
        if not chose.size:
            break
    row = np.concatenate(rows or [np.zeros(0, np.int64)])
    set_of = np.concatenate(of or [np.zeros(0, np.int64)])
    stage_of = np.concatenate(
        [np.full(len(r), s) for s, r in enumerate(rows, 1)] or [np.zeros(0, np.int64)]
    )
    order = np.argsort(set_of, kind="stable")
    row, stage_of = row[order], stage_of[order]
    return Sets(
        of=set_of[order],
        items=item[row],
        is_chosen=rank[row] == stage_of,
        people=np.concatenate(stage_people or [np.zeros(0, np.int64)]),
        signs=np.ones(total),
        n_items=k,
    )
