"""Rank ideas fairly when some have been seen far more often than others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, ndtri

from ._discoveries import false_discovery
from ._inputs import coverage, floats
from .errors import InsightError

MOST = 2.0**53
"""Beyond it, a float no longer counts one by one."""
CAMP = 3
"""Of ten votes: what each side of a contested idea has at least."""
FEWEST = 5
"""Votes from which an idea can be contested: fewer are a conversation at a table."""


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
    """(I,) agrees / votes, passes included among the votes; NaN where nobody voted."""
    low: NDArray[np.float64]
    """(I,) lower end of the interval of that share, never above it; 0 where nobody voted."""
    high: NDArray[np.float64]
    """(I,) upper end of the interval of that share, never below it; 1 where nobody voted."""
    order: NDArray[np.int64]
    """(I,) indices, best lower end first; ties: higher upper end (few votes), then as given."""
    controversy: NDArray[np.float64]
    """(I,) 0 where one-sided or unseen, towards 1 where votes split evenly without passes.
    It orders ideas and is not a share of anybody: votes are counted with two more."""
    contested: NDArray[np.bool_]
    """(I,) at least ``FEWEST`` votes, and at least ``CAMP`` in ten of them on each side."""
    most_contested: NDArray[np.int64]
    """(I,) indices: contested ideas first, then by controversy, then as given."""
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
    return _wilson(k, n, _within_0_1(confidence))


def _wilson(k: NDArray[np.float64], n: NDArray[np.float64], confidence: float) -> VoteScore:
    z = float(ndtri(0.5 + confidence / 2))
    seen = n > 0
    safe_n = np.where(seen, n, 1.0)
    p = np.where(seen, k / safe_n, 0.0)
    centre = (p + z**2 / (2 * safe_n)) / (1 + z**2 / safe_n)
    spread = np.sqrt(p * (1 - p) / safe_n + z**2 / (4 * safe_n**2))
    half = z * spread / (1 + z**2 / safe_n)
    # The formula holds the share, and ends at 0 and 1 with it; its last digit may not.
    low = np.where(k > 0, np.clip(centre - half, 0, p), 0.0)
    high = np.where(k < n, np.clip(centre + half, p, 1), 1.0)
    return VoteScore(share=np.where(seen, p, np.nan), low=low, high=high)


def is_contested(agrees: ArrayLike, disagrees: ArrayLike, passes: ArrayLike) -> NDArray[np.bool_]:
    """Whether an idea has two camps: at least three in ten votes agree, and three in ten disagree.

    Of fewer than five votes nothing is said.

    Parameters
    ----------
    agrees, disagrees, passes : array_like of int, same shape
        From ``VoteTable.counts()``.

    Returns
    -------
    numpy.ndarray of bool

    Raises
    ------
    ImpossibleCounts

    Examples
    --------
    >>> is_contested([40, 80, 2], [35, 15, 2], [25, 5, 0])
    array([ True, False, False])
    """
    a, d, p = _counts(agrees=agrees, disagrees=disagrees, passes=passes)
    votes = a + d + p
    # Whole numbers on both sides, so that three in ten exactly is three in ten.
    return np.asarray((votes >= FEWEST) & (10 * np.minimum(a, d) >= CAMP * votes))


def supported_by_most(agrees: ArrayLike, votes: ArrayLike) -> NDArray[np.float64]:
    """How doubtful it is of each idea that most people agree with it, all ideas looked at.

    One-sided exact binomial test of a half, and the share of false discoveries expected among
    ideas as sure (Benjamini and Hochberg, 1995): of many coin tosses some come out well.

    Parameters
    ----------
    agrees, votes : array_like of int, shape (I,)
        Votes include passes. Ideas without votes are not tested.

    Returns
    -------
    numpy.ndarray, shape (I,)
        q-values, 0 to 1; 1 where an idea has no votes.

    Raises
    ------
    ImpossibleCounts

    Examples
    --------
    >>> supported_by_most([80, 55, 5, 0], [100, 100, 5, 0]).round(4).tolist()
    [0.0, 0.1841, 0.0469, 1.0]
    """
    k, n = _counts(agrees=agrees, votes=votes)
    if np.any(k > n):
        raise ImpossibleCounts("more people agree than voted")
    p = np.where(k > 0, betainc(np.maximum(k, 1), n - k + 1, 0.5), 1.0)
    return false_discovery(p, n > 0)


def rank_ideas(
    agrees: ArrayLike,
    disagrees: ArrayLike,
    passes: ArrayLike,
    *,
    confidence: float = 0.95,
) -> IdeaRanking:
    """Rank ideas by the lower end of the interval of their support.

    A pass is a vote that is not an agree: an idea that most people pass on is not
    popular. The share is agrees of all votes, the interval Wilson's
    (``wilson_interval``). Controversy is 4 agrees x disagrees / (votes + 2)**2: small
    until both camps have shown up; whether an idea is contested says ``is_contested``.

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
    votes = a + d + p
    score = _wilson(a, votes, _within_0_1(confidence))
    controversy = 4 * a * d / (votes + 2) ** 2
    contested = is_contested(a, d, p)
    place = np.arange(a.size)
    return IdeaRanking(
        share=score.share,
        low=score.low,
        high=score.high,
        order=np.lexsort((place, -score.high, -score.low)),
        controversy=controversy,
        contested=contested,
        most_contested=np.lexsort((place, -controversy, ~contested)),
        uncertainty=score.high - score.low,
        confidence=confidence,
    )
