"""Writing bodies: seats, appointments, functions, consents."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from aktionsplan.bodies import queries
from aktionsplan.bodies.models import Body, BodyFunction, FundBody, Seat, SeatHolder
from aktionsplan.bodies.operations.publishing import keep_true
from aktionsplan.bodies.rules import composition
from aktionsplan.partnership.queries import funds
from aktionsplan.people.models import Account
from aktionsplan.people.operations import begin_body_role, end_body_role, expect_account
from aktionsplan.people.permissions import Role
from aktionsplan.shared import search
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import Period, local_day
from aktionsplan.shared.words import Problem, Refused, mark


@deed("bodies.set_up", on=None, because="the body is made here")
def set_up(*, kind: str, name: str, by: By, at: dt.datetime) -> Body:
    """A new body."""
    if Body.objects.filter(partnership=by.partnership, name=name).exists():
        raise Refused(Problem("named", mark("Ein Gremium mit diesem Namen gibt es schon."), field_name="name"))
    body = Body.objects.create(partnership=by.partnership, kind=kind, name=name)
    search.put(partnership=by.partnership, kind="body", reference=body.key, title=name, text="")
    record(by=by, at=at, reference=f"body:{body.key}", payload={"kind": kind, "name": name})
    return body


@deed("bodies.assign_fund", on=queries.BODY)
def assign_fund(*, body: Body, code: str, binding: bool, by: By, at: dt.datetime) -> FundBody:
    """This body is asked about the money of the fund, in this and later years; whoever was asked before no longer is.

    Without `binding` it recommends and the office decides. What already stands on an agenda stays there. Source:
    programme.md 1 (Jugendfonds: pot decided by the Jugendforum).
    """
    if code not in {fund.code for fund in funds(by.partnership)}:
        raise Refused(Problem("fund", mark("Diesen Fonds gibt es nicht."), {}, "code"))
    assignment, _new = FundBody.objects.update_or_create(
        partnership=by.partnership, code=code, defaults={"body": body, "binding": binding}
    )
    payload = {"fund": code, "body": body.name, "binding": binding}
    record(by=by, at=at, payload=payload)
    return assignment


@deed("bodies.release_fund", on=queries.BODY)
def release_fund(*, body: Body, code: str, by: By, at: dt.datetime) -> None:
    """The body is no longer asked about the fund: the steering committee is. Refused when it was not asked."""
    if not FundBody.objects.filter(partnership=by.partnership, code=code, body=body).delete()[0]:
        raise Refused(Problem("fund", mark("Dieses Gremium entscheidet nicht über diesen Fonds."), {}, "code"))
    record(by=by, at=at, payload={"released_fund": code})


def _check_composition(body: Body, before: Iterable[Seat], after: Iterable[Seat], day: dt.date) -> None:
    """Refused when the rules of procedure do not allow the change (committee.md C5)."""
    values = queries.rules_of_body(body, day)
    old_sides, now = ([seat.side for seat in rows if seat.voting] for rows in (before, after))
    problem = composition.size_problem(len(now), most=values["most_seats"]) if len(now) > len(old_sides) else None
    lost = composition.majority_problem(old_sides, now)
    if values["civil_majority"] == "block" and lost is not None and lost.params["lost"]:
        problem = problem or lost
    if problem:
        raise Refused(problem)


@deed("bodies.add_seat", on=queries.BODY)
def add_seat(*, body: Body, group: str, side: str, voting: bool, by: By, at: dt.datetime) -> Seat:
    """A seat of an interest group.

    Refused when the body would get too large, or civil society would lose its majority and the rules block that (C5).
    """
    day = local_day(at)
    seat = Seat(partnership=by.partnership, body=body, group=group, side=side, voting=voting, valid_from=day)
    present = queries.seats(body, day)
    _check_composition(body, present, [*present, seat], day)
    seat.save(force_insert=True)
    record(by=by, at=at, payload={"seat": group, "side": side, "voting": voting})
    return seat


@deed("bodies.end_seat", on=queries.SEAT)
def end_seat(*, seat: Seat, by: By, at: dt.datetime) -> Seat:
    """A seat that the body no longer has; Refused while somebody sits on it."""
    day = local_day(at)
    Body.objects.select_for_update().get(pk=seat.body_id)
    if seat.valid_until is not None:
        raise Refused(Problem("ended", mark("Diesen Sitz gibt es nicht mehr.")))
    if seat.holders.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day)).exists():
        raise Refused(Problem("seated", mark("Beenden Sie zuerst die Amtszeiten auf diesem Sitz.")))
    present = queries.seats(seat.body, day)
    _check_composition(seat.body, present, [row for row in present if row.pk != seat.pk], day)
    seat.valid_until = max(day, seat.valid_from)
    seat.save(update_fields=["valid_until"])
    keep_true(seat.body, by, at)
    record(by=by, at=at, payload={"ended_seat": seat.group})
    return seat


def _check_voters(seat: Seat, day: dt.date) -> None:
    """Refused when filling this seat takes the majority of the votes that are held from civil society (committee.md C5)."""
    if not seat.voting or seat.side == "civil":
        return
    values = queries.rules_of_body(seat.body, day)
    rows = [row for row in queries.seats(seat.body, day) if row.voting]
    sides = [row.side for row in rows if row.present_holders and row.pk != seat.pk]
    lost = composition.majority_problem(sides, [*sides, seat.side])
    if values["civil_majority"] == "block" and lost is not None and lost.params["lost"]:
        raise Refused(lost)


def role_on(seat: Seat, capacity: str) -> str:
    """The membership that a seat brings."""
    if not seat.voting:
        return Role.ADVISORY_MEMBER
    if seat.body.kind == "youth_forum":
        return Role.YOUTH_MEMBER
    return Role.DEPUTY if capacity == "deputy" else Role.COMMITTEE_MEMBER


def _check_free(seat: Seat, capacity: str, term: Period) -> None:
    if term.end is not None and term.end <= term.start:
        raise Refused(Problem("term", mark("Die Amtszeit endet vor ihrem Beginn."), {}, "until"))
    _check_voters(seat, term.start)
    rows = SeatHolder.objects.filter(seat=seat, capacity=capacity)
    if any(Period(row.valid_from, row.valid_until).overlaps(term) for row in rows):
        raise Refused(
            Problem(
                "taken",
                mark("Dieser Platz ist besetzt. Beenden Sie zuerst die laufende Amtszeit."),
                field_name="capacity",
            )
        )


@deed("bodies.appoint", on=queries.SEAT)
def appoint(
    *,
    seat: Seat,
    capacity: str,
    name: str,
    account: Account | None = None,
    email: str = "",
    appointment: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    by: By,
    at: dt.datetime,
) -> SeatHolder:
    """A person on a seat, with the record of the appointment, from today or a later day; brings the membership.

    Known by the account, or by an address whose account is made when it is missing. The last day is the one before
    `until`. Refused while somebody else is appointed for one of these days, and when the rules block the change (C5).
    """
    start = since or local_day(at)
    _check_free(seat, capacity, Period(start, until))
    if email:
        account = expect_account(email=email, name=name, by=by, at=at)
    holder = SeatHolder.objects.create(
        partnership=by.partnership,
        seat=seat,
        capacity=capacity,
        name=name,
        account=account,
        record=appointment,
        valid_from=start,
        valid_until=until,
    )
    if account is not None:
        role = role_on(seat, capacity)
        begin_body_role(account=account, name=name, role=role, since=start, until=until, by=by, at=at)
    payload = {"seat": seat.group, "capacity": capacity, "name": name, "until": until}
    record(by=by, at=at, payload=payload)
    return holder


@deed("bodies.end_term", on=queries.HOLDER)
def end_term(*, holder: SeatHolder, by: By, at: dt.datetime) -> SeatHolder:
    """Ends a term; the membership ends with the last seat that brought it."""
    day = local_day(at)
    if holder.valid_until is not None and holder.valid_until <= day:
        raise Refused(Problem("ended", mark("Diese Amtszeit ist schon beendet.")))
    holder.valid_until = max(day, holder.valid_from)
    holder.save(update_fields=["valid_until"])
    if holder.account is not None:
        role = role_on(holder.seat, holder.capacity)
        others = SeatHolder.objects.filter(queries.in_force(day), account=holder.account).exclude(pk=holder.pk)
        if not any(role_on(other.seat, other.capacity) == role for other in others.select_related("seat__body")):
            end_body_role(account=holder.account, role=role, by=by, at=at)
    keep_true(holder.seat.body, by, at)
    record(by=by, at=at, payload={"ended": holder.name, "seat": holder.seat.group})
    return holder


@deed("bodies.hand_over", on=queries.HOLDER)
def hand_over(
    *,
    holder: SeatHolder,
    name: str,
    email: str,
    appointment: str,
    until: dt.date | None = None,
    by: By,
    at: dt.datetime,
) -> SeatHolder:
    """The seat goes from one person to the next in one deed; who sat before stays in the history.

    A term with a last day ahead ends on that day, and the next one begins then.
    """
    ahead = holder.valid_until is not None and holder.valid_until > local_day(at)
    ended = holder if ahead else end_term(holder=holder, by=by, at=at)
    successor = appoint(
        seat=ended.seat,
        capacity=ended.capacity,
        name=name,
        email=email,
        appointment=appointment,
        since=ended.valid_until if ahead else None,
        until=until,
        by=by,
        at=at,
    )
    payload = {"from": ended.name, "to": name, "seat": ended.seat.group}
    record(by=by, at=at, payload=payload)
    return successor


@deed("bodies.commit_secrecy", on=queries.HOLDER)
def commit_secrecy(*, holder: SeatHolder, on: dt.date, note: str, by: By, at: dt.datetime) -> SeatHolder:
    """The commitment to secrecy is on file (VwVfG §§ 83, 84): the day, and where it is kept."""
    if on > local_day(at):
        raise Refused(Problem("future", mark("Dieser Tag liegt in der Zukunft."), {}, "on"))
    holder.secrecy_on, holder.secrecy_record = on, note
    holder.save(update_fields=["secrecy_on", "secrecy_record"])
    record(by=by, at=at, payload={"secrecy": holder.name, "on": on})
    return holder


@deed("bodies.consent", on=queries.HOLDER)
def consent(*, holder: SeatHolder, named: bool, by: By, at: dt.datetime) -> SeatHolder:
    """The person on the seat agrees to be named in public, or takes that back; only for the own seat."""
    holder.named_since = local_day(at) if named else None
    holder.save(update_fields=["named_since"])
    keep_true(holder.seat.body, by, at)
    record(by=by, at=at, payload={"consent": named, "seat": holder.seat.group})
    return holder


@deed("bodies.name_function", on=queries.BODY)
def name_function(*, body: Body, function: str, account: Account, name: str, by: By, at: dt.datetime) -> BodyFunction:
    """Who leads the body or writes its minutes from today on; whoever did so before has done so until today.

    Refused for whoever neither sits in the body nor belongs to the office.
    """
    day = local_day(at)
    if account.key not in queries.for_functions(body, day):
        text = mark("Diese Aufgabe kann nur übernehmen, wer im Gremium sitzt oder im Amt dafür arbeitet.")
        raise Refused(Problem("not_of_body", text, {}, "account"))
    rows = BodyFunction.objects.select_for_update().filter(body=body, function=function, valid_until__isnull=True)
    for before in rows:
        if before.account_id == account.pk:
            raise Refused(Problem("named", mark("Diese Person hat die Aufgabe schon."), {}, "account"))
        before.valid_until = max(day, before.valid_from)
        before.save(update_fields=["valid_until"])
    body_function = BodyFunction.objects.create(
        partnership=by.partnership, body=body, function=function, account=account, name=name, valid_from=day
    )
    keep_true(body, by, at)
    record(by=by, at=at, payload={"function": function, "name": name})
    return body_function


@deed("bodies.end_function", on=queries.FUNCTION)
def end_function(*, function: BodyFunction, by: By, at: dt.datetime) -> BodyFunction:
    """Ends a function in a body."""
    if function.valid_until is not None:
        raise Refused(Problem("ended", mark("Diese Aufgabe ist schon beendet.")))
    function.valid_until = max(local_day(at), function.valid_from)
    function.save(update_fields=["valid_until"])
    keep_true(function.body, by, at)
    payload = {"ended_function": function.function, "name": function.name}
    record(by=by, at=at, payload=payload)
    return function
