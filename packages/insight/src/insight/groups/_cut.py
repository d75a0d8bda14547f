"""Who is put into groups, into how many, and which."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import _kmeans

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOPPED_UP_TO = 15


def clusterable(per_person: Ints, ideas: int, min_votes: int, *, exactly: bool) -> Ints:
    """Rows of people with enough votes, topped up to the 15 most active.

    ``exactly``: fifteen and no more, the earlier id winning a tie, as Polis does. Otherwise
    everybody as active as the fifteenth joins, so that ids decide nothing.
    """
    enough = per_person >= min(min_votes, ideas)
    enough &= per_person > 0
    if enough.sum() < TOPPED_UP_TO:
        order = np.argsort(-per_person, kind="stable")
        order = order[per_person[order] > 0]
        if exactly:
            missing = order[~enough[order]][: TOPPED_UP_TO - int(enough.sum())]
            enough[missing] = True
        elif order.size:
            enough |= per_person >= per_person[order[:TOPPED_UP_TO][-1]]
            enough &= per_person > 0
    return np.flatnonzero(enough)


def most_groups(people: int, max_k: int) -> int:
    """min(max_k, 2 + people / 12): a dozen more people for each further group (Polis)."""
    return max(2, min(max_k, 2 + min(people, 100) // 12))


KEEP_K = 0.02
"""An update changes k only for a silhouette better by this much."""


def _best_k(
    points: Floats, ks: list[int], seed: int, starts: int, keep: int | None, at: int | None
) -> tuple[_kmeans.Clustering, dict[int, float]]:
    """The clustering with the best silhouette (the smaller k on a tie), or that at ``at``."""
    found = _kmeans.best_of_starts(points, ks, starts=starts)
    rng = np.random.default_rng([seed, 7])
    looked_at = _kmeans.sample_rows(len(points), _kmeans.SAMPLE, rng)
    scores = _kmeans.silhouettes(points[looked_at], [c.labels[looked_at] for c in found])
    favoured = [score + KEEP_K * (k == keep) for k, score in zip(ks, scores, strict=True)]
    best = max(range(len(ks)), key=lambda i: (round(favoured[i], 12), -ks[i]))
    if at is not None:
        best = ks.index(at)
    return found[best], dict(zip(ks, scores, strict=True))


def cut(
    points: Floats,
    ks: list[int],
    seed: int,
    *,
    starts: int = _kmeans.STARTS,
    keep: int | None = None,
    at: int | None = None,
) -> tuple[NDArray[np.int32], dict[int, float]]:
    """Group of every point, from the largest group down, and the silhouette of each k."""
    # Rows are first put in the order of their positions: nothing depends on how they came.
    order = _kmeans.canonical_order(points)
    best, scores = _best_k(points[order], ks, seed, starts, keep, at)
    labels = np.empty(len(points), dtype=np.int32)
    labels[order] = best.labels
    return by_size(points, labels), scores


def tightest(points: Floats, k: int, *, starts: int = _kmeans.STARTS) -> NDArray[np.int32]:
    """Group of every point at this k (fewer where fewer differ), without looking at others."""
    order = _kmeans.canonical_order(points)
    labels = np.empty(len(points), dtype=np.int32)
    labels[order] = _kmeans.best_of_starts(points[order], [k], starts=starts)[0].labels
    return by_size(points, labels)


def nearest_group(
    everyone: Floats, rows: Ints, labels: NDArray[np.int32], wanted: Ints
) -> NDArray[np.int32]:
    """Group of these people: their own, or of those in none the one whose middle is nearest."""
    found = np.full(len(everyone), -1, dtype=np.int32)
    found[rows] = labels
    outside = wanted[found[wanted] < 0]
    found[outside] = _kmeans.nearest(everyone[outside], middles(everyone[rows], labels))
    return found[wanted]


def middles(points: Floats, labels: NDArray[np.int32]) -> Floats:
    """(k, 2) mean position of each group."""
    k = int(labels.max()) + 1
    sums = [np.bincount(labels, points[:, axis], minlength=k) for axis in (0, 1)]
    return np.column_stack(sums) / np.maximum(np.bincount(labels, minlength=k), 1)[:, None]


def by_size(points: Floats, labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Relabel so that group 0 is the largest; equal sizes from left to right; no empty group."""
    used, dense = np.unique(labels, return_inverse=True)
    k = used.size
    held = np.bincount(dense, minlength=k)
    across = np.bincount(dense, points[:, 0], minlength=k) / held
    rank = np.empty(k, dtype=np.int32)
    rank[np.lexsort((across, -held))] = np.arange(k, dtype=np.int32)
    return rank[dense]
