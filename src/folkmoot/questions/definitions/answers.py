"""What an answer can be, whatever the type of question: a value, or words for having none."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class NoAnswer(StrEnum):
    """Said by somebody who was asked: no value, and yet not missing. No option has these codes."""

    DECLINED = "-"
    DOES_NOT_APPLY = "-na"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Codes of options: one, several, a ranking from the first place, or best and worst."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Of a grid: pairs of a row's code and the code chosen there."""

    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Pairs of an option's code and its points."""

    amounts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Numeric:
    number: Decimal


@dataclass(frozen=True, slots=True)
class Dated:
    day: date


@dataclass(frozen=True, slots=True)
class Written:
    text: str


Answer = Chosen | Cells | Amounts | Numeric | Dated | Written | NoAnswer


class Missing(StrEnum):
    """Why a question has no answer at all; never mixed with NoAnswer, which somebody gave."""

    NOT_ASKED = "not-asked"  # it was never reached, or this edition does not ask it
    HIDDEN = "hidden"  # the route did not lead there
    SKIPPED = "skipped"  # it was shown and left empty
