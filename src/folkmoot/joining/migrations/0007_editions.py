from uuid import UUID

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from folkmoot.questions.definitions import (
    NoAnswer,
    OneOf,
    Option,
    Question,
    canonical,
    sha256_of,
    simple,
)


def freeze(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was asked in programmes that have been launched, or imported, becomes their first
    edition; its questions keep the ids that answers point to."""
    Edition = apps.get_model("questions", "Edition")
    asked: dict[UUID, list[Question]] = {}
    rows = apps.get_model("joining", "GatewayQuestion").objects.order_by("position")
    for row in rows.filter(programme__doorway__is_fixed=True):
        options = tuple(Option(f"({o})" if o in set(NoAnswer) else o, o) for o in row.options)
        kind = OneOf(options, is_dropdown=len(options) > 8)
        question = Question(str(row.pk), row.text, kind, can_decline=True)
        asked.setdefault(row.programme_id, []).append(question)
    for programme, questions in asked.items():
        text = canonical(simple(*questions))
        Edition.objects.create(
            programme_id=programme,
            series=programme,
            number=1,
            definition=text,
            sha256=sha256_of(text),
        )


def thaw(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The rows of the draft still say the same."""


class Migration(migrations.Migration):
    dependencies = [("joining", "0006_chosen"), ("questions", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
