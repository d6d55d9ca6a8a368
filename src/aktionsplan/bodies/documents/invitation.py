"""The data of an invitation with its agenda."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from aktionsplan.bodies.models import Meeting
from aktionsplan.bodies.queries import agenda, numbered
from aktionsplan.partnership.models import Office
from aktionsplan.shared.periods import BERLIN, WEEKDAYS, german_day

NOTICED = (
    "Dieser Punkt wurde schon einmal vertagt, weil das Gremium nicht beschlussfähig war. Diesmal genügen {needed} "
    "stimmberechtigte Mitglieder."
)


@dataclass(frozen=True)
class Invitation:
    """One field per place in the letter."""

    authority: str
    office: str
    body: str
    title: str
    day: str
    time: str
    place: str
    public: str
    sent: str
    rows: tuple[tuple[str, int, str, str, tuple[str, ...], str], ...]
    end: str


def at_clock(moment: dt.datetime) -> str:
    """The time of day in Germany."""
    return f"{moment.astimezone(BERLIN):%H:%M} Uhr"


def _contact(office: Office | None) -> str:
    ways = [way for way in (office.phone, office.email) if way] if office else []
    return f" Fragen beantwortet das Amt: {', '.join(ways)}." if ways else ""


def _told(meeting: Meeting) -> str:
    text = "Die Sitzung ist öffentlich." if meeting.public else "Die Sitzung ist nicht öffentlich."
    return (
        f"{text} Die Frist für die Einladung ist kürzer, weil es eilt: {meeting.reason}" if meeting.urgent else text
    )


def invitation_letter(meeting: Meeting, office: Office | None, needed: int, at: dt.datetime) -> Invitation:
    """The invitation to a meeting: when, where, and every item with its number, duration and papers."""
    items = agenda(meeting)
    prefetch_related_objects(items, "papers")
    rows = tuple(
        (
            row.number,
            row.depth,
            row.item.title,
            f"{row.item.minutes} Minuten" if row.item.minutes else "",
            tuple(paper.title for paper in row.item.papers.all()),
            NOTICED.format(needed=needed) if row.item.postponed_from_id else "",
        )
        for row in numbered(items)
        if row.item.state != "taken_off"
    )
    local = meeting.starts_at.astimezone(BERLIN)
    return Invitation(
        authority=office.authority if office else meeting.partnership.name,
        office=office.name if office else "",
        body=meeting.body.name,
        title=f"Einladung zur Sitzung am {german_day(local.date())}",
        day=f"{WEEKDAYS[local.weekday()]}, {german_day(local.date())}",
        time=at_clock(meeting.starts_at),
        place=meeting.place,
        public=_told(meeting),
        sent=german_day(at.astimezone(BERLIN).date()),
        rows=rows,
        end=(
            "Wer nicht kommen kann, sagt bitte ab; dann wird die Stellvertretung gefragt. Wer bei einem Punkt befangen ist, "
            f"zeigt das bitte vor der Sitzung an.{_contact(office)}"
        ),
    )
