"""What waits for the close while a programme is open: all that a few people had said.

The input of an open programme leaves out k people and a few more, drawn by a lot that hangs on
our secret alone. What they had said is settled with the first input, row by row, and goes from
each input to the next: what they say later comes in like everybody's. So between two inputs of an
open programme, or a page that tells of everybody, never lies what one of those who wait has done
meanwhile. At the close all of it comes in together with the last: k people or more at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from folkmoot.analysis.queries.by_person import Some, kept, renumbered, says_something
from folkmoot.analysis.queries.contributions import Contributions, Dated, Ints
from folkmoot.analysis.queries.people import Marks, names_of, places

SPARE = 2  # that so many of those who wait leave altogether changes nothing
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The people, and which of their rows: keyed hashes, sorted."""

    people: Marks
    rows: Marks


@dataclass(frozen=True, slots=True)
class _Rows:
    """All rows of known people: votes, texts, then by type."""

    people: Ints  # from 1
    types: Ints
    about: Ints  # what was voted on, written, rated, asked
    says: Flags  # something of the matter


def draw(now: Contributions, earlier: Iterable[Contributions], k: int) -> Waiting | None:
    """Who waits in the next input, ``earlier`` ones being given the newest first.

    Those who do already; where fewer than k of them are left, also others who are in no earlier
    input. None where there are too few of those.
    """
    before = list(earlier)
    carried = Waiting(now.waiting_people[:0], now.waiting_rows[:0])
    if before:
        carried = Waiting(before[0].waiting_people, before[0].waiting_rows)
    rows = _rows_of(now)
    names = names_of(f"waits:{mark.tobytes().hex()}" for mark in now.people_marks)
    waits = places(names, carried.people) >= 0
    held = _held(now, rows, waits, carried.rows)
    missing = k - len(np.unique(rows.people[held & rows.says]))
    if missing <= 0:
        return carried
    fresh = np.isin(np.arange(1, len(waits) + 1), rows.people[rows.says]) & ~waits
    for one in before:
        fresh &= places(now.people_marks, one.people_marks) < 0
    lots = names_of(f"lot:{mark.tobytes().hex()}" for mark in now.people_marks)
    able = np.flatnonzero(fresh)
    spare = min(SPARE, max(0, int(len(np.unique(rows.people[~held])) - missing - k)))
    drawn = able[np.lexsort(lots[able].T[::-1])][: missing + spare]
    if len(drawn) < missing:
        return None
    theirs = np.isin(rows.people, drawn + 1)
    return Waiting(
        people=_sorted(np.concatenate([carried.people, names[drawn]])),
        rows=_sorted(np.concatenate([carried.rows, _names(now, rows, theirs)])),
    )


def leave_out(said: Dated, waiting: Waiting) -> Contributions:
    """Without what waits, and without what others said of those ideas."""
    given = said.given
    rows = _rows_of(given)
    names = names_of(f"waits:{mark.tobytes().hex()}" for mark in given.people_marks)
    held = _held(given, rows, places(names, waiting.people) >= 0, waiting.rows)
    sizes = [len(given.vote_people), len(given.text_ids)]
    sizes += [len(some.participants) for some in given.by_person.values()]
    votes, texts, *others = np.split(~held, np.cumsum(sizes)[:-1])
    texts &= ~np.isin(given.text_parents, given.text_ids[~texts])
    votes &= np.isin(given.vote_ideas, given.text_ids[texts])
    by_type = {
        name: kept(some, stays)
        for (name, some), stays in zip(given.by_person.items(), others, strict=True)
    }
    authors, people = given.text_authors[texts], given.vote_people[votes]
    here = np.unique(
        np.concatenate(
            [authors[authors > 0], people, *(some.participants for some in by_type.values())]
        )
    )
    number = np.zeros(len(given.people_marks) + 1, np.int64)
    number[here] = np.arange(1, len(here) + 1)

    def again(some: Some) -> Some:
        return renumbered(some, number.__getitem__)

    return replace(
        given,
        text_ids=given.text_ids[texts],
        texts=[text for text, stays in zip(given.texts, texts.tolist(), strict=True) if stays],
        text_questions=given.text_questions[texts],
        text_authors=number[authors],
        text_parents=given.text_parents[texts],
        text_months=given.text_months[texts],
        text_kinds=given.text_kinds[texts],
        text_speakers=given.text_speakers[texts],
        text_sources=given.text_sources[texts],
        meta_ideas=given.meta_ideas[np.isin(given.meta_ideas, given.text_ids[texts])],
        vote_people=number[people],
        vote_ideas=given.vote_ideas[votes],
        vote_stances=given.vote_stances[votes],
        people_marks=given.people_marks[here - 1],
        people_reduced=given.people_reduced[here - 1],
        day_counts=_counted(said, texts, votes),
        waiting_people=waiting.people,
        waiting_rows=waiting.rows,
        ratings=again(by_type["ratings"]),  # type: ignore[arg-type]
        rankings=again(by_type["rankings"]),  # type: ignore[arg-type]
        choices=again(by_type["choices"]),  # type: ignore[arg-type]
        answers=again(by_type["answers"]),  # type: ignore[arg-type]
    )


def _rows_of(given: Contributions) -> _Rows:
    others = list(given.by_person.values())
    types = [(given.vote_people, given.vote_ideas), (given.text_authors, given.text_ids)]
    types += [(some.participants, getattr(some, some.ROWS[1])) for some in others]
    sure = np.ones(len(given.vote_people) + len(given.text_ids), np.bool_)
    return _Rows(
        people=np.concatenate([people for people, _ in types]),
        types=np.concatenate([np.full(len(p), place) for place, (p, _) in enumerate(types)]),
        about=np.concatenate([about for _, about in types]),
        says=np.concatenate([sure, *(says_something(some) for some in others)]),
    )


def _held(given: Contributions, rows: _Rows, waits: Flags, held: Marks) -> Flags:
    """The rows of those who wait that are among ``held``."""
    theirs = np.append(False, waits)[rows.people]
    theirs[theirs] = places(_names(given, rows, theirs), held) >= 0
    return theirs


def _names(given: Contributions, rows: _Rows, chosen: Flags) -> Marks:
    marks = [mark.tobytes().hex() for mark in given.people_marks]
    told = zip(*(a[chosen].tolist() for a in (rows.people, rows.types, rows.about)), strict=True)
    return names_of(f"row:{marks[person - 1]}:{kind}:{about}" for person, kind, about in told)


def _sorted(marks: Marks) -> Marks:
    return np.unique(marks, axis=0)


def _counted(said: Dated, texts: Flags, votes: Flags) -> Ints:
    """Ideas, comments and votes of each day, less those that wait; who joined as before."""
    given, counts = said.given, said.given.day_counts.copy()
    ideas = given.text_parents == 0
    gone = (
        (1, said.text_days[~texts & ideas]),
        (2, said.text_days[~texts & ~ideas]),
        (3, said.vote_days[~votes]),
    )
    for column, days in gone:
        place = np.searchsorted(given.days, days)
        counts[:, column] -= np.bincount(place, minlength=len(counts))
    return counts
