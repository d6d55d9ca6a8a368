"""Writing invitations: who was invited when and how, and who was told of a change or of the end."""

import datetime as dt

from aktionsplan.bodies import emails, queries, rules
from aktionsplan.bodies.documents.invitation import Invitation as InvitationLetter
from aktionsplan.bodies.documents.invitation import invitation_letter
from aktionsplan.bodies.models import Invitation, Meeting, SeatHolder
from aktionsplan.bodies.operations.meetings import in_a_meeting, move_on, touch
from aktionsplan.bodies.operations.publishing import tell_change
from aktionsplan.bodies.states import OPEN_ITEM
from aktionsplan.partnership.queries import office
from aktionsplan.shared.calendars import Event, calendar_file, meeting_event
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.operations import issue
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import Letter, queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


def _needed_again(meeting: Meeting) -> int:
    """With how many an item postponed for lack of quorum may be decided (Q5); never more than usual."""
    day = local_day(meeting.starts_at)
    values = queries.rules_of_body(meeting.body, day).values
    seats = [seat for seat in queries.seats(meeting.body, day) if seat.voting]
    room = [
        rules.RollSeat(seat.key, seat.side, "absent" if seat.present_holders else "vacant", linked=False)
        for seat in seats
    ]
    return min(values["second_call_needs"], rules.quorum_of(room, values=values).needed)


def event_of(meeting: Meeting, at: dt.datetime) -> Event:
    """The meeting as calendars know it."""
    lead = office(meeting.partnership, "lead_office", local_day(at))
    return meeting_event(
        town=meeting.partnership.slug,
        key=meeting.key,
        sequence=meeting.sequence,
        title=f"Sitzung: {meeting.body.name}",
        place=meeting.place,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        organiser=lead.email if lead else "",
        told_at=at,
        cancelled=meeting.state == "cancelled",
    )


def _people(meeting: Meeting) -> list[SeatHolder]:
    rows = queries.seats(meeting.body, local_day(meeting.starts_at))
    return [holder for seat in rows for holder in seat.present_holders]


def _send(
    meeting: Meeting, holder: SeatHolder, letter: Letter, kind: str, sequence: int, at: dt.datetime
) -> Invitation:
    mail = queue(letter=letter, at=at, partnership=meeting.partnership)
    return Invitation(
        partnership=meeting.partnership,
        meeting=meeting,
        holder=holder,
        kind=kind,
        way="mail",
        sequence=sequence,
        starts_at=meeting.starts_at,
        place=meeting.place,
        at=at,
        mail_key=mail.key,
    )


def draft_of(meeting: Meeting, at: dt.datetime) -> InvitationLetter:
    """What the invitation would say now."""
    lead = office(meeting.partnership, "lead_office", local_day(at))
    return invitation_letter(meeting, lead, _needed_again(meeting), at)


def _letter(meeting: Meeting, at: dt.datetime) -> Document:
    """The invitation as a document, kept as proof of what it said."""
    return issue(
        partnership=meeting.partnership,
        kind="invitation",
        reference=f"meeting:{meeting.key}",
        title=f"Einladung {meeting.body.name} {meeting.starts_at:%Y-%m-%d}",
        template="invitation",
        data=draft_of(meeting, at),
        at=at,
    )


