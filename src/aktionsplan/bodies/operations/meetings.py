"""Writing meetings: planning, moving, opening, closing, who comes and goes."""

import datetime as dt

from django.db.models import F

from aktionsplan.bodies import emails, queries, rules
from aktionsplan.bodies.models import (
    AgendaItem,
    Attendance,
    Body,
    Invitation,
    Meeting,
    Minutes,
    QuorumFinding,
    SeatHolder,
    Vote,
)
from aktionsplan.bodies.operations.publishing import tell_change
from aktionsplan.bodies.rules import quorum
from aktionsplan.bodies.states import ITEM, MEETING, MINUTES
from aktionsplan.network.queries import Tie
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import Letter, queue
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.words import Problem, Refused, filled, mark


def touch(meeting: Meeting) -> None:
    """Something changed in the meeting: live screens ask for this number only."""
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)


def count_ballot(meeting: Meeting) -> None:
    """One more has voted; screens only show the number, they need not be made again."""
    Meeting.objects.filter(pk=meeting.pk).update(voted=F("voted") + 1)


@deed("bodies.plan_meeting", on=queries.BODY)
def plan_meeting(
    *,
    body: Body,
    starts_at: dt.datetime,
    place: str,
    public: bool = False,
    urgent: bool = False,
    reason: str = "",
    usual: bool = False,
    by: By,
    at: dt.datetime,
) -> Meeting:
    """A meeting of a body; with `usual` its agenda begins with what nearly every meeting treats, public when the meeting is.

    Refused for an urgent one without the reason, which the invitation and the minutes tell.
    """
    if urgent and not reason.strip():
        raise Refused(Problem("reason", mark("Bitte schreiben Sie auf, warum es eilt."), {}, "reason"))
    meeting = Meeting.objects.create(
        partnership=by.partnership,
        body=body,
        starts_at=starts_at,
        place=place,
        public=public,
        urgent=urgent,
        reason=reason if urgent else "",
        state=MEETING.initial,
    )
    if usual:
        _put_usual(meeting)
    report_count = report_circulars(meeting)
    payload = {"body": body.name, "starts_at": starts_at, "reports": report_count}
    record(by=by, at=at, reference=f"meeting:{meeting.key}", payload=payload)
    return meeting


def _put_usual(meeting: Meeting) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            partnership=meeting.partnership,
            meeting=meeting,
            position=n,
            kind=kind,
            title=title,
            public=meeting.public,
            state=ITEM.initial,
        )
        for n, (kind, title) in enumerate(rules.USUAL, start=1)
    )


def report_circulars(meeting: Meeting) -> int:
    """Puts every vote in writing that no meeting was told of on the agenda, as a report (committee.md U5); returns how many.

    A report that a meeting did not reach is not told: it comes back.
    """
    reports = AgendaItem.objects.filter(meeting__body=meeting.body, reports_on__isnull=False).exclude(
        state__in=("taken_off", "put_off")
    )
    known = reports.exclude(meeting__state="cancelled").values("reports_on")
    rows = Meeting.objects.filter(body=meeting.body, kind="circular", state="held").exclude(pk__in=known)
    above = meeting.items.filter(parent__isnull=True, kind="report", reports_on__isnull=True, state="open").first()
    last = meeting.items.filter(parent=above).order_by("-position").first()
    circulars = list(rows.order_by("closed_at"))
    AgendaItem.objects.bulk_create(
        AgendaItem(
            partnership=meeting.partnership,
            meeting=meeting,
            parent=above,
            position=n,
            kind="report",
            title=f"Ergebnis des Umlaufverfahrens bis {german_day(row.deadline)}",
            text="\n".join(_outcomes(row)),
            state=ITEM.initial,
            reports_on=row,
        )
        for n, row in enumerate(circulars, start=last.position + 1 if last else 1)
        if row.deadline is not None
    )
    return len(circulars)


def _outcomes(circular: Meeting) -> list[str]:
    """What each vote in writing came to, in a sentence."""
    rows = Vote.objects.filter(item__meeting=circular, state="closed").select_related("item").order_by("item", "id")
    outcomes = [(vote.item.title, queries.circular_result(vote)) for vote in rows]
    return [f"{title}: {filled(result.text, result.params)}" for title, result in outcomes]


