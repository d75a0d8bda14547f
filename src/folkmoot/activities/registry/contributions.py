"""What a kind of activity tells of its contributions: to their author, as evidence, live, to take
away. No row names an author."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from folkmoot.core.exports import Cell


@dataclass(frozen=True, slots=True)
class Outcome:
    """A place where somebody's words were taken up, for their author to see."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a participant said. ``outcome`` is what became of it, in words, or empty.

    ``withdraw_url`` is the page that asks whether to take it back. ``id`` is that of a text, by
    which ``outcomes`` are found; 0 for anything else.
    """

    kind: str
    text: str
    day: date
    url: str
    outcome: str = ""
    withdraw_url: str = ""
    id: int = 0
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands, without its author; a comment goes with what it answers."""

    id: int
    text: str
    question: str
    is_comment: bool
    is_hidden: bool
    is_withdrawn: bool
    agrees: int
    votes: int

    @property
    def is_visible(self) -> bool:
        return not (self.is_hidden or self.is_withdrawn)


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """How the activities of one kind go, by what everybody can read and its published totals.

    ``ideas`` has shape (n, 6): id, question, agrees, passes, disagrees, exposures, ascending by
    id. ``questions`` are id and words in the order in which they are asked. ``days`` count texts
    and may name a day more than once.
    """

    questions: tuple[tuple[int, str], ...] = ()
    ideas: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 6), np.int64))
    comments: dict[int, int] = field(default_factory=dict)  # by question
    without_author: int = 0  # texts said by nobody we know of
    days: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CastCounts:
    """Votes as they are now: for batches alone. ``voters`` counts people by question, ``days``
    votes by day (in ISO 8601)."""

    voters: tuple[tuple[int, int], ...] = ()
    days: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What one voice's rows add to counts of people: the first day on which they said something
    that stands, None without any; and the questions on which they voted."""

    first_day: date | None = None
    voted: frozenset[int] = frozenset()


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an export. ``rows`` is asked once; no cell says or hints which rows are of one
    person: who answered whom would tell in which order people came.

    ``about`` is its line in the folder's README, beside the names of the columns.
    """

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[Row]]
    about: str = ""
