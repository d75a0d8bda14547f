"""What higher rooms know of a voice: what it said, and how to take it back."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Outcome:
    """A place where somebody's words were taken up, for their author to see."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a participant said. ``outcome`` is what became of it, in words, or empty.

    ``withdraw_url`` is the page that asks whether to take it back. ``id`` is that of an idea
    or a comment, by which ``outcomes`` are found; 0 for anything else.
    """

    kind: str
    text: str
    day: date
    url: str
    outcome: str = ""
    withdraw_url: str = ""
    id: int = 0
    outcomes: tuple[Outcome, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Notice:
    """A page of a higher room that concerns a voice; ``words`` say what is new, or nothing."""

    name: str
    url: str
    words: str = ""


Notices = Callable[[Participant], Notice | None]
Outcomes = Callable[[Programme, Collection[int]], dict[int, tuple[Outcome, ...]]]
Forget = Callable[[Programme, Collection[int], datetime], None]
Contributed = Callable[[UUID], dict[int | None, int]]
_notices: dict[str, Notices] = {}
_outcomes: dict[str, Outcomes] = {}
_forget: dict[str, Forget] = {}
_contributed: list[Contributed] = []


def register_notice(room: str, notice: Notices) -> None:
    """``notice(participant)`` is asked on every page of a participant: one query at most."""
    _notices[room] = notice


def notices(participant: Participant) -> list[Notice]:
    found = (_notices[room](participant) for room in sorted(_notices))
    return [notice for notice in found if notice is not None]


def register_outcomes(room: str, outcomes: Outcomes) -> None:
    """``outcomes(programme, ids)`` says where these ideas and comments were taken up, by id."""
    _outcomes[room] = outcomes


def outcomes(programme: Programme, ids: Collection[int]) -> dict[int, tuple[Outcome, ...]]:
    found: dict[int, tuple[Outcome, ...]] = {}
    for room in sorted(_outcomes):
        for id_, some in _outcomes[room](programme, ids).items():
            found[id_] = (*found.get(id_, ()), *some)
    return found


def register_forget(room: str, forget: Forget) -> None:
    """``forget(programme, ids, at)`` erases a room's copies of ideas and comments taken back.

    It runs inside the transaction in which the room that holds them erases the words.
    """
    _forget[room] = forget


def forget(programme: Programme, ids: Collection[int], at: datetime) -> None:
    for room in sorted(_forget):
        _forget[room](programme, ids, at)


def register_contributed(contributed: Contributed) -> None:
    """``contributed(programme_id)`` counts people who said something, by channel id.

    It goes by ``queries.contributors``, so that it counts alike once rows forget channels.
    The last one registered counts: it has to know every kind of activity.
    """
    _contributed[:] = [contributed]


def contributed(programme_id: UUID) -> dict[int | None, int]:
    return _contributed[0](programme_id) if _contributed else {}
