"""A voice from its beginning to its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.joining.models import Mode
from folkmoot.joining.queries.doors import mode_of
from folkmoot.joining.services import gateway
from folkmoot.joining.services.codes import clean_key, is_well_formed, key_hash, new_return_key
from folkmoot.participants import registry
from folkmoot.participants.models import Participant
from folkmoot.participants.services import HasLeft, hold
from folkmoot.programmes.models import Channel, ChannelDay, Programme, Stage

Answers = Mapping[UUID, str]


class NotOpen(DomainError):
    pass


class NeedsCode(DomainError):
    """This programme is joined with a code or a link of one's own."""


class UnknownKey(DomainError):
    pass


@dataclass(frozen=True, slots=True)
class Joined:
    participant: Participant
    return_key: str


@transaction.atomic
def join(
    *,
    programme: Programme,
    at: datetime,
    channel: Channel | None = None,
    answers: Answers | None = None,
) -> Joined:
    """A new voice by the open link, with its return key, shown once and never stored.

    Rehearsing staff come in this way, too, whatever the mode. Raises NotOpen, NeedsCode.
    """
    programme = lock(programme)
    if not programme.is_open(at):
        raise NotOpen("This programme is not open for joining now.")
    if programme.stage(at) is not Stage.PRACTICE and mode_of(programme.pk) != Mode.OPEN:
        raise NeedsCode("You need the code or the link of your invitation to join.")
    return new_voice(programme=programme, at=at, channel=channel, answers=answers)


def lock(programme: Programme) -> Programme:
    """The programme as it is now, held until the transaction ends.

    A launch erases the rehearsal's voices: nobody may slip in between, counted as neither.
    """
    rows = Programme.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organisation").get(pk=programme.pk)


def new_voice(
    *, programme: Programme, at: datetime, channel: Channel | None, answers: Answers | None
) -> Joined:
    """The voice itself; whoever calls has made sure that its owner may have one."""
    return_key = new_return_key()
    participant = Participant.objects.create(
        programme=programme,
        joined_on=day_of(at),
        key_hash=key_hash(programme, return_key),
        channel=channel,
        is_practice=programme.stage(at) is Stage.PRACTICE,
    )
    gateway.keep_answers(participant=participant, answers=answers or {})
    return Joined(participant=participant, return_key=return_key)


def restore(*, programme: Programme, return_key: str) -> Participant:
    """The voice a return key belongs to; raises UnknownKey with what to do next."""
    cleaned = clean_key(return_key)
    if len(cleaned) != 14:
        raise UnknownKey("A return key has 14 letters and digits. Check what you typed.")
    if not is_well_formed(cleaned):
        raise UnknownKey("One of the characters is not right. Check what you typed.")
    found = Participant.objects.filter(
        programme=programme, key_hash=key_hash(programme, cleaned)
    ).first()
    if found is None:
        raise UnknownKey("No voice in this programme has that return key.")
    return found


@transaction.atomic
def withdraw_everything(*, participant: Participant, at: datetime) -> int:
    """Take back all a participant said, in every room, and forget the voice itself.

    With the voice go its answers on joining and, where there is one, its sealed link.
    Returns the number of contributions withdrawn.
    """
    lock(participant.programme)  # no key goes, and no answers are shortened, meanwhile
    try:
        hold(participant)
    except HasLeft:
        return 0  # done already, on another device or by the date on which everything goes
    withdrawn = sum(voice.withdraw(participant.pk, at) for voice in registry.voices())
    gateway.forget_answers(participant=participant)
    participant.delete()
    return withdrawn


@transaction.atomic
def renew_key(*, participant: Participant) -> str:
    """A new return key for a lost one; the old one stops working at once.

    So do the cookies of other browsers, which were given with the old one.
    """
    return_key = new_return_key()
    participant.key_hash = key_hash(participant.programme, return_key)
    participant.has_new_key = True
    participant.save(update_fields=["key_hash", "has_new_key"])
    return return_key


@transaction.atomic
def count_visit(*, channel: Channel, at: datetime) -> None:
    """One more visit by a tracked link today: a count, so that nobody is followed."""
    day = day_of(at)
    ChannelDay.objects.bulk_create([ChannelDay(channel=channel, day=day)], ignore_conflicts=True)
    ChannelDay.objects.filter(channel=channel, day=day).update(visits=F("visits") + 1)
