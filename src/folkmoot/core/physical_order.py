"""Order is a fact too: which row came first can name who it belongs to.

Ids are random, yet a database remembers arrival: SQLite in hidden row numbers and in the
place of rows on pages, PostgreSQL in the heap and in the transaction that wrote each row.
`RandomKey` leaves SQLite no second, ordered number; `shuffle_tables` rewrites what is left.
What is deleted is overwritten at once (settings: secure_delete) and leaves the log soon.
"""

import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from folkmoot.core.ids import random_id

ZEROS_AT_ONCE = 4 * 1024**2  # bytes
PATIENCE, PAUSE = 30.0, 0.1  # seconds to wait for transactions that are older than the rewriting


STILL_READ = (
    "an older transaction may still read rows in their old order"  # not for people: for the log
)


class StillRead(RuntimeError):
    """Somebody's older transaction, a dump perhaps, may still read rows as they lay: try later."""


class RandomKey(models.BigIntegerField):  # type: ignore[type-arg]
    """A random 63-bit key. On SQLite it is the row number itself, so rows lie in its order."""

    def __init__(self, *args: object, **options: object) -> None:
        options |= {"primary_key": True, "default": random_id, "editable": False}
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "bigint"


def shuffle_tables(tables: Iterable[type[models.Model]]) -> None:
    """Rewrite tables so that no place, row number or transaction tells who came first.

    Must run outside a transaction: it ends with a rewrite of files. Safe to run twice. On
    PostgreSQL each table is locked while it is rewritten; on SQLite the whole database is.
    Raises StillRead where, on PostgreSQL, earlier versions of rows had to be kept for others.
    """
    if connection.in_atomic_block:
        raise RuntimeError("shuffle_tables rewrites files: call it outside a transaction")
    listed = sorted(set(tables), key=lambda model: model._meta.db_table)
    if connection.vendor == "sqlite":
        _shuffle_sqlite(listed)
    elif connection.vendor == "postgresql":
        _shuffle_postgresql(listed)


def _shuffle_sqlite(tables: list[type[models.Model]]) -> None:
    """New random row numbers, then a rewritten file and an emptied write-ahead log."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for model in tables:
            if not _is_row_number(model):
                # 62 bits: SQLite counts on from the largest number, and must have room.
                table = quote(model._meta.db_table)
                cursor.execute(f"UPDATE {table} SET rowid = abs(random() >> 1)")  # nosec B608
    with connection.cursor() as cursor:
        overwrite_log(cursor)
        cursor.execute("VACUUM")  # deleted rows linger in free pages until then
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()


def shuffle_copy(path: Path) -> None:
    """The same for a copy of a SQLite database, made as a backup while people still arrive."""
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            if name.startswith("sqlite_"):
                continue
            table = name.replace('"', '""')
            keys = [c[2].lower() for c in copy.execute(f'PRAGMA table_info("{table}")') if c[5]]
            if keys != ["integer"]:
                copy.execute(f'UPDATE "{table}" SET rowid = abs(random() >> 1)')  # nosec B608
        copy.execute("VACUUM")


def empty_log() -> bool:
    """Take what was deleted out of SQLite's write-ahead log, too; whether it is empty now.

    The log keeps earlier pages until it is written over, and the disk keeps what a file was
    before it was cut off: so zeros come first. Emptying waits for readers, and writers wait for
    it: a second at most, because the next round comes.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        waits = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout=1000")
        try:
            if not overwrite_log(cursor):
                return False
            is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            cursor.execute(f"PRAGMA busy_timeout={int(waits)}")
    return not is_busy


def overwrite_log(cursor: CursorWrapper) -> bool:
    """Fill SQLite's write-ahead log with zeros where it lies; False where somebody still reads it.

    After a restart the next to write begins at its start: zeros, as long as the file is, which
    may hold pages of an earlier round at its end. The database keeps room of that size free.
    """
    if cursor.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0]:
        return False
    place = cursor.execute("PRAGMA database_list").fetchone()[2]
    log = Path(f"{place}-wal")
    if not place or not log.exists():
        return True
    with transaction.atomic():
        cursor.execute("CREATE TABLE zeros (page BLOB)")
        for left in range(log.stat().st_size, 0, -ZEROS_AT_ONCE):
            cursor.execute("INSERT INTO zeros VALUES (zeroblob(%s))", [min(left, ZEROS_AT_ONCE)])
        cursor.execute("DROP TABLE zeros")
    return True


