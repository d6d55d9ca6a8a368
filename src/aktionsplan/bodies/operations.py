"""Writing bodies: seats, appointments, meetings, decisions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import AgendaItem, Body, Decision, Meeting, Presence, Seat, SeatHolder
from aktionsplan.bodies.states import ITEM, MEETING
from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import Tie, impartial
from aktionsplan.partnership.queries import rules_in_force
from aktionsplan.people.models import Account
from aktionsplan.people.operations import account_with, begin_body_role, end_body_role
from aktionsplan.people.permissions import Role
from aktionsplan.people.queries import require
from aktionsplan.shared import search
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


@deed("bodies.set_up")
def set_up(*, kind: str, name: str, by: By, at: dt.datetime) -> Body:
    """A new body."""
    if Body.objects.filter(partnership=by.partnership, name=name).exists():
        raise Refused(Problem("named", mark("Ein Gremium mit diesem Namen gibt es schon."), field_name="name"))
    made = Body.objects.create(partnership=by.partnership, kind=kind, name=name)
    search.put(partnership=by.partnership, kind="body", reference=made.key, title=name, text="")
    record(by=by, at=at, reference=f"body:{made.key}", payload={"kind": kind, "name": name})
    return made


@deed("bodies.add_seat")
def add_seat(*, body: Body, group: str, side: str, voting: bool, by: By, at: dt.datetime) -> Seat:
    """A seat of an interest group."""
    made = Seat.objects.create(
        partnership=by.partnership, body=body, group=group, side=side, voting=voting, valid_from=local_day(at)
    )
    record(by=by, at=at, reference=f"body:{body.key}", payload={"seat": group, "side": side, "voting": voting})
    return made


def role_on(seat: Seat, capacity: str) -> str:
    """The membership that a seat brings."""
    if not seat.voting:
        return Role.ADVISORY_MEMBER
    if seat.body.kind == "youth_forum":
        return Role.YOUTH_MEMBER
    return Role.DEPUTY if capacity == "deputy" else Role.COMMITTEE_MEMBER


def _check_free(seat: Seat, capacity: str) -> None:
    if SeatHolder.objects.filter(seat=seat, capacity=capacity, valid_until__isnull=True).exists():
        raise Refused(
            Problem(
                "taken",
                mark("Dieser Platz ist besetzt. Beenden Sie zuerst die laufende Amtszeit."),
                field_name="capacity",
            )
        )


@deed("bodies.appoint")
def appoint(
    *,
    seat: Seat,
    capacity: str,
    name: str,
    account: Account | None = None,
    email: str = "",
    appointment: str,
    by: By,
    at: dt.datetime,
) -> SeatHolder:
    """A person on a seat, with the record of the appointment; brings the membership.

    Known by the account, or by an address whose account is made when it is missing.
    """
    _check_free(seat, capacity)
    if email:
        account = account_with(email=email, name=name)
    made = SeatHolder.objects.create(
        partnership=by.partnership,
        seat=seat,
        capacity=capacity,
        name=name,
        account=account,
        record=appointment,
        valid_from=local_day(at),
    )
    if account is not None:
        begin_body_role(account=account, name=name, role=role_on(seat, capacity), by=by, at=at)
    record(
        by=by,
        at=at,
        reference=f"body:{seat.body.key}",
        payload={"seat": seat.group, "capacity": capacity, "name": name},
    )
    return made


@deed("bodies.end_term")
def end_term(*, holder: SeatHolder, by: By, at: dt.datetime) -> SeatHolder:
    """Ends a term; the membership ends with the last seat that brought it."""
    held = SeatHolder.objects.select_for_update().get(pk=holder.pk)
    if held.valid_until is not None:
        raise Refused(Problem("ended", mark("Diese Amtszeit ist schon beendet.")))
    held.valid_until = max(local_day(at), held.valid_from)
    held.save(update_fields=["valid_until"])
    if held.account is not None:
        role = role_on(held.seat, held.capacity)
        others = SeatHolder.objects.filter(account=held.account, valid_until__isnull=True).select_related(
            "seat__body"
        )
        if not any(role_on(other.seat, other.capacity) == role for other in others):
            end_body_role(account=held.account, role=role, by=by, at=at)
    record(
        by=by, at=at, reference=f"body:{held.seat.body.key}", payload={"ended": held.name, "seat": held.seat.group}
    )
    return held


@deed("bodies.plan_meeting")
def plan_meeting(*, body: Body, starts_at: dt.datetime, place: str, by: By, at: dt.datetime) -> Meeting:
    """A meeting of a body."""
    made = Meeting.objects.create(
        partnership=by.partnership, body=body, starts_at=starts_at, place=place, state=MEETING.initial
    )
    record(by=by, at=at, reference=f"meeting:{made.key}", payload={"body": body.name, "starts_at": starts_at})
    return made


def _still_planned(meeting: Meeting, event: str) -> Meeting:
    held = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    held.state = MEETING.next(held.state, event)
    return held


@deed("bodies.move_meeting")
def move_meeting(*, meeting: Meeting, starts_at: dt.datetime, place: str, by: By, at: dt.datetime) -> Meeting:
    """Another time or place of a meeting that has decided nothing yet."""
    held = _still_planned(meeting, "move")
    told = {"from": held.starts_at, "to": starts_at, "place": place}
    held.starts_at, held.place = starts_at, place
    held.save(update_fields=["state", "starts_at", "place"])
    record(by=by, at=at, reference=f"meeting:{held.key}", payload=told)
    return held


@deed("bodies.cancel_meeting")
def cancel_meeting(*, meeting: Meeting, by: By, at: dt.datetime) -> Meeting:
    """A meeting that does not take place; Refused while something stands on its agenda."""
    held = _still_planned(meeting, "cancel")
    if held.items.filter(state="open").exists():
        raise Refused(Problem("items", mark("Nehmen Sie zuerst alle Punkte von der Tagesordnung.")))
    held.save(update_fields=["state"])
    record(by=by, at=at, reference=f"meeting:{held.key}", payload={"starts_at": held.starts_at})
    return held


@deed("bodies.take_off_agenda")
def take_off_agenda(*, item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    """An undecided item leaves the agenda and may come to another one; its number stays empty."""
    held = AgendaItem.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=item.pk)
    if held.organisation is not None:
        require(by, "bodies.take_off_agenda", impartial(held.organisation, by, local_day(at)))
    held.state = ITEM.next(held.state, "take_off")
    held.save(update_fields=["state"])
    record(by=by, at=at, reference=held.reference or f"item:{held.key}", payload={"title": held.title})
    return held


@deed("bodies.drop_item")
def drop_item(*, item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    """The thing itself is gone (an application was withdrawn): its undecided item leaves the agenda."""
    held = AgendaItem.objects.select_for_update().get(pk=item.pk)
    held.state = ITEM.next(held.state, "take_off")
    held.save(update_fields=["state"])
    record(by=by, at=at, reference=f"item:{held.key}", payload={"title": held.title})
    return held


@deed("bodies.put_on_agenda")
def put_on_agenda(
    *,
    meeting: Meeting,
    title: str,
    text: str,
    reference: str,
    organisation: Organisation | None,
    requested_eur: Decimal | None,
    by: By,
    at: dt.datetime,
) -> AgendaItem:
    """An item at the end of the agenda; Refused when the thing stands on an open agenda already."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.state == "cancelled":
        raise Refused(Problem("cancelled", mark("Diese Sitzung ist abgesagt.")))
    open_items = AgendaItem.objects.filter(partnership=by.partnership, reference=reference, state="open")
    if reference and open_items.exists():
        raise Refused(Problem("on_agenda", mark("Das steht schon auf einer Tagesordnung.")))
    last = held.items.order_by("-position").first()
    made = AgendaItem.objects.create(
        partnership=by.partnership,
        meeting=held,
        position=(last.position if last else 0) + 1,
        title=title,
        text=text,
        reference=reference,
        organisation=organisation,
        requested_eur=requested_eur,
        state=ITEM.initial,
    )
    record(by=by, at=at, reference=f"item:{made.key}", payload={"title": title, "about": reference})
    return made


