"""Many narrow rows at once, without an object for each."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model


def insert(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
    """``columns`` as in the table; every one that has no default there must be among them."""
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))
