import datetime as dt

from django.db import migrations


def _parts(number):
    return [int(part) for part in number.split(".") if part]


def renumber(apps, schema_editor):
    """Ziel 1 is the Mittlerziel, Jahresziel 1.1 the Handlungsziel, the Leitziel has no number; keys stay.

    What was reached so far becomes a dated value.
    """
    goal_model, value_model = apps.get_model("strategy", "Goal"), apps.get_model("strategy", "GoalValue")
    today = dt.date.today()
    for town in goal_model.objects.order_by().values_list("partnership", flat=True).distinct():
        goals = sorted(goal_model.objects.filter(partnership=town), key=lambda goal: _parts(goal.number))
        numbers, last = {}, 0
        for goal in goals:
            if goal.level == "guiding":
                goal.number = ""
            elif goal.level == "intermediate":
                last += 1
                goal.number = numbers[goal.pk] = str(last)
        for goal in goals:
            if goal.level == "operational":
                goal.number = f"{numbers[goal.parent_id]}.{_parts(goal.number)[-1]}"
            goal.save(update_fields=["number"])
            if goal.actual is not None:
                value_model.objects.create(
                    partnership_id=town, goal=goal, day=today, value=goal.actual, entered_on=today, state="holds",
                    source="Übernommen aus dem früheren Feld „bis jetzt erreicht“; der Tag ist der der Übernahme.",
                )


class Migration(migrations.Migration):
    """Numbers as the plan uses them, and values with their day."""

    dependencies = [("strategy", "0002_goal_system")]

    operations = [migrations.RunPython(renumber, migrations.RunPython.noop)]
