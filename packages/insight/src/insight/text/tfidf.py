"""Weighted counts of words and letters as sparse rows of length one."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .tokens import character_grams, word_grams, words

Analyser = Callable[[str], Sequence[str]]


def word_pairs(text: str) -> list[str]:
    """Words and neighbouring pairs of words."""
    return word_grams(words(text), 2)


def letters(text: str) -> list[str]:
    """Runs of three to five letters inside words."""
    return character_grams(text, 3, 5)


@dataclass(frozen=True, eq=False)
class Tfidf:
    """Inverse document frequencies learnt from one collection (Sparck Jones, 1972)."""

    analyser: Analyser
    """What counts as a term."""
    column: dict[str, int]
    """Position of each known term."""
    idf: NDArray[np.float64]
    """Weight of each term: log((1 + texts) / (1 + texts with it)) + 1."""

    @classmethod
    def learn(cls, texts: Sequence[str], analyser: Analyser, *, fewest: int) -> "Tfidf":
        """Keep the terms that occur in at least ``fewest`` of ``texts``."""
        used = Counter[str]()
        for text in texts:
            used.update(set(analyser(text)))
        kept = sorted(term for term, count in used.items() if count >= fewest)
        counts = np.array([used[term] for term in kept], dtype=np.float64)
        idf = np.log((1.0 + len(texts)) / (1.0 + counts)) + 1.0
        return cls(analyser, {term: i for i, term in enumerate(kept)}, idf)

    def rows(self, texts: Sequence[str]) -> csr_array:
        """One row of length one for each text, shape (texts, terms); zeros where none is known."""
        indices: list[int] = []
        values: list[float] = []
        starts = [0]
        for text in texts:
            counts = Counter(self.analyser(text))
            known = sorted((self.column[t], c) for t, c in counts.items() if t in self.column)
            weights = [float((1.0 + np.log(c)) * self.idf[i]) for i, c in known]
            length = float(np.sqrt(sum(w * w for w in weights))) or 1.0
            indices += [i for i, _ in known]
            values += [w / length for w in weights]
            starts.append(len(indices))
        shape = (len(texts), max(1, len(self.column)))
        return csr_array((values, indices, starts), shape=shape, dtype=np.float64)
