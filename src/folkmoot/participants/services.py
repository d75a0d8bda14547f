"""Everything that changes voices without letting anybody in: imports and rehearsals."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from folkmoot.participants import registry
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Channel, Programme


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
    for voice in registry.voices():
        voice.erase_practice(programme_id)
    Participant.objects.filter(programme_id=programme_id, is_practice=True).delete()
