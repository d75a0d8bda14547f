"""Coded texts, ready to learn from: checked, repeats joined, always in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import TextInputError
from .tokens import LONGEST_TEXT, normalise

MOST_TEXTS = 6000
"""Different texts learnt from: time grows with the cube. Rare themes are kept first."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Different texts with their labels averaged over copies."""

    texts: tuple[str, ...]
    """One spelling of each different text, sorted."""
    copies: NDArray[np.float64]
    """Shape (texts,): how often each occurs."""
    targets: NDArray[np.float64]
    """Shape (texts, outputs): mean label over the copies."""
    left_out: int
    """Different texts not learnt from, because there were more than ``MOST_TEXTS``."""


def check_texts(texts: Sequence[str]) -> None:
    """Raise ``TextInputError`` unless every entry is a string."""
    if isinstance(texts, str):
        raise TextInputError("texts must be a list of strings, not one string")
    for i, text in enumerate(texts):
        if not isinstance(text, str):
            raise TextInputError(f"text {i} is {type(text).__name__}, not a string")


def join_copies(texts: Sequence[str], targets: NDArray[np.float64], seed: int) -> Examples:
    """Texts that differ only in case, width or white space become one, weighted by copies."""
    keys = [normalise(text) for text in texts]
    different = sorted(set(keys))
    row = {key: i for i, key in enumerate(different)}
    where = np.array([row[key] for key in keys], dtype=np.int64)
    copies = np.bincount(where, minlength=len(different)).astype(np.float64)
    sums = np.zeros((len(different), targets.shape[1]))
    np.add.at(sums, where, targets)
    spelling = dict[str, str]()
    for key, text in zip(keys, texts, strict=True):
        shown = text[:LONGEST_TEXT]
        spelling[key] = min(spelling.get(key, shown), shown)
    means = sums / copies[:, None]
    kept = _kept(means, seed) if len(different) > MOST_TEXTS else np.arange(len(different))
    return Examples(
        texts=tuple(spelling[different[i]] for i in kept),
        copies=copies[kept],
        targets=means[kept],
        left_out=len(different) - len(kept),
    )


def _kept(means: NDArray[np.float64], seed: int) -> NDArray[np.int64]:
    """The texts to learn from: those with a rare theme first, others by lot."""
    common = np.where(means > 0, means.sum(axis=0), np.inf).min(axis=1, initial=np.inf)
    lot = np.random.default_rng(seed).permutation(len(means))
    # Rarity matters below some hundreds of examples; above, a fair draw keeps the mixture.
    order = np.lexsort((lot, np.where(common < MOST_TEXTS / 20, common, np.inf)))
    return np.sort(order[:MOST_TEXTS])
