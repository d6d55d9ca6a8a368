"""What of the situation may become public."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.models import Finding
from aktionsplan.partnership.models import Partnership

VERBATIM = frozenset({"document", "council"})
"""Kinds of sources that are public themselves: title, origin and address may be shown."""


@dataclass(frozen=True)
class PublicPart:
    """A district and its number; None is hidden."""

    name: str
    count: int | None


@dataclass(frozen=True)
class PublicTown:
    """A town with its sum (None: left out) and its districts."""

    name: str
    count: int | None
    parts: tuple[PublicPart, ...]


@dataclass(frozen=True)
class PublicYear:
    """The incidents of a year: a closed one by district, the running one for the whole area. `total` is None when hidden."""

    year: int
    running: bool
    as_of: str
    total: int | None
    towns: tuple[PublicTown, ...]
    hides: bool


def public_years(partnership: Partnership, today: dt.date) -> list[PublicYear]:
    """Every year from the first incident to the running one."""
    rows = queries.counted(partnership)
    places = {
        town.name: [part.name for part in town.districts.all()] for town in queries.towns_with_districts(partnership)
    }
    first = min((row.year for row in rows), default=today.year)
    shown = [_public_year(rows, places, year, today) for year in range(first, today.year + 1)]
    return [year for year in shown if year is not None]


def _public_year(
    rows: list[rules.Counted], places: dict[str, list[str]], year: int, today: dt.date
) -> PublicYear | None:
    table = rules.public_counts(rows, places, year, today)
    as_of = today.isoformat()
    if table is None or isinstance(table, int):
        return PublicYear(year, True, as_of, table, (), table is None)
    towns = tuple(
        PublicTown(
            town,
            table.groups[town] if table.groups else None,
            tuple(PublicPart(part, table.parts[town, part]) for part in parts),
        )
        for town, parts in places.items()
    )
    return PublicYear(year, False, as_of, table.total, towns, table.hides)


@dataclass(frozen=True)
class PublicSource:
    """What a public finding rests on."""

    kind: str
    title: str
    said: str
    origin: str


@dataclass(frozen=True)
class PublicFinding:
    """A finding on the portal."""

    number: int
    sentence: str
    text: str
    theme: str
    area: str
    confidence: str
    written_on: str
    sources: tuple[PublicSource, ...]


def public_finding(finding: Finding, today: dt.date) -> PublicFinding:
    """The public fields of a finding: no interview is told unless whoever was asked agreed, and a number of incidents only for
    a closed year whose sum the public table shows too; a running year grows, and its steps would tell single incidents."""
    names = dict(queries.places(finding.partnership))
    rows = queries.cited_rows(finding)
    told: frozenset[int] = frozenset()
    if any(row.source.kind == "incidents" for row in rows):
        years = public_years(finding.partnership, today)
        told = frozenset(one.year for one in years if not one.running and one.total is not None)
    sources = tuple(source for row in rows if (source := _public_source(row, told)))
    return PublicFinding(
        number=finding.number,
        sentence=finding.sentence,
        text=finding.text,
        theme=finding.theme.name,
        area=names.get(finding.area, ""),
        confidence=finding.confidence,
        written_on=finding.written_on.isoformat(),
        sources=sources,
    )


def _public_source(row: queries.CitedRow, told: frozenset[int]) -> PublicSource | None:
    if row.source.kind == "series":
        return PublicSource("series", row.source.title, row.source.said, row.source.origin)
    if row.source.kind == "incidents":
        number = row.source.value or Decimal(0)
        shown = row.source.year in told and not 0 < number < rules.LEAST
        said = f"{rules.shown_number(number)} im ganzen Gebiet" if shown else ""
        return PublicSource("incidents", str(row.source.year), said, "")
    if row.source.kind in rules.FURTHER_KINDS:
        if row.cited.gone:
            return None
        return PublicSource(row.source.kind, row.source.title, row.source.said, row.source.origin)
    if row.now is None:
        return None
    if row.source.kind in VERBATIM:
        return PublicSource(row.source.kind, row.source.title, "", row.source.origin)
    if row.source.kind == "interview" and row.named:
        return PublicSource("interview", row.now.title, row.said, "")
    return PublicSource(row.source.kind, "", "", "")
