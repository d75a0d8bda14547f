"""Groups are told apart from what chance alone would give."""

import numpy as np
import pytest

from insight.groups import ImpossibleGroups, NoDifferences, against_chance, find_groups
from insight.votes import VoteTable


def crowd(chance, seed=0, seen=0.7, passes=0.1):
    """Votes with those chances to agree, (people, ideas)."""
    rng = np.random.default_rng([seed, 5])
    who, what = np.nonzero(rng.random(chance.shape) < seen)
    said = np.where(rng.random(who.size) < chance[who, what], 1, -1)
    said[rng.random(who.size) < passes] = 0
    return VoteTable.from_arrays(who, what, said)


def coins(people=400, ideas=30):
    return np.full((people, ideas), 0.5)


def one_mind(people=400, ideas=30):
    return np.full((people, ideas), 0.85)


def varied(people=200, ideas=50):
    popularity = np.random.default_rng(2).uniform(0.1, 0.95, ideas)
    return np.broadcast_to(popularity, (people, ideas))


def camps(people=120, ideas=24, lean=0.3):
    side = np.random.default_rng(3).choice([-1, 1], ideas)
    return 0.5 + lean * np.where(np.arange(people) % 2, 1, -1)[:, None] * side


def weak_line(people=120, ideas=40):
    """Everybody somewhere on one line, most in the middle; no two camps, little to each vote."""
    rng = np.random.default_rng(4)
    place, side = rng.normal(size=people), rng.choice([-1, 1], ideas)
    return 1 / (1 + np.exp(-0.8 * place[:, None] * side))


def judged(chance, seed=0, **options):
    votes = crowd(chance, seed, **options)
    return against_chance(votes, find_groups(votes))


@pytest.mark.parametrize(("shape", "seen"), [(coins, 1), (one_mind, 1), (varied, 0.5)])
@pytest.mark.parametrize("seed", range(2))
def test_votes_without_a_pattern_are_one_crowd(shape, seen, seed):
    found = judged(shape(), seed, seen=seen)

    assert found.verdict == "one crowd"
    assert found.q_agreeing.min() == found.q_disagreeing.min() == 1


def test_camps_that_disagree_are_groups_steadier_than_chance_makes_them():
    found = judged(camps())

    assert found.verdict == "groups"
    assert found.axis > found.axis_by_chance.max()
    assert found.stability > found.stability_by_chance.mean() + found.stability_by_chance.std()
    assert (len(found.axis_by_chance), len(found.stability_by_chance)) == (39, 19)


def test_people_spread_along_one_line_are_a_line_and_no_groups():
    found = judged(weak_line(), seen=0.5)

    assert found.verdict == "a line"
    assert found.axis > found.axis_by_chance.max()


def test_what_camps_believe_passes_the_test_and_what_nobody_is_divided_on_does_not():
    chance = camps()
    chance[:, :4] = 0.8  # four ideas that both camps like alike
    found = judged(chance)
    strongest = np.minimum(found.q_agreeing, found.q_disagreeing).min(axis=0)

    assert (strongest[4:] <= 0.05).mean() > 0.9
    assert (strongest[:4] > 0.05).all()


def test_the_order_of_shuffling_is_the_seeds_alone():
    votes = crowd(camps())
    groups = find_groups(votes)
    first, again = against_chance(votes, groups), against_chance(votes, groups)
    other = against_chance(votes, groups, seed=1)

    assert np.array_equal(first.axis_by_chance, again.axis_by_chance)
    assert not np.array_equal(first.axis_by_chance, other.axis_by_chance)


def test_a_shuffle_keeps_who_voted_on_what_and_each_ideas_tallies():
    from insight.groups._chance import _shuffled
    from insight.groups._positions import idea_means

    votes = crowd(varied(60, 12))
    ((dealt, _),) = _shuffled(votes, idea_means(votes), np.random.default_rng(0), 1)

    assert not np.array_equal(dealt, votes.stances)
    for stance in (-1, 0, 1):
        tallies = [
            np.bincount(votes.ideas[s == stance], minlength=12) for s in (votes.stances, dealt)
        ]
        assert np.array_equal(*tallies)


def test_everybody_who_voted_is_counted_with_the_nearest_group():
    who, what = np.nonzero(np.ones((40, 12)))
    said = np.where((who % 2 == 0) == (what < 6), 1, -1)
    few = (who < 38) | (what < 2)  # the last two say hardly anything: too little to be placed
    groups = find_groups(VoteTable.from_arrays(who[few], what[few], said[few]))

    assert groups.participant_ids.size == 38
    assert groups.voter_ids.tolist() == list(range(40))
    assert groups.members.tolist() == [20, 20]
    assert groups.voter_labels[38] == groups.voter_labels[0]
    assert groups.voter_labels[39] == groups.voter_labels[1]
    assert groups.votes.sum() == few.sum()


@pytest.mark.parametrize("option", [{"compat": "polis"}, {"given": {0: 1, 1: 2, 2: 1, 3: 2}}])
def test_groups_of_polis_and_groups_given_count_only_those_in_them(option):
    votes = crowd(camps(30, 10))
    groups = find_groups(votes, stability_resamples=0, **option)

    assert np.array_equal(groups.voter_ids, groups.participant_ids)
    assert np.array_equal(groups.members, groups.sizes)


def test_a_test_needs_the_votes_in_which_the_groups_were_found():
    votes = crowd(camps(30, 10))
    with pytest.raises(ImpossibleGroups, match="stability"):
        against_chance(votes, find_groups(votes, stability_resamples=0))
    with pytest.raises(ImpossibleGroups, match="two groups"):
        against_chance(votes, find_groups(votes, k=1))
    with pytest.raises(ImpossibleGroups, match="shuffles"):
        against_chance(votes, find_groups(votes), shuffles=18)


def test_people_who_all_say_the_same_are_named_before_any_test():
    who, what = (grid.ravel() for grid in np.mgrid[:40, :8])
    with pytest.raises(NoDifferences):
        find_groups(VoteTable.from_arrays(who, what, np.ones(who.size, dtype=int)))
