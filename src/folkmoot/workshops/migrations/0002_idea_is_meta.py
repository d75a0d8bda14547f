from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="idea", name="is_meta", field=models.BooleanField(default=False)
        ),
    ]
