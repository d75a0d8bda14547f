"""Whether a gap lies between groups, or one crowd goes through from the one to the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.groups import ImpossibleGroups, dip, find_groups, gaps
from insight.groups._gap import ONE_IN_TWENTY, SIZES
from insight.votes import VoteTable


def votes_of(places, seed, *, steep, ideas=40, seen=0.7):
    """Chances to agree that go with a place on a line, or with places along several."""
    rng = np.random.default_rng([seed, 3])
    places = places.reshape(len(places), -1)
    side = rng.choice([-1, 1], (places.shape[1], ideas)) / places.shape[1] ** 0.5
    chance = np.clip(0.5 + steep * places @ side, 0.02, 0.98)
    who, what = np.nonzero(rng.random(chance.shape) < seen)
    said = np.where(rng.random(who.size) < chance[who, what], 1, -1)
    return VoteTable.from_arrays(who, what, said)


def is_apart(places, seed=0, k=None, **options):
    found = find_groups(votes_of(places, seed, **options), k=k, stability_resamples=0)
    return gaps(found).everywhere


def test_the_dip_is_that_of_the_book():
    assert dip([0, 0, 0, 1, 1, 1]) == 0.25  # two points, half of all each: the most there is
    assert dip([3.0, 3.0, 3.0]) == dip([3.0] * 2) / 1.5 == 1 / 6
    # By the package diptest 0.9, which follows the same algorithm.
    assert dip([1, 1, 2, 3, 8, 9, 9, 10]) == pytest.approx(0.17857142857142855)
    assert dip([1, 2, 3, 10, 11, 12, 13, 30]) == pytest.approx(0.14583333333333334)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=4, max_size=60), st.integers(1, 9))
def test_neither_scale_nor_order_nor_side_moves_a_dip(values, scale):
    first = dip(values)

    assert 1 / (2 * len(values)) <= first + 1e-12 <= 0.25 + 2e-12
    assert dip([scale * v + 7 for v in reversed(values)]) == pytest.approx(first)
    assert dip([-v for v in values]) == pytest.approx(first)


@pytest.mark.parametrize("size", [20, 200])
def test_one_even_spread_in_twenty_passes_the_bar(size):
    rng = np.random.default_rng(7)
    bar = ONE_IN_TWENTY[SIZES.index(size)]
    passed = np.mean([dip(rng.random(size)) * size**0.5 > bar for _ in range(800)])

    assert 0.03 < passed < 0.07


def test_people_spread_evenly_along_a_line_have_hardly_ever_a_gap_between_their_halves():
    told = []
    for seed in range(12):
        places = np.random.default_rng([seed, 101]).uniform(-1, 1, 300)
        told.append(is_apart(places, seed, steep=0.3))

    assert sum(told) <= 2  # one in twenty of even spreads


@pytest.mark.parametrize("smaller", [0.5, 0.25])
@pytest.mark.parametrize("steep", [0.3, 0.4])
def test_two_camps_have_a_gap_between_them(smaller, steep):
    side = np.where(np.arange(300) < 300 * smaller, -1.0, 1.0)

    assert is_apart(side, 201, steep=steep)


def test_three_camps_have_a_gap_between_each_two():
    corners = np.array([[0, 1.2], [1, -0.6], [-1, -0.6]])

    assert is_apart(corners[np.arange(300) % 3], 301, steep=0.5, k=3)


def test_a_camp_cut_in_two_has_no_gap_everywhere():
    side = np.where(np.arange(300) % 2, -1.0, 1.0)

    assert not is_apart(side, 401, steep=0.3, k=3)


def test_a_gap_needs_two_groups():
    votes = votes_of(np.linspace(-1, 1, 30), 1, steep=0.3)
    with pytest.raises(ImpossibleGroups, match="two groups"):
        gaps(find_groups(votes, k=1))
    with pytest.raises(ImpossibleGroups, match="finite"):
        dip([1.0, np.nan])
