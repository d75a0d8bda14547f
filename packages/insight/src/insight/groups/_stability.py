"""How far the groups hang on who happened to take part."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from ._cut import cut, most_groups, tightest
from ._positions import find_plane, people_on
from .errors import ImpossibleGroups, NoDifferences
from .results import Stability

LEFT_OUT = 0.2
MOST_VOTES = 600_000
STARTS = 6


def adjusted_rand(first: ArrayLike, second: ArrayLike) -> float:
    """Adjusted Rand index (Hubert and Arabie, 1985): 1 alike, 0 as by chance.

    Two labellings that both put everybody together, or everybody apart, agree: 1.

    Parameters
    ----------
    first, second : array_like of int, shape (n,)
        Group of each person, from 0.

    Returns
    -------
    float

    Raises
    ------
    ImpossibleGroups
        The labels differ in number, or are no whole numbers from 0.
    """
    first, second = np.asarray(first), np.asarray(second)
    if first.shape != second.shape or first.ndim != 1:
        raise ImpossibleGroups("two labellings must give one group each to the same people")
    n = first.size
    if n and (
        {first.dtype.kind, second.dtype.kind} - {"i", "u"} or min(first.min(), second.min()) < 0
    ):
        raise ImpossibleGroups("groups must be whole numbers from 0")
    # Numbers of groups may be anything: only who is together with whom counts.
    first, second = (np.unique(labels, return_inverse=True)[1] for labels in (first, second))
    width = int(second.max()) + 1 if n else 1
    table = np.bincount(first.astype(np.int64) * width + second)
    pairs = float((table * (table - 1) / 2).sum())
    rows, columns = np.bincount(first), np.bincount(second)
    a = float((rows * (rows - 1) / 2).sum())
    b = float((columns * (columns - 1) / 2).sum())
    expected = a * b / max(n * (n - 1) / 2, 1)
    most = (a + b) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def resample(
    matrix: csr_array,
    rows: NDArray[np.int64],
    labels: NDArray[np.int32],
    seed: int,
    resamples: int,
    max_k: int,
    rejected: int,
) -> Stability:
    """Leave out a fifth of the people, find groups anew, compare those who stayed.

    Of a large crowd each resample takes so many people as gave 600,000 votes: a harder test
    than leaving out a fifth, and one that does not grow with the crowd. ``left_out`` says.
    """
    rng = np.random.default_rng([seed, 11])
    k = int(labels.max()) + 1
    size = _who_stay(matrix, rows, k)
    # People are drawn in the order of their ids; which of them stay is chance alone.
    agreement, chosen = [], []
    for _ in range(resamples):
        stay = np.sort(rng.choice(rows.size, size, replace=False))
        part = _centred_anew(matrix, rows[stay])
        try:
            plane = find_plane(part, np.zeros(matrix.shape[1]))
        except NoDifferences:
            agreement.append(0.0)
            chosen.append(1)
            continue
        points = people_on(plane, part, rejected)
        ks = sorted({*range(2, most_groups(len(points), max_k) + 1), k} - {1})
        cuts, scores = cut(points, ks, int(rng.integers(2**31)), starts=STARTS, at=k)
        agreement.append(adjusted_rand(labels[stay], cuts))
        chosen.append(max(scores, key=lambda which: (scores[which], -which)))
    return Stability(np.array(agreement), np.array(chosen, dtype=np.int64), 1 - size / rows.size)


def agreement_when_fewer(
    matrix: csr_array,
    rows: NDArray[np.int64],
    labels: NDArray[np.int32],
    rng: np.random.Generator,
    times: int,
    rejected: int,
) -> NDArray[np.float64]:
    """(times,) the agreement that `resample` tells, without asking what k would be chosen."""
    k = int(labels.max()) + 1
    size = _who_stay(matrix, rows, k)
    found = np.zeros(times)
    for n in range(times):
        stay = np.sort(rng.choice(rows.size, size, replace=False))
        part = _centred_anew(matrix, rows[stay])
        try:
            plane = find_plane(part, np.zeros(matrix.shape[1]))
        except NoDifferences:
            continue
        points = people_on(plane, part, rejected)
        found[n] = adjusted_rand(labels[stay], tightest(points, k, starts=STARTS))
    return found


def _who_stay(matrix: csr_array, rows: NDArray[np.int64], k: int) -> int:
    """How many: four fifths, or of a large crowd so many as gave 600,000 votes."""
    per_person = matrix.nnz / max(matrix.shape[0], 1)
    stayed = min(rows.size * (1 - LEFT_OUT), max(MOST_VOTES / max(per_person, 1e-9), 1_000))
    return int(min(rows.size, max(k + 1, round(stayed))))


def _centred_anew(matrix: csr_array, rows: NDArray[np.int64]) -> csr_array:
    """These people's votes, centred on their own means."""
    part = matrix[rows].astype(np.float64)
    held = np.bincount(part.indices, minlength=part.shape[1])
    means = np.bincount(part.indices, part.data, minlength=part.shape[1]) / np.maximum(held, 1)
    part.data -= means[part.indices]
    return part
