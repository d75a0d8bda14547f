"""The space that texts are grouped in: embeddings, turned and evened out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .clusters import unit

MOST_AXES = 50
FEWEST_AXES = 8
EVENING = 0.5
"""0 leaves the axes as they vary, 1 makes all vary alike (whitening); halfway groups best."""


@dataclass(frozen=True, slots=True)
class Space:
    """Principal axes of a collection's embeddings, partly whitened."""

    mean: NDArray[np.float32]
    """Shape (dimensions,): subtracted from every embedding."""
    axes: NDArray[np.float32]
    """Shape (dimensions, axes)."""

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> "Space":
        """Learn the axes: a quarter as many as texts, between 8 and 50."""
        mean = vectors.mean(axis=0)
        centred = (vectors - mean).astype(np.float64)
        variance, axes = np.linalg.eigh(centred.T @ centred / len(vectors))
        wanted = min(int(np.clip(len(vectors) // 4, FEWEST_AXES, MOST_AXES)), len(variance))
        variance, axes = variance[-wanted:], axes[:, -wanted:]
        kept = variance > 1e-9 * max(float(variance[-1]), 1e-12)
        scaled = axes[:, kept] / variance[kept] ** (EVENING / 2)
        return cls(mean, scaled.astype(np.float32))

    def project(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit rows in the space, shape (texts, axes)."""
        return unit(((vectors - self.mean) @ self.axes).astype(np.float32, copy=False))
