"""How a text feels, learnt from labels rather than from a word list."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .embedding import Embedder, default_embedder, embed_unique
from .errors import TextInputError


@dataclass(frozen=True, slots=True)
class Sentiments:
    """Sentiment of each text on the scale of the labels."""

    level: NDArray[np.int64]
    """Shape (texts,): most likely level."""
    confidence: NDArray[np.float64]
    """Shape (texts, levels): calibrated probability of each level, in order of ``levels``."""
    mean: NDArray[np.float64]
    """Shape (texts,): expected level, on the scale of the labels."""


class SentimentCoder:
    """A trained sentiment coder; make one with ``train_sentiment``."""

    def __init__(
        self, embedder: Embedder, levels: NDArray[np.int64], weights: NDArray[np.float64]
    ) -> None:
        self.embedder = embedder
        self.levels = levels
        self.weights = weights

    def code(self, texts: Sequence[str]) -> Sentiments:
        """Level, confidence and expected level of each text."""
        vectors = embed_unique(self.embedder, texts).astype(np.float64)
        score = np.clip(np.column_stack([vectors, np.ones(len(texts))]) @ self.weights, 1e-3, None)
        share = score / score.sum(axis=1, keepdims=True)
        return Sentiments(self.levels[share.argmax(axis=1)], share, share @ self.levels)


def train_sentiment(
    texts: Sequence[str], levels: ArrayLike, *, seed: int = 0, embedder: Embedder | None = None
) -> SentimentCoder:
    """Learn sentiment from texts with an ordered whole-number level each."""
    given = np.asarray(levels)
    if given.shape != (len(texts),):
        raise TextInputError(f"levels {given.shape} must be one for each of {len(texts)} texts")
    scale = np.unique(given).astype(np.int64)
    model = default_embedder() if embedder is None else embedder
    vectors = embed_unique(model, texts).astype(np.float64)
    design = np.column_stack([vectors, np.ones(len(texts))])
    gram = design.T @ design + np.eye(design.shape[1])
    weights = np.linalg.solve(gram, design.T @ (given[:, None] == scale).astype(np.float64))
    return SentimentCoder(model, scale, weights)
