"""Krippendorff's alpha: any number of raters, ratings missing, three levels of measurement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .ratings import (
    MISSING,
    Agreement,
    ConstantRatings,
    MalformedRatings,
    NothingToCompare,
    bootstrap,
    codes,
)

Level = Literal["nominal", "ordinal", "interval"]
Pair = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Observed and expected disagreement, one of each for every row of counts."""
Disagreement = Callable[[NDArray[Any], NDArray[np.int64]], Pair]
MOST_CELLS = 100_000_000


def krippendorff_alpha(
    ratings: ArrayLike,
    *,
    level: Level = "nominal",
    order: Sequence[Any] | None = None,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Agreement as one minus observed over expected disagreement.

    Parameters
    ----------
    ratings : array_like, shape (n, r)
        What each of r raters gave each unit; ``None`` or NaN where missing. A unit needs
        two ratings to count.
    level : {"nominal", "ordinal", "interval"}
        Whether a disagreement counts by being one, by the ranks between, or by the
        squared difference of the numbers.
    order : sequence, optional
        Categories in rising order, for ordinal ratings that are not numbers.
    confidence, resamples, seed
        Coverage and drawing of the bootstrap interval. Units are drawn (not pairs of
        ratings, as in Hayes and Krippendorff, 2007), so that ratings of one unit stay
        together.

    Returns
    -------
    Agreement

    Raises
    ------
    MalformedRatings, NothingToCompare, ConstantRatings

    Notes
    -----
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of
    Pennsylvania. For ordinal ratings his distance equals the squared difference of mid
    ranks; with any squared difference, all sums over pairs reduce to sums of squares.

    Examples
    --------
    >>> krippendorff_alpha([[1, 1], [2, 2], [3, None], [3, 2]], resamples=100).n
    3
    """
    if level not in ("nominal", "ordinal", "interval"):
        raise MalformedRatings(f"no level of measurement called {level!r}")
    table, names = codes(ratings, order)
    if table.ndim != 2 or table.shape[1] < 2:
        raise MalformedRatings("ratings must be a table of units by two or more raters")
    numbers = _numbers(names, level, ordered=order is not None)
    rated = (table != MISSING).sum(axis=1) >= 2
    table, n = table[rated], int(rated.sum())
    if n < 2:
        raise NothingToCompare("fewer than two units have two ratings")
    if np.unique(table[table != MISSING]).size < 2:
        raise ConstantRatings("every rating that can be compared is the same")
    looks: NDArray[Any]
    disagreement: Disagreement
    if level == "interval":
        looks, repeats = np.unique(_moments(table, numbers), axis=0, return_counts=True)
        disagreement = _interval
    else:
        looks, repeats = np.unique(_tally(table, len(names)), axis=0, return_counts=True)
        disagreement = _nominal if level == "nominal" else _ordinal

    def alpha(counts: NDArray[np.int64]) -> NDArray[np.float64]:
        seen, chance = disagreement(looks, counts)
        varied = chance > 1e-12
        return np.where(varied, 1 - seen / np.where(varied, chance, 1.0), np.nan)

    value = float(alpha(repeats[None, :])[0])
    low, high, used = bootstrap(
        alpha, repeats, confidence=confidence, resamples=resamples, seed=seed
    )
    seen, _ = disagreement(looks, repeats[None, :])
    return Agreement(
        value=value,
        low=low,
        high=high,
        n=n,
        left_out=rated.size - n,
        observed=float(1 - seen[0] / _furthest(table, level, numbers)),
        resamples=used,
        confidence=confidence,
        method=f"krippendorff alpha, {level}",
    )


def _numbers(names: list[Any], level: Level, *, ordered: bool) -> NDArray[np.float64]:
    numeric = all(isinstance(name, int | float) for name in names)
    if level == "interval" and not numeric:
        raise MalformedRatings("interval ratings must be numbers")
    if level == "ordinal" and not numeric and not ordered:
        raise MalformedRatings("give the order of the categories: the alphabet is none")
    return np.array(names if numeric else range(len(names)), dtype=np.float64)


def _tally(table: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """(n, categories) how often each unit was given each category."""
    if table.shape[0] * size > MOST_CELLS:
        raise MalformedRatings(f"{size} different categories are too many: are they numbers?")
    tally = np.zeros((table.shape[0], size), dtype=np.int64)
    unit, rater = np.nonzero(table != MISSING)
    np.add.at(tally, (unit, table[unit, rater]), 1)
    return tally


def _moments(table: NDArray[np.int64], numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 3) ratings of each unit, their sum and their sum of squares, about one middle."""
    given = table != MISSING
    # About the middle of all and in units of their spread: large numbers lose no digits.
    middle, spread = numbers.mean(), np.ptp(numbers)
    value = np.where(given, (numbers[table] - middle) / spread, 0.0)
    # Sorted, so that who gave which rating does not change the last digit of a sum.
    value = np.sort(value, axis=1)
    return np.stack([given.sum(axis=1), value.sum(axis=1), (value**2).sum(axis=1)], axis=1)


def _nominal(looks: NDArray[np.int64], counts: NDArray[np.int64]) -> Pair:
    each = looks.sum(axis=1)
    ratings, totals = counts @ each, counts @ looks
    apart = (each**2 - (looks**2).sum(axis=1)) / (each - 1)
    chance = (ratings**2 - (totals**2).sum(axis=1)) / (ratings * (ratings - 1))
    return counts @ apart / ratings, chance


def _ordinal(looks: NDArray[np.int64], counts: NDArray[np.int64]) -> Pair:
    each = looks.sum(axis=1)
    ratings, totals = counts @ each, counts @ looks
    # Mid ranks as shares, about their mean of one half.
    place = (np.cumsum(totals, axis=1) - totals / 2) / ratings[:, None] - 0.5
    first, squares = looks @ place.T, looks @ (place**2).T
    apart = 2 * (each[:, None] * squares - first**2) / (each - 1)[:, None]
    spread = ratings * (totals * place**2).sum(axis=1) - (totals * place).sum(axis=1) ** 2
    return (counts * apart.T).sum(axis=1) / ratings, 2 * spread / (ratings * (ratings - 1))


def _interval(looks: NDArray[np.float64], counts: NDArray[np.int64]) -> Pair:
    each, first, squares = looks.T
    ratings = counts @ each
    apart = 2 * (each * squares - first**2) / (each - 1)
    spread = ratings * (counts @ squares) - (counts @ first) ** 2
    return counts @ apart / ratings, 2 * spread / (ratings * (ratings - 1))


def _furthest(table: NDArray[np.int64], level: Level, numbers: NDArray[np.float64]) -> float:
    """The largest disagreement between two ratings that were given, in the level's units."""
    if level == "nominal":
        return 1.0
    given = table[table != MISSING]
    if level == "interval":
        used = numbers[given]
        return float((np.ptp(used) / np.ptp(numbers)) ** 2)
    _, totals = np.unique(given, return_counts=True)
    place = (np.cumsum(totals) - totals / 2) / totals.sum()
    return float(np.ptp(place) ** 2)
