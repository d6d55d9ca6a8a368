"""Calls and their ratings for bullets S2.2 and S2.4."""

import datetime as dt

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from aktionsplan.implementation.calls.models import Call, Rating
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark

TWO_SEATS = 2


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.2 is fulfilled with a released call whose rules are frozen (programme.md 12), S2.4 as in `_rated`."""
    calls = Call.objects.filter(partnership=partnership).order_by("-deadline")
    frozen = ExpressionWrapper(Q(state="released") & ~Q(kept_terms={}), output_field=BooleanField())
    rows = list(calls.values_list("title", "key", frozen))
    released = [row for row in rows if row[2]]
    count = len(released)
    evidence = tuple(Evidence(title, "calls:call", {"key": key}) for title, key, _frozen in (released or rows)[:3])
    shown = Progress("S2.2", Phrase(mark("Veröffentlichte Aufrufe: {n}"), {"n": count}), evidence, bool(count))
    return [shown, _rated(partnership)]


def _rated(partnership: Partnership) -> Progress:
    """S2.4 is fulfilled when an application was rated by at least two seats in a call whose catalogue and rule of selection are
    frozen (programme.md 12); begun with any rating that was handed in."""
    given = Rating.objects.filter(partnership=partnership, state="handed_in")
    names = ("application", "application__call__title", "application__call__key", "application__call__selection")
    rows = list(given.values_list(*names).annotate(n=Count("pk")))
    calls = {key: title for _pk, title, key, _rule, _count in rows}
    evidence = tuple(Evidence(title, "calls:ratings", {"key": key}) for key, title in list(calls.items())[:3])
    whole = any(count >= TWO_SEATS and rule for _pk, _title, _key, rule, count in rows)
    summary = Phrase(mark("Abgegebene Bewertungen: {n}"), {"n": sum(count for *_rest, count in rows)})
    return Progress("S2.4", summary, evidence, whole)
