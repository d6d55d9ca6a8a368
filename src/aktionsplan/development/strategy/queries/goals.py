"""Reading goals: the tree, one goal, what each stands on and how far it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from aktionsplan.development.analysis.models import Need
from aktionsplan.development.participation.models import Idea
from aktionsplan.development.participation.queries import read_ideas
from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import Goal, GoalIdea, GoalNeed, GoalValue
from aktionsplan.development.strategy.queries.ways import contributions, planned_by_goal
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.words import Problem


def in_order(goal: Goal) -> list[int]:
    """The parts of a goal's number, to sort by: 2.10 stands after 2.9."""
    return [int(part) for part in goal.number.split(".") if part]


def goals(partnership: Partnership, *, level: str = "", dropped: bool = False) -> list[Goal]:
    """The goals as a tree in a row: each Leitziel, below it its Ziele by number, below each its Jahresziele."""
    rows = Goal.objects.filter(partnership=partnership).select_related("parent")
    rows = rows if dropped else rows.exclude(state="dropped")
    below: dict[int | None, list[Goal]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    ordered: list[Goal] = []

    def walk(parent: int | None) -> None:
        for row in sorted(below.get(parent, ()), key=lambda one: (in_order(one), one.pk)):
            ordered.append(row)
            walk(row.pk)

    walk(None)
    return [row for row in ordered if row.level == level] if level else ordered


def goal_for(by: Actor, key: str) -> Goal:
    """The goal with this key, or 404."""
    goal = Goal.objects.filter(partnership=by.partnership, key=key).select_related("parent__parent").first()
    if goal is None:
        raise Http404
    return goal


def aim(goal: Goal) -> Goal:
    """The Ziel of a Jahresziel; a Ziel and a Leitziel are their own."""
    return goal.parent if goal.level == rules.OPERATIONAL and goal.parent is not None else goal


def wording(goal: Goal) -> rules.Wording:
    """What a Jahresziel says, for the check."""
    names = ("indicator", "unit", "baseline", "target", "target_date", "target_group", "responsible")
    return rules.Wording(**{name: getattr(goal, name) for name in names})


def smart_gaps(goal: Goal) -> list[Problem]:
    """What a Jahresziel lacks; nothing for a goal of another level."""
    return rules.smart_gaps(wording(goal)) if goal.level == rules.OPERATIONAL else []


def goal_values(goal: Goal) -> Fields:
    """What the form of a goal changes."""
    names = ("title", "text", "indicator", "unit", "baseline", "target", "target_date", "target_group", "responsible")
    return {name: getattr(goal, name) for name in names} | {
        "parent": goal.parent.key if goal.parent else "",
        "needs": list(goal.needs.values_list("need__key", flat=True)),
        "action_fields": list(goal.fields.values_list("field__key", flat=True)),
        "serves": list(goal.serves.values_list("other__key", flat=True)),
    }


def values_of(goal: Goal) -> QuerySet[GoalValue]:
    """Every value of a goal, the newest first."""
    return goal.values.order_by("-day", "-id")


def latest_values(partnership: Partnership) -> dict[int, GoalValue]:
    """The value of each goal that counts: the latest by day, and by entry on the same day."""
    rows = GoalValue.objects.filter(partnership=partnership, state="holds").order_by("day", "id")
    return {row.goal_id: row for row in rows}


def latest_value(goal: Goal) -> GoalValue | None:
    """The value of a goal that counts."""
    return goal.values.filter(state="holds").order_by("day", "id").last()


@dataclass(frozen=True)
class GoalRow:
    """A goal in the tree with how far it is, what it lacks, and what it stands on; `planned_eur` sums what stands below."""

    goal: Goal
    value: GoalValue | None
    way: rules.Way
    smart: list[Problem]
    needs: list[Need]
    planned_eur: Decimal
    overdue: bool
    contributes: list[Goal]


def goal_rows(partnership: Partnership, today: dt.date) -> list[GoalRow]:
    """The tree with everything that the page says of it; six questions for any number of goals."""
    listed, latest, planned = goals(partnership), latest_values(partnership), planned_by_goal(partnership)
    needs: dict[int, list[Need]] = {}
    for link in GoalNeed.objects.filter(partnership=partnership).select_related("need").order_by("need__number"):
        needs.setdefault(link.goal_id, []).append(link.need)
    others = contributions(partnership)
    return [
        GoalRow(
            goal,
            value := latest.get(goal.pk),
            rules.way(goal.baseline, goal.target, value.value if value else None),
            smart_gaps(goal),
            needs.get(goal.pk, []),
            sum((planned.get(one.pk, Decimal(0)) for one in _below(goal, listed)), Decimal("0.00")),
            rules.overdue(goal.target_date, value.day if value else None, today),
            others.get(goal.pk, []),
        )
        for goal in listed
    ]


def _below(goal: Goal, listed: Iterable[Goal]) -> list[Goal]:
    """The goal and every goal below it."""
    found = {goal.pk}
    for row in listed:
        if row.parent_id in found:
            found.add(row.pk)
    return [row for row in listed if row.pk in found]


def goal_choices(partnership: Partnership, level: str = "") -> list[tuple[str, str]]:
    """Goals as choices of a form."""
    return [(goal.key, str(goal)) for goal in goals(partnership, level=level)]


def ideas_of(goal: Goal) -> list[Idea]:
    """The ideas that belong to a goal."""
    return [link.idea for link in GoalIdea.objects.filter(goal=goal).select_related("idea").order_by("idea__number")]


def open_ideas(partnership: Partnership) -> list[tuple[str, str]]:
    """Ideas that may be given a goal, as choices: read and not declined."""
    rows = read_ideas(Idea.objects.filter(partnership=partnership)).exclude(state="declined").order_by("number")
    return [(row.key, f"{row.number}: {row.title}") for row in rows]


def _locked(goal: Goal) -> Goal:
    return Goal.objects.select_for_update(of=("self",)).select_related("parent__parent").get(pk=goal.pk)


def _locked_value(value: GoalValue) -> GoalValue:
    Goal.objects.select_for_update().get(pk=value.goal_id)
    return GoalValue.objects.select_for_update(of=("self",)).select_related("goal").get(pk=value.pk)


def value_for(by: Actor, key: str) -> GoalValue:
    """The value with this key, or 404."""
    row = GoalValue.objects.filter(partnership=by.partnership, key=key).select_related("goal").first()
    if row is None:
        raise Http404
    return row


GOAL = Subject(takes=("goal",), lock=_locked, reference=lambda goal: f"goal:{goal.key}")
"""A goal of any level."""
VALUE = Subject(takes=("goal_value",), lock=_locked_value, reference=lambda row: f"goal:{row.goal.key}")
"""A value of a Jahresziel."""
