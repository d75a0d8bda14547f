"""Themes by challenge question: what was said where, how sure, and what stands out."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from insight._inputs import coverage

from .inputs import Float, MalformedTable, labels_of, weights_of, yes_no


@dataclass(frozen=True, slots=True)
class ThemeTable:
    """Shares of contributions by theme (t) and question (q)."""

    questions: tuple[Hashable, ...]
    """(q,) labels of the columns, sorted."""
    counts: Float
    """(t, q) weighted contributions; where split, a contribution with m themes gives each
    one an m-th."""
    base: Float
    """(q,) weighted contributions with at least one theme: what shares are taken of."""
    share: Float
    """(t, q) counts / base, 0 to 1. Columns sum to 1 where split; NaN where base is 0."""
    low: Float
    """(t, q) lower end of the interval of the share; 0 where base is 0."""
    high: Float
    """(t, q) upper end; 1 where base is 0."""
    total_counts: Float
    """(t,) sums of counts over the questions."""
    total_share: Float
    """(t,) shares of all contributions: columns weighted by their base, not averaged."""
    total_low: Float
    """(t,) lower ends for the totals."""
    total_high: Float
    """(t,) upper ends for the totals."""
    residuals: Float
    """(t, q) adjusted residuals, in standard errors from what the theme's total leads to
    expect. NaN where undefined: one question, an empty one, or a theme that never varies."""
    stands_out: NDArray[np.int8]
    """(t, q) +1 more, -1 less than expected, 0 neither, with the false-discovery rate over
    the table held at 5 % (Benjamini and Hochberg, 1995)."""
    contributions: NDArray[np.int64]
    """(t, q) contributions with the theme, neither weighted nor split."""
    uncoded: NDArray[np.int64]
    """(q,) contributions without any theme: left out of the base."""
    coded: NDArray[np.int64]
    """(q,) contributions with any theme: the base, neither weighted nor split."""
    effective_n: Float
    """(q,) Kish's effective number of contributions in the base."""
    people: NDArray[np.int64] | None
    """(t, q) distinct people behind each cell, where ``people`` was given."""
    people_without: NDArray[np.int64] | None
    """(t, q) distinct people with a contribution coded otherwise, likewise."""
    split: bool
    """Whether contributions with several themes were split."""
    confidence: float
    """Coverage of the intervals, 0 to 1."""
    by_segment: dict[Hashable, ThemeTable]
    """The same table for each segment, all with the same questions; empty without."""


def theme_table(
    theme_membership: ArrayLike,
    questions: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    split: bool = True,
    segments: ArrayLike | None = None,
    people: ArrayLike | None = None,
    confidence: float = 0.95,
) -> ThemeTable:
    """Tabulate themes by question.

    Parameters
    ----------
    theme_membership : array_like of bool, shape (n, t)
        Which themes each contribution carries.
    questions : array_like, shape (n,)
        Challenge question (or any other cut) of each contribution.
    weights : array_like of float, shape (n,), optional
        Weight of each contribution: from raking, or ``1 + votes`` to let votes inherit
        the themes of their idea. One contribution stays one draw in the intervals, however
        many votes it carries. 0, or between 1e-12 and 1e12.
    split : bool
        Split a contribution with m themes into m equal parts, so that columns sum to
        100 %; otherwise it counts fully for each, and columns sum to more.
    segments : array_like, shape (n,), optional
        Makes one more table for each segment. Pass the result through `disclose` before
        anybody sees it.
    people : array_like, shape (n,), optional
        Who contributed: ids of any kind, to count the people behind each cell.
    confidence : float
        Coverage of the intervals.

    Returns
    -------
    ThemeTable

    Raises
    ------
    MalformedTable

    Notes
    -----
    Intervals: Wilson's, with the number of contributions replaced by the one at which a
    plain proportion would have the linearised variance of the weighted share (Kish's
    where that is undefined). For plain counts this is Wilson's interval exactly.
    Residuals: Haberman (1973), Biometrics 29:205-220, with the variance that split and
    weighted contributions have; the same as his for plain counts.

    Examples
    --------
    >>> table = theme_table([[1, 0], [1, 1], [0, 1], [0, 1]], ["a", "a", "b", "b"])
    >>> table.share
    array([[0.75, 0.  ],
           [0.25, 1.  ]])
    """
    member = yes_no(theme_membership)
    n = member.shape[0]
    names, column = labels_of(questions, n, "questions")
    weight = weights_of(weights, n)
    confidence = coverage(confidence, MalformedTable)
    who = None if people is None else labels_of(people, n, "people")[1]
    whole = _table(member, names, column, weight, who, split, confidence)
    if segments is None:
        return whole
    kinds, kind = labels_of(segments, n, "segments")
    parts: dict[Hashable, ThemeTable] = {}
    for i, label in enumerate(kinds):
        rows = kind == i
        heads = None if who is None else who[rows]
        parts[label] = _table(
            member[rows], names, column[rows], weight[rows], heads, split, confidence
        )
    return replace(whole, by_segment=parts)


