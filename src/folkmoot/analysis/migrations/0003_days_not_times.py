from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("analysis", "0002_number_runs")]

    operations = [
        migrations.AlterModelOptions(name="run", options={"ordering": ["-number"]}),
        migrations.RemoveIndex(model_name="run", name="runs_newest_first"),
        migrations.RemoveField(model_name="run", name="finished_at"),
        migrations.RemoveField(model_name="run", name="requested_at"),
        migrations.AlterField("run", "number", models.PositiveIntegerField()),
        migrations.AlterField("run", "requested_on", models.DateField()),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                fields=("programme", "number"), name="runs_are_numbered"
            ),
        ),
    ]
