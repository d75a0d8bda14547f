"""What each group thinks, what sets it apart, and what all of them share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtr

from insight._discoveries import false_discovery
from insight.votes import VoteTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIGNIFICANT = 1.2816  # one-sided 90 %, the constant that Polis uses


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Votes of each group on each idea."""

    agrees: Ints
    """(k, I)."""
    disagrees: Ints
    """(k, I)."""
    votes: Ints
    """(k, I) agrees, disagrees and passes."""


@dataclass(frozen=True, slots=True)
class Side:
    """One direction (agree or disagree), every group against the others: arrays (k, I)."""

    share: Floats
    """Smoothed share (n + 1) / (votes + 2) of the group."""
    share_others: Floats
    """The same for everybody in the other groups."""
    ratio: Floats
    """``share / share_others``: above 1 where the group says it more than others."""
    z_group: Floats
    """One-proportion z against one half, with one added to both counts."""
    z_others: Floats
    """Two-proportion z against the other groups, with one added to all counts."""
    metric: Floats
    """Product of share, ratio and both z."""
    q_value: Floats
    """Share of false discoveries expected among all (group, idea, stance) this strong."""

    @property
    def significant(self) -> NDArray[np.bool_]:
        """(k, I) both z above 1.2816, the rule of Polis."""
        return (self.z_group > SIGNIFICANT) & (self.z_others > SIGNIFICANT)


def count_by_group(votes: VoteTable, rows: Ints, labels: NDArray[np.int32], k: int) -> GroupCounts:
    """Count each group's votes; ``rows`` are the people who belong to one."""
    group_of = np.full(votes.n_participants, k, dtype=np.int16)
    group_of[rows] = labels
    of_vote = np.repeat(group_of, votes.votes_per_participant)
    cells = (k + 1) * votes.n_ideas * 3
    counted = np.zeros(cells, dtype=np.int64)
    step = 1 << 22
    for at in range(0, votes.n_votes, step):
        key = of_vote[at : at + step].astype(np.int64)
        key *= votes.n_ideas
        key += votes.ideas[at : at + step]
        key *= 3
        key += votes.stances[at : at + step] + 1
        counted += np.bincount(key, minlength=cells)
    table = counted.reshape(k + 1, votes.n_ideas, 3)[:k]
    return GroupCounts(
        agrees=table[:, :, 2].copy(), disagrees=table[:, :, 0].copy(), votes=table.sum(axis=2)
    )


def one_proportion_z(successes: Floats | Ints, trials: Floats | Ints) -> Floats:
    """z of a share against one half, one success added (Polis, stats.clj)."""
    n = np.asarray(trials) + 1.0
    z: Floats = 2 * np.sqrt(n) * ((np.asarray(successes) + 1.0) / n - 0.5)
    return z


def two_proportion_z(
    successes: Ints, trials: Ints, successes_others: Ints, trials_others: Ints
) -> Floats:
    """Pooled z of the difference of two shares, one added to every count; 0 where both are 1."""
    a, n = successes + 1.0, trials + 1.0
    b, m = successes_others + 1.0, trials_others + 1.0
    pooled = (a + b) / (n + m)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0.0) * (1 / n + 1 / m))
    # The pooled share passes 1 where nobody voted and stops being one: no evidence, so 0.
    z: Floats = np.where(spread > 0, (a / n - b / m) / np.where(spread > 0, spread, 1.0), 0.0)
    return z


def _p_values(hits: Ints, votes: Ints, hits_others: Ints, votes_others: Ints) -> Floats:
    """Larger of two one-sided p-values, on raw counts: a majority, and more than elsewhere.

    The smoothed z above favour small counts (no votes at all give z = 1), which is fine for
    ranking and wrong for controlling errors.
    """
    s, n = hits.astype(float), votes.astype(float)
    majority = np.where(s > 0, betainc(np.maximum(s, 1), np.maximum(n - s, 0) + 1, 0.5), 1.0)
    t, m = hits_others.astype(float), votes_others.astype(float)
    safe_n, safe_m = np.maximum(n, 1), np.maximum(m, 1)
    pooled = (s + t) / np.maximum(n + m, 1)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / safe_n + 1 / safe_m))
    gap = s / safe_n - t / safe_m - 0.5 * (1 / safe_n + 1 / safe_m)  # continuity
    more = np.where((n > 0) & (m > 0) & (spread > 0), ndtr(-gap / np.maximum(spread, 1e-12)), 1.0)
    p: Floats = np.maximum(majority, more)
    return p


def compare(counts: GroupCounts) -> tuple[Side, Side]:
    """Agreeing and disagreeing of each group against all others."""
    votes = counts.votes
    votes_others = votes.sum(axis=0) - votes
    parts, ps = [], []
    for hits in (counts.agrees, counts.disagrees):
        hits_others = hits.sum(axis=0) - hits
        share = (hits + 1.0) / (votes + 2.0)
        share_others = (hits_others + 1.0) / (votes_others + 2.0)
        z_group = one_proportion_z(hits, votes)
        z_others = two_proportion_z(hits, votes, hits_others, votes_others)
        ratio = share / share_others
        parts.append((share, share_others, ratio, z_group, z_others))
        ps.append(_p_values(hits, votes, hits_others, votes_others))
    q_agree, q_disagree = false_discovery(
        np.stack(ps), np.broadcast_to(votes > 0, (2, *votes.shape))
    )
    sides = []
    for (share, others, ratio, z_group, z_others), q in zip(
        parts, (q_agree, q_disagree), strict=True
    ):
        metric = ratio * z_others * share * z_group
        sides.append(Side(share, others, ratio, z_group, z_others, metric, q))
    return sides[0], sides[1]


def group_aware_consensus(hits: Ints, votes: Ints) -> tuple[Floats, Floats]:
    """Product over groups of (hits + 1) / (votes + 2), and its k-th root: arrays (I,)."""
    product: Floats = np.prod((hits + 1.0) / (votes + 2.0), axis=0)
    return product, product ** (1.0 / len(hits))
