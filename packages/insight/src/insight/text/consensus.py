"""Groups that many clusterings agree on, the same for every seed, and how steady each one is."""

import numpy as np
from numpy.typing import NDArray

from .clusters import Clusters, converge, spread_start, unit

FIXED = 20_070_101
"""Starts the drawing, always: the groups of the same rows are the same, whoever asks."""
FEWEST_STARTS, MOST_STARTS = 24, 60
FEW_STARTS = 8
"""Clusterings behind one replicate of the measurement of stability."""
REPLICATES = 20
ROWS_DRAWN = 1_000
"""A replicate of more rows than these is drawn from fewer: steadier than it says, never less."""
SHORT = 25
"""Rounds of a clustering that is one voice among many."""


def agreed_groups(rows: NDArray[np.float32], k: int) -> Clusters:
    """Many k-means++ starts, and the groups that they agree on (Strehl and Ghosh, 2002).

    Each row is described by the groups it fell into, every start weighing the same; rows
    described alike are one group; a last round on the rows themselves settles the borders. More
    starts where there are few rows, since there chance decides more.
    """
    starts = int(np.clip(60_000 // max(len(rows), 1), FEWEST_STARTS, MOST_STARTS))
    return _agreed(rows, k, np.random.default_rng(FIXED), starts)


def stability(
    rows: NDArray[np.float32], k: int, inside: NDArray[np.bool_], *, seed: int = 0
) -> NDArray[np.float64]:
    """How far each group comes back when the rows are drawn anew (Hennig, 2007).

    Parameters
    ----------
    rows : ndarray, shape (rows, dimensions)
        What was grouped.
    k : int
        How many groups were asked for.
    inside : ndarray of bool, shape (groups, rows)
        Who belongs to which group; rows of no group are left out of the comparison.
    seed : int
        Starts the bootstrap.

    Returns
    -------
    ndarray, shape (groups,)
        Mean Jaccard coefficient, 0 to 1, between the group and what comes nearest to it in each
        of twenty bootstrap replicates: one of its groups, or those that lie mostly inside.
    """
    rng = np.random.default_rng(seed)
    total = np.zeros(len(inside))
    placed = np.asarray(inside.any(axis=0), np.bool_)
    for _ in range(REPLICATES if len(inside) else 0):
        drawn = np.unique(rng.integers(len(rows), size=min(len(rows), ROWS_DRAWN)))
        found = _agreed(rows[drawn], k, rng, FEW_STARTS)
        kept = placed[drawn]
        total += _jaccard(inside[:, drawn[kept]], found.label[kept], len(found.centres))
    return total / REPLICATES


def _jaccard(
    inside: NDArray[np.bool_], label: NDArray[np.int64], groups: int
) -> NDArray[np.float64]:
    """Of each set of rows with the group, or the groups mostly inside it, that fit it best."""
    member: NDArray[np.bool_] = np.asarray(label[:, None] == np.arange(groups), np.bool_)
    both = inside.astype(np.float64) @ member
    mine, theirs = inside.sum(axis=1).astype(np.float64), member.sum(axis=0)
    either = mine[:, None] + theirs - both
    single = np.where(either > 0, both / np.maximum(either, 1.0), 0.0).max(axis=1, initial=0.0)
    mostly = both > 0.5 * theirs
    union = np.where(mostly, theirs, 0.0).sum(axis=1)
    common = np.where(mostly, both, 0.0).sum(axis=1)
    several = common / np.maximum(mine + union - common, 1.0)
    return np.asarray(np.maximum(single, several))


def _agreed(rows: NDArray[np.float32], k: int, rng: np.random.Generator, starts: int) -> Clusters:
    k = max(1, min(k, len(rows)))
    described = np.zeros((len(rows), starts * k), np.float32)
    here = np.arange(len(rows))
    for start in range(starts):
        found = converge(rows, rows[spread_start(rows, k, rng)], SHORT)
        described[here, start * k + found.label] = 1.0
    described /= np.sqrt(np.maximum(described.sum(axis=0), 1.0))
    variance, axes = np.linalg.eigh((described.T @ described).astype(np.float64))
    kept = axes[:, -k:] / np.sqrt(np.maximum(variance[-k:], 1e-9))
    alike = unit((described @ kept).astype(np.float32))
    best: Clusters | None = None
    for _ in range(FEW_STARTS):
        tried = converge(alike, alike[spread_start(alike, k, rng)])
        if best is None or float(tried.cosine.sum()) > float(best.cosine.sum()) + 1e-6:
            best = tried
    assert best is not None
    return converge(rows, _centres(rows, best.label, k))


def _centres(rows: NDArray[np.float32], label: NDArray[np.int64], k: int) -> NDArray[np.float32]:
    """Of each group that holds a row; groups that ended empty are no groups."""
    sums = (label[:, None] == np.arange(k)).astype(np.float32).T @ rows
    return unit(sums[np.bincount(label, minlength=k) > 0])