def _is_row_number(model: type[models.Model]) -> bool:
    key = model._meta.pk
    return key is not None and key.db_type(connection) == "integer"


def _shuffle_postgresql(tables: list[type[models.Model]]) -> None:
    """One transaction writes every row anew; then each table is laid out in random order.

    CLUSTER keeps the transaction that last wrote a row: hence the update before it, which
    gives all rows of all tables the same one.

    It also keeps the numbers of values stored out of line (TOAST), and these count upwards:
    alone they would tell in which order long texts came. Only a value that is written anew
    gets a new number, as the rows lie. So tables that hold such values are laid out in random
    order before the update, too, and it writes their values anew instead of pointing to them.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        anew = {model: _written_anew(cursor, model) for model in tables}
        for model in tables:
            if anew[model]:
                _lay_out(cursor, model)
    with transaction.atomic(), connection.cursor() as cursor:
        for model in tables:
            column = quote(str(model._meta.concrete_fields[0].column))
            table = quote(model._meta.db_table)
            changes = ", ".join(anew[model] or [f"{column} = {column}"])
            cursor.execute(f"UPDATE {table} SET {changes}")  # nosec B608
        cursor.execute("SELECT txid_current()")
        written = int(cursor.fetchone()[0])
    with connection.cursor() as cursor:
        _wait_for_older_readers(cursor, written)
        for model in tables:
            _lay_out(cursor, model)
            cursor.execute(f"ANALYZE {quote(model._meta.db_table)}")


def _wait_for_older_readers(cursor: CursorWrapper, written: int) -> None:
    """CLUSTER keeps for others what they may still see: old rows, with their old transactions.

    A transaction that writes in another database of the server counts, too: what we see
    ourselves begins no later than the oldest of all.
    """
    until = time.monotonic() + PATIENCE
    while True:
        cursor.execute(
            "SELECT txid_snapshot_xmin(txid_current_snapshot()) <= %s OR EXISTS ("
            "SELECT FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND age(backend_xmin) >= age(%s::text::xid))",
            [written, written % 2**32],
        )
        if not cursor.fetchone()[0]:
            return
        if time.monotonic() >= until:
            raise StillRead(STILL_READ)
        time.sleep(PAUSE)


def _written_anew(cursor: CursorWrapper, model: type[models.Model]) -> list[str]:
    """Assignments that store a table's long values again; none where it holds none out of line.

    What is the result of an operator is stored, what is merely copied keeps its old place.
    Columns come from the catalogue: it knows which may be long. Generated ones follow theirs.
    """
    quote = connection.ops.quote_name
    cursor.execute(
        """
        SELECT a.attname, format_type(a.atttypid, a.atttypmod)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.oid = %s::regclass AND pg_relation_size(nullif(c.reltoastrelid, 0)) > 0
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        AND a.attlen = -1 AND a.attstorage <> 'p'
        ORDER BY a.attnum
        """,
        [quote(model._meta.db_table)],
    )
    return [
        f"{quote(name)} = {quote(name)} || ''::bytea"
        if kind == "bytea"
        else f"{quote(name)} = ({quote(name)}::text || '')::{kind}"  # not for people: SQL
        for name, kind in cursor.fetchall()
    ]


def _lay_out(cursor: CursorWrapper, model: type[models.Model]) -> None:
    """In the order of a hash of each row's key with a secret of this moment: none that is kept."""
    quote = connection.ops.quote_name
    name = model._meta.db_table
    table, index = quote(name), quote(f"shuffled_{name}"[:60])
    cursor.execute(f"DROP INDEX IF EXISTS {index}")
    cursor.execute("SELECT md5(random()::text || clock_timestamp()::text)")
    salt = cursor.fetchone()[0]
    key = " || ".join(f"{quote(str(field.column))}::text" for field in _key_fields(model))
    cursor.execute(f"CREATE INDEX {index} ON {table} (md5('{salt}' || {key}))")
    cursor.execute(f"CLUSTER {table} USING {index}")
    cursor.execute(f"ALTER TABLE {table} SET WITHOUT CLUSTER")
    cursor.execute(f"DROP INDEX {index}")


def _key_fields(model: type[models.Model]) -> list[models.Field[object, object]]:
    return list(model._meta.pk_fields)
