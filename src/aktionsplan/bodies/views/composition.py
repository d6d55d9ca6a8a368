"""Pages of the composition: bodies, seats, holders, functions, rules of procedure."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies import forms, operations, queries, rules
from aktionsplan.bodies.models import Body
from aktionsplan.bodies.states import MEETING
from aktionsplan.bodies.views.mandates import group_context
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.forms import rules_form
from aktionsplan.partnership.queries import funds
from aktionsplan.partnership.rules import procedure, source_for
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import form_page, go, tried
from aktionsplan.shared.periods import local_day


def bodies(request: Request) -> HttpResponse:
    """Every body."""
    rows = [(body, rules.BODY_KINDS[body.kind]) for body in queries.bodies(request.actor.partnership)]
    return render(request, "bodies/bodies.html", {"rows": rows})


def all_meetings(request: Request) -> HttpResponse:
    """The meetings of all bodies: the reader's own coming ones, the others that come, those that were."""
    by, today = request.actor, local_day(request.began_at)
    own = queries.own_meetings(by, today)
    bodies = queries.bodies(by.partnership) if by.may("bodies.plan_meeting") else []
    context: Context = {"own": own, "bodies": bodies} | _meetings(request, None)
    mine = {row.pk for row in own}
    context["coming"] = [(row, word) for row, word in context["coming"] if row.pk not in mine]
    return render(request, "bodies/meetings.html", context)


def _meetings(request: Request, body: Body | None) -> Context:
    """Meetings that come and one page of those that were, of a body or of all."""
    seen, today = request.GET.get("nach", "")[:22], local_day(request.began_at)
    part = queries.past_meetings(request.actor.partnership, today, body, seen=seen)
    coming = [] if seen else queries.coming_meetings(request.actor.partnership, today, body)
    return {
        "coming": [(row, MEETING.words[row.state]) for row in coming],
        "past_meetings": [(row, MEETING.words[row.state]) for row in part.rows],
        "first": "?" if seen else "",
        "older": part.next and f"?nach={part.next}",
    }


def set_up(request: Request) -> HttpResponse:
    """A new body."""

    def deed(**data: Value) -> HttpResponse:
        body = operations.set_up(**data, by=request.actor, at=request.began_at)
        return go(request, "bodies:body", body.key)

    return form_page(
        request, forms.BodyForm(request.POST or None), deed, title=gettext("Gremium anlegen"), back=("bodies:bodies",)
    )


def body(request: Request, key: str) -> HttpResponse:
    """The composition of a body."""
    body, day = queries.body_for(request.actor, key), local_day(request.began_at)
    seats, in_force = queries.seats(body, day), queries.rules_of_body(body, day)
    voting = [seat for seat in seats if seat.voting]
    context = {
        "body": body,
        "kind": rules.BODY_KINDS[body.kind],
        "seats": seats,
        "voting": len(voting),
        "civil": sum(seat.side == "civil" for seat in voting),
        "members": None if body.kind in ("authority_network", "steering_committee") else queries.civil_in(seats),
        "problems": queries.composition_problems(seats, in_force.values),
        "absentees": queries.absentees(body, voting),
        "functions": [(row, rules.FUNCTIONS[row.function]) for row in queries.functions(body, day)],
        "rules": in_force,
        "funds": body.funds.all(),
        "names": request.actor.may("bodies.read_minutes"),
        "in_writing": in_force["circular_allowed"],
        "past": queries.past_holders(body, day),
    }
    return render(request, "bodies/body.html", context | _meetings(request, body) | group_context(request, body))


