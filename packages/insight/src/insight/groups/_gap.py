"""Is there a gap between groups, or does one crowd go through from the one to the other?"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._cut import middles
from ._kmeans import SAMPLE, canonical_order, sample_rows
from .errors import ImpossibleGroups
from .results import Gaps, OpinionGroups

Floats = NDArray[np.float64]

SIZES = (10, 15, 20, 30, 50, 100, 200, 500, 1_000, 2_000, 3_000)
ONE_IN_TWENTY = (0.443, 0.460, 0.467, 0.484, 0.496, 0.508, 0.518, 0.527, 0.535, 0.540, 0.541)
"""The dip times the root of so many people that one in twenty even spreads passes."""


def gaps(groups: OpinionGroups) -> Gaps:
    """Whether fewer people stand between each two groups than to both sides.

    The people of two groups are laid on the line through the middles of both, and Hartigan's
    dip test asks whether one hump would do. An even spread is the hardest of all spreads
    with one hump: of even spreads one in twenty passes, of others fewer. k-means cuts an even
    spread as steadily as two camps, so neither stability nor silhouette can tell this.

    Of more than 3,000 people so many are looked at.

    Parameters
    ----------
    groups : OpinionGroups
        From `find_groups`, with two groups or more.

    Returns
    -------
    Gaps

    Raises
    ------
    ImpossibleGroups
        There are fewer than two groups.
    """
    if not isinstance(groups, OpinionGroups) or groups.k < 2:
        raise ImpossibleGroups("a gap needs two groups or more, found in votes")
    points, labels = groups.positions, groups.labels
    order = canonical_order(points)
    order = order[sample_rows(order.size, SAMPLE, np.random.default_rng(1))]
    points, labels = points[order], labels[order]
    centres = middles(groups.positions, groups.labels)
    found = np.zeros((groups.k, groups.k))
    bars = np.ones((groups.k, groups.k))
    for a in range(groups.k):
        for b in range(a + 1, groups.k):
            both = points[(labels == a) | (labels == b)]
            n = len(both)
            found[a, b] = found[b, a] = dip(both @ (centres[b] - centres[a])) * np.sqrt(n)
            bars[a, b] = bars[b, a] = np.interp(np.log(max(n, 1)), np.log(SIZES), ONE_IN_TWENTY)
    return Gaps(found, bars)


def dip(values: ArrayLike) -> float:
    """How far a sample is from every distribution with one hump (Hartigan and Hartigan, 1985).

    By algorithm AS 217 (P. M. Hartigan, 1985). From 1 / (2n), where one hump fits as well as
    it can, to 1/4 for two points with half of all values each.

    Raises
    ------
    ImpossibleGroups
        The values are no list of finite numbers.
    """
    x = np.sort(np.asarray(values, dtype=float))
    if x.ndim != 1 or not x.size or not np.isfinite(x).all():
        raise ImpossibleGroups("a dip is told of a list of finite numbers, one at least")
    n = x.size
    if n < 2 or x[0] == x[-1]:
        return 1 / (2 * n)
    below, above = _hull(x), (n - 1 - _hull(-x[::-1]))[::-1]
    low, high, found = 0, n - 1, 1.0
    while True:
        convex, concave = _walk(below, high, low), _walk(above, low, high)
        apart, left, right = _widest(x, convex, concave)
        if apart < found:
            break
        bends = [_bend(x, b, a, up=True) for a, b in _pieces(convex[left:])]
        bends += [_bend(x, a, b, up=False) for a, b in _pieces(concave[right:])]
        found = max([found, *bends])
        if (low, high) == (convex[left], concave[right]):
            break
        low, high = convex[left], concave[right]
    return found / (2 * n)


def _hull(x: Floats) -> NDArray[np.int64]:
    """For each value the one before it on the greatest convex function under its steps."""
    before = np.zeros(x.size, dtype=np.int64)
    at = x.tolist()
    for j in range(1, x.size):
        before[j] = j - 1
        while (a := int(before[j])) > 0:
            b = int(before[a])
            if (at[j] - at[a]) * (a - b) < (at[a] - at[b]) * (j - a):
                break
            before[j] = b
    return before


def _walk(onward: NDArray[np.int64], start: int, end: int) -> list[int]:
    """The corners from ``start`` on, until ``end`` is reached."""
    corners = [start]
    while corners[-1] != end:
        corners.append(int(onward[corners[-1]]))
    return corners


def _pieces(corners: list[int]) -> list[tuple[int, int]]:
    return list(pairwise(corners))


def _widest(x: Floats, convex: list[int], concave: list[int]) -> tuple[float, int, int]:
    """The widest distance between the two functions, and the corners at which it is met.

    ``convex`` goes down from the highest value, ``concave`` up from the lowest.
    """
    apart, left, right = 0.0, len(convex) - 1, len(concave) - 1
    if len(convex) == 2 and len(concave) == 2:
        return 1.0, left, right
    down, up = len(convex) - 2, 1
    while True:
        a, b = convex[down], concave[up]
        if a > b:
            c = convex[down + 1]
            here = (b - c + 1) - (x[b] - x[c]) * (a - c) / (x[a] - x[c])
            up += 1
            if here >= apart:
                apart, left, right = here, down + 1, up - 1
        else:
            c = concave[up - 1]
            here = (x[a] - x[c]) * (b - c) / (x[b] - x[c]) - (a - c - 1)
            down -= 1
            if here >= apart:
                apart, left, right = here, down + 1, up
        down, up = max(down, 0), min(up, len(concave) - 1)
        if convex[down] == concave[up]:
            return float(apart), left, right


def _bend(x: Floats, start: int, end: int, *, up: bool) -> float:
    """How far the steps between two corners are from the straight line that joins them."""
    if end - start < 2 or x[end] == x[start]:
        return 1.0
    steps = np.arange(end - start + 1)
    line = (x[start : end + 1] - x[start]) * ((end - start) / (x[end] - x[start]))
    away = (steps + 1 - line) if up else (line - steps + 1)
    return max(1.0, float(away.max()))
