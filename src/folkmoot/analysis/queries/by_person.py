"""Ratings, rankings, choices and answers alike: rows of one length, each of one person."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from folkmoot.activities.registry.data import Answers, ByPerson, Choices, Ints, Rankings, Ratings

Some = TypeVar("Some", bound=ByPerson)
Words64 = NDArray[np.uint64]
Flags = NDArray[np.bool_]


def together(given: Sequence[Some], nothing: Some) -> Some:
    """Several activities' data of one type as one."""
    joined: Some = _joined([nothing, *given])
    return joined


def kept(given: Some, rows: Flags) -> Some:
    """These rows alone; what staff wrote stays."""
    return replace(given, **{name: getattr(given, name)[rows] for name in given.ROWS})


def says_something(given: ByPerson, *, or_why_not: bool = False) -> Flags:
    """The rows by which somebody says something of the matter, not what they were shown and left;
    or (``or_why_not``) that they cannot judge or would rather not answer."""
    if isinstance(given, Rankings):
        return np.asarray(given.ranks > 0)
    if isinstance(given, Choices):
        return np.asarray(given.chosen != 0)
    said = given.judged != 0 if isinstance(given, Ratings) else given.missing == 0
    return np.asarray(said | or_why_not)


def still_asked(then: ByPerson, now: ByPerson) -> ByPerson:
    """What was said of that which is asked now too, as it would be read now: so that what staff
    removed is nobody's change."""
    offered = _offered(now)
    if isinstance(then, Ratings):
        return kept(then, np.isin(then.items, offered))
    asked = np.isin(then.questions, now.labels.ids)
    if isinstance(then, Answers):
        return kept(then, asked & ((then.missing != 0) | np.isin(then.options, offered)))
    asked &= says_something(then)
    if isinstance(then, Rankings):
        return _closed_up(kept(then, asked & np.isin(then.items, offered)))
    is_gone = asked & ~np.isin(then.alternatives, offered)
    return kept(then, asked & ~_in_tasks_of(then, is_gone))


def _offered(given: ByPerson) -> Ints:
    """What there is to rate, put in order, choose or answer."""
    if isinstance(given, Ratings):
        return given.labels.ids
    if isinstance(given, Rankings):
        return given.item_labels.ids
    if isinstance(given, Choices):
        return given.alternative_labels.ids
    return given.option_labels.ids


def _in_tasks_of(given: Choices, rows: Flags) -> Flags:
    """All rows of the tasks that have one of these: a choice of what is gone is no choice left."""
    keys = np.stack([given.participants, given.questions, given.tasks])
    _, task = np.unique(keys, axis=1, return_inverse=True)
    task = task.reshape(-1)
    return np.isin(task, task[rows])


def _closed_up(given: Rankings) -> Rankings:
    """Of rows that are all ranked: without gaps."""
    order = np.lexsort((given.ranks, given.questions, given.participants))
    who, asked = given.participants[order], given.questions[order]
    place = np.arange(len(order))
    begins = np.append(True, (who[1:] != who[:-1]) | (asked[1:] != asked[:-1]))[: len(order)]
    ranks = np.zeros_like(given.ranks)
    ranks[order] = place - np.maximum.accumulate(np.where(begins, place, 0)) + 1
    return replace(given, ranks=ranks)


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
