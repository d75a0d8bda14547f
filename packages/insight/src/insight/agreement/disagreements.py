"""Where two coders part: theme by theme, and unit by unit, for the reconciliation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .kappa import cohen_kappa
from .ratings import Agreement, ConstantRatings, MalformedRatings, NothingToCompare


@dataclass(frozen=True, slots=True)
class ThemeDisagreement:
    """How two coders used one theme."""

    theme: str
    """Name of the theme."""
    both: int
    """Units that both gave the theme."""
    only_a: int
    """Units that only the first coder gave it."""
    only_b: int
    """Units that only the second coder gave it."""
    neither: int
    """Units that neither gave it."""
    kappa: Agreement | None
    """Cohen's kappa; None where neither coder ever used the theme, or both always did."""
    specific: float
    """Agreement on the theme's presence, ``2 both / (2 both + only_a + only_b)``: the
    chance that one coder gives it where the other does. NaN where nobody used it."""
    units: tuple[int, ...]
    """Rows on which the coders differ about this theme."""


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Two coders compared over a codebook."""

    themes: tuple[ThemeDisagreement, ...]
    """One for each theme, in the codebook's order."""
    worst_first: tuple[int, ...]
    """Indices of the themes with any disagreement, most disputed units first."""
    confusion: NDArray[np.float64]
    """(t, t) units that the first coder gave theme i *instead of* theme j of the second:
    a unit with several candidates is split evenly, so the sum is the number of units in
    which each coder has a theme that the other lacks."""
    units: tuple[int, ...]
    """Rows on which the coders differ about any theme: the reconciliation list."""
    identical: float
    """Share of units coded exactly alike."""
    pooled: Agreement | None
    """Cohen's kappa over all (unit, theme) decisions; None where it is undefined. Its
    interval takes the decisions as independent, which those on one unit are not quite."""


def disagreements(
    coder_a: ArrayLike,
    coder_b: ArrayLike,
    theme_names: Sequence[str],
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> Disagreements:
    """Compare two codings of the same units, several themes per unit allowed.

    Parameters
    ----------
    coder_a, coder_b : array_like of bool, shape (n, t)
        Which themes each coder gave each unit. Either may be the machine.
    theme_names : sequence of str, length t
    resamples, seed : int
        For the bootstrap intervals.

    Returns
    -------
    Disagreements

    Raises
    ------
    MalformedRatings
        The tables differ in shape, hold anything but yes and no, or do not fit the names.
    NothingToCompare
        Fewer than two units.
    """
    a, b = _yes_no(coder_a, "coder_a"), _yes_no(coder_b, "coder_b")
    if a.shape != b.shape:
        raise MalformedRatings(f"coder_a {a.shape} and coder_b {b.shape} must match")
    if a.shape[1] != len(theme_names) or len(theme_names) == 0:
        raise MalformedRatings(f"{len(theme_names)} names for {a.shape[1]} themes")
    if a.shape[0] < 2:
        raise NothingToCompare("fewer than two units were coded by both")
    themes = tuple(
        _one_theme(str(name), a[:, i], b[:, i], resamples, seed)
        for i, name in enumerate(theme_names)
    )
    disputed = [theme.only_a + theme.only_b for theme in themes]
    differ = np.any(a != b, axis=1)
    return Disagreements(
        themes=themes,
        worst_first=tuple(
            sorted((i for i, d in enumerate(disputed) if d), key=lambda i: (-disputed[i], i))
        ),
        confusion=_confusion(a, b),
        units=tuple(int(i) for i in np.flatnonzero(differ)),
        identical=float(1 - differ.mean()),
        pooled=_kappa_or_none(a.ravel(), b.ravel(), resamples, seed),
    )


def _one_theme(
    name: str, a: NDArray[np.bool_], b: NDArray[np.bool_], resamples: int, seed: int
) -> ThemeDisagreement:
    both, only_a, only_b = int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum())
    used = 2 * both + only_a + only_b
    return ThemeDisagreement(
        theme=name,
        both=both,
        only_a=only_a,
        only_b=only_b,
        neither=a.size - both - only_a - only_b,
        kappa=_kappa_or_none(a, b, resamples, seed),
        specific=2 * both / used if used else float("nan"),
        units=tuple(int(i) for i in np.flatnonzero(a != b)),
    )


def _kappa_or_none(
    a: NDArray[np.bool_], b: NDArray[np.bool_], resamples: int, seed: int
) -> Agreement | None:
    try:
        return cohen_kappa(a, b, resamples=resamples, seed=seed)
    except ConstantRatings:
        return None


def _confusion(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> NDArray[np.float64]:
    only_a, only_b = (a & ~b).astype(np.float64), (b & ~a).astype(np.float64)
    choices = only_a.sum(axis=1) * only_b.sum(axis=1)
    weight = np.divide(1.0, choices, out=np.zeros_like(choices), where=choices > 0)
    return np.asarray((only_a * weight[:, None]).T @ only_b)


def _yes_no(coding: ArrayLike, name: str) -> NDArray[np.bool_]:
    try:
        table = np.asarray(coding)
    except ValueError as problem:
        raise MalformedRatings(f"{name} has rows of different lengths") from problem
    if table.ndim != 2:
        raise MalformedRatings(f"{name} must be a table of units by themes")
    if table.dtype == np.bool_:
        return table
    if not np.issubdtype(table.dtype, np.number) or not np.all((table == 0) | (table == 1)):
        raise MalformedRatings(f"{name} must hold only yes and no (True/False or 1/0)")
    return table.astype(np.bool_)
