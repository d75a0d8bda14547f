"""What groups say of single ideas: shares, beliefs, what bridges them and what divides them.

Groups are given in the order of their letters, and ``shown`` says which of their shares may be
told (services.suppression). Shares are raw; smoothed values only rank.
"""

import numpy as np
from numpy.typing import NDArray

from folkmoot.analysis.queries.result import (
    DIGITS,
    EVERYBODY_ELSE,
    Belief,
    Bridge,
    Divide,
    GroupShare,
)
from insight.errors import InsightError
from insight.groups import AgainstChance, OpinionGroups, bridging, dividers
from insight.votes import VoteTable

LISTED, DIVIDES = 10, 40
BELIEFS = 5
FALSE_DISCOVERIES = 0.05

Ints = NDArray[np.int64]
Shares = dict[int, tuple[GroupShare | None, ...]]


def rounded(value: float) -> float:
    return round(float(value), DIGITS)


def shares(found: OpinionGroups, shown: NDArray[np.bool_]) -> Shares:
    return {
        int(found.idea_ids[i]): tuple(
            GroupShare(int(found.agrees[g, i]), int(found.votes[g, i])) if shown[g, i] else None
            for g in range(found.k)
        )
        for i in range(len(found.idea_ids))
    }


def beliefs(
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
                q_value=rounded(q_values[group, i]),
            )
            beliefs.append((-float(side.metric[group, i]), belief.idea_id, belief))
    return tuple(belief for _, _, belief in sorted(beliefs, key=lambda b: b[:2])[:BELIEFS])


def bridges(
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
            score=rounded(scored.score[i]),
            low=rounded(scored.low[i]),
            high=rounded(scored.high[i]),
            lowest=rounded(lowest[i]),
        )
        for i in scored.order[sure[scored.order]][:LISTED]
    )


def divides(
    found: OpinionGroups, shown: NDArray[np.bool_], smallest_group: int
) -> tuple[tuple[Divide, ...], int]:
    """The widest gaps between groups whose shares may be told, and of how many.

    Where some are hidden, also between one that is told and everybody else, whose number
    follows from the total.
    """
    told = np.where(shown, found.agrees, 0), np.where(shown, found.votes, 0)
    widest: dict[int, Divide] = {}

    def compare(agrees: Ints, votes: Ints, names: tuple[int, ...], at_rate: float) -> None:
        ideas = dividers(agrees, votes, min_votes=smallest_group, false_discoveries=at_rate)
        rows = zip(ideas.columns, ideas.most, ideas.least, ideas.gap, strict=True)
        for i, most, least, gap in rows:
            divide = Divide(int(found.idea_ids[i]), names[most], names[least], rounded(gap))
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
    in_order = sorted(widest.values(), key=lambda d: (-d.gap, d.idea_id))
    return tuple(in_order[:DIVIDES]), len(in_order)
