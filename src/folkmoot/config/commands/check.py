import json
import os
from pathlib import Path

import click
import django

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
            click.echo(f"Problem: {line}")
        for line in advice:
            click.echo(f"Advice: {line}")
        if not problems:
            click.echo("No problems found.")
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
        problems.append("A restore was stopped half way: run `folkmoot restore FILE` once more.")
    home = Path(settings.HOME)
    if not os.access(home, os.W_OK):
        problems.append(f"FOLKMOOT_HOME ({home}) cannot be written to.")
    kept = home / "secret-key"
    if kept.exists() and kept.stat().st_mode & 0o077:
        problems.append(f"{kept} can be read by others: chmod 600 it.")
    public = [host for host in settings.ALLOWED_HOSTS if not _is_loopback(host)]
    if settings.DEBUG:
        problems.append("FOLKMOOT_DEBUG is on: never where other people can reach the site.")
    if "*" in settings.ALLOWED_HOSTS:
        problems.append("FOLKMOOT_HOSTS allows any host: name yours.")
    if public and not settings.IS_HTTPS:
        problems.append("Others can reach this site without https: set FOLKMOOT_BASE_URL=https://…")
    if not public:
        advice.append("Only this machine can reach the site: set FOLKMOOT_BASE_URL to its address.")
    return problems, advice


def _database_problems() -> list[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as failed:
        return [f"The database cannot be reached: {str(failed).splitlines()[0]}"]
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{len(waiting)} migrations are waiting: run `folkmoot migrate`."] if waiting else []


def _mail_problems() -> list[str]:
    """Greets the mail server as if for a letter; and what it last had against one."""
    from django.conf import settings

    from folkmoot.core.days import in_words
    from folkmoot.post import presenting, queries, services

    if not settings.EMAIL_IS_CONFIGURED:
        return []
    trouble = services.try_out()
    if trouble is not None:
        return [f"No letter can leave (FOLKMOOT_EMAIL_URL). {presenting.in_words(trouble)}"]
    if not queries.letters_wait():
        return []
    last = presenting.mail()
    since = f" (since {in_words(last.since)})" if last.since else ""
    return [f"Letters wait{since}. {last.problem}"] if last.problem else []


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "[::1]"} or host.startswith("127.")
