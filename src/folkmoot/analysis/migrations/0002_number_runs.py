"""Runs get a number and days; 0003 then drops the exact times."""

from datetime import UTC
from typing import Any
from uuid import UUID

from django.db import migrations, models


def number(apps: Any, schema_editor: Any) -> None:
    run_model = apps.get_model("analysis", "Run")
    so_far: dict[UUID, int] = {}
    light = run_model.objects.order_by("requested_at", "pk").only(
        "programme_id", "requested_at", "finished_at"
    )
    for run in list(light):
        so_far[run.programme_id] = so_far.get(run.programme_id, 0) + 1
        ended = run.finished_at
        run_model.objects.filter(pk=run.pk).update(
            number=so_far[run.programme_id],
            requested_on=run.requested_at.astimezone(UTC).date(),
            finished_on=ended.astimezone(UTC).date() if ended else None,
        )


def audit_by_the_day(apps: Any, schema_editor: Any) -> None:
    """An act beside its exact time dates the input to the minute: the day is enough."""
    entries = apps.get_model("accounts", "AuditEntry").objects.filter(
        act__in=[
            *("asked for an analysis", "repeated an analysis"),
            *("analysis.requested", "analysis.repeated"),  # where accounts came further first
        ]
    )
    for entry in list(entries.only("at")):
        day = entry.at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        entries.filter(pk=entry.pk).update(at=day, detail="")


class Migration(migrations.Migration):
    dependencies = [("analysis", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        migrations.AddField("run", "number", models.PositiveIntegerField(null=True)),
        migrations.AddField("run", "requested_on", models.DateField(null=True)),
        migrations.AddField("run", "finished_on", models.DateField(null=True)),
        migrations.AddField("run", "same_input_as", models.PositiveIntegerField(null=True)),
        migrations.AddField("run", "people_removed", models.PositiveIntegerField(default=0)),
        migrations.AddField("run", "people_pending", models.PositiveIntegerField(default=0)),
        migrations.AddField("run", "restated_on", models.DateField(null=True)),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.RunPython(audit_by_the_day, migrations.RunPython.noop),
    ]
