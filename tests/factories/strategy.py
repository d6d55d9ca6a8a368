"""Goals with everything around them: made by the operations a user would cause."""

from decimal import Decimal
from typing import Any

from aktionsplan.development.analysis.models import Need
from aktionsplan.development.participation.models import Idea
from aktionsplan.development.strategy import operations as ops
from aktionsplan.development.strategy import queries
from aktionsplan.development.strategy.models import Goal
from tests.factories import town as make


def concept(town: Any, goal: Goal) -> Any:
    """An action concept in its field, for a goal, with a step."""
    field = ops.add_field(name="Begegnung", by=town.ben, at=make.NOW)
    fields = {
        "field": field.key,
        "title": "Offene Abende",
        "method": "Wir laden ein.",
        "target_groups": "alle",
        "partners": "",
        "resources": "",
        "goals": [goal.key],
    }
    made = ops.add_concept(fields=fields, by=town.ben, at=make.NOW)
    ops.add_step(concept=made, title="Raum finden", day=make.NOW.date(), by=town.ben, at=make.NOW)
    return made


def one_of_each(town: Any) -> None:
    """A thing of every kind around a goal."""
    goal = town.things.get("goal") or make.add_goal(town)
    concept(town, goal)
    linked = {"needs": list(Need.objects.values_list("key", flat=True)[:1])}
    ops.change_goal(goal=goal, fields=queries.goal_values(goal) | linked, by=town.ben, at=make.NOW)
    ideas = list(Idea.objects.values_list("key", flat=True)[:1])
    ops.assign_ideas(goal=goal, ideas=ideas, by=town.ben, at=make.NOW)
    day = make.NOW.date()
    ops.enter_value(goal=goal, day=day, value=Decimal(3), source="Zählung", by=town.ben, at=make.NOW)
    ops.plan_money(year=2026, amounts={goal.key: Decimal("4000.00")}, by=town.ben, at=make.NOW)
    for intended in (True, False):
        effect = {"title": "Man kennt sich", "seen": "Befragung", "goals": [goal.key]}
        ops.add_effect(intended=intended, fields=effect, by=town.ben, at=make.NOW)
