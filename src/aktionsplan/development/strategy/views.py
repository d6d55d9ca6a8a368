"""Pages about goals."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.strategy import forms, operations, queries, rules
from aktionsplan.development.strategy.states import GOAL
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go
from aktionsplan.shared.words import mark

GOALS = ("strategy:goals",)
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
        return go(request, *GOALS)
    form = _form_class(kind)(request.POST or None, parents=parents, initial={"parent": request.GET.get("unter", "")})

    def deed(**data: Value) -> None:
        fields = {name: data[name] for name in operations.WORDS if name in data}
        parent = queries.goal_for(request.actor, data["parent"]) if parents else None
        operations.add_goal(level=kind, parent=parent, fields=fields, by=request.actor, at=request.began_at)

    page, done = "strategy/goal_form.html", gettext("Das Ziel ist angelegt.")
    return form_page(request, form, deed, back=GOALS, page=page, done=done, word=rules.LEVELS[kind], new=True)


def change(request: Request, key: str) -> HttpResponse:
    """New words of a goal."""
    goal = queries.goal_for(request.actor, key)
    initial = {name: getattr(goal, name) for name in operations.WORDS} | {"version": goal.version}
    form = _form_class(goal.level)(request.POST or None, parents=[], initial=initial)

    def deed(version: int | None, **data: Value) -> None:
        fields = {name: data[name] for name in operations.WORDS if name in data}
        operations.change_goal(goal=goal, fields=fields, version=version or 0, by=request.actor, at=request.began_at)

    more: Context = {"word": rules.LEVELS[goal.level], "goal": goal}
    page, done = "strategy/goal_form.html", gettext("Gespeichert.")
    return form_page(request, form, deed, back=GOALS, page=page, done=done, **more)


drop = DeedPage(
    deed=operations.drop_goal,
    form=forms.DropForm,
    title=mark("Ziel aufgeben"),
    takes="goal",
    thing=by_key(queries.goal_for),
    back=lambda goal: GOALS,
    page="strategy/drop.html",
)


def publish(request: Request) -> HttpResponse:
    """Shows all goals on the portal as they are now."""
    goals = queries.goals(request.actor.partnership)
    count = operations.publish_goals(goals=goals, by=request.actor, at=request.began_at)
    messages.success(request, gettext("{n} Ziele stehen jetzt im Portal.").format(n=count))
    return go(request, *GOALS)
