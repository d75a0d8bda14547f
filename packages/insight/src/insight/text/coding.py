"""Code the rest from a few examples, several themes a text, and say how well.

Kernel ridge regression on meaning, words and letters, one output per theme; a threshold and a
probability for each, from held-out scores. docs/methods/coding.md has the measurements.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import floats, seed_of

from .accuracy import Accuracy, Estimate, ThemeAccuracy, calibration_error, measure
from .asking import most_instructive
from .calibration import Platt, fit_platt, thresholds
from .embedding import Embedder, default_embedder
from .errors import TextInputError, TooFewTextsError
from .examples import Examples, check_texts, join_copies
from .kernel import TextKernel
from .ridge import Matrix, Ridge, fit_ridge, shuffled_folds

__all__ = ["Accuracy", "Coder", "Codings", "Estimate", "ThemeAccuracy", "train_coder"]

PENALTY = 0.3
FOLDS = 10
FEWEST_TEXTS = 4
BLOCK = 1000
"""Texts coded at a time, so that a million of them need little memory."""


@dataclass(frozen=True, slots=True)
class Codings:
    """What the machine says of each text; people may overrule it."""

    confidence: NDArray[np.float64]
    """Shape (texts, themes): calibrated probability that a person would give the theme, 0 to 1."""
    assigned: NDArray[np.bool_]
    """Shape (texts, themes): whether the machine gives the theme."""
    suggestions: NDArray[np.int64]
    """Shape (texts, 3): likeliest themes, best first; -1 where there are fewer themes."""


@dataclass(frozen=True, eq=False)
class Coder:
    """A trained coder; make one with ``train_coder``."""

    accuracy: Accuracy
    """Its own estimate of how good it is."""
    thresholds: NDArray[np.float64]
    """Shape (themes,): the confidence from which each theme is given; above 1 for a theme
    without an example, which is never given."""
    always_one: bool
    """Whether the likeliest theme is given even below its threshold, because that does better."""
    method: dict[str, object]
    """Embedder, whether it is the fallback, seed, parameters, texts, copies, texts left out."""
    kernel: TextKernel
    ridge: Ridge
    platt: Platt
    cuts: NDArray[np.float64]
    """Thresholds on the raw score."""
    trained: NDArray[np.bool_]
    """Shape (themes,): whether the theme had an example."""

    def code(self, texts: Sequence[str]) -> Codings:
        """Confidence, decision and three suggestions for each text.

        A text given among the examples is coded like any other: people's codings stay theirs.

        Parameters
        ----------
        texts : sequence of str

        Returns
        -------
        Codings

        Raises
        ------
        TextInputError
            An entry is not a string.
        """
        scores = self._scores(texts)
        confidence = np.where(self.trained, self.platt.probability(scores), 0.0)
        assigned = _decide(scores, self.cuts, self.always_one)
        return Codings(confidence, assigned, _suggest(scores, self.trained))

    def ask_next(self, texts: Sequence[str], n: int = 10) -> NDArray[np.int64]:
        """Positions of the ``n`` texts whose coding by a person would teach the most, best first.

        Those after which the least doubt would be left about all the others. Blank texts and
        repeats are never asked for.

        Parameters
        ----------
        texts : sequence of str
            Texts that nobody coded yet.
        n : int
            How many; none where it is below 1.

        Returns
        -------
        ndarray of int, shape (at most n,)

        Raises
        ------
        TextInputError
            An entry is not a string, or ``n`` is no whole number.
        """
        return most_instructive(texts, self.code(texts).confidence, self.kernel, n)

    def _scores(self, texts: Sequence[str]) -> Matrix:
        check_texts(texts)
        blocks = [
            self.ridge.score(self.kernel.against(texts[start : start + BLOCK]))
            for start in range(0, len(texts), BLOCK)
        ]
        return np.vstack(blocks) if blocks else np.zeros((0, len(self.cuts)))


def _decide(scores: Matrix, cuts: Matrix, always_one: bool) -> NDArray[np.bool_]:
    assigned: NDArray[np.bool_] = scores >= cuts
    if always_one and len(scores):
        likeliest = np.where(np.isfinite(cuts), scores, -np.inf).argmax(axis=1)
        assigned[np.arange(len(scores)), likeliest] = True
    return assigned


def _suggest(scores: Matrix, trained: NDArray[np.bool_]) -> NDArray[np.int64]:
    order = np.argsort(-np.where(trained, scores, -np.inf), axis=1, kind="stable")
    order = order[:, : min(3, int(trained.sum()))]
    suggestions = np.full((len(scores), 3), -1, np.int64)
    suggestions[:, : order.shape[1]] = order
    return suggestions


def train_coder(
    texts: Sequence[str], labels: ArrayLike, *, seed: int = 0, embedder: Embedder | None = None
) -> Coder:
    """Learn themes from coded texts.

    Parameters
    ----------
    texts : sequence of str
        Coded texts; repeats are joined and weighted.
    labels : array_like of 0 and 1, shape (texts, themes)
        1 where a person gave the theme. A theme without an example is never given.
    seed : int
        Deals the cross-validation folds and the bootstrap. Same seed, same coder, in any order
        of rows.
    embedder : Embedder, optional
        ``default_embedder()`` if not given.

    Returns
    -------
    Coder

    Raises
    ------
    TextInputError
        Labels are not 0 or 1, or their shape does not fit.
    TooFewTextsError
        Fewer than four different texts, or no theme has an example.
    """
    check_texts(texts)
    seed = seed_of(seed, TextInputError)
    examples = join_copies(texts, _checked(texts, labels), seed)
    if len(examples.texts) < FEWEST_TEXTS or not examples.targets.any():
        raise TooFewTextsError(
            f"{len(examples.texts)} different texts with {int(examples.targets.sum())} codings: "
            f"at least {FEWEST_TEXTS} texts and one coding are needed"
        )
    model = default_embedder() if embedder is None else embedder
    kernel = TextKernel.learn(examples.texts, model)
    fold = shuffled_folds(len(examples.texts), FOLDS, seed)
    ridge = fit_ridge(kernel.gram(), examples.targets, examples.copies, fold, penalty=PENALTY)
    truth = np.rint(examples.targets)
    trained: NDArray[np.bool_] = np.any(examples.targets > 0, axis=0)
    platt = fit_platt(ridge.held_out, examples.targets)
    cuts = thresholds(ridge.held_out, np.where(truth.any(axis=0), truth, examples.targets))
    always_one = _always_one(ridge.held_out, cuts, truth)
    accuracy = _accuracy(ridge, examples, truth, fold, seed)
    at_cut = platt.probability(np.where(trained, cuts, 0.0)[None, :])[0]
    return Coder(
        accuracy=accuracy,
        thresholds=np.where(trained, at_cut, np.inf),
        always_one=always_one,
        method={
            "model": "kernel ridge regression",
            "embedder": model.name,
            "fallback": model.is_fallback,
            "seed": seed,
            "penalty": PENALTY,
            "folds": int(fold.max()) + 1,
            "texts": len(texts),
            "different_texts": len(examples.texts) + examples.left_out,
            "left_out": examples.left_out,
        },
        kernel=kernel,
        ridge=ridge,
        platt=platt,
        cuts=cuts,
        trained=trained,
    )


def _checked(texts: Sequence[str], labels: ArrayLike) -> Matrix:
    table = floats(labels, "labels", TextInputError)
    if table.ndim != 2 or len(table) != len(texts) or table.shape[1] == 0:
        raise TextInputError(
            f"labels of shape {table.shape} must have one row for each of {len(texts)} texts "
            "and one column for each theme"
        )
    if not np.isin(table, (0, 1)).all():
        raise TextInputError("labels must be 0 or 1: code what is unknown as a text to be coded")
    return table


def _always_one(scores: Matrix, cuts: Matrix, truth: Matrix) -> bool:
    """Whether giving every text its likeliest theme has the higher held-out micro F1."""

    def micro(assigned: NDArray[np.bool_]) -> float:
        return float(2 * (assigned * truth).sum() / max(1.0, assigned.sum() + truth.sum()))

    return micro(_decide(scores, cuts, True)) > micro(_decide(scores, cuts, False))


def _accuracy(
    ridge: Ridge, examples: Examples, truth: Matrix, fold: NDArray[np.int64], seed: int
) -> Accuracy:
    """Held-out decisions whose thresholds and curves also come from the other folds."""
    repeated = examples.copies > 1
    collected = np.where(repeated[:, None], ridge.one_fold_less, ridge.held_out)
    said = np.zeros(truth.shape, dtype=bool)
    said_collected = said.copy()
    confidence = np.zeros(truth.shape)
    for one in np.unique(fold):
        rows, others = fold == one, fold != one
        cuts = thresholds(ridge.held_out[others], truth[others])
        always = _always_one(ridge.held_out[others], cuts, truth[others])
        said[rows] = _decide(ridge.held_out[rows], cuts, always)
        said_collected[rows] = _decide(collected[rows], cuts, always)
        curve = fit_platt(ridge.held_out[others], examples.targets[others])
        confidence[rows] = curve.probability(ridge.held_out[rows])
    once = np.ones(len(truth))
    micro, macro, themes = measure(examples.targets, said_collected, examples.copies, seed)
    micro_once, macro_once, themes_once = measure(examples.targets, said, once, seed)
    trained: NDArray[np.bool_] = np.any(examples.targets > 0, axis=0)
    likely = _suggest(ridge.held_out, trained)[:, : min(3, int(trained.sum()))]
    has: NDArray[np.bool_] = np.any(truth > 0, axis=1)
    hit: NDArray[np.bool_] = np.any(np.take_along_axis(truth, likely, axis=1) > 0, axis=1)
    return Accuracy(
        micro_f1=micro,
        macro_f1=macro,
        micro_f1_dedup=micro_once,
        macro_f1_dedup=macro_once,
        themes=themes,
        themes_dedup=themes_once,
        hit_at_3=float(hit[has].mean()) if has.any() else 0.0,
        calibration_error=calibration_error(confidence, examples.targets),
    )
