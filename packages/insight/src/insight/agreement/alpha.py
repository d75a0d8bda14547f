"""Krippendorff's alpha: any number of raters, ratings missing, three levels of measurement."""

from __future__ import annotations

from collections.abc import Sequence
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
    size = len(names)
    tally = np.zeros((table.shape[0], size), dtype=np.int64)
    unit, rater = np.nonzero(table != MISSING)
    np.add.at(tally, (unit, table[unit, rater]), 1)
    tally = tally[tally.sum(axis=1) >= 2]
    n = tally.shape[0]
    if n < 2:
        raise NothingToCompare("fewer than two units have two ratings")
    if np.count_nonzero(tally.sum(axis=0)) < 2:
        raise ConstantRatings("every rating that can be compared is the same")
    looks, repeats = np.unique(tally, axis=0, return_counts=True)

    def alpha(counts: NDArray[np.int64]) -> NDArray[np.float64]:
        seen, chance = _disagreement(looks, counts, level, numbers)
        varied = chance > 0
        return np.where(varied, 1 - seen / np.where(varied, chance, 1.0), np.nan)

    value = float(alpha(repeats[None, :])[0])
    low, high, used = bootstrap(
        alpha, repeats, confidence=confidence, resamples=resamples, seed=seed
    )
    seen, _ = _disagreement(looks, repeats[None, :], level, numbers)
    return Agreement(
        value=value,
        low=low,
        high=high,
        n=n,
        left_out=table.shape[0] - n,
        observed=float(1 - seen[0] / _furthest(looks, repeats, level, numbers)),
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


def _disagreement(
    looks: NDArray[np.int64],
    counts: NDArray[np.int64],
    level: Level,
    numbers: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Observed and expected disagreement for each row of counts of the units' looks."""
    each = looks.sum(axis=1)
    ratings = counts @ each
    totals = counts @ looks
    if level == "nominal":
        apart = (each**2 - (looks**2).sum(axis=1)) / (each - 1)
        seen = counts @ apart / ratings
        return seen, (ratings**2 - (totals**2).sum(axis=1)) / (ratings * (ratings - 1))
    place = np.broadcast_to(numbers, totals.shape)
    if level == "ordinal":
        place = np.cumsum(totals, axis=1) - totals / 2
    # Measured from the middle, so that large numbers lose no digits.
    place = place - (totals * place).sum(axis=1, keepdims=True) / ratings[:, None]
    first = looks @ place.T
    squares = looks @ (place**2).T
    apart = 2 * (each[:, None] * squares - first**2) / (each - 1)[:, None]
    seen = (counts * apart.T).sum(axis=1) / ratings
    spread = ratings * (totals * place**2).sum(axis=1) - (totals * place).sum(axis=1) ** 2
    return seen, 2 * spread / (ratings * (ratings - 1))


def _furthest(
    looks: NDArray[np.int64],
    repeats: NDArray[np.int64],
    level: Level,
    numbers: NDArray[np.float64],
) -> float:
    if level == "nominal":
        return 1.0
    totals = repeats @ looks
    place = np.cumsum(totals) - totals / 2 if level == "ordinal" else numbers
    used = place[totals > 0]
    return float((used.max() - used.min()) ** 2)
