import os
import subprocess
import sys

import click
import django
from django.utils.translation import gettext as _

from folkmoot.config.commands import CommandError, require_tables, say
from folkmoot.config.commands.port import port_for_us


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Web processes. Default: one for each two processors, at least one, at most four.",
)
@click.option(
    "--worker/--no-worker",
    "with_worker",
    default=True,
    help="Also run one job worker, so that one command is a whole installation.",
)
def command(host: str, port: int, workers: int | None, with_worker: bool) -> None:
    """Serve Folkmoot over HTTP, with one job worker beside it."""
    django.setup()
    with port_for_us(host, port):
        require_tables()
        serve_here(host, port, workers, with_worker)


def serve_here(host: str, port: int, workers: int | None, with_worker: bool) -> None:
    """Within ``port_for_us``."""
    collect_static()
    jobs = start_worker() if with_worker else None
    try:
        run_server(host, port, workers or max(1, min(4, (os.cpu_count() or 2) // 2)))
    finally:
        if jobs is not None:
            jobs.terminate()
            jobs.wait(timeout=20)


def collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0, clear=False)


def start_worker() -> subprocess.Popen[bytes]:
    say(_("Starting one job worker."))
    return subprocess.Popen([sys.executable, "-m", "folkmoot", "worker"])


def close_database_connections() -> None:
    """Web processes are forked from this one, and a connection must not be in two of them.

    A pool would come along without the threads that open connections: once its only one was
    closed for being idle, every page waited in vain.
    """
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)  # PostgreSQL alone has one
        if close_pool:
            close_pool()


def run_server(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    told = _("Folkmoot is at %(address)s (stop it with Ctrl+C).")
    say(told % {"address": f"http://{host}:{port}"})
    server = Granian(
        "folkmoot.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,  # there are none over WSGI, and granian would say so at every start
        workers=workers,
        blocking_threads=4,
        backpressure=64,
        log_access=False,
        respawn_failed_workers=True,
    )
    close_database_connections()
    try:
        server.serve()
    except OSError as taken:
        raise CommandError(
            _("Port %(port)s cannot be used: %(why)s. Choose another with --port.")
            % {"port": port, "why": taken}
        ) from taken
