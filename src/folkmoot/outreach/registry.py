"""What rooms above tell this one: who has contributed is theirs to know."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

Answer = tuple[UUID, str]  # a question on joining and what was answered


@dataclass(frozen=True, slots=True)
class Contributed:
    """Exact numbers of people who said something: to be rounded before anybody sees them.

    ``by_channel`` by channel id (None: no channel), ``by_day`` by the first day on which they
    said something. ``by_segment`` counts those whose answer is kept; ``answers`` everybody whose
    answer is kept, whether they said something or not.
    """

    total: int
    by_channel: dict[int | None, int] = field(default_factory=dict)
    by_day: dict[date, int] = field(default_factory=dict)
    by_segment: dict[Answer, int] = field(default_factory=dict)
    answers: dict[Answer, int] = field(default_factory=dict)


Tell = Callable[[UUID], Contributed]
_contributed: list[Tell] = []


def register_contributed(contributed: Tell) -> None:
    """``contributed(programme_id)`` counts people who said something.

    The last one registered counts: it has to know every kind of activity, or one person who
    took part in two would be counted twice.
    """
    _contributed[:] = [contributed]


def contributed(programme_id: UUID) -> Contributed | None:
    """None where no room can tell."""
    return _contributed[0](programme_id) if _contributed else None
