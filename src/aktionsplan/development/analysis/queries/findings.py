"""Reading findings, and what became of what they cite."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.models import Finding, FindingSource, SeriesValue, Source
from aktionsplan.development.analysis.queries.incidents import counts_of_years
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import NOT_PROPOSER
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.registration import things
from aktionsplan.shared.words import Phrase

DRAWN_YEARS = 5
"""As many years a small drawing shows."""


def findings(partnership: Partnership) -> QuerySet[Finding]:
    """Every finding with its theme and how many sources it has, by number."""
    rows = Finding.objects.filter(partnership=partnership).select_related("theme")
    counted = (
        FindingSource.objects.filter(finding=OuterRef("pk")).order_by().values("finding").annotate(n=Count("pk"))
    )
    return rows.annotate(source_count=Coalesce(Subquery(counted.values("n")), 0))


def findings_called(rows: QuerySet[Finding], partnership: Partnership, query: str) -> QuerySet[Finding]:
    """Those whose sentence, text or theme has all of the words."""
    for word in query.split():
        rows = rows.filter(Q(sentence__icontains=word) | Q(text__icontains=word) | Q(theme__name__icontains=word))
    return rows


def finding_for(by: Actor, key: str) -> Finding:
    """The finding with this key, or 404."""
    row = findings(by.partnership).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def finding_source_for(by: Actor, key: str) -> FindingSource:
    """What a finding cites, by its key, or 404."""
    row = FindingSource.objects.filter(partnership=by.partnership, key=key).select_related("finding").first()
    if row is None:
        raise Http404
    return row


def read_values(row: Finding) -> Fields:
    """What a second person reads and what is released: the words and what they rest on."""
    cited = row.sources.order_by("pk").values_list("key", flat=True)
    return finding_values(row) | {"sources": list(cited)}


def finding_values(row: Finding) -> Fields:
    """What the form of a finding changes."""
    plain = ("sentence", "text", "area", "confidence", "reasons_for", "reasons_against", "check_on")
    return {name: getattr(row, name) for name in plain} | {"theme": row.theme.key}


@dataclass(frozen=True)
class CitedRow:
    """What a finding cites, as it was and as it is: the stored row, the rule's view, and the source today if there is one."""

    source: FindingSource
    cited: rules.Cited
    now: Source | None = None
    today: Phrase | None = None
    points: tuple[tuple[str, Decimal | None, bool], ...] = ()
    """The figures up to the cited year, as `charts.columns` draws them."""

    @property
    def named(self) -> bool:
        """Whether everybody inside may read what this is: a talk only while the person agrees to be named by function."""
        return self.source.kind != "interview" or (self.now is not None and self.now.consent == "role")

    @property
    def said(self) -> str:
        """The sentence of the day it was cited; of a talk a quote that is released now, since a consent can be taken back."""
        if self.source.kind != "interview":
            return self.source.said
        quotes = self.now.quotes.all() if self.now is not None and self.named else ()
        return next((quote.text for quote in quotes if quote.released_on), "")


@dataclass(frozen=True)
class _Present:
    """What is known today of everything that some findings cite."""

    values: Mapping[str, dict[int, SeriesValue]]
    incidents: Mapping[int, tuple[int, int]]
    sources: Mapping[str, Source]
    gone: Collection[tuple[str, str]]
    """Kind and key of the things of other apps that may not be cited any more."""


def _present(partnership: Partnership, rows: Iterable[FindingSource], today: dt.date) -> _Present:
    listed = list(rows)
    series = {row.reference for row in listed if row.kind == "series"}
    cited_years = {row.year for row in listed if row.kind == "incidents" and row.year is not None}
    years = {year - back for year in cited_years for back in range(DRAWN_YEARS)}
    years |= set(range(min(cited_years), today.year + 1)) if cited_years else set()
    keys = {row.reference for row in listed if row.kind in rules.SOURCE_KINDS}
    values: dict[str, dict[int, SeriesValue]] = {}
    if series:
        found = SeriesValue.objects.filter(partnership=partnership, series__key__in=series)
        for value in found.select_related("series"):
            values.setdefault(value.series.key, {})[value.year] = value
    sources = Source.objects.filter(partnership=partnership, key__in=keys, state="kept").prefetch_related("quotes")
    return _Present(
        values,
        counts_of_years(partnership, years) if years else {},
        {row.key: row for row in sources} if keys else {},
        _gone(partnership, {(row.kind, row.reference) for row in listed if row.kind in rules.FURTHER_KINDS}),
    )


