"""Open tasks of a person, by date."""

import datetime as dt

from django.utils.translation import gettext

from aktionsplan.desk.beginning import Task, beginning, url_for
from aktionsplan.desk.meetings import meeting_tasks
from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.implementation.calls.queries import own_applications
from aktionsplan.implementation.grants import queries as grants
from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import linked_organisations, waiting_bank
from aktionsplan.partnership.queries import waiting_payer
from aktionsplan.people.models import Membership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import local_day

CHECK_DAYS, SIGN_DAYS, POST_DAYS, PAY_DAYS, BANK_DAYS = 7, 5, 2, 5, 5
"""Days in which the office wants to do a deed; a house rule, not law."""


def _after(moment: dt.datetime, days: int) -> dt.date:
    return local_day(moment) + dt.timedelta(days=days)


def _applications(by: Actor, today: dt.date) -> list[Task]:
    """Applications to be checked, and checked ones on their way through the committee."""
    may_check, may_take_over = by.may("applications.check"), by.may("applications.take_over")
    states = [state for state, may in (("submitted", may_check), ("admissible", may_take_over)) if may]
    rows = Application.objects.filter(partnership=by.partnership, state__in=states).select_related("organisation")
    return [
        Task(
            _after(row.submitted_at, CHECK_DAYS),
            gettext("Antrag „{title}“ prüfen").format(title=row.title),
            f"{row.organisation.name} · {format_eur(row.requested_eur)}",
            url_for(by, "calls:check", key=row.key),
            gettext("Antrag prüfen"),
        )
        if row.state == "submitted"
        else Task(
            today,
            gettext("„{title}“ in die Sitzung bringen oder Entscheidung übernehmen").format(title=row.title),
            row.organisation.name,
            url_for(by, "calls:application", key=row.key),
            gettext("Antrag ansehen"),
        )
        for row in rows.order_by("submitted_at")[:100]
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
                    url_for(by, "grants:sign", key=grant.key),
                    gettext("Bescheid lesen"),
                )
            )
    if by.may("grants.draft_notice"):
        tasks += [
            Task(
                _after(g.created_at, SIGN_DAYS),
                gettext("Entwurf für „{title}“ überarbeiten").format(title=g.application.title),
                g.notice.returned_note[:80],
                url_for(by, "grants:redraft", key=g.key),
                gettext("Entwurf öffnen"),
            )
            for g in waiting["returned"]
        ]
        tasks += [
            Task(
                _after(g.notice.signed_at, POST_DAYS),
                gettext("Bescheid {number} zur Post geben").format(number=g.number),
                g.organisation.name,
                url_for(by, "grants:post", key=g.key),
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
                url_for(by, "grants:order", key=p.key),
                gettext("Auszahlung prüfen"),
            )
            for p in waiting["requested"]
        ]
    tasks += [
        Task(
            _after(p.ordered_at, PAY_DAYS),
            gettext("Auszahlung freigeben: {amount}").format(amount=format_eur(p.amount_eur)),
            p.grant.application.title,
            url_for(by, "grants:release", key=p.key),
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
                url_for(by, "network:organisation", key=row.key),
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
                url_for(by, "network:organisation", key=bank.organisation.key),
                gettext("Bankverbindung prüfen"),
            )
            for bank in waiting_bank(by.partnership)
        ]
    waiting = waiting_payer(by.partnership) if by.may("partnership.confirm_payer") else None
    if waiting is not None and waiting.payer_proposed_by != by.reference:
        tasks.append(
            Task(
                waiting.valid_from,
                gettext("Konto der Kommune bestätigen"),
                gettext("Vorher wird nichts ausgezahlt."),
                url_for(by, "partnership:settings"),
                gettext("Konto prüfen"),
            )
        )
    if by.may("people.confirm_role"):
        rows = Membership.objects.filter(partnership=by.partnership, state="proposed").select_related("account")
        tasks += [
            Task(
                row.valid_from,
                gettext("Zugang bestätigen: {name}").format(name=row.account.name),
                "",
                url_for(by, "people:members"),
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
                url_for(by, "calls:call", key=row.key),
                gettext("Aufruf ansehen"),
            )
            for row in rows
        ]
    return tasks


def _portal(by: Actor, today: dt.date) -> list[Task]:
    """Signed projects that the portal does not show yet."""
    return [
        Task(
            today,
            gettext("Im Portal zeigen: „{title}“").format(title=grant.application.title),
            grant.organisation.name,
            url_for(by, "grants:publish", key=grant.key),
            gettext("Ansehen"),
        )
        for grant in grants.unpublished(by.partnership)
    ]


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
                    url_for(by, "calls:own_step", key=row.key, step=1),
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
                    url_for(by, "grants:own_request", key=grant.key),
                    gettext("Geld anfordern"),
                )
            )
    return tasks


def tasks_for(by: Actor, today: dt.date) -> list[Task]:
    """Everything the person can do next, by date."""
    found = _house(by, today) + beginning(by, today)
    if by.may("bodies.view"):
        found += meeting_tasks(by, today)
    if by.may("grants.publish_project"):
        found += _portal(by, today)
    if by.may("applications.check") or by.may("applications.take_over"):
        found += _applications(by, today)
    if by.may("applications.take_over"):
        found += [
            Task(
                today,
                gettext("Bescheid entwerfen für „{title}“").format(title=row.title),
                row.organisation.name,
                url_for(by, "grants:draft", key=row.key),
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
