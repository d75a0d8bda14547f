"""Long lists, a page at a time: every row is on some page, and each page says which it shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Row = TypeVar("Row")
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """``first`` is the number of the first row here, from 1; ``after`` where the next page begins.

    Empty, and not the first page, it is beyond the end: rows have gone since its link was made.
    """

    rows: tuple[Row, ...]
    total: int
    first: int = 1
    after: int | None = None

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, show: Callable[[Row], Shown]) -> "Paged[Shown]":
        """The same page, each row as it is shown."""
        return Paged(tuple(show(row) for row in self.rows), self.total, self.first, self.after)


def paged(found: "QuerySet[Any, Row]", *, size: int, after: int = 0) -> Paged[Row]:
    """What stands behind the first ``after`` rows; a second query only where there is more."""
    rows = tuple(found[after : after + size + 1])
    if not after and len(rows) <= size:
        return Paged(rows, total=len(rows))
    is_more = len(rows) > size
    return Paged(
        rows[:size],
        total=found.count(),
        first=after + 1,
        after=after + size if is_more else None,
    )


def place(text: str) -> int:
    """Where a page begins, as its address says; whatever is no such number is the beginning.

    >>> place("100"), place(""), place("-1"), place("²"), place("9" * 30)
    (100, 0, 0, 0, 0)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
