"""When two do something at once and the database undoes one of them.

That is nobody's fault and no answer to a person: what was undone is simply done again, with
fresh eyes, and only where the database has no time at all is a person asked to wait.
"""

from django.db import DatabaseError, IntegrityError, OperationalError

TRIES = 3
# PostgreSQL's own codes: it chose us to end a deadlock, or two transactions do not fit together.
UNDONE = {"40P01", "40001"}
GONE_MEANWHILE = "23503"  # what a row was to hang on has gone since we looked
WAITED_LONG = {"55P03", "57014", "53300"}  # a lock, a statement, a connection


def lost_a_race(error: BaseException) -> bool:
    """Whether doing it once more, from the start, is the right answer. Nothing was kept."""
    if not isinstance(error, DatabaseError):
        return False
    if isinstance(error, IntegrityError):
        return _code(error) == GONE_MEANWHILE or "FOREIGN KEY constraint failed" in str(error)
    return _code(error) in UNDONE


IS_BUSY = (
    "database is locked",  # not for people: SQLite's words
    "couldn't get a connection",  # not for people: the pool's words
)


def is_busy(error: BaseException) -> bool:
    """Whether the database was asked for more than it can do just now: later it will."""
    if lost_a_race(error):
        return True
    if not isinstance(error, OperationalError):
        return False
    return _code(error) in WAITED_LONG or any(words in str(error) for words in IS_BUSY)


def _code(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlstate", "") or ""
