"""Reading what is missing: the matrix of gaps, needs, and what hinders the closing of the analysis."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.models import (
    Assessment,
    ClosedAnalysis,
    Finding,
    FindingSource,
    LeftOpen,
    Need,
    NeedFinding,
    NeedGap,
    Offer,
    Theme,
)
from aktionsplan.development.analysis.queries.inventory import offers
from aktionsplan.development.analysis.queries.series import themes
from aktionsplan.partnership.models import Municipality, Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields

Areas = list[tuple[str, list[tuple[str, str]]]]
"""Each town with its areas as (key, name): its districts, or the town itself where it has none."""


def gap_key(theme: str, area: str) -> str:
    """How a form names a gap."""
    return f"{theme}.{area}"


@dataclass(frozen=True)
class Stock:
    """Everything that the matrix and the closing are made of, read once for a day."""

    today: dt.date
    themes: list[Theme]
    areas: Areas
    places: Mapping[str, str]
    """The name of every town and district by its key, a district with its town."""
    cells: Mapping[rules.Place, rules.MatrixCell]
    findings: list[Finding]
    needs: list[Need]
    left: list[LeftOpen]
    offers: list[Offer]
    """Everything of the inventory that runs or has ended."""
    unassessed: list[Offer]
    closings: list[ClosedAnalysis]

    @property
    def closed(self) -> ClosedAnalysis | None:
        """The closing that is in force; None while the analysis is open."""
        return next((row for row in self.closings[:1] if row.reopened_on is None), None)

    @property
    def gaps(self) -> list[rules.Place]:
        """The gaps of the matrix."""
        return rules.gaps(self.cells)

    def named(self, theme: str, area: str) -> str:
        """The name of a gap: theme and place."""
        names = {row.key: row.name for row in self.themes}
        return f"{names.get(theme, '')}: {self.places.get(area, '')}"

    def left_title(self, row: LeftOpen) -> str:
        """What is left open, in words."""
        return str(row.finding) if row.finding else self.named(row.theme.key if row.theme else "", row.area)

    def grounds(self, need: Need) -> tuple[list[Finding], list[rules.Place]]:
        """What a need rests on today: findings that are not given up, and gaps that there still are."""
        present = set(self.gaps)
        findings = [link.finding for link in need.findings.all() if link.finding.state != "dropped"]
        return findings, [place for gap in need.gaps.all() if (place := (gap.theme.key, gap.area)) in present]

    def ground_count(self, need: Need) -> int:
        """How many things a need rests on."""
        findings, places = self.grounds(need)
        return len(findings) + len(places)

    @property
    def begun(self) -> bool:
        """Whether there is anything that a closing could hold."""
        return bool(self.findings or self.needs or self.offers)

    @property
    def elsewhere(self) -> int:
        """How many running offers are for a whole town or the whole area, and stand in no cell."""
        shown = {key for _town, parts in self.areas for key, _name in parts}
        return sum(cell.count for (_theme, area), cell in self.cells.items() if area not in shown)

    @property
    def missing(self) -> list[rules.Missing]:
        """Everything that hinders the closing."""
        followed = {link.finding_id for need in self.needs for link in need.findings.all()}
        followed |= {row.finding_id for row in self.left if row.finding_id}
        filled = {(gap.theme.key, gap.area) for need in self.needs for gap in need.gaps.all()}
        filled |= {(row.theme.key, row.area) for row in self.left if row.theme}
        return rules.closing_problems(
            offers=[(row.key, row.title, False) for row in self.unassessed],
            findings=[(row.key, str(row), row.pk in followed) for row in self.findings],
            open_gaps=[(gap_key(*place), self.named(*place), place in filled) for place in self.gaps],
            needs=[
                rules.NeedFacts(need.key, need.title, self.ground_count(need), need.priority, need.reason)
                for need in self.needs
            ],
        )


def _areas(towns: Iterable[Municipality]) -> Areas:
    return [
        (town.name, [(part.key, part.name) for part in town.districts.all()] or [(town.key, town.name)])
        for town in towns
    ]


def _places(towns: Iterable[Municipality]) -> dict[str, str]:
    names = {}
    for town in towns:
        names[town.key] = town.name
        names |= {part.key: f"{town.name}, {part.name}" for part in town.districts.all()}
    return names


def _cells(
    partnership: Partnership, areas: Areas, findings: list[Finding], today: dt.date
) -> dict[rules.Place, rules.MatrixCell]:
    latest = Assessment.objects.filter(offer=OuterRef("pk"), latest=True).values("verdict")
    rows = Offer.objects.filter(partnership=partnership, kind="offer", state="running")
    told = rows.annotate(verdict=Subquery(latest)).values_list(
        "theme__key", "area", "begins_on", "ends_on", "verdict", "funded_until"
    )
    offered = (
        rules.Offered(theme, area, begins, ends, verdict or "", funded)
        for theme, area, begins, ends, verdict, funded in told
    )
    districts = {key for _town, parts in areas for key, _name in parts}
    named = [(row.theme.key, row.area) for row in findings if row.area in districts]
    return rules.matrix(offered, named, today)


def missing(partnership: Partnership, today: dt.date) -> list[rules.Missing]:
    """Everything that hinders the closing of the analysis."""
    return stock(partnership, today).missing


def stock(partnership: Partnership, today: dt.date) -> Stock:
    """Everything that the matrix and the closing are made of; the same number of questions whatever there is."""
    towns = list(Municipality.objects.filter(partnership=partnership).prefetch_related("districts"))
    areas = _areas(towns)
    found = Finding.objects.filter(partnership=partnership).exclude(state="dropped").select_related("theme")
    findings = list(found)
    judged = set(Assessment.objects.filter(partnership=partnership, latest=True).values_list("offer_id", flat=True))
    rows = list(Offer.objects.filter(partnership=partnership, state__in=("running", "ended")))
    years = settings.AKTIONSPLAN_ASSESS_YEARS
    return Stock(
        today=today,
        themes=themes(partnership, closed=True),
        areas=areas,
        places=_places(towns),
        cells=_cells(partnership, areas, findings, today),
        findings=findings,
        needs=list(needs(partnership).filter(state="open")),
        left=list(LeftOpen.objects.filter(partnership=partnership).select_related("finding", "theme")),
        offers=rows,
        unassessed=[
            row
            for row in rows
            if row.pk not in judged and rules.must_be_assessed(row.begins_on, row.ends_on, today, years)
        ],
        closings=list(ClosedAnalysis.objects.filter(partnership=partnership)),
    )


def needs(partnership: Partnership) -> QuerySet[Need]:
    """Every need with what it follows from, by number."""
    rows = Need.objects.filter(partnership=partnership).select_related("theme")
    return rows.prefetch_related(
        Prefetch("findings", NeedFinding.objects.select_related("finding")),
        Prefetch("gaps", NeedGap.objects.select_related("theme")),
    )


def open_needs(partnership: Partnership) -> list[tuple[str, str]]:
    """Needs that were not given up, as choices of a form."""
    rows = Need.objects.filter(partnership=partnership, state="open").order_by("number")
    return [(row.key, f"{row.number}: {row.title}") for row in rows]


def need_for(by: Actor, key: str) -> Need:
    """The need with this key, or 404."""
    row = needs(by.partnership).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def need_values(row: Need) -> Fields:
    """What the form of a need changes; a gap is named by the keys of its theme and area."""
    return {
        "title": row.title,
        "theme": row.theme.key,
        "priority": row.priority,
        "reason": row.reason,
        "findings": sorted(row.findings.values_list("finding__key", flat=True)),
        "gaps": sorted(gap_key(theme, area) for theme, area in row.gaps.values_list("theme__key", "area")),
    }


def followed(finding: Finding) -> tuple[list[Need], LeftOpen | None]:
    """The needs that follow from a finding, and why none does if that is on purpose."""
    rows = Need.objects.filter(partnership=finding.partnership, findings__finding=finding, state="open")
    left = LeftOpen.objects.filter(partnership=finding.partnership, finding=finding).first()
    return list(rows), left


def closed(partnership: Partnership) -> ClosedAnalysis | None:
    """The closing that is in force; None while the analysis is open."""
    row = ClosedAnalysis.objects.filter(partnership=partnership).first()
    return row if row is not None and row.reopened_on is None else None


def closing_for(by: Actor, key: str) -> ClosedAnalysis:
    """The closing with this key, or 404."""
    row = ClosedAnalysis.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


def left_open_for(by: Actor, key: str) -> LeftOpen:
    """What is left open with this key, or 404."""
    row = LeftOpen.objects.filter(partnership=by.partnership, key=key).select_related("finding", "theme").first()
    if row is None:
        raise Http404
    return row


def frozen(partnership: Partnership, today: dt.date) -> Fields:
    """The analysis as it is kept when it is closed: findings, offers with their assessment, gaps, needs; plain text and days."""
    held = stock(partnership, today)
    judged = {row.offer_id: row for row in Assessment.objects.filter(partnership=partnership, latest=True)}
    rows = Finding.objects.filter(partnership=partnership).exclude(state="dropped")
    findings = rows.select_related("theme").prefetch_related("sources")
    return {
        "findings": [_frozen_finding(row, held) for row in findings],
        "offers": [_frozen_offer(row, held, judged.get(row.pk)) for row in offers(partnership)],
        "gaps": [held.named(*place) for place in held.gaps],
        "left_open": [{"what": held.left_title(row), "reason": row.reason} for row in held.left],
        "needs": [_frozen_need(row, held) for row in held.needs],
    }


def _frozen_finding(row: Finding, held: Stock) -> Fields:
    return {
        "number": row.number,
        "sentence": row.sentence,
        "theme": row.theme.name,
        "area": held.places.get(row.area, ""),
        "confidence": row.confidence,
        "sources": [_frozen_source(source) for source in row.sources.all()],
    }


def _frozen_source(row: FindingSource) -> str:
    """What is kept of a source; of a talk only that there was one, since a consent can be taken back."""
    return "Gespräch" if row.kind == "interview" else f"{row.title}: {row.said}".strip(": ")


def _frozen_offer(row: Offer, held: Stock, judged: Assessment | None) -> Fields:
    return {
        "kind": row.kind,
        "title": row.title,
        "carrier": row.carrier.name if row.carrier else row.carrier_name,
        "theme": row.theme.name,
        "area": held.places.get(row.area, ""),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "verdict": judged.verdict if judged else "",
        "assessment": judged.text if judged else "",
        "assessed_by": judged.author_name if judged else "",
        "assessed_on": judged.day.isoformat() if judged else None,
    }


def _frozen_need(row: Need, held: Stock) -> Fields:
    return {
        "number": row.number,
        "title": row.title,
        "theme": row.theme.name,
        "priority": row.priority,
        "reason": row.reason,
        "findings": sorted(finding.number for finding in held.grounds(row)[0]),
        "gaps": sorted(held.named(*place) for place in held.grounds(row)[1]),
    }


def _locked_need(need: Need) -> Need:
    return Need.objects.select_for_update(of=("self",)).select_related("theme").get(pk=need.pk)


NEED = Subject(takes=("need",), lock=_locked_need, reference=lambda row: f"need:{row.key}")
LEFT_OPEN = Subject(takes=("left",), reference=lambda row: f"left_open:{row.key}")
CLOSING = Subject(takes=("closing",), reference=lambda row: f"closed_analysis:{row.key}")


@dataclass(frozen=True)
class MatrixRow:
    """A theme of the matrix: its cells by town as (key, name, cell), and how many offers it has anywhere."""

    theme: Theme
    towns: list[tuple[str, list[tuple[str, str, rules.MatrixCell]]]]
    count: int

    @property
    def cells(self) -> list[tuple[str, rules.MatrixCell]]:
        """The cells side by side."""
        return [(key, cell) for _town, parts in self.towns for key, _name, cell in parts]


def rows_of(
    shown: Iterable[Theme],
    where: list[tuple[str, list[tuple[str, str]]]],
    found: Mapping[rules.Place, rules.MatrixCell],
) -> list[MatrixRow]:
    """The rows of the matrix for these themes and towns with their areas."""
    empty = rules.MatrixCell()
    return [
        MatrixRow(
            theme,
            [
                (town, [(key, name, found.get((theme.key, key), empty)) for key, name in parts])
                for town, parts in where
            ],
            sum(cell.count for (key, _area), cell in found.items() if key == theme.key),
        )
        for theme in shown
    ]
