"""Organisations for bullet S2.8."""

import datetime as dt

from aktionsplan.network.models import Organisation
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.8 is begun with the first confirmed organisation."""
    count = Organisation.objects.filter(partnership=partnership, state="confirmed").count()
    evidence = (Evidence(Phrase(mark("Vereine und Einrichtungen")), "network:organisations"),) if count else ()
    return [Progress("S2.8", Phrase(mark("Bestätigte Partner: {n}"), {"n": count}), evidence, False)]
