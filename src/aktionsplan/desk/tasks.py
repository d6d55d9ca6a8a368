"""Open tasks of a person, by date."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.implementation.calls.queries import own_applications
from aktionsplan.implementation.grants import queries as grants
from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import linked_organisations, waiting_bank
from aktionsplan.people.models import Membership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import local_day

CHECK_DAYS, SIGN_DAYS, POST_DAYS, PAY_DAYS, BANK_DAYS = 7, 5, 2, 5, 5
"""Days in which the office wants to do a deed; a house rule, not law."""


@dataclass(frozen=True)
class Task:
    """One thing to do: by when, what, about what, where."""

    day: dt.date
    title: str
    facts: str
    url: str
    button: str


def _url(by: Actor, name: str, **arguments: Any) -> str:
    return reverse(name, kwargs={"town": by.partnership.slug, **arguments})


def _after(moment: dt.datetime, days: int) -> dt.date:
    return local_day(moment) + dt.timedelta(days=days)


def _applications(by: Actor) -> list[Task]:
    rows = Application.objects.filter(partnership=by.partnership, state="submitted").select_related("organisation")
    return [
        Task(
            _after(row.submitted_at, CHECK_DAYS),
            gettext("Antrag „{title}“ prüfen").format(title=row.title),
            f"{row.organisation.name} · {format_eur(row.requested_eur)}",
            _url(by, "calls:check", key=row.key),
            gettext("Antrag prüfen"),
        )
        for row in rows.order_by("submitted_at")[:50]
    ]


def _decisions(by: Actor, today: dt.date) -> list[Task]:
    rows = Application.objects.filter(partnership=by.partnership, state="admissible").select_related("organisation")
    return [
        Task(
            today,
            gettext("„{title}“ in die Sitzung bringen oder Entscheidung übernehmen").format(title=row.title),
            row.organisation.name,
            _url(by, "calls:application", key=row.key),
            gettext("Antrag ansehen"),
        )
        for row in rows[:50]
    ]


def _notices(by: Actor, waiting: dict, today: dt.date, own: frozenset[int]) -> list[Task]:
    tasks = []
    for grant in waiting["drafted"]:
        if by.may("grants.sign_notice", grants.notice_relations(grant, by, today, own)):
            tasks.append(
                Task(
                    _after(grant.created_at, SIGN_DAYS),
                    gettext("Bescheid für „{title}“ unterschreiben").format(title=grant.application.title),
                    f"{grant.organisation.name} · {format_eur(grant.amount_eur)}",
                    _url(by, "grants:sign", key=grant.key),
                    gettext("Bescheid lesen"),
                )
            )
    if by.may("grants.draft_notice"):
        tasks += [
            Task(
                _after(g.created_at, SIGN_DAYS),
                gettext("Entwurf für „{title}“ überarbeiten").format(title=g.application.title),
                g.notice.returned_note[:80],
                _url(by, "grants:redraft", key=g.key),
                gettext("Entwurf öffnen"),
            )
            for g in waiting["returned"]
        ]
        tasks += [
            Task(
                _after(g.notice.signed_at, POST_DAYS),
                gettext("Bescheid {number} zur Post geben").format(number=g.number),
                g.organisation.name,
                _url(by, "grants:post", key=g.key),
                gettext("Tag eintragen"),
            )
            for g in waiting["signed"]
        ]
    return tasks


def _money(by: Actor, waiting: dict, today: dt.date, own: frozenset[int]) -> list[Task]:
    tasks = []
    if by.may("grants.order_payment"):
        tasks += [
            Task(
                _after(p.requested_at, PAY_DAYS),
                gettext("Auszahlung anordnen: {amount}").format(amount=format_eur(p.amount_eur)),
                p.grant.application.title,
                _url(by, "grants:order", key=p.key),
                gettext("Auszahlung prüfen"),
            )
            for p in waiting["requested"]
        ]
    tasks += [
        Task(
            _after(p.ordered_at, PAY_DAYS),
            gettext("Auszahlung freigeben: {amount}").format(amount=format_eur(p.amount_eur)),
            p.grant.application.title,
            _url(by, "grants:release", key=p.key),
            gettext("Auszahlung freigeben"),
        )
        for p in waiting["ordered"]
        if by.may("grants.release_payment", grants.payment_relations(p, by, today, own))
    ]
    return tasks


def _house(by: Actor, today: dt.date) -> list[Task]:
    tasks = []
    if by.may("network.confirm"):
        rows = Organisation.objects.filter(partnership=by.partnership, state="registered")[:50]
        tasks += [
            Task(
                _after(row.created_at, CHECK_DAYS),
                gettext("Verein bestätigen: {name}").format(name=row.name),
                row.city,
                _url(by, "network:organisation", key=row.key),
                gettext("Verein ansehen"),
            )
            for row in rows
        ]
    if by.may("network.approve_bank"):
        tasks += [
            Task(
                _after(bank.proposed_at, BANK_DAYS),
                gettext("Bankverbindung freigeben"),
                bank.organisation.name,
                _url(by, "network:organisation", key=bank.organisation.key),
                gettext("Bankverbindung prüfen"),
            )
            for bank in waiting_bank(by.partnership)
        ]
    if by.may("people.confirm_role"):
        rows = Membership.objects.filter(partnership=by.partnership, state="proposed").select_related("account")
        tasks += [
            Task(
                row.valid_from,
                gettext("Zugang bestätigen: {name}").format(name=row.account.name),
                "",
                _url(by, "people:members"),
                gettext("Zugänge ansehen"),
            )
            for row in rows
        ]
    if by.may("calls.release"):
        rows = Call.objects.filter(partnership=by.partnership, state="draft")
        tasks += [
            Task(
                row.opens_on,
                gettext("Aufruf veröffentlichen: {title}").format(title=row.title),
                "",
                _url(by, "calls:call", key=row.key),
                gettext("Aufruf ansehen"),
            )
            for row in rows
        ]
    return tasks


def _sponsor(by: Actor, today: dt.date) -> list[Task]:
    tasks = []
    for row in own_applications(by, today):
        if row.state in ("draft", "returned"):
            title = gettext("Antrag fertig schreiben: {title}").format(title=row.title or row.call.title)
            tasks.append(
                Task(
                    row.call.deadline,
                    title,
                    row.organisation.name,
                    _url(by, "calls:own_step", key=row.key, step=1),
                    gettext("Weiterschreiben"),
                )
            )
    own = grants.own_grants(by, today)
    drawn = grants.drawn_of(own)
    for grant in own:
        if grants.payable_problem(grant, today) is None and drawn[grant.pk] < grant.amount_eur:
            tasks.append(
                Task(
                    grant.application.ends_on or today,
                    gettext("Geld anfordern für „{title}“").format(title=grant.application.title),
                    format_eur(grant.amount_eur - drawn[grant.pk]),
                    _url(by, "grants:own_request", key=grant.key),
                    gettext("Geld anfordern"),
                )
            )
    return tasks


def tasks_for(by: Actor, today: dt.date) -> list[Task]:
    """Everything the person can do next, by date."""
    found = _house(by, today)
    if by.may("applications.check"):
        found += _applications(by)
    if by.may("applications.take_over"):
        found += _decisions(by, today)
        found += [
            Task(
                today,
                gettext("Bescheid entwerfen für „{title}“").format(title=row.title),
                row.organisation.name,
                _url(by, "grants:draft", key=row.key),
                gettext("Bescheid entwerfen"),
            )
            for row in grants.open_applications(by.partnership)
        ]
    if by.may("grants.view"):
        waiting = grants.waiting(by.partnership)
        own = linked_organisations(by, today)
        found += _notices(by, waiting, today, own) + _money(by, waiting, today, own)
    if by.may("applications.view_own"):
        found += _sponsor(by, today)
    return sorted(found, key=lambda task: (task.day, task.title))


def by_urgency(found: list[Task], today: dt.date) -> list[tuple[str, list[Task]]]:
    """The tasks as overdue, this week, later; empty groups are left out."""
    week = today + dt.timedelta(days=7)
    groups = [
        (gettext("Überschritten"), [task for task in found if task.day < today]),
        (gettext("Diese Woche"), [task for task in found if today <= task.day <= week]),
        (gettext("Später"), [task for task in found if task.day > week]),
    ]
    return [(title, tasks) for title, tasks in groups if tasks]
