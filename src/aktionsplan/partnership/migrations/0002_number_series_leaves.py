"""The series of numbers is kept by `shared`; its table stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_first")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("NumberSeries")]),
    ]
