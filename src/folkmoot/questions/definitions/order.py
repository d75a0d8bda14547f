"""Random orders that can be drawn again: from a seed of the voice's and the question's key.

Each question has an order of its own, and each order is as likely as any other.
"""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

from folkmoot.questions.definitions.types import Option, Order, Question, Section

Item = TypeVar("Item", Question, Option)


def questions_in_order(section: Section, seed: str) -> tuple[Question, ...]:
    if section.order is Order.FIXED:
        return section.questions
    return _drawn(section.questions, f"{seed}/{section.key}", "key")


def options_in_order(question: Question, seed: str) -> tuple[Option, ...]:
    """As they are shown; what excludes the rest stays last."""
    options = question.options
    if getattr(question.type, "order", Order.FIXED) is Order.FIXED or hasattr(
        question.type, "rows"
    ):
        return options
    free = _drawn((one for one in options if not one.is_exclusive), f"{seed}/{question.key}")
    return free + tuple(one for one in options if one.is_exclusive)


def rows_in_order(question: Question, seed: str) -> tuple[Option, ...]:
    """The statements of a grid as they are shown."""
    rows: tuple[Option, ...] = getattr(question.type, "rows", ())
    if getattr(question.type, "order", Order.FIXED) is Order.FIXED:
        return rows
    return _drawn(rows, f"{seed}/{question.key}")


def _drawn(items: Iterable[Item], seed: str, name: str = "code") -> tuple[Item, ...]:
    """By a hash of each: equal chances, and one list says nothing about another."""

    def sort_key(item: Item) -> bytes:
        return hashlib.sha256(f"{seed}/{getattr(item, name)}".encode()).digest()

    return tuple(sorted(items, key=sort_key))
