"""k-means from many starts at once, and the silhouette that chooses k."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int32]

STARTS = 12
FINALISTS = 3
SAMPLE = 3_000


@dataclass(frozen=True, slots=True)
class Clustering:
    """One way to cut the plane."""

    centres: Floats
    """(k, 2)."""
    labels: Labels
    """(n,) of the points that were clustered."""
    inertia: float
    """Sum of squared distances to the nearest centre."""


def canonical_order(points: Floats) -> NDArray[np.int64]:
    """An order that depends on where points are, never on how rows came."""
    return np.lexsort((points[:, 1], points[:, 0]))


def sample_rows(n: int, size: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Rows to look at where all would be too many, in order."""
    if n <= size:
        return np.arange(n)
    return np.sort(rng.choice(n, size, replace=False))


def _plus_plus(points: Floats, k: int, starts: int, rng: np.random.Generator) -> Floats:
    """(starts, k, 2) centres spread out by k-means++ (Arthur and Vassilvitskii, 2007)."""
    n = len(points)
    chosen = np.empty((starts, k, points.shape[1]))
    chosen[:, 0] = points[rng.integers(n, size=starts)]
    nearest = np.full((starts, n), np.inf)
    for j in range(1, k):
        gap = ((points[None] - chosen[:, j - 1, None]) ** 2).sum(axis=2)
        np.minimum(nearest, gap, out=nearest)
        heap = np.cumsum(nearest, axis=1)
        throw = rng.random(starts) * heap[:, -1]
        pick = (heap < throw[:, None]).sum(axis=1)
        chosen[:, j] = points[np.minimum(pick, n - 1)]
    return chosen


def _lloyd(
    points: Floats, centres: Floats, iterations: int, weights: Floats | None = None
) -> tuple[Floats, Labels, Floats]:
    """Lloyd's iterations on several starts together: centres, labels and inertias."""
    starts, k, _ = centres.shape
    n = len(points)
    square = (points**2).sum(axis=1)
    offset = (np.arange(starts, dtype=np.int32) * k)[:, None]
    size = starts * k
    weight = np.ones(n) if weights is None else weights
    columns = [np.tile(c, starts) for c in (points[:, 0] * weight, points[:, 1] * weight)]
    mass = None if weights is None else np.tile(weights, starts)
    labels = np.zeros((starts, n), dtype=np.int32)
    for _ in range(max(iterations, 1)):
        flat = centres.reshape(size, 2)
        gaps = ((flat**2).sum(axis=1)[:, None] - 2.0 * (flat @ points.T)).reshape(starts, k, n)
        fresh = gaps.argmin(axis=1).astype(np.int32)
        if iterations and np.array_equal(fresh, labels):
            break
        labels = fresh
        at = (labels + offset).ravel()
        held = np.bincount(at, mass, minlength=size)
        moved = np.column_stack([np.bincount(at, c, minlength=size) for c in columns])
        # A centre that lost everybody stays where it was.
        kept = held > 0
        centres = np.where(kept[:, None], moved / np.where(kept, held, 1)[:, None], flat).reshape(
            starts, k, 2
        )
    gaps = (((points[None, None] - centres[:, :, None]) ** 2).sum(axis=3)).min(axis=1)
    del square
    return centres, labels, (gaps * weight).sum(axis=1)


def best_of_starts(points: Floats, k: int, seed: int, *, starts: int = STARTS) -> Clustering:
    """The tightest of several k-means runs; weak starts are dropped early."""
    rng = np.random.default_rng([seed, k])
    centres = _plus_plus(points, k, starts, rng)
    centres, _, inertia = _lloyd(points, centres, 4)
    best = np.argsort(inertia, kind="stable")[:FINALISTS]
    centres, labels, inertia = _lloyd(points, centres[best], 100)
    top = int(inertia.argmin())
    return Clustering(centres[top], labels[top], float(inertia[top]))


def nearest(points: Floats, centres: Floats) -> Labels:
    """(n,) index of the nearest centre, in pieces so that memory stays flat."""
    labels = np.empty(len(points), dtype=np.int32)
    square = (centres**2).sum(axis=1)
    for at in range(0, len(points), 1 << 18):
        piece = points[at : at + (1 << 18)]
        labels[at : at + (1 << 18)] = (square - 2.0 * (piece @ centres.T)).argmin(axis=1)
    return labels


def settle(points: Floats, centres: Floats, iterations: int = 60) -> Clustering:
    """Lloyd's iterations from given centres over any number of points."""
    k = len(centres)
    labels = nearest(points, centres)
    for _ in range(iterations):
        held = np.bincount(labels, minlength=k)
        sums = [np.bincount(labels, points[:, axis], minlength=k) for axis in (0, 1)]
        moved = np.column_stack(sums) / np.maximum(held, 1)[:, None]
        moved[held == 0] = centres[held == 0]
        step = float(np.abs(moved - centres).max())
        centres = moved
        fresh = nearest(points, centres)
        changed = int((fresh != labels).sum())
        labels = fresh
        if changed == 0 or step < 1e-9:
            break
    inertia = float(((points - centres[labels]) ** 2).sum())
    return Clustering(centres, labels, inertia)


def silhouettes(points: Floats, labellings: list[Labels]) -> list[float]:
    """Mean silhouette (Rousseeuw, 1987) of several labellings from one table of distances."""
    square = (points**2).sum(axis=1)
    gap = square[:, None] + square[None] - 2.0 * (points @ points.T)
    np.maximum(gap, 0.0, out=gap)
    np.sqrt(gap, out=gap)
    np.fill_diagonal(gap, 0.0)
    sizes = [int(labels.max()) + 1 for labels in labellings]
    member = np.concatenate(
        [np.eye(k)[labels] for k, labels in zip(sizes, labellings, strict=True)], axis=1
    )
    sums = gap @ member
    scores, at, rows = [], 0, np.arange(len(points))
    for k, labels in zip(sizes, labellings, strict=True):
        mine = sums[:, at : at + k]
        held = member[:, at : at + k].sum(axis=0)
        at += k
        own = mine[rows, labels] / np.maximum(held[labels] - 1, 1)
        others = mine / np.maximum(held, 1)
        others[:, held == 0] = np.inf
        others[rows, labels] = np.inf
        other = others.min(axis=1)
        top = np.maximum(own, other)
        each = np.where(
            (held[labels] > 1) & (top > 0), (other - own) / np.where(top > 0, top, 1), 0
        )
        scores.append(float(each.mean()))
    return scores
