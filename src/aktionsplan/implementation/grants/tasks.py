"""What somebody has to do about notices, payments and the portal."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext

from aktionsplan.implementation.grants import queries
from aktionsplan.network.queries import linked_organisations
from aktionsplan.people.queries import Actor
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.tasks import Task, days_after, url_for

SIGN_DAYS, POST_DAYS, PAY_DAYS = 5, 2, 5
"""Days in which the office wants to do a deed; a house rule, not law."""

Waiting = dict[str, list[Any]]


def _notices(by: Actor, waiting: Waiting, today: dt.date, own: frozenset[int]) -> list[Task]:
    open_tasks = []
    for grant in waiting["drafted"]:
        if by.may("grants.sign_notice", queries.notice_relations(grant, by, today, own)):
            open_tasks.append(
                Task(
                    days_after(grant.created_at, SIGN_DAYS),
                    gettext("Bescheid für „{title}“ unterschreiben").format(title=grant.application.title),
                    f"{grant.organisation.name} · {format_eur(grant.amount_eur)}",
                    url_for(by, "grants:sign", key=grant.key),
                    gettext("Bescheid lesen"),
                )
            )
    if by.may("grants.draft_notice"):
        open_tasks += [
            Task(
                days_after(g.created_at, SIGN_DAYS),
                gettext("Entwurf für „{title}“ überarbeiten").format(title=g.application.title),
                g.notice.returned_note[:80],
                url_for(by, "grants:redraft", key=g.key),
                gettext("Entwurf öffnen"),
            )
            for g in waiting["returned"]
        ]
        open_tasks += [
            Task(
                days_after(g.notice.signed_at, POST_DAYS),
                gettext("Bescheid {number} zur Post geben").format(number=g.number),
                g.organisation.name,
                url_for(by, "grants:post", key=g.key),
                gettext("Tag eintragen"),
            )
            for g in waiting["signed"]
        ]
    return open_tasks


def _money(by: Actor, waiting: Waiting, today: dt.date, own: frozenset[int]) -> list[Task]:
    open_tasks = []
    if by.may("grants.order_payment"):
        open_tasks += [
            Task(
                days_after(p.requested_at, PAY_DAYS),
                gettext("Auszahlung anordnen: {amount}").format(amount=format_eur(p.amount_eur)),
                p.grant.application.title,
                url_for(by, "grants:order", key=p.key),
                gettext("Auszahlung prüfen"),
            )
            for p in waiting["requested"]
        ]
    open_tasks += [
        Task(
            days_after(p.ordered_at, PAY_DAYS),
            gettext("Auszahlung freigeben: {amount}").format(amount=format_eur(p.amount_eur)),
            p.grant.application.title,
            url_for(by, "grants:release", key=p.key),
            gettext("Auszahlung freigeben"),
        )
        for p in waiting["ordered"]
        if by.may("grants.release_payment", queries.payment_relations(p, by, today, own))
    ]
    return open_tasks


def _unpublished(by: Actor, today: dt.date) -> list[Task]:
    """Signed projects that the portal does not show yet."""
    return [
        Task(
            today,
            gettext("Im Portal zeigen: „{title}“").format(title=grant.application.title),
            grant.organisation.name,
            url_for(by, "grants:publish", key=grant.key),
            gettext("Ansehen"),
        )
        for grant in queries.unpublished(by.partnership)
    ]


def _undrafted(by: Actor, today: dt.date) -> list[Task]:
    """Approved applications without a notice."""
    return [
        Task(
            today,
            gettext("Bescheid entwerfen für „{title}“").format(title=row.title),
            row.organisation.name,
            url_for(by, "grants:draft", key=row.key),
            gettext("Bescheid entwerfen"),
        )
        for row in queries.open_applications(by.partnership)
    ]


def _sponsor(by: Actor, today: dt.date) -> list[Task]:
    """Projects whose sponsor can ask for money."""
    own = queries.own_grants(by, today)
    drawn = queries.drawn_of(own)
    return [
        Task(
            grant.application.ends_on or today,
            gettext("Geld anfordern für „{title}“").format(title=grant.application.title),
            format_eur(grant.amount_eur - drawn[grant.pk]),
            url_for(by, "grants:own_request", key=grant.key),
            gettext("Geld anfordern"),
        )
        for grant in own
        if queries.payable_problem(grant, today) is None and drawn[grant.pk] < grant.amount_eur
    ]


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Notices to draft, sign and post, payments to order and release, projects to show, money to ask for."""
    open_tasks = _unpublished(by, today) if by.may("grants.publish_project") else []
    if by.may("applications.take_over"):
        open_tasks += _undrafted(by, today)
    if by.may("grants.view"):
        waiting, own = queries.waiting(by.partnership), linked_organisations(by, today)
        open_tasks += _notices(by, waiting, today, own) + _money(by, waiting, today, own)
    return open_tasks + (_sponsor(by, today) if by.may("applications.view_own") else [])
