"""Calls for bullet S2.2."""

import datetime as dt

from aktionsplan.implementation.calls.models import Call
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.2 is fulfilled with a released call whose rules are frozen (programme.md 12)."""
    calls = Call.objects.filter(partnership=partnership).order_by("-deadline")
    released = calls.filter(state="released").exclude(kept_terms={})
    count = released.count()
    newest = (released if count else calls).values_list("title", "key")[:3]
    evidence = tuple(Evidence(title, "calls:call", {"key": key}) for title, key in newest)
    return [Progress("S2.2", Phrase(mark("Veröffentlichte Aufrufe: {n}"), {"n": count}), evidence, bool(count))]
