"""What higher rooms tell of a voice: what it said, and how to take it back."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from folkmoot.activities.registry import Outcome, Said, kinds
from folkmoot.core.own_rows import Owner
from folkmoot.core.rooms import declared
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class VoiceNotice:
    """A page of a higher room that concerns a voice; ``words`` say what is new, or nothing."""

    name: str
    url: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one room knows of a participant, and how it forgets.

    ``said(owner)`` lists what they said there. ``withdraw(owner, at)`` runs
    inside the caller's transaction and returns how many contributions it took back.
    ``untie`` and ``renumber`` give rows numbers of their own, as ``VoiceData`` says.
    ``erase_practice(programme_id)`` removes the rehearsal before the programme opens.
    ``notice(participant)`` is asked on every page of a participant: one query at most.
    ``outcomes(programme, ids)`` says where these texts were taken up, by id.
    ``forget(programme, ids, at)`` erases the room's copies of texts taken back, inside the
    transaction in which the room that holds them erases the words.
    """

    withdraw: Callable[[Owner, datetime], int]
    said: Callable[[Owner], list[Said]] = lambda owner: []
    untie: Callable[[UUID, Mapping[int, bytes]], None] = lambda programme_id, keys: None
    renumber: Callable[[Owner, bytes], None] = lambda owner, key: None
    erase_practice: Callable[[UUID], None] = lambda programme_id: None
    notice: Callable[[Participant], VoiceNotice | None] = lambda participant: None
    outcomes: Callable[[Programme, Collection[int]], dict[int, tuple[Outcome, ...]]] = (
        lambda programme, ids: {}
    )
    forget: Callable[[Programme, Collection[int], datetime], None] = lambda programme, ids, at: None


def voices() -> list[Voice]:
    """Rooms that keep copies come before those that hold the words themselves."""
    own = [
        Voice(
            said=kind.voicing.said,
            withdraw=kind.voicing.withdraw,
            erase_practice=kind.voicing.erase_practice,
            untie=kind.voicing.untie,
            renumber=kind.voicing.renumber,
        )
        for kind in kinds()
    ]
    return declared(Voice) + own


def notices(participant: Participant) -> list[VoiceNotice]:
    found = (voice.notice(participant) for voice in declared(Voice))
    return [notice for notice in found if notice is not None]


def outcomes(programme: Programme, ids: Collection[int]) -> dict[int, tuple[Outcome, ...]]:
    found: dict[int, tuple[Outcome, ...]] = {}
    for voice in declared(Voice):
        for id_, some in voice.outcomes(programme, ids).items():
            found[id_] = (*found.get(id_, ()), *some)
    return found


def forget(programme: Programme, ids: Collection[int], at: datetime) -> None:
    for voice in declared(Voice):
        voice.forget(programme, ids, at)
