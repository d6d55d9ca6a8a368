"""Telling the results of a call, and whether its money is sure."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.calls import forms, operations, queries
from aktionsplan.implementation.calls.states import APPLICATION
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.pages import form_page, go, tried


def results(request: Request, key: str) -> HttpResponse:
    """What the applicants of a call learn next."""
    call = queries.call_for(request.actor, key)
    rows = [(row, APPLICATION.words[row.state]) for row in queries.to_announce(call)]
    return render(request, "calls/results.html", {"call": call, "rows": rows, "undecided": queries.undecided(call)})


def announce(request: Request, key: str) -> HttpResponse:
    """Tells each applicant in one mail."""
    call = queries.call_for(request.actor, key)
    deed = partial(operations.announce, call=call, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Die Ergebnisse sind bekannt gegeben."))
    return go(request, "calls:results", key)


def set_reservation(request: Request, key: str) -> HttpResponse:
    """Puts the call under the reservation that its money comes."""
    call = queries.call_for(request.actor, key)

    def deed(**fields: str) -> None:
        operations.set_reservation(call=call, **fields, by=request.actor, at=request.began_at)

    title = gettext("Unter Vorbehalt stellen")
    lead = gettext("Bis das Geld da ist, wird kein Bescheid geschrieben. Empfehlungen nennen den Vorbehalt.")
    form, back = forms.ReservationForm(request.POST or None), ("calls:call", key)
    return form_page(request, form, deed, title=title, lead=lead, back=back, page="parts/deed.html")


def lift_reservation(request: Request, key: str) -> HttpResponse:
    """The second release: the money has come."""
    call = queries.call_for(request.actor, key)

    def deed(**fields: str) -> None:
        operations.lift_reservation(call=call, **fields, by=request.actor, at=request.began_at)

    title = gettext("Das Geld ist da")
    lead = gettext("Danach können Bescheide geschrieben werden. Wer empfohlen ist, bekommt eine E-Mail.")
    form, back = forms.MoneyCameForm(request.POST or None), ("calls:call", key)
    return form_page(request, form, deed, title=title, lead=lead, back=back, page="parts/deed.html")
