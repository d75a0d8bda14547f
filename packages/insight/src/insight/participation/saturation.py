"""Have we heard it all? How many themes more contributions would still bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, ndtri

from insight._inputs import coverage, whole
from insight.errors import InsightError

Float = NDArray[np.float64]


class MalformedMembership(InsightError):
    """Theme membership is not a table of contributions by themes, or no theme occurs."""


@dataclass(frozen=True, slots=True)
class SaturationCurve:
    """Distinct themes heard as contributions come in."""

    contributions: NDArray[np.int64]
    """(m,) numbers of contributions at which the curve is given, rising, up to all."""
    expected: Float
    """(m,) distinct themes in that many contributions, on average over all orders."""
    low: Float
    """(m,) lower end of the interval, were the contributions collected anew."""
    high: Float
    """(m,) upper end."""
    heard: NDArray[np.int64]
    """(m,) distinct themes by then in the order given (the order of arrival)."""
    found: int
    """Distinct themes in all."""
    once: int
    """Themes that came up in exactly one contribution."""
    twice: int
    """Themes that came up in exactly two."""
    estimated: float
    """Chao2: themes there are, the unheard included; a lower bound."""
    estimated_low: float
    """Lower end of its interval."""
    estimated_high: float
    """Upper end of its interval."""
    coverage: float
    """Share of future mentions whose theme is already known (Good-Turing), 0 to 1."""
    next_new: float
    """New themes to expect in the next contribution (the slope at the end)."""
    confidence: float
    """Coverage of the intervals, 0 to 1."""


def saturation_curve(
    theme_membership: ArrayLike,
    *,
    points: int = 50,
    confidence: float = 0.95,
) -> SaturationCurve:
    """How quickly themes were found, and how many are still out there.

    Parameters
    ----------
    theme_membership : array_like of bool, shape (n, t)
        Themes of each contribution, in order of arrival. Columns never used are ignored.
    points : int
        Points of the curve.
    confidence : float
        Coverage of the intervals.

    Returns
    -------
    SaturationCurve

    Raises
    ------
    MalformedMembership

    Notes
    -----
    Exact rarefaction (no shuffling): a theme in c of n contributions is missed by m of
    them with probability C(n-c, m) / C(n, m). Interval: Colwell et al. (2012), Journal of
    Plant Ecology 5:3-21, equation 5. Estimate: Chao (1987), Biometrics 43:783-791, with the
    log-normal interval. Coverage: Chao and Jost (2012), Ecology 93:2533-2547, for
    incidence. A codebook's themes are found by people who look for them: the curve tells
    whether more of *these* contributions bring news, never whether other people would.

    Examples
    --------
    >>> curve = saturation_curve([[1, 0, 0], [1, 1, 0], [1, 0, 0], [1, 1, 1]])
    >>> curve.expected.round(2), curve.heard
    (array([1.75, 2.33, 2.75, 3.  ]), array([1, 2, 2, 3]))
    """
    try:
        member = np.asarray(theme_membership)
    except ValueError as problem:
        raise MalformedMembership("theme_membership has rows of different lengths") from problem
    if member.ndim != 2 or member.size == 0:
        raise MalformedMembership("theme_membership must be contributions by themes, not empty")
    if member.dtype != np.bool_:
        if not np.issubdtype(member.dtype, np.number) or not np.all((member == 0) | (member == 1)):
            raise MalformedMembership("theme_membership must hold only yes and no")
        member = member.astype(np.bool_)
    confidence = coverage(confidence, MalformedMembership)
    points = whole(points, "points", MalformedMembership, 2)
    often = member.sum(axis=0)
    used = often > 0
    if not np.any(used):
        raise MalformedMembership("no contribution has any theme")
    often, n = often[used], member.shape[0]
    at = np.unique(np.linspace(1, n, min(points, n)).round().astype(np.int64))
    missed = _missed(often, n, at)
    expected = (1 - missed).sum(axis=1)
    once, twice = int((often == 1).sum()), int((often == 2).sum())
    found = int(used.sum())
    estimate, low, high = _chao2(found, once, twice, n, confidence)
    spread = np.sqrt(np.maximum(((1 - missed) ** 2).sum(axis=1) - expected**2 / estimate, 0.0))
    z = float(ndtri(0.5 + confidence / 2))
    first = np.sort(np.argmax(member[:, used], axis=0))
    return SaturationCurve(
        contributions=at,
        expected=expected,
        low=np.maximum(expected - z * spread, 0.0),
        high=expected + z * spread,
        heard=np.searchsorted(first, at, side="left").astype(np.int64),
        found=found,
        once=once,
        twice=twice,
        estimated=estimate,
        estimated_low=low,
        estimated_high=high,
        coverage=_coverage(int(often.sum()), once, twice, n),
        next_new=once / n,
        confidence=confidence,
    )


def _missed(often: NDArray[np.int64], n: int, at: NDArray[np.int64]) -> Float:
    """(m, t) chance that m of n contributions miss a theme that occurs in some."""
    without = n - often[None, :]
    m = at[:, None]
    some = without >= m
    left = np.where(some, without - m, 0)
    log = gammaln(without + 1) - gammaln(left + 1) - gammaln(n + 1) + gammaln(n - m + 1)
    return np.where(some, np.exp(log), 0.0)


def _chao2(
    found: int, once: int, twice: int, n: int, confidence: float
) -> tuple[float, float, float]:
    shrink = (n - 1) / n
    if once == 0 or n == 1:
        return float(found), float(found), float(found)
    if twice > 0:
        unseen = shrink * once**2 / (2 * twice)
        r = once / twice
        variance = twice * (shrink * r**2 / 2 + shrink**2 * r**3 + shrink**2 * r**4 / 4)
    else:
        unseen = shrink * once * (once - 1) / 2
        variance = (
            shrink * once * (once - 1) / 2
            + shrink**2 * once * (2 * once - 1) ** 2 / 4
            - shrink**2 * once**4 / (4 * (found + unseen))
        )
    if unseen <= 0:
        return float(found), float(found), float(found)
    z = float(ndtri(0.5 + confidence / 2))
    factor = float(np.exp(z * np.sqrt(np.log1p(max(variance, 0.0) / unseen**2))))
    return found + unseen, found + unseen / factor, found + unseen * factor


def _coverage(mentions: int, once: int, twice: int, n: int) -> float:
    if once == 0:
        return 1.0
    if n == 1:
        return 0.0
    if twice > 0:
        share = (n - 1) * once / ((n - 1) * once + 2 * twice)
    else:
        share = (n - 1) * (once - 1) / ((n - 1) * (once - 1) + 2) if once > 1 else 0.0
    return float(1 - once / mentions * share)
