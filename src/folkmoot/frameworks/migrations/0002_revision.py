from django.db import migrations


class Migration(migrations.Migration):
    """The number by which a late form is known; an edition is something else (see questions)."""

    dependencies = [("frameworks", "0001_initial")]

    operations = [
        migrations.RenameField("framework", "edition", "revision"),
        migrations.RenameField("section", "edition", "revision"),
        migrations.RenameField("statement", "edition", "revision"),
    ]
