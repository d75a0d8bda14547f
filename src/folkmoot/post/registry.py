"""What rooms above tell the post about the letters they hand in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from folkmoot.core.rooms import declared


@dataclass(frozen=True, slots=True)
class Purpose:
    """``is_wanted(owner, address)`` is asked just before a letter leaves: an opt-out counts
    until the last moment. ``bounced(owner, address, on)`` hears of addresses that do not exist.
    ``is_late(owner, at)``: whatever still waits of the owner has lost its point, for everybody.
    """

    name: str
    is_wanted: Callable[[UUID, str], bool]
    bounced: Callable[[UUID, str, date], None]
    is_late: Callable[[UUID, datetime], bool] = lambda owner, at: False


@dataclass(frozen=True, slots=True)
class Letters:
    """The purposes for which a room hands letters in; their names are its own."""

    purposes: tuple[Purpose, ...]


def purpose_named(name: str) -> Purpose | None:
    named = (purpose for letters in declared(Letters) for purpose in letters.purposes)
    return next((purpose for purpose in named if purpose.name == name), None)


def is_wanted(purpose: str, owner: UUID, address: str, at: datetime) -> bool:
    known = purpose_named(purpose)
    if known is None:
        return True
    return not is_late(purpose, owner, at) and known.is_wanted(owner, address)


def is_late(purpose: str, owner: UUID, at: datetime) -> bool:
    known = purpose_named(purpose)
    return known is not None and known.is_late(owner, at)


def bounced(purpose: str, owner: UUID, address: str, on: date) -> None:
    known = purpose_named(purpose)
    if known is not None:
        known.bounced(owner, address, on)
