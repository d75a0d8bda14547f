"""When something is shown: comparisons with earlier answers, joined by all, any and not.

Data, never text that a machine would run. Without an answer every comparison is false.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from folkmoot.questions.definitions.answers import (
    Amounts,
    Answer,
    Cells,
    Chosen,
    Dated,
    NoAnswer,
    Numeric,
)


class Operator(StrEnum):
    ANSWERED = "answered"
    CHOSEN = "chosen"
    LESS = "less"
    AT_MOST = "at-most"
    EQUAL = "equal"
    AT_LEAST = "at-least"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``value`` is a code where something is chosen (the codes of NoAnswer, too), and a number or
    a day for the rest. ``row`` names a statement of a grid, or an option that was given points.
    """

    question: str
    test: Operator = Operator.ANSWERED
    value: str | Decimal | date = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


Condition = Comparison | All | AnyOf | Not


def holds(condition: Condition, answers: Mapping[str, Answer]) -> bool:
    """Whether it is so by these answers, which are those of questions that are shown."""
    match condition:
        case All(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
        case Comparison():
            return _is_so(condition, answers.get(condition.question))


def comparisons(condition: Condition) -> Iterator[Comparison]:
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons(part)
        case Not(part):
            yield from comparisons(part)
        case Comparison():
            yield condition


def _is_so(wanted: Comparison, answer: Answer | None) -> bool:
    if answer is None:
        return False
    if isinstance(answer, NoAnswer):
        return wanted.test is Operator.CHOSEN and wanted.value == answer
    if wanted.test is Operator.ANSWERED:
        return True
    match answer:
        case Chosen(codes):
            return wanted.test is Operator.CHOSEN and wanted.value in codes
        case Cells(cells):
            return wanted.test is Operator.CHOSEN and (wanted.row, wanted.value) in cells
        case Numeric(number) if isinstance(wanted.value, Decimal):
            return _stands(wanted.test, number, wanted.value)
        case Amounts(amounts) if isinstance(wanted.value, Decimal):
            return _stands(wanted.test, Decimal(dict(amounts).get(wanted.row, 0)), wanted.value)
        case Dated(day) if isinstance(wanted.value, date):
            return _stands(wanted.test, day.toordinal(), wanted.value.toordinal())
    return False


def _stands(test: Operator, left: Decimal | int, right: Decimal | int) -> bool:
    match test:
        case Operator.LESS:
            return left < right
        case Operator.AT_MOST:
            return left <= right
        case Operator.EQUAL:
            return left == right
        case Operator.AT_LEAST:
            return left >= right
        case Operator.MORE:
            return left > right
    return False
