"""One sender at a time, so that a letter found half sent belongs to a sender that died.

The lock is the operating system's or the database's own: it ends with the process that
holds it, however that ends, and no clock decides.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from folkmoot.post.services import sealing

ADVISORY = 0x706F7374  # "post"


@contextmanager
def only_sender() -> Iterator[bool]:
    """True for the one who may send now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
            is_ours = bool(cursor.fetchone()[0])
        try:
            yield is_ours
        finally:
            if is_ours:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])
        return
    with (sealing.folder().parent / "post.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True  # closing the file lets go
