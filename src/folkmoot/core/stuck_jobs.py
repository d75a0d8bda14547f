"""What the job queue lacks: jobs whose worker died are tried again, finished ones forgotten.

A worker that is killed (out of memory, a restart) leaves its job marked as running for ever.
`recover_stuck_jobs` puts such a job back, a few times at most, and then gives up on it, telling
whoever registered with `when_abandoned`. Jobs must therefore be safe to run twice. `prune` deletes
finished jobs within minutes, because their rows hold exact times beside what they were about,
and takes the latter from failed ones, which are kept for whoever looks into them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

log = logging.getLogger("folkmoot.jobs")

RUNNING_TOO_LONG = timedelta(hours=2)
MOST_TRIES = 3
KEEP_FINISHED = timedelta(minutes=2)
KEEP_FAILED = timedelta(days=14)

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many jobs were put back, and how many were given up."""

    retried: int
    given_up: int


def when_abandoned(name: str) -> Callable[[Handler], Handler]:
    """Register what to do, with the job's own arguments, when a job is given up."""

    def register(function: Handler) -> Handler:
        _handlers[name] = function
        return function

    return register


def recover_stuck_jobs(*, at: datetime, after: timedelta = RUNNING_TOO_LONG) -> Recovered:
    """Put back, or give up, every job that has been running since before ``at - after``."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=at - after)
    retried = given_up = 0
    for key in list(stuck.values_list("pk", flat=True)):
        outcome = _recover_one(key, at, after)
        retried += outcome is True
        given_up += outcome is False
    return Recovered(retried=retried, given_up=given_up)


@transaction.atomic
def _recover_one(key: UUID, at: datetime, after: timedelta) -> bool | None:
    """True where it will be tried again, False where given up, None where it ended meanwhile."""
    running = DBTaskResult.objects.running().filter(pk=key, started_at__lt=at - after)
    found = running.select_for_update().first()
    if found is None:
        return None
    arguments = list(found.args_kwargs.get("args", []))
    name, rest = (str(arguments[0]), arguments[1:]) if arguments else ("", [])
    tries = len(found.worker_ids)  # the queue adds its worker at every try
    if tries < MOST_TRIES:
        running.update(status=TaskResultStatus.READY, started_at=None)
        log.warning("job put back: its worker stopped", extra={"job": name})
        return True
    why = (
        f"Given up: stopped from outside, or ran for over {after}, "  # not for people: a traceback
        f"{tries} times."
    )
    running.update(
        status=TaskResultStatus.FAILED,
        finished_at=at,
        exception_class_path="folkmoot.core.stuck_jobs.Abandoned",
        traceback=why,
    )
    log.error("job given up after %s tries", tries, extra={"job": name})
    if name in _handlers:
        _handlers[name](*rest)
    return False


def prune(*, at: datetime) -> int:
    """Forget finished jobs at once, failed ones after two weeks; how many were deleted."""
    done = DBTaskResult.objects.successful().filter(finished_at__lt=at - KEEP_FINISHED)
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=at - KEEP_FAILED)
    for job in DBTaskResult.objects.failed().iterator():
        names = list(job.args_kwargs.get("args", []))
        if len(names) > 1 or job.args_kwargs.get("kwargs"):
            nameless = {"args": names[:1], "kwargs": {}}
            DBTaskResult.objects.filter(pk=job.pk).update(args_kwargs=nameless)
    return done.delete()[0] + failed.delete()[0]


class Abandoned(Exception):
    """Named in the queue as the reason of a job that was given up."""
