"""A page that is looked at more than once: what several looks tell together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, identity, kron

from insight._inputs import seed_of

from .attacker import TOLERANCE, Knowledge
from .audit import published, ranges
from .hide import Search, prices
from .results import Bounds, Suppressed, bounds
from .rules import DisclosureError, TablesDisagree, Zeros
from .system import Axes, System, build
from .tables import Puzzle, prepare

Look = Mapping[Axes, Suppressed]


class KeepThePage(DisclosureError):
    """The new numbers cannot be shown beside what was shown before: show the earlier page on."""


def suppress_next_look(
    tables: Mapping[Axes, ArrayLike],
    earlier: Sequence[Look],
    *,
    k: int = 10,
    zeros: Zeros = "hide",
    people: Mapping[Axes, ArrayLike] | None = None,
    seed: int = 0,
) -> dict[Axes, Suppressed]:
    """Protect a live page's new numbers against whoever remembers the earlier ones.

    Takes the attacker to know that counts only grow. Everything that must be hidden now
    is hidden in the light of all looks together, and the small cells of the earlier looks
    must stay unknown, too. A segment that has grown large is shown as soon as that is safe.

    Parameters
    ----------
    tables : mapping of axis names to array_like
        Counts now, as for `suppress_tables`.
    earlier : sequence of what `suppress_tables` or this function returned
        Oldest first. The last few do, where there were many.
    k, zeros, people, seed
        As in `suppress_tables`.

    Returns
    -------
    dict of axis names to Suppressed

    Raises
    ------
    KeepThePage
        Nothing that can still be hidden would protect the small cells, or a count fell
        because something was withdrawn.
    UnsafeK, NotACount, TablesDisagree, TooManyCells

    Notes
    -----
    It guards the small counts of every look. That nine of ten newcomers agreed may still
    follow from two large counts: see `in_batch` and `small_differences`.
    """
    puzzle = prepare(tables, k=k, zeros=zeros, people=people)
    seed = seed_of(seed, DisclosureError)
    looks = len(earlier)
    shown, values = _remembered(puzzle.system, earlier)
    forced = puzzle.small.copy()
    if puzzle.small[puzzle.total]:
        return puzzle.published(np.ones_like(forced))
    chain = _chain(puzzle.system, looks + 1)
    cells = _history(puzzle, chain, shown, values)
    sums = chain.sums @ cells
    before = sums.size - puzzle.values.size
    cost = np.full(sums.size, np.inf)
    cost[before:] = prices(puzzle.values, puzzle.system.is_margin, puzzle.total, seed)
    hidden = np.concatenate([~np.concatenate([*shown, np.ones(0, bool)]), forced])
    small = np.concatenate([_small_then(puzzle.system, look) for look in earlier] + [puzzle.small])
    least = 1.0 if zeros == "show" else 0.0
    search = _Live(
        system=chain,
        values=sums,
        cells=cells,
        # Beyond k only where people, not the number, made it small.
        need_low=np.where(sums < k, least, sums - k),
        need_high=np.where(sums < k, float(k), sums + k),
        cost=cost,
        hidden=hidden.copy(),
        at_least_one=zeros == "show",
    )
    primary = np.flatnonzero(small & hidden)
    search.protect(primary)
    search.tidy(primary, hidden)
    return puzzle.published(search.hidden[before:])


def audit_looks(looks: Sequence[Look]) -> list[dict[Axes, Bounds]]:
    """What an attacker works out who saw all the looks, and knows that counts only grow.

    Parameters
    ----------
    looks : sequence of what was published, oldest first

    Returns
    -------
    list of dict of axis names to Bounds
        For each look, ranges in whole numbers.

    Raises
    ------
    TablesDisagree
        Nothing fits: the looks contradict each other, or something was withdrawn.
    """
    if not looks:
        return []
    sizes = {
        name: size
        for table in looks[0].values()
        for name, size in zip(table.axes, table.shown.shape, strict=True)
    }
    system = build(list(looks[0]), sizes)
    shown, values = _remembered(system, looks)
    zeros = next(iter(looks[0].values())).zeros
    chain = _chain(system, len(looks))
    low, high = ranges(
        Knowledge(chain, np.concatenate(shown), np.concatenate(values), zeros == "show")
    )
    low, high = np.ceil(low - TOLERANCE) + 0.0, np.floor(high + TOLERANCE) + 0.0
    m = system.sums.shape[0]
    return [
        {axes: bounds(system, axes, low[i * m :][:m], high[i * m :][:m], shown[i]) for axes in look}
        for i, look in enumerate(looks)
    ]


class _Live(Search):
    """A search that cannot take back what was published."""

    __slots__ = ()

    def give_up(self, primary: NDArray[np.int64]) -> None:
        raise KeepThePage("with what was shown before, the new numbers would give small ones away")


def _chain(system: System, looks: int) -> System:
    """Unknown: the first look's cells and what each later look added; all never negative."""
    return System(
        sums=csr_array(kron(np.tril(np.ones((looks, looks))), system.sums)),
        links=csr_array(kron(identity(looks), system.links)),
        places={(): system.places[()] + (looks - 1) * system.sums.shape[0]},
        is_margin=np.tile(system.is_margin, looks),
        joint=system.joint,
    )


def _remembered(
    system: System, looks: Sequence[Look]
) -> tuple[list[NDArray[np.bool_]], list[NDArray[np.float64]]]:
    shown, values = [], []
    for look in looks:
        try:
            page, figures = published(system, look)
        except (KeyError, ValueError, IndexError) as problem:
            raise TablesDisagree("an earlier look was at other tables") from problem
        shown.append(page)
        values.append(figures)
    return shown, values


def _history(
    puzzle: Puzzle,
    chain: System,
    shown: list[NDArray[np.bool_]],
    values: list[NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Some past that led to the present: the true one is not kept once it was hidden."""
    known = np.concatenate([*shown, np.ones(puzzle.values.size, dtype=bool)])
    figures = np.concatenate([*values, puzzle.values])
    unknowns = Knowledge(chain, known, figures, at_least_one=False).unknowns()
    cells = unknowns.solve(np.zeros(chain.sums.shape[1]), whole=puzzle.whole)
    if cells is None:
        raise KeepThePage("counts fell since the last look: something was withdrawn")
    return cells


def _small_then(system: System, look: Look) -> NDArray[np.bool_]:
    """Cells that were too small at that look. (Of margins only their hiding is known.)"""
    small = np.zeros(system.sums.shape[0], dtype=bool)
    for axes, table in look.items():
        names = tuple(sorted(axes))
        rows = system.places[names]
        order = [axes.index(name) for name in names]
        small[rows[table.primary.transpose(order)]] = True
    return small
