"""What the first sentence of an analysis says of opinion groups."""

from dataclasses import replace

import pytest

from folkmoot.analysis.queries.result import Bridge, Group, Opinions
from folkmoot.analysis.queries.verdict import headline

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
