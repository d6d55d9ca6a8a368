"""Pages of lists of attendance: printed before the event, counted after it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.grants import forms, imports, operations, queries
from aktionsplan.implementation.grants.documents.sheets import sheet_pdf
from aktionsplan.implementation.grants.models import AttendanceSheet
from aktionsplan.implementation.grants.states import ATTENDANCE_SHEET
from aktionsplan.implementation.grants.views.sponsor import own_tabs
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.files.responses import attach, respond
from aktionsplan.shared.kinds import Foreign, Value
from aktionsplan.shared.pages import form_page, go, tried
from aktionsplan.shared.periods import local_day


def own(request: Request, key: str) -> HttpResponse:
    """The lists of a project, what they earn, and what comes next with each."""
    today = local_day(request.began_at)
    grant = queries.own_grant(request.actor, key, today)
    rows = [(row, ATTENDANCE_SHEET.words[row.state], row.held_on <= today) for row in queries.sheets(grant)]
    context = {"grant": grant, "rows": rows, "forecast": queries.receipts(grant, today).forecast}
    return render(request, "grants/own_sheets.html", context | {"tabs": own_tabs(request, grant, "own_sheets")})


def add(request: Request, key: str) -> HttpResponse:
    """A list for one event and day."""
    grant = queries.own_grant(request.actor, key, local_day(request.began_at))

    def deed(**fields: Value) -> None:
        operations.add_sheet(grant=grant, fields=fields, by=request.actor, at=request.began_at)

    form, title = forms.SheetForm(request.POST or None), gettext("Neue Teilnahmeliste")
    done, back = gettext("Die Liste ist da. Drucken Sie sie aus."), ("grants:own_sheets", key)
    return form_page(request, form, deed, back=back, title=title, done=done, lead=grant.application.title)


def count(request: Request, key: str) -> HttpResponse:
    """The totals of a signed list, with its photo."""
    row = queries.own_sheet(request.actor, key, local_day(request.began_at))
    start = {"people": row.people, "under_16": row.under_16}
    form = forms.CountForm(request.POST or None, request.FILES or None, initial=start)

    def deed(upload: Foreign, **numbers: Value) -> None:
        scan = imports.taken(upload).accepted if upload else None
        operations.count_sheet(attendance_sheet=row, **numbers, accepted=scan, by=request.actor, at=request.began_at)

    title, done = gettext("Wie viele waren da?"), gettext("Die Liste ist gezählt.")
    back = ("grants:own_sheets", row.grant.key)
    return form_page(request, form, deed, back=back, title=title, done=done, lead=f"{row.number}. {row.title}")


def drop(request: Request, key: str) -> HttpResponse:
    """Gives a list up whose event did not take place."""
    row = queries.own_sheet(request.actor, key, local_day(request.began_at))
    tried(
        request,
        lambda: operations.drop_sheet(attendance_sheet=row, by=request.actor, at=request.began_at),
        gettext("Die Liste wird nicht gebraucht."),
    )
    return go(request, "grants:own_sheets", row.grant.key)


def own_pdf(request: Request, key: str) -> HttpResponse:
    """The list to be printed."""
    row = queries.own_sheet(request.actor, key, local_day(request.began_at))
    content = sheet_pdf(row, request.began_at)
    return attach(content, name=f"Teilnahmeliste {row.grant.number}-{row.number}.pdf", content_type="application/pdf")


def _file(row: AttendanceSheet) -> HttpResponse:
    if row.file is None:
        raise Http404
    return respond(row.file, name=f"{row.grant.number} Liste {row.number}")


def own_file(request: Request, key: str) -> HttpResponse:
    """The signed list of the sponsor."""
    return _file(queries.own_sheet(request.actor, key, local_day(request.began_at)))


def office_file(request: Request, key: str) -> HttpResponse:
    """The signed list, for the office."""
    return _file(queries.sheet_for(request.actor, key))
