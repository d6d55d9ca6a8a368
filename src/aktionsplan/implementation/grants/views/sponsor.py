"""Pages of sponsors: their projects, the notice, asking for money."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.grants import forms, queries, rules
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.operations import payments, remedies
from aktionsplan.implementation.grants.queries import timeline
from aktionsplan.implementation.grants.rules.final import FLAT
from aktionsplan.implementation.grants.states import GRANT, PAYMENT
from aktionsplan.implementation.grants.views.office import money_bars, provision_rows
from aktionsplan.network.queries import usable_bank
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.files.responses import respond
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.pages import address, form_page
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import known

PRIVATE = ("grants.draft_notice", "grants.redraft_notice", "grants.return_notice")
"""Deeds of the office's own preparation, which the sponsor does not read (VwVfG § 29 Abs. 1 Satz 2)."""


def own_tabs(request: Request, grant: Grant, here: str) -> list[Context]:
    """The pages of a project for its sponsor."""
    pages = (
        ("own_project", gettext("Verlauf"), None),
        ("own_receipts", gettext("Belege"), queries.kept_receipts(grant).count()),
        ("own_sheets", gettext("Listen"), queries.sheets(grant).count() if grant.funding_type == FLAT else None),
        ("own_changes", gettext("Änderungen"), queries.changes_of(grant).count()),
    )
    return [
        {"text": text, "url": address(request, f"grants:{name}", grant.key), "here": name == here, "count": count}
        for name, text, count in pages
        if name != "own_sheets" or count is not None
    ]


def own(request: Request) -> HttpResponse:
    """The sponsor's projects."""
    rows = queries.own_grants(request.actor, local_day(request.began_at))
    return render(request, "grants/own.html", {"rows": [(row, GRANT.words[row.state]) for row in rows]})


def own_project(request: Request, key: str) -> HttpResponse:
    """One project as its sponsor sees it."""
    today = local_day(request.began_at)
    grant = queries.own_grant(request.actor, key, today)
    context = {
        "grant": grant,
        "state": GRANT.words[grant.state],
        "events": timeline.events(grant, today, without=PRIVATE),
        "bars": money_bars(grant),
        "payments": [(payment, PAYMENT.words[payment.state]) for payment in queries.payments(grant)],
        "problem": queries.money_problem(grant, today),
        "provisions": provision_rows(grant),
        "rest": grant.amount_eur - queries.drawn(grant),
        "finality": remedies.explained(grant),
        "tabs": own_tabs(request, grant, "own_project"),
        "uses": queries.uses(grant, queries.receipts(grant, today), today),
    }
    return render(request, "grants/own_project.html", context)


def own_notice(request: Request, key: str) -> HttpResponse:
    """The sponsor's notice as PDF."""
    grant = queries.own_grant(request.actor, key, local_day(request.began_at))
    return respond(known(grant.notice.document).file, name=f"Zuwendungsbescheid {grant.number}")


def _about_request(request: Request, grant: Grant) -> Context:
    """What the page of a request says: what is open, until when money is to be used, what is to be minded."""
    day = local_day(request.began_at)
    shown = queries.receipts(grant, day)
    law = grant.notice.law
    return {
        "grant": grant,
        "rest": grant.amount_eur - queries.drawn(grant),
        "bank_missing": usable_bank(grant.organisation, request.began_at) is None,
        "hints": queries.request_hints(grant, day),
        "until": rules.use_until(day, days=law["prompt_use_days"], months=law["prompt_use_months"]),
        "uses": [use for use in queries.uses(grant, shown, day) if use.open_eur],
        "scheme": rules.SCHEMES[grant.notice.payment_scheme],
    }


def _by_receipts(request: Request, grant: Grant) -> bool:
    """Whether the request names receipts: always after the fact; of a split as soon as the part in advance is drawn."""
    scheme, day = grant.notice.payment_scheme, local_day(request.began_at)
    spent = not queries.advance_rest(grant, queries.drawn(grant), day)
    return scheme == rules.REIMBURSEMENT or (scheme == rules.SPLIT and (spent or "belege" in request.GET))


def request_payment(request: Request, key: str) -> HttpResponse:
    """Asks for money: in advance against need, flat, or for named receipts, as the notice says."""
    grant = queries.own_grant(request.actor, key, local_day(request.began_at))
    if _by_receipts(request, grant):
        return _reimbursement(request, grant)

    def deed(**data: Value) -> None:
        payments.request_payment(grant=grant, **data, by=request.actor, at=request.began_at)

    flat = grant.notice.payment_scheme == rules.FLAT
    form = (forms.FlatForm if flat else forms.PaymentForm)(request.POST or None)
    more = _about_request(request, grant) | {"split": grant.notice.payment_scheme == rules.SPLIT, "flat": flat}
    back, done = ("grants:own_project", key), gettext("Ihre Anforderung ist beim Amt.")
    return form_page(request, form, deed, back=back, page="grants/request_payment.html", done=done, **more)


def _reimbursement(request: Request, grant: Grant) -> HttpResponse:
    """Names the receipts for which money is asked for; how much that is, the program works out."""
    rows = queries.nameable(grant, local_day(request.began_at))
    words = [(row.key, f"Nr. {row.number} {row.payee}, {format_eur(known(row.amount_eur))}") for row in rows]
    form = forms.ReimbursementForm(request.POST or None, receipts=words)

    def deed(receipts: list[str]) -> None:
        payments.request_reimbursement(grant=grant, receipts=receipts, by=request.actor, at=request.began_at)

    more = _about_request(request, grant) | {"named": True, "nothing": not words}
    back, done = ("grants:own_project", grant.key), gettext("Ihre Anforderung ist beim Amt.")
    return form_page(request, form, deed, back=back, page="grants/request_payment.html", done=done, **more)
