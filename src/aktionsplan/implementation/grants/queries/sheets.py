"""Reading lists of attendance of projects with a flat rate."""

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404

from aktionsplan.implementation.grants.models import AttendanceSheet, Grant
from aktionsplan.implementation.grants.queries.projects import locked_grant, own_grants, reference
from aktionsplan.implementation.grants.rules.final import FLAT
from aktionsplan.implementation.grants.rules.forecast import Counted
from aktionsplan.network.queries import relations
from aktionsplan.people.permissions.relations import OWN_ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.money import ZERO


def sheets(grant: Grant) -> QuerySet[AttendanceSheet]:
    """The lists of a project that are needed, in their order."""
    return grant.sheets.exclude(state="dropped").select_related("file")


def counted(grant: Grant) -> Counted | None:
    """The counted lists of a flat rate; None for a grant that receipts prove."""
    if grant.funding_type != FLAT:
        return None
    people = [row.people or 0 for row in sheets(grant) if row.state == "counted"]
    return Counted(grant.notice.flat_unit, grant.notice.flat_eur or ZERO, people)


def own_sheet(by: Actor, key: str, day: dt.date) -> AttendanceSheet:
    """A list of a project of the actor's organisations, or 404."""
    own = {grant.pk: grant for grant in own_grants(by, day)}
    row = (
        AttendanceSheet.objects.filter(partnership=by.partnership, key=key, grant__in=own)
        .select_related("file")
        .first()
    )
    if row is None:
        raise Http404
    row.grant = own[row.grant_id]
    return row


def sheet_for(by: Actor, key: str) -> AttendanceSheet:
    """A list for the office, or 404."""
    rows = AttendanceSheet.objects.filter(partnership=by.partnership, key=key).select_related("file", "grant")
    row = rows.first()
    if row is None or not by.may("grants.view_receipts"):
        raise Http404
    return row


def _locked(sheet: AttendanceSheet) -> AttendanceSheet:
    grant = locked_grant(sheet.grant)
    row = AttendanceSheet.objects.select_for_update().get(pk=sheet.pk)
    row.grant = grant
    return row


SHEET = Subject(
    takes=("attendance_sheet",),
    lock=_locked,
    reference=lambda sheet: reference(sheet.grant),
    relations={OWN_ORGANISATION: lambda row, by, day: bool(relations(row.grant.organisation, by, day))},
)
"""A list of attendance; its grant is locked before it."""
