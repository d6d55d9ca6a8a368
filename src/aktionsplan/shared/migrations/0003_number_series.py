"""Takes over the series of numbers from `partnership`; its table stays as it is."""

import django.db.models.deletion
from django.db import migrations, models

import aktionsplan.shared.tenancy


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_search"), ("partnership", "0002_number_series_leaves")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.CharField(default=aktionsplan.shared.tenancy.new_key, editable=False, max_length=22, unique=True)),
                        ("series", models.CharField(max_length=40)),
                        ("last", models.PositiveIntegerField(default=0)),
                        ("partnership", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.partnership")),
                    ],
                    options={
                        "db_table": "partnership_numberseries",
                        "constraints": [models.UniqueConstraint(fields=("partnership", "series"), name="one_row_per_number_series")],
                    },
                ),
            ],
        ),
    ]
