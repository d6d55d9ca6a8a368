"""Calls for bullet S2.2."""

import datetime as dt

from aktionsplan.implementation.calls.models import Call
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.2 is fulfilled with a released call whose rules are frozen (programme.md 12)."""
    calls = list(Call.objects.filter(partnership=partnership).order_by("-deadline"))
    released = [call for call in calls if call.state == "released" and call.kept_terms]
    evidence = tuple(Evidence(call.title, "calls:call", {"key": call.key}) for call in (released or calls)[:3])
    return [
        Progress("S2.2", Phrase(mark("Veröffentlichte Aufrufe: {n}"), {"n": len(released)}), evidence, bool(released))
    ]
