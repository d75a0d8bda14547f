"""Ratings, rankings, choices and answers alike: rows of one length, each of one person."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from folkmoot.activities.registry.data import ByPerson, Ints

Some = TypeVar("Some", bound=ByPerson)
Words64 = NDArray[np.uint64]


def together(given: Sequence[Some], nothing: Some) -> Some:
    """Several activities' data of one type as one."""
    joined: Some = _joined([nothing, *given])
    return joined


def kept(given: Some, rows: NDArray[np.bool_]) -> Some:
    """These rows alone; what staff wrote stays."""
    return replace(given, **{name: getattr(given, name)[rows] for name in given.ROWS})


def renumbered(given: Some, number: Callable[[Ints], Ints]) -> Some:
    """People under other numbers, and rows in the order that follows from them and from nothing
    else: by person, then by what was asked and said."""
    people = number(given.participants)
    told = [getattr(given, name) for name in given.ROWS[1:]]
    order = np.lexsort([*reversed(told), people])
    named = {name: getattr(given, name)[order] for name in given.ROWS[1:]}
    return replace(given, participants=people[order], **named)


def row_marks(given: ByPerson) -> Words64:
    """One 64-bit number for what each row says, its person apart; another for each type."""
    said = np.full(len(given.participants), crc32(type(given).__name__.encode()), np.uint64)
    for name in given.ROWS[1:]:
        said = mixed(said ^ mixed(getattr(given, name).astype(np.int64).view(np.uint64)))
    return said


def mixed(words: Words64) -> Words64:
    """The finaliser of splitmix64 (Steele, Lea and Flood, 2014): each bit moves all others."""
    with np.errstate(over="ignore"):
        words = words + np.uint64(0x9E3779B97F4A7C15)
        words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return words ^ (words >> np.uint64(31))


def _joined(given: Sequence[Any]) -> Any:
    first = given[0]
    if isinstance(first, np.ndarray):
        return np.concatenate([np.asarray(one, np.int64) for one in given])
    if isinstance(first, list):
        return [item for one in given for item in one]
    return type(first)(
        **{f.name: _joined([getattr(one, f.name) for one in given]) for f in fields(first)}
    )
