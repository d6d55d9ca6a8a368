"""Pages about goals, their values and their money."""

import datetime as dt
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis.queries import open_needs
from aktionsplan.development.strategy import operations, queries, rules
from aktionsplan.development.strategy.forms import goals as forms
from aktionsplan.development.strategy.models import Goal
from aktionsplan.development.strategy.states import GOAL, VALUE
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import mark

GOALS = ("strategy:goals",)
SLUGS = {"leitziel": rules.GUIDING, "ziel": rules.INTERMEDIATE, "jahresziel": rules.OPERATIONAL}
FORMS = {
    rules.GUIDING: forms.GoalForm,
    rules.INTERMEDIATE: forms.AimForm,
    rules.OPERATIONAL: forms.YearGoalForm,
}


def goals(request: Request) -> HttpResponse:
    """The goal tree with what each goal stands on, how far it is and what it lacks."""
    town, today = request.actor.partnership, local_day(request.began_at)
    rows = queries.goal_rows(town, today)
    context = {
        "rows": [(row, rules.LEVELS[row.goal.level], GOAL.words[row.goal.state]) for row in rows],
        "years": queries.year_money(town),
        "without_needs": [row.goal for row in rows if row.goal.level == rules.INTERMEDIATE and not row.needs],
        "lacking": [row for row in rows if row.smart],
        "dropped": [goal for goal in queries.goals(town, dropped=True) if goal.state == "dropped"],
    }
    return render(request, "strategy/goals.html", context)


def goal(request: Request, key: str) -> HttpResponse:
    """One goal: its words, what it stands on, its values, its ways and ideas."""
    row = queries.goal_for(request.actor, key)
    return render(request, "strategy/goal.html", _how_far(row, local_day(request.began_at)) | _around(row))


def _how_far(row: Goal, today: dt.date) -> Context:
    latest = queries.latest_value(row)
    return {
        "goal": row,
        "level": rules.LEVELS[row.level],
        "legal": rules.LEGAL[row.level],
        "word": GOAL.words[row.state],
        "smart": queries.smart_gaps(row),
        "latest": latest,
        "way": rules.way(row.baseline, row.target, latest.value if latest else None),
        "late": rules.overdue(row.target_date, latest.day if latest else None, today),
        "values": [(value, VALUE.words[value.state]) for value in queries.values_of(row)],
    }


def _around(row: Goal) -> Context:
    return {
        "ideas": queries.ideas_of(row),
        "fields": [link.field for link in row.fields.select_related("field")],
        "concepts": [link.concept for link in row.concepts.select_related("concept")],
        "others": [link.other for link in row.serves.select_related("other")],
        "planned": row.planned.all(),
    }


def _offered(request: Request, level: str, but: Goal | None = None) -> Context:
    """What the form of a goal of this level lets one choose from."""
    if level == rules.GUIDING:
        return {}
    town = request.actor.partnership
    others = [
        (one.key, str(one))
        for one in queries.goals(town)
        if one.level in (rules.INTERMEDIATE, level) and (but is None or one.pk != but.pk)
    ]
    fields = queries.field_choices(town)
    if but is not None:
        linked = {link.field.key: link.field.name for link in but.fields.select_related("field")}
        fields += [pair for pair in linked.items() if pair not in fields]
    return {
        "parents": queries.goal_choices(town, rules.PARENT[level] or ""),
        "needs": open_needs(town),
        "action_fields": fields,
        "others": others,
    }


def add(request: Request, level: str) -> HttpResponse:
    """A new goal of a level."""
    if level not in SLUGS:
        raise Http404
    kind = SLUGS[level]
    offered = _offered(request, kind)
    if offered and not offered["parents"]:
        messages.error(request, gettext("Legen Sie zuerst ein übergeordnetes Ziel an."))
        return go(request, *GOALS)
    form = FORMS[kind](request.POST or None, initial={"parent": request.GET.get("unter", "")}, **offered)

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_goal(level=kind, fields=data, by=request.actor, at=request.began_at)
        return go(request, "strategy:goal", made.key)

    page, done = "strategy/goal_form.html", gettext("Das Ziel ist angelegt.")
    more: Context = {"word": rules.LEVELS[kind], "legal": rules.LEGAL[kind], "new": True}
    return form_page(request, form, deed, back=GOALS, page=page, done=done, **more)


