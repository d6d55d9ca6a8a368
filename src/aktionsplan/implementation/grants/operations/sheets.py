"""Writing lists of attendance: set up to be printed, counted afterwards, given up when the event did not take place."""

import datetime as dt

from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.models import AttendanceSheet, Grant
from aktionsplan.implementation.grants.rules.final import FLAT
from aktionsplan.implementation.grants.states import ATTENDANCE_SHEET
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import store
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


@deed("grants.add_sheet", on=queries.GRANT)
def add_sheet(*, grant: Grant, fields: Fields, by: By, at: dt.datetime) -> AttendanceSheet:
    """The list of one event and day, with the next number of the project; Refused where no flat rate is paid.

    Source: programme.md 4.10 (name and day of the event, one list per day).
    """
    if grant.funding_type != FLAT or grant.notice.posted_on is None:
        raise Refused(Problem("not_flat", mark("Teilnahmelisten braucht nur ein Projekt mit Pauschale.")))
    row = AttendanceSheet.objects.create(
        partnership=by.partnership,
        grant=grant,
        number=grant.sheets.count() + 1,
        state=ATTENDANCE_SHEET.initial,
        entered_by=by.reference,
        entered_at=at,
        **fields,
    )
    record(by=by, at=at, payload={"sheet": row.key, "n": row.number, "day": row.held_on})
    return row


@deed("grants.count_sheet", on=queries.SHEET)
def count_sheet(
    *,
    attendance_sheet: AttendanceSheet,
    people: int,
    under_16: int,
    accepted: Accepted | None = None,
    by: By,
    at: dt.datetime,
) -> AttendanceSheet:
    """The totals of a signed list, with its scan; again when they were wrong.

    Refused for more people under 16 than people, and for an event that is still to come.
    """
    if problem := rules.count_problem(people, under_16):
        raise Refused(problem)
    if attendance_sheet.held_on > local_day(at):
        raise Refused(Problem("future", mark("Gezählt wird nach der Veranstaltung."), {}, "people"))
    attendance_sheet.state = ATTENDANCE_SHEET.next(attendance_sheet.state, "count")
    attendance_sheet.people, attendance_sheet.under_16 = people, under_16
    if accepted is not None:
        kind = accepted.content_type
        attendance_sheet.file = store(partnership=by.partnership, content=accepted.content, content_type=kind, at=at)
    attendance_sheet.save(update_fields=["state", "people", "under_16", "file"])
    record(
        by=by,
        at=at,
        payload={"sheet": attendance_sheet.key, "n": attendance_sheet.number, "people": people, "under_16": under_16},
    )
    return attendance_sheet


@deed("grants.drop_sheet", on=queries.SHEET)
def drop_sheet(*, attendance_sheet: AttendanceSheet, by: By, at: dt.datetime) -> AttendanceSheet:
    """The event did not take place; the number stays taken."""
    attendance_sheet.state = ATTENDANCE_SHEET.next(attendance_sheet.state, "drop")
    attendance_sheet.save(update_fields=["state"])
    record(by=by, at=at, payload={"sheet": attendance_sheet.key, "n": attendance_sheet.number})
    return attendance_sheet
