import json

import pytest
from django.db import OperationalError

from folkmoot.core import migrating


def test_alive_without_a_database(client):
    """No database fixture: a query here would fail the test."""
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_the_database_answers_with_every_migration(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "problems": []})


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client, monkeypatch):
    monkeypatch.setattr(migrating.MigrationExecutor, "migration_plan", lambda *a: [1, 2])
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["problems"] == ["2 migrations are waiting. Run `folkmoot migrate`."]


@pytest.mark.django_db
def test_not_ready_without_a_database_and_no_word_of_where_it_is(client, monkeypatch):
    def gone(*arguments):
        raise OperationalError("connection to server at 10.1.2.3 as user sam failed")

    monkeypatch.setattr(migrating, "MigrationExecutor", gone)
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "10.1.2.3" not in json.dumps(answer.json())
