import django.db.models.deletion
from django.db import migrations, models

import folkmoot.core.ids
import folkmoot.core.physical_order


class Migration(migrations.Migration):
    dependencies = [
        ("joining", "0003_settled"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    folkmoot.core.physical_order.RandomKey(
                        default=folkmoot.core.ids.random_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sealed", models.BinaryField(max_length=320)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
        ),
    ]
