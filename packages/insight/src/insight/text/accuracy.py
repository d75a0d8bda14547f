"""How good a machine coding is: F1 with intervals, as collected and with repeats counted once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure with its 95 % bootstrap interval over different texts."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ThemeAccuracy:
    """Accuracy of each theme, in the order of the labels' columns."""

    f1: Matrix
    """Harmonic mean of precision and recall, shape (themes,); NaN where there was no example."""
    f1_low: Matrix
    """Lower end of its 95 % interval."""
    f1_high: Matrix
    """Upper end of its 95 % interval."""
    precision: Matrix
    """Share of the machine's assignments that people made too; NaN where it made none."""
    recall: Matrix
    """Share of people's assignments that the machine made too; NaN where there was no example."""
    examples: NDArray[np.int64]
    """Texts that people gave the theme."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Cross-validated on the labels given; each text was coded by a machine that never saw it."""

    micro_f1: Estimate
    """All decisions pooled, as collected: a repeated text may have copies among the known ones."""
    macro_f1: Estimate
    """Mean over the themes that have an example, as collected."""
    micro_f1_dedup: Estimate
    """As ``micro_f1``, each different text counted once, all its copies held out together."""
    macro_f1_dedup: Estimate
    """As ``macro_f1``, each different text counted once, all its copies held out together."""
    themes: ThemeAccuracy
    """Per theme, as collected."""
    themes_dedup: ThemeAccuracy
    """Per theme, each different text once."""
    hit_at_3: float
    """Share of different texts with a theme where a right one is among three suggestions."""
    calibration_error: float
    """Mean gap between confidence and the share that is right, in ten bins; different texts."""


def f1_table(hits: Matrix, said: Matrix, true: Matrix) -> Matrix:
    """2 hits / (said + true); NaN where a theme has neither."""
    both = said + true
    table: Matrix = np.divide(2 * hits, both, out=np.full(both.shape, np.nan), where=both > 0)
    return table


def measure(
    truth: Matrix, said: NDArray[np.bool_], weights: Matrix, seed: int
) -> tuple[Estimate, Estimate, ThemeAccuracy]:
    """Micro and macro F1 and each theme's accuracy, with bootstrap intervals.

    Parameters
    ----------
    truth : array, shape (texts, themes)
        Share of the text's copies with the theme: 0 or 1 where a text occurs once.
    said : array of bool, shape (texts, themes)
        The machine's decision.
    weights : array, shape (texts,)
        Copies of each text; all copies are drawn together, since they are one observation.
    """
    yes = said.astype(np.float64)
    counted = weights[:, None]
    parts = np.hstack([counted * truth * yes, counted * yes, counted * truth])
    draws = np.random.default_rng(seed).multinomial(
        len(truth), np.full(len(truth), 1.0 / len(truth)), size=RESAMPLES
    )
    sums = np.vstack([parts.sum(axis=0), draws @ parts])
    hits, made, true = np.split(sums, 3, axis=1)
    present = true[0] > 0
    per_theme = f1_table(hits, made, true)
    micro = f1_table(hits.sum(axis=1), made.sum(axis=1), true.sum(axis=1))
    # A resample that lost every example of a theme says nothing of it.
    rows = np.where(true > 0, per_theme, np.nan)[:, present]
    found = np.isfinite(rows)
    macro = np.divide(
        np.where(found, rows, 0).sum(axis=1), found.sum(axis=1),
        out=np.zeros(len(rows)), where=found.any(axis=1),
    )  # fmt: skip
    low, high = _interval(np.where(true[1:] > 0, per_theme[1:], np.nan))
    nothing = np.full(truth.shape[1], np.nan)
    themes = ThemeAccuracy(
        f1=np.where(present, per_theme[0], np.nan),
        f1_low=np.where(present, low, np.nan),
        f1_high=np.where(present, high, np.nan),
        precision=np.divide(hits[0], made[0], out=nothing.copy(), where=made[0] > 0),
        recall=np.divide(hits[0], true[0], out=nothing.copy(), where=present),
        examples=np.rint(true[0]).astype(np.int64),
    )
    return _estimate(np.nan_to_num(micro)), _estimate(macro), themes


def _interval(draws: Matrix) -> tuple[Matrix, Matrix]:
    """2.5th and 97.5th percentile of each column, over the draws that say something of it."""
    low, high = np.full(draws.shape[1], np.nan), np.full(draws.shape[1], np.nan)
    for j, column in enumerate(draws.T):
        seen = column[np.isfinite(column)]
        if len(seen):
            low[j], high[j] = np.percentile(seen, [2.5, 97.5])
    return low, high


def _estimate(values: Matrix) -> Estimate:
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return Estimate(float(values[0]), float(low), float(high))


def calibration_error(confidence: Matrix, truth: Matrix, bins: int = 10) -> float:
    """Expected calibration error over all text-theme pairs (Naeini and others, 2015)."""
    said, right = confidence.ravel(), truth.ravel()
    place = np.minimum((said * bins).astype(np.int64), bins - 1)
    count = np.bincount(place, minlength=bins)
    gap = np.abs(
        np.bincount(place, said, minlength=bins) - np.bincount(place, right, minlength=bins)
    )
    return float(gap.sum() / max(1, count.sum()))