def add_seat(request: Request, key: str) -> HttpResponse:
    """A seat of a body."""
    body = queries.body_for(request.actor, key)

    def deed(**data: Value) -> HttpResponse:
        operations.add_seat(body=body, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:body", key)

    return form_page(
        request,
        forms.SeatForm(request.POST or None),
        deed,
        title=gettext("Sitz anlegen"),
        back=("bodies:body", key),
        done=gettext("Der Sitz ist angelegt."),
    )


def end_seat(request: Request, key: str) -> HttpResponse:
    """A seat that the body no longer has."""
    seat = queries.seat_for(request.actor, key)
    tried(
        request,
        lambda: operations.end_seat(seat=seat, by=request.actor, at=request.began_at),
        gettext("Der Sitz ist aufgehoben."),
    )
    return go(request, "bodies:body", seat.body.key)


def appoint(request: Request, key: str) -> HttpResponse:
    """A person on a seat."""
    seat = queries.seat_for(request.actor, key)

    def deed(**data: Value) -> HttpResponse:
        operations.appoint(seat=seat, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:body", seat.body.key)

    title = gettext("Sitz besetzen: {group}").format(group=seat.group)
    return form_page(
        request,
        forms.AppointForm(request.POST or None),
        deed,
        title=title,
        back=("bodies:body", seat.body.key),
        done=gettext("Die Person sitzt jetzt im Gremium."),
    )


def hand_over(request: Request, key: str) -> HttpResponse:
    """A seat goes from one person to the next."""
    holder = queries.holder_for(request.actor, key)

    def deed(**data: Value) -> HttpResponse:
        operations.hand_over(holder=holder, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:body", holder.seat.body.key)

    title = gettext("Nachfolge für {name}").format(name=holder.name)
    return form_page(
        request,
        forms.HandOverForm(request.POST or None),
        deed,
        title=title,
        back=("bodies:body", holder.seat.body.key),
        done=gettext("Die Nachfolge ist eingetragen."),
    )


def end_term(request: Request, key: str) -> HttpResponse:
    """Ends a term."""
    holder = queries.holder_for(request.actor, key)
    tried(
        request,
        lambda: operations.end_term(holder=holder, by=request.actor, at=request.began_at),
        gettext("Die Amtszeit ist beendet."),
    )
    return go(request, "bodies:body", holder.seat.body.key)


def commit_secrecy(request: Request, key: str) -> HttpResponse:
    """The commitment to secrecy is on file."""
    holder = queries.holder_for(request.actor, key)

    def deed(**data: Value) -> HttpResponse:
        operations.commit_secrecy(holder=holder, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:body", holder.seat.body.key)

    title = gettext("Verschwiegenheit: {name}").format(name=holder.name)
    return form_page(
        request,
        forms.SecrecyForm(request.POST or None),
        deed,
        title=title,
        back=("bodies:body", holder.seat.body.key),
        done=gettext("Die Verschwiegenheit ist festgehalten."),
    )


def consent(request: Request, key: str) -> HttpResponse:
    """The own consent to be named in public, or its end."""
    holder = queries.holder_for(request.actor, key)
    named = request.POST.get("named") == "1"
    text = (
        gettext("Ihr Name darf jetzt veröffentlicht werden.")
        if named
        else gettext("Ihr Name wird nicht mehr gezeigt.")
    )
    tried(
        request,
        lambda: operations.consent(holder=holder, named=named, by=request.actor, at=request.began_at),
        text,
    )
    return go(request, "bodies:body", holder.seat.body.key)


def name_function(request: Request, key: str) -> HttpResponse:
    """Who leads the body or writes its minutes."""
    body = queries.body_for(request.actor, key)
    people = queries.for_functions(body, local_day(request.began_at))

    def deed(function: str, account: str) -> HttpResponse:
        who = people[account]
        operations.name_function(
            body=body, function=function, account=who, name=who.name, by=request.actor, at=request.began_at
        )
        return go(request, "bodies:body", key)

    form = forms.FunctionForm(request.POST or None, people=people)
    title, done = gettext("Vorsitz oder Schriftführung eintragen"), gettext("Die Aufgabe ist eingetragen.")
    return form_page(request, form, deed, title=title, back=("bodies:body", key), done=done)


def end_function(request: Request, key: str) -> HttpResponse:
    """Ends a function in a body."""
    function = queries.function_for(request.actor, key)
    tried(
        request,
        lambda: operations.end_function(function=function, by=request.actor, at=request.began_at),
        gettext("Die Aufgabe ist beendet."),
    )
    return go(request, "bodies:body", function.body.key)


def assign_fund(request: Request, key: str) -> HttpResponse:
    """Which fund the body is asked about."""
    body = queries.body_for(request.actor, key)
    offered = {fund.code: fund.name for fund in reversed(funds(request.actor.partnership))}

    def deed(code: str, binding: str) -> HttpResponse:
        operations.assign_fund(body=body, code=code, binding=binding == "1", by=request.actor, at=request.began_at)
        return go(request, "bodies:body", key)

    form = forms.FundBodyForm(request.POST or None, funds=offered)
    title = gettext("Fonds: {name}").format(name=body.name)
    return form_page(request, form, deed, title=title, back=("bodies:body", key))


def release_fund(request: Request, key: str) -> HttpResponse:
    """The steering committee is asked about the fund again."""
    body = queries.body_for(request.actor, key)
    tried(
        request,
        lambda: operations.release_fund(
            body=body, code=request.POST.get("code", "")[:8], by=request.actor, at=request.began_at
        ),
        gettext("Über den Fonds entscheidet jetzt wieder der Begleitausschuss."),
    )
    return go(request, "bodies:body", key)


def procedures(request: Request) -> HttpResponse:
    """Every body with the rules it decides by: where whoever adopts rules begins."""
    day = local_day(request.began_at)
    rows = [(body, queries.rules_of_body(body, day)) for body in queries.bodies(request.actor.partnership)]
    return render(request, "bodies/procedures.html", {"rows": rows})


def procedure_page(request: Request, key: str) -> HttpResponse:
    """The rules of procedure of a body, each with its source, and a calculator to try them."""
    body, day = queries.body_for(request.actor, key), local_day(request.began_at)
    in_force = queries.rules_of_body(body, day)
    asked = {name: request.GET[name] for name in forms.TrialForm.base_fields if name in request.GET}
    trial = forms.TrialForm(asked or None, initial={"profile": "", **forms.TRIAL})
    land = request.actor.partnership.land
    context = {
        "body": body,
        "rules": in_force,
        "settings": [
            (setting.label, setting.shown(in_force[name]), source_for(setting.source, land))
            for name, setting in procedure.SETTINGS.items()
        ],
        "profiles": [(name, word) for name, (word, _values) in procedure.PROFILES.items()],
        "trial": trial,
        "verdict": trial.verdict(in_force.values) if asked and trial.is_valid() else None,
    }
    return render(request, "bodies/procedure.html", context)


def adopt_procedure(request: Request, key: str) -> HttpResponse:
    """A new version of the rules of procedure of a body, beginning from what is in force or from a profile."""
    body, day = queries.body_for(request.actor, key), local_day(request.began_at)
    profile = request.GET.get("profil", "")
    if profile and profile not in procedure.PROFILES:
        raise Http404
    start = procedure.profile_values(profile) if profile else queries.rules_of_body(body, day).values
    form = rules_form("procedure", start)(request.POST or None)

    def deed(title: str, valid_from: dt.date, **values: Value) -> HttpResponse:
        partnership.adopt_rules(
            kind="procedure",
            scope=body.key,
            title=title,
            valid_from=valid_from,
            values=values,
            by=request.actor,
            at=request.began_at,
        )
        return go(request, "bodies:procedure", key)

    title = gettext("Geschäftsordnung: {name}").format(name=body.name)
    return form_page(request, form, deed, title=title, back=("bodies:procedure", key))
