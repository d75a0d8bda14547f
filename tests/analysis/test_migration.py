"""A database of the first version keeps its runs, by day and number."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OLD = [("analysis", "0001_initial")]
MORNING = datetime(2030, 5, 1, 9, 12, 44, tzinfo=UTC)


def migrate(to=None):
    """To the newest of every room where nothing is named: other tests use this database, too."""
    executor = MigrationExecutor(connection)
    to = to or executor.loader.graph.leaf_nodes()
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.mark.django_db(transaction=True)
def test_runs_get_numbers_and_lose_their_times(programme):
    apps = migrate(OLD)
    try:
        run, theme = apps.get_model("analysis", "Run"), apps.get_model("analysis", "Theme")
        for hour, seed in ((11, 2), (9, 1)):
            made = run.objects.create(
                programme_id=programme.pk,
                requested_at=MORNING.replace(hour=hour),
                finished_at=MORNING.replace(hour=hour, minute=30) if hour == 9 else None,
                state="done" if hour == 9 else "queued",
                result={} if hour == 9 else None,
                input_hash="a" * 64,
                frozen_hash="a" * 64,
                seed=seed,
                version="1",
            )
            theme.objects.create(run=made, name="Phones", proposed_name="Phones")
        entries = apps.get_model("accounts", "AuditEntry").objects
        for act in ("asked for an analysis", "published a guide"):
            entries.create(
                organisation_id=programme.organisation_id,
                actor_name="A",
                act=act,
                detail="input aaaa",
                at=MORNING,
            )
    finally:
        apps = migrate()
    run = apps.get_model("analysis", "Run")
    day = MORNING.date()

    rows = run.objects.order_by("number").values_list(
        "number", "seed", "requested_on", "finished_on"
    )
    assert list(rows) == [(1, 1, day, day), (2, 2, day, None)]
    assert apps.get_model("analysis", "Theme").objects.filter(run__isnull=False).count() == 2
    audit = dict(apps.get_model("accounts", "AuditEntry").objects.values_list("act", "at"))
    assert audit["asked for an analysis"] == MORNING.replace(hour=0, minute=0, second=0)
    assert audit["published a guide"] == MORNING
