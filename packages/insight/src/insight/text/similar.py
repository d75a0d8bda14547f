"""Ideas that say nearly the same: while one is being typed, and over a whole collection."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import floats, whole

from .errors import TextInputError

BLOCK = 2048
"""Rows compared at a time when every pair is looked at: 2048 x 20,000 cosines are 160 MB."""


def _unit_rows(vectors: ArrayLike) -> NDArray[np.float32]:
    given = vectors if isinstance(vectors, np.ndarray) and vectors.dtype == np.float32 else None
    if given is None:
        given = floats(vectors, "embeddings", TextInputError)
        # Larger numbers overflow in the sum of squares; smaller ones vanish from it.
        largest = np.abs(given).max(initial=0.0)
        given = given / largest if np.isfinite(largest) and largest > 0 else given
    rows = np.asarray(given, dtype=np.float32)
    if rows.ndim != 2:
        raise TextInputError(f"embeddings must have two dimensions, not shape {rows.shape}")
    if not np.isfinite(rows).all():
        raise TextInputError("embeddings must be finite: a NaN or infinity was found")
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (rows / np.where(length > 0, length, 1.0)).astype(
        np.float32, copy=False
    )
    return scaled


class SimilarIndex:
    """Exact cosine search over a collection of vectors.

    Parameters
    ----------
    embeddings : array_like, shape (texts, dimensions)
        Scaled to length one here, so any scale will do. A row of zeros is like nothing.
    """

    def __init__(self, embeddings: ArrayLike) -> None:
        self.vectors = _unit_rows(embeddings)

    def __len__(self) -> int:
        return len(self.vectors)

    def query(self, vector: ArrayLike, n: int = 5) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The ``n`` nearest rows, best first; equal cosines by row number.

        Parameters
        ----------
        vector : array_like, shape (dimensions,)
            What to look for, of any scale.
        n : int
            How many rows; none where it is below 1.

        Returns
        -------
        indices, scores : arrays of shape (min(n, texts),)
            Row numbers and cosines between -1 and 1.

        Raises
        ------
        TextInputError
            The vector's length differs from the collection's, or it is not finite.
        """
        wanted = np.asarray(floats(vector, "vector", TextInputError)).reshape(1, -1)
        n = whole(n, "n", TextInputError)
        if wanted.shape[1] != self.vectors.shape[1]:
            raise TextInputError(
                f"vector of length {wanted.shape[1]} asked of {self.vectors.shape[1]} dimensions"
            )
        cosines = self.vectors @ _unit_rows(wanted)[0]
        n = max(0, min(n, len(cosines)))
        if n == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        edge = np.partition(cosines, len(cosines) - n)[len(cosines) - n]
        rows = np.flatnonzero(cosines >= edge)
        best = rows[np.lexsort((rows, -cosines[rows]))][:n].astype(np.int64)
        return best, cosines[best].astype(np.float32)


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """Which texts repeat which."""

    group: NDArray[np.int64]
    """Shape (texts,): the lowest row number of the texts that say the same; itself if alone."""
    pairs: NDArray[np.int64]
    """Shape (pairs, 2): rows at or above the threshold, lower first, in order."""
    score: NDArray[np.float32]
    """Shape (pairs,): the cosine of each pair."""
    threshold: float
    """The cosine that counts as a repeat."""


def near_duplicates(embeddings: ArrayLike, threshold: float = 0.9) -> NearDuplicates:
    """Every pair of texts at least ``threshold`` alike, and the groups they chain into.

    Groups are connected components: A like B and B like C puts all three together even where
    A and C are less alike, which is what a person joining duplicates would do.

    Parameters
    ----------
    embeddings : array_like, shape (texts, dimensions)
        Of any scale.
    threshold : float
        Cosine from which two texts count as saying the same, above 0 and at most 1.

    Returns
    -------
    NearDuplicates

    Raises
    ------
    TextInputError
        The threshold is not in (0, 1], or the vectors are not a finite table.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not isinstance(threshold, (int, float)) or not 0 < threshold <= 1:
        raise TextInputError("threshold must lie above 0 and be at most 1")
    rows = _unit_rows(embeddings)
    pairs, scores = [np.zeros((0, 2), np.int64)], [np.zeros(0, np.float32)]
    for start in range(0, len(rows), BLOCK):
        cosines = rows[start : start + BLOCK] @ rows[start:].T
        left, right = np.nonzero(np.triu(cosines >= threshold - 1e-6, 1))
        pairs.append(np.column_stack([left + start, right + start]))
        scores.append(cosines[left, right])
    found = np.vstack(pairs)
    n = len(rows)
    links = coo_array((np.ones(len(found)), (found[:, 0], found[:, 1])), shape=(n, n))
    count, label = connected_components(links, directed=False)
    first = np.full(count, n, np.int64)
    np.minimum.at(first, label, np.arange(n))
    return NearDuplicates(first[label], found, np.concatenate(scores), threshold)
