"""Pages of retention: what is due, what the archive was offered, and the release of the deletion."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from aktionsplan.desk.forms import OfferForm
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.retention import operations
from aktionsplan.shared.retention.queries import offer_for, retentions, waiting
from aktionsplan.shared.retention.rules import ANSWERS
from aktionsplan.shared.words import Refused


def overview(request: Request) -> HttpResponse:
    """What goes by release with its stand, and what goes by itself after how long."""
    rows = waiting(request.actor.partnership, local_day(request.began_at))
    context = {
        "rows": [(row, ANSWERS[row.offer.answer] if row.offer else "") for row in rows],
        "alone": [part for part in retentions() if not part.released],
    }
    return render(request, "desk/retention.html", context)


def offer(request: Request, retention: str) -> HttpResponse:
    """Notes the offer to the archive and its answer."""
    today = local_day(request.began_at)
    row = next((row for row in waiting(request.actor.partnership, today) if row.retention == retention), None)
    if row is None:
        raise Http404
    known = (
        {"offered_on": row.offer.offered_on, "answer": row.offer.answer, "note": row.offer.note} if row.offer else {}
    )
    form = OfferForm(request.POST or None, initial={"offered_on": today} | known)
    if request.method == "POST" and form.is_valid():
        try:
            operations.offer(retention=retention, **form.cleaned_data, by=request.actor, at=request.began_at)
            messages.success(request, gettext("Das Angebot an das Archiv ist festgehalten."))
            return redirect("desk:retention", town=request.actor.partnership.slug)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(request, "desk/retention_offer.html", {"form": form, "row": row})


def release(request: Request, key: str) -> HttpResponse:
    """Releases the deletion of what an offer covers, after the person has seen how much it is."""
    offer = offer_for(request.actor.partnership, key)
    row = next(
        (
            row
            for row in waiting(request.actor.partnership, local_day(request.began_at))
            if row.retention == offer.retention
        ),
        None,
    )
    problem = None
    if request.method == "POST":
        try:
            gone = operations.release_deletion(offer=offer, by=request.actor, at=request.began_at)
            text = ngettext("{n} Eintrag ist gelöscht.", "{n} Einträge sind gelöscht.", gone).format(n=gone)
            messages.success(request, text)
            return redirect("desk:retention", town=request.actor.partnership.slug)
        except Refused as refused:
            problem = refused.problem
    return render(request, "desk/retention_release.html", {"offer": offer, "row": row, "problem": problem})
