"""How much linked tables still tell after disclosure control, and whether an attacker gets in."""

from collections.abc import Callable, Mapping
from time import process_time

import numpy as np
from numpy.typing import NDArray

from insight.disclosure import Suppressed, audit, suppress_tables

K = 10
ROUNDS = 12
SHAPES = {"profession": 10, "site": 8, "band": 6}
LINKED = [("profession", "site"), ("profession", "band")]
Axes = tuple[str, ...]
Tables = dict[Axes, NDArray[np.int64]]


def people(rng: np.random.Generator, size: int) -> Tables:
    """Two tables over the same invented people, as uneven as a hospital's staff."""
    shares = [rng.dirichlet(np.full(length, 0.8)) for length in SHAPES.values()]
    everybody = np.einsum("i,j,k->ijk", *shares) * rng.gamma(2.0, 0.5, tuple(SHAPES.values()))
    cube = rng.multinomial(size, (everybody / everybody.sum()).ravel()).reshape(everybody.shape)
    names = list(SHAPES)
    return {
        axes: cube.sum(axis=tuple(i for i, name in enumerate(names) if name not in axes))
        for axes in LINKED
    }


def small_only(counts: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Hide what is below k and nothing else, margins shown: what spreadsheets do."""
    return counts < K, np.zeros(counts.shape[0], dtype=bool)


def whole_rows(counts: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Hide every row that has a small cell, its total with it, and one more row if it is alone."""
    rows = np.any(counts < K, axis=1)
    if rows.sum() == 1:
        rows[np.argmin(np.where(rows, np.inf, counts.sum(axis=1)))] = True
    return np.broadcast_to(rows[:, None], counts.shape).copy(), rows


Baseline = Callable[[NDArray[np.int64]], tuple[NDArray[np.bool_], NDArray[np.bool_]]]


def by_hand(tables: Tables, rule: Baseline) -> dict[Axes, Suppressed]:
    """The tables as a simple rule would publish them, column totals and the total shown."""
    done = {}
    for axes, counts in tables.items():
        hidden, hidden_rows = rule(counts)
        small = counts < K

        def masked(figures: NDArray[np.int64], mask: NDArray[np.bool_]):  # type: ignore[no-untyped-def]
            return np.ma.MaskedArray(np.where(mask, -1.0, figures), mask=mask)

        columns = counts.sum(axis=0)
        done[axes] = Suppressed(
            counts=masked(counts, hidden),
            shown=~hidden,
            primary=small & hidden,
            complementary=hidden & ~small,
            margins={
                (0,): masked(counts.sum(axis=1), hidden_rows),
                (1,): masked(columns, np.zeros(columns.shape, dtype=bool)),
                (): masked(np.array(counts.sum()), np.array(False)),
            },
            axes=axes,
            k=K,
            zeros="hide",
        )
    return done


def attack(tables: Tables, published: Mapping[Axes, Suppressed]) -> dict[str, int]:
    bounds = audit(published)
    found = {"hidden": 0, "recovered": 0, "narrowed": 0, "wrong": 0}
    for axes, counts in tables.items():
        seen, small = bounds[axes], published[axes].primary
        found["hidden"] += seen.hidden
        found["recovered"] += seen.recovered
        found["narrowed"] += int(np.sum(small & ((seen.low > 0) | (seen.high < K))))
        found["wrong"] += int(np.sum((seen.low > counts) | (seen.high < counts)))
    return found


def kept(tables: Tables, published: Mapping[Axes, Suppressed]) -> tuple[int, int, float, float]:
    """Cells of at least k that are shown, all such cells, and the people in both."""
    large = {axes: counts >= K for axes, counts in tables.items()}
    shown = {axes: large[axes] & published[axes].shown for axes in tables}
    return (
        sum(int(mask.sum()) for mask in shown.values()),
        sum(int(mask.sum()) for mask in large.values()),
        sum(float(tables[axes][shown[axes]].sum()) for axes in tables),
        sum(float(counts.sum()) for counts in tables.values()),
    )


def run() -> dict[str, object]:
    rng = np.random.default_rng(20240601)
    rules: dict[str, Callable[[Tables], Mapping[Axes, Suppressed]]] = {
        "ours": lambda tables: suppress_tables(tables, k=K),
        "small_only": lambda tables: by_hand(tables, small_only),
        "whole_rows": lambda tables: by_hand(tables, whole_rows),
    }
    totals = {name: np.zeros(8) for name in rules}
    cells, seconds = 0, []
    for size in np.geomspace(300, 15_000, ROUNDS).astype(int):
        tables = people(rng, int(size))
        cells += sum(counts.size for counts in tables.values())
        for name, rule in rules.items():
            start = process_time()
            published = rule(tables)
            if name == "ours":
                seconds.append(process_time() - start)
            found = attack(tables, published)
            totals[name] += [*found.values(), *kept(tables, published)]
    figures: dict[str, object] = {
        "cells": cells,
        "recovered_by_attacker": int(totals["ours"][1]),
        "information_kept": float(totals["ours"][4] / totals["ours"][5]),
        "people_kept": float(totals["ours"][6] / totals["ours"][7]),
        "hidden": int(totals["ours"][0]),
        "narrowed_below_k": int(totals["ours"][2]),
        "attacker_wrong": int(totals["ours"][3]),
        "tables": ROUNDS * len(LINKED),
        "k": K,
        "seconds_per_pair_of_tables_median": float(np.median(seconds)),
        "seconds_per_pair_of_tables_max": float(np.max(seconds)),
    }
    for name in ("small_only", "whole_rows"):
        figures[f"{name}_recovered"] = int(totals[name][1])
        figures[f"{name}_narrowed_below_k"] = int(totals[name][2])
        figures[f"{name}_information_kept"] = float(totals[name][4] / totals[name][5])
    return figures
