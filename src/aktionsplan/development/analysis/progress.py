"""What the situation proves for bullets S1.1 to S1.3."""

import datetime as dt

from django.db.models import Count

from aktionsplan.development.analysis import queries
from aktionsplan.development.analysis.models import Finding, FindingSource, Offer, SeriesValue
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark

YEARS = 3
TOLD_BESIDE = ("incidents", "interview")
"""What a finding cites beside the series: an incident or a talk (programme.md 12, S1.1)."""
INVENTORY = ("offer", "network", "concept")


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S1.1 from a shown finding, S1.2 from the inventory, S1.3 from the closed analysis."""
    return [_situation(partnership), _resources(partnership), _judged(partnership)]


def _situation(partnership: Partnership) -> Progress:
    """Fulfilled by a finding in the portal that cites a series with three years, and an incident or a talk."""
    shown = list(Finding.objects.filter(partnership=partnership, shown_on__isnull=False))
    cited = FindingSource.objects.filter(finding__in=shown)
    series = dict(cited.filter(kind="series").values_list("finding_id", "reference"))
    told = set(cited.filter(kind__in=TOLD_BESIDE).values_list("finding_id", flat=True))
    counted = SeriesValue.objects.filter(series__key__in=series.values(), value__isnull=False).order_by()
    years = dict(counted.values_list("series__key").annotate(n=Count("pk")))
    proving = [row for row in shown if row.pk in told and years.get(series.get(row.pk, ""), 0) >= YEARS]
    evidence = tuple(Evidence(str(row), "analysis:finding", {"key": row.key}) for row in (proving or shown)[:3])
    if not evidence and Finding.objects.filter(partnership=partnership).exists():
        evidence = (Evidence(Phrase(mark("Befunde")), "analysis:findings"),)
    return Progress("S1.1", Phrase(mark("Befunde im Portal: {n}"), {"n": len(shown)}), evidence, bool(proving))


def _resources(partnership: Partnership) -> Progress:
    """Fulfilled by offers, networks and concepts, with something in every town."""
    rows = Offer.objects.filter(partnership=partnership, state__in=("running", "ended"))
    kinds = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    used = set(rows.values_list("area", flat=True))
    towns = queries.towns_with_districts(partnership)
    empty = [town for town in towns if not used & {town.key, *(part.key for part in town.districts.all())}]
    evidence = (Evidence(Phrase(mark("Angebote")), "analysis:offers"),) if kinds else ()
    fulfilled = bool(towns) and not empty and all(kinds.get(kind) for kind in INVENTORY)
    words = Phrase(mark("Im Bestand: {n}"), {"n": sum(kinds.values())})
    return Progress("S1.2", words, evidence, fulfilled)


def _judged(partnership: Partnership) -> Progress:
    """Fulfilled by a closed analysis; begun with the first assessment or need."""
    closing = queries.closed(partnership)
    if closing is not None:
        text = Phrase(mark("Auswertung {n}"), {"n": closing.number})
        evidence = (Evidence(text, "analysis:closing", {"key": closing.key}),)
        return Progress("S1.3", Phrase(mark("Die Auswertung ist abgeschlossen.")), evidence, True)
    needs = queries.needs(partnership).count()
    begun = (Evidence(Phrase(mark("Auswertung")), "analysis:gaps"),) if needs else ()
    return Progress("S1.3", Phrase(mark("Bedarfe: {n}"), {"n": needs}), begun, False)
