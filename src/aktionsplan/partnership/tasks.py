"""What somebody has to do about the tenant itself: its first settings, its account."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext

from aktionsplan.partnership.models import Office
from aktionsplan.partnership.publications import statements_due
from aktionsplan.partnership.queries import districts, funds, office, waiting_payer
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.tasks import Step, Task, url_for
from aktionsplan.shared.words import mark

BEGINNING = (
    Step(
        10,
        mark("Federführendes Amt eintragen"),
        mark("Ohne seine Anschrift gibt es keine Bescheide."),
        "partnership:set_office",
        lambda town, today: office(town, "lead_office", today) is not None,
        (("kind", "lead_office"),),
    ),
    Step(
        20,
        mark("Kommune mit Ortsteilen eintragen"),
        mark("Daraus wählen die Vereine, wo ihr Projekt stattfindet."),
        "partnership:add_municipality",
        lambda town, today: bool(districts(town)),
    ),
    Step(
        30,
        mark("Programmjahr, Fonds und Geld eintragen"),
        mark("Ein Aufruf braucht einen Fonds."),
        "partnership:money",
        lambda town, today: bool(funds(town)),
        action="partnership.open_year",
    ),
)


FIRST = mark("Vorher wird nichts anderes veröffentlicht, auch kein Aufruf.")
PLACE_OF_STATEMENTS = 15
"""Among the first steps: after the lead office, whose address they need. The task stays after the first call too."""


def _statements(by: Value, today: dt.date, lead: Office | None) -> list[Task]:
    """Statements to enter, then for whoever may to show, and those of the portal that are no longer what is entered."""
    entering, showing = by.may("partnership.set_statements"), by.may("partnership.publish_town")
    if not entering and not showing:
        return []
    due = statements_due(by.partnership, lead)
    words = {
        "enter": (gettext("Pflichtangaben eintragen"), FIRST, gettext("Anfangen"), entering),
        "show": (gettext("Pflichtangaben im Portal zeigen"), FIRST, gettext("Ansehen"), showing),
        "changed": (
            gettext("Geänderte Pflichtangaben im Portal zeigen"),
            mark("Im Portal steht noch die frühere Fassung."),
            gettext("Ansehen"),
            showing,
        ),
    }
    title, facts, button, mine = words.get(due, ("", "", "", False))
    task = Task(today, title, gettext(facts), url_for(by, "partnership:statements"), button)
    return [replace(task, place=PLACE_OF_STATEMENTS) if due != "changed" else task] if mine else []


def tasks(by: Value, today: dt.date) -> list[Task]:
    """Statements to show, and the town's account that a second person has to confirm."""
    if not any(by.may(f"partnership.{deed}") for deed in ("set_statements", "publish_town", "confirm_payer")):
        return []
    lead = office(by.partnership, "lead_office", today)
    return _statements(by, today, lead) + _payer(by, lead)


def _payer(by: Value, lead: Office | None) -> list[Task]:
    waiting = waiting_payer(lead) if by.may("partnership.confirm_payer") else None
    if waiting is None or waiting.payer_proposed_by == by.reference:
        return []
    return [
        Task(
            waiting.valid_from,
            gettext("Konto der Kommune bestätigen"),
            gettext("Vorher wird nichts ausgezahlt."),
            url_for(by, "partnership:settings"),
            gettext("Konto prüfen"),
        )
    ]
