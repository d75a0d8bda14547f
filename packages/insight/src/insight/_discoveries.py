"""Of many tests some succeed by chance: how many of those that did."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def false_discovery(p_values: Floats, tested: NDArray[np.bool_]) -> Floats:
    """Benjamini-Hochberg q-values (1995) among the tested; 1 elsewhere."""
    q = np.ones(p_values.shape)
    p = p_values[tested]
    if p.size == 0:
        return q
    order = np.argsort(p)
    stepped = p[order] * p.size / np.arange(1, p.size + 1)
    smoothed = np.minimum.accumulate(stepped[::-1])[::-1]
    back = np.empty(p.size)
    back[order] = np.minimum(smoothed, 1.0)
    q[tested] = back
    return q
