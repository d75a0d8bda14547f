"""Group A stays group A from run to run, as far as the groups stay what they were.

Nobody is followed for it: groups are known again by what they say, from the shares that the
earlier result tells (insight.groups.follow). A run keeps the number of the run whose letters
it took, so that it can be repeated.
"""

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from folkmoot.analysis.models import Run
from folkmoot.analysis.queries.result import Result, from_json
from insight.groups import GroupProfile, OpinionGroups, follow
from insight.votes import VoteTable

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """Groups as an earlier run told them."""

    letters: tuple[str, ...]
    profile: GroupProfile


def newest_with_groups(programme_id: UUID | str) -> int | None:
    """The number of the run whose letters a new one should keep."""
    told = Run.objects.filter(
        programme_id=programme_id, state=Run.State.DONE, result__opinions__verdict="groups"
    )
    return told.order_by("-number").values_list("number", flat=True).first()


def letters_of(programme_id: UUID | str, number: int | None) -> Before | None:
    """None where there is no such run, or it tells of no groups."""
    if number is None:
        return None
    run = Run.objects.filter(programme_id=programme_id, number=number, state=Run.State.DONE).first()
    if run is None or run.result is None:
        return None
    try:
        return before(from_json(run.result))
    except ValueError:
        return None


def before(result: Result) -> Before | None:
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
    return Before(letters, GroupProfile(ids[order], table[:, :, 0].T, table[:, :, 1].T))


def lettered(
    table: VoteTable, found: OpinionGroups, earlier: Before | None
) -> tuple[tuple[str, ...], bool]:
    """The letter of each group found, and whether earlier letters could not be kept."""
    if earlier is None:
        return tuple(ALPHABET[: found.k]), False
    followed = follow(table, earlier.profile, GroupProfile.of(found))
    unused = (letter for letter in ALPHABET if letter not in earlier.letters)
    letters = tuple(
        earlier.letters[number] if number < len(earlier.letters) else next(unused)
        for number in followed.numbers.tolist()
    )
    return letters, followed.said_changed