@deed("bodies.move_meeting", on=queries.MEETING)
def move_meeting(
    *, meeting: Meeting, starts_at: dt.datetime, place: str, seen: str = "", by: By, at: dt.datetime
) -> Meeting:
    """Another time or place of a meeting that has not begun. Who was invited before has to be invited again.

    Refused for a time that is past.
    """
    in_a_meeting(meeting)
    unchanged(seen, queries.meeting_values(meeting))
    if starts_at < at and starts_at != meeting.starts_at:
        raise Refused(Problem("past", mark("Dieser Zeitpunkt ist schon vorbei."), {}, "day"))
    meeting.state = MEETING.next(meeting.state, "move")
    payload = {"from": meeting.starts_at, "to": starts_at, "place": place}
    if (starts_at, place) != (meeting.starts_at, meeting.place):
        meeting.sequence += 1
    meeting.starts_at, meeting.place = starts_at, place
    meeting.save(update_fields=["state", "sequence", "starts_at", "place"])
    tell_change(meeting, by, at)
    touch(meeting)
    record(by=by, at=at, payload=payload)
    return meeting


def move_on(meeting: Meeting, event: str) -> None:
    """The next state of a meeting; calendars count a change of it (RFC 5545 SEQUENCE). Stored by the caller."""
    before = meeting.state
    meeting.state = MEETING.next(meeting.state, event)
    meeting.sequence += before != meeting.state


def in_a_meeting(meeting: Meeting) -> None:
    """Refused in a vote in writing, which has its own deeds."""
    if meeting.kind != "meeting":
        raise Refused(Problem("circular", mark("Das ist ein Umlaufverfahren, keine Sitzung.")))


def not_signed(meeting: Meeting) -> None:
    """Refused once somebody has signed the minutes: what they tell does not change any more."""
    if Minutes.objects.filter(meeting=meeting).exclude(state=MINUTES.initial).exists():
        raise Refused(Problem("signed", mark("Die Niederschrift ist schon unterschrieben.")))


@deed("bodies.open_meeting", on=queries.MEETING)
def open_meeting(*, meeting: Meeting, by: By, at: dt.datetime) -> Meeting:
    """The chair opens the meeting; Refused before its day, and while another one of the body runs."""
    in_a_meeting(meeting)
    move_on(meeting, "open")
    if local_day(at) < local_day(meeting.starts_at):
        raise Refused(Problem("early", mark("Die Sitzung ist erst an einem anderen Tag.")))
    if Meeting.objects.filter(body=meeting.body, state="running", kind="meeting").exists():
        raise Refused(Problem("running", mark("Dieses Gremium hat schon eine laufende Sitzung.")))
    meeting.began_at = at
    meeting.save(update_fields=["state", "sequence", "began_at"])
    touch(meeting)
    record(by=by, at=at, payload={"opened": True})
    return meeting


@deed("bodies.close_meeting", on=queries.MEETING)
def close_meeting(*, meeting: Meeting, by: By, at: dt.datetime) -> Meeting:
    """The chair closes the meeting: everybody has left, what was not treated is put off.

    Refused while a vote runs or an item is under way.
    """
    in_a_meeting(meeting)
    move_on(meeting, "close")
    if meeting.items.filter(state="under_way").exists():
        raise Refused(Problem("under_way", mark("Ein Punkt wird noch behandelt. Schließen Sie ihn zuerst ab.")))
    left = list(meeting.items.filter(state="open"))
    headings = set(meeting.items.filter(parent__isnull=False).values_list("parent_id", flat=True))
    for item in left:
        item.state = ITEM.next(item.state, "finish" if item.pk in headings else "put_off")
        item.save(update_fields=["state"])
    meeting.attendances.filter(arrived_at__isnull=False, left_at__isnull=True).update(left_at=at)
    meeting.closed_at, meeting.current = at, None
    meeting.save(update_fields=["state", "closed_at", "current"])
    touch(meeting)
    record(by=by, at=at, payload={"closed": True, "put_off": len(left)})
    return meeting


