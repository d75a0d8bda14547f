from django.db import migrations

from folkmoot.joining.migrations import _fixed


class Migration(migrations.Migration):
    dependencies = [("joining", "0001_initial")]
    operations = [migrations.RunPython(_fixed.add, _fixed.remove)]
