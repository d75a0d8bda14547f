"""Turn ids into codes and put votes in order, in time proportional to the votes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from .errors import InsightError

Ids = NDArray[Any]
"""Whole numbers or texts."""

AGREE, PASS, DISAGREE = 1, 0, -1


class MalformedVotes(InsightError):
    """The votes do not have the shape or the columns they need."""


class UnknownStance(InsightError):
    """A stance is neither agree (1), pass (0) nor disagree (-1)."""


class UnknownId(InsightError):
    """A vote names a person or an idea that is not among the ids given."""


def as_ids(values: ArrayLike, name: str) -> Ids:
    """``values`` as one dimension of whole numbers or texts."""
    ids = np.asarray(values)
    if ids.ndim != 1:
        raise MalformedVotes(f"{name} must have one dimension, not shape {ids.shape}")
    if ids.size == 0 and ids.dtype.kind == "f":
        return ids.astype(np.int64)
    if ids.dtype.kind == "O":
        if all(isinstance(i, str) for i in ids):
            return ids.astype(np.str_)
        if all(isinstance(i, (int, np.integer)) and not isinstance(i, bool) for i in ids):
            return ids.astype(np.int64)
        raise MalformedVotes(f"{name} must be all whole numbers or all texts")
    if ids.dtype.kind not in "iuU":
        raise MalformedVotes(f"{name} must be whole numbers or texts, not {ids.dtype}")
    if ids.dtype.kind in "iu" and ids.dtype.itemsize < 4:
        return ids.astype(np.int32)  # room for the arithmetic on ids
    return ids


def as_stances(values: ArrayLike) -> NDArray[np.int8]:
    """``values`` as -1, 0 and 1, or the named error."""
    raw = np.asarray(values)
    if raw.ndim != 1:
        raise MalformedVotes(f"stances must have one dimension, not shape {raw.shape}")
    if raw.size == 0:
        return np.zeros(0, dtype=np.int8)
    if raw.dtype.kind not in "iuf":
        raise UnknownStance(f"stances must be the numbers 1, 0 and -1, not {raw.dtype}")
    low, high = raw.min(), raw.max()
    # A comparison with NaN is false, so NaN fails here rather than becoming a number.
    if not (low >= DISAGREE and high <= AGREE):
        raise UnknownStance(f"stances must be 1, 0 or -1; found {low} to {high}")
    said = raw.astype(np.int8, copy=False)
    if raw.dtype.kind == "f" and np.any(said != raw):
        raise UnknownStance("stances must be exactly 1, 0 or -1; found a fraction")
    return said


def codes_of(ids: Ids, known: ArrayLike | None, kind: str) -> tuple[Ids, NDArray[np.int32]]:
    """Sorted unique ids, and the place of each of ``ids`` among them."""
    if known is None:
        return _codes_among_themselves(ids)
    universe = np.unique(as_ids(np.asarray(known), f"{kind} ids"))
    if ids.size == 0:
        return universe, np.zeros(0, dtype=np.int32)
    if universe.size == 0 or (universe.dtype.kind == "U") != (ids.dtype.kind == "U"):
        raise UnknownId(f"{kind} {ids[0]!r} is not among the {universe.size} ids given")
    place = np.searchsorted(universe, ids)
    place[place == universe.size] = 0
    wrong = universe[place] != ids
    if wrong.any():
        raise UnknownId(f"{kind} {ids[wrong][0]!r} is not among the {universe.size} ids given")
    return universe, place.astype(np.int32)


def _codes_among_themselves(ids: Ids) -> tuple[Ids, NDArray[np.int32]]:
    if ids.size and ids.dtype.kind in "iu":
        low, high = int(ids.min()), int(ids.max())
        if high - low < 4 * ids.size + 1024:  # dense enough: a lookup beats a sort tenfold
            shifted = ids if low == 0 else ids - ids.dtype.type(low)
            present = np.zeros(high - low + 1, dtype=bool)
            present[shifted] = True
            unique = np.flatnonzero(present) + low
            if unique.size == present.size:
                return unique, shifted.astype(np.int32, copy=False)
            code = np.cumsum(present, dtype=np.int32) - np.int32(1)
            return unique, code[shifted]
    unique, inverse = np.unique(ids, return_inverse=True)
    if unique.dtype.kind in "iu":
        unique = unique.astype(np.int64)
    return unique, inverse.astype(np.int32).reshape(-1)


def counting_order(keys: NDArray[np.int32], n_keys: int) -> NDArray[np.int32] | None:
    """Order that sorts ``keys`` and keeps ties as they are; None where it is sorted already.

    A counting sort: each vote is a row with one entry in column ``key``, and reading that
    matrix by column lists the votes of each key in the order they came.
    """
    if np.all(keys[1:] >= keys[:-1]):
        return None
    n = keys.size
    one_each = csr_array(
        (np.ones(n, dtype=np.int8), keys, np.arange(n + 1, dtype=np.int32)), shape=(n, n_keys)
    )
    order: NDArray[np.int32] = one_each.tocsc().indices
    return order


class _Codes:
    """Codes for ids met one piece after another."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.code: dict[Any, int] = {}

    def of(self, values: ArrayLike) -> NDArray[np.int32]:
        ids, inverse = _codes_among_themselves(as_ids(values, self.name))
        code = self.code
        mine = [code.setdefault(i, len(code)) for i in ids.tolist()]
        return np.array(mine, dtype=np.int32)[inverse]

    def sorted(self) -> tuple[Ids, NDArray[np.int32]]:
        """Sorted ids, and the place each code has among them."""
        if len({type(i) for i in self.code}) > 1:
            raise MalformedVotes(f"{self.name} must be whole numbers or texts, not both")
        ids = np.array(list(self.code)) if self.code else np.zeros(0, dtype=np.int64)
        order = np.argsort(ids)
        place = np.empty(ids.size, dtype=np.int32)
        place[order] = np.arange(ids.size, dtype=np.int32)
        return ids[order], place


def gathered(
    chunks: Iterable[tuple[ArrayLike, ArrayLike, ArrayLike]],
) -> tuple[Ids, Ids, NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """Ids of people and ideas, and the three packed columns of every piece."""
    people, things = _Codes("participants"), _Codes("ideas")
    rows, columns, said = [], [], []
    for participants, ideas, stances in chunks:
        rows.append(people.of(participants))
        columns.append(things.of(ideas))
        said.append(as_stances(stances))
        if not rows[-1].size == columns[-1].size == said[-1].size:
            raise MalformedVotes("participants, ideas and stances of a piece differ in length")
    people_ids, row_of = people.sorted()
    idea_ids, column_of = things.sorted()
    nothing: list[NDArray[Any]] = [np.zeros(0, dtype=np.int32)]
    row = row_of[np.concatenate(rows or nothing)]
    rows.clear()
    column = column_of[np.concatenate(columns or nothing)]
    columns.clear()
    stance = np.concatenate(said or [np.zeros(0, dtype=np.int8)])
    return people_ids, idea_ids, row, column, stance
