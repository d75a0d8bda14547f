"""Nothing about a group tells of fewer people than the organisation allows."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.analysis.services.opinions import _shown, find_opinions
from insight.votes import VoteTable
from tests.analysis import crowd


def table(people=60, *, seed=5):
    votes = crowd.votes(people, seed=seed)
    return VoteTable.from_arrays(votes.participants, votes.ideas, votes.stances)


def lopsided(few):
    """A large camp, and a few people who always say the opposite."""
    rng = np.random.default_rng(2)
    who, what = (a.ravel() for a in np.meshgrid(np.arange(1, 81), np.arange(1, 31)))
    stance = np.where(who <= few, -1, 1)
    stance[rng.random(len(stance)) < 0.15] = 0
    return VoteTable.from_arrays(who, what, stance)


@pytest.mark.parametrize("few", [1, 4, 9])
def test_a_group_smaller_than_allowed_is_never_shown(few):
    found, shares = find_opinions(lopsided(few), seed=1, smallest_group=10)

    assert all(group.size >= 10 for group in found.groups)
    assert found.groups or (found.note and not shares and not found.points)


def test_too_few_people_for_two_groups_means_none_and_says_why():
    found, shares = find_opinions(table(15), seed=1, smallest_group=10)

    assert (found.groups, found.points, shares) == ((), (), {})
    assert "10 people" in found.note


def test_no_votes_mean_no_groups_and_an_honest_sentence():
    nothing = VoteTable.from_arrays(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int))
    found, _ = find_opinions(nothing, seed=1, smallest_group=10)

    assert found.groups == ()
    assert found.note.startswith("No opinion groups could be found")


@dataclass
class Shown:
    """What a reader sees of one idea: some parts of the crowd, and the whole."""

    counts: np.ma.MaskedArray
    everybody: int

    def ranges(self):
        """Each hidden part with the least and the most that it could be."""
        left = self.everybody - int(self.counts.sum() or 0)
        unknown = np.flatnonzero(np.ma.getmaskarray(self.counts))
        for i in unknown:
            yield int(self.counts.data[i]), left if unknown.size == 1 else 0, left


@given(
    st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=2, max_size=5),
    st.lists(st.integers(0, 15), min_size=4, max_size=4),
    st.integers(5, 20),
)
def test_no_hidden_part_of_the_crowd_is_what_the_shown_ones_leave_over(votes, left_over, k):
    counted = np.array(votes)
    everybody = counted.sum(axis=0) + left_over

    shown = _shown(counted, everybody, k, 1)

    assert (counted[shown] >= k).all()
    for i in range(4):
        parts = [*counted[:, i], left_over[i]]
        kept = [*shown[:, i], left_over[i] == 0]
        hidden = Shown(
            counts=np.ma.MaskedArray(parts, mask=np.logical_not(kept)),
            everybody=int(everybody[i]),
        )
        for part, low, high in hidden.ranges():
            assert part >= k or (low == 0 and high >= min(k, hidden.everybody))


def test_a_few_who_are_in_no_group_hide_a_group_beside_them():
    shown = _shown(np.array([[30, 30], [40, 40]]), np.array([73, 70]), 10, 1)

    assert shown.sum(axis=0).tolist() == [1, 2]


def test_no_dot_stands_where_a_person_stands_and_none_can_be_followed():
    first, _ = find_opinions(table(), seed=1, smallest_group=10)
    votes = crowd.votes()
    # One person changes their mind about everything they voted on.
    stances = np.where(votes.participants == 7, -votes.stances, votes.stances)
    changed = VoteTable.from_arrays(votes.participants, votes.ideas, stances)
    second, _ = find_opinions(changed, seed=1, smallest_group=10)

    assert len(first.points) == len(second.points) == 60
    moved = set(first.points) ^ set(second.points)
    assert len(moved) != 2  # never just one dot that went from here to there


def test_dots_come_in_no_order_of_people():
    found, _ = find_opinions(table(), seed=1, smallest_group=10)
    groups = [group for _, _, group in found.points]

    assert groups != sorted(groups)


def test_the_dots_of_one_seed_are_the_same_dots():
    first, _ = find_opinions(table(), seed=3, smallest_group=10)
    second, _ = find_opinions(table(), seed=3, smallest_group=10)

    assert first == second
