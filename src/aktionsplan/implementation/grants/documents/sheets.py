"""Lists of attendance of a project with a flat rate, to be printed and signed."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import override

from aktionsplan.implementation.grants.models import AttendanceSheet
from aktionsplan.implementation.grants.rules.flat import FLAT_UNITS
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.money import ZERO, format_eur
from aktionsplan.shared.periods import german_day, local_day

LINES, SINGLES = 18, 8


@dataclass(frozen=True)
class Sheet:
    """Everything a list says, already in words."""

    town: str
    project: str
    file: str
    number: str
    title: str
    when: str
    place: str
    organisation: str
    why: str
    single: bool
    lines: int
    printed: str


def why(sheet: AttendanceSheet) -> str:
    """Why somebody signs, who reads it, and how long it is kept (GDPR Art. 13)."""
    grant = sheet.grant
    name, years = grant.organisation.name, grant.notice.law["keep_years"]
    unit = FLAT_UNITS.get(grant.notice.flat_unit, "")
    rate = f"{format_eur(grant.notice.flat_eur or ZERO)} je {unit}"
    return (
        f"Für diese Veranstaltung bekommt {name} {rate} (Pauschale). Die Liste belegt die Zahl. Nur {name} und das Amt sehen sie; sie wird "
        f"nach {years} Jahren vernichtet. Ist jemand durch die Teilnahme gefährdet, nimmt er ein Einzelblatt ohne Namen."
    )


def sheet_pdf(sheet: AttendanceSheet, at: dt.datetime) -> bytes:
    """The list as PDF: names and signatures from 16, numbers below; or sheets to be cut out, without names."""
    grant = sheet.grant
    with override("de"):
        day = date_format(sheet.held_on, "l, j. F Y")
    data = Sheet(
        town=grant.partnership.name,
        project=grant.application.title,
        file=grant.number,
        number=str(sheet.number),
        title=sheet.title,
        when=f"{day}, {sheet.time}" if sheet.time else day,
        place=sheet.place,
        organisation=grant.organisation.name,
        why=why(sheet),
        single=sheet.single,
        lines=SINGLES if sheet.single else LINES,
        printed=german_day(local_day(at)),
    )
    return render("sheet", data, at=at)
