"""Weights that bring participants to known totals of the population."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, vstack

from insight._inputs import floats, whole
from insight.errors import InsightError

Float = NDArray[np.float64]


class MalformedWeights(InsightError):
    """Weights are empty, negative, not finite, or all zero."""


class MalformedMargins(InsightError):
    """Segments and margins do not fit together."""


class ImpossibleMargin(InsightError):
    """No weights of these people can reach the margins; ``str()`` says which, and why."""


class NotConverged(InsightError):
    """The margins are just possible, but only with weights that vanish or not in time."""


@dataclass(frozen=True, slots=True)
class Raked:
    """Weights that reproduce the margins."""

    weights: Float
    """(n,) one for each participant; their mean is 1."""
    effective_n: float
    """Kish's effective sample size: how many equal voices these weights are worth."""
    design_effect: float
    """n / effective_n: how much the weighting widens every variance, at the least."""
    largest: float
    """Largest weight: how many voices the loudest one speaks for."""
    smallest: float
    """Smallest weight."""
    iterations: int
    """Rounds over all margins."""
    error: float
    """Largest remaining difference from any margin, as a share of everybody."""


def effective_sample_size(weights: ArrayLike) -> float:
    """Kish's effective sample size, ``(sum w)^2 / sum w^2``.

    Parameters
    ----------
    weights : array_like, shape (n,)

    Returns
    -------
    float
        Between 1 and n.

    Raises
    ------
    MalformedWeights

    Notes
    -----
    Kish (1965), Survey Sampling, section 11.7. It is exact for a mean of something that has
    nothing to do with the weights.

    Examples
    --------
    >>> effective_sample_size([1, 1, 2])
    2.6666666666666665
    """
    w = _checked(weights)
    w = w / w.max()
    return float(w.sum() ** 2 / (w**2).sum())


def rake(
    segments: Mapping[str, ArrayLike],
    margins: Mapping[str, Mapping[Hashable, float]],
    *,
    weights: ArrayLike | None = None,
    tolerance: float = 1e-8,
    rounds: int = 1000,
) -> Raked:
    """Weight people until every margin is that of the population.

    Scales the weights to one margin after another until all hold (iterative proportional
    fitting): of all weights that reach the margins, those closest to the starting weights.

    Parameters
    ----------
    segments : mapping of name to array_like, shape (n,)
        For example ``{"profession": [...], "site": [...]}``.
    margins : mapping of name to mapping of category to count or share
        For each of the segments, the population by category. Each is taken as shares of
        its own sum, so that counts of different years go together.
    weights : array_like, shape (n,), optional
        Starting weights; default 1 for everybody.
    tolerance : float
        Largest difference from a margin, as a share of everybody.
    rounds : int
        Most rounds over all margins.

    Returns
    -------
    Raked

    Raises
    ------
    ImpossibleMargin
        A category of the population has no participant, a participant's category has no
        population, or the margins contradict each other for the people there are.
    NotConverged
        They can only be approached, some weights going to zero, or not in ``rounds``.
    MalformedMargins, MalformedWeights

    Notes
    -----
    Deming and Stephan (1940), Annals of Mathematical Statistics 11:427-444.

    Examples
    --------
    >>> rake({"job": ["nurse", "nurse", "nurse", "doctor"]},
    ...      {"job": {"nurse": 50, "doctor": 50}}).weights.round(3)
    array([0.667, 0.667, 0.667, 2.   ])
    """
    if not segments or set(segments) != set(margins):
        raise MalformedMargins("segments and margins must name the same, one at least")
    # Written so that NaN fails too: no comparison with it would ever end the rounds.
    if not 0 < tolerance < 1:
        raise MalformedMargins("tolerance must lie strictly between 0 and 1")
    rounds = whole(rounds, "rounds", MalformedMargins, 1)
    names = sorted(segments)
    n = np.asarray(segments[names[0]], dtype=object).size
    start = _checked(np.ones(n) if weights is None else weights)
    if start.size != n:
        raise MalformedWeights(f"{start.size} weights for {n} people")
    columns, targets = [], []
    for name in names:
        code, share = _margin(name, np.asarray(segments[name]), margins[name], n, start)
        columns.append(code)
        targets.append(share)
    # People alike in every segment get alike weights: only the distinct kinds are raked.
    kinds, kind = np.unique(np.stack(columns), axis=1, return_inverse=True)
    mass: Float = np.bincount(kind, weights=start, minlength=kinds.shape[1]) / start.sum()
    fitted, used, error = _fit(kinds, mass, targets, tolerance, rounds)
    if error > tolerance:
        _explain(kinds, mass, targets, names)
        raise NotConverged(
            f"after {used} rounds a margin is still off by {error:.2g} of everybody: merge "
            "categories that few people share"
        )
    factor = np.divide(fitted, mass, out=np.zeros_like(mass), where=mass > 0)
    final = start * factor[kind]
    final *= n / final.sum()
    if np.any((final <= 1e-9 * final.max()) & (start > 0)):
        raise NotConverged("the margins hold only where some people's weights vanish")
    effective = effective_sample_size(final)
    return Raked(
        weights=final,
        effective_n=effective,
        design_effect=n / effective,
        largest=float(final.max()),
        smallest=float(final.min()),
        iterations=used,
        error=error,
    )


