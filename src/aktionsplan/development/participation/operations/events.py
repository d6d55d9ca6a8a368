"""Writing events: announced, changed, cancelled, held."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.development.participation import emails, queries, rules
from aktionsplan.development.participation.models import Event, EventAttendance, EventInvitation, SignedList, SignUp
from aktionsplan.development.participation.publications import public_event
from aktionsplan.development.participation.states import EVENT, SIGN_UP
from aktionsplan.network.models import Contact
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import release, store
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import erase, publish
from aktionsplan.shared.words import Problem, Refused, mark

HIDDEN_AT_RISK = ("place", "room")
MOVED = ("starts_at", "ends_at", "place", "room")
"""What those who signed up are told when it changes."""
LIST_DAYS = 365
"""A signed list goes after as many days unless another day is set, at the latest after two years; a house rule."""


def _findable(event: Event) -> None:
    search.put(partnership=event.partnership, kind="event", reference=event.key, title=event.title, text=event.text)


def _check(fields: Fields) -> None:
    if problem := rules.event_problem(fields["starts_at"], fields["ends_at"]):
        raise Refused(problem)


@deed("participation.add_event", on=None, because="the event is made here")
def add_event(*, fields: Fields, by: By, at: dt.datetime) -> Event:
    """A new event as a draft; refused when it ends before it begins."""
    _check(fields)
    event = Event.objects.create(partnership=by.partnership, state=EVENT.initial, **fields)
    _findable(event)
    record(by=by, at=at, reference=f"event:{event.key}", payload={"title": event.title, "kind": event.kind})
    return event


@deed("participation.change_event", on=queries.EVENT)
def change_event(*, event: Event, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Event:
    """Other words, time or place. What is announced changes on the portal, and who signed up is told of time and place."""
    unchanged(seen, queries.event_values(event))
    _check(fields)
    event.state = EVENT.next(event.state, "change")
    changed = [name for name, value in fields.items() if value != getattr(event, name)]
    for name in changed:
        setattr(event, name, fields[name])
    event.sequence += 1
    event.save(update_fields=[*changed, "state", "sequence"])
    _findable(event)
    if event.state == "open":
        publish(by=by, at=at, kind="event", slug=event.key, fields=public_event(event), order=_order(event))
        if set(changed) & set(MOVED):
            _tell(event, by, at)
        from_waiting(event, by, at)
    if event.at_risk:  # no earlier version on the portal keeps what is hidden now
        erase(partnership=by.partnership, kind="event", slug=event.key, fields=HIDDEN_AT_RISK)
    record(by=by, at=at, payload={"changed": changed})
    return event


def _order(event: Event) -> str:
    return event.starts_at.isoformat()


def _tell(event: Event, by: By, at: dt.datetime) -> None:
    for row in SignUp.objects.filter(event=event, state="in").exclude(email=""):
        letter = emails.changed(row.email, event)
        queue(letter=letter, at=at, partnership=by.partnership, short=True)


def from_waiting(event: Event, by: By, at: dt.datetime) -> int:
    """Gives free places to those who wait, strictly in turn, and tells them; returns how many sign-ups got places.

    Nobody moves up once the event has begun or does not take place.
    """
    if event.state != "open" or event.starts_at <= at:
        return 0
    taken = queries.taken(event)
    rows = {row.pk: row for row in SignUp.objects.filter(event=event, state="waiting")}
    chosen = rules.move_up(event.capacity, taken.people, [(pk, row.people) for pk, row in rows.items()])
    for row in (rows[pk] for pk in chosen):
        row.state = SIGN_UP.next(row.state, "move_up")
        row.save(update_fields=["state"])
        if row.email:
            letter = emails.moved_up(row.email, event)
            queue(letter=letter, at=at, partnership=by.partnership, short=True)
    return len(chosen)


@deed("participation.announce_event", on=queries.EVENT)
def announce_event(*, event: Event, by: By, at: dt.datetime) -> Event:
    """The portal shows the event and takes sign-ups. Refused when it is over."""
    if event.ends_at <= at:
        raise Refused(Problem("over", mark("Die Veranstaltung ist schon vorbei.")))
    event.state = EVENT.next(event.state, "announce")
    event.save(update_fields=["state"])
    publish(by=by, at=at, kind="event", slug=event.key, fields=public_event(event), order=_order(event))
    record(by=by, at=at, payload={"title": event.title})
    return event


@deed("participation.cancel_event", on=queries.EVENT)
def cancel_event(*, event: Event, reason: str, by: By, at: dt.datetime) -> Event:
    """The event does not take place; who signed up is told, and the sign-ups go."""
    event.state, event.cancelled_because = EVENT.next(event.state, "cancel"), reason
    event.sequence += 1
    rows = SignUp.objects.filter(event=event)
    event.signed_up = queries.taken(event).people
    for row in rows.exclude(email=""):
        letter = emails.cancelled(row.email, event)
        queue(letter=letter, at=at, partnership=by.partnership, short=True)
    rows.delete()
    event.save(update_fields=["state", "cancelled_because", "sequence", "signed_up"])
    publish(by=by, at=at, kind="event", slug=event.key, fields=public_event(event), order=_order(event))
    record(by=by, at=at, payload={"reason": reason, "signed_up": event.signed_up})
    return event


@deed("participation.drop_event", on=queries.EVENT)
def drop_event(*, event: Event, by: By, at: dt.datetime) -> Event:
    """Gives up a draft."""
    event.state = EVENT.next(event.state, "drop")
    event.save(update_fields=["state"])
    record(by=by, at=at, payload={"title": event.title})
    return event


@deed("participation.hold_event", on=queries.EVENT)
def hold_event(*, event: Event, by: By, at: dt.datetime) -> Event:
    """The event is over: results and attendance may be entered. Refused before it began.

    One that was never announced may be entered afterwards: a workshop of the weeks before the town began here.
    """
    if at < event.starts_at:
        raise Refused(Problem("early", mark("Die Veranstaltung hat noch nicht begonnen.")))
    event.state, event.signed_up = EVENT.next(event.state, "hold"), queries.taken(event).people
    event.save(update_fields=["state", "signed_up"])
    record(by=by, at=at, payload={"signed_up": event.signed_up})
    return event


@deed("participation.show_event_results", on=queries.EVENT)
def show_event_results(*, event: Event, by: By, at: dt.datetime) -> Event:
    """The event's public page shows what came of it: the results that have their place and go on.

    Refused without one, and for an event that was never announced: it has no public page.
    """
    event.state, event.results_shown_on = EVENT.next(event.state, "show"), local_day(at)
    if not queries.was_announced(event):
        raise Refused(
            Problem("no_page", mark("Diese Veranstaltung war nie angekündigt und hat keine Seite im Portal."))
        )
    if not queries.public_results_of(event):
        text = mark("Noch hat kein Ergebnis seinen Platz. Gezeigt wird nur, womit es weitergeht.")
        raise Refused(Problem("no_results", text))
    event.save(update_fields=["state", "results_shown_on"])
    record(by=by, at=at, payload={"shown": True})
    return event


@deed("participation.hide_event_results", on=queries.EVENT)
def hide_event_results(*, event: Event, by: By, at: dt.datetime) -> Event:
    """The public page shows no results any more."""
    event.state, event.results_shown_on = EVENT.next(event.state, "show"), None
    event.save(update_fields=["state", "results_shown_on"])
    record(by=by, at=at, payload={"shown": False})
    return event


@deed("participation.forget_sign_ups", on=queries.EVENT)
def forget_sign_ups(*, event: Event, by: By, at: dt.datetime) -> int:
    """The day after: every sign-up with its address goes, how many there were stays. Returns how many went."""
    rows = SignUp.objects.filter(event=event)
    if event.state == "open":
        event.state, event.signed_up = EVENT.next(event.state, "hold"), queries.taken(event).people
        event.save(update_fields=["state", "signed_up"])
    gone, _each = rows.delete()
    record(by=by, at=at, payload={"gone": gone})
    return gone


@deed("participation.invite_contacts", on=queries.EVENT)
def invite_contacts(*, event: Event, contacts: Sequence[str], by: By, at: dt.datetime) -> int:
    """Invites contacts by mail, each once; returns how many. Refused for nobody and unless the event is announced."""
    known = dict(queries.not_invited(event))
    rows = list(Contact.objects.filter(partnership=by.partnership, key__in=[key for key in contacts if key in known]))
    if not rows or event.state != "open":
        raise Refused(Problem("nobody", mark("Bitte wählen Sie mindestens eine Person."), {}, "contacts"))
    EventInvitation.objects.bulk_create(
        EventInvitation(partnership=by.partnership, event=event, contact=row.key, invited_on=local_day(at))
        for row in rows
    )
    for row in rows:
        letter = emails.invitation(row.email, event)
        queue(letter=letter, at=at, partnership=by.partnership, short=True)
    record(by=by, at=at, payload={"invited": len(rows)})
    return len(rows)


@deed("participation.tick_attended", on=queries.EVENT)
def tick_attended(*, event: Event, came: Sequence[str], by: By, at: dt.datetime) -> int:
    """Which of the invited contacts were there; returns how many. Refused before the event was held."""
    EVENT.next(event.state, "count")
    rows = EventInvitation.objects.filter(event=event)
    rows.update(attended=False)
    count: int = rows.filter(contact__in=list(came)).update(attended=True)
    record(by=by, at=at, payload={"attended": count})
    return count


@deed("participation.count_attendance", on=queries.EVENT)
def count_attendance(
    *, event: Event, counts: dict[tuple[str, str], int], seen: str = "", by: By, at: dt.datetime
) -> Event:
    """How many of each age and origin were there; under 16 only how many. Raises Conflict when somebody counted meanwhile."""
    unchanged(seen, queries.attendance_values(event))
    event.state = EVENT.next(event.state, "count")
    event.save(update_fields=["state"])
    EventAttendance.objects.filter(event=event).delete()
    EventAttendance.objects.bulk_create(
        EventAttendance(partnership=by.partnership, event=event, age=age, origin=origin, count=count)
        for (age, origin), count in counts.items()
        if count
    )
    record(by=by, at=at, payload={"people": sum(counts.values())})
    return event


@deed("participation.keep_list", on=queries.EVENT)
def keep_list(*, event: Event, accepted: Accepted, delete_on: dt.date, by: By, at: dt.datetime) -> SignedList:
    """Keeps the scan of the signed list until its day, which lies in the coming two years; refused for an event at risk."""
    if event.at_risk:
        text = mark("Bei dieser Veranstaltung gibt es keine Liste mit Namen: Dabei zu sein ist ein Risiko.")
        raise Refused(Problem("at_risk", text, {}, "upload"))
    if not dt.timedelta(0) < delete_on - local_day(at) <= dt.timedelta(days=2 * LIST_DAYS):
        text = mark("Bitte einen Tag in den kommenden zwei Jahren.")
        raise Refused(Problem("day", text, {}, "delete_on"))
    EVENT.next(event.state, "count")
    file = store(partnership=by.partnership, content=accepted.content, content_type=accepted.content_type, at=at)
    signed_list = SignedList.objects.create(partnership=by.partnership, event=event, file=file, delete_on=delete_on)
    record(by=by, at=at, payload={"delete_on": delete_on.isoformat()})
    return signed_list


@deed("participation.read_list", on=queries.SIGNED_LIST)
def read_list(*, signed_list: SignedList, by: By, at: dt.datetime) -> SignedList:
    """Whoever reads a signed list is noted."""
    record(by=by, at=at, payload={"read": True})
    return signed_list


@deed("participation.delete_list", on=queries.SIGNED_LIST)
def delete_list(*, signed_list: SignedList, by: By, at: dt.datetime) -> None:
    """A signed list goes, by hand or on its day."""
    file = signed_list.file
    record(by=by, at=at, payload={"deleted": True})
    signed_list.delete()
    release(file)
