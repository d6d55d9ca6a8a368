"""Offices for bullet S2.1."""

import datetime as dt

from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import office
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.1 is begun with the record of the coordination office; its staffing comes with a later issue."""
    coordination_office = office(partnership, "coordination_office", today)
    evidence = (Evidence(coordination_office.name, "partnership:settings"),) if coordination_office else ()
    return [
        Progress(
            "S2.1",
            Phrase(
                mark("Koordinierungsstelle eingetragen")
                if coordination_office
                else mark("Noch keine Koordinierungsstelle eingetragen")
            ),
            evidence,
            False,
        )
    ]
