"""Attack what was published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import overload

import numpy as np
from numpy.typing import NDArray

from .attacker import TOLERANCE, Knowledge
from .results import Bounds, Suppressed, bounds, by_name
from .rules import TablesDisagree
from .system import Axes, System, build


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
    shown, values = published(system, tables)
    knowledge = Knowledge(system, shown, values, first.zeros == "show")
    low, high = ranges(knowledge)
    if whole:
        low, high = np.ceil(low - TOLERANCE) + 0.0, np.floor(high + TOLERANCE) + 0.0
    return {axes: bounds(system, axes, low, high, shown) for axes in tables}


def ranges(knowledge: Knowledge) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    system, unknowns = knowledge.system, knowledge.unknowns()
    least = 1.0 if knowledge.at_least_one else 0.0
    fits = unknowns.solve(np.zeros(system.sums.shape[1]))
    if fits is None:
        raise TablesDisagree("no counts at all fit these tables together")
    low = np.where(knowledge.shown, knowledge.values, system.sums @ fits)
    high = np.where(knowledge.shown, knowledge.values, -np.inf)
    for row in np.flatnonzero(~knowledge.shown):
        cells = unknowns.extreme(int(row), largest=True)
        if cells is None:
            high[row] = np.inf
        else:
            seen = system.sums @ cells
            high[row], low = seen[row], np.where(knowledge.shown, low, np.minimum(low, seen))
    for row in np.flatnonzero(~knowledge.shown):
        # Where something that fits has it at its very least already, nothing is to find.
        if low[row] > least + TOLERANCE:
            cells = unknowns.extreme(int(row), largest=False)
            if cells is not None:
                seen = system.sums @ cells
                low = np.where(knowledge.shown, low, np.minimum(low, seen))
    return low, high


def published(
    system: System, tables: Mapping[Axes, Suppressed]
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    shown = np.zeros(system.sums.shape[0], dtype=bool)
    values = np.zeros(shown.size)
    for axes, table in tables.items():
        whole_table = tuple(range(len(axes)))
        for kept, figures in {whole_table: table.counts, **table.margins}.items():
            names = tuple(axes[i] for i in kept)
            _, figure = by_name(names, np.asarray(figures.data, dtype=np.float64))
            _, mask = by_name(names, np.ma.getmaskarray(figures))
            rows = system.places[tuple(sorted(names))].ravel()
            seen = np.logical_not(mask).ravel()
            shown[rows[seen]] = True
            values[rows[seen]] = figure.ravel()[seen]
    return shown, values
