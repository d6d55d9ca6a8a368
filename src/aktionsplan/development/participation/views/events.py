"""Pages about events for those inside: announced, counted, their results given a place."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis.queries import citable_findings, finding_for, theme_choices
from aktionsplan.development.participation import documents, operations, queries, rules
from aktionsplan.development.participation.forms import events as forms
from aktionsplan.development.participation.models import Event, EventResult
from aktionsplan.development.participation.states import EVENT
from aktionsplan.follow_up.queries import of_origin
from aktionsplan.follow_up.states import FOLLOW_UP
from aktionsplan.follow_up.views import agree
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.files.accept import accept
from aktionsplan.shared.files.responses import attach, respond
from aktionsplan.shared.kinds import Context, Foreign, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, address, by_key, form_page, go, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import link
from aktionsplan.shared.words import Phrase, mark

EVENTS = ("participation:events",)
LIST = Listing(
    title=mark("Veranstaltungen"),
    rows=queries.events,
    order=Order("-starts_at"),
    found=queries.events_called,
    file="participation:event_file",
    older=mark("Frühere Veranstaltungen"),
    empty=(mark("Noch keine Veranstaltung"), mark("Laden Sie zu einer Werkstatt ein: Dort entsteht der Plan.")),
    choices=(
        Choice("art", "kind", mark("Nach Art"), rules.EVENT_KINDS, chips=True),
        Choice("stand", "state", mark("Nach Stand"), EVENT.words),
    ),
    columns=(
        Column(mark("Veranstaltung"), lambda row: row.title, link="participation:event"),
        Column(mark("Art"), lambda row: Phrase(rules.EVENT_KINDS[row.kind])),
        Column(mark("Wann"), lambda row: row.starts_at, order="starts_at"),
        Column(mark("Ort"), lambda row: row.town),
        Column(mark("Offene Ergebnisse"), lambda row: row.open_results, number=True),
        Column(mark("Stand"), lambda row: Phrase(EVENT.words[row.state])),
    ),
)


def events(request: Request) -> HttpResponse:
    """Every event of the town."""
    return list_page(request, LIST, "participation/events.html")


def event_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the events that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def event(request: Request, key: str) -> HttpResponse:
    """An event: what is announced, how many come, what came of it, who was there."""
    row = queries.event_for(request.actor, key)
    results = list(row.results.all())
    waiting = [one for one in results if one.state == "open"]
    context = {
        "event": row,
        "word": EVENT.words[row.state],
        "kind": rules.EVENT_KINDS[row.kind],
        "room_shown": "" if row.at_risk else rules.ROOM_SHOWN[row.room_shown],
        "where": queries.place_for(request.actor, row),
        "results": [_result_row(one, request) for one in results],
        "next": waiting[0] if waiting else None,
        "open_results": len(waiting),
        "outcomes": queries.outcomes(row),
        "votes": row.votes.all(),
        "past": row.starts_at <= request.began_at and row.state in ("draft", "open"),
        "announced": queries.was_announced(row),
    }
    return render(request, "participation/event.html", context | _counts(request, row) | _invited(request, row))


def _invited(request: Request, row: Event) -> Context:
    """How many contacts were invited and came, and the steps agreed there."""
    rows = queries.invitations(row) if request.actor.may("participation.invite_contacts") else []
    steps = of_origin(row.partnership, f"event:{row.key}")
    return {
        "invited": len(rows),
        "came": sum(one.attended for one, _name in rows),
        "steps": [(step, FOLLOW_UP.words[step.state]) for step in steps],
    }


def _result_row(one: EventResult, request: Request) -> tuple[EventResult, str, str]:
    """A result with the word of what it became and the address of that."""
    kind = one.outcome if one.outcome != "nothing" else ""
    return one, rules.OUTCOMES.get(one.outcome, ""), link(f"{kind}:{one.outcome_key}", request.actor) if kind else ""


def _counts(request: Request, row: Event) -> Context:
    """Sign-ups, attendance and the share of civil society."""
    counted = queries.attendance(row)
    by_age, by_origin = queries.attendance_shown(row)
    if request.actor.may("participation.count_attendance"):
        by_age = {key: sum(n for (age, _o), n in counted.items() if age == key) for key in rules.AGES}
        by_origin = {key: sum(n for (_a, origin), n in counted.items() if origin == key) for key in rules.ORIGINS}
    office, civil = request.actor.may("participation.see_sign_ups"), queries.civil_of(row)
    return {
        "taken": queries.taken(row) if row.state == "open" else None,
        "needs": queries.needs_told(row) if office else [],
        "people": sum(counted.values()),
        "ages": [(word, by_age[key]) for key, word in rules.AGES.items()],
        "origins": [(word, by_origin[key]) for key, word in rules.ORIGINS.items()],
        "civil": civil,
        "civil_said": civil.unnumbered if None in (*by_age.values(), *by_origin.values()) else civil.words,
        "lists": list(row.lists.all()) if request.actor.may("participation.read_list") else [],
    }


def add_event(request: Request) -> HttpResponse:
    """A new event."""
    needs = "\n".join(gettext(word) for word in rules.NEEDS)
    start = {"kind": "workshop", "room_shown": "signed", "needs": needs}
    form = forms.EventForm(request.POST or None, initial=start)

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_event(fields=data, by=request.actor, at=request.began_at)
        return go(request, "participation:event", made.key)

    return form_page(request, form, deed, title=gettext("Veranstaltung anlegen"), back=EVENTS)


def change_event(request: Request, key: str) -> HttpResponse:
    """Other words, time or place."""
    row = queries.event_for(request.actor, key)
    form = forms.EventForm(request.POST or None, of=queries.event_values(row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_event(event=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("participation:event", key), gettext("Veranstaltung ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def announce_event(request: Request, key: str) -> HttpResponse:
    """The portal shows the event."""
    row, done = queries.event_for(request.actor, key), gettext("Die Veranstaltung steht im Portal.")
    tried(request, lambda: operations.announce_event(event=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:event", key)


def hold_event(request: Request, key: str) -> HttpResponse:
    """The event took place."""
    row, done = queries.event_for(request.actor, key), gettext("Jetzt können Sie Ergebnisse und Teilnahme eintragen.")
    tried(request, lambda: operations.hold_event(event=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:event", key)


def show_event_results(request: Request, key: str) -> HttpResponse:
    """The public page shows what came of it."""
    row, done = (
        queries.event_for(request.actor, key),
        gettext("Die Ergebnisse stehen auf der Seite der Veranstaltung."),
    )
    tried(request, lambda: operations.show_event_results(event=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:event", key)


def hide_event_results(request: Request, key: str) -> HttpResponse:
    """The public page shows no results any more."""
    row, done = queries.event_for(request.actor, key), gettext("Die Ergebnisse stehen nicht mehr im Portal.")
    tried(request, lambda: operations.hide_event_results(event=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:event", key)


def drop_event(request: Request, key: str) -> HttpResponse:
    """A draft is given up."""
    row, done = queries.event_for(request.actor, key), gettext("Der Entwurf ist verworfen.")
    tried(request, lambda: operations.drop_event(event=row, by=request.actor, at=request.began_at), done)
    return go(request, *EVENTS)


cancel_event = DeedPage(
    deed=operations.cancel_event,
    form=forms.CancelForm,
    title=mark("Veranstaltung absagen"),
    takes="event",
    thing=by_key(queries.event_for),
    back=lambda row: ("participation:event", row.key),
    button=mark("Veranstaltung absagen"),
    done=mark("Die Veranstaltung ist abgesagt. Wer eine Adresse genannt hat, bekommt eine E-Mail."),
)
add_results = DeedPage(
    deed=operations.add_results,
    form=forms.ResultsForm,
    title=mark("Ergebnisse eintragen"),
    takes="event",
    thing=by_key(queries.event_for),
    back=lambda row: ("participation:event", row.key),
    done=mark("Eingetragen. Geben Sie jedem Ergebnis seinen Platz."),
)
change_result = DeedPage(
    deed=operations.change_result,
    form=forms.ResultForm,
    title=mark("Ergebnis ändern"),
    takes="result",
    thing=by_key(queries.result_for),
    back=lambda row: ("participation:event", row.event.key),
    initial=lambda request, row: {"text": row.text, "table": row.table, "points": row.points},
    done=mark("Gespeichert."),
)


def place_result(request: Request, key: str) -> HttpResponse:
    """A result gets its place; then the next one is shown."""
    row, town = queries.result_for(request.actor, key), request.actor.partnership
    form = forms.PlaceForm(request.POST or None, themes=theme_choices(town), findings=citable_findings(town))

    def deed(outcome: str, theme: str, finding: str, reason: str) -> HttpResponse:
        chosen = finding_for(request.actor, finding) if finding and outcome == "finding" else None
        by, at = request.actor, request.began_at
        operations.place_result(result=row, outcome=outcome, theme=theme, finding=chosen, reason=reason, by=by, at=at)
        following = row.event.results.filter(state="open").first()
        if following:
            return go(request, "participation:place_result", following.key)
        return go(request, "participation:event", row.event.key)

    left = row.event.results.filter(state="open").count()
    back, page = ("participation:event", row.event.key), "participation/place_result.html"
    title, done = gettext("Was wird aus diesem Ergebnis?"), gettext("Zugeordnet.")
    return form_page(request, form, deed, title=title, back=back, page=page, result=row, left=left, done=done)


def reopen_result(request: Request, key: str) -> HttpResponse:
    """The result has no place again."""
    row = queries.result_for(request.actor, key)
    tried(request, lambda: operations.reopen_result(result=row, by=request.actor, at=request.began_at))
    return go(request, "participation:event", row.event.key)


def count_attendance(request: Request, key: str) -> HttpResponse:
    """Who was there, counted."""
    row = queries.event_for(request.actor, key)
    form = forms.AttendanceForm(request.POST or None, of=queries.attendance_values(row))

    def deed(counts: dict[tuple[str, str], int], seen: str = "") -> None:
        operations.count_attendance(event=row, counts=counts, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("participation:event", key), gettext("Wer war da?")
    lead = gettext("Von Kindern unter 16 zählen wir nur, wie viele da waren.")
    return form_page(request, form, deed, title=title, back=back, lead=lead, done=gettext("Gezählt."))


def keep_list(request: Request, key: str) -> HttpResponse:
    """The scan of the signed list, for the lead office only."""
    row = queries.event_for(request.actor, key)
    start = {"delete_on": local_day(request.began_at).replace(month=12, day=31)}
    form = forms.ListForm(request.POST or None, request.FILES or None, initial=start)

    def deed(upload: Foreign, delete_on: Value) -> None:
        by, at = request.actor, request.began_at
        accepted = accept(upload.file, size=upload.size, name=upload.name)
        operations.keep_list(event=row, accepted=accepted, delete_on=delete_on, by=by, at=at)

    back, title = ("participation:event", key), gettext("Teilnahmeliste aufbewahren")
    lead = gettext("Nur das federführende Amt kann sie lesen; jedes Lesen wird festgehalten.")
    done = gettext("Die Liste ist aufbewahrt.")
    return form_page(request, form, deed, title=title, back=back, upload=True, lead=lead, done=done)


def read_list(request: Request, key: str) -> HttpResponseBase:
    """The signed list, which is noted."""
    row = queries.list_for(request.actor, key)
    read = tried(request, lambda: operations.read_list(signed_list=row, by=request.actor, at=request.began_at))
    if read is None:
        return go(request, "participation:event", row.event.key)
    return respond(row.file, name=gettext("teilnahmeliste"))


def delete_list(request: Request, key: str) -> HttpResponse:
    """The signed list goes."""
    row, done = queries.list_for(request.actor, key), gettext("Die Liste ist gelöscht.")
    back = row.event.key
    tried(request, lambda: operations.delete_list(signed_list=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:event", back)


def poster(request: Request, key: str) -> HttpResponse:
    """The poster of an event with the way to its page."""
    row = queries.event_for(request.actor, key)
    way = request.build_absolute_uri(address(request, "visitor:sign_up", key))
    typed = request.build_absolute_uri(address(request, "portal:events"))
    return attach(
        documents.poster(row, way, typed, request.began_at), name="plakat.pdf", content_type="application/pdf"
    )


def attendance_sheet(request: Request, key: str) -> HttpResponse:
    """An empty list to be signed, or single sheets without names where being there is a risk."""
    row = queries.event_for(request.actor, key)
    return attach(
        documents.attendance_sheet(row, request.began_at), name="teilnahme.pdf", content_type="application/pdf"
    )


def invite_contacts(request: Request, key: str) -> HttpResponse:
    """Invites contacts to an event."""
    row = queries.event_for(request.actor, key)
    form = forms.InviteForm(request.POST or None, contacts=queries.not_invited(row))

    def deed(contacts: list[str]) -> None:
        operations.invite_contacts(event=row, contacts=contacts, by=request.actor, at=request.began_at)

    back, title = ("participation:event", key), gettext("Kontakte einladen")
    done = gettext("Eingeladen. Jede Person bekommt eine E-Mail.")
    return form_page(request, form, deed, title=title, back=back, done=done, button=gettext("Einladen"))


def tick_attended(request: Request, key: str) -> HttpResponse:
    """Which of the invited contacts came."""
    row = queries.event_for(request.actor, key)
    pairs = [(one.contact, name) for one, name in queries.invitations(row) if name]
    start = {"came": [one.contact for one, _name in queries.invitations(row) if one.attended]}
    form = forms.CameForm(request.POST or None, invited=pairs, initial=start)

    def deed(came: list[str]) -> None:
        operations.tick_attended(event=row, came=came, by=request.actor, at=request.began_at)

    back, title = ("participation:event", key), gettext("Wer von den Eingeladenen war da?")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def agree_step(request: Request, key: str) -> HttpResponse:
    """A step that was agreed at an event."""
    row = queries.event_for(request.actor, key)
    return agree(request, f"event:{key}", row.title, ("participation:event", key))
