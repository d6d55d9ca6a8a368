"""Calls and their ratings for bullets S2.2 and S2.4."""

import datetime as dt

from django.db.models import Count

from aktionsplan.implementation.calls.models import Call, Rating
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.2 is fulfilled with a released call whose rules are frozen (programme.md 12), S2.4 as in `_rated`."""
    calls = Call.objects.filter(partnership=partnership).order_by("-deadline")
    released = calls.filter(state="released").exclude(kept_terms={})
    count = released.count()
    newest = (released if count else calls).values_list("title", "key")[:3]
    evidence = tuple(Evidence(title, "calls:call", {"key": key}) for title, key in newest)
    shown = Progress("S2.2", Phrase(mark("Veröffentlichte Aufrufe: {n}"), {"n": count}), evidence, bool(count))
    return [shown, _rated(partnership)]


def _rated(partnership: Partnership) -> Progress:
    """S2.4 is begun with ratings that were handed in; the selection by rule comes with a later step."""
    given = Rating.objects.filter(partnership=partnership, state="handed_in")
    rows = list(given.values_list("application__call__title", "application__call__key").annotate(n=Count("pk")))
    evidence = tuple(Evidence(title, "calls:ratings", {"key": key}) for title, key, _count in rows[:3])
    count = sum(n for _title, _key, n in rows)
    return Progress("S2.4", Phrase(mark("Abgegebene Bewertungen: {n}"), {"n": count}), evidence, False)
