"""What others see of a programme, brought up to date: as if a smallest group had acted."""

from django.utils import timezone

from folkmoot.published import services
from folkmoot.published.models import PublishedState


def publish(programme, at=None):
    """Two batches: the first hands texts to staff, the second to everybody."""
    at = at or timezone.now()
    PublishedState.objects.get_or_create(
        programme=programme, defaults={"look_at": at, "daily_at": at}
    )
    for _ in range(2):
        PublishedState.objects.filter(pk=programme.pk).update(
            look_at=at, daily_at=at, is_taken_over=True
        )
        services.look(programme.pk, at=at)
    programme._state.fields_cache.pop("published_state", None)
