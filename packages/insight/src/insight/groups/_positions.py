"""Place people on a plane so that those who vote alike lie together (Polis mathematics).

Missing votes stand at the idea's mean. Centred, such a cell is zero: the matrix that is
factorised is as sparse as the votes themselves and is never filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse import csr_array

from insight.votes import VoteTable

from .errors import NoDifferences

Floats = NDArray[np.float64]

DENSE_CELLS = 4_000_000
DENSE_IDEAS = 600
FEW_IDEAS = 64
SINGLE_PRECISION_VOTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Plane:
    """The two directions along which votes differ most."""

    means: Floats
    """(I,) mean stance of each idea, -1 to 1; 0 where nobody voted."""
    directions: Floats
    """(I, 2) orthonormal loadings of ideas."""
    variances: Floats
    """(2,) sums of squares explained."""
    total: float
    """Sum of squares of all centred votes."""


def idea_means(votes: VoteTable) -> Floats:
    """(I,) mean stance; 0 where nobody voted."""
    counts = votes.counts()
    return (counts.agrees - counts.disagrees) / np.maximum(counts.votes, 1)


def centred(votes: VoteTable, means: Floats) -> csr_array:
    """Votes less their idea's mean, sparse: an unseen idea is exactly the mean."""
    kind = np.float32 if votes.n_votes > SINGLE_PRECISION_VOTES else np.float64
    values: NDArray[np.floating[Any]] = votes.stances.astype(kind)
    step = 1 << 22  # in pieces: a second array as long as the votes is never held
    small = means.astype(kind)
    for at in range(0, values.size, step):
        piece = slice(at, at + step)
        np.subtract(values[piece], small[votes.ideas[piece]], out=values[piece])
    starts = votes.starts
    if votes.n_votes < 2**31:
        starts = starts.astype(np.int32)
    return csr_array(
        (values, votes.ideas, starts), shape=(votes.n_participants, votes.n_ideas), copy=False
    )


def find_plane(matrix: csr_array, means: Floats, start: Floats | None = None) -> Plane:
    """The first two principal directions of a centred matrix.

    Raises
    ------
    NoDifferences
        Where there is no variance at all.
    """
    total = float(np.dot(matrix.data, matrix.data))
    if total <= 1e-9 * max(matrix.nnz, 1):
        raise NoDifferences(
            "everybody who voted on an idea voted the same: there are no groups to find"
        )
    people, ideas = matrix.shape
    if people * ideas <= DENSE_CELLS and ideas <= DENSE_IDEAS:
        variances, vectors = _of_products(matrix, people)
    elif ideas <= FEW_IDEAS:
        variances, vectors = _of_products(matrix, 1 << 16)
    else:
        variances, vectors = _largest(matrix, means, start)
    variances, vectors = variances[::-1], vectors[:, ::-1]
    if variances.size < 2 or variances[1] < 1e-10 * variances[0]:
        vectors = np.column_stack([vectors[:, 0], np.zeros(ideas)])  # all differ along one line
        variances = np.array([variances[0], 0.0])
    return Plane(means, _signed(vectors), np.maximum(variances, 0.0), total)


def _of_products(matrix: csr_array, rows: int) -> tuple[Floats, Floats]:
    """The top two of the ideas' sums of products, added up over so many rows at a time."""
    people, ideas = matrix.shape
    products = np.zeros((ideas, ideas))
    for at in range(0, people, max(rows, 1)):
        dense = matrix[at : at + rows].toarray() if rows < people else matrix.toarray()
        dense = dense.astype(np.float64, copy=False)
        products += dense.T @ dense
    variances, vectors = eigh(products, subset_by_index=(max(ideas - 2, 0), ideas - 1))
    return variances, vectors


def _largest(matrix: csr_array, means: Floats, start: Floats | None) -> tuple[Floats, Floats]:
    from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

    transposed = matrix.T
    ideas = matrix.shape[1]

    def product(vector: Floats) -> Floats:
        moved: Floats = transposed @ (matrix @ vector.astype(matrix.dtype, copy=False))
        return moved

    operator = LinearOperator((ideas, ideas), matvec=product, dtype=matrix.dtype)
    # A start that goes with the ideas, whatever their order, gives the same plane each time.
    spread = np.sqrt(np.bincount(matrix.indices, minlength=ideas)) * (1.5 + means)
    first = spread if start is None else start
    asked = {"k": 2, "v0": first.astype(matrix.dtype), "ncv": 12}
    try:
        variances, vectors = eigsh(operator, tol=1e-5, maxiter=100, **asked)
    except ArpackNoConvergence:  # two directions as good as equal: any pair in their plane will do
        variances, vectors = eigsh(operator, tol=1e-2, maxiter=10 * ideas, **asked)
    return variances.astype(float), vectors.astype(float)


def _signed(vectors: Floats) -> Floats:
    """Fix each direction's sign by its own skew, so that it never flips between runs."""
    skew = (vectors**3).sum(axis=0)
    largest = vectors[np.abs(vectors).argmax(axis=0), np.arange(vectors.shape[1])]
    sign = np.sign(np.where(np.abs(skew) > 1e-9, skew, largest))
    return vectors * np.where(sign == 0, 1.0, sign)


def people_on(plane: Plane, matrix: csr_array, rejected: int = 0) -> Floats:
    """(P, 2) people, pushed out by sqrt(ideas / votes) so that few votes do not mean centre.

    Each of the ``rejected`` ideas counts as one more that everybody saw and passed on.
    """
    votes = np.diff(matrix.indptr) + rejected
    ideas = matrix.shape[1] + rejected
    raw: Floats = (matrix @ plane.directions.astype(matrix.dtype)).astype(np.float64)
    raw *= np.sqrt(ideas / np.maximum(votes, 1))[:, None]
    return raw


def ideas_on(plane: Plane, rejected: int = 0) -> Floats:
    """(I, 2) where a person stands who agreed with that idea and voted on nothing else."""
    reach = np.sqrt((plane.means.size + rejected) / (1 + rejected))
    moved: Floats = (1 - plane.means)[:, None] * plane.directions * reach
    return moved