def _in_room(meeting: Meeting, asked: SeatHolder | None = None) -> quorum.Quorum:
    """The quorum of everybody in the room; whoever asks for it counts as present (KV M-V § 30 Abs. 2; committee.md Q3)."""
    day, present = local_day(meeting.starts_at), queries.present_holders(meeting)
    present |= {asked.pk} if asked else frozenset()
    seats = [seat for seat in queries.seats(meeting.body, day) if seat.voting]
    chairs = [
        rules.RollSeat(seat.key, seat.side, _standing(seat.present_holders, present), linked=False) for seat in seats
    ]
    values = queries.rules_of_body(meeting.body, day).values
    return rules.quorum_of(chairs, values=values, uninvited=queries.uninvited(meeting, seats))


def _standing(holders: list[SeatHolder], present: frozenset[int]) -> str:
    if not holders:
        return "vacant"
    return next((holder.capacity for holder in reversed(holders) if holder.pk in present), "absent")


@deed("bodies.find_quorum", on=queries.MEETING)
def find_quorum(
    *, meeting: Meeting, requested_by: SeatHolder | None = None, by: By, at: dt.datetime
) -> quorum.Quorum:
    """The chair finds whether the body is quorate now, at the beginning, unasked or on a member's request (Q1 to Q3).

    Each finding is kept with its time and numbers. Refused outside a running meeting, and for a request of somebody
    without a vote in this body.
    """
    in_a_meeting(meeting)
    if meeting.state != "running":
        raise Refused(Problem("not_running", mark("Die Sitzung läuft nicht.")))
    if requested_by is not None and not (requested_by.seat.body_id == meeting.body_id and requested_by.seat.voting):
        raise Refused(
            Problem("no_seat", mark("Diese Person hat in diesem Gremium keine Stimme."), {}, "requested_by")
        )
    finding = _in_room(meeting, requested_by)
    meeting.quorate = finding.quorate
    meeting.save(update_fields=["quorate"])
    facts: Fields = {
        "quorate": finding.quorate,
        "present": finding.present,
        "needed": finding.needed,
        "seats": finding.seats,
    }
    QuorumFinding.objects.create(
        partnership=by.partnership,
        meeting=meeting,
        found_at=at,
        ground=finding.ground,
        uninvited=finding.uninvited,
        requested_by=requested_by,
        **facts,
    )
    touch(meeting)
    facts |= {"requested_by": requested_by.name} if requested_by else {}
    record(by=by, at=at, payload=facts)
    return finding


def quorum_now(meeting: Meeting) -> quorum.Quorum:
    """What the chair would find now; reads only."""
    return _in_room(meeting)


def _check_holder(meeting: Meeting, holder: SeatHolder) -> None:
    """Refused for whoever has no seat in the body on the day of the meeting."""
    in_a_meeting(meeting)
    day = local_day(meeting.starts_at)
    in_term = holder.valid_from <= day and (holder.valid_until is None or holder.valid_until > day)
    if not in_term or holder.seat.body_id != meeting.body_id:
        raise Refused(Problem("no_seat", mark("Diese Person hat an diesem Tag keinen Sitz in diesem Gremium.")))


@deed("bodies.arrive", on=queries.ATTENDANCE)
def arrive(*, meeting: Meeting, holder: SeatHolder, by: By, at: dt.datetime) -> Attendance:
    """Somebody comes into the meeting; whoever is there already stays so and nothing is counted twice.

    Refused when the same person is there on another seat with a vote: one person, one vote (programme.md 4.7).
    """
    _check_holder(meeting, holder)
    if meeting.state != "running":
        raise Refused(Problem("not_running", mark("Die Sitzung läuft nicht.")))
    rows = Attendance.objects.filter(meeting=meeting, left_at__isnull=True)
    row = rows.filter(holder=holder).first()
    others = rows.filter(arrived_at__isnull=False, holder__seat__voting=True).exclude(holder=holder)
    ties = [Tie(row.holder.account_id, row.holder.name, "") for row in others.select_related("holder")]
    if holder.seat.voting and any(tie.is_of(holder.account_id, holder.name) for tie in ties):
        raise Refused(
            Problem(
                "twice", mark("Diese Person ist schon auf einem anderen Sitz da. Jede Person hat nur eine Stimme.")
            )
        )
    if row is None:
        row = Attendance.objects.create(partnership=by.partnership, meeting=meeting, holder=holder, arrived_at=at)
    elif row.arrived_at is None:
        row.arrived_at, row.excused = at, False
        row.save(update_fields=["arrived_at", "excused"])
    touch(meeting)
    record(by=by, at=at, payload={"arrived": holder.name})
    return row


