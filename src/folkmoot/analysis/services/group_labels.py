"""Group A stays group A from run to run, as far as the same people are in it.

The groups of the earlier run are found again in its frozen input, and its people are known
again by their marks (queries.people), in memory and for as long as it takes: what is kept is
the letter of each group, and whether more than one person in twenty has another one now. By
what groups say alone that could not be told: on a real conversation 99 in 100 seemed to keep
their letter where 89 did. Without marks (files of an earlier version, another secret, a file
that is gone) groups take the letters of those that say what they say, and the page says that
these need not mean the same. A run keeps the number of the run whose letters it took, so that
it can be repeated.
"""

from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from folkmoot.analysis.models import Run
from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.analysis.queries.people import BYTES, Marks, places
from folkmoot.analysis.queries.result import Result, from_json
from folkmoot.analysis.services import figures, frozen
from folkmoot.analysis.services.canonical_order import without_taken_back
from insight.errors import InsightError
from insight.groups import KEPT, GroupProfile, OpinionGroups, find_groups, follow, paired
from insight.votes import VoteTable

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, eq=False)
class EarlierGroups:
    """Groups as an earlier run told them."""

    letters: tuple[str, ...]
    profile: GroupProfile
    marks: Marks  # of the people in those groups; empty where they are not known
    places: NDArray[np.int64]  # (people,) the place of each one's letter


def newest_with_groups(programme_id: UUID | str) -> int | None:
    """The number of the run whose letters a new one should keep."""
    told = Run.objects.filter(
        programme_id=programme_id, state=Run.State.DONE, result__opinions__verdict="groups"
    )
    return told.order_by("-number").values_list("number", flat=True).first()


def labels_of(programme_id: UUID | str, number: int | None) -> EarlierGroups | None:
    """None where there is no such run, or it tells of no groups."""
    if number is None:
        return None
    run = Run.objects.filter(programme_id=programme_id, number=number, state=Run.State.DONE).first()
    if run is None or run.result is None:
        return None
    try:
        earlier = before(from_json(run.result))
    except ValueError:
        return None
    return earlier and _with_people(earlier, run)


def before(result: Result) -> EarlierGroups | None:
    letters = tuple(group.name for group in result.opinions.groups)
    if not letters:
        return None
    told = [idea for idea in result.ideas if len(idea.groups) == len(letters)]
    counts = [
        [(np.nan, np.nan) if s is None else (s.agrees, s.votes) for s in idea.groups]
        for idea in told
    ]
    table = np.array(counts, float).reshape(len(told), len(letters), 2)
    ids = np.array([idea.idea_id for idea in told], np.int64)
    order = np.argsort(ids)
    table = table[order]
    profile = GroupProfile(ids[order], table[:, :, 0].T, table[:, :, 1].T)
    return EarlierGroups(letters, profile, np.zeros((0, BYTES), np.uint8), np.zeros(0, np.int64))


def _with_people(earlier: EarlierGroups, run: Run) -> EarlierGroups:
    """Who was in those groups: found again in the same votes, which gives the same groups."""
    try:
        given = frozen.thaw(run.frozen.name or "", run.frozen_hash)
        found = _found_again(without_taken_back(given), len(earlier.letters))
    except (frozen.Tampered, InsightError):
        return earlier
    has_mark = found.voter_ids <= len(given.people_marks)
    marks = given.people_marks[found.voter_ids[has_mark] - 1]
    is_here = marks.any(axis=1)  # of somebody who left the mark is all zeros
    if not is_here.any():
        return earlier
    numbers = follow(_table(given), earlier.profile, GroupProfile.of(found)).numbers
    places_of = numbers[found.voter_labels[has_mark]]
    return replace(earlier, marks=marks[is_here], places=places_of[is_here])


def _found_again(given: Contributions, k: int) -> OpinionGroups:
    return find_groups(_table(given), k=k, max_k=max(k, 2), stability_resamples=0)


def _table(given: Contributions) -> VoteTable:
    table = figures.table_of(given)
    return table.keep_ideas(~np.isin(table.idea_ids, given.meta_ideas))


def labelled(
    table: VoteTable,
    found: OpinionGroups,
    earlier: EarlierGroups | None,
    marks: Marks | None = None,
) -> tuple[tuple[str, ...], bool]:
    """The letter of each group found, and whether earlier letters could not be kept.

    Person n of the table has the mark in row n - 1 of ``marks``.
    """
    if earlier is None:
        return tuple(ALPHABET[: found.k]), False
    numbers, is_changed = _numbers(table, found, earlier, marks)
    unused = (letter for letter in ALPHABET if letter not in earlier.letters)
    letters = tuple(
        earlier.letters[number] if number < len(earlier.letters) else next(unused)
        for number in numbers
    )
    return letters, is_changed


def _numbers(
    table: VoteTable, found: OpinionGroups, earlier: EarlierGroups, marks: Marks | None
) -> tuple[list[int], bool]:
    k_before = len(earlier.letters)
    if (
        earlier.marks is not None
        and earlier.places is not None
        and marks is not None
        and len(marks)
    ):
        row = places(marks[found.voter_ids - 1], earlier.marks)
        both = row >= 0
        if both.any():
            now, then = found.voter_labels[both], earlier.places[row[both]]
            numbers, kept = paired(now, then, found.k, k_before)
            return numbers.tolist(), found.k != k_before or kept < KEPT
    followed = follow(table, earlier.profile, GroupProfile.of(found))
    return followed.numbers.tolist(), True
