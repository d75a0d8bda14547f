from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("joining", "0005_waiting_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="doorway",
            name="chosen_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="doorway",
            name="dates_chosen_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
