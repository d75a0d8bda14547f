"""Who is missing is said where it holds for certain, whatever the whole groups of k leave open."""

from uuid import uuid4

import pytest

from folkmoot.joining.queries import JoinedBy
from folkmoot.outreach.queries.comparing import _compare

PEOPLE = {"North": 900, "South": 700, "East": 400, "Island": 60}


def compared(counts, everybody, *, people=PEOPLE, k=10):
    asked = JoinedBy(uuid4(), "Where?", "", is_how_heard=False, counts=tuple(counts.items()))
    return _compare(asked, people, "the lists", [], everybody, k)


def missing(*options, **more):
    return {kind.name: kind.missing for kind in compared(*options, **more).missing}


def test_a_kind_that_may_have_come_in_proportion_is_not_called_missing():
    found = missing({"North": 30, "South": 10, "East": 20, "Island": None}, 81)

    assert found == {"South": 7}


def test_the_hidden_ones_are_missing_only_if_everybody_left_over_were_theirs_and_too_few():
    counts = {"North": 30, "South": 10, "East": 20, "Island": None}

    assert compared(counts, 81).hidden_missing is None  # 21 more may all be of the island
    assert compared(counts, 60, people=PEOPLE | {"Island": 600}).hidden_missing == 18


def test_nothing_is_certain_of_small_groups():
    counts = {"North": 10, "South": 10, "East": 10, "Island": None}

    assert missing(counts, 49) == {}


def test_the_number_of_all_bounds_a_group_better_than_its_step():
    counts = {"North": 60, "South": 20}
    people = {"North": 100, "South": 100}

    assert missing(counts, 80, people=people) == {"South": 40}
    assert missing(counts, 95, people=people) == {"South": 31}


@pytest.mark.parametrize(
    "true", [(39, 16, 21, 5), (45, 12, 33, 9), (99, 38, 25, 4), (27, 27, 13, 1)]
)
def test_what_is_said_is_never_more_than_what_is_true(true):
    floors = {name: n - n % 10 or None for name, n in zip(PEOPLE, true, strict=True)}
    short = {
        name: PEOPLE[name] * (sum(true) - n) / (sum(PEOPLE.values()) - PEOPLE[name]) - n
        for name, n in zip(PEOPLE, true, strict=True)
    }

    for name, number in missing(floors, sum(true)).items():
        assert number <= short[name] + 1


@pytest.mark.parametrize("everybody", [60, 81, 200])
def test_the_shade_of_a_kind_that_is_missing_is_below_proportion(everybody):
    found = compared({"North": 30, "South": 10, "East": 20, "Island": None}, everybody)

    assert all(kind.ratio < 1 for kind in found.missing)
