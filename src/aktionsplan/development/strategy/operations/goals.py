"""Writing goals: their words and places, what they answer, and the portal."""

import datetime as dt
from collections.abc import Collection, Iterable

from aktionsplan.development.analysis.models import Need
from aktionsplan.development.participation.models import Idea
from aktionsplan.development.participation.queries import read_ideas
from aktionsplan.development.strategy import queries, rules
from aktionsplan.development.strategy.models import (
    ActionField,
    Goal,
    GoalContribution,
    GoalField,
    GoalIdea,
    GoalNeed,
)
from aktionsplan.development.strategy.publications import public_goal
from aktionsplan.development.strategy.states import GOAL
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import publish, withdraw
from aktionsplan.shared.words import Problem, Refused, mark

WORDS = (
    "title",
    "text",
    "indicator",
    "unit",
    "baseline",
    "target",
    "target_date",
    "target_group",
    "responsible",
)


def _findable(goal: Goal) -> None:
    search.put(partnership=goal.partnership, kind="goal", reference=goal.key, title=str(goal), text=goal.text)


def _parent(level: str, key: str, by: By) -> Goal | None:
    """The goal that a form names as the one above; refused when a goal of this level cannot stand there."""
    parent = Goal.objects.select_for_update().filter(partnership=by.partnership, key=key or "-").first()
    if parent is not None and parent.state == "dropped":
        parent = None
    if problem := rules.misplaced(level, parent.level if parent else None):
        raise Refused(problem)
    return parent


def _number(level: str, parent: Goal | None, by: By) -> str:
    """The next number at this place."""
    taken = Goal.objects.filter(partnership=by.partnership, level=level)
    if level == rules.OPERATIONAL:
        taken = taken.filter(parent=parent)
    return rules.number(level, parent.number if parent else "", taken.values_list("number", flat=True))


def set_links(rows: type, owner: Fields, name: str, wanted: Iterable[int]) -> None:
    """Makes the links of one thing (`owner`) to others (`name`, by primary key) exactly the wanted ones."""
    table, wanted = rows.objects, set(wanted)  # type: ignore[attr-defined]  # a model with the two columns
    there = set(table.filter(**owner).values_list(f"{name}_id", flat=True))
    table.filter(**owner, **{f"{name}_id__in": there - wanted}).delete()
    partnership = next(iter(owner.values())).partnership
    table.bulk_create(rows(partnership=partnership, **owner, **{f"{name}_id": one}) for one in sorted(wanted - there))


def _refuse_loop(goal: Goal) -> None:
    """Refused when the goal would serve itself by a detour, with the way of it."""
    rows = {row.key: row for row in Goal.objects.filter(partnership=goal.partnership).select_related("parent")}
    serves: dict[str, list[str]] = {key: [row.parent.key] for key, row in rows.items() if row.parent}
    for link in GoalContribution.objects.filter(partnership=goal.partnership).select_related("goal", "other"):
        serves.setdefault(link.goal.key, []).append(link.other.key)
    if path := rules.loop(goal.key, serves):
        told = " → ".join(str(rows[key]) for key in path)
        text = mark("Das gäbe einen Kreis: {path}. Ein Ziel kann nicht über andere sich selbst dienen.")
        raise Refused(Problem("loop", text, {"path": told}, "serves"))


def _links(goal: Goal, fields: Fields, by: By) -> None:
    """What a goal answers, where it stands and to what it contributes, as far as it was asked for."""
    town = by.partnership
    needs = Need.objects.filter(partnership=town).exclude(state="dropped")
    others = Goal.objects.filter(partnership=town).exclude(state="dropped")
    for name, rows, link, column in (
        ("needs", needs, GoalNeed, "need"),
        ("action_fields", ActionField.objects.filter(partnership=town), GoalField, "field"),
        ("serves", others, GoalContribution, "other"),
    ):
        if name in fields:
            chosen = rows.filter(key__in=fields[name] or [])
            set_links(link, {"goal": goal}, column, chosen.values_list("pk", flat=True))
    _refuse_loop(goal)


