"""Writing votes without a meeting (Umlaufverfahren): planned, opened, objected to, closed (committee.md U1 to U5)."""

import datetime as dt

from aktionsplan.bodies import emails, queries, rules
from aktionsplan.bodies.models import AgendaItem, Body, Meeting, Presence, SeatHolder, Vote
from aktionsplan.bodies.operations.agenda import ended
from aktionsplan.bodies.operations.decisions import settle
from aktionsplan.bodies.operations.meetings import ask_once, report_circulars, touch
from aktionsplan.bodies.operations.rolls import (
    chairs_from,
    keep_chair_vote,
    keep_rules,
    one_person_one_vote,
    write_roll,
)
from aktionsplan.bodies.rules import circular
from aktionsplan.bodies.states import ITEM, MEETING, VOTE
from aktionsplan.network.queries import Tie
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import in_time, local_day
from aktionsplan.shared.words import Problem, Refused, mark


def _may_be(body: Body, deadline: dt.date, reason: str, at: dt.datetime) -> None:
    """Refused when the rules of this day know no vote in writing, without a reason, and too near the deadline (U1)."""
    today = local_day(at)
    values = queries.rules_of_body(body, today)
    problem = circular.opening_problem(
        allowed=values["circular_allowed"],
        reason=reason,
        days=(deadline - today).days,
        least_days=values["circular_days"],
    )
    if problem:
        raise Refused(problem)


def _last_day(meeting: Meeting) -> dt.date:
    if meeting.deadline is None:
        raise Refused(Problem("meeting", mark("Das ist eine Sitzung, kein Umlaufverfahren.")))
    return meeting.deadline


@deed("bodies.plan_circular", on=queries.BODY)
def plan_circular(*, body: Body, deadline: dt.date, reason: str, by: By, at: dt.datetime) -> Meeting:
    """A vote in writing, planned: its items and motions are added before it begins.

    Refused when the rules of procedure know none, without a reason, and for a deadline that is too near (U1).
    """
    _may_be(body, deadline, reason, at)
    meeting = Meeting.objects.create(
        partnership=by.partnership,
        body=body,
        kind="circular",
        starts_at=at,
        deadline=deadline,
        place="schriftlich",
        reason=reason,
        state=MEETING.initial,
    )
    payload = {"body": body.name, "deadline": deadline, "reason": reason}
    record(by=by, at=at, reference=f"meeting:{meeting.key}", payload=payload)
    return meeting


@deed("bodies.change_circular", on=queries.MEETING)
def change_circular(
    *, meeting: Meeting, deadline: dt.date, reason: str, seen: str = "", by: By, at: dt.datetime
) -> Meeting:
    """Another deadline or reason, while nobody has been asked; refused for the same causes as planning."""
    unchanged(seen, queries.circular_values(meeting))
    payload = {"from": _last_day(meeting), "deadline": deadline, "reason": reason}
    meeting.state = MEETING.next(meeting.state, "move")
    _may_be(meeting.body, deadline, reason, at)
    meeting.deadline, meeting.reason = deadline, reason
    meeting.save(update_fields=["state", "deadline", "reason"])
    touch(meeting)
    record(by=by, at=at, payload=payload)
    return meeting


def _answering(places: list[queries.Place]) -> set[int]:
    """Who can answer: every member, and each deputy who is not a member on another seat (C2: one vote for each person)."""
    members = [place.member for place in places if place.member]
    ties = [Tie(member.account_id, member.name, "") for member in members]
    deputies = [
        place.deputy
        for place in places
        if place.deputy and not any(tie.is_of(place.deputy.account_id, place.deputy.name) for tie in ties)
    ]
    return {holder.pk for holder in (*members, *deputies)}


