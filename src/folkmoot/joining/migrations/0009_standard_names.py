"""The rows keep their ids and values; only tables, columns and constraints have other names."""

from django.db import migrations, models
from django.db.models import Q

from folkmoot.joining.migrations import _fixed


class Migration(migrations.Migration):
    dependencies = [("joining", "0008_all_editions")]

    operations = [
        migrations.RunPython(_fixed.remove, _fixed.add),
        migrations.RemoveConstraint("doorway", "doorway_mode_is_known"),
        migrations.RemoveConstraint("doorway", "a_destroyed_key_had_a_door"),
        migrations.RenameModel("Doorway", "JoiningSettings"),
        migrations.RenameModel("Asking", "InvitationRequest"),
        migrations.RenameField("JoiningSettings", "settled_on", "generalised_on"),
        migrations.RenameField("JoiningSettings", "codes_again", "second_codes"),
        migrations.AlterField(
            "joiningsettings",
            "programme",
            models.OneToOneField(
                on_delete=models.CASCADE,
                primary_key=True,
                related_name="joining_settings",
                serialize=False,
                to="programmes.programme",
            ),
        ),
        migrations.AddConstraint(
            "joiningsettings",
            models.CheckConstraint(
                condition=Q(mode__in=["open", "confidential", "anonymous"]),
                name="joining_mode_is_known",
            ),
        ),
        migrations.AddConstraint(
            "joiningsettings",
            models.CheckConstraint(
                condition=Q(key_destroyed_on=None) | (Q(is_fixed=True) & ~Q(mode="open")),
                name="a_destroyed_key_was_fixed",
            ),
        ),
        migrations.RunPython(_fixed.add_renamed, _fixed.remove_renamed),
    ]
