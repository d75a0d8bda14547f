"""Pick the short lists: what sets a group apart, and what everybody shares."""

from __future__ import annotations

import numpy as np

from insight.votes import IdeaCounts

from ._describe import SIGNIFICANT, one_proportion_z
from .results import (
    ConsensusIdea,
    OpinionGroups,
    RepresentativeIdea,
    Stance,
    representative_idea,
)

LISTED = 5
FALSE_DISCOVERIES = 0.05

Lists = tuple[tuple[RepresentativeIdea, ...], ...]


def select(groups: OpinionGroups, compat: str | None) -> Lists:
    """The representative ideas of every group."""
    pick = _as_polis if compat == "polis" else _distinct
    return tuple(pick(groups, group) for group in range(groups.k))


def _distinct(groups: OpinionGroups, group: int) -> tuple[RepresentativeIdea, ...]:
    """Significant, rarely false, strongest first; none where nothing sets the group apart."""
    metrics, columns, stances = [], [], []
    for stance, side in enumerate((groups.agreeing, groups.disagreeing)):
        significant = (side.z_group[group] > SIGNIFICANT) & (side.z_others[group] > SIGNIFICANT)
        good = np.flatnonzero(significant & (side.q_value[group] <= FALSE_DISCOVERIES))
        metrics.append(side.metric[group, good])
        columns.append(good)
        stances.append(np.full(good.size, stance))
    column, agree_or_not = np.concatenate(columns), np.concatenate(stances)
    # Equal strength is ordered by idea, so that the list never depends on the input's order.
    order = np.lexsort((agree_or_not, column, -np.concatenate(metrics)))[:LISTED]
    return tuple(
        representative_idea(groups, group, c, "disagree" if s else "agree")
        for c, s in zip(column[order].tolist(), agree_or_not[order].tolist(), strict=True)
    )


def _as_polis(groups: OpinionGroups, group: int) -> tuple[RepresentativeIdea, ...]:
    """The selection of Polis (repness.clj), its fallbacks and its order included."""
    agree, disagree = groups.agreeing, groups.disagreeing
    passing = agree.significant[group] | disagree.significant[group]
    # Each idea speaks for the stance in which the group differs more.
    says_agree = agree.z_others[group] > disagree.z_others[group]
    differs = np.where(says_agree, agree.z_others[group], disagree.z_others[group])
    metric = np.where(says_agree, agree.metric[group], disagree.metric[group])

    def idea(column: int, *, best_agree: bool = False) -> RepresentativeIdea:
        stance: Stance = "agree" if says_agree[column] else "disagree"
        return representative_idea(groups, group, column, stance, best_agree=best_agree)

    sufficient = np.flatnonzero(passing)
    best = _best_agree(groups, group)
    head = [] if best is None else [idea(best, best_agree=True)]
    if sufficient.size == 0:
        # argmax keeps the earlier of equals, as the original does.
        return tuple(head) or (idea(int(differs.argmax())),)
    rest = sufficient[sufficient != best] if best is not None else sufficient
    rest = rest[np.argsort(-metric[rest], kind="stable")]
    head += [idea(column) for column in rest[: LISTED - len(head)].tolist()]
    return tuple(sorted(head, key=lambda i: i.stance))  # agrees before disagrees


def _best_agree(groups: OpinionGroups, group: int) -> int | None:
    """Column of the idea the group agrees on best, by the running contest of Polis."""
    side = groups.agreeing
    ratio, share = side.ratio[group], side.share[group]
    likely = share * side.z_group[group]
    # The product in the order Polis takes it: ties are broken by the last bit.
    strong = ratio * side.z_others[group] * share * side.z_group[group]
    voted = (groups.agrees[group] + groups.disagrees[group]) > 0
    best: int | None = None
    for column in np.flatnonzero(voted).tolist():
        if best is None:
            good = side.z_group[group, column] > SIGNIFICANT
            better = good or (ratio[column] > 1.0 and share[column] > 0.5)
        elif ratio[best] > 1.0:
            better = strong[column] > strong[best]
        else:
            better = likely[column] > likely[best]
        if better:
            best = column
    return best


def consensus_lists(
    counts: IdeaCounts, idea_ids: np.ndarray[tuple[int], np.dtype[np.generic]]
) -> tuple[tuple[ConsensusIdea, ...], tuple[ConsensusIdea, ...]]:
    """Ideas with a clear majority for, and against, among everybody (at most five each)."""
    lists = []
    votes = counts.votes
    sides: tuple[Stance, Stance] = ("agree", "disagree")
    for stance, hits in zip(sides, (counts.agrees, counts.disagrees), strict=True):
        share = (hits + 1.0) / (votes + 2.0)
        z = one_proportion_z(hits, votes)
        passing = np.flatnonzero((share > 0.5) & (z > SIGNIFICANT))
        order = passing[np.argsort(-(share * z)[passing], kind="stable")][:LISTED]
        lists.append(
            tuple(
                ConsensusIdea(
                    idea_id=idea_ids[c].item(),
                    stance=stance,
                    n_stance=int(hits[c]),
                    n_votes=int(votes[c]),
                    share=float(share[c]),
                    z=float(z[c]),
                )
                for c in order
            )
        )
    return lists[0], lists[1]
