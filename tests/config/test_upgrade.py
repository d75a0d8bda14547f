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
# What is stored in another way since: what was a sentence is the act's identifier, and an answer
# whose words read like no answer has a code of its own.
REWRITTEN = {
    ("accounts_auditentry", "act", "launched the programme"): "programme.launched",
    ("joining_segmenttotal", "value", "-"): "(-)",
    ("participants_segment", "value", "-"): "(-)",
}


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
        "joining_gatewayquestion",
        "joining_segmenttotal",
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
from folkmoot.joining.models import JoiningSettings
runs = list(Run.objects.order_by("number").values_list("number", "requested_on"))
try:
    with transaction.atomic():
        JoiningSettings.objects.update(mode="open")
    fixed = False
except DatabaseError:
    fixed = True
from folkmoot.joining.queries import questions_of
from folkmoot.participants.models import Segment
from folkmoot.programmes.models import Programme
from folkmoot.questions.queries import definition_of, latest
programme = Programme.objects.get(slug="safer-wards")
edition = latest(programme.pk)
asked = [
    (one.text, one.attribute, one.is_how_heard, [(o.code, o.label) for o in one.question.options],
     one.question.type.is_dropdown, one.question.can_decline)
    for one in questions_of(programme)
]
keys = [question.key for question in definition_of(edition).questions]
from folkmoot.joining.queries.joined import exact_counts
imported = Programme.objects.get(slug="earlier")
counted = [
    (one.text, [(option, exact_counts(imported)[one.pk, option]) for option in one.options])
    for one in questions_of(imported)
]
pointed = [str(s.question) in keys for s in Segment.objects.filter(pk=6)]
print(json.dumps({"runs": runs, "mode_is_fixed": fixed, "asked": asked, "number": edition.number,
                  "pointed": pointed, "counted": counted}, default=str))
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


def test_what_was_asked_on_joining_is_an_edition_that_says_the_same(now):
    links = [f"Link {n}" for n in range(9)]
    assert now["number"] == 1
    assert now["asked"] == [
        ["How did you hear?", "", True, [[w, w] for w in ["Poster", *links]], True, True],
        [
            "Where?",
            "Site",
            False,
            [["North", "North"], ["Ble’r ydych?", "Ble’r ydych?"], ["(-)", "-"]],
            False,
            True,
        ],
    ]


def test_answers_on_joining_point_at_what_they_answered(now):
    assert now["pointed"] == [True]


def test_segments_that_an_import_made_are_counted_as_they_were(now):
    assert now["counted"] == [["Job", [["(-)", 2], ["Nurse", 1]]]]


def test_the_installation_passes_its_check(upgraded, installation):
    assert installation.json("check")["problems"] == []
