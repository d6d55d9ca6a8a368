"""Reading goals."""

from django.http import Http404

from aktionsplan.development.strategy.models import Goal
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject


def sort_key(goal: Goal) -> list[int]:
    """Goals in the order of their numbers, 2 before 10."""
    return [int(part) for part in goal.number.split(".")]


def goals(partnership: Partnership, *, level: str = "", dropped: bool = False) -> list[Goal]:
    """The goals in the order of their numbers."""
    rows = Goal.objects.filter(partnership=partnership).select_related("parent")
    rows = rows.filter(level=level) if level else rows
    rows = rows if dropped else rows.exclude(state="dropped")
    return sorted(rows, key=sort_key)


def goal_for(by: Actor, key: str) -> Goal:
    """The goal with this key, or 404."""
    goal = Goal.objects.filter(partnership=by.partnership, key=key).select_related("parent").first()
    if goal is None:
        raise Http404
    return goal


def guiding(goal: Goal) -> Goal:
    """The guiding goal above this one (itself for a guiding goal)."""
    while goal.parent is not None:
        goal = goal.parent
    return goal


def _locked(goal: Goal) -> Goal:
    return Goal.objects.select_for_update(of=("self",)).select_related("parent").get(pk=goal.pk)


GOAL = Subject(takes=("goal",), lock=_locked, reference=lambda goal: f"goal:{goal.key}")
"""A goal of any level."""
