"""Protect one table, or several linked ones, and audit what was published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .attacker import TOLERANCE, Knowledge
from .hide import Search, prices
from .rules import (
    DisclosureError,
    NotACount,
    TablesDisagree,
    Zeros,
    check_counts,
    check_k,
)
from .system import Axes, System, build, subsets, true_sums

Masked = np.ma.MaskedArray
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

    counts: "Masked[tuple[int, ...], np.dtype[np.float64]]"
    shown: NDArray[np.bool_]
    primary: NDArray[np.bool_]
    complementary: NDArray[np.bool_]
    margins: "dict[tuple[int, ...], Masked[tuple[int, ...], np.dtype[np.float64]]]"
    axes: Axes
    k: int
    zeros: Zeros

    @property
    def total(self) -> float | None:
        """Grand total, or None where it is below k itself."""
        total = self.margins[()]
        return None if np.ma.getmaskarray(total).ravel()[0] else float(total.data.ravel()[0])

    @property
    def row_totals(self) -> "Masked[tuple[int, ...], np.dtype[np.float64]]":
        """Totals along the first axis."""
        return self.margins[(0,)]

    @property
    def column_totals(self) -> "Masked[tuple[int, ...], np.dtype[np.float64]]":
        """Totals along the second axis (of a table with two or more)."""
        return self.margins[(1,)]

    def hide(self, values: ArrayLike) -> "Masked[tuple[int, ...], np.dtype[np.float64]]":
        """Mask any other figure of the same cells (shares, weighted counts) alike."""
        figures = np.asarray(values, dtype=np.float64)
        if figures.shape != self.shown.shape:
            raise DisclosureError(f"figures {figures.shape} do not fit cells {self.shown.shape}")
        return _masked(figures, ~self.shown)


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


def suppress_counts(
    counts: ArrayLike,
    *,
    k: int = 10,
    zeros: Zeros = "hide",
    people: ArrayLike | None = None,
    seed: int = 0,
) -> Suppressed:
    """Hide the small counts of one table, and enough others that they stay hidden.

    The table's margins (all totals down to the grand total) are taken to be published
    with it.

    Parameters
    ----------
    counts : array_like, one, two or more dimensions
        Counts by segment; every person (or contribution) in exactly one cell.
    k : int
        Smallest group that may be shown, at least 5.
    zeros : {"hide", "show"}
        Whether an empty cell counts as small. It does by default: "no midwife disagreed"
        tells what every midwife did.
    people : array_like, optional
        Distinct people behind each cell, where counts are of something that one person
        can give many of. It is then they who decide which cells are small.
    seed : int
        A number of the programme's own that readers do not know; it varies which
        counts are hidden beside small ones. See the documentation on minimality.

    Returns
    -------
    Suppressed
        Every small number could be anything from 0 (1 where zeros are shown) to k, as far
        as the published numbers tell.

    Raises
    ------
    UnsafeK, NotACount, DisclosureError

    Examples
    --------
    >>> table = suppress_counts([3, 50, 60, 12])
    >>> print(table.counts, table.total)
    [-- 50.0 60.0 --] 125.0
    """
    values = check_counts(counts)
    axes = tuple(str(i) for i in range(values.ndim))
    behind = None if people is None else {axes: people}
    done = suppress_tables({axes: values}, k=k, zeros=zeros, people=behind, seed=seed)
    return done[axes]


def suppress_tables(
    tables: Mapping[Axes, ArrayLike],
    *,
    k: int = 10,
    zeros: Zeros = "hide",
    people: Mapping[Axes, ArrayLike] | None = None,
    keep_hidden: Mapping[Axes, ArrayLike] | None = None,
    seed: int = 0,
) -> dict[Axes, Suppressed]:
    """Hide small counts in several tables over the same people at once.

    Tables are linked through the axes that they share: what one hides, another must not
    give away.

    Parameters
    ----------
    tables : mapping of axis names to array_like
        For example ``{("profession", "site"): ..., ("profession", "band"): ...}``.
        An axis has the same categories in the same order everywhere; give "not told" a
        category of its own, so that all tables hold the same people.
    k, zeros, seed
        As in `suppress_counts`.
    people : mapping of axis names to array_like, optional
        Distinct people behind the cells, for any of the tables.
    keep_hidden : mapping of axis names to array_like of bool, optional
        Cells hidden at an earlier look, which must stay hidden now.

    Returns
    -------
    dict of axis names to Suppressed
        In the order given.

    Raises
    ------
    UnsafeK, NotACount
    TablesDisagree
        A shared total differs, or an axis changes its length.
    TooManyCells
        The tables are linked in a ring over more than 20,000 crossings.
    """
    k = check_k(k)
    if zeros not in ("hide", "show"):
        raise DisclosureError(f'zeros must be "hide" or "show", not {zeros!r}')
    arrays, sizes = _checked(tables)
    system = build(list(arrays), sizes)
    ordered = {axes: _sorted(axes, counts) for axes, counts in arrays.items()}
    values = true_sums(system, dict(ordered.values()))
    behind = _people_behind(system, arrays, people, values)
    small = np.where(np.isfinite(behind), behind, values) < k
    if zeros == "show":
        small &= values > 0
    forced = small.copy()
    for axes, mask in (keep_hidden or {}).items():
        names, hidden = _sorted(axes, np.asarray(mask, dtype=bool))
        forced[system.places[names][hidden]] = True
    hidden_now = _pattern(system, values, small, forced, k, zeros, seed, ordered)
    return {axes: _result(system, axes, values, hidden_now, small, k, zeros) for axes in arrays}


@overload
def audit(tables: Suppressed, *, whole: bool = True) -> Bounds: ...
@overload
def audit(tables: Mapping[Axes, Suppressed], *, whole: bool = True) -> dict[Axes, Bounds]: ...


def audit(
    tables: Suppressed | Mapping[Axes, Suppressed], *, whole: bool = True
) -> Bounds | dict[Axes, Bounds]:
    """Work out, as an attacker would, the range of every hidden number.

    Uses nothing but what the tables show: two linear programs for each hidden number,
    over all linked tables together.

    Parameters
    ----------
    tables : Suppressed or mapping of axis names to Suppressed
    whole : bool
        Round the ranges inwards to whole numbers, as counts are.

    Returns
    -------
    Bounds, or dict of axis names to Bounds

    Raises
    ------
    TablesDisagree
        Nothing fits the published numbers: they contradict each other.
    """
    if isinstance(tables, Suppressed):
        return audit({tables.axes: tables}, whole=whole)[tables.axes]
    first = next(iter(tables.values()))
    sizes = {
        name: size
        for table in tables.values()
        for name, size in zip(table.axes, table.shown.shape, strict=True)
    }
    system = build(list(tables), sizes)
    shown, values = _published(system, tables)
    knowledge = Knowledge(system, shown, values, first.zeros == "show", whole=False)
    low, high = values.copy(), values.copy()
    for row in np.flatnonzero(~shown):
        least = knowledge.extreme(int(row), largest=False)
        if least is None:
            raise TablesDisagree("no counts at all fit these tables together")
        most = knowledge.extreme(int(row), largest=True)
        low[row] = float((system.sums[[row]] @ least)[0])
        high[row] = np.inf if most is None else float((system.sums[[row]] @ most)[0])
    if whole:
        low, high = np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
    return {axes: _bounds(system, axes, low, high, shown) for axes in tables}


def _checked(
    tables: Mapping[Axes, ArrayLike],
) -> tuple[dict[Axes, NDArray[np.float64]], dict[str, int]]:
    if not tables:
        raise NotACount("there is no table to protect")
    arrays: dict[Axes, NDArray[np.float64]] = {}
    sizes: dict[str, int] = {}
    for axes, counts in tables.items():
        values = check_counts(counts, " x ".join(axes))
        if len(set(axes)) != len(axes) or len(axes) != values.ndim:
            raise DisclosureError(f"{axes} does not name the {values.ndim} axes of its table")
        for name, size in zip(axes, values.shape, strict=True):
            if sizes.setdefault(name, size) != size:
                raise TablesDisagree(f"{name} has {sizes[name]} categories here and {size} there")
        arrays[axes] = values
    return arrays, sizes


def _people_behind(
    system: System,
    arrays: Mapping[Axes, NDArray[np.float64]],
    people: Mapping[Axes, ArrayLike] | None,
    values: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Distinct people behind each sum; of a margin, at least those of its largest cell."""
    behind = np.full(values.shape, np.inf)
    for axes, given in (people or {}).items():
        heads = check_counts(given, "people")
        if axes not in arrays or heads.shape != arrays[axes].shape:
            raise DisclosureError(f"people behind {axes} do not fit its table")
        names, heads = _sorted(axes, heads)
        for kept in subsets(names):
            out = tuple(i for i, name in enumerate(names) if name not in kept)
            rows = system.places[kept].ravel()
            behind[rows] = np.minimum(behind[rows], heads.max(axis=out, initial=0).ravel())
    return behind


