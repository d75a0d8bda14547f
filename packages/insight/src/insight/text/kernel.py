"""How alike two texts are: meaning, words and letters blended into one kernel."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .embedding import Embedder, embed_unique
from .tfidf import Tfidf, letters, word_pairs

MEANING, WORDS, LETTERS = 0.6, 0.2, 0.2
"""Shares of the three parts. Chosen once on the public feedback; broad optimum."""
SHARPNESS = 2.0
"""exp(-SHARPNESS (1 - cosine)) on embeddings: near texts count more than proportionally."""
RARE_TERMS_FROM = 500
"""From this many texts on, a term that occurs in one text only is dropped."""


@dataclass(frozen=True, eq=False)
class TextKernel:
    """A positive definite similarity to a fixed list of texts; to itself a text scores about 1."""

    embedder: Embedder
    words: Tfidf
    letters: Tfidf
    vectors: NDArray[np.float64]
    """Embeddings of the list, with a last column that marks blank texts."""
    word_rows: csr_array
    letter_rows: csr_array

    @classmethod
    def learn(cls, texts: Sequence[str], embedder: Embedder) -> "TextKernel":
        """Weigh words and letters by this list."""
        fewest = 2 if len(texts) >= RARE_TERMS_FROM else 1
        by_word = Tfidf.learn(texts, word_pairs, fewest=fewest)
        by_letter = Tfidf.learn(texts, letters, fewest=fewest)
        return cls(
            embedder,
            by_word,
            by_letter,
            _vectors(embedder, texts),
            by_word.rows(texts),
            by_letter.rows(texts),
        )

    def gram(self) -> NDArray[np.float64]:
        """The list against itself, shape (texts, texts)."""
        return self._blend(self.vectors, self.word_rows, self.letter_rows)

    def against(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Other texts against the list, shape (others, texts)."""
        return self._blend(
            _vectors(self.embedder, texts), self.words.rows(texts), self.letters.rows(texts)
        )

    def vectors_of(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Embeddings of other texts, as in ``vectors``."""
        return _vectors(self.embedder, texts)

    def _blend(
        self, vectors: NDArray[np.float64], by_word: csr_array, by_letter: csr_array
    ) -> NDArray[np.float64]:
        table = near(vectors, self.vectors)
        table *= MEANING
        table += WORDS * (by_word @ self.word_rows.T).toarray()
        table += LETTERS * (by_letter @ self.letter_rows.T).toarray()
        return table


def near(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """exp(-SHARPNESS (1 - cosine)) of every row of ``one`` with every row of ``other``."""
    table: NDArray[np.float64] = one @ other.T
    table -= 1.0
    table *= SHARPNESS
    np.exp(table, out=table)
    return table


def _vectors(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float64]:
    """Embeddings and a mark for blank texts, which say the same as each other and nothing else."""
    vectors = embed_unique(embedder, texts).astype(np.float64)
    blank = (np.abs(vectors).sum(axis=1) == 0).astype(np.float64)
    return np.column_stack([vectors, blank])