@dataclass(frozen=True)
class Vote:
    """What was voted and how: attendance by seat key, counts, and the decision in words."""

    attendance: Mapping[str, str]
    motion: str
    yes: int
    no: int
    abstain: int
    invalid: int
    amount_eur: Decimal | None
    conditions: str
    reason: str
    override: str
    recusal_reason: str


def _one_person_one_vote(places: list[queries.Place], vote: Vote) -> None:
    """Refused when one person would sit on two seats: one vote each, never handed on (programme.md 4.7)."""
    sitting = [place.sitting(vote.attendance.get(place.seat.key, "absent")) for place in places]
    ties = [Tie(holder.account_id, holder.name, "") for holder in sitting if holder is not None]
    if any(one.is_of(other.account, other.name) for one, other in combinations(ties, 2)):
        raise Refused(
            Problem("twice", mark("Eine Person ist auf zwei Sitzen eingetragen. Jede Person hat nur eine Stimme."))
        )


def _chairs(places: list[queries.Place], vote: Vote) -> list[rules.Chair]:
    _one_person_one_vote(places, vote)
    chairs = []
    for place in places:
        attendance = vote.attendance.get(place.seat.key, "absent")
        if attendance not in place.choices:
            raise Refused(Problem("attendance", mark("Diese Angabe zur Anwesenheit passt nicht zum Sitz.")))
        chairs.append(
            rules.Chair(
                place.seat.key,
                place.seat.side,
                attendance,
                place.is_linked(place.sitting(attendance)),
                place.is_linked(place.kept_out(attendance)),
            )
        )
    return chairs


