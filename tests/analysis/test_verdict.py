"""What the first sentence of an analysis says of opinion groups."""

from dataclasses import replace

import numpy as np
import pytest

from folkmoot.analysis.presenting.verdict import (
    alike_with_error,
    groups_in_words,
    headline,
    how_alike,
    widest_in_words,
)
from folkmoot.analysis.queries.result import Bridge, Divide, Group, Opinions
from folkmoot.analysis.services.opinion_groups import find_opinion_groups
from insight.votes import VoteTable

GROUPS = Opinions(
    groups=(Group("A", 40, ()), Group("B", 30, ())),
    bridges=tuple(Bridge(place, 0.1, 0.0, 0.2, 0.8) for place in range(8)),
    divides=(),
    points=(),
    people=70,
    silhouette=None,
    stability=0.9,
    note="",
    method="",
    verdict="groups",
)


def test_all_ideas_that_most_of_every_group_agree_on_are_counted():
    assert headline(GROUPS).endswith("and most of every group agree on 8 ideas.")


def test_where_shares_are_hidden_it_is_at_least_so_many():
    told = headline(replace(GROUPS, hidden=19))

    assert told.endswith("and most of every group agree on at least 8 ideas.")


def test_none_is_said_only_of_ideas_whose_shares_may_be_shown():
    told = headline(replace(GROUPS, bridges=(), hidden=19))

    assert told.endswith("of the ideas whose shares may be shown, most of every group share none.")


@pytest.mark.parametrize("verdict", ["one crowd", "a line"])
def test_nothing_but_groups_is_told_as_groups(verdict):
    assert " people vote as" not in headline(replace(GROUPS, verdict=verdict)).lower()


@pytest.mark.parametrize(
    ("stability", "error", "word"),
    [
        (0.9, 0.02, "nearly the same"),
        (0.8, 0.02, "between much the same and nearly the same"),
        (0.77, 0.01, "much the same"),
        (0.66, 0.01, "between different and much the same"),
        (0.3, 0.0, "different"),
    ],
)
def test_two_words_stand_where_the_error_lies_across(stability, error, word):
    assert how_alike(replace(GROUPS, stability=stability, stability_error=error)) == word


def test_the_error_is_told_with_the_word():
    told = replace(GROUPS, stability=0.7712, stability_error=0.0097, tries=100)

    assert alike_with_error(told) == "much the same: 0.77, give or take 0.02"
    assert "much the same: 0.77, give or take 0.02, on a scale" in groups_in_words(told)


@pytest.mark.parametrize(("verdict", "other"), [("groups", "a line"), ("a line", "groups")])
def test_a_verdict_within_its_error_of_the_other_is_said_to_be_close(verdict, other):
    near = replace(
        GROUPS, verdict=verdict, stability=0.66, stability_error=0.01, stability_bar=0.65, tries=9
    )
    said = f"It was close: a few people more or less could have made {other} of them."

    assert said in groups_in_words(near)
    assert "close" not in groups_in_words(replace(near, stability=0.9))


def borderline(people=90, ideas=30):
    """Three camps that melt into each other, so that groups are fairly steady and no more."""
    rng = np.random.default_rng(12)
    place = rng.uniform(-1, 1, (people, 2))
    side = rng.choice([-1, 1], (2, ideas))
    who, what = np.nonzero(rng.random((people, ideas)) < 0.6)
    chance = np.clip(0.5 + 0.5 * place @ side, 0.02, 0.98)
    said = np.where(rng.random(who.size) < chance[who, what], 1, -1)
    return VoteTable.from_arrays(who + 1, what + 1, said)


def test_the_word_for_steadiness_does_not_hang_on_the_seed_of_the_run():
    told = [find_opinion_groups(borderline(), seed=seed, smallest_group=10)[0] for seed in range(5)]

    assert 0.5 < told[0].stability < 0.9
    assert len({alike_with_error(one) for one in told}) == 1
    assert len({groups_in_words(one) for one in told}) == 1


def test_groups_without_a_gap_are_told_as_sides_of_one_crowd():
    without, apart = replace(GROUPS, gap=False), replace(GROUPS, gap=True)

    assert "vote as 2 groups without a gap between them" in headline(without)
    assert "There is no gap between the groups" in groups_in_words(without)
    assert "cannot tell whether there are camps" in groups_in_words(without)
    assert "there is a gap" in groups_in_words(apart)
    assert "gap" not in headline(apart) + groups_in_words(GROUPS)


def test_a_list_that_stops_says_of_how_many_it_is():
    listed = tuple(Divide(place, 0, 1, 0.3) for place in range(40))
    told = widest_in_words(replace(GROUPS, divides=listed, divides_in_all=61))

    assert told == (
        "These are the 40 widest of 61 ideas that divide the groups by 20 points or more."
    )
    assert not widest_in_words(replace(GROUPS, divides=listed, divides_in_all=40))
    earlier = widest_in_words(replace(GROUPS, divides=listed))  # did not count them
    assert earlier == "These are the 40 widest; there may be more."
