"""Writing mandates, and working groups: who was invited and joined, what they worked out."""

import datetime as dt

from aktionsplan.bodies import emails, queries
from aktionsplan.bodies.models import Body, ContactMember, GroupResult, Mandate, Seat
from aktionsplan.bodies.operations.composition import appoint
from aktionsplan.network.models import Contact
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.words import Problem, Refused, mark


def _check(fields: Fields, at: dt.datetime) -> None:
    if fields["decided_on"] > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "decided_on"))


@deed("bodies.give_mandate", on=queries.BODY)
def give_mandate(*, body: Body, fields: Fields, by: By, at: dt.datetime) -> Mandate:
    """Who set up the body, when and for what; the former mandate stays readable."""
    _check(fields, at)
    mandate = Mandate.objects.create(partnership=by.partnership, body=body, **fields)
    record(by=by, at=at, payload={"decided_by": mandate.decided_by, "paper": mandate.paper})
    return mandate


@deed("bodies.give_lead_mandate", on=None, because="the mandate is made here, the former one stays")
def give_lead_mandate(*, fields: Fields, by: By, at: dt.datetime) -> Mandate:
    """Who made which office the lead office, and who is responsible there; refused for a deputy of oneself."""
    _check(fields, at)
    if fields.get("deputy") and fields["deputy"].casefold() == fields.get("responsible", "").casefold():
        text = mark("Niemand vertritt sich selbst.")
        raise Refused(Problem("deputy", text, {}, "deputy"))
    mandate = Mandate.objects.create(partnership=by.partnership, body=None, **fields)
    payload = {"decided_by": mandate.decided_by, "paper": mandate.paper}
    record(by=by, at=at, reference="lead_office", payload=payload)
    return mandate


def _member(body: Body, contact: Contact) -> ContactMember:
    row, _made = ContactMember.objects.get_or_create(partnership=body.partnership, body=body, contact=contact.key)
    return row


@deed("bodies.invite_contact", on=queries.BODY)
def invite_contact(*, body: Body, contact: Contact, by: By, at: dt.datetime) -> ContactMember:
    """Invites somebody who agreed to it into a working group or body."""
    row = _member(body, contact)
    if row.invited_on is not None:
        text = mark("Diese Person ist am {day} schon eingeladen worden.")
        raise Refused(Problem("twice", text, {"day": german_day(row.invited_on)}, "contact"))
    row.invited_on = local_day(at)
    row.save(update_fields=["invited_on"])
    queue(
        letter=emails.into_body(contact.email, body.name, by.partnership),
        at=at,
        partnership=by.partnership,
        short=True,
    )
    record(by=by, at=at, payload={"contact": contact.key, "invited": True})
    return row


@deed("bodies.take_in_contact", on=queries.BODY)
def take_in_contact(
    *, body: Body, contact: Contact, seat: Seat | None = None, appointment: str = "", by: By, at: dt.datetime
) -> ContactMember:
    """A contact becomes a member of the group, or gets a seat with the record of the appointment."""
    row = _member(body, contact)
    if row.joined_on is not None:
        raise Refused(Problem("twice", mark("Diese Person ist schon dabei."), {}, "contact"))
    if seat is not None:
        if not contact.name:
            raise Refused(Problem("name", mark("Für einen Sitz braucht es einen Namen am Kontakt."), {}, "contact"))
        if not appointment:
            text = mark("Wer hat die Person berufen, und wann? Ohne Berufung gilt der Sitz nicht als besetzt.")
            raise Refused(Problem("appointment", text, {}, "appointment"))
        appoint(
            seat=seat,
            capacity="member",
            name=contact.name,
            email=contact.email,
            appointment=appointment,
            by=by,
            at=at,
        )
    row.joined_on, row.seat = local_day(at), seat.key if seat else ""
    row.save(update_fields=["joined_on", "seat"])
    record(by=by, at=at, payload={"contact": contact.key, "seat": row.seat})
    return row


@deed("bodies.add_group_result", on=queries.BODY)
def add_group_result(*, body: Body, day: dt.date, text: str, by: By, at: dt.datetime) -> GroupResult:
    """What a group worked out; refused for a day to come."""
    if day > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "day"))
    row = GroupResult.objects.create(partnership=by.partnership, body=body, day=day, text=text)
    record(by=by, at=at, payload={"day": day.isoformat()})
    return row
