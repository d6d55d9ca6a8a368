"""Pages of receipts: what a sponsor has spent and taken in, with its photos, and what would follow if today were the end."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.calls import queries as calls
from aktionsplan.implementation.grants import forms, imports, queries
from aktionsplan.implementation.grants.models import Grant, Receipt
from aktionsplan.implementation.grants.operations import receipts
from aktionsplan.implementation.grants.rules.final import CostLine
from aktionsplan.implementation.grants.rules.receipt import LINES, WAYS
from aktionsplan.implementation.grants.states import RECEIPT
from aktionsplan.implementation.grants.views.sponsor import own_tabs
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.charts import Meter, meter
from aktionsplan.shared.files.responses import respond
from aktionsplan.shared.kinds import Context, Fields, Foreign, Value
from aktionsplan.shared.pages import form_page, go, sent, tried
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.saying import said
from aktionsplan.shared.tables.writing import csv_response, xlsx_response
from aktionsplan.shared.words import Phrase, Problem, Refused, mark

SHOWN = 6
"""Receipts without a finding that the page shows at first, as in the picture."""


def _lines(grant: Grant, side: str) -> list[tuple[str, str]]:
    """The lines to pick from: first those of the plan, then the others of the catalogue."""
    planned = [line.category for line in calls.lines(grant.application) if line.side == side]
    words = LINES[side]
    first = [name for name in words if name in planned]
    return [(name, words[name]) for name in [*first, *(name for name in words if name not in first)]]


def _form(request: Request, grant: Grant, side: str, **more: Value) -> forms.IncomeReceiptForm:
    kind = forms.ReceiptForm if side == "expense" else forms.IncomeReceiptForm
    return kind(request.POST or None, lines=_lines(grant, side), **more)


def _meters(shown: queries.Receipts) -> list[tuple[CostLine, str, Meter, Phrase | None]]:
    """The cost categories with their word, their drawing and what lies above the plan."""
    words = LINES["expense"]
    return [
        (line, words[line.key], meter(line.planned_eur, line.spent_eur), shown.forecast.above(line.key))
        for line in shown.forecast.lines
    ]


def _fits(row: Receipt, query: str, line: str) -> bool:
    """Whether a receipt is looked for."""
    words = f"{row.payee} {row.reason} {row.invoice_number} {row.number}".casefold()
    return query.casefold() in words and line in ("", row.line)


def _page(request: Request, grant: Grant) -> Context:
    """What the sponsor and the office see of a project's receipts."""
    shown = queries.receipts(grant, local_day(request.began_at))
    query, line = request.GET.get("q", "")[:100].strip(), request.GET.get("ansatz", "")[:20]
    fine = [row for row in shown.fine if _fits(row, query, line)]
    kept = fine if query or line or request.GET.get("alle") else fine[:SHOWN]
    used = {row.line for row in shown.fine}
    return {
        "grant": grant,
        "shown": shown,
        "forecast": shown.forecast,
        "flagged": [(row, shown.looked.findings[row.number]) for row in shown.to_look_at],
        "fine": kept,
        "more": len(fine) - len(kept),
        "meters": _meters(shown),
        "words": {**LINES["expense"], **LINES["income"]},
        "query": query,
        "line": line,
        "lines": [(name, word) for side in LINES.values() for name, word in side.items() if name in used],
    }


def own(request: Request, key: str) -> HttpResponse:
    """The sponsor's receipts of a project."""
    grant = queries.own_grant(request.actor, key, local_day(request.began_at))
    page = _page(request, grant)
    ways = [
        ("foto", gettext("Beleg fotografieren"), "add", True, "image/*"),
        ("datei", gettext("PDF oder Bild wählen"), "drive-folder-upload", False, "image/*, .pdf, .xml"),
    ]
    tabs = own_tabs(request, grant, "own_receipts")
    return render(request, "grants/own_receipts.html", page | {"tabs": tabs, "ways": ways})


def office(request: Request, key: str) -> HttpResponse:
    """The receipts of a project as the office reads them."""
    page = _page(request, queries.grant_for(request.actor, key))
    sheets = queries.sheets(page["grant"]) if page["forecast"].flat else []
    return render(request, "grants/receipts.html", page | {"sheets": sheets})


