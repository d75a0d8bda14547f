"""Linked tables as one system: unknown cells, and every published sum of them.

An attacker does not see tables, but equations: each number on the page is a
sum of unknown, non-negative cells. `System` writes those equations down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from .rules import TablesDisagree, TooManyCells

Axes = tuple[str, ...]
RING_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class System:
    """Every sum that could be published over a set of linked tables.

    Attributes
    ----------
    sums : csr_array, shape (m, n)
        1 where sum i contains unknown cell j.
    links : csr_array, shape (l, n)
        Each row times the cells is 0: what two tables must share.
    places : dict of axes to ndarray of int
        Row of ``sums`` for every cell and every margin; axes sorted by name.
    is_margin : ndarray of bool, shape (m,)
        Sums that are a total of some table, not one of its cells.
    joint : bool
        The unknowns are the crossing of all axes, not the cells of each table.
    """

    sums: csr_array
    links: csr_array
    places: dict[Axes, NDArray[np.int64]]
    is_margin: NDArray[np.bool_]
    joint: bool


def build(tables: Sequence[Axes], sizes: Mapping[str, int]) -> System:
    """Write down all sums of tables over the named axes of the given sizes.

    Where the tables link like a tree, what two of them share is all that one
    says about the other. In a ring (site x band, band x profession, profession x
    site) it is not: there the unknowns are the crossing of all the axes.

    Raises
    ------
    TooManyCells
        The tables form a ring over more than 20,000 crossings.
    """
    wanted = [tuple(sorted(axes)) for axes in tables]
    biggest = [a for a in dict.fromkeys(wanted) if not any(set(a) < set(b) for b in wanted)]
    joint = not is_tree(biggest)
    blocks = [tuple(sorted(set().union(*map(set, biggest))))] if joint else biggest
    if joint and prod(sizes[name] for name in blocks[0]) > RING_LIMIT:
        raise TooManyCells("these tables form a ring over too many cells: show fewer of them")

    starts = np.cumsum([0, *(prod(sizes[name] for name in block) for block in blocks)])
    rows: list[csr_array] = []
    places: dict[Axes, NDArray[np.int64]] = {}
    margin: list[NDArray[np.bool_]] = []
    count = 0
    for axes in sorted({kept for table in wanted for kept in subsets(table)}, key=_by_size):
        home = next(i for i, block in enumerate(blocks) if set(axes) <= set(block))
        rows.append(_sum_rows(blocks[home], axes, sizes, int(starts[home]), int(starts[-1])))
        height = rows[-1].shape[0]
        shape = tuple(sizes[name] for name in axes)
        places[axes] = np.arange(count, count + height).reshape(shape)
        margin.append(np.full(height, axes not in wanted))
        count += height
    links = [csr_array((0, int(starts[-1])))]
    for i, j in combinations(range(len(blocks)), 2):
        shared = tuple(sorted(set(blocks[i]) & set(blocks[j])))
        one, other = (
            _sum_rows(blocks[b], shared, sizes, int(starts[b]), int(starts[-1])) for b in (i, j)
        )
        links.append(one - other)
    return System(
        csr_array(vstack(rows)), csr_array(vstack(links)), places, np.concatenate(margin), joint
    )


def true_sums(system: System, tables: Mapping[Axes, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Value of every sum, worked out from the tables themselves.

    Raises
    ------
    TablesDisagree
        Two tables give different values for a total that they share.
    """
    values = np.full(system.sums.shape[0], np.nan)
    for axes, counts in tables.items():
        names = tuple(sorted(axes))
        ordered = counts.transpose([axes.index(name) for name in names])
        for kept in subsets(names):
            out = tuple(i for i, name in enumerate(names) if name not in kept)
            total = ordered.sum(axis=out).ravel()
            before = values[system.places[kept].ravel()]
            clash = ~np.isnan(before) & ~np.isclose(before, total, rtol=1e-9, atol=1e-6)
            if np.any(clash):
                what = " x ".join(kept) or "everybody"
                raise TablesDisagree(f"two tables give different totals for {what}")
            values[system.places[kept].ravel()] = total
    return values


def subsets(axes: Axes) -> list[Axes]:
    """Every choice of axes to keep, from all of them down to none (the grand total)."""
    return [kept for size in range(len(axes), -1, -1) for kept in combinations(axes, size)]


def is_tree(tables: Sequence[Axes]) -> bool:
    """Whether the tables hang together without a ring (Graham's reduction)."""
    left = [set(axes) for axes in tables]
    while len(left) > 1:
        for i, axes in enumerate(left):
            others = left[:i] + left[i + 1 :]
            shared = {name for name in axes if any(name in other for other in others)}
            if any(shared <= other for other in others):
                left = others
                break
        else:
            return False
    return True


def _by_size(axes: Axes) -> tuple[int, Axes]:
    return (-len(axes), axes)


def _sum_rows(
    block: Axes, kept: Axes, sizes: Mapping[str, int], start: int, width: int
) -> csr_array:
    shape = tuple(sizes[name] for name in block)
    cells = np.indices(shape).reshape(len(block), -1)
    row = np.zeros(cells.shape[1], dtype=np.int64)
    for name in kept:
        row = row * sizes[name] + cells[block.index(name)]
    height = prod(sizes[name] for name in kept)
    columns = start + np.arange(cells.shape[1])
    return csr_array((np.ones(columns.size), (row, columns)), shape=(height, width))
