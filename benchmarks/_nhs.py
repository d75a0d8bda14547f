"""Load the coded patient comments that the text benchmarks measure against."""

import csv
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks import data_folder

FIRST_THEME = "Not assigned"
"""Every column from this one on is a theme, except this one: it means that nobody gave any."""


@dataclass(frozen=True)
class Feedback:
    """Comments with the themes and the sentiment that people gave them."""

    texts: tuple[str, ...]
    """One comment each, as written; some are blank."""
    themes: tuple[str, ...]
    """Column names."""
    labels: NDArray[np.int8]
    """Shape (comments, themes): 1 where a person assigned the theme."""
    sentiment: NDArray[np.int64]
    """Shape (comments,): 1 very positive to 5 very negative, 0 where nobody said."""

    def with_at_least(self, examples: int) -> "Feedback":
        """The same comments with only the themes that occur ``examples`` times or more."""
        kept = np.flatnonzero(self.labels.sum(axis=0) >= examples)
        names = tuple(self.themes[i] for i in kept)
        return Feedback(self.texts, names, self.labels[:, kept], self.sentiment)


def load() -> Feedback:
    """Every row of the file, or ``Skipped`` where it is absent."""
    path = data_folder("nhs-feedback", "feedback.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    text, feeling = head.index("FFT answer"), head.index("Comment sentiment")
    first = head.index(FIRST_THEME) + 1
    labels = [[row[i].strip() not in ("", "0") for i in range(first, len(head))] for row in rows]
    return Feedback(
        texts=tuple(row[text] for row in rows),
        themes=tuple(head[first:]),
        labels=np.asarray(labels, dtype=np.int8),
        sentiment=np.array([int(row[feeling] or 0) for row in rows], dtype=np.int64),
    )
