"""Which texts a person should code next: the ones that would teach the machine most."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from insight._inputs import whole

from .errors import TextInputError
from .kernel import TextKernel, near
from .tokens import normalise

MOST = 2000
"""Different texts, and known examples, that are looked at; drawn by lot where there are more."""
NOISE = 0.3
"""The coder's ridge penalty: how much one person's coding leaves open about a text's neighbours."""


def most_instructive(
    texts: Sequence[str],
    confidence: NDArray[np.float64],
    kernel: TextKernel,
    n: int,
) -> NDArray[np.int64]:
    """Texts after whose coding the least doubt would be left about all the others, best first.

    Kernel ridge regression is the mean of a Gaussian process, so the variance that coding text i
    would take from text j is known beforehand: C_ij^2 / (C_ii + noise), with C what the examples
    leave open (Cohn, Ghahramani and Jordan, 1996). It is summed over j weighted by the machine's
    doubt about j, the sum over themes of p (1 - p); then C is updated as if i were coded.
    """
    n = whole(n, "n", TextInputError)
    keys = [normalise(text) for text in texts]
    first = {key: i for i, key in reversed(list(enumerate(keys))) if key}
    rows = _by_lot(np.array([first[key] for key in sorted(first)], dtype=np.int64))
    if n <= 0 or not len(rows):
        return np.zeros(0, np.int64)
    pool = kernel.vectors_of([texts[i] for i in rows])
    known = kernel.vectors[_by_lot(np.arange(len(kernel.vectors)))]
    across = near(pool, known)
    inside = near(known, known) + NOISE * np.eye(len(known))
    left = near(pool, pool) - across @ np.linalg.solve(inside, across.T)
    doubt = (confidence[rows] * (1 - confidence[rows])).sum(axis=1) + 1e-9
    picked: list[int] = []
    open_ = np.ones(len(rows), dtype=bool)
    while len(picked) < min(n, len(rows)):
        gain = (left**2 @ doubt) / (left.diagonal() + NOISE)
        one = int(np.where(open_, gain, -1.0).argmax())
        picked.append(one)
        open_[one] = False
        left = left - np.outer(left[one], left[one]) / (left[one, one] + NOISE)
    return rows[picked]


def _by_lot(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(rows) <= MOST:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, MOST, replace=False))
