"""A voice from its beginning to its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.core.ids import random_id
from folkmoot.core.own_rows import key_afterwards
from folkmoot.joining.models import Mode
from folkmoot.joining.queries.joining_settings import mode_of
from folkmoot.joining.services import gateway
from folkmoot.joining.services.codes import (
    clean_key,
    is_well_formed,
    key_hash,
    key_of_attempt,
    new_return_key,
    voice_of_attempt,
)
from folkmoot.participants import registry
from folkmoot.participants.models import Participant
from folkmoot.participants.services import HasLeft, counted_out, lock_voice
from folkmoot.programmes.models import Channel, ChannelDay, Programme, Stage
from folkmoot.programmes.services import lock

Answers = Mapping[UUID, str]


class NotOpen(DomainError):
    pass


class NeedsCode(DomainError):
    """This programme is joined with a code or a link of one's own."""


class UnknownKey(DomainError):
    """``is_guess`` where it was well formed and yet nobody's: worth counting."""

    def __init__(self, message: str, *, is_guess: bool = False) -> None:
        self.is_guess = is_guess
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class NewVoice:
    """``is_repeat``: the voice was made before, by this very try, whose answer was lost."""

    participant: Participant
    return_key: str
    is_repeat: bool = False


@transaction.atomic
def join(
    *,
    programme: Programme,
    at: datetime,
    channel: Channel | None = None,
    answers: Answers | None = None,
    seed: bytes | None = None,
) -> NewVoice:
    """A new voice by the open link, with its return key, shown once and never stored.

    Rehearsing staff come in this way, too, whatever the mode. The same try (``seed``) makes
    one voice, however often it is sent. Raises NotOpen, NeedsCode.
    """
    # A launch erases the rehearsal's voices: nobody may slip in between, counted as neither.
    programme = lock(programme.pk, no_key=True)
    made = return_with_key(programme=programme, seed=seed)
    if made is not None:
        return made
    if not programme.is_open(at):
        raise NotOpen(_("This programme is not open for joining now."))
    if programme.stage(at) is not Stage.PRACTICE and mode_of(programme.pk) != Mode.OPEN:
        raise NeedsCode(_("You need the code or the link of your invitation to join."))
    return new_voice(programme=programme, at=at, channel=channel, answers=answers, seed=seed)


def return_with_key(*, programme: Programme, seed: bytes | None, code: str = "") -> NewVoice | None:
    """The voice that this try made with this code, and its key: the answer was lost, or the
    button pressed twice. None once its key was renewed, and for every other code or browser.
    """
    if seed is None:
        return None
    return_key = key_of_attempt(programme, seed, code)
    found = Participant.objects.select_related(
        "programme__organisation", "programme__joining_settings"
    )
    participant = found.filter(
        pk=voice_of_attempt(programme, seed),
        programme=programme,
    ).first()
    if participant is None or not participant.shows(key_hash(programme, return_key)):
        return None
    return NewVoice(participant, return_key, is_repeat=True)


def has_made_a_voice(programme: Programme, seed: bytes) -> bool:
    made = Participant.objects.filter(pk=voice_of_attempt(programme, seed), programme=programme)
    return made.exists()


def new_voice(
    *,
    programme: Programme,
    at: datetime,
    channel: Channel | None,
    answers: Answers | None,
    seed: bytes | None = None,
    code: str = "",
) -> NewVoice:
    """The voice itself; whoever calls has made sure that its owner may have one.

    Its id and its key are random, or derived from the random number of a try: nothing more is
    stored for that, and neither tells anything to who has not the browser that holds the try.
    """
    if seed is None or has_made_a_voice(programme, seed):  # another person's, before this one
        new_id, return_key = random_id(), new_return_key()
    else:
        new_id, return_key = (
            voice_of_attempt(programme, seed),
            key_of_attempt(programme, seed, code),
        )
    participant = Participant.objects.create(
        pk=new_id,
        programme=programme,
        joined_on=day_of(at),
        key_hash=key_hash(programme, return_key),
        channel=channel,
        is_practice=programme.stage(at) is Stage.PRACTICE,
    )
    gateway.keep_answers(participant=participant, answers=answers or {})
    return NewVoice(participant=participant, return_key=return_key)


def restore(*, programme: Programme, return_key: str) -> Participant:
    """The voice a return key belongs to; raises UnknownKey with what to do next."""
    cleaned = clean_key(return_key)
    if len(cleaned) != 14:
        raise UnknownKey(
            _(
                "A return key has 14 letters and digits, and never 0, 1, i, l or o. "
                "Check what you typed."
            )
        )
    if not is_well_formed(cleaned):
        raise UnknownKey(_("One of the characters is not right. Check what you typed."))
    key = key_hash(programme, cleaned)
    found = Participant.objects.filter(
        programme=programme, key_hash__in=[key, key_afterwards(key)]
    ).first()
    if found is None or not found.shows(key):
        raise UnknownKey(_("No voice in this programme has that return key."), is_guess=True)
    return found


@transaction.atomic
def withdraw_everything(*, participant: Participant, at: datetime) -> int:
    """Take back all a participant said, in every room, and forget the voice itself.

    With the voice go its answers on joining and, where there is one, its sealed link.
    Returns the number of contributions withdrawn.
    """
    lock(
        participant.programme_id, no_key=True
    )  # no key goes, and no answers are shortened, meanwhile
    try:
        lock_voice(participant)
    except HasLeft:
        return 0  # done already, on another device or by the date on which everything goes
    with counted_out(participant):
        withdrawn = sum(voice.withdraw(participant.owner, at) for voice in registry.voices())
    gateway.forget_answers(participant=participant)
    participant.delete()
    return withdrawn


@transaction.atomic
def renew_key(*, participant: Participant) -> str:
    """A new return key for a lost one; the old one stops working at once.

    So do the cookies of other browsers, which were given with the old one.
    """
    return_key = new_return_key()
    key = key_hash(participant.programme, return_key)
    if participant.row_key is None:
        participant.key_hash = key
    else:  # ties have gone: what the old key derived is found by the new one from here on
        lock_voice(participant)
        for voice in registry.voices():
            voice.renumber(participant.owner, key)
        participant.key_hash, participant.row_key = key_afterwards(key), key
    participant.has_new_key = True
    participant.save(update_fields=["key_hash", "has_new_key"])
    return return_key


@transaction.atomic
def count_visit(*, channel: Channel, at: datetime) -> None:
    """One more visit by a tracked link today: a count, so that nobody is followed."""
    day = day_of(at)
    ChannelDay.objects.bulk_create([ChannelDay(channel=channel, day=day)], ignore_conflicts=True)
    ChannelDay.objects.filter(channel=channel, day=day).update(visits=F("visits") + 1)
