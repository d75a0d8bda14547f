"""A first codebook, proposed by the machine for people to rename, merge, split and accept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .clusters import spherical_kmeans
from .embedding import Embedder, HashingEmbedder, default_embedder, embed_unique
from .errors import TooFewTextsError
from .phrases import theme_phrases
from .tokens import is_content, normalise, words

FEWEST_TEXTS = 8


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """One theme of a proposal."""

    name: str
    """Its leading key phrase, as people wrote it."""
    phrases: tuple[str, ...]
    """Key phrases, the most telling first."""
    members: NDArray[np.int64]
    """Positions of its texts, ascending, shape (members,)."""
    quotes: tuple[int, ...]
    """Positions of up to five texts: the most typical first, then ones that differ from it."""
    parent: int | None
    """Position in ``themes`` of the broader theme it belongs to; None for a broad theme."""
    coherence: float
    """Mean cosine of its texts with their centre, 0 to 1: higher is tighter."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Texts that no theme claims, and why: they are counted, never dropped."""

    index: NDArray[np.int64]
    """Positions of the texts, ascending, shape (left out,)."""
    why: tuple[str, ...]
    """For each: ``"empty"``, ``"stock answer"`` or ``"unlike any theme"``."""


@dataclass(frozen=True, slots=True)
class CodebookProposal:
    """Themes on two levels, and what they leave out."""

    themes: tuple[ProposedTheme, ...]
    """Broad themes (parent None) followed by their narrower themes."""
    other: LeftOut
    """Texts honestly left out."""
    method: dict[str, object]
    """How it was made: embedder, fallback, seed, parameters, duplicates seen."""
    centres: NDArray[np.float32] = field(repr=False)
    """Unit centre of each theme, shape (themes, dimensions), to place new texts by."""


def propose_codebook(
    texts: Sequence[str],
    *,
    seed: int = 0,
    embedder: Embedder | None = None,
    n_themes: int | None = None,
) -> CodebookProposal:
    """Group texts that mean the same and name the groups."""
    model = default_embedder() if embedder is None else embedder
    if isinstance(model, HashingEmbedder):
        model = model.fitted(texts)
    keys = [normalise(text) for text in texts]
    usable = [i for i, text in enumerate(texts) if any(is_content(w) for w in words(text))]
    different = sorted({keys[i] for i in usable})
    if len(different) < FEWEST_TEXTS:
        raise TooFewTextsError(f"{len(different)} different texts; at least {FEWEST_TEXTS} needed")
    row = {key: r for r, key in enumerate(different)}
    vectors = embed_unique(model, different)
    k = n_themes or int(np.clip(round(0.7 * len(different) ** 0.5), 2, 24))
    found = spherical_kmeans(vectors, k, seed=seed)
    phrases = theme_phrases(different, found.label, len(found.centres))
    position = {key: i for i, key in reversed(list(enumerate(keys)))}
    themes = []
    for t in range(len(found.centres)):
        rows = np.flatnonzero(found.label == t)
        typical = rows[np.argsort(-found.cosine[rows], kind="stable")][:5]
        themes.append(
            ProposedTheme(
                name=(phrases[t] or ("unnamed",))[0],
                phrases=phrases[t],
                members=np.array(
                    [i for i in usable if found.label[row[keys[i]]] == t], dtype=np.int64
                ),
                quotes=tuple(position[different[r]] for r in typical),
                parent=None,
                coherence=float(found.cosine[rows].mean()) if len(rows) else 0.0,
            )
        )
    left = np.array(sorted(set(range(len(texts))) - set(usable)), dtype=np.int64)
    return CodebookProposal(
        themes=tuple(themes),
        other=LeftOut(left, ("empty",) * len(left)),
        method={
            "embedder": model.name,
            "fallback": model.is_fallback,
            "seed": seed,
            "n_themes": k,
            "texts": len(texts),
            "duplicates": len(usable) - len(different),
        },
        centres=found.centres,
    )
