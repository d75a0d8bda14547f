"""What may be shown, before any arithmetic: the smallest group, and when a live page may move."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import whole
from insight.errors import InsightError

LOWEST_K = 5
Zeros = Literal["hide", "show"]


class DisclosureError(InsightError):
    """The tables cannot be protected as they were given."""


class UnsafeK(DisclosureError):
    """k is below 5: too few people to hide among."""


class NotACount(DisclosureError):
    """A count is negative, missing, infinite or not a number."""


class TablesDisagree(DisclosureError):
    """Linked tables do not describe the same people: a shared total differs."""


class TooManyCells(DisclosureError):
    """The tables are linked in a ring over more cells than can be solved."""


def check_k(k: int) -> int:
    """Return ``k`` if groups of that size may be shown; raise `UnsafeK` otherwise."""
    return whole(k, "k", UnsafeK, LOWEST_K)


def check_counts(counts: ArrayLike, name: str = "counts") -> NDArray[np.float64]:
    """Return the counts as floats; raise `NotACount` for anything that is none."""
    values = _numbers(counts, name)
    if values.ndim == 0 or values.size == 0:
        raise NotACount(f"{name} is empty: there is no table to protect")
    if np.any(values < 0):
        raise NotACount(f"{name} must not be negative")
    return values


def _numbers(given: ArrayLike, name: str) -> NDArray[np.float64]:
    try:
        values = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise NotACount(f"{name} must be a rectangular array of numbers") from problem
    if not np.all(np.isfinite(values)):
        raise NotACount(f"{name} must be finite")
    return values


def batch_floor(count: ArrayLike, k: int = 10) -> NDArray[np.int64]:
    """People who may be counted on a live page now: whole batches of k, no more.

    A page that moves with every arrival tells two readers who looked a minute
    apart what the one newcomer said. Counting the first ``batch_floor(n, k)``
    people *of each segment* means that two looks differ by nobody, or by at
    least k people of that segment.

    Parameters
    ----------
    count : array_like of int
        People who have arrived, for the page or for each segment.
    k : int
        Smallest batch, at least 5.

    Returns
    -------
    ndarray of int64, same shape
        The largest multiple of k that is not above the count.

    Raises
    ------
    UnsafeK, NotACount

    Examples
    --------
    >>> batch_floor([9, 10, 27], k=10)
    array([ 0, 10, 20])
    """
    k = check_k(k)
    arrived = _numbers(count, "count")
    if np.any(arrived < 0):
        raise NotACount("count must not be negative")
    return np.asarray(np.floor(arrived / k) * k, dtype=np.int64)


def in_batch(segments: ArrayLike, k: int = 10) -> NDArray[np.bool_]:
    """Which people a live cut by segment may count: full batches of their own segment.

    Parameters
    ----------
    segments : array_like, shape (n,)
        Segment of each person, in order of arrival (the same order at every
        refresh, newcomers last: earlier batches must not change).
    k : int
        Smallest batch, at least 5.

    Returns
    -------
    ndarray of bool, shape (n,)

    Raises
    ------
    UnsafeK, NotACount

    Examples
    --------
    >>> in_batch(["nurse"] * 6 + ["doctor"] * 4, k=5).nonzero()[0]
    array([0, 1, 2, 3, 4])
    """
    k = check_k(k)
    labels = np.asarray(segments)
    if labels.ndim != 1:
        raise NotACount("segments must be one label for each person")
    if labels.size == 0:
        return np.zeros(0, dtype=bool)
    try:
        _, group, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    except TypeError as problem:
        raise NotACount("segments mixes kinds of labels, or misses some") from problem
    order = np.argsort(group, kind="stable")
    starts = np.repeat(np.cumsum(sizes) - sizes, sizes)
    arrival = np.empty(labels.size, dtype=np.int64)
    arrival[order] = np.arange(labels.size) - starts
    return np.asarray(arrival < batch_floor(sizes, k)[group])


def share_is_safe(count: ArrayLike, base: ArrayLike, *, k: int = 10) -> NDArray[np.bool_]:
    """Whether "count of base" may be shown as a share on its own.

    Both the people in it and the people outside it must number at least k:
    "95 % of 20 agree" tells that exactly one did not. Exactly nobody or everybody is
    refused too, because it tells what each of them said.

    Parameters
    ----------
    count, base : array_like of int, same shape
        People counted, and the people they are a share of.
    k : int
        Smallest group, at least 5.

    Returns
    -------
    ndarray of bool

    Raises
    ------
    UnsafeK, NotACount
    """
    k = check_k(k)
    part, whole = _numbers(count, "count"), _numbers(base, "base")
    if part.shape != whole.shape or np.any((part < 0) | (part > whole)):
        raise NotACount("count must lie between 0 and base")
    return np.asarray((part >= k) & (whole - part >= k))
