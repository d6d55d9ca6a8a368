"""What goes out before a meeting and what stays after it: invitation, calendar file, minutes."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies import forms, queries, rules
from aktionsplan.bodies.documents.minutes import MinutesLetter, minutes_letter, restored
from aktionsplan.bodies.models import AgendaItem, Meeting, Minutes
from aktionsplan.bodies.operations import invitations, minutes
from aktionsplan.bodies.states import MINUTES
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.calendars import calendar_file
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.queries import documents_about
from aktionsplan.shared.documents.typesetting import render as render_pdf
from aktionsplan.shared.files.responses import attach, respond
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.pages import form_page, go, seen_on, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Forbidden


def invitation(request: Request, key: str) -> HttpResponse:
    """Who was invited when and how, and who was not in time; names are for those who read minutes."""
    meeting = queries.meeting_for(request.actor, key)
    if problem := request.actor.problem("bodies.read_minutes"):
        raise Forbidden(problem)
    day = local_day(meeting.starts_at)
    called = queries.called(meeting)
    sent = {row.holder_id: row for row in queries.invitations(meeting) if row.kind != "cancel"}
    people = [holder for seat in queries.seats(meeting.body, day) for holder in seat.present_holders]
    context = {
        "meeting": meeting,
        "rows": [(h, sent.get(h.pk), h.pk in called) for h in people],
        "ways": rules.INVITED_BY,
        "last": queries.last_day_to_invite(meeting),
        "document": next(reversed(_letters(meeting, "invitation")), None),
        "early": local_day(request.began_at) <= queries.last_day_to_invite(meeting),
    }
    return render(request, "bodies/invitation.html", context)


def invite(request: Request, key: str) -> HttpResponse:
    """Sends the invitation to everybody with an account."""
    meeting = queries.meeting_for(request.actor, key)
    tried(
        request,
        lambda: invitations.invite(meeting=meeting, by=request.actor, at=request.began_at),
        gettext("Die Einladungen sind unterwegs."),
    )
    return go(request, "bodies:invitation", key)


def record_invitation(request: Request, key: str) -> HttpResponse:
    """Notes an invitation by post or by hand."""
    meeting = queries.meeting_for(request.actor, key)
    if "person" not in request.GET:
        return go(request, "bodies:invitation", key)
    holder = queries.holder_for(request.actor, request.GET["person"])

    def deed(**data: Value) -> HttpResponse:
        invitations.record_invitation(meeting=meeting, holder=holder, **data, by=request.actor, at=request.began_at)
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


def _letters(meeting: Meeting, kind: str) -> list[Document]:
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
    meeting = queries.meeting_for(request.actor, key)
    content = render_pdf("invitation", invitations.draft_of(meeting, request.began_at), at=request.began_at)
    return attach(content, name="vorschau.pdf", content_type="application/pdf")


def calendar(request: Request, key: str) -> HttpResponse:
    """The meeting as a calendar file."""
    meeting = queries.meeting_for(request.actor, key)
    text = calendar_file(invitations.event_of(meeting, request.began_at))
    return attach(text.encode(), name="sitzung.ics", content_type="text/calendar; charset=utf-8")


def _kept_out(request: Request, meeting: Meeting, agenda: list[AgendaItem]) -> set[str]:
    """Numbers of the items from which the reader is kept out."""
    rows = queries.numbered(agenda)
    out = queries.kept_out_of([row.item for row in rows], request.actor, local_day(meeting.starts_at))
    return {row.number for row in rows if row.item.pk in out}


def _letter(
    meeting: Meeting, record: Minutes | None, *, internal: bool, agenda: Sequence[AgendaItem] = ()
) -> MinutesLetter:
    """The minutes as they were signed, or as they stand."""
    signed = (record.internal if internal else record.public) if record else None
    return restored(signed.data) if signed else minutes_letter(meeting, internal=internal, agenda=agenda)


def _noted(agenda: list[AgendaItem], kept: Minutes | None, closed: set[str]) -> dict[str, str]:
    """The key of each item to which a note may still be added, by its number."""
    if kept and kept.state != MINUTES.initial:
        return {}
    return {row.number: row.item.key for row in queries.numbered(agenda) if row.number not in closed}


def _nobody_signs(signers: dict[int, frozenset[str]]) -> bool:
    """Whether nobody is left who signs for the chair, or nobody who signs as secretary."""
    duties = {duty for duties in signers.values() for duty in duties}
    return "secretary" not in duties or not duties - {"secretary"}


def note_item(request: Request, key: str) -> HttpResponse:
    """What the minutes say of an item, until they are signed; closed for whoever is kept out of it."""
    item = queries.item_for(request.actor, key)
    day, meeting = local_day(request.began_at), item.meeting
    writes = queries.to_body(meeting.body, request.actor, day) | queries.to_sign(meeting, request.actor, day)
    reads = queries.relations(item, request.actor, local_day(meeting.starts_at))
    problem = request.actor.problem("bodies.write_minutes", writes)
    if problem := problem or request.actor.problem("bodies.read_minutes", reads):
        raise Forbidden(problem)

    def deed(**data: Value) -> HttpResponse:
        minutes.note_item(item=item, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:record", item.meeting.key)

    form = forms.NoteForm(request.POST or None, initial={"note": item.note, "seen": item.note})
    title = gettext("Notiz: {title}").format(title=item.title)
    done = gettext("Die Notiz ist gespeichert.")
    return form_page(request, form, deed, title=title, back=("bodies:record", meeting.key), done=done)


def record(request: Request, key: str) -> HttpResponse:
    """The minutes as a page: the accessible main form of both documents."""
    meeting = queries.meeting_for(request.actor, key, "record")
    kept_minutes: Minutes | None = getattr(meeting, "record", None)
    internal = request.actor.may(
        "bodies.read_minutes",
        queries.of_body(meeting.body, request.actor, local_day(meeting.starts_at)) | {"not_recused"},
    )
    is_written = kept_minutes is not None and kept_minutes.internal_id is not None
    agenda = queries.agenda(meeting) if is_written else queries.told_agenda(meeting)
    closed = _kept_out(request, meeting, agenda) if internal else set()
    letter = _letter(meeting, kept_minutes, internal=internal, agenda=agenda)
    public = _letter(meeting, kept_minutes, internal=False, agenda=agenda) if closed else None
    shown = {entry.number: entry for entry in public.entries} if public else {}
    entries = tuple(shown[entry.number] if entry.number in closed else entry for entry in letter.entries)
    today = local_day(request.began_at)
    signers = queries.signers(meeting, today)
    relations = queries.to_body(meeting.body, request.actor, today) | queries.signing(signers, request.actor)
    signs = request.actor.may("bodies.sign_minutes", relations)
    noted = _noted(agenda, kept_minutes, closed) if request.actor.may("bodies.write_minutes", relations) else {}
    context = {
        "meeting": meeting,
        "minutes": kept_minutes,
        "state": MINUTES.words[kept_minutes.state if kept_minutes else MINUTES.initial],
        "letter": replace(letter, entries=entries),
        "signs": signs and meeting.state == "held",
        "seen": seal({"digest": minutes.digest_of_letter(letter)}) if signs and internal else "",
        "signed_by_me": kept_minutes is not None
        and request.actor.reference in (kept_minutes.chair, kept_minutes.secretary),
        "signatures": minutes.signatures_of(kept_minutes) if kept_minutes and internal else (),
        "nobody": meeting.state == "held" and _nobody_signs(signers),
        "repeated": kept_minutes is not None and any(item.state == "to_be_repeated" for item in agenda),
        "correction": forms.CorrectionForm(),
        "whole": internal and not closed,
        "inside": internal,
        "entries": [(entry, noted.get(entry.number, "")) for entry in entries],
    }
    return render(request, "bodies/record.html", context)


def sign(request: Request, key: str) -> HttpResponse:
    """The own signature; after a fresh confirmation the way leads back to the minutes."""
    meeting = queries.meeting_for(request.actor, key)
    if request.method != "POST":
        messages.info(request, gettext("Sie haben sich bestätigt. Unterschreiben Sie jetzt unten auf dieser Seite."))
        return go(request, "bodies:record", key)
    tried(
        request,
        lambda: minutes.sign_minutes(meeting=meeting, seen=seen_on(request), by=request.actor, at=request.began_at),
        gettext("Sie haben unterschrieben."),
    )
    return go(request, "bodies:record", key)


def reopen(request: Request, key: str) -> HttpResponse:
    """The first signature is taken back; after a fresh confirmation the way leads back to the minutes."""
    meeting = queries.meeting_for(request.actor, key)
    if request.method != "POST":
        messages.info(request, gettext("Sie haben sich bestätigt. Nehmen Sie die Unterschrift jetzt zurück."))
        return go(request, "bodies:record", key)
    tried(
        request,
        lambda: minutes.reopen_minutes(meeting=meeting, by=request.actor, at=request.began_at),
        gettext("Die Unterschrift ist zurückgenommen."),
    )
    return go(request, "bodies:record", key)


def correct(request: Request, key: str) -> HttpResponse:
    """A correction beside signed minutes."""
    meeting = queries.meeting_for(request.actor, key)

    def deed(text: str) -> HttpResponse:
        minutes.correct_minutes(meeting=meeting, text=text, by=request.actor, at=request.began_at)
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
    meeting = queries.meeting_for(request.actor, key)
    if kind not in ("intern", "oeffentlich"):
        raise Http404
    internal = kind == "intern"
    if internal:
        relations = queries.of_body(meeting.body, request.actor, local_day(meeting.starts_at))
        relations |= (
            frozenset() if _kept_out(request, meeting, queries.agenda(meeting)) else frozenset({"not_recused"})
        )
        if problem := request.actor.problem("bodies.read_minutes", relations):
            raise Forbidden(problem)
    letters = _letters(meeting, "minutes" if internal else "public_minutes")
    if not letters:
        raise Http404
    return respond(letters[-1].file, name=letters[-1].title)
