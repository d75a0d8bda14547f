"""Rows of one person each, checked alike for every type of data."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import InsightError

Ints = NDArray[np.int64]


class MalformedRows(InsightError):
    """Rows differ in length, hold no whole numbers, or say two things at once."""


def columns(**named: ArrayLike) -> list[Ints]:
    """Each as whole numbers of shape (n,)."""
    found = []
    for name, values in named.items():
        try:
            raw = np.asarray(values)
        except (ValueError, OverflowError) as problem:
            raise MalformedRows(f"{name} must be one list of whole numbers") from problem
        if raw.ndim != 1 or (raw.size and raw.dtype.kind not in "iub"):
            raise MalformedRows(f"{name} must be one list of whole numbers")
        if raw.dtype == np.uint64 and raw.size and raw.max() >= 2**63:
            raise MalformedRows(f"{name} has a number beyond 63 bits")
        found.append(raw.astype(np.int64))
    if len({len(column) for column in found}) > 1:
        raise MalformedRows(f"{', '.join(named)} must have one length")
    return found


def places(values: Ints, known: ArrayLike, what: str) -> tuple[Ints, Ints]:
    """The known ids as given, and for each value its place among them."""
    (ids,) = columns(**{f"{what} ids": known})
    order = np.argsort(ids, kind="stable")
    if np.any(ids[order][1:] == ids[order][:-1]):
        raise MalformedRows(f"{what} ids must be different")
    if not values.size:
        return ids, np.zeros(0, np.int64)
    at = np.searchsorted(ids[order], values).clip(0, max(0, ids.size - 1))
    if not ids.size or np.any(ids[order][at] != values):
        raise MalformedRows(f"a {what} is not among the {ids.size} ids given")
    return ids, np.asarray(order[at], np.int64)


def numbered(*keys: Ints) -> Ints:
    """For each row the number, from 0, of what its keys are together; in ascending order."""
    if not keys[0].size:
        return np.zeros(0, np.int64)
    _, number = np.unique(np.stack(keys), axis=1, return_inverse=True)
    return np.asarray(number.reshape(-1), np.int64)


def once(what: str, *keys: Ints) -> None:
    """Raises MalformedRows where two rows are alike in all keys."""
    if keys[0].size and int(numbered(*keys).max()) + 1 < keys[0].size:
        raise MalformedRows(f"somebody has two rows for {what}")
