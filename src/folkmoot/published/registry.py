"""What rooms above count of a crowd: worked out by a batch, stored, and read back by pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from folkmoot.core.dataclass_json import from_plain
from folkmoot.core.rooms import declared
from folkmoot.programmes.models import Programme

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Figure(Generic[Value]):
    """``work_out(programme)`` counts the rows as they are now and returns a frozen dataclass
    (``kind``) of plain numbers, texts and tuples of them. Pages never call it: they ask
    ``queries.told``."""

    name: str
    kind: type[Value]
    work_out: Callable[[Programme], Value]

    def back(self, stored: Any) -> Value:
        value: Value = from_plain(self.kind, stored)
        return value


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one room, declared from its ``apps.py``."""

    figures: tuple[Figure[Any], ...]


def figures() -> list[Figure[Any]]:
    return [figure for room in declared(Figures) for figure in room.figures]


@dataclass(frozen=True, slots=True)
class Letters:
    """What voices write to staff alone: ``show(programme_id)`` lets them read what waits."""

    show: Callable[[UUID], None]


def show_letters(programme_id: UUID) -> None:
    for room in declared(Letters):
        room.show(programme_id)
