"""Dates that act by themselves."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.core.jobs import enqueue, job
from folkmoot.core.schedule import every
from folkmoot.joining import queries, services


@job("joining.keep_dates")
def keep_dates() -> None:
    """Destroy keys, let voices go and erase what is due; then rewrite the order of rows."""
    at = timezone.now()
    try:
        services.keep_dates(at=at)  # fails at its end, so that the job is seen to have failed
    finally:
        if queries.with_old_order(at=at):
            enqueue("joining.rewrite_order")


@job("joining.rewrite_order")
def rewrite_order() -> None:
    services.rewrite_order(at=timezone.now())


every(timedelta(hours=1), "joining.keep_dates")
