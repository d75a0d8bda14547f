"""What rooms above say of the way to an opening, of the opening itself, and of a close."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from folkmoot.core.rooms import declared

if TYPE_CHECKING:
    from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Preparation:
    """A line of the checklist that a room above adds; ``problem`` says what a launch lacks.

    ``url_name`` takes org and slug. A preparation that is done, or not needed, stops no launch.
    ``carried`` names what came from an earlier programme, so that it is read again.
    """

    name: str
    hint: str
    url_name: str
    is_done: bool
    needed: bool = True
    problem: str = ""
    carried: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands, or starts, with the opening: one sentence or two under a ``topic``.

    ``link`` leads to ``url_name`` (org, slug); a warning says that something is missing.
    """

    topic: str
    text: str
    url_name: str = ""
    link: str = ""
    is_warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What one room says of opening and closing.

    ``preparations(programme, at)`` must be decided before people are let in; ``facts(programme,
    at)`` are repeated by the page that opens; ``losses(programme, closes_at, at)`` say in
    sentences what an earlier close ends for good; ``invites(programme)`` says whether people
    are invited by their address.
    """

    preparations: Callable[["Programme", datetime], list[Preparation]] = lambda programme, at: []
    facts: Callable[["Programme", datetime], list[Fact]] = lambda programme, at: []
    losses: Callable[["Programme", datetime, datetime], list[str]] = (
        lambda programme, closes_at, at: []
    )
    invites: Callable[["Programme"], bool] = lambda programme: False


def preparations(programme: "Programme", at: datetime) -> list[Preparation]:
    return [one for room in declared(Opening) for one in room.preparations(programme, at)]


def facts(programme: "Programme", at: datetime) -> list[Fact]:
    return [one for room in declared(Opening) for one in room.facts(programme, at)]


def losses(programme: "Programme", closes_at: datetime, at: datetime) -> list[str]:
    return [one for room in declared(Opening) for one in room.losses(programme, closes_at, at)]


def invites(programme: "Programme") -> bool:
    return any(room.invites(programme) for room in declared(Opening))