def _table(
    member: NDArray[np.bool_],
    names: tuple[Hashable, ...],
    column: NDArray[np.int64],
    weight: Float,
    who: NDArray[np.int64] | None,
    split: bool,
    confidence: float,
) -> ThemeTable:
    each = member.sum(axis=1)
    coded = each > 0
    y = member[coded].astype(np.float64)
    if split:
        y /= each[coded, None]
    w = weight[coded]
    inside = np.zeros((w.size, len(names)), dtype=np.float64)
    inside[np.arange(w.size), column[coded]] = 1.0

    base = w @ inside
    counts = (y * w[:, None]).T @ inside
    share, low, high, effective = _shares(y, w, inside, counts, base, confidence)
    everywhere = np.ones((w.size, 1))
    totals = counts.sum(axis=1)
    total_share, total_low, total_high, _ = _shares(
        y, w, everywhere, totals[:, None], w @ everywhere, confidence
    )
    residuals = _residuals(y, w, inside, share, total_share[:, 0])
    return ThemeTable(
        questions=names,
        counts=counts,
        base=base,
        share=share,
        low=low,
        high=high,
        total_counts=totals,
        total_share=total_share[:, 0],
        total_low=total_low[:, 0],
        total_high=total_high[:, 0],
        residuals=residuals,
        stands_out=_stands_out(residuals),
        contributions=(member[coded].T @ inside.astype(np.int64)).astype(np.int64),
        uncoded=np.bincount(column[~coded], minlength=len(names)).astype(np.int64),
        coded=np.bincount(column[coded], minlength=len(names)).astype(np.int64),
        effective_n=effective,
        people=_heads(member, column, who, len(names)),
        people_without=_heads(~member & coded[:, None], column, who, len(names)),
        split=split,
        confidence=confidence,
        by_segment={},
    )


def _shares(
    y: Float, w: Float, inside: Float, counts: Float, base: Float, confidence: float
) -> tuple[Float, Float, Float, Float]:
    """Shares with Wilson's interval at the number of draws that their variance is worth."""
    some = base > 0
    safe = np.where(some, base, 1.0)
    p = np.clip(counts / safe, 0.0, 1.0)
    squares = (w**2) @ inside
    kish = np.divide(base**2, squares, out=np.zeros_like(base), where=squares > 0)
    n = (w > 0).astype(np.float64) @ inside
    # Sum of w^2 (y - p)^2 in each column, by expanding the square.
    w2 = (w**2)[:, None]
    spread = (w2 * y**2).T @ inside - 2 * p * ((w2 * y).T @ inside) + p**2 * squares
    plain = p * (1 - p)
    # One more, plain draw: a single split contribution must not look certain.
    per_draw = np.divide(squares, n, out=np.zeros_like(squares), where=n > 0)
    variance = (n / (n + 1)) * (np.maximum(spread, 0.0) + per_draw * plain) / safe**2
    worth = np.divide(plain, variance, out=kish + np.zeros_like(p), where=variance > 1e-300)
    z = float(ndtri(0.5 + confidence / 2))
    m = np.where(worth > 0, worth, 1.0)
    centre = (p + z**2 / (2 * m)) / (1 + z**2 / m)
    half = z * np.sqrt(plain / m + z**2 / (4 * m**2)) / (1 + z**2 / m)
    return (
        np.where(some, p, np.nan),
        np.where(some, np.clip(centre - half, 0, 1), 0.0),
        np.where(some, np.clip(centre + half, 0, 1), 1.0),
        kish,
    )


def _residuals(y: Float, w: Float, inside: Float, share: Float, overall: Float) -> Float:
    """(share - total) / its standard error, the column being part of the total."""
    base, squares = w @ inside, (w**2) @ inside
    whole, all_squares = base.sum(), squares.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = (w @ (y - overall) ** 2) / whole
        rest = 1 - base / whole
        per_draw = squares / base**2 + (all_squares - squares) / (whole - base) ** 2
        error = np.sqrt(variance[:, None] * rest**2 * per_draw)
        residuals = (share - overall[:, None]) / error
    defined = (error > 1e-12) & np.isfinite(residuals)
    return np.where(defined, residuals, np.nan)


def _stands_out(residuals: Float, rate: float = 0.05) -> NDArray[np.int8]:
    out = np.zeros(residuals.shape, dtype=np.int8)
    tested = np.isfinite(residuals)
    if not np.any(tested):
        return out
    p = 2 * ndtr(-np.abs(residuals[tested]))
    ranked = np.sort(p)
    passing = ranked <= rate * np.arange(1, p.size + 1) / p.size
    if np.any(passing):
        limit = ranked[np.flatnonzero(passing)[-1]]
        out[tested] = np.where(p <= limit, np.sign(residuals[tested]), 0)
    return out


def _heads(
    member: NDArray[np.bool_],
    column: NDArray[np.int64],
    who: NDArray[np.int64] | None,
    columns: int,
) -> NDArray[np.int64] | None:
    if who is None:
        return None
    row, theme = np.nonzero(member)
    seen = np.unique(np.stack([theme, column[row], who[row]]), axis=1)
    heads = np.zeros((member.shape[1], columns), dtype=np.int64)
    np.add.at(heads, (seen[0], seen[1]), 1)
    return heads
