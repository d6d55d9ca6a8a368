"""The catalogue of a call: what must be met, what is scored and how often it counts."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.calls import forms, operations, queries, rules
from aktionsplan.implementation.calls.models import Call
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.pages import form_page, go, tried


def criteria(request: Request, key: str) -> HttpResponse:
    """Every criterion of the call."""
    call = queries.call_for(request.actor, key)
    rows = queries.criteria(call)
    context = {
        "call": call,
        "musts": [row for row in rows if row.kind == rules.KNOCKOUT],
        "scored": [row for row in rows if row.kind == rules.SCORED],
        "weight": sum(row.weight for row in rows if row.kind == rules.SCORED),
    }
    return render(request, "calls/criteria.html", context)


def add_criterion(request: Request, key: str) -> HttpResponse:
    """A further criterion."""
    call = queries.call_for(request.actor, key)

    def deed(**fields: Value) -> None:
        operations.add_criterion(call=call, fields=fields, by=request.actor, at=request.began_at)

    form = forms.CriterionForm(request.POST or None, initial={"kind": rules.SCORED, "weight": 1})
    return form_page(request, form, deed, title=gettext("Kriterium hinzufügen"), back=("calls:criteria", key))


def change_criterion(request: Request, key: str) -> HttpResponse:
    """Other words or another weight."""
    row = queries.criterion_for(request.actor, key)

    def deed(seen: str = "", **fields: Value) -> None:
        operations.change_criterion(criterion=row, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    form = forms.CriterionForm(request.POST or None, of=queries.criterion_values(row))
    return form_page(request, form, deed, title=gettext("Kriterium ändern"), back=("calls:criteria", row.call.key))


def delete_criterion(request: Request, key: str) -> HttpResponse:
    """The criterion does not count."""
    row = queries.criterion_for(request.actor, key)
    deed = partial(operations.delete_criterion, criterion=row, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Das Kriterium ist gestrichen."))
    return go(request, "calls:criteria", row.call.key)


def take_catalogue(request: Request, key: str) -> HttpResponse:
    """The default catalogue, or that of another call."""
    call = queries.call_for(request.actor, key)
    rows = Call.objects.filter(partnership=request.actor.partnership, criteria__isnull=False).exclude(pk=call.pk)
    others = {row.key: row for row in rows.distinct()}
    form = forms.CatalogueForm(request.POST or None, calls=[(one, str(row)) for one, row in others.items()])

    def deed(source: str) -> None:
        operations.take_catalogue(call=call, source=others.get(source), by=request.actor, at=request.began_at)

    title, done = gettext("Kriterien übernehmen"), gettext("Die Kriterien stehen da. Sie können jedes ändern.")
    return form_page(request, form, deed, title=title, back=("calls:criteria", key), done=done)
