"""Did every idea get its hearing? Exposure, votes per exposure, and how unequal they were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._inputs import floats
from .errors import InsightError

SHORT_OF_HEARING = 0.5


class ImpossibleExposures(InsightError):
    """Exposures or votes are no counts, or of different lengths, or more votes than exposures."""


@dataclass(frozen=True, slots=True)
class FairnessReport:
    """How attention was shared out among ideas."""

    exposures: NDArray[np.int64]
    """(I,) people each idea was shown to."""
    exposure_share: NDArray[np.float64]
    """(I,) share of all exposures, sums to 1 (0 for all where nothing was shown)."""
    votes_per_exposure: NDArray[np.float64]
    """(I,) votes / exposures; 0 where never shown: how often being shown led to a vote."""
    gini: float
    """Inequality of exposure: 0 where all ideas were shown equally often, towards 1 otherwise."""
    votes_gini: float
    """The same for votes."""
    least: int
    """Exposures of the idea shown least."""
    median: float
    """Median exposures."""
    unheard: NDArray[np.int64]
    """Indices of ideas shown less than half as often as the median idea."""


def gini(values: ArrayLike) -> float:
    """Gini coefficient: mean absolute difference over twice the mean; 0 where all are 0.

    Raises
    ------
    ImpossibleExposures

    Examples
    --------
    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 1])
    (0.0, 0.75)
    """
    x = np.sort(floats(values, "values", ImpossibleExposures), axis=None)
    if np.ndim(values) != 1 or x.size == 0 or not np.all((x >= 0) & np.isfinite(x)):
        raise ImpossibleExposures("values must be one or more finite numbers, none below 0")
    if x[-1] == 0:
        return 0.0
    x = x / x[-1]
    total = float(x.sum())
    weight = 2 * np.arange(1, x.size + 1) - x.size - 1
    return float(weight @ x / (x.size * total))


def fairness_report(exposures: ArrayLike, votes: ArrayLike) -> FairnessReport:
    """Say how evenly ideas were shown, and how often being shown led to a vote.

    Parameters
    ----------
    exposures, votes : array_like of int, shape (I,)
        People each idea was shown to, and its votes (passes included). Every vote counts as
        an exposure: no idea can have more votes than exposures.

    Returns
    -------
    FairnessReport

    Raises
    ------
    ImpossibleExposures

    Examples
    --------
    >>> report = fairness_report([10, 10, 2], [8, 4, 1])
    >>> report.unheard, report.votes_per_exposure
    (array([2]), array([0.8, 0.4, 0.5]))
    """
    shown = floats(exposures, "exposures", ImpossibleExposures)
    voted = floats(votes, "votes", ImpossibleExposures)
    if shown.shape != voted.shape:
        raise ImpossibleExposures(f"exposures {shown.shape} and votes {voted.shape} must match")
    unequal, votes_unequal = gini(shown), gini(voted)
    if np.any((shown != np.floor(shown)) | (voted != np.floor(voted)) | (shown > 2.0**53)):
        raise ImpossibleExposures("exposures and votes must be whole numbers up to 2**53")
    if np.any(voted > shown):
        raise ImpossibleExposures("an idea has more votes than it was shown: count votes as shown")
    total = float(shown.sum())
    median = float(np.median(shown))
    return FairnessReport(
        exposures=shown.astype(np.int64),
        exposure_share=shown / total if total else np.zeros(shown.size),
        votes_per_exposure=np.where(shown > 0, voted / np.maximum(shown, 1), 0.0),
        gini=unequal,
        votes_gini=votes_unequal,
        least=int(shown.min()),
        median=median,
        unheard=np.flatnonzero(shown < SHORT_OF_HEARING * median),
    )
