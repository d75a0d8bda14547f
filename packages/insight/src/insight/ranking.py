"""Rank ideas fairly when some have been seen far more often than others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, ndtri

from ._inputs import coverage, floats
from .errors import InsightError

MOST = 2.0**53
"""Beyond it, a float no longer counts one by one."""


class ImpossibleCounts(InsightError):
    """Counts are negative, fractional, NaN, of different lengths, or more than the votes."""


class ImpossibleConfidence(InsightError):
    """A confidence does not lie strictly between 0 and 1."""


@dataclass(frozen=True, slots=True)
class VoteScore:
    """Share of support for each idea, with the interval the data allow."""

    share: NDArray[np.float64]
    """(I,) agrees / votes; NaN where an idea has no votes."""
    low: NDArray[np.float64]
    """(I,) lower end, a share; 0 where an idea has no votes."""
    high: NDArray[np.float64]
    """(I,) upper end, a share; 1 where an idea has no votes."""


@dataclass(frozen=True, slots=True)
class IdeaRanking:
    """Ideas ranked by the support that can be relied on, not by luck or by exposure."""

    share: NDArray[np.float64]
    """(I,) posterior mean share of agreeing among all votes; 0.5 where nobody voted."""
    low: NDArray[np.float64]
    """(I,) lower end of the credible interval of that share."""
    high: NDArray[np.float64]
    """(I,) upper end of the credible interval of that share."""
    order: NDArray[np.int64]
    """(I,) indices of ideas, best lower end first; ties: higher share, then as given."""
    controversy: NDArray[np.float64]
    """(I,) 0 where one-sided or unseen, towards 1 where votes split evenly without passes."""
    uncertainty: NDArray[np.float64]
    """(I,) width of the interval, 0 to 1: how much more votes could still tell."""
    confidence: float
    """Coverage of the interval."""


def _counts(**named: ArrayLike) -> list[NDArray[np.float64]]:
    arrays = [floats(value, name, ImpossibleCounts) for name, value in named.items()]
    if len({a.shape for a in arrays}) != 1:
        shapes = ", ".join(f"{n} {a.shape}" for n, a in zip(named, arrays, strict=True))
        raise ImpossibleCounts(f"counts must have one shape: {shapes}")
    for name, a in zip(named, arrays, strict=True):
        # NaN compares false, so it fails here too.
        if not np.all((a >= 0) & (a == np.floor(a)) & (a <= MOST)):
            raise ImpossibleCounts(f"{name} must be whole numbers from 0 to 2**53")
    return arrays


def _within_0_1(confidence: float) -> float:
    return coverage(confidence, ImpossibleConfidence)


def wilson_interval(agrees: ArrayLike, votes: ArrayLike, *, confidence: float = 0.95) -> VoteScore:
    """Score interval for a proportion (Wilson, 1927).

    Parameters
    ----------
    agrees, votes : array_like of int, same shape
        Supporting votes, and all votes, for each idea.
    confidence : float
        Coverage of the interval, strictly between 0 and 1.

    Returns
    -------
    VoteScore
        NaN share and the interval [0, 1] where an idea has no votes.

    Raises
    ------
    ImpossibleCounts, ImpossibleConfidence

    Examples
    --------
    >>> wilson_interval([1, 80], [1, 100]).low.round(2)
    array([0.21, 0.71])
    """
    k, n = _counts(agrees=agrees, votes=votes)
    if np.any(k > n):
        raise ImpossibleCounts("agrees must not exceed votes")
    z = float(ndtri(0.5 + _within_0_1(confidence) / 2))
    seen = n > 0
    safe_n = np.where(seen, n, 1.0)
    p = np.where(seen, k / safe_n, 0.0)
    centre = (p + z**2 / (2 * safe_n)) / (1 + z**2 / safe_n)
    spread = np.sqrt(p * (1 - p) / safe_n + z**2 / (4 * safe_n**2))
    half = z * spread / (1 + z**2 / safe_n)
    return VoteScore(
        share=np.where(seen, p, np.nan),
        low=np.where(seen, np.clip(centre - half, 0, 1), 0.0),
        high=np.where(seen, np.clip(centre + half, 0, 1), 1.0),
    )


def rank_ideas(
    agrees: ArrayLike,
    disagrees: ArrayLike,
    passes: ArrayLike,
    *,
    confidence: float = 0.95,
) -> IdeaRanking:
    """Rank ideas by the lower end of the credible interval of their support.

    A pass is a vote that is not an agree: an idea that most people pass on is not
    popular. The share has a Beta(agrees + 1, disagrees + passes + 1) posterior, from a flat
    prior; the interval holds the middle ``confidence`` of it. Controversy is
    4 agrees x disagrees / (votes + 2)**2: small until both camps have shown up.

    Parameters
    ----------
    agrees, disagrees, passes : array_like of int, shape (I,)
        From ``VoteTable.counts()``.
    confidence : float
        Coverage of the interval, strictly between 0 and 1.

    Returns
    -------
    IdeaRanking

    Raises
    ------
    ImpossibleCounts, ImpossibleConfidence

    Examples
    --------
    >>> rank_ideas([1, 80, 0], [0, 15, 0], [0, 5, 0]).order
    array([1, 0, 2])
    """
    a, d, p = _counts(agrees=agrees, disagrees=disagrees, passes=passes)
    if a.ndim != 1:
        raise ImpossibleCounts(f"counts must have one dimension, not shape {a.shape}")
    tail = (1 - _within_0_1(confidence)) / 2
    votes = a + d + p
    alpha, beta = a + 1, d + p + 1
    share = alpha / (alpha + beta)
    low, high = betaincinv(alpha, beta, tail), betaincinv(alpha, beta, 1 - tail)
    return IdeaRanking(
        share=share,
        low=low,
        high=high,
        order=np.lexsort((np.arange(a.size), -share, -low)),
        controversy=4 * a * d / (votes + 2) ** 2,
        uncertainty=high - low,
        confidence=confidence,
    )