@deed("bodies.invite", on=queries.MEETING)
def invite(*, meeting: Meeting, by: By, at: dt.datetime) -> int:
    """Invites everybody with an account by mail, again after a change; returns how many mails went out.

    Whoever has no account is invited by post or by hand, which `record_invitation` notes. Items postponed for lack of
    quorum are told with the smaller number that suffices now (Q5), and items that were added later count as announced, if
    this letter comes in time. Refused without an agenda, and for a meeting that
    has begun or was called off.
    """
    in_a_meeting(meeting)
    move_on(meeting, "invite")
    if not meeting.items.exclude(state="taken_off").exists():
        raise Refused(Problem("agenda", mark("Die Tagesordnung ist noch leer.")))
    again = meeting.invited_at is not None
    meeting.invited_at = at
    meeting.save(update_fields=["state", "sequence", "invited_at"])
    if queries.in_time_now(meeting, at):
        meeting.items.filter(postponed_from__isnull=False, state="open").update(noticed=True)
        meeting.items.filter(added_late=True, state="open").update(added_late=False)
    _letter(meeting, at)
    event, kind = event_of(meeting, at), "update" if again else "invite"
    invitations = [
        _send(
            meeting,
            holder,
            emails.invited(
                meeting, holder, again, emails.page_of(meeting), calendar_file(event, attendee=holder.account.email)
            ),
            kind,
            event.sequence,
            at,
        )
        for holder in _people(meeting)
        if holder.account is not None
    ]
    Invitation.objects.bulk_create(invitations)
    touch(meeting)
    record(by=by, at=at, payload={"invited": len(invitations), "again": again})
    return len(invitations)


@deed("bodies.record_invitation", on=queries.MEETING)
def record_invitation(
    *, meeting: Meeting, holder: SeatHolder, way: str, on: dt.date, by: By, at: dt.datetime
) -> Invitation:
    """Notes that somebody was invited by post or by hand, and on which day; Refused for a day to come."""
    day = local_day(meeting.starts_at)
    if meeting.state not in ("planned", "invited"):
        raise Refused(Problem("begun", mark("Die Sitzung hat schon begonnen, ist vorbei oder abgesagt.")))
    if holder.pk not in {person.pk for person in _people(meeting)}:
        raise Refused(Problem("no_seat", mark("Diese Person hat an diesem Tag keinen Sitz in diesem Gremium.")))
    in_a_meeting(meeting)
    if on > local_day(at) or on > day:
        raise Refused(Problem("future", mark("Dieser Tag liegt in der Zukunft."), {}, "on"))
    if way not in rules.INVITED_BY or way == "mail":
        raise Refused(Problem("way", mark("Bitte wählen Sie Post oder persönlich."), {}, "way"))
    invitation = Invitation.objects.create(
        partnership=by.partnership,
        meeting=meeting,
        holder=holder,
        kind="update" if meeting.invitations.filter(holder=holder).exists() else "invite",
        way=way,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        place=meeting.place,
        at=dt.datetime.combine(on, dt.time(12), at.tzinfo),
    )
    meeting.invited_at = min(meeting.invited_at or invitation.at, invitation.at)
    meeting.save(update_fields=["invited_at"])
    touch(meeting)
    payload = {"invited": holder.name, "way": way, "on": on}
    record(by=by, at=at, payload=payload)
    return invitation


@deed("bodies.cancel_meeting", on=queries.MEETING)
def cancel_meeting(*, meeting: Meeting, by: By, at: dt.datetime) -> Meeting:
    """A meeting that does not take place; everybody invited is told. Refused while an application stands on its agenda."""
    move_on(meeting, "cancel")
    if meeting.items.filter(state__in=OPEN_ITEM).exclude(reference="").exists():
        raise Refused(Problem("items", mark("Nehmen Sie zuerst alle Anträge von der Tagesordnung.")))
    meeting.save(update_fields=["state", "sequence"])
    event = event_of(meeting, at)
    holders = {row.holder_id: row.holder for row in queries.invitations(meeting) if row.way == "mail"}
    cancellations = [
        _send(
            meeting,
            holder,
            emails.cancelled(
                meeting, holder, emails.page_of(meeting), calendar_file(event, attendee=holder.account.email)
            ),
            "cancel",
            event.sequence,
            at,
        )
        for holder in holders.values()
        if holder.account is not None
    ]
    Invitation.objects.bulk_create(cancellations)
    tell_change(meeting, by, at)
    touch(meeting)
    record(by=by, at=at, payload={"starts_at": meeting.starts_at, "told": len(cancellations)})
    return meeting
