"""A theme table as it may be published."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from insight.disclosure import Suppressed, suppress_counts, suppress_tables

from .inputs import Float
from .themes import ThemeTable

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
    crowd_share: Masked[tuple[int, ...], np.dtype[np.float64]]
    """(t, q) shares of everybody together: publish these, not the table's own, beside the
    segments, because a total can give a segment away."""
    crowd_base: Masked[tuple[int, ...], np.dtype[np.float64]]
    """(q,) their bases."""
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
        others=np.stack([_otherwise(part) for part in parts], axis=-1),
    )
    found = (_split if table.split else _unsplit)(cube, k, seed)
    hidden = found.cells

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
        base=_masked(_flat(cube.base, table), _flat(found.base, table)),
        crowd_share=_masked(table.share, found.crowd | found.crowd_base[None]),
        crowd_base=_masked(table.base, found.crowd_base),
        total_share=_masked(table.total_share, found.total),
        hidden=int(hidden.sum()),
    )


@dataclass(frozen=True, slots=True)
class _Cube:
    counts: Float
    base: Float
    heads: NDArray[np.int64]
    others: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _SuppressionMasks:
    """Masks of the cells (t, q, s), the bases (q, s), and their totals over segments."""

    cells: NDArray[np.bool_]
    base: NDArray[np.bool_]
    crowd: NDArray[np.bool_]
    crowd_base: NDArray[np.bool_]
    total: NDArray[np.bool_]


def _split(cube: _Cube, k: int, seed: int) -> _SuppressionMasks:
    done = suppress_counts(cube.counts, k=k, people=cube.heads, seed=seed)
    base, crowd, crowd_base, total = (
        np.ma.getmaskarray(done.margins[kept]) for kept in ((1, 2), (0, 1), (1,), (0,))
    )
    return _SuppressionMasks(~done.shown | base[None], base, crowd, crowd_base, total)


def _unsplit(cube: _Cube, k: int, seed: int) -> _SuppressionMasks:
    """Each theme on its own, until all agree on which bases to hide."""
    axes, margins = ("theme", "question", "segment"), (("question", "segment"), ("question",))
    keep = [np.zeros(cube.base.shape, dtype=bool), np.zeros(cube.base.shape[:1], dtype=bool)]
    while True:
        done: list[Suppressed] = []
        hidden = [mask.copy() for mask in keep]
        for counts, heads, others in zip(cube.counts, cube.heads, cube.others, strict=True):
            without = np.maximum(cube.base - counts, 0.0)
            theme = suppress_tables(
                {axes: np.stack([counts, without])},
                k=k,
                people={axes: np.stack([heads, others])},
                keep_hidden=dict(zip(margins, keep, strict=True)),
                seed=seed,
            )[axes]
            done.append(theme)
            hidden[0] |= np.ma.getmaskarray(theme.margins[(1, 2)])
            hidden[1] |= np.ma.getmaskarray(theme.margins[(1,)])
        if all(np.array_equal(now, then) for now, then in zip(hidden, keep, strict=True)):
            break
        keep = hidden
    return _SuppressionMasks(
        cells=np.stack([~theme.shown[0] for theme in done]) | keep[0][None],
        base=keep[0],
        crowd=np.stack([np.ma.getmaskarray(theme.margins[(0, 1)])[0] for theme in done]),
        crowd_base=keep[1],
        total=np.array([np.ma.getmaskarray(theme.margins[(0,)])[0] for theme in done]),
    )


def _behind(table: ThemeTable) -> NDArray[np.int64]:
    return table.contributions if table.people is None else table.people


def _otherwise(table: ThemeTable) -> NDArray[np.int64]:
    if table.people_without is not None:
        return table.people_without
    return np.asarray(table.coded[None, :] - table.contributions)


def _flat(figures: NDArray[np.generic], table: ThemeTable) -> NDArray[np.generic]:
    return figures if table.by_segment else figures[..., 0]


def _masked(
    figures: NDArray[np.generic], hidden: NDArray[np.generic]
) -> Masked[tuple[int, ...], np.dtype[np.float64]]:
    values = np.asarray(figures, dtype=np.float64)
    mask = np.asarray(hidden, dtype=bool) | ~np.isfinite(values)
    return np.ma.MaskedArray(np.where(mask, -1.0, values), mask=mask)
