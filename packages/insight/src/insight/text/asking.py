"""Which texts a person should code next: the ones that would teach the machine most."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .embedding import Embedder, embed_unique
from .tokens import normalise

SHORTLIST = 2000
"""Most doubtful texts among which different ones are picked."""


def most_instructive(
    texts: Sequence[str],
    confidence: NDArray[np.float64],
    examples: NDArray[np.float64],
    embedder: Embedder,
    n: int,
) -> NDArray[np.int64]:
    """Doubtful about themes that need it, and unlike each other; best first.

    The doubt about a text is the sum over themes of p(1 - p), each theme weighted by
    1 / sqrt(1 + examples). Texts are then picked one by one, each one's doubt discounted by its
    cosine with the nearest text already picked.
    """
    keys = [normalise(text) for text in texts]
    first = {key: i for i, key in reversed(list(enumerate(keys))) if key}
    rows = np.array([first[key] for key in sorted(first)], dtype=np.int64)
    if n <= 0 or not len(rows):
        return np.zeros(0, np.int64)
    need = 1.0 / np.sqrt(1.0 + examples)
    doubt = (confidence[rows] * (1 - confidence[rows])) @ need
    best = np.argsort(-doubt, kind="stable")[: max(n, SHORTLIST)]
    rows, doubt = rows[best], doubt[best]
    vectors = embed_unique(embedder, [texts[i] for i in rows])
    nearest = np.zeros(len(rows))
    open_ = np.ones(len(rows), dtype=bool)
    picked: list[int] = []
    while len(picked) < min(n, len(rows)):
        worth = np.where(open_, doubt * (1.0 - np.clip(nearest, 0.0, 1.0)), -1.0)
        one = int(worth.argmax())
        picked.append(one)
        open_[one] = False
        nearest = np.maximum(nearest, vectors @ vectors[one])
    return rows[picked]