def _fit(
    kinds: NDArray[np.int64],
    mass: Float,
    targets: list[Float],
    tolerance: float,
    rounds: int,
) -> tuple[Float, int, float]:
    fitted, error, used = mass.copy(), np.inf, 0
    while error > tolerance and used < rounds:
        used += 1
        for code, share in zip(kinds, targets, strict=True):
            now = np.bincount(code, weights=fitted, minlength=share.size)
            fitted = fitted * np.divide(share, now, out=np.zeros_like(now), where=now > 0)[code]
        error = max(
            float(np.abs(np.bincount(c, weights=fitted, minlength=s.size) - s).max())
            for c, s in zip(kinds, targets, strict=True)
        )
    return fitted, used, error


def _explain(kinds: NDArray[np.int64], mass: Float, targets: list[Float], names: list[str]) -> None:
    """Raise `ImpossibleMargin` if no weights at all reach the margins."""
    width = kinds.shape[1]
    rows = [
        csr_array((np.ones(width), (code, np.arange(width))), shape=(share.size, width))
        for code, share in zip(kinds, targets, strict=True)
    ]
    answer = scipy.optimize.linprog(
        np.zeros(width),
        A_eq=vstack(rows),
        b_eq=np.concatenate(targets),
        bounds=[(0, None if m > 0 else 0) for m in mass],
    )
    if answer.status == 2:
        raise ImpossibleMargin(
            f"the margins of {' and '.join(names)} contradict each other for the people there "
            "are: too few combinations of categories took part"
        )


def _margin(
    name: str,
    labels: NDArray[np.generic],
    margin: Mapping[Hashable, float],
    n: int,
    start: Float,
) -> tuple[NDArray[np.int64], Float]:
    if labels.shape != (n,) or n == 0:
        raise MalformedMargins(f"{name} must be one label for each person, of one at least")
    if not isinstance(margin, Mapping):
        raise MalformedMargins(f"the margin of {name} must map categories to counts or shares")
    share = floats(list(margin.values()), f"the margin of {name}", ImpossibleMargin)
    if share.size == 0 or not np.all(np.isfinite(share)) or np.any(share < 0):
        raise ImpossibleMargin(f"the margin of {name} must be finite, not negative, not empty")
    if share.max() == 0:
        raise ImpossibleMargin(f"the margin of {name} counts nobody")
    share = share / share.max()
    number = {category: i for i, category in enumerate(margin)}
    listed = labels.tolist()
    if strange := sorted({str(label) for label in listed if label not in number}):
        raise ImpossibleMargin(f"{name}: the population has no {', '.join(strange)}")
    code = np.array([number[label] for label in listed], dtype=np.int64)
    present = np.bincount(code, weights=start, minlength=share.size) > 0
    if np.any(absent := (share > 0) & ~present):
        who = ", ".join(str(c) for c, gone in zip(margin, absent, strict=True) if gone)
        raise ImpossibleMargin(f"{name}: nobody took part who is {who}; merge it with another")
    if np.any(extra := (share == 0) & present):
        who = ", ".join(str(c) for c, more in zip(margin, extra, strict=True) if more)
        raise ImpossibleMargin(f"{name}: people took part who are {who}, population 0")
    return code, share / share.sum()


def _checked(weights: ArrayLike) -> Float:
    w = floats(weights, "weights", MalformedWeights)
    if w.ndim != 1 or w.size == 0 or not np.all(np.isfinite(w)) or np.any(w < 0):
        raise MalformedWeights("weights must be one finite number, not negative, per person")
    if w.max() == 0:
        raise MalformedWeights("all weights are zero")
    return w
