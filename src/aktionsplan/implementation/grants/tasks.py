"""What somebody has to do about notices, payments and the portal."""

import datetime as dt
from collections.abc import Callable

from django.db.models import F, Value
from django.utils.translation import gettext

from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.network.queries import linked_organisations
from aktionsplan.people.queries import Actor
from aktionsplan.shared.kinds import Foreign
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.tasks import (
    Task,
    Waiting,
    Waits,
    days_after,
    foremost,
    foremost_by_state,
    told,
    url_for,
)
from aktionsplan.shared.words import known, mark

SIGN_DAYS, POST_DAYS, PAY_DAYS = 5, 2, 5
"""Days in which the office wants to do a deed; a house rule, not law."""


def _notices(by: Actor, own: frozenset[int]) -> list[Task]:
    """Notices to sign, to word anew and to post."""
    tasks: dict[str, Callable[[Grant], Task]] = {}
    if by.may("grants.sign_notice"):
        tasks["drafted"] = lambda grant: Task(
            days_after(grant.created_at, SIGN_DAYS),
            gettext("Bescheid für „{title}“ unterschreiben").format(title=grant.application.title),
            f"{grant.organisation.name} · {format_eur(grant.amount_eur)}",
            url_for(by, "grants:sign", key=grant.key),
            gettext("Bescheid lesen"),
        )
    if by.may("grants.draft_notice"):
        tasks["returned"] = lambda grant: Task(
            days_after(grant.created_at, SIGN_DAYS),
            gettext("Entwurf für „{title}“ überarbeiten").format(title=grant.application.title),
            grant.notice.returned_note[:80],
            url_for(by, "grants:redraft", key=grant.key),
            gettext("Entwurf öffnen"),
        )
        tasks["signed"] = lambda grant: Task(
            days_after(known(grant.notice.signed_at), POST_DAYS),
            gettext("Bescheid {number} zur Post geben").format(number=grant.number),
            grant.organisation.name,
            url_for(by, "grants:post", key=grant.key),
            gettext("Tag eintragen"),
        )
    rows = queries.with_notice(by.partnership)
    if "drafted" in tasks:
        rows = rows.exclude(queries.not_to_sign(by, own))
    return foremost_by_state(rows, tasks)


def _money(by: Actor, own: frozenset[int]) -> list[Task]:
    """Payments to order and to release."""
    open_tasks = []
    if by.may("grants.order_payment"):
        open_tasks += foremost(
            queries.to_order(by.partnership),
            lambda payment: Task(
                days_after(payment.requested_at, PAY_DAYS),
                gettext("Auszahlung anordnen: {amount}").format(amount=format_eur(payment.amount_eur)),
                payment.grant.application.title,
                url_for(by, "grants:order", key=payment.key),
                gettext("Auszahlung prüfen"),
            ),
        )
    if by.may("grants.release_payment"):
        open_tasks += foremost(
            queries.to_release(by, own),
            lambda payment: Task(
                days_after(known(payment.ordered_at), PAY_DAYS),
                gettext("Auszahlung freigeben: {amount}").format(amount=format_eur(payment.amount_eur)),
                payment.grant.application.title,
                url_for(by, "grants:release", key=payment.key),
                gettext("Auszahlung freigeben"),
            ),
        )
    return open_tasks


def _unpublished(by: Actor, today: dt.date) -> list[Task]:
    """Signed projects that the portal does not show yet."""
    return foremost(
        queries.unpublished(by.partnership),
        lambda grant: Task(
            today,
            gettext("Im Portal zeigen: „{title}“").format(title=grant.application.title),
            grant.organisation.name,
            url_for(by, "grants:publish", key=grant.key),
            gettext("Ansehen"),
        ),
    )


def _undrafted(by: Actor, today: dt.date) -> list[Task]:
    """Approved applications without a notice."""
    return foremost(
        queries.open_applications(by.partnership),
        lambda row: Task(
            today,
            gettext("Bescheid entwerfen für „{title}“").format(title=row.title),
            row.organisation.name,
            url_for(by, "grants:draft", key=row.key),
            gettext("Bescheid entwerfen"),
        ),
    )


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
        if queries.money_problem(grant, today) is None and drawn[grant.pk] < grant.amount_eur
    ]


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Notices to draft, sign and post, payments to order and release, projects to show, money to ask for."""
    open_tasks = _unpublished(by, today) if by.may("grants.publish_project") else []
    if by.may("applications.take_over"):
        open_tasks += _undrafted(by, today)
    if by.may("grants.view"):
        asks_for_links = by.may("grants.sign_notice") or by.may("grants.release_payment")
        own = linked_organisations(by, today) if asks_for_links else frozenset()
        open_tasks += _notices(by, own) + _money(by, own)
    return open_tasks + (_sponsor(by, today) if by.may("applications.view_own") else [])


def _parts(by: Actor, today: dt.date) -> dict[str, Foreign]:
    """Notices of other kinds to draft, to sign, to word anew and to post; changes to answer."""
    parts: dict[str, Foreign] = {}
    about: dict[str, Foreign] = {"words": F("application__title"), "more": F("kind")}
    if by.may("grants.sign_act"):
        rows = queries.acts_to_sign(by, linked_organisations(by, today))
        parts["act_drafted"] = told("act_drafted", rows, day=F("drafted_at"), **about)
    if by.may("grants.draft_act"):
        rows = queries.acts(by.partnership)
        back, signed = rows.filter(state="returned"), rows.filter(state="signed")
        refused = queries.unrefused(by.partnership)
        parts |= {
            "act_returned": told("act_returned", back, day=F("drafted_at"), **about),
            "act_signed": told("act_signed", signed, day=F("signed_at"), **about),
            "act_refused": told("act_refused", refused, day=Value(today), words=F("title")),
        }
    if by.may("grants.answer_change"):
        asked = queries.asked_changes(by.partnership)
        title = F("grant__application__title")
        parts["change_asked"] = told("change_asked", asked, day=F("asked_at"), words=title)
    return parts


ACT_TASKS = {
    "act_drafted": (
        SIGN_DAYS,
        mark("{kind} für „{title}“ unterschreiben"),
        "grants:sign_act",
        mark("Bescheid lesen"),
    ),
    "act_returned": (
        SIGN_DAYS,
        mark("{kind} für „{title}“ überarbeiten"),
        "grants:redraft_act",
        mark("Entwurf öffnen"),
    ),
    "act_signed": (POST_DAYS, mark("{kind} für „{title}“ zur Post geben"), "grants:post_act", mark("Tag eintragen")),
    "act_refused": (
        0,
        mark("Ablehnung entwerfen für „{title}“"),
        "grants:draft_rejection",
        mark("Ablehnung entwerfen"),
    ),
    "change_asked": (
        rules.ANSWER_DAYS,
        mark("Über die Änderung bei „{title}“ entscheiden"),
        "grants:change",
        mark("Änderung ansehen"),
    ),
}
"""Days, sentence, address and button of each kind of task."""


def _waiting(by: Actor, row: Waiting) -> Task:
    days, text, page, button = ACT_TASKS[row.kind]
    kind = gettext(rules.ACT_KINDS[row.more]) if row.more else ""
    title = gettext(text).format(kind=kind, title=row.words)
    url = url_for(by, page, key=row.key)
    return Task(row.day + dt.timedelta(days=days), title, "", url, gettext(button), behind=row.behind)


WAITS = Waits(_parts, _waiting)
