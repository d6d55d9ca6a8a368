"""The poster of an event and its empty attendance sheets as PDF."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.development.participation import rules
from aktionsplan.development.participation.models import Event
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.periods import BERLIN, german_day

LINES, SHEETS = 24, 8


@dataclass(frozen=True)
class Poster:
    """Everything the poster says; `code` is the QR code, row by row, dark squares as 1."""

    town: str
    kind: str
    title: str
    text: str
    day: str
    time: str
    place: str
    costs: str
    way: str
    code: list[str]


def qr(text: str) -> list[str]:
    """The text as a QR code with error correction M: rows of 0 and 1, without the quiet zone (ISO/IEC 18004)."""
    import segno  # noqa: PLC0415 -- imported in its one module

    return ["".join(str(int(bit)) for bit in row) for row in segno.make(text, error="m", micro=False).matrix]


def _times(event: Event) -> tuple[str, str]:
    starts, ends = event.starts_at.astimezone(BERLIN), event.ends_at.astimezone(BERLIN)
    return german_day(starts.date()), f"{starts:%H:%M} bis {ends:%H:%M} Uhr"


def poster(event: Event, way: str, at: dt.datetime) -> bytes:
    """The poster on one page, with the way to the sign-up; of the place only what everybody may read."""
    day, time = _times(event)
    place, room = rules.shown_place(event.room_shown, event.place, event.town, event.room, signed=False)
    data = Poster(
        town=event.partnership.name,
        kind=rules.EVENT_KINDS[event.kind],
        title=event.title,
        text=event.text,
        day=day,
        time=time,
        place=", ".join(part for part in (place, room) if part),
        costs=event.costs,
        way=way,
        code=qr(way),
    )
    return render("poster", data, at=at)


@dataclass(frozen=True)
class Sheets:
    """The empty list, or single sheets without names."""

    town: str
    title: str
    day: str
    single: bool
    lines: int
    ages: list[str]
    origins: list[str]


def attendance_sheet(event: Event, at: dt.datetime) -> bytes:
    """A list to be signed by those from 16 years; where being there is a risk, sheets to be cut out, without names."""
    day, _time = _times(event)
    ages = [word for key, word in rules.AGES.items() if key != "under_16"]
    data = Sheets(
        town=event.partnership.name,
        title=event.title,
        day=day,
        single=event.at_risk,
        lines=SHEETS if event.at_risk else LINES,
        ages=ages,
        origins=list(rules.ORIGINS.values()),
    )
    return render("attendance", data, at=at)
