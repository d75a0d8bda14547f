"""Two people at once, with connections of their own: by a common start, or one inside the other."""

import threading
from contextlib import suppress

import pytest
from django.db import connection
from django.utils.module_loading import import_string

from tests.joining.conftest import invite, launched, now, runner, set_up  # noqa: F401

LONGEST = 30  # seconds; whoever takes longer hangs


@pytest.fixture(autouse=True)
def keys_here(tmp_path, settings):
    settings.HOME = tmp_path
    settings.KEYS = tmp_path / "keys"


class Doing(threading.Thread):
    """Somebody who does one thing, and remembers what came of it."""

    def __init__(self, act, start=None):
        super().__init__(daemon=True)
        self.act, self.start_line = act, start
        self.result = self.error = None

    def run(self):
        try:
            if self.start_line:
                self.start_line.wait(LONGEST)
            self.result = self.act()
        except Exception as error:
            self.error = error
        finally:
            connection.close()


def finished(*doers):
    for one in doers:
        one.join(LONGEST)
        assert not one.is_alive(), "somebody waits for ever"
    return doers


@pytest.fixture
def at_once():
    """``at_once(act, act, ...)``: all of them from one start; who did what, in that order."""

    def run(*acts):
        start = threading.Barrier(len(acts))
        doers = [Doing(act, start) for act in acts]
        for one in doers:
            one.start()
        return finished(*doers)

    return run


@pytest.fixture
def meanwhile(monkeypatch):
    """``meanwhile("dotted.path", first, second)``: ``second`` acts while ``first`` is there.

    ``first`` stops where it calls that function, until ``second`` has finished or waits for a
    lock that ``first`` holds; so each race is run the same way every time.
    """

    def run(place, first, second, *, after=False):
        one, other = Doing(first), Doing(second)
        original, reached = import_string(place), threading.Event()

        def stopping(*args, **kwargs):
            if threading.current_thread() is not one or reached.is_set():
                return original(*args, **kwargs)
            found = original(*args, **kwargs) if after else None
            reached.set()
            other.start()
            let_go_as_far_as_possible(other)
            return found if after else original(*args, **kwargs)

        monkeypatch.setattr(place, stopping)
        one.start()
        one.join(LONGEST)
        assert reached.is_set(), f"{place} was never reached: {one.error!r}"
        return finished(one, other)

    return run


def let_go_as_far_as_possible(other):
    """Until the other has finished, or waits for us."""
    if connection.vendor != "postgresql":
        other.join(0.5)  # only one can write at a time: the other waits for our commit
        return
    for _ in range(int(LONGEST / 0.02)):
        other.join(0.02)
        if not other.is_alive() or is_somebody_waiting():
            return


def is_somebody_waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.fixture
def outcomes():
    """``outcomes(doers)``: what each came to: a result's type, or the kind of its refusal."""

    def tell(doers):
        return [type(one.error).__name__ if one.error else "done" for one in doers]

    return tell


@pytest.fixture
def still():
    """``still(row)``: the row as it is now; None where it is gone."""

    def find(row):
        with suppress(type(row).DoesNotExist):
            return type(row)._default_manager.get(pk=row.pk)
        return None

    return find
