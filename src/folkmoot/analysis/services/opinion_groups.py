"""Who votes alike, what each group believes, what bridges them, and what divides them.

Groups are told only where they are more than chance would give (insight.groups.against_chance),
everybody who voted is counted in one, and nothing may be about fewer people than the
organisation's smallest group: groups that come out smaller are merged by asking for fewer; a
group's share on an idea stands only where enough of it voted (services.suppression); and no dot on
the map is one person's (services.opinion_map). Shares are raw; smoothed values only rank.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from folkmoot.analysis.presenting.stored_words import MERGED, NO_GROUPS, TOO_SMALL
from folkmoot.analysis.queries.earlier_results import HIDDEN_BY
from folkmoot.analysis.queries.people import Marks
from folkmoot.analysis.queries.result import METHOD, Group, Opinions
from folkmoot.analysis.services import group_shares
from folkmoot.analysis.services.group_labels import EarlierGroups, labelled
from folkmoot.analysis.services.group_shares import Shares, rounded
from folkmoot.analysis.services.method_errors import in_plain_words
from folkmoot.analysis.services.opinion_map import map_points
from folkmoot.analysis.services.suppression import publishable_shares
from insight.errors import InsightError
from insight.groups import (
    AgainstChance,
    NoDifferences,
    OpinionGroups,
    against_chance,
    find_groups,
    gaps,
)
from insight.votes import VoteTable

MOST_GROUPS = 5
FIXED = 0  # deals and leaves out: what is said of a crowd must not hang on the seed of a run
TRIES, FEWER_TRIES, MANY_VOTES = 100, 40, 20_000
A_LINE = "a line"  # not for people: a verdict's name


def find_opinion_groups(
    table: VoteTable,
    *,
    seed: int,
    smallest_group: int,
    meta: NDArray[np.int64] | None = None,
    before: EarlierGroups | None = None,
    marks: Marks | None = None,
    used: Sequence[int] = (),
) -> tuple[Opinions, Shares]:
    """The verdict, the groups if there are any, and each idea's shares by group.

    Groups are found without the ideas of ``meta``. Letters follow those ``before``: person n of
    the table has the mark in row n - 1 of ``marks``. The seed places the dots and nothing else.
    ``used`` are the smallest groups with which these votes were analysed, the first one first:
    other groups of the same people would tell of those few who are in different ones.
    """
    about = table if meta is None else table.keep_ideas(~np.isin(table.idea_ids, meta))
    try:
        found, chance, note = _tested(about, used[0] if used else smallest_group)
    except NoDifferences:
        return replace(_none(""), verdict="one crowd"), {}  # not for people: a verdict's name
    except InsightError as error:
        return _none(in_plain_words(error, NO_GROUPS)), {}
    are_few = int(found.members.min()) < smallest_group
    if are_few:
        note = TOO_SMALL % {"smallest": smallest_group}
    opinions = _judged(found, chance, note, are_few=are_few)
    if opinions.verdict != "groups":
        return opinions, {}
    letters, is_changed = labelled(about, found, before, marks)
    # Before letters are given: which share is hidden must not hang on them.
    shown = publishable_shares(found.votes, smallest_group, found.idea_ids, also=used)
    shown = shown[np.argsort(letters)]
    found, chance = _in_order(found, chance, letters)
    divides, in_all = group_shares.divides(found, shown, smallest_group)
    return (
        replace(
            opinions,
            groups=tuple(
                Group(letter, int(found.members[g]), group_shares.beliefs(found, chance, shown, g))
                for g, letter in enumerate(sorted(letters))
            ),
            bridges=group_shares.bridges(about, found, shown, smallest_group),
            divides=divides,
            divides_in_all=in_all,
            points=map_points(found.positions, found.labels, seed=seed, together=smallest_group),
            people=int(found.members.sum()),
            hidden=int((~shown.all(axis=0) & (found.votes.sum(axis=0) > 0)).sum()),
            hidden_by=HIDDEN_BY,
            gap=gaps(found).everywhere,
            letters_changed=is_changed,
        ),
        group_shares.shares(found, shown),
    )


def _none(note: str) -> Opinions:
    return Opinions(
        groups=(),
        bridges=(),
        divides=(),
        points=(),
        people=0,
        silhouette=None,
        stability=None,
        note=note,
        method=METHOD,
    )


def _tested(table: VoteTable, smallest_group: int) -> tuple[OpinionGroups, AgainstChance, str]:
    """Groups of enough people, asking for fewer until they are, and how they stand to chance."""
    note, k = "", None
    tries = TRIES if table.n_votes <= MANY_VOTES else FEWER_TRIES
    while True:
        found = find_groups(
            table,
            seed=FIXED,
            k=k,
            max_k=MOST_GROUPS,
            min_group_votes=smallest_group,
            stability_resamples=tries,
        )
        if int(found.members.min()) >= smallest_group:
            break
        if found.k == 2:
            note = TOO_SMALL % {"smallest": smallest_group}
            break
        note = MERGED % {"count": found.k, "smallest": smallest_group}
        k = found.k - 1
    return found, against_chance(table, found, seed=FIXED), note


def _judged(found: OpinionGroups, chance: AgainstChance, note: str, *, are_few: bool) -> Opinions:
    """What may be said of the crowd, before anything of its groups."""
    verdict = A_LINE if are_few and chance.verdict == "groups" else chance.verdict
    detail, by_chance = found.stability_detail, chance.stability_by_chance
    return replace(
        _none(note if verdict == "groups" or (are_few and verdict == A_LINE) else ""),
        verdict=verdict,
        silhouette=None if found.silhouette is None else rounded(found.silhouette),
        stability=rounded(chance.stability),
        stability_error=None if detail is None else rounded(detail.error),
        tries=0 if detail is None else len(detail.agreement),
        stability_bar=None if chance.bar is None else rounded(chance.bar),
        stability_by_chance=rounded(by_chance.max()) if by_chance.size else None,
        axis=rounded(chance.axis),
        axis_by_chance=rounded(chance.axis_by_chance.max()),
    )


def _in_order(
    found: OpinionGroups, chance: AgainstChance, letters: tuple[str, ...]
) -> tuple[OpinionGroups, AgainstChance]:
    """Groups in the order of their letters."""
    order = np.argsort(letters)
    place = np.argsort(order).astype(np.int32)
    return (
        replace(
            found,
            labels=place[found.labels],
            voter_labels=place[found.voter_labels],
            sizes=found.sizes[order],
            members=found.members[order],
            agrees=found.agrees[order],
            disagrees=found.disagrees[order],
            votes=found.votes[order],
            agreeing=replace(found.agreeing, metric=found.agreeing.metric[order]),
            disagreeing=replace(found.disagreeing, metric=found.disagreeing.metric[order]),
        ),
        replace(
            chance,
            q_agreeing=chance.q_agreeing[order],
            q_disagreeing=chance.q_disagreeing[order],
        ),
    )
