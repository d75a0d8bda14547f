"""Ideas on which groups part: one definition, for pages and for whoever checks them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from insight._discoveries import false_discovery
from insight._inputs import whole

from .errors import ImpossibleGroups

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WIDE = 0.2
FALSE_DISCOVERIES = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Dividers:
    """Ideas that divide groups, the widest gap first (D of them)."""

    columns: Ints
    """(D,) which ideas, as columns of the counts."""
    most: Ints
    """(D,) group of which most agree, among those with enough votes."""
    least: Ints
    """(D,) group of which fewest agree, among those with enough votes."""
    gap: Floats
    """(D,) difference of those two groups' shares, agrees of all votes."""


def dividers(
    agrees: ArrayLike,
    votes: ArrayLike,
    *,
    min_votes: int,
    wide: float = WIDE,
    false_discoveries: float = FALSE_DISCOVERIES,
) -> Dividers:
    """Ideas on which two groups with enough votes each differ by much, and not by chance.

    Raw shares, nothing smoothed. A group with fewer than ``min_votes`` on an idea is left
    aside there. The gap must be ``wide`` and pass a two-sided test of two proportions with
    continuity correction, times the number of pairs of groups, at this rate of false
    discoveries over all ideas (Benjamini and Hochberg, 1995).

    Parameters
    ----------
    agrees, votes : array_like of int, shape (k, I)
        Of each group on each idea; passes are votes.
    min_votes : int
        Votes that a group needs on an idea, 1 or more.
    wide, false_discoveries : float

    Returns
    -------
    Dividers

    Examples
    --------
    >>> found = dividers([[45, 20], [5, 22]], [[50, 40], [50, 40]], min_votes=10)
    >>> found.columns, found.gap
    (array([0]), array([0.8]))
    """
    a, n = np.asarray(agrees, dtype=float), np.asarray(votes, dtype=float)
    if a.shape != n.shape or a.ndim != 2 or not (np.all(a >= 0) and np.all(a <= n)):
        raise ImpossibleGroups("agrees and votes must be of shape (groups, ideas), agrees within")
    min_votes = whole(min_votes, "min_votes", ImpossibleGroups, 1)
    enough = n >= min_votes
    share = a / np.maximum(n, 1)
    most = np.where(enough, share, -1.0).argmax(axis=0)
    least = np.where(enough, share, 2.0).argmin(axis=0)
    ideas = np.arange(n.shape[1])
    two = enough.sum(axis=0) >= 2
    gap = np.where(two, share[most, ideas] - share[least, ideas], 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        a1, n1, a2, n2 = a[most, ideas], n[most, ideas], a[least, ideas], n[least, ideas]
        pooled = (a1 + a2) / (n1 + n2)
        spread = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        z = (gap - 0.5 * (1 / n1 + 1 / n2)) / spread
    held = enough.sum(axis=0)
    p = np.minimum(2 * ndtr(-np.where(two & (spread > 0), z, 0.0)) * held * (held - 1) / 2, 1.0)
    stands = two & (gap >= wide) & (false_discovery(p, two) <= false_discoveries)
    columns = np.flatnonzero(stands)
    columns = columns[np.lexsort((columns, -gap[columns]))]
    return Dividers(columns, most[columns], least[columns], gap[columns])
