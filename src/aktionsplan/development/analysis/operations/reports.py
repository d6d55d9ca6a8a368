"""What strangers report, and what the office makes of it."""

import datetime as dt
from collections.abc import Collection

from django.db.models import F

from aktionsplan.development.analysis import emails, queries, rules
from aktionsplan.development.analysis.models import Incident, Report, ReportTally
from aktionsplan.development.analysis.operations.incidents import make_incident
from aktionsplan.development.analysis.states import REPORT
from aktionsplan.shared.codes import code_hash, new_code
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

GONE = {"what": "", "text": "", "day": None, "district": None, "police": "", "email": ""}
"""What is left of a report once it is decided: nothing of it."""


@deed(
    "analysis.send_report",
    on=None,
    because="the report is made here",
    untold="the ledger keeps no moment at which somebody reported something",
)
def send_report(
    *,
    what: str,
    text: str,
    day: dt.date | None,
    district: str,
    police: str,
    email: str,
    sign: str = "",
    by: By,
    at: dt.datetime,
) -> str:
    """Stores what a stranger reports and returns the code with which it is looked up or withdrawn.

    It is the code that came with the form (`sign`), unless that is none or belongs to another report already.

    Refused for a day to come and for a district of another town.
    """
    place = queries.district_named(by.partnership, district)
    if place is None:
        raise Refused(Problem("district", mark("Bitte wählen Sie den Ortsteil."), {}, "district"))
    if day is not None and day > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "day"))
    code = sign if code_hash(by.partnership, queries.REPORT_CODE, sign) else new_code()
    while queries.report_with(by.partnership, code):
        code = new_code()
    Report.objects.create(
        partnership=by.partnership,
        what=what,
        text=text,
        day=day,
        district=place,
        police=police,
        email=email,
        code=code_hash(by.partnership, queries.REPORT_CODE, code),
        received_on=local_day(at),
        state=REPORT.initial,
    )
    return code


def _close(report: Report, event: str, reason: str, answer: str, by: By, at: dt.datetime) -> None:
    """The report is decided: what it said goes at once, how it ended is counted.

    The ledger learns that a report was decided, not which one: beside an incident of the same moment that would join them.
    """
    report.state = REPORT.next(report.state, event)
    report.reason, report.answer, report.decided_on = reason, answer, local_day(at)
    for name, nothing in GONE.items():
        setattr(report, name, nothing)
    report.save(update_fields=["state", "reason", "answer", "decided_on", *GONE])
    row, _made = ReportTally.objects.get_or_create(
        partnership=report.partnership, year=local_day(at).year, outcome=reason or report.state
    )
    ReportTally.objects.filter(pk=row.pk).update(count=F("count") + 1)
    payload = {"outcome": reason or report.state, "answered": bool(answer)}
    record(by=by, at=at, reference="reports", payload=payload)


@deed("analysis.withdraw_report", on=queries.REPORT)
def withdraw_report(*, report: Report, by: By, at: dt.datetime) -> None:
    """Whoever has the code takes the report back; refused once it is decided."""
    _close(report, "withdraw", "", "", by, at)


@deed("analysis.read_report", on=queries.REPORT)
def read_report(*, report: Report, by: By, at: dt.datetime) -> Report:
    """Whoever reads a report is noted."""
    record(by=by, at=at, payload={"read": True})
    return report


@deed("analysis.ask_report", on=queries.REPORT)
def ask_report(*, report: Report, question: str, by: By, at: dt.datetime) -> None:
    """Asks whoever reported; the answer comes to the office's mailbox. Refused without an address."""
    if not report.email:
        raise Refused(Problem("no_address", mark("Zu dieser Meldung gibt es keine E-Mail-Adresse.")))
    report.state = REPORT.next(report.state, "ask")
    report.answer = question
    report.save(update_fields=["state", "answer"])
    queue(letter=emails.question(report.email, question), at=at, partnership=by.partnership, short=True)
    record(by=by, at=at, payload={"asked": True})


def _answer(report: Report, text: str, by: By, at: dt.datetime) -> None:
    if report.email and text:
        queue(letter=emails.answer(report.email, text), at=at, partnership=by.partnership, short=True)


@deed("analysis.accept_report", on=queries.REPORT)
def accept_report(
    *,
    report: Report,
    struck: Collection[int],
    kept: Collection[int],
    fields: Fields,
    answer: str,
    more: Collection[str] = (),
    by: By,
    at: dt.datetime,
) -> Incident:
    """Counts what was reported as an incident, with the text that is left after striking what looks like a person.

    `struck` and `kept` are the places of the marks in `report_marks`; refused while one of them is neither. `more` are
    further words to strike wherever they stand; refused for one that does not stand there.
    Nothing leads from the incident to the report.
    """
    marks = queries.report_marks(report)
    if {*struck, *kept} != set(range(len(marks))) or {*struck} & {*kept}:
        raise Refused(Problem("marks", mark("Bitte entscheiden Sie bei jeder Markierung, ob sie gestrichen wird.")))
    if strange := [piece for piece in more if piece not in report.text]:
        told = mark("„{text}“ steht so nicht in der Meldung.")
        raise Refused(Problem("more", told, {"text": strange[0]}, "more"))
    text = rules.strike(report.text, [marks[place] for place in struck])
    for piece in more:
        text = text.replace(piece, rules.STRUCK)
    incident = make_incident(fields | {"text": text, "source": "citizen", "street": ""}, by, at)
    _answer(report, answer, by, at)
    _close(report, "accept", "", answer, by, at)
    return incident


@deed("analysis.refuse_report", on=queries.REPORT)
def refuse_report(*, report: Report, reason: str, answer: str, by: By, at: dt.datetime) -> None:
    """Does not count what was reported, for a reason that whoever has the code reads; its words go at once."""
    _answer(report, answer, by, at)
    _close(report, "refuse", reason, answer, by, at)