def _open_item(item: AgendaItem, by: By, at: dt.datetime) -> Vote:
    """The one motion of the item goes to everybody who may vote on it; recused seats are not entitled (U2)."""
    vote = item.votes.filter(state="moved").exclude(what__in=("amendment", "procedure")).first()
    if vote is not None and vote.what == "election":
        raise Refused(Problem("election", mark("Gewählt wird in einer Sitzung, nicht im Umlauf.")))
    if vote is None:
        raise Refused(Problem("motion", mark("Zu „{title}“ fehlt der Beschlussvorschlag."), {"title": item.title}))
    vote.item = item
    if item.reference and not vote.reason.strip():
        raise Refused(
            Problem("reason", mark("Zu „{title}“ fehlt der Grund der Entscheidung."), {"title": item.title}, "reason")
        )
    places = queries.places(item, local_day(at))
    everybody = _answering(places)
    standing = [(place, place.standing(everybody)) for place in places]
    one_person_one_vote(standing)
    chairs = chairs_from(standing)
    if problem := rules.recusal_problem(chairs, why_voting="", why_out=""):
        raise Refused(problem)
    keep_rules(vote)
    if problem := rules.share_problem(chairs, cap_percent=vote.procedure["cap_percent"]):
        raise Refused(problem)
    vote.state, vote.opened_at = VOTE.next(vote.state, "open"), at
    vote.seats, vote.present = rules.quorum_of(chairs, values=vote.procedure).seats, rules.voters(chairs)
    vote.save(
        update_fields=["state", "opened_at", "seats", "present", "kept_procedure", "rules_version", "rules_title"]
    )
    write_roll(vote, standing, chairs)
    item.state, item.begun_at = ITEM.next(item.state, "begin"), at
    item.save(update_fields=["state", "begun_at"])
    return vote


@deed("bodies.open_circular", on=queries.MEETING)
def open_circular(*, meeting: Meeting, by: By, at: dt.datetime) -> Meeting:
    """Everybody entitled is asked by mail; the papers wait behind the sign-in.

    Refused without an item, when an item has no motion, and for the causes of planning as they are on this day.
    """
    _may_be(meeting.body, _last_day(meeting), meeting.reason, at)
    items = [row for row in queries.agenda(meeting) if row.state == "open"]
    if not items:
        raise Refused(Problem("agenda", mark("Die Tagesordnung ist noch leer.")))
    meeting.state, meeting.began_at = MEETING.next(meeting.state, "open"), at
    meeting.save(update_fields=["state", "began_at"])
    asked = {}
    for item in items:
        item.meeting = meeting
        for line in _open_item(item, by, at).presences.select_related("holder__account"):
            if line.attendance in rules.VOTING and line.holder and line.holder.account:
                asked[line.holder.account_id] = line.holder
    for holder in asked.values():
        queue(
            letter=emails.circular_opened(meeting, holder, emails.page_of(meeting)), at=at, partnership=by.partnership
        )
    touch(meeting)
    record(by=by, at=at, payload={"opened": len(items), "asked": len(asked)})
    return meeting


@deed("bodies.object_circular", on=queries.VOTE)
def object_circular(*, vote: Vote, by: Actor, at: dt.datetime) -> Presence:
    """A member objects to deciding without a meeting; enough objections stop it at once (U3). Refused after the deadline."""
    line = vote.presences.filter(holder__account=by.account, attendance__in=rules.VOTING).first()
    assert line is not None
    meeting = vote.item.meeting
    if vote.state != "open" or meeting.deadline is None or not in_time(at, meeting.deadline):
        raise Refused(Problem("late", mark("Die Frist ist vorbei.")))
    if line.objected:
        raise Refused(Problem("objected", mark("Sie haben schon widersprochen.")))
    line.objected = True
    line.save(update_fields=["objected"])
    vote.objections += 1
    vote.save(update_fields=["objections"])
    if vote.objections >= vote.procedure["circular_objections"]:
        _close(vote, by, at)
        if not Vote.objects.filter(item__meeting=meeting, state="open").exists():
            _end(meeting, at)
    touch(meeting)
    record(by=by, at=at, payload={"objected": line.seat.group})
    return line


def _other_holder(vote: Vote, line: Presence, day: dt.date) -> SeatHolder | None:
    """Who else could answer for the seat of this line: the deputy instead of the member, or the member after all.

    Nobody who is kept out or linked, and nobody who answers for another seat already (committee.md C2, U2).
    """
    if line.attendance not in ("member", "deputy") or line.voted or line.objected:
        return None
    place = next((row for row in queries.places(vote.item, day) if row.seat.pk == line.seat_id), None)
    other = None if place is None else place.deputy if line.attendance == "member" else place.member
    if place is None or other is None or place.out(other.capacity) or place.is_linked(other):
        return None
    ties = [Tie(row.holder.account_id, row.holder.name, "") for row in queries.roll_of(vote) if row.holder]
    return None if any(tie.is_of(other.account_id, other.name) for tie in ties) else other


def answerers(vote: Vote, at: dt.datetime) -> list[tuple[Presence, SeatHolder]]:
    """The seats of a vote in writing that runs whose other holder could answer instead."""
    deadline = vote.item.meeting.deadline
    if vote.state != "open" or deadline is None or not in_time(at, deadline):
        return []
    pairs = [(line, _other_holder(vote, line, local_day(at))) for line in queries.roll_of(vote)]
    return [(line, other) for line, other in pairs if other is not None]


