"""Quotes that stand for a theme: typical of it, unlike one another, and readable."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .clusters import unit

READABLE = (30, 300)
"""Characters of a quote that can be read at a glance; others are taken only for want of these."""
ALIKE = 0.8
"""How much a quote's likeness to one already picked counts against it."""


def pick_quotes(
    rows: NDArray[np.float32], texts: Sequence[str], most: int = 5
) -> tuple[list[int], float]:
    """Positions of up to ``most`` quotes, and the mean cosine of all texts with the centre.

    The first is the most typical; each next one trades typicality against likeness to the ones
    picked (maximal marginal relevance; Carbonell and Goldstein, 1998).
    """
    if not len(rows):
        return [], 0.0
    centre = unit(rows.sum(axis=0, keepdims=True))[0]
    typical = (rows @ centre).astype(np.float64)
    length = np.array([len(text) for text in texts])
    handicap = np.where((length >= READABLE[0]) & (length <= READABLE[1]), 0.0, 0.5)
    alike = np.zeros(len(rows))
    open_ = np.ones(len(rows), dtype=bool)
    picked: list[int] = []
    while len(picked) < min(most, len(rows)):
        worth = np.where(open_, typical - handicap - ALIKE * alike, -np.inf)
        one = int(worth.argmax())
        picked.append(one)
        open_[one] = False
        alike = np.maximum(alike, rows @ rows[one])
    return picked, float(typical.mean().clip(0.0, 1.0))
