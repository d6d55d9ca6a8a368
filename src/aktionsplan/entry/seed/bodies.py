"""A committee of twelve with a meeting to come, and the meetings in which applications were decided (`decide`)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import AgendaItem, Attendance, Body, Decision, Meeting, Presence, SeatHolder, Vote
from aktionsplan.entry.seed.ground import BLOCK, Ground
from aktionsplan.partnership.queries import rules_in_force
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import known

SEATS, PUBLIC = 12, 4
YES, NO = 9, 3


def grow(ground: Ground) -> Iterator[str]:
    """The committee, its members with their accounts, and the next meeting."""
    by, at = ground.by, ground.now
    body = bodies.set_up(kind="steering_committee", name="Begleitausschuss", by=by, at=at)
    for n in range(SEATS):
        side = "public" if n < PUBLIC else "civil"
        seat = bodies.add_seat(body=body, group=f"Gruppe {n}", side=side, voting=True, by=by, at=at)
        account = ground.account(f"mitglied{n}")
        bodies.appoint(
            seat=seat, capacity="member", name=account.name, account=account, appointment="berufen", by=by, at=at
        )
    chair = SeatHolder.objects.filter(seat__body=body).order_by("pk")[0]
    bodies.name_function(body=body, function="chair", account=known(chair.account), name=chair.name, by=by, at=at)
    bodies.plan_meeting(body=body, starts_at=at + dt.timedelta(days=30), place="Rathaus", by=by, at=at)
    yield f"{ground.town.slug}: ein Begleitausschuss"


def decide(ground: Ground, topics: Sequence[tuple[AgendaItem, str, Decimal | None]], day: dt.datetime) -> None:
    """One past meeting that decided the unsaved items, each with the motion of its vote and the amount."""
    body = Body.objects.get(kind="steering_committee")
    holders = list(SeatHolder.objects.filter(seat__body=body).select_related("seat").order_by("pk"))
    meeting = Meeting.objects.create(
        partnership=ground.town, body=body, starts_at=day, place="Rathaus", state="held", closed_at=day, quorate=True
    )
    Attendance.objects.bulk_create(
        Attendance(partnership=ground.town, meeting=meeting, holder=holder, arrived_at=day, left_at=day)
        for holder in holders
    )
    for position, (item, _motion, _amount) in enumerate(topics, 1):
        item.meeting, item.position = meeting, position
    items = AgendaItem.objects.bulk_create([item for item, _motion, _amount in topics], BLOCK)
    motions = [(motion, amount) for _item, motion, amount in topics]
    law = rules_in_force(ground.town, "procedure", local_day(day), body.key)
    votes = Vote.objects.bulk_create(
        [
            Vote(
                partnership=ground.town,
                item=item,
                motion=motion,
                amount_eur=amount,
                reason="Probe" if motion == "reject" else "",
                state="closed",
                seats=SEATS,
                present=SEATS,
                yes=YES,
                no=NO,
                passed=True,
                kept_procedure=law.values,
                rules_version=law.version,
                rules_title=law.title,
                opened_at=day,
                closed_at=day,
            )
            for item, (motion, amount) in zip(items, motions, strict=True)
        ],
        BLOCK,
    )
    Presence.objects.bulk_create(
        [
            Presence(
                partnership=ground.town,
                vote=vote,
                seat=holder.seat,
                holder=holder,
                attendance="member",
                voted=True,
                choice="yes" if number < YES else "no",
                way="chair",
                cast_at=day,
            )
            for vote in votes
            for number, holder in enumerate(holders)
        ],
        BLOCK,
    )
    Decision.objects.bulk_create(
        [
            Decision(
                partnership=ground.town,
                item=vote.item,
                vote=vote,
                kind=vote.motion,
                amount_eur=vote.amount_eur,
                reason=vote.reason,
                decided_on=local_day(day),
                recorded_at=day,
                recorded_by="seed",
            )
            for vote in votes
        ],
        BLOCK,
    )
