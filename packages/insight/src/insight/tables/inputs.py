"""What comes into a theme table, checked once."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import all_texts
from insight.errors import InsightError

Float = NDArray[np.float64]


class MalformedTable(InsightError):
    """Themes, questions, weights or segments do not fit together, or hold no numbers."""


def yes_no(membership: ArrayLike) -> NDArray[np.bool_]:
    try:
        table = np.asarray(membership)
    except ValueError as problem:
        raise MalformedTable("theme_membership has rows of different lengths") from problem
    if table.ndim != 2 or table.shape[0] == 0 or table.shape[1] == 0:
        raise MalformedTable("theme_membership must be contributions by themes, not empty")
    if table.dtype == np.bool_:
        return table
    if not np.issubdtype(table.dtype, np.number) or not np.all((table == 0) | (table == 1)):
        raise MalformedTable("theme_membership must hold only yes and no")
    return table.astype(np.bool_)


def labels_of(
    labels: ArrayLike, n: int, name: str
) -> tuple[tuple[Hashable, ...], NDArray[np.int64]]:
    try:
        given = np.asarray(labels)
    except ValueError as problem:
        raise MalformedTable(f"{name} must be one flat list of labels") from problem
    # numpy would make texts of everything beside a text, and "1" of 1.
    if given.dtype.kind == "U" and given.ndim and not all_texts(labels):
        raise MalformedTable(f"{name} mixes kinds of labels, or misses some")
    if given.shape != (n,):
        raise MalformedTable(f"{name} must be one label for each of {n} contributions")
    if given.dtype.kind == "f" and np.any(np.isnan(given)):
        raise MalformedTable(f"{name} has missing labels: give them a label of their own")
    try:
        names, code = np.unique(given, return_inverse=True)
    except TypeError as problem:
        raise MalformedTable(f"{name} mixes kinds of labels, or misses some") from problem
    return tuple(names.tolist()), np.asarray(code, dtype=np.int64)


def weights_of(weights: ArrayLike | None, n: int) -> Float:
    if weights is None:
        return np.ones(n)
    try:
        given = np.asarray(weights, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise MalformedTable("weights must be numbers") from problem
    if given.shape != (n,):
        raise MalformedTable(f"weights must be one number for each of {n} contributions")
    if not np.all(np.isfinite(given)) or np.any(given < 0):
        raise MalformedTable("weights must be finite and not negative")
    if np.any((given > 1e12) | ((given > 0) & (given < 1e-12))):
        raise MalformedTable("weights must be 0 or lie between 1e-12 and 1e12: rescale them")
    return given
