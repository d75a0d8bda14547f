from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

from folkmoot.joining.migrations import _editions
from folkmoot.questions.definitions import NoAnswer


def freeze(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Also in programmes that an import made before imports fixed the way of joining."""
    rows = apps.get_model("joining", "GatewayQuestion").objects.order_by("position")
    have = apps.get_model("questions", "Edition").objects.values("series")
    _editions.freeze(apps, rows.filter(programme__is_launched=True).exclude(programme__in=have))


def rewrite(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Imported answers that read like none are stored by the codes that editions give them."""
    segments = apps.get_model("participants", "Segment").objects
    totals = apps.get_model("joining", "SegmentTotal").objects
    for words in NoAnswer:
        code = f"({words})"
        segments.filter(value=words.value).update(value=code)
        for total in totals.filter(value=words.value):
            same = totals.filter(question=total.question_id, value=code)
            if same.update(number=F("number") + total.number):
                total.delete()
            else:
                totals.filter(pk=total.pk).update(value=code)


def leave(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The rows of the draft still say the same."""


class Migration(migrations.Migration):
    dependencies = [
        ("joining", "0007_editions"),
        ("participants", "0003_new_key"),
        ("programmes", "0003_language"),
    ]
    operations = [migrations.RunPython(freeze, leave), migrations.RunPython(rewrite, leave)]
