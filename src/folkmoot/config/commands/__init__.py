"""One module for each subcommand; what they share is below."""

import functools
import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click
import django
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.errors import DomainError

REFUSED, NOT_FOUND, BAD_FILE, CHECK_FAILED = 1, 3, 4, 5


class CommandError(click.ClickException):
    """Ends the command with one line that a person can act on."""

    def __init__(self, message: str, code: int = REFUSED) -> None:
        super().__init__(message)
        self.code = code

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        return self.code


def with_database(command: Callable[..., None]) -> Callable[..., None]:
    """Load Django, make sure the tables exist, and turn domain refusals into exit codes."""

    @functools.wraps(command)
    def ready(*args: Any, **kwargs: Any) -> None:
        django.setup()
        from folkmoot.core.tables import Unreadable

        require_tables()
        try:
            command(*args, **kwargs)
        except Unreadable as unreadable:
            raise CommandError(str(unreadable), BAD_FILE) from unreadable
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal

    return ready


def require_tables() -> None:
    """Migrations run by themselves on a fresh SQLite file; a server's database is asked about."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as failed:
        raise CommandError(
            _("The database cannot be reached: %(why)s") % {"why": str(failed).splitlines()[0]}
        ) from failed
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return
    if executor.loader.applied_migrations and connection.vendor != "sqlite":
        told = ngettext(
            "%(count)s migration is waiting: run `folkmoot migrate` first.",
            "%(count)s migrations are waiting: run `folkmoot migrate` first.",
            len(waiting),
        )
        raise CommandError(told % {"count": len(waiting)})
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def say(message: str) -> None:
    """For people, on standard error, so that ``--json`` output stays clean."""
    click.echo(message, err=True)


def show_progress(step: str, percent: int) -> None:
    """One line that is rewritten on a terminal, one line a step elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{percent:3d} %  {step}", err=True, nl=percent >= 100)
    else:
        click.echo(f"{percent:3d} %  {step}", err=True)


def count_files(done: int, of: int) -> None:
    told = ngettext("%(done)s of %(all)s file", "%(done)s of %(all)s files", of)
    told %= {"done": done, "all": of}
    show_progress(told, round(100 * done / max(of, 1)))


def show_result(result: dict[str, object], as_json: bool, sentence: str) -> None:
    click.echo(json.dumps(result, ensure_ascii=False, default=str) if as_json else sentence)


def find_programme(name: str) -> Any:
    """The programme called ``NAME`` or ``ORG/NAME`` (by address or by title), or a Problem."""
    from folkmoot.programmes.models import Programme

    organisation, _slash, wanted = name.rpartition("/")
    programmes = Programme.objects.select_related("organisation")
    if organisation:
        programmes = programmes.filter(organisation__slug=organisation)
    found = list(programmes.filter(slug=wanted)[:2]) or list(programmes.filter(name=wanted)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(
            _("Several organisations have a programme “%(name)s”: write ORG/%(name)s.")
            % {"name": wanted},
            2,
        )
    known = [f"{p.organisation.slug}/{p.slug}" for p in programmes.order_by("slug")[:10]]
    told = (
        _("There is no programme “%(name)s”. There are: %(there)s.")
        if known
        else _("There is no programme “%(name)s”. There is none yet.")
    )
    raise CommandError(told % {"name": name, "there": ", ".join(known)}, NOT_FOUND)
