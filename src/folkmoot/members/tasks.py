"""Lists in the background."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.core.jobs import job
from folkmoot.core.schedule import every
from folkmoot.core.stuck_jobs import when_abandoned
from folkmoot.members import services


@job("members.check")
def check(list_id: str) -> None:
    services.check(list_id)


@job("members.add")
def add(list_id: str) -> None:
    services.add(list_id)


@job("members.tidy")
def tidy() -> None:
    services.tidy(at=timezone.now())


every(timedelta(hours=6), "members.tidy")


@when_abandoned("members.check")
@when_abandoned("members.add")
def abandoned(list_id: str) -> None:
    services.abandon(list_id)
