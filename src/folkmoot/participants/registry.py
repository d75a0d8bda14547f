"""What higher rooms know of a voice: what it said, and how to take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a participant said. ``outcome`` is what became of it, in words, or empty.

    ``withdraw_url`` is the page that asks whether to take it back.
    """

    kind: str
    text: str
    day: date
    url: str
    outcome: str = ""
    withdraw_url: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """How one room lists and withdraws what a participant (by id) said.

    ``withdraw(participant_id, at)`` runs inside the caller's transaction and returns
    how many contributions it took back. ``erase_practice(programme_id)`` removes the
    rehearsal's contributions before the programme opens.
    """

    room: str
    said: Callable[[int], list[Said]]
    withdraw: Callable[[int, datetime], int]
    erase_practice: Callable[[UUID], None]


_voices: dict[str, Voice] = {}


def register(voice: Voice) -> None:
    _voices[voice.room] = voice


def voices() -> list[Voice]:
    return [_voices[room] for room in sorted(_voices)]
