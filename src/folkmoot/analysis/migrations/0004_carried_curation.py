from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("analysis", "0003_days_not_times")]

    operations = [
        migrations.AddField("run", "carried_from", models.PositiveIntegerField(null=True)),
        migrations.AddField("run", "not_carried", models.JSONField(default=list)),
        migrations.AddField("run", "left_out", models.JSONField(null=True)),
        migrations.AddField("theme", "stability", models.FloatField(null=True)),
        migrations.AddField("theme", "was_accepted", models.BooleanField(default=False)),
        migrations.AddField("theme", "accepted_ids", models.JSONField(default=list)),
        migrations.AddField("theme", "merged_from", models.JSONField(default=list)),
        migrations.AddField("theme", "lineage", models.UUIDField(null=True)),
    ]