@deed("strategy.add_goal", on=None, because="the goal is made here")
def add_goal(*, level: str, fields: Fields, by: By, at: dt.datetime) -> Goal:
    """A new goal with the next number of its place; a Jahresziel may still lack what the plan asks for later."""
    parent = _parent(level, fields.get("parent", ""), by)
    goal = Goal.objects.create(
        partnership=by.partnership,
        level=level,
        parent=parent,
        number=_number(level, parent, by),
        state=GOAL.initial,
        **{name: fields[name] for name in WORDS if name in fields},
    )
    _links(goal, fields, by)
    _findable(goal)
    payload = {"number": goal.number, "level": level, "title": goal.title}
    record(by=by, at=at, reference=f"goal:{goal.key}", payload=payload)
    return goal


def _move(goal: Goal, fields: Fields, by: By) -> list[str]:
    """Puts the goal below another one, with the next number there; gives the columns that changed."""
    if goal.level == rules.GUIDING or "parent" not in fields or (goal.parent and goal.parent.key == fields["parent"]):
        return []
    goal.parent = _parent(goal.level, fields["parent"], by)
    if goal.level == rules.INTERMEDIATE:
        return ["parent"]
    goal.number = _number(goal.level, goal.parent, by)
    return ["parent", "number"]


@deed("strategy.change_goal", on=queries.GOAL)
def change_goal(*, goal: Goal, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Goal:
    """Other words, links or place of a goal; its key stays. A Jahresziel below another Ziel gets the next number there."""
    before = queries.goal_values(goal)
    unchanged(seen, before)
    goal.state = GOAL.next(goal.state, "change")
    moved = _move(goal, fields, by)
    for name in WORDS:
        if name in fields:
            setattr(goal, name, fields[name])
    goal.version += 1
    goal.save(update_fields=[*moved, *WORDS, "state", "version"])
    _links(goal, fields, by)
    _findable(goal)
    after = queries.goal_values(goal)
    changed = [name for name in before if before[name] != after[name]]
    record(by=by, at=at, payload={"changed": changed, "before": {name: before[name] for name in changed}})
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


@deed("strategy.reopen_goal", on=queries.GOAL)
def reopen_goal(*, goal: Goal, by: By, at: dt.datetime) -> Goal:
    """Takes the goal up again; refused while the goal above it is given up."""
    if goal.parent is not None and goal.parent.state == "dropped":
        raise Refused(Problem("parent", mark("Nehmen Sie zuerst das Ziel darüber wieder auf.")))
    goal.state = GOAL.next(goal.state, "reopen")
    goal.save(update_fields=["state"])
    _refuse_loop(goal)
    record(by=by, at=at, payload={"number": goal.number})
    return goal


@deed("strategy.assign_ideas", on=queries.GOAL)
def assign_ideas(*, goal: Goal, ideas: Collection[str], by: By, at: dt.datetime) -> None:
    """The ideas that belong to this goal, exactly these; only ideas that the office has read."""
    rows = read_ideas(Idea.objects.filter(partnership=by.partnership, key__in=ideas))
    before = set(goal.ideas.values_list("idea_id", flat=True))
    set_links(GoalIdea, {"goal": goal}, "idea", rows.values_list("pk", flat=True))
    after = set(goal.ideas.values_list("idea_id", flat=True))
    record(by=by, at=at, payload={"added": len(after - before), "removed": len(before - after)})


@deed("strategy.publish_goals", on=None, because="many goals, locked in one statement")
def publish_goals(*, goals: list[Goal], by: By, at: dt.datetime) -> int:
    """Shows the goals on the portal as they are now; returns how many."""
    locked_goals = Goal.objects.select_for_update().filter(pk__in=[goal.pk for goal in goals]).order_by("pk")
    places = {goal.pk: place for place, goal in enumerate(queries.goals(by.partnership))}
    latest = queries.latest_values(by.partnership)
    for goal in locked_goals:
        goal.state = GOAL.next(goal.state, "publish")
        goal.save(update_fields=["state"])
        fields = public_goal(goal, latest.get(goal.pk))
        publish(by=by, at=at, kind="goal", slug=goal.key, fields=fields, order=f"{places[goal.pk]:05}")
    payload = {"published": [goal.number for goal in locked_goals], "day": local_day(at).isoformat()}
    record(by=by, at=at, reference="goals", payload=payload)
    return len(locked_goals)
