"""Copy the database into a file and back, on either engine, and count what is there."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.apps import apps
from django.db import connection

from folkmoot.core import order
from folkmoot.core.errors import DomainError


class CannotCopy(DomainError):
    pass


def dump(target: Path) -> str:
    """Write the whole database to ``target`` while people go on working; returns its kind."""
    if connection.vendor == "sqlite":
        source = sqlite3.connect(str(connection.settings_dict["NAME"]))
        # Not the page-by-page copy: rewritten pages forget in which order rows arrived.
        source.execute("VACUUM INTO ?", (str(target),))
        order.shuffle_copy(target)  # hidden row numbers outlive that
        copy = sqlite3.connect(target)
        problems = copy.execute("PRAGMA integrity_check").fetchone()[0]
        source.close()
        copy.close()
        if problems != "ok":
            raise CannotCopy(f"The copy of the database is damaged: {problems}.")
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    return connection.vendor


def load(source: Path) -> None:
    """Replace the whole database by the one in ``source``, or leave it as it was."""
    connection.close()
    if connection.vendor == "sqlite":
        place = Path(str(connection.settings_dict["NAME"]))
        place.parent.mkdir(parents=True, exist_ok=True)
        incoming = place.with_suffix(".incoming")
        shutil.copyfile(source, incoming)
        for leftover in ("-wal", "-shm"):
            Path(f"{place}{leftover}").unlink(missing_ok=True)
        os.replace(incoming, place)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [row[0] for row in cursor.fetchall()]
    flags = ["--clean", "--if-exists"] if tables else []
    _postgres("pg_restore", "--no-owner", "--single-transaction", *flags, str(source))


def counts() -> dict[str, int]:
    """Rows in every table of ours: what a round trip must keep."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: model._default_manager.count() for model in models}


def is_empty() -> bool:
    """True where nobody has set anything up yet."""
    from folkmoot.accounts.models import Organisation

    return not Organisation.objects.exists()


def _postgres(tool: str, *arguments: str) -> None:
    if shutil.which(tool) is None:
        raise CannotCopy(f"{tool} is not installed. On Debian: apt-get install postgresql-client.")
    database = connection.settings_dict
    environment = os.environ | {
        "PGHOST": str(database["HOST"]),
        "PGPORT": str(database["PORT"] or 5432),
        "PGUSER": str(database["USER"]),
        "PGPASSWORD": str(database["PASSWORD"]),
    }
    name = str(database["NAME"])
    done = subprocess.run(
        [tool, f"--dbname={name}", *arguments], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotCopy(f"{tool} failed: {last}")
