"""Which texts can be grouped at all: the others are counted and said to be left out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .examples import check_texts
from .tokens import is_content, normalise, words

BLANK = "blank"
NO_CONTENT = "no words to go by"
STOCK = "stock answer"
UNLIKE = "unlike any theme"
OTHER_LANGUAGE = "another language"

STOCK_WORDS = 4
STOCK_COPIES = 20
STOCK_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Readable:
    """The different texts of a collection that say something."""

    texts: tuple[str, ...]
    """One spelling of each different readable text, in an order that rows do not change."""
    row: NDArray[np.int64]
    """Shape (all texts,): which of ``texts`` each one is; -1 where left out."""
    why: dict[int, str]
    """Reason for each text left out, by position."""
    first: tuple[int, ...]
    """Position of the first copy of each of ``texts``."""


def readable(texts: Sequence[str]) -> Readable:
    """Leave out what is blank, has no content word, or is the same few words again and again.

    A stock answer is at most four words long and makes up at least 20 texts and 1 % of them.
    """
    check_texts(texts)
    keys = [normalise(text) for text in texts]
    plain = [" ".join(words(text)) for text in texts]
    copies = Counter(plain)
    often = max(STOCK_COPIES, STOCK_SHARE * len(texts))
    why: dict[int, str] = {}
    for i, key in enumerate(keys):
        said = plain[i].split()
        if not key:
            why[i] = BLANK
        elif not any(is_content(word) for word in said):
            why[i] = NO_CONTENT
        elif len(said) <= STOCK_WORDS and copies[plain[i]] >= often:
            why[i] = STOCK
    spelling: dict[str, str] = {}
    first: dict[str, int] = {}
    for i, key in enumerate(keys):
        if i not in why:
            first.setdefault(key, i)
            spelling[key] = min(spelling.get(key, texts[i]), texts[i])
    order = sorted(spelling)
    place = {key: r for r, key in enumerate(order)}
    row = np.array([-1 if i in why else place[key] for i, key in enumerate(keys)], dtype=np.int64)
    return Readable(
        tuple(spelling[key] for key in order), row, why, tuple(first[key] for key in order)
    )
