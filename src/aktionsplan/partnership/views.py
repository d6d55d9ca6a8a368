"""Pages of the tenant: money and settings."""

import datetime as dt
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.partnership import forms, operations, publications, queries, rules
from aktionsplan.shared import visitors
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.charts import bars
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.money import format_figure
from aktionsplan.shared.pages import DeedPage, form_page, go, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import mark


def money(request: Request) -> HttpResponse:
    """Every fund with ceiling, reserved, committed and free."""
    funds = queries.funds(request.actor.partnership)
    for fund in funds:
        fund.bars = bars(
            [
                (gettext("Obergrenze"), fund.ceiling_eur, "planned"),
                (gettext("Bewilligt"), fund.committed_eur, "paid"),
                (gettext("Vorgemerkt"), fund.reserved_eur, "granted"),
                (gettext("Noch frei"), fund.free_eur, "planned"),
            ]
        )
    return render(
        request, "partnership/money.html", {"funds": funds, "years": queries.years(request.actor.partnership)}
    )


def fund(request: Request, key: str) -> HttpResponse:
    """One fund: where its money came from and what bound it."""
    fund = queries.fund_for(request.actor.partnership, key)
    entries = queries.budget_entries(fund)
    return render(request, "partnership/fund.html", {"fund": fund, "entries": entries, "sources": rules.SOURCES})


MONEY = ("partnership:money",)
SETTINGS = ("partnership:settings",)


open_year = DeedPage(
    deed=operations.open_year,
    form=forms.YearForm,
    title=mark("Programmjahr anlegen"),
    back=lambda thing: MONEY,
    done=mark("Das Programmjahr ist angelegt."),
)


add_fund = DeedPage(
    deed=operations.add_fund,
    form=forms.FundForm,
    title=mark("Fonds anlegen"),
    takes="programme_year",
    thing=lambda request, key: queries.year_for(request.actor.partnership, key),
    back=lambda year: MONEY,
    done=mark("Der Fonds ist angelegt."),
)


