"""From raw scores to a decision and to a probability that means what it says."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Matrix = NDArray[np.float64]

BORROWED = 20.0
"""A theme's own threshold weighs as much as its examples, the common one as much as these."""


def best_cut(scores: Matrix, truth: Matrix) -> float:
    """The score at which saying yes gives the highest F1; halfway to the next score."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    best = int(f1.argmax())
    below = min(best + 1, len(order) - 1)
    return float(scores[order[best]] + scores[order[below]]) / 2


def thresholds(scores: Matrix, truth: Matrix, known: NDArray[np.bool_] | None = None) -> Matrix:
    """One cut per theme for the best F1, drawn towards the common cut where examples are few.

    A cut chosen on ten examples is mostly luck: it is averaged with the mean cut of all themes
    (weighted by the square root of examples), which counts as ``BORROWED`` examples.
    """
    rows = slice(None) if known is None else known
    examples = truth[rows].sum(axis=0)
    own = np.array([best_cut(s, y) for s, y in zip(scores[rows].T, truth[rows].T, strict=True)])
    if not examples.any():
        return np.full(len(examples), np.inf)
    common = np.average(own, weights=np.sqrt(examples))
    cuts = (examples * own + BORROWED * common) / (examples + BORROWED)
    return np.where(examples > 0, cuts, np.inf)


@dataclass(frozen=True, slots=True)
class Platt:
    """Probability from score by a logistic curve for each theme (Platt, 1999)."""

    slope: Matrix
    """Shape (themes,)."""
    offset: Matrix
    """Shape (themes,): log odds at score zero."""

    def probability(self, scores: Matrix) -> Matrix:
        """Shape of ``scores``, each 0 to 1."""
        found: Matrix = expit(scores * self.slope + self.offset)
        return found


def _logistic(
    x: Matrix, y: Matrix, start: Matrix, pull: Matrix, weights: Matrix | None = None
) -> Matrix:
    """Slope and offset by Newton's method, drawn towards ``start`` with strength ``pull``."""
    design = np.column_stack([x, np.ones(len(x))])
    w = np.ones(len(x)) if weights is None else weights
    found = start.copy()
    for _ in range(50):
        p = expit(design @ found)
        gradient = design.T @ (w * (p - y)) + pull * (found - start)
        hessian = design.T @ (design * (w * p * (1 - p))[:, None]) + np.diag(pull)
        step = np.linalg.solve(hessian + 1e-9 * np.eye(2), gradient)
        found = found - np.clip(step, -5.0, 5.0)
        if np.abs(step).max() < 1e-8:
            break
    return found


def fit_platt(scores: Matrix, truth: Matrix) -> Platt:
    """One curve over all themes, then one for each, drawn towards the common one.

    ``truth`` may hold shares between 0 and 1, where copies of a text were coded differently.
    """
    themes = truth.shape[1]
    weak, held = np.array([1e-3, 1e-3]), np.array([2.0, 0.5])
    common = _logistic(scores.ravel(), truth.ravel(), np.array([5.0, -3.0]), weak)
    curves = [_logistic(scores[:, j], truth[:, j], common, held) for j in range(themes)]
    table = np.array(curves).reshape(themes, 2)
    return Platt(np.maximum(table[:, 0], 1e-3), table[:, 1])
