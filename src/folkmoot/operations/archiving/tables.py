"""Copy the database into a file and back, on either engine, and count what is there."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _

from folkmoot.core import physical_order
from folkmoot.core.errors import DomainError


class CannotCopy(DomainError):
    pass


def dump(target: Path) -> str:
    """Write the whole database to ``target`` while people go on working; returns its kind."""
    if connection.vendor == "sqlite":
        source = sqlite3.connect(str(connection.settings_dict["NAME"]))
        # Not the page-by-page copy: rewritten pages forget in which order rows arrived.
        source.execute("VACUUM INTO ?", (str(target),))
        physical_order.shuffle_copy(target)  # hidden row numbers outlive that
        copy = sqlite3.connect(target)
        problems = copy.execute("PRAGMA integrity_check").fetchone()[0]
        source.close()
        copy.close()
        if problems != "ok":
            raise CannotCopy(_("The copy of the database is damaged: %(why)s.") % {"why": problems})
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
        _reach_the_disk(incoming)
        _empty_the_log(place)
        os.replace(incoming, place)
        _reach_the_disk(place.parent)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [connection.ops.quote_name(row[0]) for row in cursor.fetchall()]
    connection.close()
    # All of it in one transaction, and first of all what there is now: tables that a later
    # version added stand in no backup, and would hold on to those that it replaces.
    script = source.with_suffix(".sql")
    drops = "".join(
        f"DROP TABLE IF EXISTS {table} CASCADE;\n"  # not for people: SQL
        for table in tables
    )
    flags = ["--clean", "--if-exists"] if tables else []
    _run("pg_restore", "--no-owner", *flags, f"--file={script}", str(source))
    script.write_text(drops + script.read_text())
    _postgres(
        "psql",
        "--quiet",
        "--no-psqlrc",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
        f"--file={script}",
    )


def _empty_the_log(place: Path) -> None:
    """Make one whole file of the database that is there: killed now, nothing is lost; and its
    log, left beside the file that takes its place, would ruin that one."""
    if place.exists():
        try:
            with closing(sqlite3.connect(place, timeout=3, isolation_level=None)) as present:
                present.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as busy:
            if "locked" in str(busy):
                raise CannotCopy(
                    _("The database is in use. Stop the web server and the worker, then try again.")
                ) from busy
            raise
        except sqlite3.DatabaseError:  # damaged: perhaps that is why it is being replaced
            pass
    for leftover in ("-wal", "-shm"):
        Path(f"{place}{leftover}").unlink(missing_ok=True)


def _reach_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rows_in(source: Path, names: Iterable[str]) -> dict[str, int]:
    """Rows in these tables of a dump that can be looked into; nothing of PostgreSQL's can."""
    if connection.vendor != "sqlite":
        return {}
    with closing(sqlite3.connect(source)) as dumped:
        has = {row[0] for row in dumped.execute("SELECT name FROM sqlite_master")}
        count = "SELECT count(*) FROM {}"  # not for people: SQL
        return {
            name: dumped.execute(count.format(connection.ops.quote_name(name))).fetchone()[0]
            for name in names
            if name in has
        }


def rows_now(names: Iterable[str]) -> dict[str, int]:
    """Rows in these tables of the database, whichever version made them."""
    with connection.cursor() as cursor:
        has = set(connection.introspection.table_names(cursor))
        found = {}
        for name in has & set(names):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # nosec B608
            found[name] = int(cursor.fetchone()[0])
    return found


def counts() -> dict[str, int]:
    """Rows in every table of ours: what a round trip must keep."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: model._default_manager.count() for model in models}


def is_empty() -> bool:
    """True where nobody has set anything up yet."""
    from folkmoot.accounts.models import Organisation

    return not Organisation.objects.exists()


def _postgres(tool: str, *arguments: str) -> None:
    _run(tool, f"--dbname={connection.settings_dict['NAME']}", *arguments)


def _run(tool: str, *arguments: str) -> None:
    if shutil.which(tool) is None:
        told = _("%(tool)s is not installed. On Debian: apt-get install postgresql-client.")
        raise CannotCopy(told % {"tool": tool})
    database = connection.settings_dict
    environment = os.environ | {
        "PGHOST": str(database["HOST"]),
        "PGPORT": str(database["PORT"] or 5432),
        "PGUSER": str(database["USER"]),
        "PGPASSWORD": str(database["PASSWORD"]),
    }
    done = subprocess.run([tool, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [_("no reason given")])[-1]
        raise CannotCopy(_("%(tool)s failed: %(why)s") % {"tool": tool, "why": last})
