"""Ideas that people support whatever camp they are in, found without cutting people into groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from insight._inputs import coverage, whole
from insight.errors import InsightError
from insight.votes import VoteTable

from ._positions import centred, find_plane, idea_means
from .errors import TooFewIdeas, TooFewVoters

Floats = NDArray[np.float64]

RIDGE_INTERCEPT = 0.15
RIDGE_FACTOR = 0.03
FOLDS = 10


class ImpossibleBridging(InsightError):
    """No table of votes, a confidence outside 0 to 1, or settings that are not positive."""


@dataclass(frozen=True, slots=True, eq=False)
class Bridging:
    """Support for each idea that is left once its camp's support is taken away."""

    idea_ids: NDArray[Any]
    """(I,) as in the vote table."""
    score: Floats
    """(I,) the idea's own intercept, in shares of agreement: 0 as the average idea."""
    low: Floats
    """(I,) lower end of the interval of the score."""
    high: Floats
    """(I,) upper end of the interval of the score."""
    factor: Floats
    """(I,) how far, and to which side, the idea splits the camps."""
    person_factor: Floats
    """(P,) on which side of that divide each participant of the table stands."""
    overall: float
    """Mean agreement (agree 1, pass one half, disagree 0) over all votes."""
    votes: NDArray[np.int64]
    """(I,) votes on each idea."""
    enough: NDArray[np.bool_]
    """(I,) at least ``min_votes`` votes: below that the score is mostly its prior, 0."""
    order: NDArray[np.int64]
    """(I,) indices, highest lower end first, ideas with too few votes last."""
    confidence: float
    """Coverage of the interval."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Votes as (row, column, value) with a weight each, for weighted alternating fits."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: Floats
    n_rows: int
    n_columns: int


@dataclass(frozen=True, slots=True)
class _Fit:
    people: Floats
    ideas: Floats
    person_factor: Floats
    idea_factor: Floats


def bridging(
    votes: VoteTable,
    *,
    confidence: float = 0.95,
    min_votes: int = 5,
    ridge_intercept: float = RIDGE_INTERCEPT,
    ridge_factor: float = RIDGE_FACTOR,
    iterations: int = 40,
) -> Bridging:
    """Score ideas by the support that one dimension of disagreement cannot explain.

    A vote (agree 1, pass one half, disagree 0) is modelled as
    mu + i_person + i_idea + f_person x f_idea, fitted by alternating least squares with
    ridges on intercepts and factors, as Community Notes do (Wojcik et al., 2022); the
    idea's intercept is the score. The fit starts from the first principal direction of the
    votes: from random starts it can end elsewhere. Ridges are on means over parameters, so
    that doubling the crowd changes nothing. The interval is a jackknife over ten folds of
    people (fewer people: one each), with the fit continued from the whole crowd's, and
    Student's t with one degree of freedom fewer than folds.

    Parameters
    ----------
    votes : VoteTable
    confidence : float
        Coverage of the interval, strictly between 0 and 1.
    min_votes : int
        Votes from which on an idea's score is trusted.
    ridge_intercept, ridge_factor : float
        Positive; the larger, the more evidence a score needs.
    iterations : int
        Most rounds of fitting; it stops earlier where nothing moves by a millionth.

    Returns
    -------
    Bridging

    Raises
    ------
    TooFewVoters, TooFewIdeas
        Fewer than four people, or two ideas, have votes.
    NoDifferences
        Everybody voted the same on everything.
    ImpossibleBridging
    """
    if not isinstance(votes, VoteTable):
        raise ImpossibleBridging(f"votes must be a VoteTable, not {type(votes).__name__}")
    confidence = coverage(confidence, ImpossibleBridging)
    # Written so that NaN fails too.
    if not (0 < ridge_intercept < np.inf and 0 < ridge_factor < np.inf):
        raise ImpossibleBridging("ridges must be positive and finite")
    iterations = whole(iterations, "iterations", ImpossibleBridging, 1)
    min_votes = whole(min_votes, "min_votes", ImpossibleBridging, 0)
    voters = int((votes.votes_per_participant > 0).sum())
    held = np.bincount(votes.ideas, minlength=votes.n_ideas)
    if voters < 4:
        raise TooFewVoters(f"bridging needs at least 4 people who voted; there are {voters}")
    if (held > 0).sum() < 2:
        raise TooFewIdeas("bridging needs votes on at least 2 ideas")
    means = idea_means(votes)
    matrix = centred(votes, means)
    plane = find_plane(matrix, means)
    along = np.sqrt(plane.variances[0] / max(votes.n_participants, 1))
    start = np.asarray(matrix @ plane.directions[:, 0].astype(matrix.dtype), dtype=float)
    cells = _Cells(
        votes.rows(),
        votes.ideas,
        (votes.stances.astype(np.float64) + 1) / 2,
        votes.n_participants,
        votes.n_ideas,
    )
    first = _Fit(
        np.zeros(votes.n_participants),
        np.zeros(votes.n_ideas),
        start / max(float(along), 1e-9) / 2,
        plane.directions[:, 0] * float(along),
    )
    ridges = (ridge_intercept, ridge_factor)
    overall = float(cells.values.mean())
    fitted = _fit(cells, None, overall, first, ridges, iterations)
    spread, folds = _jackknife(cells, fitted, ridges, votes)
    # Of ten folds the spread itself is uncertain: Student's t, not the normal.
    reach = float(stdtrit(folds - 1, 0.5 + confidence / 2)) * spread
    enough = held >= min_votes
    low = fitted.ideas - reach
    return Bridging(
        idea_ids=votes.idea_ids,
        score=fitted.ideas,
        low=low,
        high=fitted.ideas + reach,
        factor=fitted.idea_factor,
        person_factor=fitted.person_factor,
        overall=overall,
        votes=held.astype(np.int64),
        enough=enough,
        order=np.lexsort((np.arange(votes.n_ideas), -low, ~enough)),
        confidence=confidence,
    )


def _side(
    at: NDArray[np.int32],
    n: int,
    other_factor: Floats,
    residual: Floats,
    weight: Floats | None,
    ridges: tuple[float, float],
    per_parameter: float,
) -> tuple[Floats, Floats]:
    """Intercept and factor of every person (or idea), the other side held: a 2 x 2 ridge each."""
    w = np.ones(at.size) if weight is None else weight
    wf = w * other_factor
    count = np.bincount(at, w, minlength=n) + ridges[0] * per_parameter
    square = np.bincount(at, wf * other_factor, minlength=n) + ridges[1] * per_parameter
    cross = np.bincount(at, wf, minlength=n)
    plain = np.bincount(at, w * residual, minlength=n)
    along = np.bincount(at, wf * residual, minlength=n)
    determinant = count * square - cross * cross
    intercept = (square * plain - cross * along) / determinant
    factor = (count * along - cross * plain) / determinant
    return intercept, factor


def _fit(
    cells: _Cells,
    weight: Floats | None,
    overall: float,
    start: _Fit,
    ridges: tuple[float, float],
    iterations: int,
) -> _Fit:
    """Alternate between people and ideas until no idea's score moves by a millionth."""
    rows, columns = cells.rows, cells.columns
    total = float(rows.size if weight is None else weight.sum())
    used = cells.n_rows if weight is None else _occupied(rows, weight, cells.n_rows)
    per_person, per_idea = total / max(used, 1), total / cells.n_columns
    centred_values = cells.values - overall
    fit = start
    for _ in range(iterations):
        residual = centred_values - fit.ideas[columns]
        people, person_factor = _side(
            rows, cells.n_rows, fit.idea_factor[columns], residual, weight, ridges, per_person
        )
        residual = centred_values - people[rows]
        ideas, idea_factor = _side(
            columns, cells.n_columns, person_factor[rows], residual, weight, ridges, per_idea
        )
        moved = float(np.abs(ideas - fit.ideas).max())
        fit = _Fit(people, ideas, person_factor, idea_factor)
        if moved < 1e-6:
            break
    return fit


def _occupied(rows: NDArray[np.int32], weight: Floats, n: int) -> int:
    return int((np.bincount(rows, weight, minlength=n) > 0).sum())


def _jackknife(
    cells: _Cells, whole: _Fit, ridges: tuple[float, float], votes: VoteTable
) -> tuple[Floats, int]:
    """(I,) standard error of each score when tenths of the people are left out in turn; folds."""
    # Folds follow what people voted, not how they are numbered: ids must decide nothing.
    voters = np.flatnonzero(votes.votes_per_participant)
    folds = min(FOLDS, voters.size)
    order = voters[np.lexsort((whole.people[voters], whole.person_factor[voters]))]
    fold = np.empty(votes.n_participants, dtype=np.int64)
    fold[order] = np.arange(voters.size) % folds
    scores = []
    for left_out in range(folds):
        weight = (fold[cells.rows] != left_out).astype(np.float64)
        part = float((cells.values * weight).sum() / max(weight.sum(), 1))
        scores.append(_fit(cells, weight, part, whole, ridges, 8).ideas)
    spread = np.stack(scores)
    deviation = spread - spread.mean(axis=0)
    error: Floats = np.sqrt((folds - 1) / folds * (deviation**2).sum(axis=0))
    return error, folds
