"""Pages about goals."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from aktionsplan.development.strategy import forms, operations, queries, rules
from aktionsplan.development.strategy.states import GOAL
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.words import Conflict, Refused

SLUGS = {"leitziel": rules.GUIDING, "mittlerziel": rules.INTERMEDIATE, "handlungsziel": rules.OPERATIONAL}


def goals(request: Request) -> HttpResponse:
    """The goal tree."""
    rows = [
        {
            "goal": goal,
            "word": rules.LEVELS[goal.level],
            "state": GOAL.words[goal.state],
            "progress": None
            if goal.actual is None or goal.target is None
            else rules.progress(goal.baseline or 0, goal.target, goal.actual),
        }
        for goal in queries.goals(request.actor.partnership)
    ]
    return render(request, "strategy/goals.html", {"rows": rows, "levels": SLUGS, "words": rules.LEVELS})


def _parents(request: Request, level: str) -> list[tuple[str, str]]:
    above = rules.PARENT[level]
    return [(goal.key, str(goal)) for goal in queries.goals(request.actor.partnership, level=above)] if above else []


def _form_class(level: str) -> type[forms.GoalForm]:
    return forms.OperationalForm if level == rules.OPERATIONAL else forms.GoalForm


def add(request: Request, level: str) -> HttpResponse:
    """A new goal of a level."""
    if level not in SLUGS:
        raise Http404
    kind, parents = SLUGS[level], _parents(request, SLUGS[level])
    if rules.PARENT[kind] and not parents:
        messages.error(request, gettext("Legen Sie zuerst ein übergeordnetes Ziel an."))
        return redirect("strategy:goals", town=request.actor.partnership.slug)
    form = _form_class(kind)(request.POST or None, parents=parents, initial={"parent": request.GET.get("unter", "")})
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in operations.WORDS if name in form.cleaned_data}
        parent = queries.goal_for(request.actor, form.cleaned_data["parent"]) if parents else None
        try:
            operations.add_goal(level=kind, parent=parent, fields=fields, by=request.actor, at=request.began_at)
            messages.success(request, gettext("Das Ziel ist angelegt."))
            return redirect("strategy:goals", town=request.actor.partnership.slug)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(request, "strategy/goal_form.html", {"form": form, "word": rules.LEVELS[kind], "new": True})


def change(request: Request, key: str) -> HttpResponse:
    """New words of a goal."""
    goal, conflict = queries.goal_for(request.actor, key), None
    initial = {name: getattr(goal, name) for name in operations.WORDS} | {"version": goal.version}
    form = _form_class(goal.level)(request.POST or None, parents=[], initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in operations.WORDS if name in form.cleaned_data}
        version = form.cleaned_data["version"] or 0
        try:
            operations.change_goal(goal=goal, fields=fields, version=version, by=request.actor, at=request.began_at)
            messages.success(request, gettext("Gespeichert."))
            return redirect("strategy:goals", town=request.actor.partnership.slug)
        except Conflict as refused:
            conflict = form.compared({name: value for name, value in refused.stored.items() if name in fields})
        except Refused as refused:
            form.add_problem(refused.problem)
    context = {"form": form, "word": rules.LEVELS[goal.level], "goal": goal, "conflict": conflict}
    return render(request, "strategy/goal_form.html", context)


def drop(request: Request, key: str) -> HttpResponse:
    """Gives a goal up."""
    goal, form = queries.goal_for(request.actor, key), forms.DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.drop_goal(goal=goal, reason=form.cleaned_data["reason"], by=request.actor, at=request.began_at)
            return redirect("strategy:goals", town=request.actor.partnership.slug)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(request, "strategy/drop.html", {"form": form, "goal": goal})


def publish(request: Request) -> HttpResponse:
    """Shows all goals on the portal as they are now."""
    found = queries.goals(request.actor.partnership)
    count = operations.publish_goals(goals=found, by=request.actor, at=request.began_at)
    messages.success(request, gettext("{n} Ziele stehen jetzt im Portal.").format(n=count))
    return redirect("strategy:goals", town=request.actor.partnership.slug)
