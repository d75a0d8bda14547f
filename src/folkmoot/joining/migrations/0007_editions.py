from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from folkmoot.joining.migrations import _editions


def freeze(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was asked in programmes whose way of joining is fixed."""
    rows = apps.get_model("joining", "GatewayQuestion").objects.order_by("position")
    _editions.freeze(apps, rows.filter(programme__doorway__is_fixed=True))


def thaw(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The rows of the draft still say the same."""


class Migration(migrations.Migration):
    dependencies = [("joining", "0006_chosen"), ("questions", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
