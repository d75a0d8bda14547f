"""Spherical k-means: groups of directions, the same on every run and in any order of rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STARTS = 8
ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Clusters:
    """A partition of unit vectors around unit centres."""

    centres: NDArray[np.float32]
    """Shape (clusters, dimensions), each of length one."""
    label: NDArray[np.int64]
    """Shape (rows,): the nearest centre of each row."""
    cosine: NDArray[np.float32]
    """Shape (rows,): cosine with that centre."""


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale each row to length one; rows of zeros stay zero."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = (rows / np.where(length > 0, length, np.float32(1.0))).astype(
        np.float32, copy=False
    )
    return scaled


def spread_start(rows: NDArray[np.float32], k: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """k-means++ (Arthur and Vassilvitskii, 2007): far rows are likelier starting points."""
    chosen = [int(rng.integers(len(rows)))]
    distance = np.clip(1.0 - rows @ rows[chosen[0]], 0.0, None).astype(np.float64)
    while len(chosen) < k:
        total = distance.sum()
        if total <= 1e-12:
            break
        edges = np.cumsum(distance)
        chosen.append(int(np.searchsorted(edges, rng.random() * total).clip(0, len(rows) - 1)))
        distance = np.minimum(distance, np.clip(1.0 - rows @ rows[chosen[-1]], 0.0, None))
    return np.asarray(chosen, np.int64)


def converge(
    rows: NDArray[np.float32], centres: NDArray[np.float32], rounds: int = ROUNDS
) -> Clusters:
    """Lloyd's rounds from the given centres until no row changes hands."""
    label = np.full(len(rows), -1, np.int64)
    for _ in range(rounds):
        cosines = rows @ centres.T
        nearest = cosines.argmax(axis=1)
        if np.array_equal(nearest, label):
            break
        label = nearest
        # One product is several times faster than adding row by row.
        sums = (label[:, None] == np.arange(len(centres))).astype(np.float32).T @ rows
        kept = np.bincount(label, minlength=len(centres)) > 0
        centres = np.where(kept[:, None], unit(sums), centres)
    cosines = rows @ centres.T
    label = cosines.argmax(axis=1).astype(np.int64)
    return Clusters(centres, label, cosines[np.arange(len(rows)), label])


def spherical_kmeans(rows: NDArray[np.float32], k: int, *, seed: int = 0) -> Clusters:
    """The best of several k-means++ starts by total cosine (Dhillon and Modha, 2001)."""
    rng = np.random.default_rng(seed)
    k = max(1, min(k, len(rows)))
    best: Clusters | None = None
    for _ in range(STARTS):
        found = converge(rows, rows[spread_start(rows, k, rng)])
        if best is None or float(found.cosine.sum()) > float(best.cosine.sum()) + 1e-6:
            best = found
    assert best is not None
    return best
