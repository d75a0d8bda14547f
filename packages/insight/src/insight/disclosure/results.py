"""What is published of a table, and what can be worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .attacker import TOLERANCE
from .rules import DisclosureError, TablesDisagree, Zeros
from .system import Axes, System, subsets

Figures = np.ma.MaskedArray[tuple[int, ...], np.dtype[np.float64]]
HIDDEN = -1.0


@dataclass(frozen=True, slots=True)
class Suppressed:
    """One table with its margins, as it may be published.

    Hidden numbers are not in here at all: what lies under the mask is -1.

    Attributes
    ----------
    counts : masked array, shape of the table
    shown, primary, complementary : ndarray of bool, shape of the table
        May be shown; hidden as too small; hidden to protect a small one. **Never tell
        readers which of the last two it is**: show one sign for both.
    margins : dict of tuple of int to masked array
        Totals by the axes that they keep: ``()`` the grand total, ``(0,)`` row totals,
        ``(1,)`` column totals, and so on.
    axes : tuple of str
        Names of the axes.
    k : int
        Smallest group shown.
    zeros : "hide" or "show"
    """

    counts: Figures
    shown: NDArray[np.bool_]
    primary: NDArray[np.bool_]
    complementary: NDArray[np.bool_]
    margins: dict[tuple[int, ...], Figures]
    axes: Axes
    k: int
    zeros: Zeros

    @property
    def total(self) -> float | None:
        """Grand total, or None where it is below k itself."""
        total = self.margins[()]
        return None if np.ma.getmaskarray(total).ravel()[0] else float(total.data.ravel()[0])

    @property
    def row_totals(self) -> Figures:
        """Totals along the first axis."""
        return self.margins[(0,)]

    @property
    def column_totals(self) -> Figures:
        """Totals along the second axis (of a table with two or more)."""
        return self.margins[(1,)]

    def hide(self, values: ArrayLike) -> Figures:
        """Mask any other figure of the same cells (shares, weighted counts) alike."""
        figures = np.asarray(values, dtype=np.float64)
        if figures.shape != self.shown.shape:
            raise DisclosureError(f"figures {figures.shape} do not fit cells {self.shown.shape}")
        return masked(figures, ~self.shown)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an attacker can work out about every number of one table.

    Attributes
    ----------
    low, high : ndarray of float, shape of the table
        Smallest and largest value that fits everything published; ``inf`` where nothing
        limits it. Shown cells have low = high.
    margins : dict of tuple of int to (low, high)
        The same for the totals.
    hidden, recovered : int
        Hidden numbers, margins included, and how many of them follow exactly.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    margins: dict[tuple[int, ...], tuple[NDArray[np.float64], NDArray[np.float64]]]
    hidden: int
    recovered: int


def small_differences(
    before: Suppressed, after: Suppressed
) -> dict[tuple[int, ...], NDArray[np.bool_]]:
    """Numbers shown at two looks that differ by fewer than k people, but not by none.

    Subtracting the two looks gives such a small number away. Where any are, keep the
    earlier page; `in_batch` makes sure that there are none in the totals of segments.

    Parameters
    ----------
    before, after : Suppressed
        The same table, published twice.

    Returns
    -------
    dict of tuple of int to ndarray of bool
        By the axes that are kept, as in ``Suppressed.margins``; all axes for the cells.
    """
    if before.axes != after.axes or before.shown.shape != after.shown.shape:
        raise TablesDisagree("the two looks are not at the same table")
    cells = tuple(range(len(after.axes)))
    found = {}
    for kept, now in {cells: after.counts, **after.margins}.items():
        then = before.counts if kept == cells else before.margins[kept]
        both = ~(np.ma.getmaskarray(now) | np.ma.getmaskarray(then))
        step = np.abs(np.ma.getdata(now) - np.ma.getdata(then))
        found[kept] = np.asarray(both & (step > 0) & (step < after.k))
    return found


def result(
    system: System,
    axes: Axes,
    values: NDArray[np.float64],
    hidden: NDArray[np.bool_],
    small: NDArray[np.bool_],
    k: int,
    zeros: Zeros,
) -> Suppressed:
    margins = {
        kept: masked(values[rows], hidden[rows])
        for kept, rows in rows_of(system, axes).items()
        if len(kept) < len(axes)
    }
    rows = rows_of(system, axes)[tuple(range(len(axes)))]
    return Suppressed(
        counts=masked(values[rows], hidden[rows]),
        shown=~hidden[rows],
        primary=small[rows],
        complementary=hidden[rows] & ~small[rows],
        margins=margins,
        axes=axes,
        k=k,
        zeros=zeros,
    )


def bounds(
    system: System,
    axes: Axes,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    shown: NDArray[np.bool_],
) -> Bounds:
    places = rows_of(system, axes)
    cells = places.pop(tuple(range(len(axes))))
    rows = np.concatenate([cells.ravel(), *(margin.ravel() for margin in places.values())])
    known = ~shown[rows] & (high[rows] - low[rows] < TOLERANCE)
    return Bounds(
        low=low[cells],
        high=high[cells],
        margins={kept: (low[margin], high[margin]) for kept, margin in places.items()},
        hidden=int(np.sum(~shown[rows])),
        recovered=int(np.sum(known)),
    )


def rows_of(system: System, axes: Axes) -> dict[tuple[int, ...], NDArray[np.int64]]:
    """Rows of the table's cells and margins, in the table's own order of axes."""
    found = {}
    for kept in subsets(axes):
        names = tuple(sorted(kept))
        rows = system.places[names].transpose([names.index(name) for name in kept])
        found[tuple(axes.index(name) for name in kept)] = rows
    return found


def by_name(axes: Axes, array: NDArray[np.generic]) -> tuple[Axes, NDArray[np.float64]]:
    names = tuple(sorted(axes))
    return names, cast(NDArray[np.float64], array.transpose([axes.index(n) for n in names]))


def masked(values: NDArray[np.float64], hidden: NDArray[np.bool_]) -> Figures:
    return np.ma.MaskedArray(np.where(hidden, HIDDEN, values), mask=hidden)
