"""The worker looks often; what moves, and when, lots decide."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.core.jobs import job
from folkmoot.core.schedule import every
from folkmoot.published import services


@job("published.look")
def look() -> None:
    services.look_at_all(at=timezone.now())


every(timedelta(minutes=5), "published.look")
