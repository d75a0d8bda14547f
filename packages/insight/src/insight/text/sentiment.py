"""How a text feels, learnt from labels rather than from a word list.

The same kernel ridge regression as for themes, one output per level, made into probabilities
that sum to one. A word list scores "waited four hours" as neutral; labelled examples do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy.special import logsumexp, softmax

from insight._inputs import seed_of

from .accuracy import RESAMPLES, Estimate
from .embedding import Embedder, default_embedder
from .errors import TextInputError, TooFewTextsError
from .examples import Examples, check_texts, join_copies
from .kernel import TextKernel
from .ridge import Matrix, Ridge, fit_ridge, shuffled_folds

__all__ = ["SentimentAccuracy", "SentimentCoder", "Sentiments", "train_sentiment"]

PENALTY = 0.3
FOLDS = 10
FEWEST_TEXTS = 4
BLOCK = 1000


@dataclass(frozen=True, slots=True)
class Sentiments:
    """Sentiment of each text on the scale of the labels."""

    level: NDArray[np.int64]
    """Shape (texts,): likeliest level."""
    confidence: NDArray[np.float64]
    """Shape (texts, levels): calibrated probability of each level, in order of ``levels``."""
    mean: NDArray[np.float64]
    """Shape (texts,): expected level, on the scale of the labels."""


@dataclass(frozen=True, slots=True)
class SentimentAccuracy:
    """Cross-validated, each different text counted once and held out with all its copies."""

    right: Estimate
    """Share of texts given exactly the level that a person gave."""
    within_one: Estimate
    """Share of texts at most one step of the scale away."""
    macro_f1: Estimate
    """Mean F1 over the levels: what rare levels are worth."""
    weighted_kappa: Estimate
    """Agreement beyond chance with squared distances on the scale (Cohen, 1968); 0 for a coder
    that always says the same."""
    confusion: NDArray[np.int64]
    """Shape (levels, levels): texts by person's level (row) and machine's (column)."""


@dataclass(frozen=True, eq=False)
class SentimentCoder:
    """A trained sentiment coder; make one with ``train_sentiment``."""

    levels: NDArray[np.int64]
    """The scale, ascending, shape (levels,)."""
    accuracy: SentimentAccuracy
    """Its own estimate of how good it is."""
    method: dict[str, object]
    """Embedder, whether it is the fallback, seed, parameters, texts, copies, texts left out."""
    kernel: TextKernel
    ridge: Ridge
    curve: Matrix
    """Slope, then one offset for each level."""

    def code(self, texts: Sequence[str]) -> Sentiments:
        """Level, confidence and expected level of each text.

        Raises
        ------
        TextInputError
            An entry is not a string.
        """
        check_texts(texts)
        blocks = [
            self.ridge.score(self.kernel.against(texts[start : start + BLOCK]))
            for start in range(0, len(texts), BLOCK)
        ]
        scores = np.vstack(blocks) if blocks else np.zeros((0, len(self.levels)))
        share = _share(scores, self.curve)
        level = self.levels[share.argmax(axis=1)] if len(share) else np.zeros(0, np.int64)
        return Sentiments(level, share, share @ self.levels)


def _share(scores: Matrix, curve: Matrix) -> Matrix:
    shares: Matrix = softmax(scores * curve[0] + curve[1:], axis=1)
    return shares


def _fit_curve(scores: Matrix, truth: Matrix) -> Matrix:
    """One slope and an offset per level by maximum likelihood (vector scaling, tied slope)."""

    def loss(curve: Matrix) -> tuple[float, Matrix]:
        logits = scores * curve[0] + curve[1:]
        excess = softmax(logits, axis=1) - truth
        value = float((logsumexp(logits, axis=1) - (truth * logits).sum(axis=1)).sum())
        slope = float((excess * scores).sum())
        pull = 1e-3 * curve
        gradient = np.concatenate([[slope], excess.sum(axis=0)]) + 2 * pull
        return value + float(curve @ pull), gradient

    start = np.concatenate([[4.0], np.zeros(scores.shape[1])])
    found: Matrix = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def _figures(confusion: Matrix) -> Matrix:
    """Right, within one, macro F1 and quadratically weighted kappa of one confusion table."""
    n, total = len(confusion), max(confusion.sum(), 1.0)
    step = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    people, machine = confusion.sum(axis=1), confusion.sum(axis=0)
    hits, both = confusion.diagonal(), people + machine
    f1 = np.divide(2 * hits, both, out=np.zeros(n), where=both > 0)[people > 0]
    chance = (np.outer(people, machine) / total * step**2).sum()
    kappa = 1.0 - (confusion * step**2).sum() / chance if chance > 0 else 0.0
    right, near = hits.sum() / total, confusion[step <= 1].sum() / total
    return np.array([right, near, f1.mean() if len(f1) else 0.0, kappa])


def _accuracy(
    scores: Matrix, truth: Matrix, fold: NDArray[np.int64], seed: int
) -> tuple[SentimentAccuracy, Matrix]:
    n = truth.shape[1]
    said = np.zeros(len(truth), np.int64)
    for one in np.unique(fold):
        rows, others = fold == one, fold != one
        curve = _fit_curve(scores[others], truth[others])
        said[rows] = _share(scores[rows], curve).argmax(axis=1)
    person = truth.argmax(axis=1)
    cell = person * n + said
    confusion = np.bincount(cell, minlength=n * n)
    draws = np.random.default_rng(seed).multinomial(
        len(cell), confusion / len(cell), size=RESAMPLES
    )
    value = _figures(confusion.reshape(n, n).astype(np.float64))
    spread = np.array([_figures(draw.reshape(n, n).astype(np.float64)) for draw in draws])
    low, high = np.percentile(spread, [2.5, 97.5], axis=0)
    right, near, macro, kappa = (
        Estimate(float(v), float(a), float(b)) for v, a, b in zip(value, low, high, strict=True)
    )
    accuracy = SentimentAccuracy(right, near, macro, kappa, confusion.reshape(n, n))
    return accuracy, _fit_curve(scores, truth)


def train_sentiment(
    texts: Sequence[str], levels: ArrayLike, *, seed: int = 0, embedder: Embedder | None = None
) -> SentimentCoder:
    """Learn sentiment from texts with a level each.

    Parameters
    ----------
    texts : sequence of str
        Texts that a person rated.
    levels : array_like of int, shape (texts,)
        Whole numbers on an ordered scale, such as 1 very positive to 5 very negative.
    seed : int
        Deals the folds and the bootstrap.
    embedder : Embedder, optional
        ``default_embedder()`` if not given.

    Returns
    -------
    SentimentCoder

    Raises
    ------
    TextInputError
        Levels are not whole numbers, one for each text.
    TooFewTextsError
        Fewer than four different texts, or all on one level.
    """
    check_texts(texts)
    seed = seed_of(seed, TextInputError)
    given = np.asarray(levels)
    if given.shape != (len(texts),):
        raise TextInputError(f"levels {given.shape} must be one for each of {len(texts)} texts")
    if given.size and (
        given.dtype.kind not in "iuf"
        or not np.isfinite(given).all()
        or (given != np.rint(given)).any()
    ):
        raise TextInputError("levels must be whole numbers: leave out the texts without one")
    scale = np.unique(given).astype(np.int64)
    truth = (given[:, None] == scale).astype(np.float64)
    examples: Examples = join_copies(texts, truth, seed)
    if len(examples.texts) < FEWEST_TEXTS or len(scale) < 2:
        raise TooFewTextsError(
            f"{len(examples.texts)} different texts on {len(scale)} levels: at least "
            f"{FEWEST_TEXTS} texts and two levels are needed"
        )
    model = default_embedder() if embedder is None else embedder
    kernel = TextKernel.learn(examples.texts, model)
    fold = shuffled_folds(len(examples.texts), FOLDS, seed)
    ridge = fit_ridge(kernel.gram(), examples.targets, examples.copies, fold, penalty=PENALTY)
    accuracy, curve = _accuracy(ridge.held_out, examples.targets, fold, seed)
    method: dict[str, object] = {
        "model": "kernel ridge regression",
        "embedder": model.name,
        "fallback": model.is_fallback,
        "seed": seed,
        "penalty": PENALTY,
        "folds": int(fold.max()) + 1,
        "texts": len(texts),
        "different_texts": len(examples.texts) + examples.left_out,
        "left_out": examples.left_out,
    }
    return SentimentCoder(scale, accuracy, method, kernel, ridge, curve)
