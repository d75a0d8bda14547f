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
    stronger_stance,
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
    found = []
    for stance, side in (("agree", groups.agreeing), ("disagree", groups.disagreeing)):
        good = side.significant[group] & (side.q_value[group] <= FALSE_DISCOVERIES)
        for column in np.flatnonzero(good):
            kind: Stance = "agree" if stance == "agree" else "disagree"
            found.append(representative_idea(groups, group, int(column), kind))
    # Equal strength is ordered by idea, so that the list never depends on the input's order.
    return tuple(sorted(found, key=lambda idea: (-idea.metric, idea.idea_id)))[:LISTED]


def _as_polis(groups: OpinionGroups, group: int) -> tuple[RepresentativeIdea, ...]:
    """The selection of Polis (repness.clj), its fallbacks and its order included."""
    agree, disagree = groups.agreeing, groups.disagreeing
    passing = agree.significant[group] | disagree.significant[group]
    columns = range(groups.idea_ids.size)
    records = [
        representative_idea(groups, group, c, stronger_stance(groups, group, c)) for c in columns
    ]
    sufficient = [records[c] for c in columns if passing[c]]
    best = _best_agree(groups, group)
    if best is not None:
        stance = stronger_stance(groups, group, best)
        head = [representative_idea(groups, group, best, stance, best_agree=True)]
    elif not sufficient and records:
        # The first idea of the strongest difference, as it keeps the earlier of equals.
        head = [max(records, key=lambda idea: idea.z_others)]
    else:
        head = []
    if sufficient:
        taken = {idea.idea_id for idea in head}
        rest = sorted(
            (idea for idea in sufficient if idea.idea_id not in taken), key=lambda i: -i.metric
        )
        head = (head + rest)[:LISTED]
        head.sort(key=lambda idea: idea.stance)  # agrees before disagrees
    return tuple(head)


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
