"""Protect one table, or several linked ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import seed_of

from .attacker import Knowledge
from .hide import Search, prices
from .results import Suppressed, by_name, result
from .rules import (
    DisclosureError,
    NotACount,
    TablesDisagree,
    Zeros,
    check_counts,
    check_k,
)
from .system import Axes, System, build, subsets, true_sums


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
        Cells hidden at an earlier look, which must stay hidden now, of any table or of
        a margin (by the axes that it keeps).

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
    puzzle = prepare(tables, k=k, zeros=zeros, people=people)
    seed = seed_of(seed, DisclosureError)
    forced = puzzle.small.copy()
    for axes, mask in (keep_hidden or {}).items():
        forced[_rows_hidden(puzzle.system, axes, np.asarray(mask, dtype=bool))] = True
    return puzzle.published(_pattern(puzzle, forced, seed))


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Tables as sums of cells, before anything is hidden."""

    tables: tuple[Axes, ...]
    system: System
    values: NDArray[np.float64]
    small: NDArray[np.bool_]
    cells: NDArray[np.float64]
    k: int
    zeros: Zeros

    @property
    def total(self) -> int:
        """Row of the grand total."""
        return int(self.system.places[()].ravel()[0])

    @property
    def whole(self) -> bool:
        """All numbers are whole."""
        return bool(np.all(self.values == np.round(self.values)))

    def published(self, hidden: NDArray[np.bool_]) -> dict[Axes, Suppressed]:
        return {
            axes: result(self.system, axes, self.values, hidden, self.small, self.k, self.zeros)
            for axes in self.tables
        }


def prepare(
    tables: Mapping[Axes, ArrayLike],
    *,
    k: int,
    zeros: Zeros,
    people: Mapping[Axes, ArrayLike] | None,
) -> Puzzle:
    """Check the tables and write them down as one system, with what is too small in it."""
    k = check_k(k)
    if zeros not in ("hide", "show"):
        raise DisclosureError(f'zeros must be "hide" or "show", not {zeros!r}')
    arrays, sizes = _checked(tables)
    system = build(list(arrays), sizes)
    ordered = dict(by_name(axes, counts) for axes, counts in arrays.items())
    values = true_sums(system, ordered)
    behind = _people_behind(system, arrays, people, values)
    small = np.where(np.isfinite(behind), behind, values) < k
    if zeros == "show":
        small &= values > 0
    cells = _cells(system, values, ordered)
    return Puzzle(tuple(arrays), system, values, small, cells, k, zeros)


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


def _rows_hidden(system: System, axes: Axes, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    names = tuple(sorted(axes))
    if names not in system.places or mask.ndim != len(axes):
        raise DisclosureError(f"keep_hidden: {axes} is no table and no margin of one")
    _, hidden = by_name(axes, mask)
    if hidden.shape != system.places[names].shape:
        raise DisclosureError(f"keep_hidden: the mask of {axes} does not fit")
    return np.asarray(system.places[names][hidden.astype(bool)])


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
        names, heads = by_name(axes, heads)
        for kept in subsets(names):
            out = tuple(i for i, name in enumerate(names) if name not in kept)
            rows = system.places[kept].ravel()
            behind[rows] = np.minimum(behind[rows], heads.max(axis=out, initial=0).ravel())
    return behind


def _pattern(puzzle: Puzzle, forced: NDArray[np.bool_], seed: int) -> NDArray[np.bool_]:
    values, k, total = puzzle.values, puzzle.k, puzzle.total
    primary = np.flatnonzero(puzzle.small)
    if primary.size == 0:
        return forced
    if puzzle.small[total]:
        return np.ones_like(forced)
    least = 1.0 if puzzle.zeros == "show" else 0.0
    search = Search(
        system=puzzle.system,
        values=values,
        cells=puzzle.cells,
        need_low=np.where(values < k, least, values - k),
        need_high=np.where(values < k, float(k), values + k),
        cost=prices(values, puzzle.system.is_margin, total, seed),
        hidden=forced.copy(),
        at_least_one=puzzle.zeros == "show",
    )
    search.protect(primary)
    search.tidy(primary, forced)
    if puzzle.whole:
        search.insist(primary)
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
    unknowns = Knowledge(system, everything, values, at_least_one=False).unknowns()
    cells = unknowns.solve(np.zeros(system.sums.shape[1]), whole=whole)
    if cells is None:
        raise TablesDisagree("no people could give all these tables together")
    return cells
