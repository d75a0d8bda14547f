"""Cohen's kappa for two raters, and Fleiss's for any fixed number of them."""

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
    objects,
)

Weights = Literal["linear", "quadratic"]


def cohen_kappa(
    rater_a: ArrayLike,
    rater_b: ArrayLike,
    *,
    weights: Weights | None = None,
    order: Sequence[Any] | None = None,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Agreement of two raters beyond chance, ``1 - sum(w o) / sum(w e)``.

    Parameters
    ----------
    rater_a, rater_b : array_like, shape (n,)
        Category of each unit; ``None`` or NaN where not rated. Units that either did not
        rate are left out.
    weights : {None, "linear", "quadratic"}
        How much a disagreement counts: all alike, or by the distance of the categories'
        positions (squared).
    order : sequence, optional
        Categories in rising order, for the weights; default: sorted.
    confidence : float
        Coverage of the bootstrap interval.
    resamples, seed : int
        Bootstrap resamples of units, and the seed of their drawing.

    Returns
    -------
    Agreement

    Raises
    ------
    MalformedRatings, NothingToCompare, ConstantRatings

    Notes
    -----
    Cohen (1960), Educational and Psychological Measurement 20:37-46; weights: Cohen
    (1968), Psychological Bulletin 70:213-220.

    Examples
    --------
    >>> cohen_kappa(list("yyyynn"), list("yyynnn"), resamples=100).value.__round__(3)
    0.667
    """
    a, b = objects(rater_a), objects(rater_b)
    if a.shape != b.shape or a.ndim != 1:
        raise MalformedRatings("the two raters need one rating each for the same units")
    both, names = codes(np.stack([a, b]), order)
    rated = np.all(both != MISSING, axis=0)
    n = int(rated.sum())
    if n < 2:
        raise NothingToCompare("fewer than two units were rated by both raters")
    size = len(names)
    pairs = np.bincount(both[0, rated] * size + both[1, rated], minlength=size * size)
    apart = _distance(size, weights)

    def kappa(counts: NDArray[np.int64]) -> NDArray[np.float64]:
        share = counts.reshape(-1, size, size) / n
        seen = np.einsum("bij,ij->b", share, apart)
        chance = np.einsum("bi,bj,ij->b", share.sum(axis=2), share.sum(axis=1), apart)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.where(chance > 0, 1 - seen / chance, np.nan), dtype=np.float64)

    value = float(kappa(pairs)[0])
    if np.isnan(value):
        raise ConstantRatings(f"both raters chose {names[int(both[0, rated][0])]!r} throughout")
    low, high, used = bootstrap(kappa, pairs, confidence=confidence, resamples=resamples, seed=seed)
    return Agreement(
        value=value,
        low=low,
        high=high,
        n=n,
        left_out=rated.size - n,
        observed=float(1 - (pairs.reshape(size, size) * apart).sum() / n),
        resamples=used,
        confidence=confidence,
        method="cohen kappa" + (f", {weights} weights" if weights else ""),
    )


def fleiss_kappa(
    ratings: ArrayLike,
    *,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Agreement of several raters beyond chance; who rated what does not matter.

    Parameters
    ----------
    ratings : array_like, shape (n, r)
        Category that each of r ratings gave each unit. Units with a missing rating
        (``None`` or NaN) are left out: use `krippendorff_alpha` where many are.
    confidence, resamples, seed
        As for `cohen_kappa`.

    Returns
    -------
    Agreement

    Raises
    ------
    MalformedRatings, NothingToCompare, ConstantRatings

    Notes
    -----
    Fleiss (1971), Psychological Bulletin 76:378-382.
    """
    table, names = codes(ratings)
    if table.ndim != 2 or table.shape[1] < 2:
        raise MalformedRatings("ratings must be a table of units by two or more raters")
    rated = np.all(table != MISSING, axis=1)
    n, raters, size = int(rated.sum()), table.shape[1], len(names)
    if n < 2:
        raise NothingToCompare("fewer than two units have every rating")
    tally = np.zeros((n, size), dtype=np.int64)
    np.add.at(tally, (np.arange(n)[:, None], table[rated]), 1)
    looks, repeats = np.unique(tally, axis=0, return_counts=True)
    agreeing = (looks * (looks - 1)).sum(axis=1) / (raters * (raters - 1))

    def kappa(counts: NDArray[np.int64]) -> NDArray[np.float64]:
        seen = counts @ agreeing / n
        share = counts @ looks / (n * raters)
        chance = (share**2).sum(axis=-1)
        varied = chance < 1 - 1e-12
        return np.where(varied, (seen - chance) / np.where(varied, 1 - chance, 1.0), np.nan)

    value = float(kappa(repeats[None, :])[0])
    if np.isnan(value):
        raise ConstantRatings(f"every rating is {names[0]!r}")
    low, high, used = bootstrap(
        kappa, repeats, confidence=confidence, resamples=resamples, seed=seed
    )
    return Agreement(
        value=value,
        low=low,
        high=high,
        n=n,
        left_out=rated.size - n,
        observed=float(repeats @ agreeing / n),
        resamples=used,
        confidence=confidence,
        method="fleiss kappa",
    )


def _distance(size: int, weights: Weights | None) -> NDArray[np.float64]:
    steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(np.float64)
    if weights is None:
        return np.asarray(steps > 0, dtype=np.float64)
    if weights not in ("linear", "quadratic"):
        raise MalformedRatings(f'weights must be "linear" or "quadratic", not {weights!r}')
    furthest = max(size - 1, 1)
    return np.asarray((steps / furthest) ** (1 if weights == "linear" else 2))
