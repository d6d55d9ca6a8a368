"""Reading notices of other kinds than the grant, each through its door."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404

from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.calls.states import REFUSED
from aktionsplan.implementation.grants import rules
from aktionsplan.implementation.grants.models import Act, Grant
from aktionsplan.network.queries import impartial, own_organisations
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import NOT_DRAFTER, NOT_LINKED
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import By, Subject


def reference(act: Act) -> str:
    """The key under which the ledger and documents know the notice."""
    return f"act:{act.key}"


def acts(partnership: Partnership) -> QuerySet[Act]:
    """Every notice of another kind, from its draft on."""
    return Act.objects.filter(partnership=partnership).select_related(
        "application__organisation",
        "application__call__fund__programme_year",
        "application__account",
        "document__file",
        "partnership",
    )


def act_for(by: Actor, key: str) -> Act:
    """The notice with this key for the office, or 404."""
    act = acts(by.partnership).filter(key=key).first()
    if act is None or not by.may("grants.view_acts"):
        raise Http404
    return act


def own_act(by: Actor, key: str, day: dt.date) -> Act:
    """A posted notice about an application of the actor's organisations, or 404."""
    rows = acts(by.partnership).filter(application__organisation__in=own_organisations(by, day))
    act = rows.filter(key=key, posted_on__isnull=False).first()
    if act is None:
        raise Http404
    return act


def in_force(application: Application, kind: str) -> Act | None:
    """The newest notice of the kind that nobody gave up, or None."""
    return application.acts.filter(kind=kind).exclude(state="dropped").first()


def early_day(application: Application, today: dt.date) -> dt.date | None:
    """From when the project may begin already, by a signed leave; None without one or while that day is to come."""
    act = in_force(application, rules.EARLY_START)
    if act is None or not act.number:
        return None
    day = dt.date.fromisoformat(act.details["begins_on"])
    return day if day <= today else None


def unrefused(partnership: Partnership) -> QuerySet[Application]:
    """Refused applications without a notice of rejection, the oldest first."""
    drafted = Act.objects.filter(application=OuterRef("pk"), kind=rules.REJECTION).exclude(state="dropped")
    rows = Application.objects.filter(partnership=partnership, state__in=REFUSED)
    return rows.exclude(Exists(drafted)).select_related("organisation", "call__fund").order_by("submitted_at", "pk")


def to_post(partnership: Partnership) -> dict[str, tuple[Grant | Act, str]]:
    """Signed notices of every kind that have not left the office: by key, each with whom and what it is about."""
    granted = Grant.objects.filter(partnership=partnership, state="signed")
    rows: list[Grant | Act] = [*granted.select_related("application__organisation").order_by("number")]
    rows += acts(partnership).filter(state="signed").order_by("number")
    return {row.key: (row, f"{row.application.organisation.name}: {row.application.title}") for row in rows}


def _is_no_drafter(act: Act, by: By, day: dt.date) -> bool:
    return by.reference not in (act.drafted_by, *act.drafters)


def act_relations(act: Act, by: By, day: dt.date) -> frozenset[str]:
    """How the actor stands to the drafted notice; everybody who ever worded it stays one of its drafters."""
    apart = frozenset({NOT_DRAFTER}) if _is_no_drafter(act, by, day) else frozenset()
    return apart | impartial(act.application.organisation, by, day)


def acts_to_sign(by: Actor, own: Collection[int]) -> QuerySet[Act]:
    """Drafted notices that the actor may sign: none with words of the actor, none for an organisation of the actor."""
    rows = acts(by.partnership).filter(state="drafted").exclude(application__organisation__in=own)
    worded = rows.annotate(worded_by=Cast("drafters", TextField())).exclude(worded_by__contains=by.reference)
    return worded.exclude(drafted_by=by.reference)


def _locked_act(act: Act) -> Act:
    rows = Act.objects.select_for_update(of=("self",)).select_related(
        "application__organisation", "application__call__fund__programme_year", "application__account", "partnership"
    )
    return rows.get(pk=act.pk)


ACT = Subject(
    takes=("act",),
    lock=_locked_act,
    reference=lambda act: application_reference(act.application),
    relations={
        NOT_LINKED: lambda act, by, day: bool(impartial(act.application.organisation, by, day)),
        NOT_DRAFTER: _is_no_drafter,
    },
)
"""A notice of another kind; the ledger tells it in the story of its application."""
