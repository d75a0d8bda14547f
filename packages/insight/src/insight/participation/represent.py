"""Who took part, against who there is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtri

from insight._inputs import coverage
from insight.errors import InsightError

Float = NDArray[np.float64]


class UnknownSegment(InsightError):
    """People came from a segment that the population does not have."""


class MalformedCounts(InsightError):
    """Counts are missing, negative or not finite, or there is nobody at all."""


@dataclass(frozen=True, slots=True)
class Representativeness:
    """Participation by segment (s), in the order of the population's mapping."""

    segments: tuple[Hashable, ...]
    """(s,) labels."""
    joined: Float
    """(s,) participants."""
    population: Float
    """(s,) people there are."""
    joined_share: Float
    """(s,) share of the participants."""
    population_share: Float
    """(s,) share of the population."""
    low: Float
    """(s,) lower end of Wilson's interval of the participants' share."""
    high: Float
    """(s,) upper end."""
    ratio: Float
    """(s,) joined_share / population_share: 1 is proportional, 0.5 half as many as due. NaN
    for a segment without population."""
    rate: Float
    """(s,) participants / population, the response rate; NaN without population, and
    or where the population is not given in whole people."""
    residuals: Float
    """(s,) how far from proportional, in standard errors."""
    missing: Float
    """(s,) further people needed until the segment is proportional, the others staying as
    they are; 0 where it is already."""
    chi_square: float
    """Pearson's statistic of all segments together."""
    p_value: float
    """Its p-value with s - 1 degrees of freedom (segments with population)."""
    dissimilarity: float
    """Share of participants who would have to be of another segment for proportion, 0 to 1
    (Duncan and Duncan's index)."""
    indicator: float
    """R-indicator, 1 - 2 x standard deviation of response rates: 1 is representative
    (Schouten, Cobben and Bethlehem, 2009). NaN where rates are unknown."""
    sparse: bool
    """Some segment expects fewer than five people, so that the p-value is rough."""
    confidence: float
    """Coverage of the intervals, 0 to 1."""


def representativeness(
    joined: Mapping[Hashable, float],
    population: Mapping[Hashable, float],
    *,
    confidence: float = 0.95,
) -> Representativeness:
    """Compare participants with the population they come from.

    Parameters
    ----------
    joined : mapping of segment to count
        Participants; a segment that is not named has none.
    population : mapping of segment to count or share
        All people that could have taken part. Whole numbers are counts; with anything else
        (shares, percentages, estimates), response rates and the R-indicator are NaN. A rate
        above 1 says that the population's count is out of date.
    confidence : float
        Coverage of the intervals.

    Returns
    -------
    Representativeness

    Raises
    ------
    UnknownSegment, MalformedCounts

    Notes
    -----
    Residuals are ``(O - E) / sqrt(E (1 - share))``. The test takes the participants as a
    small part of the population; where most took part it errs to the safe side.

    Examples
    --------
    >>> seen = representativeness({"nurse": 30, "doctor": 30}, {"nurse": 300, "doctor": 100})
    >>> seen.ratio.round(2), seen.missing
    (array([0.67, 2.  ]), array([60.,  0.]))
    """
    if unknown := [str(segment) for segment in joined if segment not in population]:
        raise UnknownSegment(f"not in the population: {', '.join(sorted(unknown))}")
    confidence = coverage(confidence, MalformedCounts)
    segments = tuple(population)
    here = _counts([joined.get(segment, 0) for segment in segments], "joined")
    there = _counts(list(population.values()), "population")
    if np.any((there == 0) & (here > 0)):
        raise UnknownSegment("people joined from a segment whose population is 0")
    if np.any(here != np.floor(here)):
        raise MalformedCounts("joined must be whole numbers of people")
    # Shares that sum to 1.001 must not pass for a population of one.
    counted = bool(np.all(there == np.floor(there)) and there.sum() > 1)
    n, share = float(here.sum()), there / there.sum()
    expected, alive = n * share, there > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(alive, here / n / share, np.nan)
        rate = np.where(alive, here / there, np.nan) if counted else np.full(here.shape, np.nan)
        error = np.sqrt(expected * (1 - share))
        residuals = np.where(error > 0, (here - expected) / error, 0.0)
        needed = np.where(share < 1, (share * n - here) / (1 - share), 0.0)
    chi = float((((here - expected) ** 2)[alive] / expected[alive]).sum())
    freedom = int(alive.sum()) - 1
    low, high = _wilson(here, n, confidence)
    return Representativeness(
        segments=segments,
        joined=here,
        population=there,
        joined_share=here / n,
        population_share=share,
        low=low,
        high=high,
        ratio=ratio,
        rate=rate,
        residuals=residuals,
        missing=np.ceil(np.maximum(needed, 0.0) - 1e-9) + 0.0,
        chi_square=chi,
        p_value=float(chdtrc(freedom, chi)) if freedom else 1.0,
        dissimilarity=float(np.abs(here / n - share).sum() / 2),
        indicator=_indicator(rate, share) if counted else float("nan"),
        sparse=bool(np.any(expected[alive] < 5)),
        confidence=confidence,
    )


def _indicator(rate: Float, share: Float) -> float:
    alive = share > 0
    mean = float((rate[alive] * share[alive]).sum())
    spread = (share[alive] * (rate[alive] - mean) ** 2).sum()
    return float(1 - 2 * np.sqrt(spread))


def _wilson(counts: Float, n: float, confidence: float) -> tuple[Float, Float]:
    z = float(ndtri(0.5 + confidence / 2))
    p = counts / n
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def _counts(values: list[float], name: str) -> Float:
    try:
        counts = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise MalformedCounts(f"{name} must be counts") from problem
    if counts.size == 0 or not np.all(np.isfinite(counts)) or np.any(counts < 0):
        raise MalformedCounts(f"{name} must be finite counts, not negative, of some segment")
    if counts.sum() == 0:
        raise MalformedCounts(f"{name} counts nobody")
    return counts
