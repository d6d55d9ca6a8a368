"""`Finding` becomes `QuorumFinding`: the short name is kept for the Befund of the situation analysis."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bodies", "0001_first")]

    operations = [
        migrations.RenameModel("Finding", "QuorumFinding"),
        migrations.AlterField(
            "QuorumFinding",
            "meeting",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="quorum_findings", to="bodies.meeting"
            ),
        ),
    ]
