"""An installation of the first landing comes to this version, and its rows say the same."""

import json
import os
import subprocess
import sys
import uuid

import pytest

from tests.config.installation import ROOT, Installation

# What later versions leave out on purpose, and nothing else.
FORGOTTEN = {"analysis_run": {"requested_at", "finished_at"}}
# What is stored in another way since: what was a sentence is the act's identifier.
REWRITTEN = {("accounts_auditentry", "act", "launched the programme"): "programme.launched"}


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """On a database of its own, of the kind that the tests run on."""
    home, server = tmp_path_factory.mktemp("old"), os.environ.get("DATABASE_URL", "")
    if not server:
        return Installation(home)
    import psycopg

    name = f"moot_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return Installation(home, server.replace("/postgres?", f"/{name}?"))


@pytest.fixture(scope="module")
def upgraded(installation):
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.upgrading"],
        env=installation.environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_every_row_says_what_it_said(upgraded):
    before, after = upgraded["before"], upgraded["after"]

    assert before.keys() == after.keys()
    for table, rows in before.items():
        gone = FORGOTTEN.get(table, set())
        wanted = [
            {k: REWRITTEN.get((table, k, v), v) for k, v in row.items() if k not in gone}
            for row in rows
        ]
        wanted.sort(key=lambda row: json.dumps(row, sort_keys=True))
        assert after[table] == wanted, table


def test_the_rows_that_were_brought_along_are_in_every_table_that_changed(upgraded):
    filled = {table for table, rows in upgraded["before"].items() if rows}

    assert filled >= {
        "accounts_auditentry",
        "analysis_run",
        "analysis_theme",
        "joining_doorway",
        "members_invitee",
        "outreach_campaign",
        "participants_participant",
        "participants_segment",
        "post_letter",
        "workshops_idea",
        "workshops_vote",
    }


ASK = """
import django, json
django.setup()
from django.db import DatabaseError, transaction
from folkmoot.analysis.models import Run
from folkmoot.joining.models import Doorway
runs = list(Run.objects.order_by("number").values_list("number", "requested_on"))
try:
    with transaction.atomic():
        Doorway.objects.update(mode="open")
    fixed = False
except DatabaseError:
    fixed = True
print(json.dumps({"runs": runs, "mode_is_fixed": fixed}, default=str))
"""


@pytest.fixture(scope="module")
def now(upgraded, installation):
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=installation.environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_analyses_are_numbered_as_they_were_asked_for(now):
    assert now["runs"] == [[1, "2030-05-01"], [2, "2030-05-02"]]


def test_a_fixed_way_of_joining_is_still_fixed_by_the_database(now):
    assert now["mode_is_fixed"]


def test_the_installation_passes_its_check(upgraded, installation):
    assert installation.json("check")["problems"] == []
