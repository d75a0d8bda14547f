"""Round figures so that what is printed still adds up."""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, identity, kron

from insight._inputs import whole as whole_number
from insight.errors import InsightError

MARGIN_WEIGHT = 2.0


class CannotRound(InsightError):
    """The figures are no finite numbers in one or two dimensions, or too large to add exactly."""


def round_keeping_totals(
    values: ArrayLike, *, digits: int = 0, axis: int | None = None
) -> NDArray[np.float64]:
    """Round to neighbouring values so that totals are their own roundings.

    Every figure goes to one of its two neighbours, and so does every total: a list's
    sum, or all row sums, column sums and the grand total of a table at once.

    Parameters
    ----------
    values : array_like, one or two dimensions
        Figures, of any sign.
    digits : int
        Digits after the point that stay (negative: tens, hundreds).
    axis : {None, 0, 1}
        Of a table: None keeps all totals; 0 keeps each column's total on its own (for
        columns of percentages), 1 each row's.

    Returns
    -------
    ndarray of float, same shape

    Raises
    ------
    CannotRound

    Notes
    -----
    Lists by largest remainders (Hamilton's method); tables by zero-restricted controlled
    rounding (Cox, 1987, JASA 82:520-524), solved as a transport problem, whose best
    vertex is whole. Rounding is for reading: it is no protection of small counts.

    Examples
    --------
    >>> round_keeping_totals([33.4, 33.4, 33.2])
    array([34., 33., 33.])
    """
    try:
        figures = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise CannotRound("values must be a rectangular array of numbers") from problem
    if figures.ndim not in (1, 2) or figures.size == 0 or not np.all(np.isfinite(figures)):
        raise CannotRound("values must be finite numbers in one or two dimensions, not empty")
    if axis not in (None, 0, 1) or (axis == 1 and figures.ndim == 1):
        raise CannotRound(f"there is no axis {axis!r} to keep the totals of")
    digits = whole_number(digits, "digits", CannotRound)
    # Sums of larger figures, in units of the last digit kept, are no longer exact.
    if abs(digits) > 15 or np.abs(figures).sum() * 10.0**digits > 2.0**53:
        raise CannotRound("the figures are too large, or the digits too many, to add up exactly")
    unit = 10.0 ** (-digits)
    # 0.1 + 0.2 is three tenths: without this, a hair above a neighbour would round up.
    scaled = np.round(figures / unit, 9)
    if scaled.ndim == 1:
        whole = _list(scaled)
    elif axis is None:
        whole = _table(scaled)
    else:
        whole = np.apply_along_axis(_list, axis, scaled)
    return np.round(whole * unit, max(digits, 0)) + 0.0


def _list(values: NDArray[np.float64]) -> NDArray[np.float64]:
    floor = np.floor(values)
    rest = values - floor
    up = int(_half_up(np.round(values.sum(), 9)) - floor.sum())
    # Equal remainders: the larger figure moves, where it shows least.
    order = np.lexsort((np.arange(values.size), -np.abs(values), -rest))
    floor[order[:up]] += 1.0
    return floor


def _table(values: NDArray[np.float64]) -> NDArray[np.float64]:
    rows, columns = values.shape
    floor = np.floor(values)
    rest = values - floor
    by_row = kron(identity(rows), np.ones((1, columns)))
    by_column = kron(np.ones((1, rows)), identity(columns))
    limits = [
        _neighbours(by_row, values.sum(axis=1), floor.sum(axis=1)),
        _neighbours(by_column, values.sum(axis=0), floor.sum(axis=0)),
    ]
    total = float(_half_up(np.round(values.sum(), 9)) - floor.sum())
    limits.append(scipy.optimize.LinearConstraint(np.ones((1, values.size)), total, total))
    # A total that goes to its nearer neighbour is worth more than a cell that does.
    price = 1.0 - 2.0 * rest
    for axis in (0, 1):
        past = np.round(values.sum(axis=axis, keepdims=True), 9) % 1.0
        price = price + MARGIN_WEIGHT * np.where(past > 0, 1.0 - 2.0 * past, 0.0)
    # Larger figures move first where remainders tie, as in a list.
    tie = 1e-6 * np.abs(values).ravel() / max(float(np.abs(values).max()), 1.0)
    answer = scipy.optimize.milp(
        price.ravel() - tie,
        integrality=np.ones(values.size),
        bounds=scipy.optimize.Bounds(0.0, (rest.ravel() > 0).astype(np.float64)),
        constraints=limits,
    )
    if answer.x is None:
        raise CannotRound("no rounding keeps these totals: the figures are too large to add")
    return np.asarray(floor + np.round(answer.x).reshape(values.shape))


def _neighbours(
    sums: csr_array, totals: NDArray[np.float64], floors: NDArray[np.float64]
) -> scipy.optimize.LinearConstraint:
    rest = np.round(totals - floors, 8)
    return scipy.optimize.LinearConstraint(csr_array(sums), np.floor(rest), np.ceil(rest))


def _half_up(value: float) -> float:
    return float(np.floor(value + 0.5))
