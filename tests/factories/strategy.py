"""Goals with everything around them: made by the operations a user would cause."""

import datetime as dt
from decimal import Decimal
from typing import Any

from aktionsplan.development.analysis.models import Need
from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation.models import Comment, Idea
from aktionsplan.development.strategy import operations as ops
from aktionsplan.development.strategy import queries
from aktionsplan.development.strategy.models import Goal
from aktionsplan.people.queries import Visitor
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


def plan(town: Any) -> None:
    """A plan with a paragraph; a draft that lies open with one unread and one answered comment; a text in plain language."""
    ops.begin_plan(by=town.ben, at=make.NOW)
    chapter = queries.chapters(town.partnership)[0]
    block = ops.add_block(chapter=chapter, kind="paragraph", text="Ein **Absatz**.", by=town.ben, at=make.NOW)
    ops.make_version(final=False, reason="Erster", by=town.ben, at=make.NOW)
    version = ops.make_version(final=False, reason="Zweiter", by=town.ben, at=make.NOW)
    day = make.NOW.date() + dt.timedelta(days=9)
    ops.open_consultation(plan_version=version, until=day, answers_until=day, by=town.ben, at=make.NOW)
    for text in ("Mehr Busse", "Gut so"):
        ops.send_comment(version=version.key, place=block.key, text=text, by=Visitor(town.partnership), at=make.NOW)
    participation.show_comment(comment=Comment.objects.get(text="Gut so"), by=town.ben, at=make.NOW)
    ops.write_easy_text(plan_version=version, text="Alle gehören dazu.", by=town.ben, at=make.NOW)


def coached(town: Any) -> None:
    """The five months begun, with a contract and a talk."""
    today = make.NOW.date()
    ops.set_start(start_on=today, by=town.ben, at=make.NOW)
    fields = {"name": "Henrik Voss", "hours": Decimal(30), "begins_on": today, "ends_on": today, "paper": ""}
    ops.set_contract(fields=fields, by=town.ben, at=make.NOW)
    ops.log_talk(day=today, hours=Decimal(2), theme="Auftakt", advice="Klein.", by=town.ben, at=make.NOW)


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
    plan(town)
    coached(town)
    for intended in (True, False):
        effect = {"title": "Man kennt sich", "seen": "Befragung", "goals": [goal.key]}
        ops.add_effect(intended=intended, fields=effect, by=town.ben, at=make.NOW)
