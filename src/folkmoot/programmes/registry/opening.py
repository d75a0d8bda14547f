"""What rooms above say of the way to an opening, of the opening itself, and of a close."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

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


Preparations = Callable[["Programme", datetime], list[Preparation]]
Facts = Callable[["Programme", datetime], list[Fact]]
Losses = Callable[["Programme", datetime, datetime], list[str]]
Invites = Callable[["Programme"], bool]

_preparations: dict[str, Preparations] = {}
_facts: dict[str, Facts] = {}
_losses: dict[str, Losses] = {}
_invites: list[Invites] = []


def register_preparations(room: str, fn: Preparations) -> None:
    """``fn(programme, at)`` is what must be decided in a room before people are let in."""
    _preparations[room] = fn


def preparations(programme: "Programme", at: datetime) -> list[Preparation]:
    return [one for fn in _preparations.values() for one in fn(programme, at)]


def register_facts(room: str, fn: Facts) -> None:
    """``fn(programme, at)`` is what the page that opens a programme repeats before it counts."""
    _facts[room] = fn


def facts(programme: "Programme", at: datetime) -> list[Fact]:
    return [one for fn in _facts.values() for one in fn(programme, at)]


def register_losses(room: str, fn: Losses) -> None:
    """``fn(programme, closes_at, at)`` says in sentences what an earlier close ends for good."""
    _losses[room] = fn


def losses(programme: "Programme", closes_at: datetime, at: datetime) -> list[str]:
    return [one for fn in _losses.values() for one in fn(programme, closes_at, at)]


def register_invites(fn: Invites) -> None:
    """``fn(programme)``: whether people are invited by their address; the last registered."""
    _invites[:] = [fn]


def invites(programme: "Programme") -> bool:
    return any(fn(programme) for fn in _invites)
