"""A theme table as it may be published."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from insight.disclosure import Suppressed, suppress_counts, suppress_tables

from .themes import Float, ThemeTable

Masked = np.ma.MaskedArray


@dataclass(frozen=True, slots=True)
class DisclosedTable:
    """What may be shown of a theme table by segment; hidden figures are not in it."""

    questions: tuple[Hashable, ...]
    """(q,) labels of the columns."""
    segments: tuple[Hashable, ...]
    """(s,) labels of the segments; empty for a table without."""
    share: Masked[tuple[int, ...], np.dtype[np.float64]]
    """(t, q) or (t, q, s) shares; masked where hidden or undefined."""
    low: Masked[tuple[int, ...], np.dtype[np.float64]]
    """Lower ends of their intervals, masked alike."""
    high: Masked[tuple[int, ...], np.dtype[np.float64]]
    """Upper ends of their intervals, masked alike."""
    residuals: Masked[tuple[int, ...], np.dtype[np.float64]]
    """Adjusted residuals, masked alike: they, too, would give the counts away."""
    counts: Masked[tuple[int, ...], np.dtype[np.float64]]
    """Counts (weighted and split as in the table), masked alike."""
    base: Masked[tuple[int, ...], np.dtype[np.float64]]
    """(q,) or (q, s) bases; a share may not be shown of a hidden base."""
    total_share: Masked[tuple[int, ...], np.dtype[np.float64]]
    """(t,) shares of all contributions."""
    hidden: int
    """Cells hidden."""


def disclose(table: ThemeTable, *, k: int = 10, seed: int = 0) -> DisclosedTable:
    """Hide what would tell on fewer than k people, and what would give that away.

    Takes a table by segments as one cube of themes, questions and segments with all its
    totals. A cell is small by the people behind it where the table knows them, otherwise
    by its contributions.

    Where contributions were not split, each theme is protected as "has it" against "has
    it not", because columns do not add up over themes. Publish either the split or the
    unsplit version of a cut, not both.

    Parameters
    ----------
    table : ThemeTable
    k : int
        Smallest group, at least 5.
    seed : int
        As in `insight.disclosure.suppress_counts`.

    Returns
    -------
    DisclosedTable

    Raises
    ------
    insight.disclosure.DisclosureError
        Its kinds, such as `UnsafeK`.
    """
    parts = list(table.by_segment.values()) or [table]
    cube = _Cube(
        counts=np.stack([part.counts for part in parts], axis=-1),
        base=np.stack([part.base for part in parts], axis=-1),
        heads=np.stack([_behind(part) for part in parts], axis=-1),
    )
    hidden, hidden_base, hidden_total = (_split if table.split else _unsplit)(cube, k, seed)

    def masked(name: str) -> Masked[tuple[int, ...], np.dtype[np.float64]]:
        figures = np.stack([getattr(part, name) for part in parts], axis=-1)
        return _masked(_flat(figures, table), _flat(hidden, table))

    return DisclosedTable(
        questions=table.questions,
        segments=tuple(table.by_segment),
        share=masked("share"),
        low=masked("low"),
        high=masked("high"),
        residuals=masked("residuals"),
        counts=masked("counts"),
        base=_masked(_flat(cube.base, table), _flat(hidden_base, table)),
        total_share=_masked(table.total_share, hidden_total),
        hidden=int(hidden.sum()),
    )


@dataclass(frozen=True, slots=True)
class _Cube:
    counts: Float
    base: Float
    heads: NDArray[np.int64]


Hidden = tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]


def _split(cube: _Cube, k: int, seed: int) -> Hidden:
    done = suppress_counts(cube.counts, k=k, people=cube.heads, seed=seed)
    base = np.ma.getmaskarray(done.margins[(1, 2)])
    cells = ~done.shown | base[None]
    return cells, base, np.ma.getmaskarray(done.margins[(0,)])


def _unsplit(cube: _Cube, k: int, seed: int) -> Hidden:
    """Each theme on its own, until all agree on which bases to hide."""
    keep = np.zeros(cube.base.shape, dtype=bool)
    axes, base_axes = ("theme", "question", "segment"), ("question", "segment")
    while True:
        done: list[Suppressed] = []
        hidden = keep.copy()
        for counts, heads in zip(cube.counts, cube.heads, strict=True):
            without = np.maximum(cube.base - counts, 0.0)
            both = suppress_tables(
                {axes: np.stack([counts, without]), base_axes: cube.base},
                k=k,
                people={axes: np.stack([heads.astype(np.float64), without])},
                keep_hidden={base_axes: keep},
                seed=seed,
            )
            done.append(both[axes])
            hidden |= ~both[base_axes].shown
        if np.array_equal(hidden, keep):
            break
        keep = hidden
    cells = np.stack([~theme.shown[0] for theme in done]) | keep[None]
    total = np.array([np.ma.getmaskarray(theme.margins[(0,)])[0] for theme in done])
    return cells, keep, total


def _behind(table: ThemeTable) -> NDArray[np.int64]:
    return table.contributions if table.people is None else table.people


def _flat(figures: NDArray[np.generic], table: ThemeTable) -> NDArray[np.generic]:
    return figures if table.by_segment else figures[..., 0]


def _masked(
    figures: NDArray[np.generic], hidden: NDArray[np.generic]
) -> Masked[tuple[int, ...], np.dtype[np.float64]]:
    values = np.asarray(figures, dtype=np.float64)
    mask = np.asarray(hidden, dtype=bool) | ~np.isfinite(values)
    return np.ma.MaskedArray(np.where(mask, -1.0, values), mask=mask)