def photo(request: Request, key: str) -> HttpResponse:
    """A photo, PDF or e-invoice becomes a receipt at once; its fields are shown next."""
    grant = queries.own_grant(request.actor, key, local_day(request.began_at))
    form = forms.PhotoForm(request.POST or None, request.FILES or None)

    def deed(upload: Foreign) -> HttpResponse:
        came = imports.taken(upload)
        line = queries.proposed_line(grant, came.fields.get("payee", ""), came.fields.get("reason", ""))
        fields = {"line": line} | came.fields
        files = {"accepted": came.accepted, "invoice": came.invoice, "by": request.actor, "at": request.began_at}
        row = receipts.add_receipt(grant=grant, fields=fields, **files)
        return go(request, "grants:own_receipt", row.key)

    return form_page(request, form, deed, back=("grants:own_receipts", key), page="grants/photo.html", grant=grant)


def _add(request: Request, key: str, side: str) -> HttpResponse:
    grant = queries.own_grant(request.actor, key, local_day(request.began_at))
    form = _form(request, grant, side)

    def deed(**fields: Value) -> None:
        by, at = request.actor, request.began_at
        receipts.add_receipt(grant=grant, fields=fields | {"side": side}, by=by, at=at)

    title = gettext("Neuer Beleg") if side == "expense" else gettext("Neue Einnahme")
    more: Context = {"grant": grant, "title": title, "receipt": None}
    done = gettext("Der Beleg steht in der Liste.")
    return form_page(
        request, form, deed, back=("grants:own_receipts", key), page="grants/receipt.html", done=done, **more
    )


def add(request: Request, key: str) -> HttpResponse:
    """An expense without a photo."""
    return _add(request, key, "expense")


def add_income(request: Request, key: str) -> HttpResponse:
    """Income of the project."""
    return _add(request, key, "income")


def _checks(row: Receipt, findings: list[Problem], shown: queries.Receipts) -> list[str]:
    """What is fine about a receipt, in sentences."""
    codes = {one.code for one in findings}
    bounds, good = shown.looked.bounds, []
    if row.paid_on and not codes & {"before", "after", "billed_before", "future"} and row.side == "expense":
        text = mark("Bezahlt im Zeitraum {first} bis {last}")
        good.append(said(Phrase(text, {"first": german_day(bounds.first), "last": german_day(bounds.last)})))
    if not codes & {"double", "elsewhere"}:
        good.append(gettext("Noch nicht in Ihrer Liste"))
    return good