@deed("bodies.name_answerer", on=queries.LINE)
def name_answerer(*, vote: Vote, line: Presence, by: By, at: dt.datetime) -> Presence:
    """The deputy answers for a seat because the member cannot, or the member after all; said by either or the office.

    Refused when nobody else can, after the answer, and after the deadline (C2, U2).
    """
    row = Presence.objects.select_for_update(of=("self",)).select_related("seat", "holder").get(pk=line.pk, vote=vote)
    meeting = vote.item.meeting
    if vote.state != "open" or meeting.deadline is None or not in_time(at, meeting.deadline):
        raise Refused(Problem("late", mark("Die Frist ist vorbei.")))
    other = _other_holder(vote, row, local_day(at))
    if other is None:
        raise Refused(Problem("nobody", mark("Für diesen Sitz kann niemand anderes antworten.")))
    before, row.holder, row.attendance = row.holder, other, other.capacity
    row.save(update_fields=["holder", "attendance"])
    if other.account is not None and other.capacity == "deputy":
        ask_once(meeting, other, emails.circular_opened(meeting, other, emails.page_of(meeting)), at)
    touch(meeting)
    payload = {"seat": row.seat.group, "answers": other.name, "instead_of": before.name if before else ""}
    record(by=by, at=at, payload=payload)
    return row


def may_close(meeting: Meeting, at: dt.datetime) -> bool:
    """Whether the deadline has passed, or enough have objected; where the rules say so, also when everybody has answered.

    Until the deadline anybody may object (U3), so answers alone end it early by a rule only.
    """
    if meeting.deadline is not None and not in_time(at, meeting.deadline):
        return True
    votes = Vote.objects.filter(item__meeting=meeting, state="open")
    return all(
        (
            vote.procedure["circular_early"]
            and not vote.presences.filter(attendance__in=rules.VOTING, voted=False).exists()
        )
        or vote.objections >= vote.procedure["circular_objections"]
        for vote in votes
    )


@deed("bodies.close_circular", on=queries.MEETING)
def close_circular(*, meeting: Meeting, by: By, at: dt.datetime) -> Meeting:
    """Counts what came in time: valid and passed is decided; anything else comes to the next meeting (U3, U4).

    Refused before the deadline, unless enough have objected, or the rules let it end when everybody has answered.
    """
    if meeting.kind != "circular" or not may_close(meeting, at):
        raise Refused(Problem("early", mark("Die Frist läuft noch.")))
    outcomes = {}
    for vote in Vote.objects.filter(item__meeting=meeting, state="open").select_related("item"):
        outcomes[vote.item.title] = _close(vote, by, at)
    _end(meeting, at)
    record(by=by, at=at, payload=outcomes)
    return meeting


def _end(meeting: Meeting, at: dt.datetime) -> None:
    """The vote in writing is over, and the next meeting is told."""
    meeting.state, meeting.closed_at = MEETING.next(meeting.state, "close"), at
    meeting.save(update_fields=["state", "closed_at"])
    touch(meeting)
    _report(meeting, at)


def _report(meeting: Meeting, at: dt.datetime) -> None:
    """The next meeting of the body is told what came out (U5); one that is planned later is told when it is planned."""
    rows = Meeting.objects.filter(
        body=meeting.body, kind="meeting", state__in=("planned", "invited"), starts_at__gt=at
    )
    coming = rows.select_for_update(of=("self",)).select_related("body").order_by("starts_at").first()
    if coming is not None:
        report_circulars(coming)
        touch(coming)


def _close(vote: Vote, by: By, at: dt.datetime) -> str:
    vote.item = queries.locked_item(vote.item)
    lines = [line for line in queries.roll_of(vote) if line.attendance in rules.VOTING]
    chosen = [line.choice for line in lines if line.voted]
    vote.yes, vote.no, vote.abstain = (chosen.count(choice) for choice in ("yes", "no", "abstain"))
    vote.state, vote.closed_at = VOTE.next(vote.state, "close"), at
    keep_chair_vote(vote, lines, local_day(at), "silent")
    outcome = queries.circular_result(vote)
    vote.passed = outcome.passed
    vote.save(update_fields=["yes", "no", "abstain", "state", "closed_at", "chair_vote", "passed"])
    motion = vote.motion or "adopt"
    if not outcome.valid or not (outcome.passed or motion in rules.DECIDING):
        ended(vote.item, "put_off", at)
        return outcome.ground
    kind = motion if outcome.passed else "reject"
    settle(vote, kind, vote.reason, by, at)
    return kind
