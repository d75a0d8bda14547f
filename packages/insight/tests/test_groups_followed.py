"""Groups keep their names from one analysis to the next, or it is said that they could not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.groups import (
    GroupProfile,
    ImpossibleGroups,
    dividers,
    find_groups,
    follow,
)
from insight.votes import VoteTable


def three_camps(people, seed=0, ideas=24):
    rng = np.random.default_rng(seed)
    leaning = np.random.default_rng(9).choice([-1, 1], (3, ideas))
    who, what = np.nonzero(rng.random((people, ideas)) < 0.7)
    said = np.where(rng.random(who.size) < 0.85, leaning[who % 3, what], 0)
    return VoteTable.from_arrays(who, what, said)


def found(votes, **options):
    return find_groups(votes, stability_resamples=0, **options)


def reordered(profile, order):
    return GroupProfile(profile.idea_ids, profile.agrees[order], profile.votes[order])


@settings(max_examples=8, deadline=None)
@given(st.permutations([0, 1, 2]), st.integers(0, 100))
def test_letters_follow_what_groups_say_in_whatever_order_they_come(order, seed):
    votes = three_camps(120, seed)
    profile = GroupProfile.of(found(votes, k=3))
    followed = follow(votes, reordered(profile, list(order)), profile)

    assert [order[number] for number in followed.numbers.tolist()] == [0, 1, 2]
    assert (followed.kept, followed.said_changed) == (1.0, False)


def test_letters_hold_when_half_as_many_come_again():
    before, now = found(three_camps(80), k=3), found(three_camps(120), k=3)
    followed = follow(three_camps(120), GroupProfile.of(before), GroupProfile.of(now))
    numbers = followed.numbers[now.voter_labels[:80]]

    assert (numbers == before.voter_labels).mean() >= 0.95
    assert not followed.said_changed


def test_another_number_of_groups_is_said():
    votes = three_camps(120)
    two, three = (GroupProfile.of(found(votes, k=k)) for k in (2, 3))
    more = follow(votes, two, three)

    assert more.said_changed
    assert sorted(more.letters()) == ["A", "B", "C"]
    assert follow(votes, three, two).said_changed


def test_groups_that_say_something_else_are_said_to_have_changed():
    votes = three_camps(120)
    profile = GroupProfile.of(found(votes, k=3))
    rng = np.random.default_rng(0)
    elsewhere = GroupProfile(
        profile.idea_ids, rng.integers(0, 20, profile.votes.shape).astype(float), profile.votes
    )

    assert follow(votes, elsewhere, profile).said_changed


def test_hidden_counts_of_earlier_groups_are_left_aside():
    votes = three_camps(120)
    profile = GroupProfile.of(found(votes, k=3))
    hidden = profile.votes.copy()
    hidden[0, :8] = np.nan
    before = GroupProfile(
        profile.idea_ids, np.where(np.isnan(hidden), np.nan, profile.agrees), hidden
    )

    assert not follow(votes, before, profile).said_changed


def test_profiles_must_fit_their_ideas():
    votes = three_camps(60)
    profile = GroupProfile.of(found(votes, k=3))
    short = GroupProfile(profile.idea_ids[:5], profile.agrees, profile.votes)
    with pytest.raises(ImpossibleGroups):
        follow(votes, short, profile)


class TestDividers:
    def test_the_widest_raw_gap_comes_first(self):
        agrees, votes = [[45, 40, 30], [5, 10, 28]], [[50, 50, 50]] * 2
        ideas = dividers(agrees, votes, min_votes=10)

        assert ideas.columns.tolist() == [0, 1]
        assert ideas.gap.round(4).tolist() == [0.8, 0.6]
        assert ideas.most.tolist() == ideas.least.tolist()[::-1] or ideas.most.tolist() == [0, 0]

    def test_a_group_with_too_few_votes_is_left_aside_and_hides_nobody_else(self):
        agrees, votes = [[45], [5], [4]], [[50], [50], [4]]
        ideas = dividers(agrees, votes, min_votes=10)

        assert (ideas.most.tolist(), ideas.least.tolist()) == ([0], [1])

    def test_a_wide_gap_of_few_votes_may_be_chance_and_a_sure_gap_too_narrow(self):
        agrees = [[7, 6_000], [4, 5_000]]
        votes = [[10, 10_000], [10, 10_000]]

        assert dividers(agrees, votes, min_votes=10).columns.size == 0

    def test_one_group_alone_divides_nothing(self):
        assert dividers([[5, 0]], [[10, 0]], min_votes=1).columns.size == 0
        with pytest.raises(ImpossibleGroups):
            dividers([[5]], [[4]], min_votes=1)
