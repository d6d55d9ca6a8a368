"""Telling the results of a call, and whether its money is sure."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.calls import forms, operations, queries
from aktionsplan.implementation.calls.states import APPLICATION
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.pages import DeedPage, by_key, go, tried
from aktionsplan.shared.words import mark


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


set_reservation = DeedPage(
    deed=operations.set_reservation,
    form=forms.ReservationForm,
    title=mark("Unter Vorbehalt stellen"),
    takes="call",
    thing=by_key(queries.call_for),
    back=lambda call: ("calls:call", call.key),
    more=lambda request, call: {
        "lead": gettext("Bis das Geld da ist, wird kein Bescheid geschrieben. Empfehlungen nennen den Vorbehalt.")
    },
)
lift_reservation = DeedPage(
    deed=operations.lift_reservation,
    form=forms.MoneyCameForm,
    title=mark("Das Geld ist da"),
    takes="call",
    thing=by_key(queries.call_for),
    back=lambda call: ("calls:call", call.key),
    more=lambda request, call: {
        "lead": gettext("Danach können Bescheide geschrieben werden. Wer empfohlen ist, bekommt eine E-Mail.")
    },
)
