"""Groups that were found before: where to start, which way to face, whose letter is whose."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy
from numpy.typing import NDArray

from insight.votes import VoteTable

from ._cut import by_size
from ._positions import Plane
from .results import OpinionGroups

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Labels = NDArray[np.int32]


def _shared_ideas(votes: VoteTable, previous: OpinionGroups) -> tuple[Ints, Ints] | None:
    _, mine, theirs = np.intersect1d(votes.idea_ids, previous.idea_ids, return_indices=True)
    return (mine, theirs) if mine.size and previous.directions.size else None


def starting_points(votes: VoteTable, previous: OpinionGroups | None) -> Floats | None:
    """Where the search for the plane begins: the earlier plane, if there is one."""
    shared = None if previous is None else _shared_ideas(votes, previous)
    if previous is None or shared is None:
        return None
    start = np.full(votes.n_ideas, 1e-3)
    start[shared[0]] += previous.directions[shared[1]].sum(axis=1)
    return start


def facing(plane: Plane, votes: VoteTable, previous: OpinionGroups | None) -> Plane:
    """Turn the plane's axes the way they pointed before, so that the map does not flip."""
    shared = None if previous is None else _shared_ideas(votes, previous)
    if previous is None or shared is None:
        return plane
    alike = (plane.directions[shared[0]] * previous.directions[shared[1]]).sum(axis=0)
    return replace(plane, directions=plane.directions * np.where(alike < 0, -1.0, 1.0))


def numbered_as_before(
    votes: VoteTable, rows: Ints, points: Floats, labels: Labels, previous: OpinionGroups | None
) -> Labels:
    """Give each group the number of the earlier group that most of its people come from."""
    if previous is None:
        return by_size(points, labels)
    ids = votes.participant_ids[rows]
    _, now, then = np.intersect1d(ids, previous.participant_ids, return_indices=True)
    k = int(labels.max()) + 1
    size = max(k, previous.k)
    shared = np.zeros((size, size))
    np.add.at(shared, (labels[now], previous.labels[then]), 1)
    new_number = scipy.optimize.linear_sum_assignment(-shared)[1][:k]
    # Fewer groups than before must still be numbered without a gap.
    return np.argsort(np.argsort(new_number))[labels].astype(np.int32)
