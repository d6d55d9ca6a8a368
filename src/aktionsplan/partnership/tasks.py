"""What somebody has to do about the tenant itself: its first settings, its account."""

import datetime as dt

from django.utils.translation import gettext

from aktionsplan.partnership.models import Office
from aktionsplan.partnership.publications import statements_due
from aktionsplan.partnership.queries import coordination_ends, districts, funds, office, waiting_payer
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
        lambda town, today: any(fund.ceiling_eur for fund in funds(town)),
        action="partnership.open_year",
    ),
)


PLACE_OF_STATEMENTS = 15
"""Among the first steps: after the lead office, whose address they need. The task stays after the first call too."""


def _statements(by: Value, today: dt.date, lead: Office | None) -> list[Task]:
    """Statements to enter, then for whoever may to show, and those of the portal that are no longer what is entered."""
    entering, showing = by.may("partnership.set_statements"), by.may("partnership.publish_town")
    if not entering and not showing:
        return []
    due, url = statements_due(by.partnership, lead), url_for(by, "partnership:statements")
    first = gettext("Vorher wird nichts anderes veröffentlicht, auch kein Aufruf.")
    if due == "enter" and entering:
        title, button = gettext("Pflichtangaben eintragen"), gettext("Anfangen")
        return [Task(today, title, first, url, button, place=PLACE_OF_STATEMENTS)]
    if due == "show" and showing:
        title, button = gettext("Pflichtangaben im Portal zeigen"), gettext("Ansehen")
        return [Task(today, title, first, url, button, place=PLACE_OF_STATEMENTS)]
    if due == "changed" and showing:
        title, facts = (
            gettext("Geänderte Pflichtangaben im Portal zeigen"),
            gettext("Im Portal steht noch die frühere Fassung."),
        )
        return [Task(today, title, facts, url, gettext("Ansehen"))]
    return []


def tasks(by: Value, today: dt.date) -> list[Task]:
    """Statements to show, and the town's account that a second person has to confirm."""
    if not any(
        by.may(action)
        for action in ("partnership.set_statements", "partnership.publish_town", "partnership.confirm_payer")
    ):
        return []
    lead = office(by.partnership, "lead_office", today)
    return _statements(by, today, lead) + _payer(by, lead) + _coordination(by, today)


def _coordination(by: Value, today: dt.date) -> list[Task]:
    """What of the coordination office ends soon."""
    if not by.may("partnership.set_coordination"):
        return []
    url = url_for(by, "partnership:coordination")
    title, button = gettext("Die Koordinierungsstelle sichern"), gettext("Ansehen")
    return [
        Task(day, title, gettext("{what} endet.").format(what=gettext(what)), url, button)
        for day, what in coordination_ends(by.partnership, today)
    ]


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
