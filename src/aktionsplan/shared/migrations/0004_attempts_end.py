import datetime as dt

from django.db import migrations, models


class Migration(migrations.Migration):
    """When a counted window is over; those counted before end at once, which gives everybody a few tries more."""

    dependencies = [("shared", "0003_number_series")]
    operations = [
        migrations.AddField(
            "attempt",
            "ends_at",
            models.DateTimeField(default=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
            preserve_default=False,
        ),
    ]
