"""How much of civil society took part in each step of stage 1: events, meetings, committees and working groups."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import DateTimeField, Exists, F, OuterRef, Sum, Value

from aktionsplan.bodies.models import Attendance, Presence, SeatHolder
from aktionsplan.bodies.queries.composition import in_force
from aktionsplan.development.participation import rules
from aktionsplan.development.participation.models import EventAttendance
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.civil import Civil, share
from aktionsplan.shared.periods import local_day

NOT_THERE = ("absent", "vacant")
"""How a seat stands of which nobody came."""
EVENT, MEETING, GROUP = "participation:event", "bodies:meeting", "bodies:body"
"""The kinds of steps, each by the address of its page."""


@dataclass(frozen=True)
class Step:
    """A step in which people were counted: its page, name, day (none for a group) and the share of civil society.

    `guarded`: being there is a risk, so name and day stay inside.
    """

    page: str
    key: str
    name: str
    day: dt.date | None
    civil: Civil
    guarded: bool = False


def steps(partnership: Partnership, today: dt.date) -> list[Step]:
    """Every event, meeting and group in which somebody was counted; offices among themselves are none. Two questions."""
    return [*_events(partnership), *_bodies(partnership, today)]


def _events(partnership: Partnership) -> list[Step]:
    counted = EventAttendance.objects.filter(partnership=partnership, count__gt=0).exclude(origin="")
    sums = counted.order_by("event__starts_at", "event__key").values_list(
        "event__key", "event__title", "event__starts_at", "event__at_risk", "origin"
    )
    found: dict[tuple[str, str, dt.datetime, bool], dict[str, int]] = {}
    for *event, origin, count in sums.annotate(n=Sum("count")):
        found.setdefault(tuple(event), {})[origin] = count
    return [
        Step(EVENT, key, title, local_day(at), rules.civil(by), guarded)
        for (key, title, at, guarded), by in found.items()
    ]


def _bodies(partnership: Partnership, today: dt.date) -> list[Step]:
    """A seat counts once, whoever of it came; of a meeting kept on paper, who stood on the roll of a vote. A union keeps no row twice."""
    came = Attendance.objects.filter(partnership=partnership, arrived_at__isnull=False).order_by()
    seated = SeatHolder.objects.filter(in_force(today), partnership=partnership).order_by()
    meetings = came.exclude(meeting__body__kind="authority_network").values_list(
        "meeting__starts_at", "meeting__key", F("meeting__body__name"), F("holder__seat"), F("holder__seat__side")
    )
    noted = Attendance.objects.filter(meeting=OuterRef("vote__item__meeting"), arrived_at__isnull=False)
    rolls = Presence.objects.filter(partnership=partnership, vote__item__meeting__kind="meeting").order_by()
    paper = (
        rolls.exclude(attendance__in=NOT_THERE)
        .exclude(Exists(noted))
        .values_list(
            "vote__item__meeting__starts_at",
            "vote__item__meeting__key",
            F("vote__item__meeting__body__name"),
            F("seat"),
            F("seat__side"),
        )
    )
    groups = seated.exclude(seat__body__kind="authority_network").values_list(
        Value(None, output_field=DateTimeField()),
        "seat__body__key",
        F("seat__body__name"),
        F("seat"),
        F("seat__side"),
    )
    sides: dict[tuple[dt.datetime | None, str, str], Counter[str]] = {}
    for at, key, name, _seat, side in meetings.union(
        paper.exclude(vote__item__meeting__body__kind="authority_network"), groups
    ):
        sides.setdefault((at, key, name), Counter())[side] += 1
    found = [
        Step(MEETING if at else GROUP, key, name, local_day(at) if at else None, share(by["civil"], by.total()))
        for (at, key, name), by in sides.items()
    ]
    return sorted(found, key=lambda step: (step.day is not None, step.day or today, step.name))
