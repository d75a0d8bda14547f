"""Key phrases that set one group of texts apart from the others."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .tokens import is_content, sentences, words


def candidates(text: str, longest: int = 3) -> set[str]:
    """Runs of up to ``longest`` words that begin and end with a content word."""
    found: set[str] = set()
    for sentence in sentences(text):
        line = words(sentence)
        for size in range(1, longest + 1):
            for start in range(len(line) - size + 1):
                run = line[start : start + size]
                if is_content(run[0]) and is_content(run[-1]):
                    found.add(" ".join(run))
    return found


def theme_phrases(
    texts: Sequence[str], label: NDArray[np.int64], groups: int, most: int = 8
) -> list[tuple[str, ...]]:
    """Phrases of each group by class-based TF-IDF (Grootendorst, 2022)."""
    inside = [Counter[str]() for _ in range(groups)]
    everywhere = Counter[str]()
    for text, group in zip(texts, label, strict=True):
        found = candidates(text)
        inside[group].update(found)
        everywhere.update(found)
    mean = max(1.0, sum(everywhere.values()) / max(1, groups))
    named = []
    for counts in inside:
        total = max(1, sum(counts.values()))
        score = {
            p: c / total * np.log(1 + mean / everywhere[p]) for p, c in counts.items() if c > 1
        }
        named.append(tuple(sorted(score, key=lambda p: (-score[p], p))[:most]))
    return named
