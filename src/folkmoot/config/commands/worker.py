import logging
import os
import threading

import click
import django

log = logging.getLogger("folkmoot.worker")
SECONDS_BETWEEN_ROUNDS = 30.0


@click.command("worker")
@click.option(
    "--once", is_flag=True, help="Do what is waiting, then stop (for a timer or a script)."
)
def command(once: bool) -> None:
    """Run queued jobs (analyses, letters, publications) until stopped."""
    # Read once, when numpy is first imported: a job must not take every core from the pages.
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    django.setup()
    from django.core.management import call_command

    from folkmoot.config.commands import require_tables

    require_tables()
    make_rounds()
    if not once:
        threading.Thread(target=_keep_making_rounds, daemon=True, name="rounds").start()
    call_command("db_worker", batch=once, reload=False, interval=0.5, verbosity=0)


def make_rounds() -> None:
    """Queue what is due, put back what a dead worker left, forget what is finished."""
    from django.utils import timezone

    from folkmoot.core import schedule, stuck_jobs

    at = timezone.now()
    stuck_jobs.recover_stuck_jobs(at=at)
    stuck_jobs.prune(at=at)
    schedule.queue_due(at=at)


def _keep_making_rounds() -> None:
    from django.db import close_old_connections

    pause = threading.Event()
    while not pause.wait(SECONDS_BETWEEN_ROUNDS):
        try:
            close_old_connections()
            make_rounds()
        except Exception:  # the rounds must outlive a database that is away for a moment
            log.exception("rounds failed")