def _check(item: AgendaItem, chairs: list[rules.Chair], vote: Vote) -> None:
    problem = (
        rules.decision_problem(
            motion=vote.motion,
            requested=item.requested_eur,
            amount=vote.amount_eur,
            conditions=vote.conditions,
            reason=vote.reason,
        )
        or rules.recusal_problem(chairs, why_voting=vote.override, why_out=vote.recusal_reason)
        or rules.ballot_problem(chairs, yes=vote.yes, no=vote.no, abstain=vote.abstain, invalid=vote.invalid)
    )
    if problem:
        raise Refused(problem)


def _store(
    item: AgendaItem,
    places: list[queries.Place],
    chairs: list[rules.Chair],
    vote: Vote,
    verdict: rules.Verdict,
    version: int,
    by: By,
    at: dt.datetime,
) -> Decision:
    approving = verdict.kind in rules.APPROVING
    made = Decision.objects.create(
        partnership=by.partnership,
        item=item,
        motion=vote.motion,
        kind=verdict.kind,
        amount_eur=vote.amount_eur if approving else None,
        conditions=vote.conditions,
        reason=vote.reason,
        override=vote.override,
        recusal_reason=vote.recusal_reason,
        seats=verdict.quorum.seats,
        present=verdict.quorum.present,
        excluded=verdict.excluded,
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        invalid=vote.invalid,
        quorum_rule=verdict.quorum.rule,
        majority_rule=verdict.majority.rule,
        rules_version=version,
        decided_on=local_day(item.meeting.starts_at),
        recorded_at=at,
        recorded_by=by.reference,
    )
    Presence.objects.bulk_create(
        Presence(
            partnership=by.partnership,
            decision=made,
            seat=place.seat,
            attendance=chair.attendance,
            linked=chair.linked,
            holder=place.sitting(chair.attendance) or place.kept_out(chair.attendance) or place.member,
            recused=place.kept_out(chair.attendance),
        )
        for place, chair in zip(places, chairs, strict=True)
    )
    return made


@deed("bodies.record_decision")
def record_decision(*, item: AgendaItem, vote: Vote, by: By, at: dt.datetime) -> Decision:
    """The decision of the body on an item, with its verdict computed by the rules in force.

    Refused while the meeting has not begun, without quorum (Q1), with counts that do not fit the voters,
    with a linked person voting unexplained (B1 to B3, B8), or when amount and kind do not fit (M5).
    """
    held = (
        AgendaItem.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "organisation")
        .get(pk=item.pk)
    )
    if held.organisation is not None:
        require(by, "bodies.record_decision", impartial(held.organisation, by, local_day(at)))
    held.state = ITEM.next(held.state, "decide")
    if at < held.meeting.starts_at:
        raise Refused(Problem("early", mark("Die Sitzung hat noch nicht begonnen.")))
    day = local_day(held.meeting.starts_at)
    in_force, places = rules_in_force(by.partnership, "procedure", day), queries.places(held, day)
    chairs = _chairs(places, vote)
    _check(held, chairs, vote)
    verdict = rules.decide(
        chairs=chairs,
        motion=vote.motion,
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        invalid=vote.invalid,
        quorum_rule=in_force["quorum"],
        majority_rule=in_force["majority"],
        least=in_force["least_present"],
    )
    if not verdict.quorum.quorate:
        raise Refused(Problem("quorum", verdict.quorum_text, verdict.params))
    made = _store(held, places, chairs, vote, verdict, in_force.version, by, at)
    held.save(update_fields=["state"])
    meeting = Meeting.objects.select_for_update().get(pk=held.meeting_id)
    meeting.state = MEETING.next(meeting.state, "decide")
    meeting.save(update_fields=["state"])
    told = {
        "kind": made.kind,
        "amount": made.amount_eur,
        "yes": made.yes,
        "no": made.no,
        "abstain": made.abstain,
        "body": held.meeting.body.name,
    }
    record(by=by, at=at, reference=held.reference or f"item:{held.key}", payload=told)
    return made