def enter_budget(request: Request, key: str) -> HttpResponse:
    """Money for a fund, or less of it."""
    fund = queries.fund_for(request.actor.partnership, key)
    deed = partial(operations.enter_budget, fund=fund, by=request.actor, at=request.began_at)
    title, done = gettext("Geld eintragen: {fund}").format(fund=fund.name), gettext("Die Änderung ist eingetragen.")
    return form_page(request, forms.BudgetForm(request.POST or None), deed, back=MONEY, title=title, done=done)


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
            "version": rule_set.version,
            "title": rule_set.title,
            "settings": [
                (setting.label, setting.shown(rule_set[name]), rules.source_for(setting.source, partnership.land))
                for name, setting in rules.SETTINGS[kind].items()
            ],
        }
        for kind, word, rule_set in in_force
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
    form = forms.OfficeForm(request.POST or None, of=forms.office_values(present) if present else None)

    def deed(seen: str = "", **fields: str) -> None:
        operations.set_office(kind=kind, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    title, done = gettext(rules.OFFICE_KINDS[kind]), gettext("Das Amt ist gespeichert.")
    return form_page(request, form, deed, back=SETTINGS, title=title, done=done)


STATEMENTS = ("partnership:statements",)


def statements(request: Request) -> HttpResponse:
    """What the town must say in public: what is entered, what is missing, and whether the portal shows it."""
    state = publications.statements_state(request.actor.partnership, local_day(request.began_at))
    return render(request, "partnership/statements.html", {"state": state})


def set_statements(request: Request) -> HttpResponse:
    """Privacy, funder and accessibility as the town tells them."""
    present = queries.statements(request.actor.partnership)
    form = forms.StatementsForm(request.POST or None, of=forms.statement_values(present) if present else None)

    def deed(seen: str = "", **fields: Value) -> None:
        operations.set_statements(fields=fields, seen=seen, by=request.actor, at=request.began_at)

    title, done = gettext("Pflichtangaben eintragen"), gettext("Die Angaben sind gespeichert.")
    return form_page(request, form, deed, back=STATEMENTS, title=title, done=done)


COORDINATION = ("partnership:coordination",)


def coordination(request: Request) -> HttpResponse:
    """The record of the coordination office: where, who with how many hours, tasks, contracts, what is missing."""
    town, today = request.actor.partnership, local_day(request.began_at)
    row, staff = queries.coordination(town), queries.office_staff(town)
    told = [(one, format_figure(one.hours)) for one in staff]
    context = {
        "record": row,
        "place": rules.PLACES[row.place] if row else None,
        "staff": [pair for pair in told if pair[0].ends_on is None or pair[0].ends_on >= today],
        "former": [pair for pair in told if pair[0].ends_on is not None and pair[0].ends_on < today],
        "hours": format_figure(queries.staff_hours(staff, today)),
        "gaps": [rules.PARTS[name] for name in queries.coordination_gaps(town, today)],
        "ends": queries.coordination_ends(town, today),
        "today": today,
    }
    return render(request, "partnership/coordination.html", context)


def set_coordination(request: Request) -> HttpResponse:
    """Where the coordination office is, what it does, and its contracts."""
    stored = queries.coordination_values(queries.coordination(request.actor.partnership))
    form = forms.CoordinationForm(request.POST or None, of=stored)

    def deed(seen: str = "", **fields: Value) -> None:
        operations.set_coordination(fields=fields, seen=seen, by=request.actor, at=request.began_at)

    title, done = gettext("Koordinierungsstelle"), gettext("Gespeichert.")
    return form_page(request, form, deed, back=COORDINATION, title=title, done=done)


def add_office_staff(request: Request) -> HttpResponse:
    """Somebody works in the coordination office."""

    def deed(**fields: Value) -> None:
        operations.add_office_staff(fields=fields, by=request.actor, at=request.began_at)

    form = forms.StaffForm(request.POST or None)
    return form_page(request, form, deed, back=COORDINATION, title=gettext("Mensch in der Koordinierungsstelle"))


change_office_staff = DeedPage(
    deed=lambda staff, seen, by, at, **fields: operations.change_office_staff(
        staff=staff, fields=fields, seen=seen, by=by, at=at
    ),
    form=forms.StaffForm,
    title=lambda row: row.name,
    takes="staff",
    thing=lambda request, key: queries.staff_for(request.actor.partnership, key),
    of=queries.staff_values,
    back=lambda row: COORDINATION,
    done=mark("Gespeichert."),
)
drop_office_staff = DeedPage(
    deed=operations.drop_office_staff,
    form=forms.StaffReasonForm,
    title=mark("Eintrag streichen"),
    takes="staff",
    thing=lambda request, key: queries.staff_for(request.actor.partnership, key),
    back=lambda row: COORDINATION,
    done=mark("Der Eintrag ist gestrichen."),
)


def confirm_payer(request: Request, key: str) -> HttpResponse:
    """The second person's yes to the account that the town pays from."""
    if request.method == "POST":  # else back from the fresh confirmation
        office = queries.office_for(request.actor.partnership, key)
        deed = partial(operations.confirm_payer, office=office, by=request.actor, at=request.began_at)
        tried(request, deed, gettext("Das Konto ist bestätigt."))
    return go(request, *SETTINGS)


def add_municipality(request: Request) -> HttpResponse:
    """A municipality of the funding area with its districts."""

    def deed(name: str, districts: str) -> None:
        names = list(dict.fromkeys(line.strip() for line in districts.splitlines() if line.strip()))
        operations.add_municipality(name=name, districts=names, by=request.actor, at=request.began_at)

    form, title = forms.MunicipalityForm(request.POST or None), gettext("Kommune mit Ortsteilen eintragen")
    return form_page(request, form, deed, back=SETTINGS, title=title)


def adopt_rules(request: Request, kind: str) -> HttpResponse:
    """A new version of a rule set."""
    if kind not in rules.RULE_KINDS:
        raise Http404
    now = queries.rules_in_force(request.actor.partnership, kind, local_day(request.began_at))

    def deed(title: str, valid_from: dt.date, **values: Value) -> None:
        by, at = request.actor, request.began_at
        operations.adopt_rules(kind=kind, title=title, valid_from=valid_from, values=values, by=by, at=at)

    form, title = forms.rules_form(kind, now.values)(request.POST or None), gettext(rules.RULE_KINDS[kind])
    done = gettext("Die neue Fassung gilt ab dem genannten Tag.")
    return form_page(request, form, deed, back=SETTINGS, title=title, done=done)


def publish_town(request: Request) -> HttpResponse:
    """Shows the partnership on the portal."""
    deed = partial(operations.publish_town, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Name, Gebiet, Mittel und Pflichtangaben stehen jetzt im Portal."))
    return go(request, *STATEMENTS)


def report_barrier(request: Request) -> HttpResponse:
    """The public form for what hinders somebody on the portal (BITV 2.0)."""
    form = forms.BarrierForm(request.POST or None)
    template = "partnership/report_barrier.html"
    return visitors.visitor_page(request, form, operations.report_barrier, template=template, page="accessibility")
