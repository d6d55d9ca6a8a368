"""Posters of events and surveys, and the empty attendance sheets of an event, as PDF."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import override

from aktionsplan.development.participation import queries, rules
from aktionsplan.development.participation.models import Event, Survey
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.periods import BERLIN, german_day
from aktionsplan.shared.words import known

LINES, SHEETS = 24, 8


@dataclass(frozen=True)
class Poster:
    """Everything the poster says; `code` is the QR code of the way, row by row, dark squares as 1.

    `ask` says what to do there; `typed` is the short address for those without a camera.
    """

    town: str
    kind: str
    title: str
    text: str
    day: str
    time: str
    place: str
    costs: str
    ask: str
    way: str
    typed: str
    code: list[str]


def qr(text: str) -> list[str]:
    """The text as a QR code with error correction M: rows of 0 and 1, without the quiet zone (ISO/IEC 18004)."""
    import segno  # noqa: PLC0415 -- imported in its one module

    return ["".join(str(int(bit)) for bit in row) for row in segno.make(text, error="m", micro=False).matrix]


def _times(event: Event) -> tuple[str, str]:
    starts, ends = event.starts_at.astimezone(BERLIN), event.ends_at.astimezone(BERLIN)
    with override("de"):
        return date_format(starts.date(), "l, j. F Y"), f"{starts:%H:%M} bis {ends:%H:%M} Uhr"


def poster(event: Event, way: str, typed: str, at: dt.datetime) -> bytes:
    """The poster on one page, with the way to the sign-up; of the place only what everybody may read."""
    day, time = _times(event)
    place, room = queries.shown_place(event, signed=False)
    data = Poster(
        town=event.partnership.name,
        kind=rules.EVENT_KINDS[event.kind],
        title=event.title,
        text=event.text,
        day=day,
        time=time,
        place=", ".join(part for part in (place, room) if part),
        costs=event.costs,
        ask="Anmelden ohne Namen und ohne Konto: mit dem Telefon das Bild rechts aufnehmen, oder",
        way=way,
        typed=_typed(typed),
        code=qr(way),
    )
    return render("poster", data, at=at)


def _typed(address: str) -> str:
    return address.partition("://")[2].rstrip("/")


def survey_poster(survey: Survey, way: str, typed: str, at: dt.datetime) -> bytes:
    """The poster of a survey on one page, with the way to its questions."""
    data = Poster(
        town=survey.partnership.name,
        kind="Befragung",
        title=survey.title,
        text=survey.intro,
        day=f"bis {german_day(known(survey.ends_on))}",
        time="",
        place="",
        costs="",
        ask="Antworten ohne Namen und ohne Konto: mit dem Telefon das Bild rechts aufnehmen, oder",
        way=way,
        typed=_typed(typed),
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
