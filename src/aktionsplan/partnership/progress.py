"""The coordination office for bullet S2.1."""

import datetime as dt
from decimal import Decimal

from aktionsplan.partnership import rules
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import coordination, coordination_record, office_staff, staff_hours
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.money import format_figure
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.1 is fulfilled when the record of the coordination office is complete today: place, tasks, staff with hours, and for an
    outside office both contracts (programme.md 12)."""
    record = coordination_record(coordination(partnership))
    weekly = staff_hours(office_staff(partnership), today) if record else Decimal(0)
    gaps, begun, hours = rules.gaps(record, weekly, today), record is not None, format_figure(weekly)
    text = (
        mark("Koordinierungsstelle mit {hours} Stunden in der Woche")
        if begun
        else mark("Noch keine Koordinierungsstelle eingetragen")
    )
    evidence = (Evidence(Phrase(mark("Koordinierungsstelle")), "partnership:coordination"),) if begun else ()
    return [Progress("S2.1", Phrase(text, {"hours": hours} if begun else {}), evidence, not gaps)]
