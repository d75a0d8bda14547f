"""Ratings as numbers: what is missing, which categories there are, in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import coverage, seed_of, whole
from insight.errors import InsightError

MISSING = -1
CELLS_AT_ONCE = 2_000_000


class MalformedRatings(InsightError):
    """Ratings do not form a table of units by raters, or a category is unknown."""


class NothingToCompare(InsightError):
    """Fewer than two units were rated by at least two raters."""


class ConstantRatings(InsightError):
    """Everybody chose one category throughout: agreement beyond chance is undefined."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient of agreement with a bootstrap interval over the units."""

    value: float
    """1 is perfect, 0 what chance alone gives; below 0 is worse than chance."""
    low: float
    """Lower end of the percentile bootstrap interval."""
    high: float
    """Upper end of the interval."""
    n: int
    """Units that could be compared (for alpha: rated by two or more)."""
    left_out: int
    """Units that could not be compared because ratings are missing."""
    observed: float
    """Observed agreement: share of pairs that agree, weighted where weights are used;
    for alpha one minus the observed disagreement over its largest possible value."""
    resamples: int
    """Bootstrap resamples behind the interval; resamples in which the coefficient is
    undefined (all units alike) are left out."""
    confidence: float
    """Coverage of the interval, 0 to 1."""
    method: str
    """Name of the coefficient with its variant, such as ``krippendorff alpha, ordinal``."""


def codes(
    ratings: ArrayLike, order: Sequence[Any] | None = None
) -> tuple[NDArray[np.int64], list[Any]]:
    """Number the categories from 0; ``None``, NaN and masked entries become `MISSING`.

    Categories are numbered in ``order`` where given, otherwise sorted.
    """
    table = objects(ratings)
    values = [_plain(value) for value in table.ravel()]
    present = {value for value in values if value is not None}
    if order is None:
        try:
            names = sorted(present)
        except TypeError as problem:
            raise MalformedRatings("categories of mixed kinds cannot be sorted") from problem
    else:
        names = [_plain(value) for value in order]
        if len(set(names)) != len(names):
            raise MalformedRatings("order names a category twice")
        if unknown := present - set(names):
            raise MalformedRatings(f"ratings not in order: {sorted(map(str, unknown))}")
    number: dict[Any, int] = {name: i for i, name in enumerate(names)}
    flat = [MISSING if value is None else number[value] for value in values]
    return np.array(flat, dtype=np.int64).reshape(table.shape), names


def objects(ratings: ArrayLike) -> NDArray[np.object_]:
    """The ratings as they are: ``None`` beside text stays None, 1 beside text stays 1."""
    if np.ma.isMaskedArray(ratings):
        given = np.array(np.ma.getdata(ratings), dtype=object)
        given[np.ma.getmaskarray(ratings)] = None
        return given
    try:
        return np.array(ratings, dtype=object)
    except ValueError as problem:
        raise MalformedRatings("ratings must form one rectangular table") from problem


def bootstrap(
    value: Callable[[NDArray[np.int64]], NDArray[np.float64]],
    repeats: NDArray[np.int64],
    *,
    confidence: float,
    resamples: int,
    seed: int,
) -> tuple[float, float, int]:
    """Percentile interval by drawing units with replacement.

    ``repeats`` counts the units that look alike: drawing units is drawing how often each
    look comes up, so a million units cost no more than their distinct patterns, and the
    order of the rows cannot matter.
    """
    confidence = coverage(confidence, MalformedRatings)
    resamples = whole(resamples, "resamples", MalformedRatings)
    if resamples < 100:
        raise MalformedRatings("at least 100 resamples are needed for an interval")
    n = int(repeats.sum())
    rng = np.random.default_rng(seed_of(seed, MalformedRatings))
    # In pieces, so that a hundred thousand different looks still fit into memory.
    piece = max(1, min(resamples, CELLS_AT_ONCE // repeats.size))
    pieces = [min(piece, resamples - at) for at in range(0, resamples, piece)]
    values = np.concatenate([value(rng.multinomial(n, repeats / n, size=m)) for m in pieces])
    values = values[np.isfinite(values)]
    if values.size == 0:
        raise ConstantRatings("no resample has any variation: there is too little data")
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high), int(values.size)


def _plain(value: Any) -> Any:
    if value is None or value is np.ma.masked:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        if np.isnan(value):
            return None
        if np.isinf(value):
            raise MalformedRatings("a rating is infinite")
    try:
        hash(value)
    except TypeError as problem:
        raise MalformedRatings("ratings must form one table of single values") from problem
    return value
