"""What somebody has to do about the tenant itself: its first settings, its account."""

import datetime as dt

from django.utils.translation import gettext

from aktionsplan.partnership.publications import statements_changed
from aktionsplan.partnership.queries import districts, funds, office, waiting_payer
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.publishing.queries import is_published
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
        15,
        mark("Pflichtangaben eintragen und im Portal zeigen"),
        mark("Vorher wird nichts anderes veröffentlicht, auch kein Aufruf."),
        "partnership:statements",
        lambda town, today: is_published(town, "statements", "statements"),
        action="partnership.set_statements",
        lasting=True,
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


def _changed(by: Value, today: dt.date) -> list[Task]:
    """Statements of the portal that are no longer those that are entered."""
    if not by.may("partnership.publish_town"):
        return []
    if not statements_changed(by.partnership, today):
        return []
    return [
        Task(
            today,
            gettext("Geänderte Pflichtangaben im Portal zeigen"),
            gettext("Im Portal steht noch die frühere Fassung."),
            url_for(by, "partnership:statements"),
            gettext("Ansehen"),
        )
    ]


def tasks(by: Value, today: dt.date) -> list[Task]:
    """Statements to show anew, and the town's account that a second person has to confirm."""
    return _changed(by, today) + _payer(by)


def _payer(by: Value) -> list[Task]:
    waiting = waiting_payer(by.partnership) if by.may("partnership.confirm_payer") else None
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
