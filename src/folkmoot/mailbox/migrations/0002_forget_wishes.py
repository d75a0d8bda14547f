from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """In programmes whose key went before that did it."""
    choices = apps.get_model("mailbox", "Choice").objects.filter(
        participant__programme__doorway__key_destroyed_on__isnull=False
    )
    ids = list(choices.values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        some = apps.get_model("mailbox", "Choice").objects.filter(pk__in=ids[start : start + 500])
        some.filter(is_muted=False).delete()
        some.update(wants_email=False, has_been_told=False)


class Migration(migrations.Migration):
    dependencies = [
        ("mailbox", "0001_initial"),
        ("joining", "0003_settled"),
    ]

    # It asks by the name that programmes had for how they are joined.
    run_before = [("joining", "0009_standard_names")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
