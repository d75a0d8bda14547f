"""What changes voices without letting anybody in: imports, rehearsals, and the hold on one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activities.queries import standing_of
from folkmoot.activities.registry import Standing
from folkmoot.core.errors import DomainError
from folkmoot.core.ids import to_ref
from folkmoot.core.own_rows import AT_ONCE, key_afterwards
from folkmoot.participants import registry
from folkmoot.participants.models import Participant, Segment, UntiedProgramme
from folkmoot.programmes.models import Channel, Programme


class HasLeft(DomainError):
    """The voice was taken back, perhaps on another device, while this page was open."""


def lock_voice(participant: Participant) -> None:
    """The voice stays as it is until the transaction ends; raises HasLeft.

    Whoever says something takes this first, and so does whoever takes a voice back: words
    that arrived in between would outlive their author. Before any other row, so that no two
    wait for each other.
    """
    rows = Participant.objects.select_for_update(no_key=True).filter(pk=participant.pk)
    if not list(rows.values_list("pk", flat=True)):
        raise HasLeft(
            _(
                "Your voice in this programme was taken back, perhaps on another device. "
                "You can join again while it is open."
            )
        )


def add_voices(
    *,
    programme: Programme,
    joined_on: Sequence[date],
    channels: Sequence[Channel | None] | None = None,
) -> list[int]:
    """Voices of people who spoke elsewhere, without return keys; their ids in order."""
    if UntiedProgramme.objects.filter(programme=programme).exists():
        raise DomainError(
            _("This programme is over, and counts nobody any more: nothing can be brought in.")
        )
    voices = [
        Participant(programme=programme, joined_on=day, channel=channel)
        for day, channel in zip(joined_on, channels or [None] * len(joined_on), strict=True)
    ]
    Participant.objects.bulk_create(voices, batch_size=5000)
    return [voice.pk for voice in voices]


@transaction.atomic
def erase_practice(programme_id: UUID) -> None:
    """Clear the rehearsal away before real people come in: what was said, then who said it."""
    practised = Participant.objects.filter(programme_id=programme_id, is_practice=True)
    # None of them says one thing more meanwhile.
    list(practised.select_for_update().order_by("pk").values_list("pk", flat=True))
    for voice in registry.voices():
        voice.erase_practice(programme_id)
    practised.delete()


@transaction.atomic
def untie(kept: UntiedProgramme) -> bool:
    """End for good what keeps one voice's rows together; ``kept`` says what was counted by people.

    Each row gets a number of its own. With it goes the hash that numbers are derived from: whoever
    has a return key makes it anew, and nobody else can. False where that was done before.
    """
    if UntiedProgramme.objects.filter(pk=kept.pk).exists():
        return False
    voices = Participant.objects.select_for_update().filter(programme_id=kept.pk).order_by("pk")
    with_key = list(voices.exclude(key_hash=None).only("pk", "key_hash"))
    keys = {one.pk: bytes(one.key_hash or b"") for one in with_key}
    for voice in registry.voices():
        voice.untie(kept.pk, keys)
    for one in with_key:
        one.key_hash = key_afterwards(keys[one.pk])
    Participant.objects.bulk_update(with_key, ["key_hash"], batch_size=AT_ONCE)
    voices.update(has_new_key=True)  # cookies that know nothing of the key find nothing any more
    kept.save(force_insert=True)
    return True


@contextmanager
def counted_out(participant: Participant) -> Iterator[None]:
    """What was counted before ties went follows what somebody takes back since, inside this."""
    if participant.row_key is None:
        yield
        return
    before = standing_of(participant.owner)
    yield
    after = standing_of(participant.owner)
    kept = UntiedProgramme.objects.select_for_update().filter(pk=participant.programme_id).first()
    if kept is not None and before != after:
        _follow(kept, participant, before, after)
        kept.save()


def _follow(
    kept: UntiedProgramme, participant: Participant, before: Standing, after: Standing
) -> None:
    for question in before.voted - after.voted:
        _count_down(kept.by_question, to_ref(question))
    if before.voted and not after.voted:
        kept.voted = max(0, kept.voted - 1)
    if before.first_day != after.first_day and before.first_day is not None:
        _count_down(kept.by_day, before.first_day.isoformat())
        if after.first_day is not None:
            day = after.first_day.isoformat()
            kept.by_day[day] = kept.by_day.get(day, 0) + 1
    if before.first_day is None or after.first_day is not None:
        return
    kept.contributed = max(0, kept.contributed - 1)
    _count_down(kept.by_channel, str(participant.channel_id or ""))
    said = Segment.objects.filter(participant=participant).values_list("question", "value")
    theirs = {(str(question), value) for question, value in said}
    for line in kept.by_answer:
        if (line[0], line[1]) in theirs:
            line[2] = max(0, line[2] - 1)


def _count_down(counts: dict[str, int], key: str) -> None:
    """By one; out of the largest where nobody can know any more where they were counted."""
    if not counts:
        return
    where = key if counts.get(key, 0) else max(counts, key=lambda one: (counts[one], one))
    counts[where] = max(0, counts[where] - 1)
