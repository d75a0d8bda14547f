"""Turn ids into codes and put votes in order, in time proportional to the votes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from ._inputs import all_texts
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
    try:
        ids = np.asarray(values)
    except (ValueError, OverflowError) as problem:
        raise MalformedVotes(f"{name} must be one list of whole numbers or texts") from problem
    if ids.ndim != 1:
        raise MalformedVotes(f"{name} must have one dimension, not shape {ids.shape}")
    if ids.size == 0 and ids.dtype.kind == "f":
        return ids.astype(np.int64)
    if ids.dtype.kind == "O":
        if all(isinstance(i, str) for i in ids):
            return _texts(ids.astype(np.str_), name)
        if all(isinstance(i, (int, np.integer)) and not isinstance(i, bool) for i in ids):
            try:
                return ids.astype(np.int64)
            except OverflowError as problem:
                raise MalformedVotes(f"{name} has a number beyond 64 bits: give texts") from problem
        raise MalformedVotes(f"{name} must be all whole numbers or all texts")
    if ids.dtype.kind not in "iuU":
        raise MalformedVotes(f"{name} must be whole numbers or texts, not {ids.dtype}")
    if ids.dtype.kind == "U":
        # Beside a text, numpy makes "1" of 1 and "nan" of NaN: two people would become one.
        if not all_texts(values):
            raise MalformedVotes(f"{name} must be all whole numbers or all texts")
        return _texts(ids, name)
    if ids.dtype.itemsize < 4:
        return ids.astype(np.int32)  # room for the arithmetic on ids
    if ids.dtype == np.uint64:
        if ids.size and ids.max() >= 2**63:
            raise MalformedVotes(f"{name} has a number beyond 63 bits: give texts")
        return ids.astype(np.int64)
    return ids


def _texts(ids: Ids, name: str) -> Ids:
    if np.any(ids == ""):
        raise MalformedVotes(f"{name} has an empty id: somebody or something is missing there")
    return ids


def as_stances(values: ArrayLike) -> NDArray[np.int8]:
    """``values`` as -1, 0 and 1, or the named error."""
    try:
        raw = np.asarray(values)
    except ValueError as problem:
        raise MalformedVotes("stances must be one list of numbers") from problem
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
    universe = np.unique(as_ids(known, f"{kind} ids"))
    if ids.size == 0:
        return universe, np.zeros(0, dtype=np.int32)
    if universe.size == 0 or (universe.dtype.kind == "U") != (ids.dtype.kind == "U"):
        raise UnknownId(f"{kind} {ids[0].item()!r} is not among the {universe.size} ids given")
    place = np.searchsorted(universe, ids)
    place[place == universe.size] = 0
    wrong = universe[place] != ids
    if wrong.any():
        one = ids[wrong][0].item()
        raise UnknownId(f"{kind} {one!r} is not among the {universe.size} ids given")
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


class _Gathered:
    """Ids met one piece after another: numbers as they are, texts as codes at once."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.code: dict[str, int] = {}
        self.pieces: list[NDArray[Any]] = []
        self.texts: bool | None = None

    def add(self, values: ArrayLike) -> int:
        ids = as_ids(values, f"{self.kind}s")
        if ids.size == 0:
            return 0
        texts = ids.dtype.kind == "U"
        if self.texts is not None and texts != self.texts:
            raise MalformedVotes(f"{self.kind} ids must be whole numbers or texts, not both")
        self.texts = texts
        if texts:
            unique, inverse = np.unique(ids, return_inverse=True)
            code = self.code
            mine = [code.setdefault(i, len(code)) for i in unique.tolist()]
            self.pieces.append(np.array(mine, dtype=np.int32)[inverse])
        else:
            small = int(ids.min()) >= -(2**31) and int(ids.max()) < 2**31
            self.pieces.append(ids.astype(np.int32 if small else np.int64, copy=False))
        return int(ids.size)

    def coded(self) -> tuple[Ids, NDArray[np.int32]]:
        """Sorted ids, and the place of each vote's id among them; the pieces are let go."""
        if not self.pieces:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
        joined = np.concatenate(self.pieces)
        self.pieces.clear()
        if not self.texts:
            return _codes_among_themselves(joined)
        ids = np.array(list(self.code))
        order = np.argsort(ids)
        place = np.empty(ids.size, dtype=np.int32)
        place[order] = np.arange(ids.size, dtype=np.int32)
        return ids[order], place[joined]


def gathered(
    chunks: Iterable[tuple[ArrayLike, ArrayLike, ArrayLike]],
) -> tuple[Ids, Ids, NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """Ids of people and ideas, and the three packed columns of every piece."""
    people, things = _Gathered("participant"), _Gathered("idea")
    said: list[NDArray[np.int8]] = []
    for piece in chunks:
        try:
            participants, ideas, stances = piece
        except (TypeError, ValueError) as problem:
            raise MalformedVotes("a piece is participants, ideas and stances") from problem
        stance = as_stances(stances)
        if not people.add(participants) == things.add(ideas) == stance.size:
            raise MalformedVotes("participants, ideas and stances of a piece differ in length")
        said.append(stance)
    people_ids, row = people.coded()
    idea_ids, column = things.coded()
    return people_ids, idea_ids, row, column, np.concatenate(said or [np.zeros(0, np.int8)])


def last_votes(
    rows: NDArray[np.int32],
    columns: NDArray[np.int32],
    said: NDArray[np.int8],
    n_people: int,
    n_ideas: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """By person, then idea; of a person's votes on one idea the one given last."""
    order = counting_order(columns, n_ideas)
    rows = rows if order is None else rows[order]
    by_row = counting_order(rows, n_people)
    if by_row is not None:
        order = by_row if order is None else order[by_row]
        rows = rows[by_row]
    del by_row
    if order is not None:
        columns, said = columns[order], said[order]
    del order
    # Both orders keep ties as given, so the last of equal neighbours is the last vote.
    repeated = (rows[1:] == rows[:-1]) & (columns[1:] == columns[:-1])
    if repeated.any():
        last = np.append(~repeated, True)
        rows, columns, said = rows[last], columns[last], said[last]
    return rows, columns, said


def mask_of(chosen: ArrayLike, ids: Ids, what: str) -> NDArray[np.bool_]:
    """A mask of bool as it is, or the one of these ids among ``ids``."""
    asked = np.asarray(chosen)
    if asked.dtype == bool:
        if asked.shape != (ids.size,):
            raise MalformedVotes(f"a mask must have shape ({ids.size},)")
        return asked
    mask = np.zeros(ids.size, dtype=bool)
    mask[codes_of(as_ids(asked, "ids"), ids, what)[1]] = True
    return mask
