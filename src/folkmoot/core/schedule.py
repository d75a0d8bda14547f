"""Recurring work: rooms say how often a job of theirs is due, workers queue it when it is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from folkmoot.core import jobs
from folkmoot.core.models import ScheduledJob

CLOCKS_DIFFER = timedelta(minutes=5)  # between machines, at most
_intervals: dict[str, timedelta] = {}


def every(interval: timedelta, name: str) -> None:
    """Have the job ``name`` (registered with ``core.jobs.job``) queued at this interval."""
    _intervals[name] = interval


def intervals() -> dict[str, timedelta]:
    return dict(_intervals)


def queue_due(*, at: datetime) -> list[str]:
    """Queue what is due and return its names. Of workers that ask at once, one queues a job."""
    queued = []
    for name, interval in sorted(_intervals.items()):
        with transaction.atomic():
            _, is_new = ScheduledJob.objects.get_or_create(name=name, defaults={"queued_at": at})
            # Queued later than now: the clock went back, and nothing waits until it catches up.
            is_due = Q(queued_at__lte=at - interval) | Q(queued_at__gt=at + CLOCKS_DIFFER)
            ours = ScheduledJob.objects.filter(is_due, name=name)
            if is_new or ours.update(queued_at=at):
                jobs.enqueue(name)
                queued.append(name)
    return queued
