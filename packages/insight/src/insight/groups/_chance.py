"""Are there groups at all? The votes against votes of the same ideas dealt out by chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from insight._inputs import seed_of, whole
from insight.votes import VoteTable

from ._cut import middles, tightest
from ._describe import SIGNIFICANT, GroupCounts, compare
from ._kmeans import nearest
from ._positions import Plane, centred, find_plane, idea_means, people_on
from ._stability import agreement_when_fewer
from .errors import ImpossibleGroups
from .results import AgainstChance, OpinionGroups, Verdict

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SHUFFLES = 39
STEADY = 19
"""Shuffles whose own groups are looked at."""
DRAWINGS = 5
"""How often a fifth of the people leaves each of them."""
CLEAR = 4.0
"""Standard deviations of the shuffles by which the first axis must pass their mean."""
MODERATE = 0.65
"""Under this an adjusted Rand index tells of poor recovery (Steinley, 2004)."""
MOST_VOTES = 600_000


def against_chance(
    votes: VoteTable, groups: OpinionGroups, *, seed: int = 0, shuffles: int = SHUFFLES
) -> AgainstChance:
    """Test groups that were found against votes shuffled within each idea.

    A shuffle keeps who voted on what and each idea's tallies, and deals the stances out among
    that idea's voters: whatever pattern is left is chance. The first axis is real where it
    explains more than in every shuffle, and by four of their standard deviations more than on
    average. Groups are real where, besides, they are steadier (mean adjusted Rand index when a
    fifth of the people leave) than those found at the same k in 19 shuffles, by more than one
    standard deviation of theirs, and than 0.65. Otherwise there is a line along which people
    disagree, and no groups on it.

    Beliefs are tested on ideas held out, because groups are made of the votes that are then
    compared: for each idea everybody is put into the group that they stand nearest to by
    their *other* votes. How many ideas then differ so much among the groups found, against
    how many do among those of the shuffles, gives the q-values.

    Of a crowd with more than 600,000 votes the shuffles take so many people, drawn by lot, as
    gave that many.

    Parameters
    ----------
    votes : VoteTable
        Those in which the groups were found.
    groups : OpinionGroups
        From `find_groups`, with two groups or more and a stability.
    seed : int
        Of the shuffles.
    shuffles : int
        How many, at least 19.

    Returns
    -------
    AgainstChance

    Raises
    ------
    ImpossibleGroups
        The groups are not of these votes, are fewer than two, or have no stability.
    """
    if not isinstance(votes, VoteTable) or not isinstance(groups, OpinionGroups):
        raise ImpossibleGroups("a test against chance needs votes and the groups found in them")
    seed = seed_of(seed, ImpossibleGroups)
    shuffles = whole(shuffles, "shuffles", ImpossibleGroups, STEADY)
    if groups.k < 2 or groups.stability_detail is None:
        raise ImpossibleGroups("a test against chance needs two groups or more with a stability")
    if votes.n_ideas != groups.idea_ids.size:
        votes = votes.keep_ideas(groups.idea_ids)
    if not np.isin(groups.participant_ids, votes.participant_ids).all():
        raise ImpossibleGroups("the groups hold people who are not in these votes")
    rng = np.random.default_rng([seed, 19])
    votes = _some(votes, rng)
    rows = np.flatnonzero(np.isin(votes.participant_ids, groups.participant_ids))
    means = idea_means(votes)
    first = find_plane(centred(votes, means), means)
    dealt = list(_shuffled(votes, means, rng, shuffles))
    axis = float(first.variances[0] / first.total)
    axes = np.array([plane.variances[0] / plane.total for _, plane in dealt])
    steady, none = groups.stability_detail.mean, np.ones(groups.agrees.shape)
    told = AgainstChance(
        verdict="one crowd",
        axis=axis,
        axis_by_chance=axes,
        stability=steady,
        stability_by_chance=np.zeros(0),
        bar=None,
        q_agreeing=none,
        q_disagreeing=none,
        people=int(votes.n_participants),
    )
    if axis <= max(float(axes.max()), float(axes.mean() + CLEAR * axes.std(ddof=1))):
        return told
    looked_at = [
        _groups_of(replace(votes, stances=s), p, rows, groups, rng) for s, p in dealt[:STEADY]
    ]
    steadiness = np.array([by_chance for by_chance, _ in looked_at])
    known = replace(first, directions=groups.directions)
    real = _without_the_idea(votes, known, groups.centres, _rejected(groups))
    floor = int(groups.settings.get("min_group_votes", 5))
    agreeing, disagreeing = _calibrated(real, [counts for _, counts in looked_at], floor)
    # One shuffle's groups may hold by luck (0.1 to 0.8 in small crowds): the largest of them
    # would decide by lot. That the axis is no luck is known by now.
    by_chance = float(steadiness.mean() + steadiness.std(ddof=1))
    bar = max(MODERATE, by_chance)
    verdict: Verdict = "groups" if steady > bar else "a line"
    return replace(
        told,
        verdict=verdict,
        bar=bar,
        stability_by_chance=steadiness,
        q_agreeing=agreeing,
        q_disagreeing=disagreeing,
    )


def _rejected(groups: OpinionGroups) -> int:
    return int(groups.settings.get("rejected", 0))


def _some(votes: VoteTable, rng: np.random.Generator) -> VoteTable:
    """Everybody, or so many people by lot as gave 600,000 votes."""
    if votes.n_votes <= MOST_VOTES:
        return votes
    share = MOST_VOTES / votes.n_votes
    size = max(1_000, round(votes.n_participants * share))
    mask = np.zeros(votes.n_participants, dtype=bool)
    mask[rng.choice(votes.n_participants, min(size, mask.size), replace=False)] = True
    return votes.keep_participants(mask)


def _shuffled(
    votes: VoteTable, means: Floats, rng: np.random.Generator, times: int
) -> Iterator[tuple[NDArray[np.int8], Plane]]:
    """Stances with each idea's dealt out among its voters, and the plane of those."""
    by_idea = np.argsort(votes.ideas, kind="stable")
    stances = votes.stances[by_idea]
    ideas = votes.ideas[by_idea].astype(np.float64)
    dealt = np.empty_like(stances)
    for _ in range(times):
        dealt[by_idea] = stances[np.argsort(ideas + rng.random(ideas.size))]
        table = replace(votes, stances=dealt.copy())
        yield table.stances, find_plane(centred(table, means), means)


