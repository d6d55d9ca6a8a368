"""Writing goals."""

import datetime as dt

from aktionsplan.development.strategy import queries, rules
from aktionsplan.development.strategy.models import Goal
from aktionsplan.development.strategy.publications import public_goal
from aktionsplan.development.strategy.states import GOAL
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import CHANGED
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.publishing.operations import publish, withdraw
from aktionsplan.shared.words import Conflict, Problem, Refused, mark

WORDS = (
    "title",
    "text",
    "indicator",
    "unit",
    "baseline",
    "target",
    "actual",
    "target_date",
    "target_group",
    "responsible",
)


def _check(level: str, parent: Goal | None, fields: Fields) -> None:
    names = ("title", "indicator", "baseline", "target", "target_date", "target_group", "responsible")
    said: Fields = {name: fields.get(name) for name in names}
    wording = rules.Wording(level=level, parent_level=parent.level if parent else None, **said)
    if gaps := rules.gaps(wording):
        raise Refused(gaps[0])


def _findable(goal: Goal) -> None:
    search.put(partnership=goal.partnership, kind="goal", reference=goal.key, title=str(goal), text=goal.text)


@deed("strategy.add_goal", on=None, because="the goal is made here")
def add_goal(*, level: str, parent: Goal | None, fields: Fields, by: By, at: dt.datetime) -> Goal:
    """A new goal with the next number of its place; Refused when it is not checkable."""
    _check(level, parent, fields)
    siblings = Goal.objects.select_for_update().filter(partnership=by.partnership, level=level, parent=parent)
    taken = list(siblings.values_list("number", flat=True))
    number = rules.number(level, parent.number if parent else "", taken)
    goal = Goal.objects.create(
        partnership=by.partnership, level=level, parent=parent, number=number, state=GOAL.initial, **fields
    )
    _findable(goal)
    record(
        by=by, at=at, reference=f"goal:{goal.key}", payload={"number": number, "level": level, "title": goal.title}
    )
    return goal


@deed("strategy.change_goal", on=queries.GOAL)
def change_goal(*, goal: Goal, fields: Fields, version: int, by: By, at: dt.datetime) -> Goal:
    """New words of a goal; its number and key stay. Raises Conflict when somebody else has saved since."""
    if goal.version != version:
        raise Conflict(CHANGED, {name: getattr(goal, name) for name in (*WORDS, "version")})
    _check(goal.level, goal.parent, fields)
    goal.state = GOAL.next(goal.state, "change")
    changed = [name for name in WORDS if name in fields and fields[name] != getattr(goal, name)]
    before = {name: getattr(goal, name) for name in changed}
    for name in changed:
        setattr(goal, name, fields[name])
    goal.version += 1
    goal.save(update_fields=[*changed, "state", "version"])
    _findable(goal)
    record(by=by, at=at, payload={"changed": changed, "before": before})
    return goal


@deed("strategy.drop_goal", on=queries.GOAL)
def drop_goal(*, goal: Goal, reason: str, by: By, at: dt.datetime) -> Goal:
    """Gives a goal up, with the reason; it stays readable under its number. Goals below it must go first."""
    if goal.children.exclude(state="dropped").exists():
        raise Refused(Problem("children", mark("Darunter stehen noch Ziele. Geben Sie zuerst diese auf.")))
    goal.state = GOAL.next(goal.state, "drop")
    goal.save(update_fields=["state"])
    withdraw(by=by, at=at, kind="goal", slug=goal.key)
    record(by=by, at=at, payload={"number": goal.number, "reason": reason})
    return goal


@deed("strategy.publish_goals", on=None, because="many goals, locked in one statement")
def publish_goals(*, goals: list[Goal], by: By, at: dt.datetime) -> int:
    """Shows the goals on the portal as they are now; returns how many."""
    locked_goals = Goal.objects.select_for_update().filter(pk__in=[goal.pk for goal in goals]).order_by("pk")
    for goal in locked_goals:
        goal.state = GOAL.next(goal.state, "publish")
        goal.save(update_fields=["state"])
        order = ".".join(f"{int(part):04}" for part in goal.number.split("."))
        publish(by=by, at=at, kind="goal", slug=goal.key, fields=public_goal(goal), order=order)
    record(by=by, at=at, reference="goals", payload={"published": [goal.number for goal in locked_goals]})
    return len(locked_goals)
