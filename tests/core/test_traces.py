"""What is deleted leaves no bytes behind, in the database file or in its log.

Python's SQLite overwrites by itself on some systems and not on others, so the script below
begins like one that does not.
"""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection

from folkmoot.core import physical_order
from folkmoot.core.physical_order import empty_log
from folkmoot.core.schedule import intervals
from tests.config.installation import ROOT, Installation

SCRIPT = """
import sqlite3, sys
from datetime import UTC, datetime
connect = sqlite3.dbapi2.connect

def forgetful(*arguments, **options):
    connection = connect(*arguments, **options)
    connection.execute("PRAGMA secure_delete=OFF")
    return connection

sqlite3.dbapi2.connect = forgetful
import django
from django.conf import settings
if sys.argv[1] == "without":
    options = settings.DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("PRAGMA secure_delete=ON;", "")
django.setup()
from django.core.management import call_command
from folkmoot.accounts.services import create_organisation
from folkmoot.core.physical_order import empty_log
from folkmoot.members import services
from folkmoot.members.services import ListRow
from folkmoot.programmes.models import Programme

call_command("migrate", verbosity=0)
at = datetime(2030, 5, 1, 12, tzinfo=UTC)
organisation = create_organisation(name="Northmoor", slug="northmoor")
programme = Programme.objects.create(
    organisation=organisation, name="All", slug="all", created_on=at.date()
)
people = {f"person{n:03}.{'x' * 20}@example.org": {"Site": f"Site {n}"} for n in range(200)}
services.add_people(ListRow(organisation, programme), people)
empty_log()
actor = services.acting_for(programme)
for address in list(people)[50:150]:
    services.erase_member(actor=actor, address=address, at=at)
assert empty_log()
"""


LOG = """
import django
from pathlib import Path
django.setup()
from django.conf import settings
from django.db import connection
from folkmoot.core.physical_order import empty_log, overwrite_log

log = Path(settings.DATABASES["default"]["NAME"] + "-wal")
found = lambda: log.read_bytes().count(b"what somebody wrote")
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE said (words TEXT)")
    for number in range(3000):
        words = f"what somebody wrote {number} {'x' * 3000}"
        cursor.execute("INSERT INTO said VALUES (%s)", [words])
    cursor.execute("DELETE FROM said")
    cursor.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    cursor.execute("CREATE TABLE a_new_round_begins (at INTEGER)")
    before = found()
    assert overwrite_log(cursor)
    print(before, found(), log.stat().st_size > 3_000_000)
    assert empty_log()
    print(log.stat().st_size)
"""


def left_behind(home, how):
    subprocess.run(
        [sys.executable, "-c", SCRIPT, how],
        env=Installation(home).environment | {"PYTHONPATH": str(ROOT / "src")},
        check=True,
        timeout=120,
    )
    files = [home / "folkmoot.sqlite3", home / "folkmoot.sqlite3-wal"]
    held = b"".join(path.read_bytes() for path in files if path.exists())
    stayed = [n for n in range(200) if f"person{n:03}.".encode() in held]
    return [n for n in stayed if 50 <= n < 150], len(stayed)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return lambda name: tmp_path_factory.mktemp(name)


def test_a_person_who_was_forgotten_is_in_no_byte_of_the_database(home):
    erased, stayed = left_behind(home("with"), "with")

    assert not erased
    assert stayed == 100


def test_this_search_finds_people_where_nothing_is_overwritten(home):
    erased, _ = left_behind(home("without"), "without")

    assert erased


def test_the_log_is_emptied_every_hour():
    assert intervals()["core.empty_log"] <= timedelta(hours=1)


@pytest.mark.django_db
def test_inside_a_transaction_the_log_is_left_alone():
    assert not empty_log()


@pytest.mark.django_db(transaction=True)
def test_emptying_the_log_leaves_the_patience_of_a_connection_as_it_was():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its log by itself")
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()
        assert empty_log()
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == before


def test_the_log_is_written_over_before_it_is_cut_off(home):
    """A file that is cut off leaves on the disk what it was."""
    told = subprocess.run(
        [sys.executable, "-c", LOG],
        env=Installation(home("log")).environment | {"PYTHONPATH": str(ROOT / "src")},
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    ).stdout.split()

    assert int(told[0]) > 10
    assert told[1:] == ["0", "True", "0"]


@pytest.mark.django_db(transaction=True)
def test_a_log_that_somebody_reads_is_left_for_the_next_round(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its log by itself")
    monkeypatch.setattr(physical_order, "overwrite_log", lambda cursor: False)

    assert not empty_log()
