"""Pages of retention: what is due, what the archive was offered, and the release of the deletion."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from aktionsplan.desk.forms import OfferForm
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.pages import form_page, go, seen_on, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.retention import operations
from aktionsplan.shared.retention.queries import offer_for, offer_values, released_parts, retentions, waiting
from aktionsplan.shared.retention.rules import ANSWERS

OVERVIEW = ("desk:retention",)


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
    known = {name: getattr(row.offer, name) for name in ("offered_on", "answer", "note")} if row.offer else {}
    form = OfferForm(request.POST or None, initial={"offered_on": today} | known)
    deed = partial(operations.offer, retention=retention, by=request.actor, at=request.began_at)
    page, done = "desk/retention_offer.html", gettext("Das Angebot an das Archiv ist festgehalten.")
    return form_page(request, form, deed, back=OVERVIEW, page=page, done=done, row=row)


def release(request: Request, key: str) -> HttpResponse:
    """Releases the deletion of what an offer covers, after the person has seen how much it is."""
    offer = offer_for(request.actor.partnership, key)
    if request.method == "POST":
        details = {"offer": offer, "seen": seen_on(request), "by": request.actor, "at": request.began_at}
        gone = tried(request, partial(operations.release_deletion, **details))
        if gone is None:
            return go(request, "desk:retention_release", key)
        text = ngettext("{n} Akte ist gelöscht.", "{n} Akten sind gelöscht.", gone).format(n=gone)
        messages.success(request, text)
        return go(request, *OVERVIEW)
    context = {"offer": offer, "seen": seal(offer_values(offer)), "word": released_parts(offer.retention)[0].word}
    return render(request, "desk/retention_release.html", context)
