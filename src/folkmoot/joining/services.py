"""Everything that lets a person in. One public function per thing a person does."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from folkmoot.core.errors import DomainError
from folkmoot.participants import registry
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Channel, ChannelDay, Programme, Stage

KEY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # 31, a prime: the check misses no slip
KEY_CHARACTERS = 13  # 64 bits, then one check character


class NotOpen(DomainError):
    pass


class UnknownKey(DomainError):
    pass


@dataclass(frozen=True, slots=True)
class Joined:
    participant: Participant
    return_key: str


@transaction.atomic
def join(*, programme: Programme, at: datetime, channel: Channel | None = None) -> Joined:
    """A new voice with its return key, which is shown once and never stored."""
    if not programme.is_open(at):
        raise NotOpen("This programme is not open for joining now.")
    return_key = new_return_key()
    participant = Participant.objects.create(
        programme=programme,
        joined_on=at.date(),
        key_hash=key_hash(programme, return_key),
        channel=channel,
        is_practice=programme.stage(at) is Stage.PRACTICE,
    )
    return Joined(participant=participant, return_key=return_key)


def restore(*, programme: Programme, return_key: str) -> Participant:
    """The voice a return key belongs to; raises UnknownKey with what to do next."""
    cleaned = clean_key(return_key)
    if len(cleaned) != KEY_CHARACTERS + 1:
        raise UnknownKey("A return key has 14 letters and digits. Check what you typed.")
    if check_character(cleaned[:-1]) != cleaned[-1]:
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

    Returns the number of contributions withdrawn.
    """
    withdrawn = sum(voice.withdraw(participant.pk, at) for voice in registry.voices())
    participant.delete()
    return withdrawn


@transaction.atomic
def renew_key(*, participant: Participant) -> str:
    """A new return key for a lost one; the old one stops working at once."""
    return_key = new_return_key()
    participant.key_hash = key_hash(participant.programme, return_key)
    participant.save(update_fields=["key_hash"])
    return return_key


@transaction.atomic
def count_visit(*, channel: Channel, at: datetime) -> None:
    """One more visit by a tracked link today: a count, so that nobody is followed."""
    day = at.date()
    ChannelDay.objects.bulk_create([ChannelDay(channel=channel, day=day)], ignore_conflicts=True)
    ChannelDay.objects.filter(channel=channel, day=day).update(visits=F("visits") + 1)


def new_return_key() -> str:
    body = "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_CHARACTERS))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Catches any one wrong character and any two neighbours swapped: 31 is a prime."""
    total = sum(weight * KEY_ALPHABET.index(c) for weight, c in enumerate(body, start=1))
    return KEY_ALPHABET[total % len(KEY_ALPHABET)]


def clean_key(typed: str) -> str:
    return "".join(c for c in typed.lower()[:64] if c in KEY_ALPHABET)


def show_key(key: str) -> str:
    """Grouped for reading aloud: 7k2mx-9qxrw-w4td."""
    return "-".join(key[start : start + 5] for start in range(0, len(key), 5))


def key_hash(programme: Programme, key: str) -> bytes:
    """Keyed with the installation's secret: a stolen database alone cannot test guesses."""
    message = f"return-key:{programme.pk}:{clean_key(key)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
