"""Who votes alike, what each group believes, what bridges them, and what divides them.

Groups are told only where they are more than chance would give (insight.groups.against_chance),
everybody who voted is counted in one, and nothing may be about fewer people than the
organisation's smallest group: groups that come out smaller are merged by asking for fewer; a
group's share on an idea stands only where enough of it voted (services.hiding); and no dot on
the map is one person's (services.dots). Shares are raw; smoothed values only rank.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from folkmoot.analysis.queries.result import (
    DIGITS,
    EVERYBODY_ELSE,
    Belief,
    Bridge,
    Divide,
    Group,
    GroupShare,
    Opinions,
)
from folkmoot.analysis.services.dots import dots
from folkmoot.analysis.services.hiding import told_shares
from folkmoot.analysis.services.letters import Before, lettered
from folkmoot.analysis.services.plainly import GROUPS, plainly
from insight.errors import InsightError
from insight.groups import (
    AgainstChance,
    NoDifferences,
    OpinionGroups,
    against_chance,
    bridging,
    dividers,
    find_groups,
)
from insight.votes import VoteTable

MOST_GROUPS = 5
LISTED, DIVIDES = 10, 40
TRIES = 40
BELIEFS = 5
FALSE_DISCOVERIES = 0.05
METHOD = (
    "People are placed by how they voted (principal components of the votes each person cast), "
    "and cut into groups by k-means; the number of groups is the one with the best silhouette. "
    "Who voted too little to be placed is counted with the nearest group. The votes are then "
    "shuffled within each idea 39 times: groups are told of only where the real votes have more "
    "pattern than every shuffle, and groups that hold better when a fifth of the people leave. "
    "What sets a group apart is tested on groups made without that idea, against the same in "
    "shuffled votes. What bridges is what an idea earns beyond the main divide (a one-factor "
    "model of the votes), among ideas that more than half of every group agree with."
)

Ints = NDArray[np.int64]
Shares = dict[int, tuple[GroupShare | None, ...]]


def find_opinions(
    table: VoteTable,
    *,
    seed: int,
    smallest_group: int,
    meta: NDArray[np.int64] | None = None,
    before: Before | None = None,
) -> tuple[Opinions, Shares]:
    """The verdict, the groups if there are any, and each idea's shares by group.

    Groups are found without the ideas of ``meta``. Letters follow those ``before``.
    """
    about = table if meta is None else table.keep_ideas(~np.isin(table.idea_ids, meta))
    try:
        found, chance, note = _tested(about, seed, smallest_group)
    except NoDifferences:
        return replace(_none(""), verdict="one crowd"), {}
    except InsightError as error:
        return _none(plainly(error, GROUPS)), {}
    are_few = int(found.members.min()) < smallest_group
    opinions = _judged(found, chance, note, are_few=are_few)
    if opinions.verdict != "groups":
        return opinions, {}
    letters, is_changed = lettered(about, found, before)
    found, chance = _in_order(found, chance, letters)
    shown = told_shares(found.votes, smallest_group, found.idea_ids)
    return (
        replace(
            opinions,
            groups=tuple(
                Group(letter, int(found.members[g]), _beliefs(found, chance, shown, g))
                for g, letter in enumerate(sorted(letters))
            ),
            bridges=_bridges(about, found, shown, smallest_group),
            divides=_divides(found, shown, smallest_group),
            points=dots(found.positions, found.labels, seed=seed, together=smallest_group),
            people=int(found.members.sum()),
            hidden=int((~shown.all(axis=0) & (found.votes.sum(axis=0) > 0)).sum()),
            letters_changed=is_changed,
        ),
        _shares(found, shown),
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


def _tested(
    table: VoteTable, seed: int, smallest_group: int
) -> tuple[OpinionGroups, AgainstChance, str]:
    """Groups of enough people, asking for fewer until they are, and how they stand to chance."""
    note, k = "", None
    while True:
        found = find_groups(
            table,
            seed=seed,
            k=k,
            max_k=MOST_GROUPS,
            min_group_votes=smallest_group,
            stability_resamples=TRIES,
        )
        if int(found.members.min()) >= smallest_group:
            break
        if found.k == 2:
            note = (
                f"No opinion groups are shown: at least two groups of {smallest_group} people "
                "are needed, so that nobody can be recognised in one."
            )
            break
        note = (
            f"The votes fell into {found.k} groups, one of them with fewer than "
            f"{smallest_group} people; groups were merged so that nobody can be recognised."
        )
        k = found.k - 1
    return found, against_chance(table, found, seed=seed), note


def _judged(found: OpinionGroups, chance: AgainstChance, note: str, *, are_few: bool) -> Opinions:
    """What may be said of the crowd, before anything of its groups."""
    verdict = "a line" if are_few and chance.verdict == "groups" else chance.verdict
    detail, by_chance = found.stability_detail, chance.stability_by_chance
    return replace(
        _none(note if verdict == "groups" or (are_few and verdict == "a line") else ""),
        verdict=verdict,
        silhouette=None if found.silhouette is None else _rounded(found.silhouette),
        stability=_rounded(chance.stability),
        stability_error=None if detail is None else _rounded(detail.error),
        tries=0 if detail is None else len(detail.agreement),
        stability_by_chance=_rounded(by_chance.max()) if by_chance.size else None,
        axis=_rounded(chance.axis),
        axis_by_chance=_rounded(chance.axis_by_chance.max()),
    )


def _rounded(value: float) -> float:
    return round(float(value), DIGITS)


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


def _shares(found: OpinionGroups, shown: NDArray[np.bool_]) -> Shares:
    return {
        int(found.idea_ids[i]): tuple(
            GroupShare(int(found.agrees[g, i]), int(found.votes[g, i])) if shown[g, i] else None
            for g in range(found.k)
        )
        for i in range(len(found.idea_ids))
    }


def _beliefs(
    found: OpinionGroups, chance: AgainstChance, shown: NDArray[np.bool_], group: int
) -> tuple[Belief, ...]:
    """What most of a group say, more than everybody else does, and than chance would give.

    First whatever may not be told is left out, then the strongest are taken.
    """
    others = found.votes.sum(axis=0) - found.votes[group]
    may_be_told = shown[group] & (others > 0)
    beliefs = []
    for stance, said, side, q_values in (
        ("agree", found.agrees, found.agreeing, chance.q_agreeing),
        ("disagree", found.disagrees, found.disagreeing, chance.q_disagreeing),
    ):
        by_others = said.sum(axis=0) - said[group]
        votes = found.votes[group]
        most = 2 * said[group] > votes
        more = said[group] * others > by_others * votes
        stands = may_be_told & most & more & (q_values[group] <= FALSE_DISCOVERIES)
        for i in np.flatnonzero(stands).tolist():
            belief = Belief(
                idea_id=int(found.idea_ids[i]),
                stance=stance,
                said=int(said[group, i]),
                votes=int(votes[i]),
                said_others=int(by_others[i]),
                votes_others=int(others[i]),
                q_value=_rounded(q_values[group, i]),
            )
            beliefs.append((-float(side.metric[group, i]), belief.idea_id, belief))
    return tuple(belief for _, _, belief in sorted(beliefs, key=lambda b: b[:2])[:BELIEFS])


def _bridges(
    table: VoteTable, found: OpinionGroups, shown: NDArray[np.bool_], smallest_group: int
) -> tuple[Bridge, ...]:
    """Ideas that most of every group agree with, the surest first."""
    try:
        scored = bridging(table, min_votes=smallest_group)
    except InsightError:  # fewer people or ideas than the score needs: nothing to be sure of
        return ()
    lowest = (found.agrees / np.maximum(found.votes, 1)).min(axis=0)
    sure = scored.enough & shown.all(axis=0) & (lowest > 0.5)
    return tuple(
        Bridge(
            idea_id=int(found.idea_ids[i]),
            score=_rounded(scored.score[i]),
            low=_rounded(scored.low[i]),
            high=_rounded(scored.high[i]),
            lowest=_rounded(lowest[i]),
        )
        for i in scored.order[sure[scored.order]][:LISTED]
    )


def _divides(
    found: OpinionGroups, shown: NDArray[np.bool_], smallest_group: int
) -> tuple[Divide, ...]:
    """The widest gaps between groups whose shares may be told.

    Where some are hidden, also between one that is told and everybody else, whose number
    follows from the total.
    """
    told = np.where(shown, found.agrees, 0), np.where(shown, found.votes, 0)
    widest: dict[int, Divide] = {}

    def compare(agrees: Ints, votes: Ints, names: tuple[int, ...], at_rate: float) -> None:
        ideas = dividers(agrees, votes, min_votes=smallest_group, false_discoveries=at_rate)
        rows = zip(ideas.columns, ideas.most, ideas.least, ideas.gap, strict=True)
        for i, most, least, gap in rows:
            divide = Divide(int(found.idea_ids[i]), names[most], names[least], _rounded(gap))
            if int(i) not in widest or divide.gap > widest[int(i)].gap:
                widest[int(i)] = divide

    compare(*told, tuple(range(found.k)), FALSE_DISCOVERIES)
    divide = dividers(found.agrees, found.votes, min_votes=smallest_group).columns
    some = ~shown.all(axis=0) & np.isin(np.arange(shown.shape[1]), divide)
    for g in range(found.k):
        # That they divide is known from all groups: here only the gap must be wide.
        said, of = (
            np.where(some & shown[g], np.stack([n[g], n.sum(axis=0) - n[g]]), 0)
            for n in (found.agrees, found.votes)
        )
        compare(said, of, (g, EVERYBODY_ELSE), 1.0)
    return tuple(sorted(widest.values(), key=lambda d: (-d.gap, d.idea_id))[:DIVIDES])
