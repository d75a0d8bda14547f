"""What a proposed codebook holds."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """One theme of a proposal."""

    name: str
    """From its leading key phrases, as people wrote them."""
    phrases: tuple[str, ...]
    """Key phrases, the most telling first."""
    members: NDArray[np.int64]
    """Positions of its texts, ascending, shape (members,); copies of a text included."""
    quotes: tuple[int, ...]
    """Positions of up to five texts: the most typical first, then typical ones unlike it."""
    parent: int | None
    """Position in ``themes`` of the broader theme it belongs to; None for a broad theme."""
    coherence: float
    """Mean cosine of its different texts with their centre, 0 to 1: higher is tighter."""
    coverage: float = 0.0
    """Share of its different texts that use one of its four leading phrases, 0 to 1."""
    stability: float | None = None
    """Mean Jaccard coefficient with what comes back of it when the texts are drawn anew, 0 to 1
    (Hennig, 2007): from 0.75 it is the same theme again, below 0.5 mostly another. None where it
    was not measured."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Texts that no theme claims, and why: they are counted, never dropped."""

    index: NDArray[np.int64]
    """Positions of the texts, ascending, shape (left out,)."""
    why: tuple[str, ...]
    """For each: ``"blank"``, ``"no words to go by"``, ``"stock answer"``, ``"another language"``
    (unlike any theme, and not in the language of most) or ``"unlike any theme"``."""


@dataclass(frozen=True, slots=True)
class CodebookProposal:
    """Themes on two levels, and what they leave out."""

    themes: tuple[ProposedTheme, ...]
    """Broad themes (parent None), the largest first, then their narrower themes. A broad theme
    with one narrower theme only stands for both."""
    other: LeftOut
    """Texts honestly left out."""
    method: dict[str, object]
    """How it was made: embedder, fallback, seed, parameters, texts, duplicates seen."""
    theme: NDArray[np.int64] = field(repr=False)
    """Shape (texts,): position in ``themes`` of each text's narrowest theme; -1 where left out."""
