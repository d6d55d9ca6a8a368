"""Who sits: bodies, seats, holders, functions, absences."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from aktionsplan.bodies.models import Attendance, Body, BodyFunction, FundBody, Meeting, Seat, SeatHolder
from aktionsplan.bodies.rules import composition
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.models import Account
from aktionsplan.people.permissions import allowed_roles
from aktionsplan.people.queries import Actor, holders
from aktionsplan.shared.civil import Civil, share
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.words import Problem


def in_force(day: dt.date) -> Q:
    """Rows whose term holds on that day."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def _seat_in_force(day: dt.date) -> Q:
    return Q(seat__valid_from__lte=day) & (Q(seat__valid_until__isnull=True) | Q(seat__valid_until__gt=day))


def bodies(partnership: Partnership) -> list[Body]:
    """Every body with its number of seats."""
    return list(Body.objects.filter(partnership=partnership).annotate(seat_count=Count("seats")))


def fund_body(partnership: Partnership, code: str) -> FundBody | None:
    """Which body is asked about the fund with this code; None where it is the steering committee."""
    return FundBody.objects.filter(partnership=partnership, code=code).select_related("body").first()


def deciding_body(partnership: Partnership, code: str) -> Body | None:
    """The body that is asked about the fund with this code: its own, else the first steering committee."""
    asked = fund_body(partnership, code)
    return asked.body if asked else Body.objects.filter(partnership=partnership, kind="steering_committee").first()


def body_for(by: Actor, key: str) -> Body:
    """The body with this key, or 404."""
    body = Body.objects.filter(partnership=by.partnership, key=key).first()
    if body is None:
        raise Http404
    return body


def seats(body: Body, day: dt.date) -> list[Seat]:
    """The seats of that day with their holders in `present_holders`."""
    holders = Prefetch(
        "holders", SeatHolder.objects.filter(in_force(day)).select_related("account"), to_attr="present_holders"
    )
    return list(Seat.objects.filter(in_force(day), body=body).prefetch_related(holders))  # type: ignore[no-redef]


def civil_in(held: Iterable[Seat]) -> Civil:
    """The share of civil society among the seats (as `seats` gives them) that somebody holds."""
    sides = [seat.side for seat in held if seat.present_holders]
    return share(sides.count("civil"), len(sides))


def seated_bodies(rows: list[Body], day: dt.date) -> set[int]:
    """Those of the bodies in which somebody holds a seat on that day."""
    holders = SeatHolder.objects.filter(in_force(day), seat__body__in=rows)
    return set(holders.filter(_seat_in_force(day)).values_list("seat__body_id", flat=True))


def for_functions(body: Body, day: dt.date) -> dict[str, Account]:
    """Who can lead the body or write its minutes: whoever sits in it with an account, and the office; by key of account."""
    office = holders(body.partnership, set(allowed_roles("bodies.name_function")), day)
    seated = [row.account for seat in seats(body, day) for row in seat.present_holders if row.account is not None]
    return {account.key: account for account in sorted([*office, *seated], key=lambda account: account.name)}


def seat_for(by: Actor, key: str) -> Seat:
    """The seat with this key, or 404."""
    seat = Seat.objects.filter(partnership=by.partnership, key=key).select_related("body").first()
    if seat is None:
        raise Http404
    return seat


def holder_for(by: Actor, key: str) -> SeatHolder:
    """The seat holder with this key, or 404."""
    rows = SeatHolder.objects.filter(partnership=by.partnership, key=key)
    holder = rows.select_related("seat__body", "account").first()
    if holder is None:
        raise Http404
    return holder


def own_holders(by: Actor, day: dt.date) -> QuerySet[SeatHolder]:
    """The seats the actor holds on that day, as member or deputy."""
    rows = SeatHolder.objects.filter(in_force(day), partnership=by.partnership, account=by.account)
    return rows.filter(_seat_in_force(day)).select_related("seat__body")


def ending_terms(partnership: Partnership, today: dt.date, until: dt.date) -> list[SeatHolder]:
    """Terms that end from tomorrow until that day and after which nobody sits, nearest first."""
    rows = SeatHolder.objects.filter(partnership=partnership, valid_until__gt=today, valid_until__lte=until)
    rows = rows.filter(Q(seat__valid_until__isnull=True) | Q(seat__valid_until__gt=F("valid_until")))
    later = SeatHolder.objects.filter(
        seat=OuterRef("seat"), capacity=OuterRef("capacity"), valid_from__gte=OuterRef("valid_until")
    )
    rows = rows.exclude(Exists(later))
    return list(rows.select_related("seat").order_by("valid_until"))


def past_holders(body: Body, day: dt.date) -> list[SeatHolder]:
    """Who sat before, newest first: the history of the seats."""
    rows = SeatHolder.objects.filter(seat__body=body, valid_until__lte=day).select_related("seat")
    return list(rows.order_by("-valid_until", "-id")[:50])


def functions(body: Body, day: dt.date) -> list[BodyFunction]:
    """Who leads the body and writes its minutes on that day."""
    return list(BodyFunction.objects.filter(in_force(day), body=body).select_related("account"))


def function_for(by: Actor, key: str) -> BodyFunction:
    """The function with this key, or 404."""
    rows = BodyFunction.objects.filter(partnership=by.partnership, key=key)
    function = rows.select_related("body", "account").first()
    if function is None:
        raise Http404
    return function


def functions_of(body: Body, account: Account, day: dt.date) -> frozenset[str]:
    """The functions the account has in the body on that day."""
    rows = BodyFunction.objects.filter(in_force(day), body=body, account=account)
    return frozenset(rows.values_list("function", flat=True))


def composition_problems(rows: Iterable[Seat], values: Mapping[str, Value]) -> list[Problem]:
    """What the rules of procedure say against the present composition (committee.md C5).

    The majority is one of votes: seats that nobody holds count only where the rules count them (C2).
    """
    seats_with_vote = [seat for seat in rows if seat.voting]
    voting = [seat.side for seat in seats_with_vote]
    counted_sides = [seat.side for seat in seats_with_vote if values["vacant_count"] or seat.present_holders]
    majority = composition.majority_problem(voting, counted_sides) if counted_sides else None
    size = composition.size_problem(len(voting), most=values["most_seats"])
    return [problem for problem in (majority, size) if problem]


def absentees(body: Body, rows: list[Seat]) -> list[Seat]:
    """Seats whose holders were missing unexcused in the last three meetings: a procedure to fill them is proposed (C4).

    Only meetings since the seat exists and whose attendance was written down count.
    """
    last = Meeting.objects.filter(body=body, state="held", kind="meeting", attendances__isnull=False)
    meetings = list(last.distinct().order_by("-starts_at")[: composition.IN_A_ROW])[::-1]
    stays = Attendance.objects.filter(meeting__in=meetings)
    seen = set(stays.values_list("meeting_id", "holder__seat_id"))
    return [
        seat
        for seat in rows
        if composition.absent_too_often(
            [
                "there"
                if (meeting.pk, seat.pk) in seen or seat.valid_from > meeting.starts_at.date()
                else "unexcused"
                for meeting in meetings
            ]
        )
    ]
