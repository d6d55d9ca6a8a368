"""What a task is, and the first tasks: what a new partnership needs before anybody can apply."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.bodies.models import Body
from aktionsplan.development.strategy.models import Goal
from aktionsplan.implementation.calls.models import Call
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import districts, funds, office
from aktionsplan.people.queries import Actor
from aktionsplan.shared.words import mark


@dataclass(frozen=True)
class Task:
    """One thing to do: by when, what, about what, where."""

    day: dt.date
    title: str
    facts: str
    url: str
    button: str


def url_for(by: Actor, name: str, **arguments: Any) -> str:
    """The address of a page in the person's town."""
    return reverse(name, kwargs={"town": by.partnership.slug, **arguments})


@dataclass(frozen=True)
class Step:
    """One step of the beginning: who may do it, its words and its page."""

    action: str
    title: str
    why: str
    view: str
    arguments: tuple[tuple[str, str], ...] = ()


STEPS = (
    Step(
        "partnership.set_office",
        mark("Federführendes Amt eintragen"),
        mark("Ohne seine Anschrift gibt es keine Bescheide."),
        "partnership:set_office",
        (("kind", "lead_office"),),
    ),
    Step(
        "partnership.add_municipality",
        mark("Kommune mit Ortsteilen eintragen"),
        mark("Daraus wählen die Vereine, wo ihr Projekt stattfindet."),
        "partnership:add_municipality",
    ),
    Step(
        "partnership.open_year",
        mark("Programmjahr, Fonds und Geld eintragen"),
        mark("Ein Aufruf braucht einen Fonds."),
        "partnership:money",
    ),
    Step(
        "strategy.add_goal",
        mark("Ziele eintragen"),
        mark("Ein Aufruf dient mindestens einem Ziel."),
        "strategy:goals",
    ),
    Step("bodies.set_up", mark("Begleitausschuss anlegen"), mark("Er berät über die Anträge."), "bodies:bodies"),
    Step(
        "calls.prepare",
        mark("Ersten Aufruf vorbereiten"),
        mark("Danach können Vereine Anträge schreiben."),
        "calls:calls",
    ),
)


def _done(town: Partnership, today: dt.date) -> tuple[bool, ...]:
    return (
        office(town, "lead_office", today) is not None,
        bool(districts(town)),
        bool(funds(town)),
        Goal.objects.filter(partnership=town).exists(),
        Body.objects.filter(partnership=town).exists(),
        False,
    )


def beginning(by: Actor, today: dt.date) -> list[Task]:
    """The steps that are left before the first call, for whoever may take them; nothing once there is a call."""
    if Call.objects.filter(partnership=by.partnership).exists():
        return []
    return [
        Task(today, gettext(s.title), gettext(s.why), url_for(by, s.view, **dict(s.arguments)), gettext("Anfangen"))
        for s, done in zip(STEPS, _done(by.partnership, today), strict=True)
        if not done and by.may(s.action)
    ]
