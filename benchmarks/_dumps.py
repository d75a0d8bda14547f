"""A database as its thief sees it: every column of every table, and where each row lies."""

import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

PLACES = ("(row)", "(transaction)")


@dataclass
class Table:
    columns: list[str]
    rows: list[tuple]


@dataclass
class Dump:
    tables: dict[str, Table]
    raw: bytes = field(default=b"", repr=False)
    """The file itself with its write-ahead log, leftovers of deleted rows included (SQLite)."""


def read() -> Dump:
    """The database as it is now: the file itself on SQLite, a superuser's view elsewhere."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return Dump(_read_postgresql())
    place = Path(str(connection.settings_dict["NAME"]))
    raw = place.read_bytes()
    log = Path(f"{place}-wal")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copy.write_bytes(raw)
        if log.exists():
            Path(f"{copy}-wal").write_bytes(log.read_bytes())
            raw += log.read_bytes()
        return Dump(tables=_read_sqlite(copy), raw=raw)


def back_up(folder: Path) -> Dump:
    """What ``folkmoot backup`` would take home now, while people go on joining."""
    from django.db import connection

    from folkmoot.config.archiving import tables

    if connection.vendor == "postgresql":
        # pg_dump writes rows as they lie, without the transaction that wrote them.
        return Dump({name: _without_place(t) for name, t in _read_postgresql().items()})
    copy = folder / f"backup-{len(list(folder.glob('backup-*')))}"
    tables.dump(copy)
    return Dump(tables=_read_sqlite(copy), raw=copy.read_bytes())


def _without_place(table: Table) -> Table:
    return Table(table.columns[2:], [row[2:] for row in table.rows])


def _read_sqlite(path: Path) -> dict[str, Table]:
    database = sqlite3.connect(path)
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = {}
    for (name,) in names:
        if name.startswith("sqlite_"):
            continue
        found = database.execute(f'SELECT rowid, * FROM "{name}" ORDER BY rowid')
        columns = [PLACES[0], *(column[0] for column in found.description[1:])]
        tables[name] = Table(columns, found.fetchall())
    database.close()
    return tables


def _read_postgresql() -> dict[str, Table]:
    from django.db import connection

    tables = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT ctid::text, xmin::text::bigint, * FROM "{name}"')
            columns = [*PLACES, *(column.name for column in cursor.description[2:])]
            rows = [(_place(row[0]), *map(_plain, row[1:])) for row in cursor.fetchall()]
            tables[name] = Table(columns, rows)
    return tables


def _place(ctid: str) -> int:
    page, row = ctid.strip("()").split(",")
    return int(page) * 10_000 + int(row)


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
