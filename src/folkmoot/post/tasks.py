"""Letters leave in the background."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from folkmoot.core.jobs import job
from folkmoot.core.schedule import every
from folkmoot.post import services


@job("post.send")
def send() -> None:
    per_minute = settings.EMAIL_PER_MINUTE
    services.send_waiting(limit=per_minute, rate=per_minute, at=timezone.now())


every(timedelta(minutes=1), "post.send")
