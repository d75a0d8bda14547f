"""Sentences as vectors, on the processor, behind one small adapter.

Any object with ``name``, ``dimensions``, ``is_fallback`` and ``embed`` will do. Vectors
have length one, so that a dot product is a cosine.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from .errors import ExtraMissingError
from .examples import check_texts
from .hashing import HashingEmbedder

__all__ = [
    "ByteStore",
    "CachedEmbedder",
    "Embedder",
    "HashingEmbedder",
    "OnnxEmbedder",
    "Vectors",
    "default_embedder",
    "embed_unique",
]

Vectors = NDArray[np.float32]


@runtime_checkable
class Embedder(Protocol):
    """What every text method asks of a model."""

    @property
    def name(self) -> str:
        """The model and its version: vectors of two names are never mixed."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of one vector."""
        ...

    @property
    def is_fallback(self) -> bool:
        """True where words are only counted, meaning not understood."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length one, shape (texts, dimensions); a zero row for an empty text."""
        ...


class ByteStore(Protocol):
    """The part of a mutable mapping that the cache needs; a table or a file can be one."""

    def get(self, key: bytes, /) -> bytes | None: ...

    def __setitem__(self, key: bytes, value: bytes, /) -> None: ...


def embed_unique(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Embed each different text once and deal the vectors out again."""
    check_texts(texts)
    different = sorted(set(texts))
    row = {text: i for i, text in enumerate(different)}
    if not different:
        return np.zeros((0, embedder.dimensions), np.float32)
    return embedder.embed(different)[[row[text] for text in texts]]


class CachedEmbedder:
    """An embedder that keeps its vectors by the hash of model and text.

    Parameters
    ----------
    embedder : Embedder
        Asked only for texts not met before.
    store : mapping of bytes to bytes
        The key is a SHA-256, so the store never holds a text.
    """

    def __init__(self, embedder: Embedder, store: ByteStore) -> None:
        self.embedder = embedder
        self.store = store

    @property
    def name(self) -> str:
        return self.embedder.name

    @property
    def dimensions(self) -> int:
        return self.embedder.dimensions

    @property
    def is_fallback(self) -> bool:
        return self.embedder.is_fallback

    def key(self, text: str) -> bytes:
        """The name under which the vector of ``text`` is kept."""
        content = f"{self.name}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(content).digest()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As ``Embedder.embed``; a stored vector of the wrong length is computed anew."""
        check_texts(texts)
        different = sorted(set(texts))
        found: dict[str, Vectors] = {}
        for text in different:
            kept = self.store.get(self.key(text))
            if kept is not None and len(kept) == 4 * self.dimensions:
                found[text] = np.frombuffer(kept, dtype="<f4").astype(np.float32)
        missing = [text for text in different if text not in found]
        if missing:
            for text, vector in zip(missing, self.embedder.embed(missing), strict=True):
                self.store[self.key(text)] = vector.astype("<f4").tobytes()
                found[text] = vector
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for i, text in enumerate(texts):
            vectors[i] = found[text]
        return vectors


def OnnxEmbedder(folder: str | Path, *, prefix: str = "", threads: int = 1) -> Embedder:  # noqa: N802 - the class it makes
    """A sentence-embedding model from a folder with ``model.onnx`` and its tokenizer.

    Parameters
    ----------
    folder : path
        Holds ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json`` or ``vocab.txt``.
    prefix : str
        Put before every text, for models trained so (E5: ``"query: "``).
    threads : int
        Threads that onnxruntime may use; they never spin while idle.

    Returns
    -------
    Embedder

    Raises
    ------
    ExtraMissingError
        onnxruntime or tokenizers is not installed.
    ModelFileError
        The folder lacks a file.
    """
    from .onnx_model import OnnxModel

    return OnnxModel.from_folder(Path(folder), prefix=prefix, threads=threads)


def default_embedder(*, threads: int = 1) -> Embedder:
    """MiniLM where the ``text`` extra is installed, else counted words; ``is_fallback`` says which.

    Parameters
    ----------
    threads : int
        Threads that onnxruntime may use.

    Returns
    -------
    Embedder

    Raises
    ------
    ModelFileError
        The installed model is not, byte for byte, the one this package was measured with.
    """
    from .onnx_model import OnnxModel

    try:
        return OnnxModel.packaged(threads=threads)
    except ExtraMissingError:
        return HashingEmbedder()