@deed("bodies.leave", on=queries.ATTENDANCE)
def leave(*, meeting: Meeting, holder: SeatHolder, by: By, at: dt.datetime) -> Attendance:
    """Somebody leaves the meeting; a ballot that was cast stays."""
    _check_holder(meeting, holder)
    row = meeting.attendances.filter(holder=holder, arrived_at__isnull=False, left_at__isnull=True).first()
    if row is None:
        raise Refused(Problem("not_there", mark("Diese Person ist nicht in der Sitzung.")))
    row.left_at = at
    row.save(update_fields=["left_at"])
    touch(meeting)
    record(by=by, at=at, payload={"left": holder.name})
    return row


def ask_once(meeting: Meeting, holder: SeatHolder, letter: Letter, at: dt.datetime) -> None:
    """Asks somebody by mail to stand in at a meeting or a vote in writing; nobody is asked twice, however often a member
    changes the mind."""
    if meeting.invitations.filter(holder=holder, kind="ask").exists():
        return
    mail = queue(letter=letter, at=at, partnership=meeting.partnership)
    fields = {"kind": "ask", "way": "mail", "starts_at": meeting.starts_at, "place": meeting.place, "at": at}
    Invitation.objects.create(
        partnership=meeting.partnership, meeting=meeting, holder=holder, mail_key=mail.key, **fields
    )


@deed("bodies.excuse", on=queries.ATTENDANCE)
def excuse(*, meeting: Meeting, holder: SeatHolder, by: By, at: dt.datetime) -> Attendance:
    """Somebody does not come and says so; the deputy is asked by mail. Refused for a meeting that is over and for whoever
    is there."""
    _check_holder(meeting, holder)
    if meeting.state in ("held", "cancelled"):
        raise Refused(Problem("over", mark("Diese Sitzung ist vorbei oder abgesagt.")))
    if meeting.attendances.filter(holder=holder, left_at__isnull=True).exists():
        raise Refused(Problem("there", mark("Diese Person ist schon da oder schon entschuldigt.")))
    row = Attendance.objects.create(partnership=by.partnership, meeting=meeting, holder=holder, excused=True)
    if holder.capacity == "member":
        rows = queries.seats(meeting.body, local_day(meeting.starts_at))
        others = next((seat.present_holders for seat in rows if seat.pk == holder.seat_id), [])
        for deputy in others:
            if deputy.capacity == "deputy" and deputy.account is not None:
                ask_once(meeting, deputy, emails.stand_in(meeting, deputy, holder), at)
    touch(meeting)
    record(by=by, at=at, payload={"excused": holder.name})
    return row


@deed("bodies.come_after_all", on=queries.ATTENDANCE)
def come_after_all(*, meeting: Meeting, holder: SeatHolder, by: By, at: dt.datetime) -> None:
    """The excuse is taken back; Refused where there is none, and for a meeting that is over."""
    _check_holder(meeting, holder)
    if meeting.state in ("held", "cancelled"):
        raise Refused(Problem("over", mark("Diese Sitzung ist vorbei oder abgesagt.")))
    if not meeting.attendances.filter(holder=holder, excused=True, arrived_at__isnull=True).delete()[0]:
        raise Refused(Problem("not_excused", mark("Diese Person hat nicht abgesagt.")))
    touch(meeting)
    record(by=by, at=at, payload={"comes": holder.name})
