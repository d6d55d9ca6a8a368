"""Pages of the tenant: money and settings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from aktionsplan.partnership import forms, operations, queries, rules
from aktionsplan.shared import visitors
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.charts import bars
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Refused


def money(request: Request) -> HttpResponse:
    """Every fund with ceiling, reserved, committed and free."""
    found = queries.funds(request.actor.partnership)
    for fund in found:
        fund.bars = bars(
            [
                (gettext("Obergrenze"), fund.ceiling_eur, "planned"),
                (gettext("Bewilligt"), fund.committed_eur, "paid"),
                (gettext("Vorgemerkt"), fund.reserved_eur, "granted"),
                (gettext("Noch frei"), fund.free_eur, "planned"),
            ]
        )
    return render(
        request, "partnership/money.html", {"funds": found, "years": queries.years(request.actor.partnership)}
    )


def fund(request: Request, key: str) -> HttpResponse:
    """One fund: where its money came from and what bound it."""
    found = queries.fund_for(request.actor.partnership, key)
    entries = queries.budget_entries(found)
    return render(request, "partnership/fund.html", {"fund": found, "entries": entries, "sources": rules.SOURCES})


def _done(request: Request, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("partnership:money", town=request.actor.partnership.slug)


def open_year(request: Request) -> HttpResponse:
    """A new programme year."""
    form = forms.YearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.open_year(year=form.cleaned_data["year"], by=request.actor, at=request.began_at)
            return _done(request, gettext("Das Programmjahr ist angelegt."))
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(request, "partnership/form.html", {"form": form, "title": gettext("Programmjahr anlegen")})


def add_fund(request: Request, key: str) -> HttpResponse:
    """A fund of a year."""
    year = next((row for row in queries.years(request.actor.partnership) if row.key == key), None)
    if year is None:
        raise Http404
    form = forms.FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_fund(programme_year=year, **form.cleaned_data, by=request.actor, at=request.began_at)
            return _done(request, gettext("Der Fonds ist angelegt."))
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(request, "partnership/form.html", {"form": form, "title": gettext("Fonds anlegen")})


def enter_budget(request: Request, key: str) -> HttpResponse:
    """Money for a fund, or less of it."""
    found = queries.fund_for(request.actor.partnership, key)
    form = forms.BudgetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.enter_budget(
                fund=found,
                source=data["source"],
                amount_eur=data["amount_eur"],
                note=data["note"],
                by=request.actor,
                at=request.began_at,
            )
            return _done(request, gettext("Die Änderung ist eingetragen."))
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(
        request,
        "partnership/form.html",
        {"form": form, "title": gettext("Geld eintragen: {fund}").format(fund=found.name)},
    )


def settings_page(request: Request) -> HttpResponse:
    """Offices, area and rules in force."""
    partnership, today = request.actor.partnership, local_day(request.began_at)
    in_force = [
        (kind, word, queries.rules_in_force(partnership, kind, today)) for kind, word in rules.RULE_KINDS.items()
    ]
    rows = [
        {
            "kind": kind,
            "word": word,
            "version": found.version,
            "title": found.title,
            "settings": [
                (setting.label, setting.shown(found[name]), rules.source_for(setting.source, partnership.land))
                for name, setting in rules.SETTINGS[kind].items()
            ],
        }
        for kind, word, found in in_force
    ]
    context = {
        "offices": queries.offices(partnership),
        "kinds": rules.OFFICE_KINDS,
        "rules": rows,
        "municipalities": queries.municipalities(partnership),
        "districts": queries.districts(partnership),
    }
    return render(request, "partnership/settings.html", context)


def set_office(request: Request, kind: str) -> HttpResponse:
    """The office of this kind from today on."""
    if kind not in rules.OFFICE_KINDS:
        raise Http404
    present = queries.office(request.actor.partnership, kind, local_day(request.began_at))
    form = forms.OfficeForm(request.POST or None, initial=forms.office_values(present) if present else None)
    if request.method == "POST" and form.is_valid():
        operations.set_office(kind=kind, fields=form.cleaned_data, by=request.actor, at=request.began_at)
        messages.success(request, gettext("Das Amt ist gespeichert."))
        return redirect("partnership:settings", town=request.actor.partnership.slug)
    return render(request, "partnership/form.html", {"form": form, "title": gettext(rules.OFFICE_KINDS[kind])})


def confirm_payer(request: Request, key: str) -> HttpResponse:
    """The second person's yes to the account that the town pays from."""
    town = request.actor.partnership
    if request.method == "POST":  # else back from the fresh confirmation
        try:
            operations.confirm_payer(office=queries.office_for(town, key), by=request.actor, at=request.began_at)
            messages.success(request, gettext("Das Konto ist bestätigt."))
        except Refused as refused:
            messages.error(request, said(refused.problem))
    return redirect("partnership:settings", town=town.slug)


def add_municipality(request: Request) -> HttpResponse:
    """A municipality of the funding area with its districts."""
    form = forms.MunicipalityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = list(
            dict.fromkeys(line.strip() for line in form.cleaned_data["districts"].splitlines() if line.strip())
        )
        try:
            operations.add_municipality(
                name=form.cleaned_data["name"], districts=names, by=request.actor, at=request.began_at
            )
            return redirect("partnership:settings", town=request.actor.partnership.slug)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(
        request, "partnership/form.html", {"form": form, "title": gettext("Kommune mit Ortsteilen eintragen")}
    )


def adopt_rules(request: Request, kind: str) -> HttpResponse:
    """A new version of a rule set."""
    if kind not in rules.RULE_KINDS:
        raise Http404
    now = queries.rules_in_force(request.actor.partnership, kind, local_day(request.began_at))
    form = forms.rules_form(kind, now.values)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        title, valid_from = values.pop("title"), values.pop("valid_from")
        try:
            operations.adopt_rules(
                kind=kind, title=title, valid_from=valid_from, values=values, by=request.actor, at=request.began_at
            )
            messages.success(request, gettext("Die neue Fassung gilt ab dem genannten Tag."))
            return redirect("partnership:settings", town=request.actor.partnership.slug)
        except Refused as refused:
            form.add_problem(refused.problem)
    return render(request, "partnership/form.html", {"form": form, "title": gettext(rules.RULE_KINDS[kind])})


def publish_town(request: Request) -> HttpResponse:
    """Shows the partnership on the portal."""
    operations.publish_town(by=request.actor, at=request.began_at)
    return _done(request, gettext("Name, Gebiet und Mittel stehen jetzt im Portal."))


def report_barrier(request: Request) -> HttpResponse:
    """The public form for what hinders somebody on the portal (BITV 2.0)."""
    form = forms.BarrierForm(request.POST or None)
    coded = bool(request.POST.get("token"))
    if request.method == "POST" and form.is_valid():
        data, town, at = form.cleaned_data, request.actor.partnership, request.began_at
        try:
            if data["email"] and not data["token"]:
                form.ask_for_code(visitors.send_code(town=town, address=data["email"], at=at))
                coded = True
            else:
                if data["email"]:
                    visitors.proved(town=town, address=data["email"], code=data["code"], token=data["token"], at=at)
                operations.report_barrier(text=data["text"], email=data["email"], by=request.actor, at=at)
                return redirect(f"{request.path}?danke")
        except Refused as refused:
            form.add_problem(refused.problem)
    return visitors.show(request, "partnership/report_barrier.html", "accessibility", form=form, coded=coded)