def _groups_of(
    votes: VoteTable, plane: Plane, rows: Ints, groups: OpinionGroups, rng: np.random.Generator
) -> tuple[float, GroupCounts]:
    """How steady the groups of one shuffle are, and what they seem to believe, held out."""
    rejected = _rejected(groups)
    matrix = centred(votes, plane.means)
    everyone = people_on(plane, matrix, rejected)
    labels = tightest(everyone[rows], groups.k)
    steady = agreement_when_fewer(matrix, rows, labels, rng, DRAWINGS, rejected)
    centres = middles(everyone[rows], labels)
    return float(steady.mean()), _without_the_idea(votes, plane, centres, rejected)


def _without_the_idea(
    votes: VoteTable, plane: Plane, centres: Floats, rejected: int
) -> GroupCounts:
    """Votes on each idea by the group that each voter stands nearest to by all other votes."""
    matrix = centred(votes, plane.means)
    others = votes.votes_per_participant - 1 + rejected
    ideas = votes.n_ideas - 1 + rejected
    who = votes.rows()
    raw = np.asarray(matrix @ plane.directions.astype(matrix.dtype), dtype=float)[who]
    raw -= matrix.data[:, None] * plane.directions[votes.ideas]
    raw *= np.sqrt(ideas / np.maximum(others, 1))[who, None]
    k = len(centres)
    group = np.where(others[who] > 0, nearest(raw, centres), k)
    key = (group.astype(np.int64) * votes.n_ideas + votes.ideas) * 3 + votes.stances + 1
    table = np.bincount(key, minlength=(k + 1) * votes.n_ideas * 3)
    table = table.reshape(k + 1, votes.n_ideas, 3)[:k]
    return GroupCounts(table[:, :, 2].copy(), table[:, :, 0].copy(), table.sum(axis=2))


def _calibrated(
    found_in: GroupCounts, by_chance: list[GroupCounts], floor: int
) -> tuple[Floats, Floats]:
    """(k, I) twice: of the cells that differ this much, the share that shuffles have, too."""
    chance = [_strengths(counts, floor) for counts in by_chance]
    pooled = np.sort(np.concatenate([side[side > 0] for pair in chance for side in pair]))
    real = _strengths(found_in, floor)
    found = np.sort(np.concatenate([side[side > 0] for side in real]))
    q_values = []
    for side in real:
        as_strong = found.size - np.searchsorted(found, side)
        # One more than was seen: never none by chance, only fewer than could be counted.
        expected = (pooled.size - np.searchsorted(pooled, side) + 1) / len(by_chance)
        q = np.where(side > 0, np.minimum(expected / np.maximum(as_strong, 1), 1.0), 1.0)
        q_values.append(q)
    return _monotone(real, q_values)


def _monotone(real: tuple[Floats, Floats], q_values: list[Floats]) -> tuple[Floats, Floats]:
    """No stronger cell with a larger q than a weaker one."""
    strength = np.concatenate([side.ravel() for side in real])
    q = np.concatenate([side.ravel() for side in q_values])
    order = np.argsort(strength, kind="stable")
    q[order] = np.minimum.accumulate(q[order])
    half = real[0].size
    return q[:half].reshape(real[0].shape), q[half:].reshape(real[0].shape)


def _strengths(counts: GroupCounts, floor: int) -> tuple[Floats, Floats]:
    """(k, I) twice: z against the others where a majority of enough voters says it, else 0."""
    votes = counts.votes
    enough = (votes >= floor) & (votes.sum(axis=0) - votes >= floor)
    sides = compare(counts)
    agree, disagree = (
        np.where(enough & (side.z_group > SIGNIFICANT), np.maximum(side.z_others, 0.0), 0.0)
        for side in sides
    )
    return agree, disagree