def _pattern(
    system: System,
    values: NDArray[np.float64],
    small: NDArray[np.bool_],
    forced: NDArray[np.bool_],
    k: int,
    zeros: Zeros,
    seed: int,
    ordered: Mapping[Axes, tuple[Axes, NDArray[np.float64]]],
) -> NDArray[np.bool_]:
    total = int(system.places[()].ravel()[0])
    primary = np.flatnonzero(small)
    if primary.size == 0:
        return forced
    if small[total]:
        return np.ones_like(small)
    least = 1.0 if zeros == "show" else 0.0
    search = Search(
        system=system,
        values=values,
        cells=_cells(system, values, dict(ordered.values())),
        need_low=np.where(values < k, least, values - k),
        need_high=np.where(values < k, float(k), values + k),
        cost=prices(values, system.is_margin, total, seed),
        hidden=forced.copy(),
        at_least_one=zeros == "show",
        whole=bool(np.all(values == np.round(values))),
    )
    search.protect(primary)
    search.tidy(primary, forced)
    return search.hidden


def _cells(
    system: System,
    values: NDArray[np.float64],
    tables: Mapping[Axes, NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Cells that agree with all tables: the tables' own, or any crossing that fits."""
    if not system.joint:
        names = list(tables)
        biggest = [a for a in names if not any(set(a) < set(b) for b in names)]
        return np.concatenate([tables[axes].ravel() for axes in biggest])
    everything = np.ones(values.size, dtype=bool)
    whole = bool(np.all(values == np.round(values)))
    knowledge = Knowledge(system, everything, values, at_least_one=False, whole=whole)
    cells = knowledge.solve(np.zeros(system.sums.shape[1]))
    if cells is None:
        raise TablesDisagree("no people could give all these tables together")
    return cells


def _published(
    system: System, tables: Mapping[Axes, Suppressed]
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    shown = np.zeros(system.sums.shape[0], dtype=bool)
    values = np.zeros(shown.size)
    for axes, table in tables.items():
        whole_table = tuple(range(len(axes)))
        for kept, figures in {whole_table: table.counts, **table.margins}.items():
            names = tuple(axes[i] for i in kept)
            _, figure = _sorted(names, np.asarray(figures.data, dtype=np.float64))
            _, mask = _sorted(names, np.ma.getmaskarray(figures))
            rows = system.places[tuple(sorted(names))].ravel()
            seen = np.logical_not(mask).ravel()
            shown[rows[seen]] = True
            values[rows[seen]] = figure.ravel()[seen]
    return shown, values


def _result(
    system: System,
    axes: Axes,
    values: NDArray[np.float64],
    hidden: NDArray[np.bool_],
    small: NDArray[np.bool_],
    k: int,
    zeros: Zeros,
) -> Suppressed:
    margins = {
        kept: _masked(values[rows], hidden[rows])
        for kept, rows in _rows_of(system, axes).items()
        if len(kept) < len(axes)
    }
    rows = _rows_of(system, axes)[tuple(range(len(axes)))]
    return Suppressed(
        counts=_masked(values[rows], hidden[rows]),
        shown=~hidden[rows],
        primary=small[rows],
        complementary=hidden[rows] & ~small[rows],
        margins=margins,
        axes=axes,
        k=k,
        zeros=zeros,
    )


def _bounds(
    system: System,
    axes: Axes,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    shown: NDArray[np.bool_],
) -> Bounds:
    places = _rows_of(system, axes)
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


def _rows_of(system: System, axes: Axes) -> dict[tuple[int, ...], NDArray[np.int64]]:
    """Rows of the table's cells and margins, in the table's own order of axes."""
    found = {}
    for kept in subsets(axes):
        names = tuple(sorted(kept))
        rows = system.places[names].transpose([names.index(name) for name in kept])
        found[tuple(axes.index(name) for name in kept)] = rows
    return found


def _sorted(axes: Axes, array: NDArray[np.generic]) -> tuple[Axes, NDArray[np.float64]]:
    names = tuple(sorted(axes))
    return names, cast(NDArray[np.float64], array.transpose([axes.index(n) for n in names]))


def _masked(
    values: NDArray[np.float64], hidden: NDArray[np.bool_]
) -> "Masked[tuple[int, ...], np.dtype[np.float64]]":
    return np.ma.MaskedArray(np.where(hidden, HIDDEN, values), mask=hidden)
