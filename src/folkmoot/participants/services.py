"""What changes voices without letting anybody in: imports, rehearsals, and the hold on one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.participants import registry
from folkmoot.participants.models import Participant
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
