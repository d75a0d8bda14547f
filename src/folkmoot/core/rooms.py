"""What rooms tell those below them: one declaration a room, handed over from its ``apps.py``.

A room that wants to hear something from above says what, in a frozen dataclass in its
``registry.py``. A room above fills it in; nobody imports upwards, and nothing is called behind
anybody's back.
"""

from typing import TypeVar

Told = TypeVar("Told")
_told: dict[type, dict[str, object]] = {}


def declare(room: str, *told: object) -> None:
    """Everything that a room tells, at once; raises ValueError where it told the same before."""
    for one in told:
        by_room = _told.setdefault(type(one), {})
        if room in by_room:
            raise ValueError(f"“{room}” has told {type(one).__qualname__} already")
        by_room[room] = one


def declared(kind: type[Told]) -> list[Told]:
    """What every room above told, in the order in which rooms are installed."""
    return [one for one in _told.get(kind, {}).values() if isinstance(one, kind)]
