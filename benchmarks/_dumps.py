"""A database as its thief sees it: every column of every table, and where each row lies."""

import sqlite3
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

PLACES = ("(row)", "(transaction)", "(out of line)")
"""How names of columns end that no table has, and the database itself keeps."""


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

    from folkmoot.operations.archiving import tables

    if connection.vendor == "postgresql":
        # pg_dump writes rows as they lie, without the transaction that wrote them, and long
        # values themselves, without the numbers under which they are kept.
        return Dump({name: _without_place(t) for name, t in _read_postgresql().items()})
    copy = folder / f"backup-{len(list(folder.glob('backup-*')))}"
    tables.dump(copy)
    return Dump(tables=_read_sqlite(copy), raw=copy.read_bytes())


def _without_place(table: Table) -> Table:
    stay = [at for at, column in enumerate(table.columns) if not column.endswith(PLACES)]
    kept = [tuple(row[at] for at in stay) for row in table.rows]
    return Table([table.columns[at] for at in stay], kept)


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
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT ctid::text, xmin::text::bigint, * FROM "{name}"')
            columns = [*PLACES[:2], *(column.name for column in cursor.description[2:])]
            rows = [(_place(row[0]), *map(_plain, row[1:])) for row in cursor.fetchall()]
            for column, numbers in _out_of_line(cursor, name).items():
                columns.append(f"{column} {PLACES[2]}")
                rows = [(*row, numbers.get(row[0])) for row in rows]
            tables[name] = Table(columns, rows)
    return tables


def _out_of_line(cursor, name: str) -> dict[str, dict[int, int]]:
    """The number of each long value, by column and by the place of its row (PostgreSQL).

    Read from the pages themselves: no release before 17 has a function for it.
    """
    cursor.execute(
        """
        SELECT a.attname, page, item.lp, item.t_attrs[a.attnum]
        FROM pg_class c, current_setting('block_size') AS size,
        generate_series(0, pg_relation_size(c.oid) / size::int - 1) AS page,
        heap_page_item_attrs(get_raw_page(c.oid::regclass::text, page::int), c.oid, false) AS item,
        pg_attribute a
        WHERE c.oid = %s::regclass AND pg_relation_size(nullif(c.reltoastrelid, 0)) > 0
        AND a.attrelid = c.oid AND a.attnum > 0 AND a.attlen = -1
        AND get_byte(item.t_attrs[a.attnum], 0) = 1
        """,
        [f'"{name}"'],
    )
    found: dict[str, dict[int, int]] = {}
    for column, page, line, pointer in cursor.fetchall():
        # Mark, kind, two lengths, then the value's number and its table's, in 18 bytes.
        number = int.from_bytes(bytes(pointer)[10:14], sys.byteorder)
        found.setdefault(column, {})[_place(f"({page},{line})")] = number
    return found


def _place(ctid: str) -> int:
    page, row = ctid.strip("()").split(",")
    return int(page) * 10_000 + int(row)


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
