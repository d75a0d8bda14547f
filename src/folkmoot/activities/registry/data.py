"""What a crowd contributed, by type of data and not by room: frozen arrays, plain ids."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Texts:
    """What people wrote, hidden and withdrawn texts left out. All arrays have shape (n,).

    ``authors`` holds 0 where nobody is known to have said it (notes of an event, say);
    ``parents`` the text that another one answers (a comment its idea), 0 for those that answer
    none; ``days`` are proleptic ordinals. ``meta`` holds the ids of texts that are about the
    conversation or its people, not the matter.
    """

    ids: NDArray[np.int64]
    texts: list[str]
    questions: NDArray[np.int64]
    authors: NDArray[np.int64]
    parents: NDArray[np.int64]
    days: NDArray[np.int64]
    question_names: dict[int, str]
    meta: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Stances:
    """The last stance of each person on each text, shape (n,): 1 agree, 0 pass, -1 disagree.

    ``left_out`` counts the stances that are not among them, because their text is hidden or was
    taken back.
    """

    participants: NDArray[np.int64]
    ideas: NDArray[np.int64]
    stances: NDArray[np.int8]
    days: NDArray[np.int64]
    left_out: int = 0


NO_IDS: NDArray[np.int64] = np.zeros(0, np.int64)
NO_TEXTS = Texts(NO_IDS, [], NO_IDS, NO_IDS, NO_IDS, NO_IDS, {})
NO_STANCES = Stances(NO_IDS, NO_IDS, np.zeros(0, np.int8), NO_IDS)
