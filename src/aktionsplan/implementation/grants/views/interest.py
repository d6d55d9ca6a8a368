"""Base rates, and what interest a sum bears between two days."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.grants import forms, operations, queries, rules
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import form_page
from aktionsplan.shared.periods import local_day


def base_rates(request: Request) -> HttpResponse:
    """The table, and a sum with its interest when both days are given."""
    town, today = request.actor.partnership, local_day(request.began_at)
    form = forms.InterestForm(request.GET if "sum_eur" in request.GET else None)
    known = queries.rates(town)
    context: Context = {
        "rows": queries.rate_rows(town),
        "until": known.known_until,
        "warn": rules.ends_soon(known, today),
        "form": form,
        "points": rules.POINTS,
    }
    if form.is_valid():
        given = form.cleaned_data
        try:
            context |= {"found": rules.interest_between(given["sum_eur"], given["first"], given["last"], known)}
        except rules.NoRate:
            context |= {"no_rate": True}
    return render(request, "grants/base_rates.html", context)


def add_base_rate(request: Request) -> HttpResponse:
    """A further row."""
    form = forms.BaseRateForm(request.POST or None)

    def deed(**fields: Value) -> None:
        operations.add_base_rate(**fields, by=request.actor, at=request.began_at)

    title, back = gettext("Basiszins eintragen"), ("grants:base_rates",)
    return form_page(request, form, deed, title=title, back=back, done=gettext("Der Satz ist eingetragen."))
