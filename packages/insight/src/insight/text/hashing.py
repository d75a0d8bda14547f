"""The plain fallback: weighted word and letter counts hashed into a fixed number of columns."""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .examples import check_texts
from .tokens import character_grams, stop_words, word_grams, words

LETTER_WEIGHT = 0.25
"""A letter gram counts this much of a word: enough to forgive a spelling mistake."""


@dataclass(frozen=True)
class HashingEmbedder:
    """Term frequency, hashed (Weinberger and others, 2009); no model and no download.

    It sees shared words, not shared meaning: "parking" and "car park" are near, "parking" and
    "where to leave the car" are not. Give it a collection with ``fitted`` to weigh columns by
    inverse document frequency, which makes it TF-IDF.
    """

    dimensions: int = 1024
    """Columns; two words share one by accident about once in ``dimensions``."""
    idf: NDArray[np.float32] | None = None
    """Weight of each column, shape (dimensions,); None weighs them alike."""

    is_fallback: bool = True
    """Always true: said wherever a result depends on it."""

    @property
    def name(self) -> str:
        weighed = "tf" if self.idf is None else f"tf-idf-{zlib.crc32(self.idf.tobytes()):08x}"
        return f"hashed-{weighed}-{self.dimensions}"

    def counts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Signed, dampened counts before weighing, shape (texts, dimensions)."""
        check_texts(texts)
        table = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            content = [word for word in words(text) if word not in stop_words()]
            parts = (
                (word_grams(content), 1.0, ""),
                (character_grams(" ".join(content)), LETTER_WEIGHT, "#"),
            )
            for grams, weight, mark in parts:
                for gram, count in Counter(grams).items():
                    code = zlib.crc32((mark + gram).encode("utf-8", "surrogatepass"))
                    sign = 1.0 if code & 1 else -1.0
                    table[row, (code >> 1) % self.dimensions] += (
                        sign * weight * (1.0 + float(np.log(count)))
                    )
        return table

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As ``Embedder.embed``."""
        table = self.counts(texts)
        if self.idf is not None:
            table *= self.idf
        length = np.sqrt(np.einsum("ij,ij->i", table, table))[:, None]
        scaled: NDArray[np.float32] = (
            table / np.where(length > 0, length, np.float32(1.0))
        ).astype(np.float32, copy=False)
        return scaled

    def fitted(self, texts: Sequence[str]) -> "HashingEmbedder":
        """The same, weighing columns by how few of ``texts`` (each counted once) use them."""
        different = sorted(set(texts))
        used = np.count_nonzero(self.counts(different), axis=0)
        idf = np.log((1.0 + len(different)) / (1.0 + used)) + 1.0
        return HashingEmbedder(self.dimensions, idf.astype(np.float32))
