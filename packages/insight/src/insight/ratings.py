"""Ratings on a scale: how they spread, their middle with its interval, and how far people agree."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from ._discoveries import false_discovery
from ._inputs import coverage
from ._luce import FEWEST, Floats, Ints, unseen
from ._rows import MalformedRows, columns, once, places

WIDEST = 1000
"""Steps of a scale at most: beyond, a number is a measurement and no rating."""


@dataclass(frozen=True, slots=True)
class ItemRatings:
    """What people said of one item on a scale from ``low_end`` to ``high_end``."""

    rated: int
    """People who gave a number."""
    cannot_judge: int
    """People who said that they cannot; in no other figure."""
    counts: Ints
    """(S,) people by step of the scale, ``low_end`` first."""
    median: float
    """NaN where nobody rated, as are the others."""
    mean: float
    low: float
    high: float
    """Interval of the mean, Student's, within the scale; all of it with fewer than ``FEWEST``.
    Where all chose one step: as if those who may differ (Clopper and Pearson 1934) chose an end."""
    agreement: float
    """Tastle and Wierman's consensus (2007): 1 where all chose one step, 0 where the crowd is
    split in halves between the two ends."""
    side: int
    """1 where the mean lies above the middle of the scale, more surely than chance would have it
    among so many items, -1 below, 0 where it cannot be told."""


def describe_ratings(  # noqa: PLR0913 - one array per fact of a rating
    people: ArrayLike,
    items: ArrayLike,
    values: ArrayLike,
    *,
    judged: ArrayLike | None = None,
    item_ids: ArrayLike,
    lows: ArrayLike,
    highs: ArrayLike,
    confidence: float = 0.95,
) -> tuple[ItemRatings, ...]:
    """Everything that is told of ratings, one entry for each of ``item_ids``.

    Parameters
    ----------
    people, items, values : array_like of int, shape (n,)
        One row for each person and item that they rated.
    judged : array_like of int, shape (n,), optional
        0 where somebody says that they cannot judge; the value does not count there.
    item_ids, lows, highs : array_like of int, shape (K,)
        The items, and the ends of their scales.
    confidence : float
        Coverage of intervals; sides are told at a false discovery rate of one less it.

    Raises
    ------
    MalformedRows

    Examples
    --------
    >>> (found,) = describe_ratings([1, 2, 3], [9, 9, 9], [1, 2, 2], item_ids=[9], lows=[1],
    ...                             highs=[5])
    >>> found.counts, found.median
    (array([1, 2, 0, 0, 0]), 2.0)
    """
    confidence = coverage(confidence, MalformedRows)
    given = np.ones(len(columns(people=people)[0]), np.int64) if judged is None else judged
    who, what, value, can = columns(people=people, items=items, values=values, judged=given)
    ids, item = places(what, item_ids, "item")
    low_ends, high_ends, _ = columns(lows=lows, highs=highs, item_ids=ids)
    once("one item", who, what)
    if np.any(low_ends >= high_ends) or np.any(high_ends - low_ends > WIDEST):
        raise MalformedRows(f"a scale must have from 2 to {WIDEST + 1} steps")
    counted = can != 0
    if np.any(counted & ((value < low_ends[item]) | (value > high_ends[item]))):
        raise MalformedRows("a rating lies outside its scale")
    found = []
    for place in range(ids.size):
        here = item == place
        start, steps = int(low_ends[place]), int(high_ends[place] - low_ends[place]) + 1
        counts = np.bincount(value[here & counted] - start, minlength=steps)
        found.append(_item(counts, start, int((here & ~counted).sum()), confidence))
    return _with_sides([one for one, _ in found], [p for _, p in found], 1 - confidence)


def consensus(counts: ArrayLike) -> float:
    """Agreement of ratings by step, 0 to 1 (Tastle and Wierman 2007, equation 3)."""
    (n,) = columns(counts=counts)
    if n.size < 2 or np.any(n < 0) or not n.sum():
        return float("nan")
    share, step = n / n.sum(), np.arange(n.size)
    away = np.abs(step - float(share @ step)) / (n.size - 1)
    held = share > 0
    return float(np.clip(1 + (share[held] * np.log2(1 - away[held])).sum(), 0, 1))


def _item(
    counts: Ints, start: int, cannot_judge: int, confidence: float
) -> tuple[ItemRatings, float]:
    n = int(counts.sum())
    steps = np.arange(start, start + counts.size)
    nan = float("nan")
    if not n:
        return ItemRatings(0, cannot_judge, counts, nan, nan, nan, nan, nan, 0), 1.0
    mean = float(counts @ steps) / n
    low, high, p = float(steps[0]), float(steps[-1]), 1.0
    if n >= FEWEST:
        error = float(np.sqrt((counts @ (steps - mean) ** 2) / (n - 1) / n))
        half = float(stdtrit(n - 1, 0.5 + confidence / 2)) * error
        middle = (low + high) / 2
        # Where all say one thing nothing is known of the spread: count the sides instead.
        p = (
            2 * float(stdtr(n - 1, -abs(mean - middle) / error))
            if error
            else (0.5 ** (n - 1) if mean != middle else 1.0)
        )
        if error:
            low, high = max(low, mean - half), min(high, mean + half)
        else:
            others = float(unseen(n, confidence))
            low, high = mean - others * (mean - low), mean + others * (high - mean)
    return (
        ItemRatings(
            rated=n,
            cannot_judge=cannot_judge,
            counts=counts,
            median=float(np.median(np.repeat(steps, counts))),
            mean=mean,
            low=low,
            high=high,
            agreement=consensus(counts),
            side=int(np.sign(mean - (steps[0] + steps[-1]) / 2)),
        ),
        p,
    )


def _with_sides(
    found: list[ItemRatings], p_values: list[float], at_rate: float
) -> tuple[ItemRatings, ...]:
    p = np.array(p_values)
    q: Floats = false_discovery(p, np.array([one.rated >= FEWEST for one in found], bool))
    return tuple(
        one if doubt <= at_rate else replace(one, side=0)
        for one, doubt in zip(found, q.tolist(), strict=True)
    )
