"""What goes out before a meeting and what stays after it: invitation, calendar file, minutes."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies import forms, queries, rules
from aktionsplan.bodies.documents.minutes import MinutesLetter, minutes_letter, restored
from aktionsplan.bodies.models import Meeting, Minutes
from aktionsplan.bodies.operations import invitations, minutes
from aktionsplan.bodies.states import MINUTES
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.calendars import calendar_file
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.documents.queries import documents_about
from aktionsplan.shared.documents.typesetting import render as render_pdf
from aktionsplan.shared.files.responses import attach, respond
from aktionsplan.shared.pages import form_page, go, seen_on, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Forbidden


def invitation(request: Request, key: str) -> HttpResponse:
    """Who was invited when and how, and who was not in time; names are for those who read minutes."""
    found = queries.meeting_for(request.actor, key)
    if problem := request.actor.problem("bodies.read_minutes"):
        raise Forbidden(problem)
    day = local_day(found.starts_at)
    called = queries.called(found)
    sent = {row.holder_id: row for row in queries.invitations(found) if row.kind != "cancel"}
    people = [holder for seat in queries.seats(found.body, day) for holder in seat.present_holders]
    context = {
        "meeting": found,
        "rows": [(h, sent.get(h.pk), h.pk in called) for h in people],
        "ways": rules.INVITED_BY,
        "last": queries.last_day_to_invite(found),
        "document": next(reversed(_letters(found, "invitation")), None),
        "early": local_day(request.began_at) <= queries.last_day_to_invite(found),
    }
    return render(request, "bodies/invitation.html", context)


def invite(request: Request, key: str) -> HttpResponse:
    """Sends the invitation to everybody with an account."""
    found = queries.meeting_for(request.actor, key)
    tried(
        request,
        lambda: invitations.invite(meeting=found, by=request.actor, at=request.began_at),
        gettext("Die Einladungen sind unterwegs."),
    )
    return go(request, "bodies:invitation", key)


def record_invitation(request: Request, key: str) -> HttpResponse:
    """Notes an invitation by post or by hand."""
    found = queries.meeting_for(request.actor, key)
    if "person" not in request.GET:
        return go(request, "bodies:invitation", key)
    holder = queries.holder_for(request.actor, request.GET["person"])

    def deed(**data: Any) -> HttpResponse:
        invitations.record_invitation(meeting=found, holder=holder, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:invitation", key)

    title = gettext("Einladung festhalten: {name}").format(name=holder.name)
    return form_page(
        request,
        forms.InvitedForm(request.POST or None),
        deed,
        title=title,
        back=("bodies:invitation", key),
        done=gettext("Die Einladung ist festgehalten."),
    )


def _letters(meeting: Meeting, kind: str) -> list[Any]:
    rows = documents_about(meeting.partnership, [f"meeting:{meeting.key}"])
    return [row for row in rows if row.kind == kind]


def invitation_file(request: Request, key: str) -> HttpResponse:
    """The invitation as PDF, as it was sent last."""
    letters = _letters(queries.meeting_for(request.actor, key), "invitation")
    if not letters:
        raise Http404
    return respond(letters[-1].file, name=letters[-1].title)


def invitation_preview(request: Request, key: str) -> HttpResponse:
    """The invitation as it would go out now; nothing is kept."""
    found = queries.meeting_for(request.actor, key)
    content = render_pdf("invitation", invitations.draft_of(found, request.began_at), at=request.began_at)
    return attach(content, name="vorschau.pdf", content_type="application/pdf")


def calendar(request: Request, key: str) -> HttpResponse:
    """The meeting as a calendar file."""
    found = queries.meeting_for(request.actor, key)
    text = calendar_file(invitations.event_of(found, request.began_at))
    return attach(text.encode(), name="sitzung.ics", content_type="text/calendar; charset=utf-8")


def _kept_out(request: Request, meeting: Meeting) -> set[str]:
    """Numbers of the items from which the reader is kept out."""
    day = local_day(meeting.starts_at)
    found = set()
    for row in queries.numbered(queries.agenda(meeting)):
        row.item.meeting = meeting
        if "not_recused" not in queries.relations(row.item, request.actor, day):
            found.add(row.number)
    return found


def _signing(meeting: Meeting, day: dt.date) -> set[bool]:
    """Whether somebody signs for the chair (True) and somebody as secretary (False)."""
    return {place != "secretary" for places in queries.signers(meeting, day).values() for place in places}


def _letter(meeting: Meeting, held: Minutes | None, *, internal: bool) -> MinutesLetter:
    """The minutes as they were signed, or as they stand."""
    signed = (held.internal if internal else held.public) if held else None
    return restored(signed.data) if signed else minutes_letter(meeting, internal=internal)


def _noted(request: Request, meeting: Meeting, held: Minutes | None, closed: set[str]) -> list[tuple[str, str]]:
    """Number and key of each item to which this person may still add a note."""
    day = local_day(request.began_at)
    relations = queries.to_body(meeting.body, request.actor, day) | queries.to_sign(meeting, request.actor, day)
    if not request.actor.may("bodies.write_minutes", relations) or (held and held.state != MINUTES.initial):
        return []
    rows = queries.numbered(queries.agenda(meeting))
    return [(row.number, row.item.key) for row in rows if row.number not in closed]


def note_item(request: Request, key: str) -> HttpResponse:
    """What the minutes say of an item, until they are signed; closed for whoever is kept out of it."""
    found = queries.item_for(request.actor, key)
    day, meeting = local_day(request.began_at), found.meeting
    writes = queries.to_body(meeting.body, request.actor, day) | queries.to_sign(meeting, request.actor, day)
    reads = queries.relations(found, request.actor, local_day(meeting.starts_at))
    problem = request.actor.problem("bodies.write_minutes", writes)
    if problem := problem or request.actor.problem("bodies.read_minutes", reads):
        raise Forbidden(problem)

    def deed(**data: Any) -> HttpResponse:
        minutes.note_item(item=found, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:record", found.meeting.key)

    form = forms.NoteForm(request.POST or None, initial={"note": found.note, "seen": found.note})
    title = gettext("Notiz: {title}").format(title=found.title)
    done = gettext("Die Notiz ist gespeichert.")
    return form_page(request, form, deed, title=title, back=("bodies:record", meeting.key), done=done)


def record(request: Request, key: str) -> HttpResponse:
    """The minutes as a page: the accessible main form of both documents."""
    found = queries.meeting_for(request.actor, key)
    held = Minutes.objects.filter(meeting=found).prefetch_related("corrections").first()
    internal = request.actor.may(
        "bodies.read_minutes",
        queries.of_body(found.body, request.actor, local_day(found.starts_at)) | {"not_recused"},
    )
    closed = _kept_out(request, found) if internal else set()
    letter = _letter(found, held, internal=internal)
    shown = {entry.number: entry for entry in _letter(found, held, internal=False).entries} if closed else {}
    entries = tuple(shown[entry.number] if entry.number in closed else entry for entry in letter.entries)
    signs = request.actor.may(
        "bodies.sign_minutes", queries.to_sign(found, request.actor, local_day(request.began_at))
    )
    context = {
        "meeting": found,
        "minutes": held,
        "state": MINUTES.words[held.state if held else MINUTES.initial],
        "letter": replace(letter, entries=entries),
        "signs": signs and found.state == "held",
        "seen": seal({"digest": minutes.digest_of_letter(letter)}) if signs and internal else "",
        "signed_by_me": held is not None and request.actor.reference in (held.chair, held.secretary),
        "signatures": minutes.signatures_of(held) if held and internal else (),
        "nobody": found.state == "held" and len(_signing(found, local_day(request.began_at))) < 2,
        "repeated": found.items.filter(state="to_be_repeated").exists() and held is not None,
        "correction": forms.CorrectionForm(),
        "whole": internal and not closed,
        "inside": internal,
        "noted": _noted(request, found, held, closed),
    }
    return render(request, "bodies/record.html", context)


def sign(request: Request, key: str) -> HttpResponse:
    """The own signature; after a fresh confirmation the way leads back to the minutes."""
    found = queries.meeting_for(request.actor, key)
    if request.method != "POST":
        messages.info(request, gettext("Sie haben sich bestätigt. Unterschreiben Sie jetzt unten auf dieser Seite."))
        return go(request, "bodies:record", key)
    tried(
        request,
        lambda: minutes.sign_minutes(meeting=found, seen=seen_on(request), by=request.actor, at=request.began_at),
        gettext("Sie haben unterschrieben."),
    )
    return go(request, "bodies:record", key)


def reopen(request: Request, key: str) -> HttpResponse:
    """The first signature is taken back; after a fresh confirmation the way leads back to the minutes."""
    found = queries.meeting_for(request.actor, key)
    if request.method != "POST":
        messages.info(request, gettext("Sie haben sich bestätigt. Nehmen Sie die Unterschrift jetzt zurück."))
        return go(request, "bodies:record", key)
    tried(
        request,
        lambda: minutes.reopen_minutes(meeting=found, by=request.actor, at=request.began_at),
        gettext("Die Unterschrift ist zurückgenommen."),
    )
    return go(request, "bodies:record", key)


def correct(request: Request, key: str) -> HttpResponse:
    """A correction beside signed minutes."""
    found = queries.meeting_for(request.actor, key)

    def deed(text: str) -> HttpResponse:
        minutes.correct_minutes(meeting=found, text=text, by=request.actor, at=request.began_at)
        return go(request, "bodies:record", key)

    return form_page(
        request,
        forms.CorrectionForm(request.POST or None),
        deed,
        title=gettext("Niederschrift berichtigen"),
        back=("bodies:record", key),
        done=gettext("Die Berichtigung steht bei der Niederschrift."),
    )


def record_file(request: Request, key: str, kind: str) -> HttpResponse:
    """The signed minutes as PDF: internal for whoever is kept out of nothing, public for everybody inside."""
    found = queries.meeting_for(request.actor, key)
    if kind not in ("intern", "oeffentlich"):
        raise Http404
    internal = kind == "intern"
    if internal:
        relations = queries.of_body(found.body, request.actor, local_day(found.starts_at))
        relations |= frozenset() if _kept_out(request, found) else frozenset({"not_recused"})
        if problem := request.actor.problem("bodies.read_minutes", relations):
            raise Forbidden(problem)
    letters = _letters(found, "minutes" if internal else "public_minutes")
    if not letters:
        raise Http404
    return respond(letters[-1].file, name=letters[-1].title)
