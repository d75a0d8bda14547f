"""k-means from many starts and for several k at once, and the silhouette that chooses k."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int32]

STARTS = 9
FINALISTS = 3
DRAWS = 1
SCREENING = 5
SAMPLE = 3_000
CELLS_FROM = 400
CELL = 0.2


@dataclass(frozen=True, slots=True)
class Clustering:
    """One way to cut the plane."""

    centres: Floats
    """(k, 2)."""
    labels: Labels
    """(n,) of the points that were clustered."""
    inertia: float
    """Sum of squared distances to the nearest centre."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Points, or where there are many, the means of small squares with their weights."""

    points: Floats
    weights: Floats


def canonical_order(points: Floats) -> NDArray[np.int64]:
    """An order that depends on where points are, never on how rows came."""
    return np.lexsort((points[:, 1], points[:, 0]))


def sample_rows(n: int, size: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Rows to look at where all would be too many, in order."""
    if n <= size:
        return np.arange(n)
    return np.sort(rng.choice(n, size, replace=False))


def _cells(points: Floats) -> _Cells:
    """Merge points within squares a fifth of the spread wide: starts are tried on those."""
    n = len(points)
    if n <= CELLS_FROM:
        return _Cells(points, np.ones(n))
    width = CELL * float(np.sqrt(points.var(axis=0).mean()))
    square = np.floor(points / width).astype(np.int64)
    square -= square.min(axis=0)
    _, cell = np.unique(square[:, 0] * (square[:, 1].max() + 1) + square[:, 1], return_inverse=True)
    held = np.bincount(cell).astype(float)
    sums = [np.bincount(cell, points[:, axis]) for axis in (0, 1)]
    return _Cells(np.column_stack(sums) / held[:, None], held)


def _plus_plus(cells: _Cells, k: int, starts: int, rng: np.random.Generator) -> Floats:
    """(starts, k, 2) centres spread out by k-means++ (Arthur and Vassilvitskii, 2007)."""
    points, weights = cells.points, cells.weights
    chosen = np.empty((starts, k, 2))
    far = np.broadcast_to(weights, (starts, len(points)))
    nearest = np.full((starts, len(points)), np.inf)
    for j in range(k):
        heap = np.cumsum(far, axis=1)
        pick = (heap <= (rng.random(starts) * heap[:, -1])[:, None]).sum(axis=1)
        chosen[:, j] = points[np.minimum(pick, len(points) - 1)]
        if j + 1 < k:
            x, y = (points[None, :, axis] - chosen[:, j, None, axis] for axis in (0, 1))
            np.minimum(nearest, x * x + y * y, out=nearest)
            far = nearest * weights
    return chosen


def _fans(cells: _Cells, ks: list[int], turns: int) -> list[Floats]:
    """For each k (turns, k, 2) centres around the middle, the fan turned a little each time."""
    share = cells.weights / cells.weights.sum()
    middle = share @ cells.points
    reach = np.sqrt(share @ ((cells.points - middle) ** 2).sum(axis=1))
    fans = []
    for k in ks:
        turn = np.arange(turns)[:, None] / turns + np.arange(k)
        angle = turn * (2 * np.pi / k)
        fans.append(middle + reach * np.stack([np.cos(angle), np.sin(angle)], axis=2))
    return fans


def _lloyd(cells: _Cells, centres: Floats, iterations: int) -> tuple[Floats, Labels, Floats]:
    """Lloyd's iterations on several runs together: centres, labels and inertias.

    ``centres`` is (runs, K, 2); a run with fewer than K centres is padded with NaN.
    """
    runs, most, _ = centres.shape
    points, n = cells.points, len(cells.points)
    # Centres first, runs second, people last: every pass below goes along memory.
    moved = centres.transpose(1, 0, 2).copy()
    absent = np.isnan(moved[:, :, 0])
    moved[absent] = 0.0
    never = np.where(absent, np.inf, 0.0)
    masses = cells.weights[:, None] * np.column_stack([np.ones(n), points])
    doubled = -2.0 * points.T
    member = np.zeros((most, runs, n), dtype=bool)
    closest = np.zeros((runs, n))
    running = np.arange(runs)
    for _ in range(iterations):
        centre = moved[:, running]
        gaps = centre @ doubled
        gaps += ((centre * centre).sum(axis=2) + never[:, running])[:, :, None]
        closest[running] = least = gaps.min(axis=0)
        fresh = gaps == least
        if np.count_nonzero(fresh) > least.size:  # the first of equals has them
            fresh &= np.cumsum(fresh, axis=0) == 1
        changed = (fresh != member[:, running]).any(axis=(0, 2))
        running = running[changed]  # a run that has settled stays as it is
        if running.size == 0:
            break
        fresh = fresh[:, changed]
        member[:, running] = fresh
        sums = fresh.astype(np.float64) @ masses
        held = sums[:, :, :1]
        # A centre that lost everybody stays where it was.
        np.divide(sums[:, :, 1:], held, out=sums[:, :, 1:], where=held > 0)
        moved[:, running] = np.where(held > 0, sums[:, :, 1:], centre[:, changed])
    inertia = ((closest + (points * points).sum(axis=1)) * cells.weights).sum(axis=1)
    moved[absent] = np.nan
    return moved.transpose(1, 0, 2), member.argmax(axis=0).astype(np.int32), inertia


def best_of_starts(points: Floats, ks: list[int], *, starts: int = STARTS) -> list[Clustering]:
    """For each k the tightest of several k-means runs; weak starts are dropped early.

    The same points give the same groups: the draws have a seed of their own, always the same.
    """
    cells = _cells(points)
    # The first k of a k-means++ draw are a k-means++ draw of k: one serves every k.
    drawn = _plus_plus(cells, max(ks), starts, np.random.default_rng(DRAWS))
    padded = np.full((len(ks) * starts, max(ks), 2), np.nan)
    # A third are fans: groups that lie around the middle. Groups in a row need the draws.
    turns = starts // 3
    for i, (k, fans) in enumerate(zip(ks, _fans(cells, ks, turns), strict=True)):
        padded[i * starts : (i + 1) * starts, :k] = drawn[:, :k]
        padded[i * starts : i * starts + turns, :k] = fans
    centres, _, inertia = _lloyd(cells, padded, SCREENING)
    by_k = np.argsort(inertia.reshape(len(ks), starts), axis=1, kind="stable")[:, :FINALISTS]
    kept = (by_k + np.arange(len(ks))[:, None] * starts).ravel()
    centres, labels, inertia = _lloyd(cells, centres[kept], 100)
    found = []
    for i, k in enumerate(ks):
        runs = range(i * by_k.shape[1], (i + 1) * by_k.shape[1])
        ends = [Clustering(centres[run, :k], labels[run], float(inertia[run])) for run in runs]
        if len(cells.points) < len(points):
            ends = _on_everybody(points, ends)
        found.append(min(ends, key=lambda end: end.inertia))
    return found


def _on_everybody(points: Floats, ends: list[Clustering]) -> list[Clustering]:
    """Carry on from squares to the points themselves; only the best where they are many."""
    ends = sorted(ends, key=lambda end: end.inertia)
    most = ends[0].inertia * (1.001 if len(points) <= SAMPLE else 1.0)
    # Runs that came to the same end have the same inertia: each end is followed up once.
    different = {round(end.inertia, 6): end for end in ends if end.inertia <= most}
    return [converge(points, end.centres) for end in different.values()]


def nearest(points: Floats, centres: Floats) -> Labels:
    """(n,) index of the nearest centre, in pieces so that memory stays flat."""
    labels = np.empty(len(points), dtype=np.int32)
    square = (centres**2).sum(axis=1)
    for at in range(0, len(points), 1 << 16):
        piece = points[at : at + (1 << 16)]
        gaps = square[:, None] - 2.0 * (centres @ piece.T)
        closest, own = gaps[0], labels[at : at + (1 << 16)]
        own[:] = 0
        for j in range(1, len(centres)):  # faster than argmin along a short axis
            np.copyto(own, j, where=gaps[j] < closest)
            closest = np.minimum(closest, gaps[j])
    return labels


def converge(points: Floats, centres: Floats, iterations: int = 30) -> Clustering:
    """Lloyd's iterations from good centres over any number of points.

    Ends where at most one in a thousand changes group, or after ``iterations``.
    """
    k, centres = len(centres), centres.copy()
    columns = points.T.copy()
    labels = nearest(points, centres)
    for _ in range(iterations):
        held = np.bincount(labels, minlength=k)
        for axis, along in enumerate(columns):
            sums = np.bincount(labels, along, minlength=k)
            np.divide(sums, held, out=centres[:, axis], where=held > 0)
        fresh = nearest(points, centres)
        changed = int((fresh != labels).sum())
        labels = fresh
        if changed * 1_000 <= len(points):
            break
    inertia = float(((points - centres[labels]) ** 2).sum())
    return Clustering(centres, labels, inertia)


def silhouettes(points: Floats, labellings: list[Labels]) -> list[float]:
    """Mean silhouette (Rousseeuw, 1987) of several labellings from one pass over distances."""
    sizes = [int(labels.max()) + 1 for labels in labellings]
    member = np.concatenate(
        [np.eye(k, dtype=np.float32)[x] for k, x in zip(sizes, labellings, strict=True)], axis=1
    )
    sums = _distance_sums(points, member)
    scores, at, rows = [], 0, np.arange(len(points))
    for k, labels in zip(sizes, labellings, strict=True):
        mine, held = sums[:, at : at + k], np.bincount(labels, minlength=k)
        at += k
        own = mine[rows, labels] / np.maximum(held[labels] - 1, 1)
        others = mine / np.maximum(held, 1)
        others[:, held == 0] = np.inf
        others[rows, labels] = np.inf
        other = others.min(axis=1)
        top = np.maximum(own, other)
        alone = (held[labels] <= 1) | (top <= 0)
        scores.append(float(np.where(alone, 0.0, (other - own) / np.where(alone, 1, top)).mean()))
    return scores


def _distance_sums(points: Floats, member: NDArray[np.float32]) -> Floats:
    """(n, groups) sum of distances from each point to every group's, block by block.

    Single precision: distances of two equal points come out as a few 1e-4 of the spread at
    worst, far below what decides between two k.
    """
    small = (points - points.mean(axis=0)).astype(np.float32)
    square = np.einsum("ij,ij->i", small, small)[:, None]
    one = np.ones_like(square)
    # |a - b|^2 in one product: (-2a, 1, |a|^2) . (b, |b|^2, 1)
    left = np.concatenate([-2.0 * small, one, square], axis=1)
    right = np.concatenate([small, square, one], axis=1).T.copy()
    sums = np.empty(member.shape, dtype=np.float64)
    for at in range(0, len(points), 128):
        gap = left[at : at + 128] @ right
        np.abs(gap, out=gap)  # rounding may leave a hair below zero
        np.sqrt(gap, out=gap)
        sums[at : at + 128] = gap @ member
    return sums
