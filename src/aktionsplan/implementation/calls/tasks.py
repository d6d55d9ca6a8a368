"""What somebody has to do about calls and applications."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext

from aktionsplan.bodies.models import AgendaItem
from aktionsplan.bodies.states import OPEN_ITEM
from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.implementation.calls.queries import own_applications
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.tasks import Step, Task, days_after, foremost_by_state, url_for
from aktionsplan.shared.words import known, mark

CHECK_DAYS = 7
"""Days in which the office wants to check an application; a house rule, not law."""


def _has_call(town: Partnership, today: dt.date) -> bool:
    return Call.objects.filter(partnership=town).exists()


def _has_released(town: Partnership, today: dt.date) -> bool:
    return Call.objects.filter(partnership=town).exclude(state="draft").exists()


BEGINNING = (
    Step(
        60,
        mark("Ersten Aufruf vorbereiten"),
        mark("Danach können Vereine Anträge schreiben."),
        "calls:calls",
        _has_call,
        action="calls.prepare",
        over=_has_released,
    ),
)


def _unreleased(by: Actor) -> list[Task]:
    rows = Call.objects.filter(partnership=by.partnership, state="draft")
    return [
        Task(
            row.opens_on,
            gettext("Aufruf veröffentlichen: {title}").format(title=row.title),
            "",
            url_for(by, "calls:call", key=row.key),
            gettext("Aufruf ansehen"),
        )
        for row in rows
    ]


def _applications(by: Actor, today: dt.date) -> list[Task]:
    """Applications to be checked, and checked ones on their way through the committee."""
    rows = (
        Application.objects.filter(partnership=by.partnership).select_related("organisation").order_by("submitted_at")
    )
    tasks: dict[str, Callable[[Application], Task]] = {}
    if by.may("applications.check"):
        tasks["submitted"] = lambda row: Task(
            days_after(known(row.submitted_at), CHECK_DAYS),
            gettext("Antrag „{title}“ prüfen").format(title=row.title),
            f"{row.organisation.name} · {format_eur(row.requested_eur)}",
            url_for(by, "calls:check", key=row.key),
            gettext("Antrag prüfen"),
        )
    if by.may("applications.take_over"):
        on_agenda = AgendaItem.objects.filter(partnership=by.partnership, state__in=OPEN_ITEM).exclude(reference="")
        rows = rows.annotate(about=Concat(Value("application:"), "key"))
        # what is on an agenda waits for the committee, and for nobody here
        rows = rows.exclude(about__in=on_agenda.values("reference"), state="admissible")
        tasks["admissible"] = lambda row: Task(
            today,
            gettext("„{title}“ in die Sitzung bringen oder Entscheidung übernehmen").format(title=row.title),
            row.organisation.name,
            url_for(by, "calls:application", key=row.key),
            gettext("Antrag ansehen"),
        )
    return foremost_by_state(rows, tasks)


def _drafts(by: Actor, today: dt.date) -> list[Task]:
    """Applications that a sponsor has to finish."""
    return [
        Task(
            row.call.deadline,
            gettext("Antrag fertig schreiben: {title}").format(title=row.title or row.call.title),
            row.organisation.name,
            url_for(by, "calls:own_step", key=row.key, step=1),
            gettext("Weiterschreiben"),
        )
        for row in own_applications(by, today)
        if row.state in ("draft", "returned")
    ]


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Calls to release, applications to check or to bring on their way, drafts to finish."""
    waiting = _unreleased(by) if by.may("calls.release") else []
    waiting += _applications(by, today)
    return waiting + (_drafts(by, today) if by.may("applications.view_own") else [])
