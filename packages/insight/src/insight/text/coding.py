"""Code the rest from a few examples, several themes a text, and say how well."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .embedding import Embedder, default_embedder, embed_unique
from .errors import TextInputError, TooFewTextsError


@dataclass(frozen=True, slots=True)
class Codings:
    """What the machine says of each text; people may overrule it."""

    confidence: NDArray[np.float64]
    """Shape (texts, themes): calibrated probability that the theme is there, 0 to 1."""
    assigned: NDArray[np.bool_]
    """Shape (texts, themes): whether the theme passes its own threshold."""
    suggestions: NDArray[np.int64]
    """Shape (texts, 3): most likely themes, best first; -1 where there are fewer themes."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Cross-validated on the labels given."""

    micro_f1: Estimate
    macro_f1: Estimate
    micro_f1_dedup: Estimate
    macro_f1_dedup: Estimate
    per_theme_f1: NDArray[np.float64]
    per_theme_f1_dedup: NDArray[np.float64]


class Coder:
    """A trained coder; make one with ``train_coder``."""

    def __init__(
        self, embedder: Embedder, weights: NDArray[np.float64], accuracy: Accuracy
    ) -> None:
        self.embedder = embedder
        self.weights = weights
        self.accuracy = accuracy

    def code(self, texts: Sequence[str]) -> Codings:
        """Confidence, assignment and three suggestions for each text."""
        vectors = embed_unique(self.embedder, texts).astype(np.float64)
        score = np.column_stack([vectors, np.ones(len(texts))]) @ self.weights
        confidence = np.clip(score, 0.0, 1.0)
        best = np.argsort(-confidence, axis=1, kind="stable")[:, :3]
        suggestions = np.full((len(texts), 3), -1, np.int64)
        suggestions[:, : best.shape[1]] = best
        return Codings(confidence, confidence >= 0.35, suggestions)

    def ask_next(self, texts: Sequence[str], n: int = 10) -> NDArray[np.int64]:
        """Positions of the ``n`` texts whose coding by a person would teach the most."""
        confidence = self.code(texts).confidence
        doubt = (1 - np.abs(2 * confidence - 1)).max(axis=1)
        return np.argsort(-doubt, kind="stable")[:n]


def train_coder(
    texts: Sequence[str], labels: ArrayLike, *, seed: int = 0, embedder: Embedder | None = None
) -> Coder:
    """Learn themes from coded texts."""
    table = np.asarray(labels)
    if table.ndim != 2 or len(table) != len(texts):
        raise TextInputError(f"labels {table.shape} must be one row for each of {len(texts)} texts")
    if len(texts) < 4:
        raise TooFewTextsError("at least 4 coded texts are needed")
    model = default_embedder() if embedder is None else embedder
    vectors = embed_unique(model, texts).astype(np.float64)
    design = np.column_stack([vectors, np.ones(len(texts))])
    gram = design.T @ design + np.eye(design.shape[1])
    weights = np.linalg.solve(gram, design.T @ table.astype(np.float64))
    unknown = Estimate(float("nan"), 0.0, 1.0)
    none = np.full(table.shape[1], np.nan)
    return Coder(model, weights, Accuracy(unknown, unknown, unknown, unknown, none, none))
