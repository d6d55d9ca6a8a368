"""What the situation proves for bullets S1.1 to S1.3 (programme.md 12)."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from aktionsplan.development.analysis import queries
from aktionsplan.development.analysis.models import (
    Assessment,
    ClosedAnalysis,
    Finding,
    FindingSource,
    Need,
    Offer,
    SeriesValue,
)
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.words import Phrase, mark

YEARS = 3
INVENTORY = ("offer", "network", "concept")


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S1.1 from a shown finding, S1.2 from the inventory, S1.3 from the closed analysis."""
    facts = _facts(partnership)
    return [
        _situation(partnership) if facts["findings"] else Progress("S1.1", _shown_words(0), (), False),
        _resources(partnership) if facts["offers"] else Progress("S1.2", _stock_words(0), (), False),
        _judged(facts),
    ]


def _facts(partnership: Partnership) -> Fields:
    """Whether there is anything at all, and the newest closing: one question, so that a town at the beginning costs no more."""
    newest = ClosedAnalysis.objects.filter(partnership=OuterRef("pk")).order_by("-number")
    needs = Need.objects.filter(partnership=OuterRef("pk")).order_by().values("partnership").annotate(n=Count("pk"))
    rows = Partnership.objects.filter(pk=partnership.pk).annotate(
        findings=Exists(Finding.objects.filter(partnership=OuterRef("pk")).exclude(state="dropped")),
        offers=Exists(Offer.objects.filter(partnership=OuterRef("pk"), state__in=("running", "ended"))),
        judged=Exists(Assessment.objects.filter(partnership=OuterRef("pk"))),
        needs=Coalesce(Subquery(needs.values("n")), 0),
        closing=Subquery(newest.values("key")[:1]),
        number=Subquery(newest.values("number")[:1]),
        reopened=Subquery(newest.values("reopened_on")[:1]),
    )
    return dict(rows.values("findings", "offers", "judged", "needs", "closing", "number", "reopened").get())


def _shown_words(n: int) -> Phrase:
    return Phrase(mark("Befunde im Portal: {n}"), {"n": n})


def _stock_words(n: int) -> Phrase:
    return Phrase(mark("Im Bestand: {n}"), {"n": n})


def _situation(partnership: Partnership) -> Progress:
    """Fulfilled by a finding in the portal that cites a series with three years of figures up to the cited one, and at least
    one incident, a talk or a survey."""
    findings = list(Finding.objects.filter(partnership=partnership).exclude(state="dropped"))
    shown = [row for row in findings if row.shown_on]
    proving = _proving(shown) if shown else []
    evidence = tuple(Evidence(str(row), "analysis:finding", {"key": row.key}) for row in (proving or shown)[:3])
    if not evidence:
        evidence = (Evidence(Phrase(mark("Befunde")), "analysis:findings"),)
    return Progress("S1.1", _shown_words(len(shown)), evidence, bool(proving))


def _proving(shown: list[Finding]) -> list[Finding]:
    cited = list(FindingSource.objects.filter(finding__in=shown))
    told = {
        row.finding_id
        for row in cited
        if row.kind in ("interview", "survey") or (row.kind == "incidents" and row.value)
    }
    series = [row for row in cited if row.kind == "series" and row.finding_id in told]
    known = SeriesValue.objects.filter(series__key__in={row.reference for row in series}, value__isnull=False)
    years: dict[str, list[int]] = {}
    for key, year in known.values_list("series__key", "year"):
        years.setdefault(key, []).append(year)
    enough = {
        row.finding_id
        for row in series
        if sum(year <= (row.year or 0) for year in years.get(row.reference, ())) >= YEARS
    }
    return [row for row in shown if row.pk in enough]


def _resources(partnership: Partnership) -> Progress:
    """Fulfilled by offers, networks and concepts, with something in every town."""
    rows = Offer.objects.filter(partnership=partnership, state__in=("running", "ended")).order_by()
    counts = list(rows.values_list("kind", "area").annotate(n=Count("pk")))
    used = {area for _kind, area, _n in counts}
    towns = queries.towns_with_districts(partnership)
    empty = [town for town in towns if not used & {town.key, *(part.key for part in town.districts.all())}]
    fulfilled = bool(towns) and not empty and {kind for kind, _area, _n in counts} >= set(INVENTORY)
    words = _stock_words(sum(n for _kind, _area, n in counts))
    return Progress("S1.2", words, (Evidence(Phrase(mark("Angebote")), "analysis:offers"),), fulfilled)


def _judged(facts: Fields) -> Progress:
    """Fulfilled by a closed analysis; begun with the first assessment or need."""
    if facts["closing"] and facts["reopened"] is None:
        text = Phrase(mark("Auswertung {n}"), {"n": facts["number"]})
        evidence = (Evidence(text, "analysis:closing", {"key": facts["closing"]}),)
        return Progress("S1.3", Phrase(mark("Die Auswertung ist abgeschlossen.")), evidence, True)
    begun = (Evidence(Phrase(mark("Auswertung")), "analysis:gaps"),) if facts["judged"] or facts["needs"] else ()
    return Progress("S1.3", Phrase(mark("Bedarfe: {n}"), {"n": facts["needs"]}), begun, False)