def own_receipt(request: Request, key: str) -> HttpResponse:
    """One receipt: what is known of it, what is to be looked at, and the forecast with it."""
    row = queries.own_receipt(request.actor, key, local_day(request.began_at))
    form = _form(request, row.grant, row.side, of=queries.receipt_values(row))

    def deed(seen: str, **fields: Value) -> None:
        receipts.change_receipt(receipt=row, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    if sent(request, form, deed, gettext("Der Beleg ist gespeichert.")) is not None:
        return go(request, "grants:own_receipts", row.grant.key)
    more: Context = {"grant": row.grant, "title": gettext("Stimmt der Beleg so?"), "form": form}
    return render(request, "grants/receipt.html", more | _looked(row, local_day(request.began_at)))


def _looked(row: Receipt, today: dt.date) -> Context:
    """What is fine about a receipt, what is to be looked at, and the forecast with it."""
    shown = queries.receipts(row.grant, today)
    findings = list(shown.looked.findings.get(row.number, ()))
    return {
        "receipt": row,
        "forecast": shown.forecast,
        "above": shown.forecast.above(row.line) if row in shown.to_look_at else None,
        "findings": findings,
        "good": _checks(row, findings, shown),
        "double": _double(findings, shown),
        "withdrawn": RECEIPT.allows(row.state, "restore"),
    }


def _double(findings: list[Problem], shown: queries.Receipts) -> Receipt | None:
    """The earlier receipt that this one looks like."""
    number = next((one.params["n"] for one in findings if one.code == "double"), None)
    return next((row for row in shown.rows if row.number == number), None)


def attach(request: Request, key: str) -> HttpResponse:
    """Another photo or PDF for a receipt."""
    row = queries.own_receipt(request.actor, key, local_day(request.began_at))
    form = forms.PhotoForm(request.POST or None, request.FILES or None)

    def deed(upload: Foreign) -> None:
        came = imports.taken(upload)
        if came.accepted is None:
            raise Refused(Problem("photo", mark("Hier bitte ein Foto oder eine PDF-Datei."), {}, "upload"))
        by, at = request.actor, request.began_at
        receipts.attach_receipt(receipt=row, accepted=came.accepted, invoice=came.invoice, by=by, at=at)

    done, back = gettext("Die Datei hängt jetzt am Beleg."), ("grants:own_receipt", key)
    return form_page(
        request, form, deed, back=back, page="grants/photo.html", done=done, grant=row.grant, receipt=row
    )


def _moved(request: Request, key: str, deed: Callable[..., Receipt], done: str) -> HttpResponse:
    row = queries.own_receipt(request.actor, key, local_day(request.began_at))
    tried(request, partial(deed, receipt=row, by=request.actor, at=request.began_at), done)
    return go(request, "grants:own_receipts", row.grant.key)


def withdraw(request: Request, key: str) -> HttpResponse:
    """Takes a receipt out of the list; it can come back."""
    return _moved(request, key, receipts.withdraw_receipt, gettext("Der Beleg zählt nicht mehr mit."))


def restore(request: Request, key: str) -> HttpResponse:
    """Brings a withdrawn receipt back."""
    return _moved(request, key, receipts.restore_receipt, gettext("Der Beleg ist wieder in der Liste."))


def _file(row: Receipt) -> HttpResponse:
    stored = row.file or row.invoice
    if stored is None:
        raise Http404
    return respond(stored, name=f"{row.grant.number} Beleg {row.number}")


def own_file(request: Request, key: str) -> HttpResponse:
    """The photo or PDF of the sponsor's receipt."""
    return _file(queries.own_receipt(request.actor, key, local_day(request.began_at)))


def office_file(request: Request, key: str) -> HttpResponse:
    """The photo or PDF of a receipt, for the office."""
    return _file(queries.receipt_for(request.actor, key))


def _cells(row: Receipt) -> tuple[Value, ...]:
    """A row of the Belegliste; the last columns are the examiner's."""
    line = gettext(LINES[row.side][row.line]) if row.line else ""
    way = gettext(WAYS[row.way]) if row.way else ""
    amounts = (row.amount_eur, row.amount_eur if row.eligible_eur is None else row.eligible_eur)
    words = (row.payee, row.reason, row.invoice_number)
    return (row.number, line, row.document_on, row.paid_on, *words, *amounts, way, row.flow, row.remark, "", "", "")


def _exported(grant: Grant, kind: str) -> HttpResponseBase:
    if kind not in ("csv", "xlsx"):
        raise Http404
    head = [gettext(word) for word in imports.COLUMNS.values()]
    rows = [_cells(row) for row in queries.kept_receipts(grant)]
    respond_as = csv_response if kind == "csv" else xlsx_response
    return respond_as(f"Belegliste {grant.number}", head, rows, partnership=grant.partnership)


def own_export(request: Request, key: str, kind: str) -> HttpResponseBase:
    """The sponsor's Belegliste."""
    return _exported(queries.own_grant(request.actor, key, local_day(request.began_at)), kind)


def office_export(request: Request, key: str, kind: str) -> HttpResponseBase:
    """The Belegliste for the office."""
    return _exported(queries.grant_for(request.actor, key), kind)


MOST_FAULTS = 20


def _read(grant: Grant, upload: Foreign) -> list[Fields]:
    """The rows of an uploaded list; Refused with the first cells that cannot be read."""
    labels = {
        line.label: (line.side, line.category) for line in calls.lines(grant.application) if line.category != "grant"
    }
    reading = imports.read_receipts(upload.file.read(), imports.known_lines(labels))
    if reading.faults:
        told = "; ".join(f"{fault.cell}: {said(fault.problem)}" for fault in reading.faults[:MOST_FAULTS])
        text = mark("Es ist nichts gespeichert. Diese Zellen bitte ändern: {told} (zusammen {n})")
        raise Refused(Problem("unreadable", text, {"told": told, "n": len(reading.faults)}))
    return reading.rows


def import_list(request: Request, key: str) -> HttpResponse:
    """Reads a list of receipts: all rows or none."""
    grant = queries.own_grant(request.actor, key, local_day(request.began_at))
    form = forms.ReceiptListForm(request.POST or None, request.FILES or None)

    def deed(upload: Foreign) -> None:
        rows = _read(grant, upload)
        count = receipts.import_receipts(grant=grant, rows=rows, by=request.actor, at=request.began_at)
        messages.success(request, gettext("Übernommene Belege: {n}.").format(n=count))

    more: Context = {"grant": grant, "columns": [imports.COLUMNS[name] for name in list(imports.COLUMNS)[:12]]}
    back = ("grants:own_receipts", key)
    return form_page(request, form, deed, back=back, page="grants/import_receipts.html", **more)
