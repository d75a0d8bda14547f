"""The types of question, and a whole definition: frozen, and free of database and pages.

What is left at its default is left out of the hash (see canonical), so that a later version of
this product, which knows more, reads and hashes earlier definitions alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from folkmoot.questions.definitions.conditions import Condition


class Order(StrEnum):
    FIXED = "fixed"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Option:
    """Answers hold ``code``; ``label`` is what people read. An exclusive one stands alone, and
    last, such as "None of these"."""

    code: str
    label: str
    is_exclusive: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    options: tuple[Option, ...]
    order: Order = Order.FIXED
    is_dropdown: bool = False


@dataclass(frozen=True, slots=True)
class SeveralOf:
    """``most`` None: as many as there are."""

    options: tuple[Option, ...]
    order: Order = Order.FIXED
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole numbers from ``low`` to ``high``, both included; words for the two ends."""

    low: int = 0
    high: int = 10
    low_label: str = ""
    high_label: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The same options for each of several statements."""

    rows: tuple[Option, ...]
    options: tuple[Option, ...]
    order: Order = Order.FIXED  # of the rows


@dataclass(frozen=True, slots=True)
class Number:
    low: Decimal | None = None
    high: Decimal | None = None
    places: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Text:
    longest: int = 200
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first ``most`` places are asked for; None: all."""

    options: tuple[Option, ...]
    order: Order = Order.FIXED
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """Whole points given to options; together exactly ``total``."""

    options: tuple[Option, ...]
    total: int = 100
    order: Order = Order.FIXED


@dataclass(frozen=True, slots=True)
class BestWorst:
    options: tuple[Option, ...]
    order: Order = Order.FIXED
    best_label: str = ""
    worst_label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to read; nothing to answer."""


Type = OneOf | SeveralOf | Scale | Grid | Number | Day | Text | Ranking | Points | BestWorst | Note


@dataclass(frozen=True, slots=True)
class Question:
    """``key`` names it for good: a later edition that asks the same keeps it."""

    key: str
    text: str
    type: Type
    hint: str = ""
    is_required: bool = False
    can_decline: bool = False
    can_not_apply: bool = False
    show_if: Condition | None = None

    @property
    def options(self) -> tuple[Option, ...]:
        return getattr(self.type, "options", ())


END = ""


@dataclass(frozen=True, slots=True)
class Route:
    """After an answered question go on with a later one, or end; what lies between is hidden."""

    after: str
    when: Condition
    to: str = END


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together. In random order nothing in it may depend on the rest."""

    key: str
    questions: tuple[Question, ...]
    title: str = ""
    order: Order = Order.FIXED
    show_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    sections: tuple[Section, ...]
    routes: tuple[Route, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        """In the order in which they were written."""
        return (question for section in self.sections for question in section.questions)


def simple(*questions: Question) -> Definition:
    """Questions one after the other, without sections to speak of."""
    return Definition((Section("all", questions),))
