"""What an answer answers: its meaning is read together with the text before it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .clusters import unit
from .errors import TextInputError
from .readable import Readable

BORROWED = 0.7
"""Weight of the meaning of the text that is answered, beside 1 for the answer's own."""


def answers(known: Readable, about: Sequence[int] | NDArray[np.int64] | None) -> NDArray[np.int64]:
    """Shape (different texts,): which different text each one answers; -1 for none.

    Where copies of a text answer different ones, the first of those in the texts' own order.
    """
    found = np.full(len(known.texts), -1, np.int64)
    if about is None:
        return found
    given, count = np.asarray(about), len(known.row)
    if given.shape != (count,) or (count and given.dtype.kind not in "iu"):
        raise TextInputError(f"about must be a whole number from -1 for each of {count} texts")
    if count and (given.min() < -1 or given.max() >= count):
        raise TextInputError("about names a text that is not there")
    some = np.flatnonzero(given >= 0)
    mine, other = known.row[some], known.row[given[some].astype(np.int64)]
    kept = (mine >= 0) & (other >= 0) & (mine != other)
    first = np.full(len(known.texts), len(known.texts), np.int64)
    np.minimum.at(first, mine[kept], other[kept])
    return np.where(first < len(known.texts), first, -1)


def in_context(vectors: NDArray[np.float32], answered: NDArray[np.int64]) -> NDArray[np.float32]:
    """Unit vectors with some of the meaning of what each text answers, shape as given."""
    some = answered >= 0
    if not some.any():
        return vectors
    mixed = vectors.copy()
    mixed[some] += np.float32(BORROWED) * vectors[answered[some]]
    return unit(mixed)


def with_their_ideas(label: NDArray[np.int64], answered: NDArray[np.int64]) -> NDArray[np.int64]:
    """An answer that is like no group (-1) goes where the text is that it answers."""
    return np.where((label < 0) & (answered >= 0), label[answered], label).astype(np.int64)
