"""Pages of bodies: composition, meetings, agenda, decisions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from aktionsplan.bodies import forms, operations, queries, rules
from aktionsplan.bodies.states import ITEM, MEETING
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Refused


def _to(request: Request, name: str, **arguments: Any) -> HttpResponse:
    return redirect(f"bodies:{name}", town=request.actor.partnership.slug, **arguments)


def bodies(request: Request) -> HttpResponse:
    """Every body and its meetings."""
    partnership = request.actor.partnership
    rows = [(body, rules.BODY_KINDS[body.kind]) for body in queries.bodies(partnership)]
    meetings = [(meeting, MEETING.words[meeting.state]) for meeting in queries.meetings(partnership)]
    return render(request, "bodies/bodies.html", {"rows": rows, "meetings": meetings})


def set_up(request: Request) -> HttpResponse:
    """A new body."""
    form = forms.BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.set_up(**form.cleaned_data, by=request.actor, at=request.began_at)
            return _to(request, "body", key=made.key)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(request, "bodies/form.html", {"form": form, "title": gettext("Gremium anlegen")})


def body(request: Request, key: str) -> HttpResponse:
    """The composition of a body."""
    found = queries.body_for(request.actor, key)
    seats = queries.seats(found, local_day(request.began_at))
    voting = [seat for seat in seats if seat.voting]
    context = {
        "body": found,
        "kind": rules.BODY_KINDS[found.kind],
        "seats": seats,
        "sides": rules.SIDES,
        "capacities": rules.CAPACITIES,
        "voting": len(voting),
        "civil": sum(seat.side == "civil" for seat in voting),
        "civil_majority": rules.civil_majority(seat.side for seat in voting) or not voting,
        "meetings": [(m, MEETING.words[m.state]) for m in queries.meetings(request.actor.partnership, found)],
    }
    return render(request, "bodies/body.html", context)


def add_seat(request: Request, key: str) -> HttpResponse:
    """A seat of a body."""
    found, form = queries.body_for(request.actor, key), forms.SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.add_seat(body=found, **form.cleaned_data, by=request.actor, at=request.began_at)
        return _to(request, "body", key=key)
    return render(request, "bodies/form.html", {"form": form, "title": gettext("Sitz anlegen")})


def appoint(request: Request, key: str) -> HttpResponse:
    """A person on a seat."""
    seat, form = queries.seat_for(request.actor, key), forms.AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.appoint(seat=seat, **data, by=request.actor, at=request.began_at)
            return _to(request, "body", key=seat.body.key)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(
        request,
        "bodies/form.html",
        {"form": form, "title": gettext("Sitz besetzen: {group}").format(group=seat.group)},
    )


def end_term(request: Request, key: str) -> HttpResponse:
    """Ends a term."""
    holder = queries.holder_for(request.actor, key)
    try:
        operations.end_term(holder=holder, by=request.actor, at=request.began_at)
    except Refused as refused:
        messages.error(request, said(refused.problem))
    return _to(request, "body", key=holder.seat.body.key)


def plan_meeting(request: Request, key: str) -> HttpResponse:
    """A meeting of a body."""
    found, form = queries.body_for(request.actor, key), forms.MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = operations.plan_meeting(
            body=found, starts_at=data["starts_at"], place=data["place"], by=request.actor, at=request.began_at
        )
        return _to(request, "meeting", key=made.key)
    return render(request, "bodies/form.html", {"form": form, "title": gettext("Sitzung anlegen")})


def move_meeting(request: Request, key: str) -> HttpResponse:
    """Another time or place of a meeting."""
    found = queries.meeting_for(request.actor, key)
    form = forms.MeetingForm(request.POST or None, initial=forms.meeting_values(found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.move_meeting(
                meeting=found, starts_at=data["starts_at"], place=data["place"], by=request.actor, at=request.began_at
            )
            messages.success(request, gettext("Die Sitzung ist verlegt."))
            return _to(request, "meeting", key=key)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(request, "bodies/form.html", {"form": form, "title": gettext("Sitzung verlegen")})


def cancel_meeting(request: Request, key: str) -> HttpResponse:
    """A meeting that does not take place."""
    found = queries.meeting_for(request.actor, key)
    try:
        operations.cancel_meeting(meeting=found, by=request.actor, at=request.began_at)
        messages.success(request, gettext("Die Sitzung ist abgesagt."))
    except Refused as refused:
        messages.error(request, said(refused.problem))
    return _to(request, "meeting", key=key)


def take_off_agenda(request: Request, key: str) -> HttpResponse:
    """An undecided item leaves the agenda."""
    found = queries.item_for(request.actor, key)
    try:
        operations.take_off_agenda(item=found, by=request.actor, at=request.began_at)
        messages.success(request, gettext("Der Punkt steht nicht mehr auf der Tagesordnung."))
    except Refused as refused:
        messages.error(request, said(refused.problem))
    return _to(request, "meeting", key=found.meeting.key)


def _agenda_rows(meeting) -> list[dict]:
    return [
        {
            "item": item,
            "state": ITEM.words[item.state],
            "kind": rules.KINDS[item.decision.kind] if item.state == "decided" else "",
            "decision": item.decision if item.state == "decided" else None,
        }
        for item in queries.agenda(meeting)
    ]


def meeting(request: Request, key: str) -> HttpResponse:
    """A meeting with its agenda."""
    found = queries.meeting_for(request.actor, key)
    context = {
        "meeting": found,
        "state": MEETING.words[found.state],
        "rows": _agenda_rows(found),
        "begun": found.starts_at <= request.began_at,
    }
    return render(request, "bodies/meeting.html", context)


def item(request: Request, key: str) -> HttpResponse:
    """One item with its decision."""
    found = queries.item_for(request.actor, key)
    decision = found.decision if found.state == "decided" else None
    relations = queries.relations(found, request.actor, local_day(found.meeting.starts_at))
    closed = request.actor.problem("bodies.read_minutes", relations)
    context = {
        "closed": closed,
        "item": found,
        "rows": _agenda_rows(found.meeting),
        "decision": decision,
        "kinds": rules.KINDS,
        "verdict": queries.explained(decision) if decision else None,
        "attendance": rules.ATTENDANCE,
        "presences": queries.presence_rows(decision) if decision and closed is None else [],
        "approving": bool(decision) and decision.kind in rules.APPROVING,
        "kind": rules.KINDS[decision.kind] if decision else "",
        "begun": found.meeting.starts_at <= request.began_at,
        "about": found.reference.removeprefix("application:") if found.reference.startswith("application:") else "",
    }
    return render(request, "bodies/item.html", context)


def record_decision(request: Request, key: str) -> HttpResponse:
    """Records what the body decided."""
    found = queries.item_for(request.actor, key)
    places = queries.places(found, local_day(found.meeting.starts_at))
    form = forms.DecisionForm(request.POST or None, places=places, initial={"amount_eur": found.requested_eur})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names = (
            "motion",
            "yes",
            "no",
            "abstain",
            "invalid",
            "amount_eur",
            "conditions",
            "reason",
            "override",
            "recusal_reason",
        )
        vote = operations.Vote(attendance=form.attendance, **{name: data[name] for name in names})
        try:
            operations.record_decision(item=found, vote=vote, by=request.actor, at=request.began_at)
            return _to(request, "item", key=key)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(
        request,
        "bodies/decision_form.html",
        {"form": form, "item": found, "rows": _agenda_rows(found.meeting), "capacities": rules.CAPACITIES},
    )