def _gone(partnership: Partnership, cited: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of which their app says that they may not be cited any more, each asked once."""
    holds = {kind: things()[kind].holds for kind, _key in cited if kind in things()}
    asked = [(kind, key, holds.get(kind)) for kind, key in cited]
    return {(kind, key) for kind, key, held in asked if held is not None and not held(partnership, key)}


def _cited(row: FindingSource, present: _Present, today: dt.date) -> CitedRow:
    if row.kind == "series":
        return _cited_series(row, present.values.get(row.reference, {}), today)
    if row.kind == "incidents":
        return _cited_incidents(row, present, today)
    if row.kind in rules.FURTHER_KINDS:
        gone = (row.kind, row.reference) in present.gone
        return CitedRow(row, rules.Cited(row.title, row.kind, gone=gone, day=row.cited_on))
    source = present.sources.get(row.reference)
    cited = rules.Cited(row.title, row.kind, gone=source is None, day=source.day if source else None)
    return CitedRow(row, cited, source)


def _cited_series(row: FindingSource, values: Mapping[int, SeriesValue], today: dt.date) -> CitedRow:
    year = row.year or 0
    known = {y: value.value for y, value in values.items() if value.value is not None}
    newest = max(known, default=0)
    newer = (newest, known[newest]) if newest > year else None
    now = known.get(year)
    retrieved = next((value.series.retrieved_on for value in values.values()), None)
    cited = rules.Cited(row.title, row.kind, row.year, row.value, now, newer, now is None, retrieved, row.cited_on)
    drawn = [value for y, value in sorted(values.items()) if y <= year][-DRAWN_YEARS:]
    points = tuple((str(value.year), value.value, bool(value.breaks)) for value in drawn)
    return CitedRow(row, cited, today=rules.today_words(cited, today), points=points)


def _cited_incidents(row: FindingSource, present: _Present, today: dt.date) -> CitedRow:
    year = row.year or 0
    counts = [(y, present.incidents.get(y, (0, 0))[0]) for y in range(year - DRAWN_YEARS + 1, year + 1)]
    newest = max((y for y, (n, _confirmed) in present.incidents.items() if n), default=0)
    newer = (newest, Decimal(present.incidents[newest][0])) if newest > year else None
    now = Decimal(counts[-1][1])
    cited = rules.Cited(row.title, row.kind, row.year, row.value, now, newer, cited_on=row.cited_on)
    first = next((place for place, (_y, n) in enumerate(counts) if n), 0)
    points = tuple((str(y), Decimal(n), False) for y, n in counts[first:])
    return CitedRow(row, cited, today=rules.today_words(cited, today), points=points)


def cited_rows(finding: Finding, today: dt.date | None = None) -> list[CitedRow]:
    """What a finding cites, each as it was and as it is."""
    rows = list(finding.sources.all())
    day = today or finding.written_on
    present = _present(finding.partnership, rows, day)
    return [_cited(row, present, day) for row in rows]


def standing(partnership: Partnership, rows: Iterable[Finding], today: dt.date) -> dict[int, list[Phrase]]:
    """For each of the findings why it does not hold any more; four questions for all."""
    listed = list(rows)
    by_finding: dict[int, list[FindingSource]] = {row.pk: [] for row in listed}
    for source in FindingSource.objects.filter(finding__in=listed):
        by_finding[source.finding_id].append(source)
    present = _present(partnership, [source for some in by_finding.values() for source in some], today)
    return {
        row.pk: rules.outdated(
            [_cited(source, present, today).cited for source in by_finding[row.pk]], row.check_on, today
        )
        for row in listed
    }


def citable_findings(partnership: Partnership) -> list[tuple[str, str]]:
    """Findings that may get another source, as (key, number and sentence)."""
    rows = Finding.objects.filter(partnership=partnership).exclude(state="dropped").order_by("-number")
    return [(row.key, f"{row.number}: {row.sentence}") for row in rows]


def confirmed_share(rows: Iterable[CitedRow]) -> tuple[int, int] | None:
    """How many of the cited incidents were confirmed when they were cited, from the words kept; None without incidents."""
    years = [row.source.year for row in rows if row.source.kind == "incidents" and row.source.year is not None]
    partnership = next((row.source.partnership for row in rows if row.source.kind == "incidents"), None)
    if not years or partnership is None:
        return None
    counts = counts_of_years(partnership, years).values()
    return sum(confirmed for _n, confirmed in counts), sum(n for n, _confirmed in counts)


def _locked_finding(finding: Finding) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).select_related("theme").get(pk=finding.pk)


def _locked_finding_source(cited: FindingSource) -> FindingSource:
    Finding.objects.select_for_update().get(pk=cited.finding_id)
    return FindingSource.objects.select_for_update(of=("self",)).select_related("finding").get(pk=cited.pk)


FINDING = Subject(
    takes=("finding",),
    lock=_locked_finding,
    relations={NOT_PROPOSER: lambda finding, by, day: finding.author != by.reference},
    reference=lambda row: f"finding:{row.key}",
)
FINDING_SOURCE = Subject(
    takes=("cited",), lock=_locked_finding_source, reference=lambda row: f"finding:{row.finding.key}"
)
