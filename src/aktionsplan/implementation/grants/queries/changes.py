"""Reading changes of projects: what was told and asked, what the amendments in force say, and what a request would change."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from aktionsplan.bodies.queries import decision_on, kept_out_of
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.grants import rules
from aktionsplan.implementation.grants.models import Act, ChangeRequest, Grant
from aktionsplan.implementation.grants.queries.projects import locked_grant, own_grants, reference
from aktionsplan.network.queries import impartial, relations
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import NOT_LINKED, NOT_RECUSED, OWN_ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.words import known

IN_FORCE = ("notified", "binding")
"""States of an amendment that holds; an objection keeps it from holding (VwGO § 80 Abs. 1)."""


@dataclass(frozen=True)
class Amended:
    """What the amendments in force make of a grant: lines that are not those of the notice, another end, another purpose."""

    lines: Mapping[str, Decimal] = field(default_factory=dict)
    ends_on: dt.date | None = None
    purpose: str = ""


def amended(grant: Grant, today: dt.date) -> Amended:
    """What holds by that day beside the notice; a later amendment goes before an earlier one. An amendment holds from the day it is
    made known (VwVfG § 43 Abs. 1)."""
    rows = Act.objects.filter(application=grant.application_id, kind=rules.AMENDMENT, state__in=IN_FORCE)
    found = Amended()
    for details in (
        rows.filter(notified_on__lte=today).order_by("notified_on", "pk").values_list("details", flat=True)
    ):
        given = given_of(details)
        found = Amended(given.lines or found.lines, given.ends_on or found.ends_on, given.purpose or found.purpose)
    return found


def given_of(details: Json) -> Amended:
    """What the draft or notice of an amendment gives."""
    lines = {key: Decimal(amount) for key, amount in details.get("lines", {}).items()}
    ends_on = details.get("ends_on")
    return Amended(lines, dt.date.fromisoformat(ends_on) if ends_on else None, details.get("purpose", ""))


def period_end(grant: Grant, today: dt.date, found: Amended | None = None) -> dt.date:
    """The last day of the grant's period, as the notice or an amendment says; `found` when the amendments are read already."""
    end = grant.application.ends_on or grant.notice.proof_due_on
    return (found or amended(grant, today)).ends_on or end


def proof_due(grant: Grant, today: dt.date, found: Amended | None = None) -> dt.date:
    """When the proof of use is due, as the notice or an amendment says."""
    end = (found or amended(grant, today)).ends_on
    return due_after(grant, end) if end else grant.notice.proof_due_on


def due_after(grant: Grant, ends_on: dt.date) -> dt.date:
    """When the proof of use would be due after that end."""
    return rules.proof_due(ends_on, grant.notice.law["proof_days"], grant.partnership.land)


def latest_end(grant: Grant) -> dt.date:
    """The last day on which the project may end: in the time of its call and in the year of its money."""
    return min(grant.application.call.project_until, dt.date(grant.fund.programme_year.year, 12, 31))


def changes_of(grant: Grant) -> QuerySet[ChangeRequest]:
    """What was told and asked, the newest first."""
    return grant.changes.select_related("act__document")


def waiting(grant: Grant) -> ChangeRequest | None:
    """The request that the office has not answered yet."""
    return grant.changes.filter(state="asked").first()


def asked_changes(partnership: Partnership) -> QuerySet[ChangeRequest]:
    """Every request that waits for an answer, the most urgent first."""
    rows = ChangeRequest.objects.filter(partnership=partnership, state="asked").order_by("answer_until", "pk")
    return rows.select_related("grant__application__organisation")


def _with_everything(rows: QuerySet[ChangeRequest]) -> QuerySet[ChangeRequest]:
    return rows.select_related(
        "act",
        "grant__notice",
        "grant__organisation",
        "grant__application__organisation",
        "grant__application__call",
        "grant__fund__programme_year",
        "grant__partnership",
    )


def change_for(by: Actor, key: str) -> ChangeRequest:
    """The change with this key for the office, or 404."""
    row = _with_everything(ChangeRequest.objects.filter(partnership=by.partnership, key=key)).first()
    if row is None or not by.may("grants.view_changes"):
        raise Http404
    return row


def own_change(by: Actor, key: str, day: dt.date) -> ChangeRequest:
    """A change of a project of the actor's organisations, or 404."""
    own = [grant.pk for grant in own_grants(by, day)]
    row = _with_everything(ChangeRequest.objects.filter(partnership=by.partnership, key=key, grant__in=own)).first()
    if row is None:
        raise Http404
    return row


def wish_of(change: ChangeRequest, base: Mapping[str, Decimal]) -> rules.Wish:
    """What the request would change in that plan."""
    wanted = {key: Decimal(amount) for key, amount in change.lines.items()} or base
    rows = rules.shifts(change.grant.funding_type, base, wanted)
    return rules.Wish(rows, change.ends_on, change.purpose, change.sponsor)


def recused_of(grant: Grant, by: By, day: dt.date) -> bool:
    """Whether the person was kept out of the committee's decision on this project: that holds for its changes too."""
    decision = decision_on(grant.partnership, application_reference(grant.application))
    return isinstance(by, Actor) and decision is not None and bool(kept_out_of([decision.item], by, day))


def _locked(change: ChangeRequest) -> ChangeRequest:
    grant = locked_grant(change.grant)
    row = ChangeRequest.objects.select_for_update(of=("self",)).select_related("act").get(pk=change.pk)
    row.grant = grant
    return row


CHANGE = Subject(
    takes=("change",),
    lock=_locked,
    reference=lambda change: reference(change.grant),
    relations={
        OWN_ORGANISATION: lambda row, by, day: bool(relations(row.grant.organisation, by, day)),
        NOT_LINKED: lambda row, by, day: bool(impartial(known(row.grant.organisation), by, day)),
        NOT_RECUSED: lambda row, by, day: not recused_of(row.grant, by, day),
    },
)
"""A change of a project; its grant is locked before it."""
