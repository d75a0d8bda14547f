import json
import os
from pathlib import Path

import click
import django
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.config.commands import CHECK_FAILED


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> None:
    """Say what is wrong with this installation before people rely on it."""
    django.setup()
    problems, advice = find_problems()
    if as_json:
        click.echo(json.dumps({"problems": problems, "advice": advice}, ensure_ascii=False))
    else:
        for line in problems:
            click.echo(_("Problem: %(told)s") % {"told": line})
        for line in advice:
            click.echo(_("Advice: %(told)s") % {"told": line})
        if not problems:
            click.echo(_("No problems found."))
    if problems:
        raise click.exceptions.Exit(CHECK_FAILED)


def find_problems() -> tuple[list[str], list[str]]:
    """(what must be mended, what should be known), one sentence each."""
    from django.conf import settings
    from django.core.checks import run_checks

    problems = [
        f"{found.msg} {found.hint or ''}".strip() for found in run_checks() if found.level >= 40
    ]
    advice = []
    problems += _database_problems() or _mail_problems()
    from folkmoot.operations.archiving import archive

    if archive.is_unfinished():
        problems.append(_("A restore was stopped half way: run `folkmoot restore FILE` once more."))
    home = Path(settings.HOME)
    if not os.access(home, os.W_OK):
        problems.append(_("FOLKMOOT_HOME (%(home)s) cannot be written to.") % {"home": home})
    problems += _readable_by_others(home, Path(settings.KEYS))
    public = [host for host in settings.ALLOWED_HOSTS if not _is_loopback(host)]
    if settings.DEBUG:
        problems.append(_("FOLKMOOT_DEBUG is on: never where other people can reach the site."))
    if "*" in settings.ALLOWED_HOSTS:
        problems.append(_("FOLKMOOT_HOSTS allows any host: name yours."))
    if public and not settings.IS_HTTPS:
        problems.append(
            _("Others can reach this site without https: set FOLKMOOT_BASE_URL=https://…")
        )
    if not public:
        advice.append(
            _("Only this machine can reach the site: set FOLKMOOT_BASE_URL to its address.")
        )
    return problems, advice


def _readable_by_others(*folders: Path) -> list[str]:
    """Whoever has an account on the machine reads what its folder does not keep from them."""
    told = _("Others on this machine can read %(folder)s. Run: chmod -R go-rwx %(folder)s")
    return [
        told % {"folder": folder}
        for folder in folders
        if folder.exists() and folder.stat().st_mode & 0o077
    ]


# What a PostgreSQL server may write into its own log, beside the time, when a statement fails or
# takes long: setting, what it must be, and what it else keeps.
SILENT = {
    "log_error_verbosity": "terse",  # or the row that did not fit
    "log_parameter_max_length_on_error": "0",  # or what people wrote
    "log_min_duration_statement": "-1",  # or who acted when
    "log_min_duration_sample": "-1",
    "log_statement": "none",
    "log_duration": "off",  # or when each statement ended
    "log_transaction_sample_rate": "0",  # or whole transactions, drawn by lot
    # A part that servers may load: how a statement was run, with what people wrote in it.
    "auto_explain.log_min_duration": "-1",
}


def _log_problems() -> list[str]:
    """Empty on SQLite, which keeps no log; and while the database cannot be reached."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting, current_database() FROM pg_settings WHERE name = ANY(%s)",
            [list(SILENT)],
        )
        found = cursor.fetchall()
    told = _(
        "PostgreSQL's own log can hold what people do or write (%(name)s is %(now)s). "
        "As its superuser run: ALTER DATABASE %(database)s SET %(name)s = '%(wanted)s';"
    )
    return [
        told % {"name": name, "now": now, "database": database, "wanted": SILENT[name]}
        for name, now, database in sorted(found)
        if now != SILENT[name] and not (name == "log_statement" and now == "ddl")
    ]


def _database_problems() -> list[str]:
    from django.db.utils import OperationalError

    from folkmoot.core.migrating import waiting_migrations

    try:
        waiting = waiting_migrations()
    except OperationalError as failed:
        return [_("The database cannot be reached: %(why)s") % {"why": str(failed).splitlines()[0]}]
    told = ngettext(
        "%(count)s migration is waiting: run `folkmoot migrate`.",
        "%(count)s migrations are waiting: run `folkmoot migrate`.",
        waiting,
    )
    return ([told % {"count": waiting}] if waiting else []) + _log_problems()


def _mail_problems() -> list[str]:
    """Greets the mail server as if for a letter; and what it last had against one."""
    from django.conf import settings

    from folkmoot.core.formats import day as in_words
    from folkmoot.post import presenting, queries, services

    if not settings.EMAIL_IS_CONFIGURED:
        return []
    trouble = services.try_out()
    if trouble is not None:
        told = _("No letter can leave (FOLKMOOT_EMAIL_URL). %(why)s")
        return [told % {"why": presenting.in_words(trouble)}]
    if not queries.letters_wait():
        return []
    last = presenting.mail()
    if not last.problem:
        return []
    if not last.since:
        return [_("Letters wait. %(why)s") % {"why": last.problem}]
    told = _("Letters wait (since %(day)s). %(why)s")
    return [told % {"day": in_words(last.since), "why": last.problem}]


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "[::1]"} or host.startswith("127.")
