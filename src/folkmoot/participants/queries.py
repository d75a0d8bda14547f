"""Everything that reads voices: counts only, never one of them."""

from uuid import UUID

from django.db.models import Count

from folkmoot.participants.models import Participant


def arrivals(programme_id: UUID) -> dict[int | None, int]:
    """How many joined by each channel (None: no channel), rehearsals left out."""
    joined = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    return dict(joined.order_by().values_list("channel_id").annotate(joined=Count("pk")))
