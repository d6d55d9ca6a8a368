"""What somebody has to do about the plan's way: enter results, answer demanded changes."""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext

from aktionsplan.implementation.adoption.models import Demand, Station
from aktionsplan.people.queries import Actor
from aktionsplan.shared.kinds import Foreign
from aktionsplan.shared.tasks import Task, Waiting, Waits, told, url_for
from aktionsplan.shared.words import mark

ANSWER_DAYS = 14
"""Days in which the office wants to answer a demanded change; a house rule, not law."""
WAITING: dict[str, tuple[str, str, str, str, int]] = {
    "sitting": (
        "adoption.record_result",
        mark("Ergebnis der Sitzung eintragen"),
        "adoption:record_result",
        mark("Ergebnis eintragen"),
        1,
    ),
    "demand": (
        "adoption.answer_demand",
        mark("Verlangte Änderung beantworten"),
        "adoption:answer_demand",
        mark("Beantworten"),
        ANSWER_DAYS,
    ),
}
"""What waits, by its kind: the action, the words, the page, the button, and in how many days."""


def _task(by: Actor, row: Waiting) -> Task:
    """The task of what waits about the plan's way."""
    _action, title, page, button, days = WAITING[row.kind]
    due, url = row.day + dt.timedelta(days=days), url_for(by, page, key=row.key)
    return Task(due, gettext(title), row.words, url, gettext(button), behind=row.behind)


def _parts(by: Actor, today: dt.date) -> dict[str, Foreign]:
    """What waits for this person, by kind."""
    late = Station.objects.filter(partnership=by.partnership, state="planned", day__lt=today)
    asked = Demand.objects.filter(partnership=by.partnership, state="open")
    parts = {
        "sitting": told("sitting", late, day=F("day"), words=F("plan_body__name")),
        "demand": told("demand", asked, day=F("station__day"), words=F("text")),
    }
    return {kind: part for kind, part in parts.items() if by.may(WAITING[kind][0])}


WAITS = Waits(_parts, _task)
