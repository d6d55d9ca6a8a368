"""Where a club begins: its applications, the open calls, a new draft."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render

from aktionsplan.development.participation.models import Idea
from aktionsplan.implementation.calls import forms, queries
from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.implementation.calls.operations import drafts
from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import own_organisations
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.pages import sent
from aktionsplan.shared.periods import local_day


def _today(request: Request) -> dt.date:
    return local_day(request.began_at)


def own(request: Request) -> HttpResponse:
    """The sponsor's applications and the open calls; whoever comes from a call on the portal goes on to it."""
    calls = queries.open_calls(request.actor.partnership, _today(request))
    wanted, idea = request.GET.get("aufruf", ""), request.GET.get("idee", "")[:22]
    if request.actor.may("applications.start") and any(call.key == wanted for call in calls):
        return redirect("calls:own_start", town=request.actor.partnership.slug, key=wanted)
    applications = (
        queries.own_applications(request.actor, _today(request)) if request.actor.may("applications.view_own") else []
    )
    rows = [
        {"application": row, "state": queries.state_for_sponsor(row), "granted": queries.is_granted(row)}
        for row in applications
    ]
    chosen = queries.ideas_to_build_on(request.actor.partnership).filter(key=idea).first() if idea else None
    back = quote(f"{request.path}?idee={chosen.key}" if chosen else request.path)
    context = {"rows": rows, "calls": calls, "idea": chosen, "register_back": back}
    return render(request, "calls/own.html", context)


def start(request: Request, key: str) -> HttpResponse:
    """Begins an application for a call."""
    call = queries.call_for(request.actor, key)
    organisations = own_organisations(request.actor, _today(request))
    named = request.POST.get("idea", request.GET.get("idee", ""))[:22]
    ideas = {row.key: row for row in queries.offered_ideas(request.actor.partnership, named)}
    form = _start_form(request, organisations, ideas.values())

    def deed(organisation: str, idea: str = "") -> Application:
        chosen = next(row for row in organisations if row.key == organisation)
        took = ideas.get(idea)
        return drafts.start(call=call, organisation=chosen, idea=took, by=request.actor, at=request.began_at)

    if (application := sent(request, form, deed)) is not None:
        return redirect("calls:own_step", town=request.actor.partnership.slug, key=application.key, step=1)
    context = {"form": form, "call": call, "organisations": organisations, "draft": _draft(request, call)}
    return render(request, "calls/start.html", context)


def _draft(request: Request, call: Call) -> Application | None:
    """What the person has begun for this call already."""
    rows = queries.own_applications(request.actor, _today(request))
    return next((row for row in rows if row.call_id == call.pk and row.state == "draft"), None)


def _start_form(request: Request, organisations: Iterable[Organisation], ideas: Iterable[Idea]) -> forms.StartForm:
    """For whom the application is, and on which idea it builds; the address may name one."""
    return forms.StartForm(
        request.POST or None,
        initial={"idea": request.GET.get("idee", "")[:22]},
        organisations=[(row.key, row.name) for row in organisations],
        ideas=[(row.key, row.title) for row in ideas],
    )
