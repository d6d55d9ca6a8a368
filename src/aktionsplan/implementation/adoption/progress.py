"""The plan's adoption for bullet S2.0."""

import datetime as dt

from aktionsplan.implementation.adoption import queries
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.0 is fulfilled when every required body has agreed to the same Fassung (programme.md 12)."""
    required, standing, newest = queries.standing(partnership)
    if standing.adopted is not None:
        text = mark("Fassung {n}, von allen {bodies} nötigen Gremien beschlossen")
        summary = Phrase(text, {"n": standing.adopted, "bodies": len(required)})
    else:
        agreed = len(required) - len(standing.missing(required, newest))
        summary = Phrase(mark("Nötige Beschlüsse: {n} von {all}"), {"n": agreed, "all": len(required)})
    evidence = (Evidence(Phrase(mark("Weg durch die Gremien")), "adoption:way"),) if newest else ()
    return [Progress("S2.0", summary, evidence, standing.adopted is not None)]