def change(request: Request, key: str) -> HttpResponse:
    """New words, links or place of a goal."""
    row = queries.goal_for(request.actor, key)
    form = FORMS[row.level](request.POST or None, of=queries.goal_values(row), **_offered(request, row.level, row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_goal(goal=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    more: Context = {"word": rules.LEVELS[row.level], "legal": rules.LEGAL[row.level], "goal": row}
    page, done, back = "strategy/goal_form.html", gettext("Gespeichert."), ("strategy:goal", key)
    return form_page(request, form, deed, back=back, page=page, done=done, **more)


drop = DeedPage(
    deed=operations.drop_goal,
    form=forms.DropForm,
    title=mark("Ziel aufgeben"),
    takes="goal",
    thing=by_key(queries.goal_for),
    back=lambda goal: ("strategy:goal", goal.key),
    page="strategy/drop.html",
)


def reopen(request: Request, key: str) -> HttpResponse:
    """Takes a goal up again."""
    row = queries.goal_for(request.actor, key)
    tried(request, lambda: operations.reopen_goal(goal=row, by=request.actor, at=request.began_at))
    return go(request, "strategy:goal", key)


def publish(request: Request) -> HttpResponse:
    """Shows all goals on the portal as they are now."""
    goals = queries.goals(request.actor.partnership)
    count = tried(request, lambda: operations.publish_goals(goals=goals, by=request.actor, at=request.began_at))
    if count:
        messages.success(request, gettext("{n} Ziele stehen jetzt im Portal.").format(n=count))
    return go(request, *GOALS)


def assign_ideas(request: Request, key: str) -> HttpResponse:
    """Which ideas belong to the goal."""
    row = queries.goal_for(request.actor, key)
    chosen = [idea.key for idea in queries.ideas_of(row)]
    offered = queries.open_ideas(request.actor.partnership)
    form = forms.IdeasForm(request.POST or None, initial={"ideas": chosen}, ideas=offered)

    def deed(**data: Value) -> None:
        operations.assign_ideas(goal=row, by=request.actor, at=request.began_at, **data)

    title, back, done = gettext("Ideen zuordnen"), ("strategy:goal", key), gettext("Gespeichert.")
    return form_page(request, form, deed, title=title, back=back, done=done, lead=str(row))


def _value_start(request: Request, goal: Goal) -> Context:
    return {"day": local_day(request.began_at)}


enter_value = DeedPage(
    deed=operations.enter_value,
    form=forms.ValueForm,
    title=mark("Wert eintragen"),
    takes="goal",
    thing=by_key(queries.goal_for),
    initial=_value_start,
    back=lambda goal: ("strategy:goal", goal.key),
    done=mark("Der Wert ist eingetragen. Frühere Werte bleiben stehen."),
    page="strategy/value.html",
)
withdraw_value = DeedPage(
    deed=operations.withdraw_value,
    form=forms.DropForm,
    title=mark("Wert zurückziehen"),
    takes="goal_value",
    thing=by_key(queries.value_for),
    back=lambda value: ("strategy:goal", value.goal.key),
    done=mark("Der Wert gilt nicht mehr."),
)


def restore_value(request: Request, key: str) -> HttpResponse:
    """The value holds again."""
    row = queries.value_for(request.actor, key)
    tried(request, lambda: operations.restore_value(goal_value=row, by=request.actor, at=request.began_at))
    return go(request, "strategy:goal", row.goal.key)


def money(request: Request) -> HttpResponse:
    """The planned euros of every Jahresziel and year, beside the funds of the years."""
    town, today = request.actor.partnership, local_day(request.began_at)
    years = queries.planned_years(town, today)
    sums = {(row.goal_id, row.year): row.amount_eur for row in queries.planned(town)}
    listed = queries.goals(town)
    rows = [
        (goal, [sums.get((goal.pk, year)) for year in years] if goal.level == rules.OPERATIONAL else None)
        for goal in listed
        if goal.level != rules.GUIDING
    ]
    known = {one.year: one for one in queries.year_money(town)}
    context = {"rows": rows, "years": years, "sums": [known.get(year) for year in years]}
    return render(request, "strategy/money.html", context)


def plan_money(request: Request, year: str) -> HttpResponse:
    """The planned euros of one year."""
    town = request.actor.partnership
    if (
        not year.isascii()
        or not year.isdecimal()
        or int(year) not in queries.planned_years(town, local_day(request.began_at))
    ):
        raise Http404
    goals = queries.goals(town, level=rules.OPERATIONAL)
    form = forms.MoneyForm(request.POST or None, goals=goals, amounts=queries.planned_values(town, int(year)))

    def deed(**data: Value) -> None:
        operations.plan_money(year=int(year), by=request.actor, at=request.began_at, **data)

    title, done = gettext("Geld für {year} planen").format(year=year), gettext("Gespeichert.")
    more: Context = {"title": title, "available": _available(request, int(year)), "year": year, "goals": goals}
    return form_page(
        request, form, deed, back=("strategy:money",), page="strategy/plan_money.html", done=done, **more
    )


def _available(request: Request, year: int) -> Decimal:
    """What the funds of a year hold."""
    funds = queries.available(request.actor.partnership)
    return sum((amount for one, amount in funds if one == year), start=Decimal(0))
