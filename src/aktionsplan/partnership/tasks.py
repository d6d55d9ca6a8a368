"""What somebody has to do about the tenant itself: its first settings, its account."""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext

from aktionsplan.partnership.models import Coordination, Office, OfficeStaff
from aktionsplan.partnership.publications import statements_due
from aktionsplan.partnership.queries import districts, funds, office, waiting_payer
from aktionsplan.partnership.rules import EXTERNAL, NOTICE_DAYS
from aktionsplan.shared.kinds import Foreign, Value
from aktionsplan.shared.tasks import Step, Task, Waiting, Waits, told, url_for
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
    return _statements(by, today, lead) + _payer(by, lead)


ENDS = {
    "carrier_ends": mark("Vertrag mit dem Träger"),
    "processor_ends": mark("Vertrag zur Auftragsverarbeitung"),
    "staff_ends": "",
}
"""What of the coordination office ends, by its kind; somebody's name stands for itself."""


def _ending(by: Value, row: Waiting) -> Task:
    what = gettext(ENDS[row.kind]) if ENDS[row.kind] else row.words
    facts, url = gettext("{what} endet.").format(what=what), url_for(by, "partnership:coordination")
    return Task(
        row.day, gettext("Die Koordinierungsstelle sichern"), facts, url, gettext("Ansehen"), behind=row.behind
    )


def _parts(by: Value, today: dt.date) -> dict[str, Foreign]:
    """What of the coordination office ends soon, as `coordination_ends` says it."""
    if not by.may("partnership.set_coordination"):
        return {}
    soon = today + dt.timedelta(days=NOTICE_DAYS)
    outside = Coordination.objects.filter(partnership=by.partnership, place=EXTERNAL)
    carrier, processor = outside.filter(contract_until__lte=soon), outside.filter(processor_until__lte=soon)
    staff = OfficeStaff.objects.filter(partnership=by.partnership, ends_on__gte=today, ends_on__lte=soon)
    return {
        "carrier_ends": told("carrier_ends", carrier, day=F("contract_until"), words=F("carrier")),
        "processor_ends": told("processor_ends", processor, day=F("processor_until"), words=F("carrier")),
        "staff_ends": told("staff_ends", staff, day=F("ends_on"), words=F("name")),
    }


WAITS = Waits(_parts, _ending)


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
