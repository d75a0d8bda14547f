"""Background work, asked for by name so that no room needs to import another's tasks."""

from collections.abc import Callable
from functools import partial

from django.db import DatabaseError, transaction
from django_tasks import task

from folkmoot.core.contention import TRIES, lost_a_race

Job = Callable[..., None]
_jobs: dict[str, Job] = {}


def job(name: str) -> Callable[[Job], Job]:
    """Register a function in a room's ``tasks.py`` as ``room.verb``; arguments must be JSON."""

    def register(function: Job) -> Job:
        if _jobs.get(name, function) is not function:
            raise ValueError(f"two jobs are named {name}")
        _jobs[name] = function
        return function

    return register


def names() -> list[str]:
    return sorted(_jobs)


def run(name: str, *arguments: object) -> None:
    """Do a job now; again where another did something at the same moment. Jobs bear that."""
    for tried in range(1, TRIES + 1):
        try:
            _jobs[name](*arguments)
            return
        except DatabaseError as error:
            is_inside = transaction.get_connection().in_atomic_block
            if tried == TRIES or is_inside or not lost_a_race(error):
                raise


@task()
def run_job(name: str, *arguments: object) -> None:
    run(name, *arguments)


def enqueue(name: str, *arguments: object) -> None:
    """Queue a job once the current transaction is safe; a worker runs it at least once."""
    if name not in _jobs:
        raise LookupError(f"no job is named {name}")
    transaction.on_commit(partial(run_job.enqueue, name, *[_plain(a) for a in arguments]))


def _plain(argument: object) -> object:
    return argument if isinstance(argument, int | float | bool | None) else str(argument)
