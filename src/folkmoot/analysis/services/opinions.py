"""Who votes alike, what each group believes, what bridges them, and what divides them.

Nothing here may be about fewer people than the organisation's smallest group:
groups that come out smaller are merged by asking for fewer; a group's share on an idea
stands only where enough of it voted, and never where the whole crowd's total would give
a hidden one away; and no dot on the map is one person's.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from folkmoot.analysis.queries.result import (
    DIGITS,
    Belief,
    Bridge,
    Divide,
    Group,
    GroupShare,
    Opinions,
)
from folkmoot.analysis.services.plainly import GROUPS, plainly
from insight.errors import InsightError
from insight.groups import OpinionGroups, bridging, find_groups
from insight.votes import VoteTable

LETTERS = "ABCDEFGH"
MOST_GROUPS = 5
MOST_DOTS = 1_500
LISTED = 10
METHOD = (
    "People are placed by how they voted (principal components of the votes each person cast), "
    "and cut into groups by k-means; the number of groups is the one with the best silhouette. "
    "What bridges is what an idea earns beyond the main divide (a one-factor model of the votes), "
    "among ideas that more than half of every group agree with."
)

Shares = dict[int, tuple[GroupShare | None, ...]]


def find_opinions(table: VoteTable, *, seed: int, smallest_group: int) -> tuple[Opinions, Shares]:
    """The groups, and each idea's shares by group. Without groups, a note says why."""
    try:
        found, note = _big_enough(table, seed, smallest_group)
    except InsightError as error:
        return _none(plainly(error, GROUPS)), {}
    if found is None:
        return _none(
            f"No opinion groups are shown: at least two groups of {smallest_group} people "
            "are needed, so that nobody can be recognised in one."
        ), {}
    shown = _shown(found.votes, table.counts().votes, smallest_group, seed)
    shares = _shares(found, shown)
    opinions = Opinions(
        groups=tuple(_group(found, shown, g) for g in range(found.k)),
        bridges=_bridges(table, found, shown, smallest_group),
        divides=_divides(found, shown),
        points=_dots(found, seed=seed, together=smallest_group),
        people=int(found.sizes.sum()),
        silhouette=None if found.silhouette is None else round(float(found.silhouette), DIGITS),
        stability=None if found.stability is None else round(float(found.stability), DIGITS),
        note=note,
        method=METHOD,
    )
    return opinions, shares


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


def _big_enough(
    table: VoteTable, seed: int, smallest_group: int
) -> tuple[OpinionGroups | None, str]:
    """Ask for fewer groups until each has enough people in it."""
    found = find_groups(table, seed=seed, max_k=MOST_GROUPS, min_group_votes=smallest_group)
    note = ""
    while found.k > 1 and int(found.sizes.min()) < smallest_group:
        note = (
            f"The votes fell into {found.k} groups, one of them with fewer than "
            f"{smallest_group} people; groups were merged so that nobody can be recognised."
        )
        if found.k == 2:
            return None, ""
        found = find_groups(
            table, seed=seed, k=found.k - 1, max_k=MOST_GROUPS, min_group_votes=smallest_group
        )
    return (found, note) if found.k > 1 else (None, "")


def _shown(
    votes: NDArray[np.int64], everybody: NDArray[np.int64], smallest_group: int, seed: int
) -> NDArray[np.bool_]:
    """(k, I) which shares may stand beside what the whole crowd said of each idea.

    Those who voted too little to be in a group are one more part of the crowd: few as they
    often are, what they said must not be left over when the groups are taken away.
    """
    parts = np.vstack([votes, everybody - votes.sum(axis=0)])
    safe = parts >= smallest_group
    # Where nobody is left over, the sum of the groups tells so anyway.
    safe[-1] |= parts[-1] == 0
    # All that is told of the hidden parts is their sum. Any two of them with k people
    # together may be anything from nobody to k: with fewer, one large part is hidden too.
    hidden = ~safe
    told = np.where(hidden, parts, 0).sum(axis=0)
    short = hidden.any(axis=0) & ((hidden.sum(axis=0) == 1) | (told < smallest_group))
    for i in np.flatnonzero(short):
        large = np.flatnonzero(safe[:, i] & (parts[:, i] > 0))
        if large.size:
            # By lot: were it always the smallest, that would bound what the others hold.
            lot = np.random.default_rng([seed, *parts[:, i].tolist()])
            safe[lot.choice(large), i] = False
    return safe[:-1]


def _shares(found: OpinionGroups, shown: NDArray[np.bool_]) -> Shares:
    rate = found.agrees / np.maximum(found.votes, 1)
    return {
        int(found.idea_ids[i]): tuple(
            GroupShare(round(float(rate[g, i]), 2), int(found.votes[g, i])) if shown[g, i] else None
            for g in range(found.k)
        )
        for i in range(len(found.idea_ids))
    }


def _group(found: OpinionGroups, shown: NDArray[np.bool_], group: int) -> Group:
    column = {int(idea): i for i, idea in enumerate(found.idea_ids.tolist())}
    return Group(
        name=LETTERS[group],
        size=int(found.sizes[group]),
        beliefs=tuple(
            Belief(
                idea_id=int(belief.idea_id),
                stance=str(belief.stance),
                share=round(float(belief.share), 2),
                share_others=round(float(belief.share_others), 2),
                votes=int(belief.n_votes),
                q_value=round(float(belief.q_value), DIGITS),
            )
            for belief in found.representative[group]
            if shown[:, column[int(belief.idea_id)]].all()
        ),
    )


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
            score=round(float(scored.score[i]), DIGITS),
            low=round(float(scored.low[i]), DIGITS),
            high=round(float(scored.high[i]), DIGITS),
            lowest=round(float(lowest[i]), 2),
        )
        for i in scored.order[sure[scored.order]][:LISTED]
    )


def _divides(found: OpinionGroups, shown: NDArray[np.bool_]) -> tuple[Divide, ...]:
    """Ideas on which groups part most, counted with a vote of each kind added to every group."""
    rate = (found.agrees + 1) / (found.votes + 2)
    gap = rate.max(axis=0) - rate.min(axis=0)
    order = np.lexsort((found.idea_ids, -gap))
    kept = [i for i in order if shown[:, i].all() and gap[i] >= 0.2][:LISTED]
    return tuple(Divide(int(found.idea_ids[i]), round(float(gap[i]), 2)) for i in kept)


def _dots(
    found: OpinionGroups, *, seed: int, together: int
) -> tuple[tuple[float, float, int], ...]:
    """A picture in which nobody can be followed from one run to the next.

    Each dot stands where ``together`` like-minded people of one group stand on average, moved
    a little at random, rounded, and in a shuffled order; there is no id.
    """
    rng = np.random.default_rng([seed, 0xD075])
    places, labels = [], []
    for group in range(found.k):
        here = found.positions[found.labels == group]
        neighbours = cKDTree(here).query(here, k=min(together, len(here)))[1]
        places.append(here[neighbours].mean(axis=1))
        labels.append(np.full(len(here), group))
    positions, group_of = np.concatenate(places), np.concatenate(labels)
    spread = np.maximum(np.abs(positions).max(axis=0), 1e-9)
    positions = positions / spread + rng.normal(0, 0.02, positions.shape)
    order = rng.permutation(len(positions))[:MOST_DOTS]
    return tuple(
        (round(float(positions[i, 0]), 2), round(float(positions[i, 1]), 2), int(group_of[i]))
        for i in order
    )
