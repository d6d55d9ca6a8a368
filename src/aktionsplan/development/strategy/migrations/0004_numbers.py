from django.db import migrations, models


class Migration(migrations.Migration):
    """What the first shape had and the second does not need."""

    dependencies = [("strategy", "0003_renumber")]

    operations = [
        migrations.RemoveField(
            model_name='goal',
            name='actual',
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('partnership', 'number'), name='goal_number_is_unique'),
        ),
    ]
