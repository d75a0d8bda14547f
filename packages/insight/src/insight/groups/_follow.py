"""Which group of today is which of yesterday, told by what they say and not by who is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from insight.votes import VoteTable

from .errors import ImpossibleGroups
from .results import OpinionGroups

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KEPT = 0.95
"""Share of people that must be sorted alike for the letters to be called kept."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupProfile:
    """How many of each group agree with each idea: all that is needed to know groups again."""

    idea_ids: NDArray[Any]
    """(I,) unique."""
    agrees: Floats
    """(k, I) agreeing votes; NaN where they are not known."""
    votes: Floats
    """(k, I) all votes; NaN where they are not known."""

    @classmethod
    def of(cls, groups: OpinionGroups) -> GroupProfile:
        """That of groups just found."""
        return cls(groups.idea_ids, groups.agrees.astype(float), groups.votes.astype(float))


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """Groups of today, numbered like those before."""

    numbers: NDArray[np.int64]
    """(k,) for each group of today the number of the one before that it carries on; groups
    that carry none on have the first numbers that are free."""
    kept: float
    """Share of the people of today who, sorted by the profiles before and by those of today,
    come to the same number."""
    said_changed: bool
    """The numbers could not be kept: there are more or fewer groups, or ``kept`` is too small."""

    def letters(self, alphabet: Sequence[str] = "ABCDEFGH") -> tuple[str, ...]:
        """The letter of each group of today."""
        return tuple(alphabet[number] for number in self.numbers.tolist())


def follow(votes: VoteTable, before: GroupProfile, now: GroupProfile) -> Followed:
    """Give groups the numbers of earlier ones, without knowing who was in those.

    Everybody who voted is sorted twice by their votes on ideas that both profiles know: into
    the groups before and into those of today, each time where such votes are likeliest (agree
    or not, shares with one added to each side). Groups are then paired so that most people
    stay with their number.

    Parameters
    ----------
    votes : VoteTable
        Those of today.
    before, now : GroupProfile
        Earlier groups, numbered as they were shown, and those of today.

    Returns
    -------
    Followed

    Raises
    ------
    ImpossibleGroups
        A profile does not fit its ideas.
    """
    earlier = _sorted_into(votes, before, now)
    today = _sorted_into(votes, now, before)
    k, k_before = len(now.agrees), len(before.agrees)
    voted = votes.votes_per_participant > 0
    numbers, kept = paired(today[voted], earlier[voted], k, k_before)
    return Followed(numbers, kept, k != k_before or kept < KEPT)


def paired(now: ArrayLike, before: ArrayLike, k: int, k_before: int) -> tuple[Ints, float]:
    """Numbers for groups of today by who was in which group before.

    Parameters
    ----------
    now, before : array_like of int
        Group of the same people, in the same order, today and before.
    k, k_before : int
        How many groups there are, and were.

    Returns
    -------
    numbers : (k,) for each group of today the number of the one before that it carries on, so
        that most people keep theirs; groups that carry none on get the first that are free.
    kept : share of these people who keep their number; 0 of nobody.
    """
    one, other = np.asarray(now, dtype=np.int64), np.asarray(before, dtype=np.int64)
    if one.shape != other.shape or one.ndim != 1:
        raise ImpossibleGroups("two lists of groups must be about the same people")
    size = max(k, k_before)
    overlap = np.zeros((size, size))
    np.add.at(overlap, (one, other), 1)
    numbers = np.full(k, -1, dtype=np.int64)
    for group, number in zip(*scipy.optimize.linear_sum_assignment(-overlap), strict=True):
        if group < k and number < k_before:
            numbers[group] = number
    numbers = _filled(numbers)
    return numbers, float((numbers[one] == other).mean()) if one.size else 0.0


def _filled(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """New groups get the first numbers that nobody has, the larger ones first."""
    free = (n for n in range(2 * numbers.size) if n not in set(numbers.tolist()))
    return np.array([n if n >= 0 else next(free) for n in numbers.tolist()], dtype=np.int64)


def _sorted_into(votes: VoteTable, mine: GroupProfile, other: GroupProfile) -> NDArray[np.int64]:
    """(P,) for everybody the group of ``mine`` to which their votes are likeliest to belong."""
    for profile in (mine, other):
        shape = (len(profile.agrees), profile.idea_ids.size)
        if profile.agrees.shape != shape or profile.votes.shape != shape or not shape[0]:
            raise ImpossibleGroups("a profile needs agrees and votes of each group on each idea")
    known = np.isin(mine.idea_ids, other.idea_ids[~np.isnan(other.votes).any(axis=0)])
    known &= ~np.isnan(mine.votes).any(axis=0)
    _, here, there = np.intersect1d(
        votes.idea_ids, mine.idea_ids[known], assume_unique=True, return_indices=True
    )
    share = np.full((len(mine.agrees), votes.n_ideas), 0.5)
    columns = np.flatnonzero(known)[there]
    share[:, here] = (mine.agrees[:, columns] + 1) / (mine.votes[:, columns] + 2)
    shape = (votes.n_participants, votes.n_ideas)
    agreed = csr_array(((votes.stances == 1).astype(float), votes.ideas, votes.starts), shape=shape)
    voted = csr_array((np.ones(votes.n_votes), votes.ideas, votes.starts), shape=shape)
    log_no = np.log1p(-share)
    likely = agreed @ (np.log(share) - log_no).T + voted @ log_no.T
    found: NDArray[np.int64] = np.asarray(likely).argmax(axis=1)
    return found
