"""Find the groups of people who vote alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._counting import as_ids, codes_of
from insight._inputs import seed_of, whole
from insight.votes import VoteTable

from ._before import facing, numbered_as_before, starting_points
from ._cut import clusterable, cut, middles, most_groups, nearest_group
from ._describe import compare, count_by_group, group_aware_consensus
from ._kmeans import SAMPLE, canonical_order, sample_rows, silhouettes
from ._positions import centred, find_plane, idea_means, ideas_on, people_on
from ._select import consensus_lists, select
from ._stability import resample
from .errors import ImpossibleGroups, NoDifferences, TooFewIdeas, TooFewVoters
from .results import OpinionGroups

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Labels = NDArray[np.int32]

MIN_PEOPLE = 4


def find_groups(  # noqa: PLR0913 - one per published parameter
    votes: VoteTable,
    *,
    seed: int = 0,
    k: int | None = None,
    compat: Literal["polis"] | None = None,
    stability_resamples: int = 20,
    rejected: ArrayLike | None = None,
    given: Mapping[Any, Any] | None = None,
    previous: OpinionGroups | None = None,
    max_k: int = 5,
    min_votes: int = 7,
    min_group_votes: int = 5,
) -> OpinionGroups:
    """Group people who vote alike and say what each group believes and all of them share.

    Votes are centred on each idea's mean (an unseen idea counts as the mean), projected on
    the two directions of largest variance, pushed outwards by sqrt(ideas / votes seen) and
    cut by k-means; k is chosen by the mean silhouette. The mathematics is that of Polis
    (Small et al., 2021), with the tightest of many k-means starts instead of one.

    Parameters
    ----------
    votes : VoteTable
    seed : int
        Of the resamples and, above 3,000 people, of those whose silhouettes choose k. The
        groups themselves owe nothing to it.
    k : int, optional
        Number of groups; by default chosen between 2 and ``max_k``. 1 describes everybody
        together, without stability.
    compat : "polis", optional
        Choose people and representative ideas exactly by the rules of Polis.
    stability_resamples : int
        How often to leave out a fifth of the people and look again; 0 for not.
    rejected : array_like of idea ids, optional
        Ideas that moderators took down. They are in no result; as in Polis they count as
        seen and passed on when people are placed, and towards ``min_votes``.
    given : mapping of participant id to group, optional
        Describe these groups (published ones, a profession) instead of finding any.
    previous : OpinionGroups, optional
        An earlier result of the same conversation: groups keep their numbers as far as
        possible, and k changes only for a clearly better silhouette (by 0.02).
    max_k, min_votes, min_group_votes : int
        Most groups considered; votes a person needs to be placed (fewer ideas: all of
        them); votes every group needs before its consensus on an idea is trusted.

    Returns
    -------
    OpinionGroups

    Raises
    ------
    TooFewVoters, TooFewIdeas
        Fewer than four people, or two ideas, have votes that can be used.
    NoDifferences
        Everybody voted the same on everything (all passes, for example).
    ImpossibleGroups
        ``k`` exceeds the people who differ, the groups given name nobody, or a setting is
        no whole number in its range.
    UnknownId
        ``rejected`` or ``given`` names an idea or a person that is not in the votes.
    """
    if compat not in (None, "polis"):
        raise ImpossibleGroups(f"compat is None or 'polis', not {compat!r}")
    if not isinstance(votes, VoteTable):
        raise ImpossibleGroups(f"votes must be a VoteTable, not {type(votes).__name__}")
    seed = seed_of(seed, ImpossibleGroups)
    k = None if k is None else whole(k, "k", ImpossibleGroups, 1)
    max_k = whole(max_k, "max_k", ImpossibleGroups, 2)
    min_votes = whole(min_votes, "min_votes", ImpossibleGroups, 0)
    min_group_votes = whole(min_group_votes, "min_group_votes", ImpossibleGroups, 0)
    stability_resamples = whole(stability_resamples, "stability_resamples", ImpossibleGroups, 0)
    per_person, total = votes.votes_per_participant, votes.n_ideas
    if rejected is not None:
        votes = votes.keep_ideas(_others(votes, rejected))
    n_rejected = total - votes.n_ideas
    voted_on = int((np.bincount(votes.ideas, minlength=votes.n_ideas) > 0).sum())
    if voted_on < 2:
        raise TooFewIdeas(f"groups need votes on at least 2 ideas; there are {voted_on}")
    means = idea_means(votes)
    matrix = centred(votes, means)
    plane = find_plane(matrix, means, starting_points(votes, previous))
    plane = facing(plane, votes, previous)
    everyone = people_on(plane, matrix, n_rejected)

    scores: dict[int, float] = {}
    detail = None
    if given is not None:
        rows, labels, names = _as_given(votes, given)
        points = everyone[rows]
        if len(names) > 1 and rows.size > len(names):
            scores = {len(names): _silhouette(points, labels, seed)}
    else:
        rows = clusterable(per_person, total, min_votes, exactly=compat == "polis")
        if rows.size < MIN_PEOPLE:
            raise TooFewVoters(
                f"groups need at least {MIN_PEOPLE} people with enough votes; there are {rows.size}"
            )
        points = everyone[rows]
        labels, scores = _cut(points, k, max_k, seed, previous)
        labels = numbered_as_before(votes, rows, points, labels, previous)
        names = tuple(range(int(labels.max()) + 1))
        if stability_resamples and len(names) > 1:
            detail = resample(matrix, rows, labels, seed, stability_resamples, max_k, n_rejected)
    found = len(names)
    voters, voter_labels = rows, labels
    if given is None and compat is None:
        voters = np.union1d(rows, np.flatnonzero(votes.votes_per_participant))
        voter_labels = nearest_group(everyone, rows, labels, voters)
    counted = count_by_group(votes, voters, voter_labels, found)
    agreeing, disagreeing = compare(counted)
    product, root = group_aware_consensus(counted.agrees, counted.votes)
    clear = consensus_lists(votes.counts(), votes.idea_ids)
    held = np.bincount(labels, minlength=found)
    groups = OpinionGroups(
        participant_ids=votes.participant_ids[rows],
        labels=labels,
        positions=points,
        idea_ids=votes.idea_ids,
        idea_positions=ideas_on(plane, n_rejected),
        k=found,
        group_ids=names,
        sizes=held,
        centres=middles(points, labels),
        silhouette=scores.get(found),
        silhouettes=scores,
        stability=None if detail is None else detail.mean,
        stability_detail=detail,
        variance_explained=plane.variances / plane.total,
        voter_ids=votes.participant_ids[voters],
        voter_labels=voter_labels,
        members=np.bincount(voter_labels, minlength=found),
        agrees=counted.agrees,
        disagrees=counted.disagrees,
        votes=counted.votes,
        agreeing=agreeing,
        disagreeing=disagreeing,
        representative=(),
        consensus=product,
        consensus_geometric=root,
        consensus_disagree=group_aware_consensus(counted.disagrees, counted.votes)[0],
        consensus_enough=counted.votes.min(axis=0) >= min_group_votes,
        consensus_agreed=clear[0],
        consensus_rejected=clear[1],
        settings={
            "seed": seed,
            "k": k,
            "compat": compat,
            "stability_resamples": stability_resamples,
            "max_k": max_k,
            "min_votes": min_votes,
            "min_group_votes": min_group_votes,
            "rejected": n_rejected,
            "given": given is not None,
            "updated": previous is not None,
        },
        directions=plane.directions,
    )
    return replace(groups, representative=select(groups, compat))


def _others(votes: VoteTable, rejected: ArrayLike) -> NDArray[np.bool_]:
    """(I,) every idea but these."""
    ids = as_ids(rejected, "rejected")
    mask = np.ones(votes.n_ideas, dtype=bool)
    mask[codes_of(ids, votes.idea_ids, "idea")[1]] = False
    return mask


def _cut(
    points: Floats, k: int | None, max_k: int, seed: int, previous: OpinionGroups | None
) -> tuple[Labels, dict[int, float]]:
    different = _different(points)
    if different < 2:
        raise NoDifferences("everybody with enough votes stands at one point: there are no groups")
    if k is not None:
        if k > different:
            raise ImpossibleGroups(f"{k} groups need {k} people who differ; {different} do")
        if k == 1:
            return np.zeros(len(points), dtype=np.int32), {}
        return cut(points, [k], seed)
    most = min(most_groups(len(points), max_k), different)
    return cut(
        points, list(range(2, most + 1)), seed, keep=None if previous is None else previous.k
    )


def _different(points: Floats) -> int:
    """How many places people stand at, up to rounding."""
    placed = points.round(9)
    placed = placed[canonical_order(placed)]
    return 1 + int((placed[1:] != placed[:-1]).any(axis=1).sum())


def _silhouette(points: Floats, labels: Labels, seed: int) -> float:
    order = canonical_order(points)
    rows = order[sample_rows(len(points), SAMPLE, np.random.default_rng([seed, 7]))]
    return silhouettes(points[rows], [labels[rows]])[0]


def _as_given(votes: VoteTable, given: Mapping[Any, Any]) -> tuple[Ints, Labels, tuple[Any, ...]]:
    """Rows, labels and names of groups that somebody else made."""
    if not isinstance(given, Mapping) or not given:
        raise ImpossibleGroups("the groups given must map people to groups, one at least")
    _, place = codes_of(as_ids(list(given), "people given"), votes.participant_ids, "participant")
    groups = list(given.values())
    named = all(isinstance(group, (str, int, float, np.integer, np.floating)) for group in groups)
    alike = named and not any(group != group for group in groups)
    if not alike or len({type(group) for group in groups}) > 1:
        raise ImpossibleGroups("groups must be named by numbers or by texts, none of them missing")
    names, labels = np.unique(np.asarray(groups), return_inverse=True)
    order = np.argsort(place)
    return place[order].astype(np.int64), labels[order].astype(np.int32), tuple(names.tolist())
