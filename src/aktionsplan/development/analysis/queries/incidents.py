"""Reading incidents, reports and structures."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.models import Incident, Report, ReportTally, Structure
from aktionsplan.network.models import OrganisationPerson
from aktionsplan.partnership.models import District, Municipality, Partnership
from aktionsplan.people.models import Membership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.codes import code_hash
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields

REPORT_CODE = "report"


def incidents(partnership: Partnership) -> QuerySet[Incident]:
    """Every incident with its place, newest first."""
    return Incident.objects.filter(partnership=partnership).select_related("district__municipality", "theme")


def incidents_called(rows: QuerySet[Incident], partnership: Partnership, query: str) -> QuerySet[Incident]:
    """Those in a town or district whose name has all of the words. Text and street are not searched."""
    for word in query.split():
        rows = rows.filter(Q(district__name__icontains=word) | Q(district__municipality__name__icontains=word))
    return rows


def incident_for(by: Actor, key: str) -> Incident:
    """The incident with this key, or 404."""
    row = incidents(by.partnership).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def incident_values(row: Incident) -> Fields:
    """What the form of an incident changes."""
    plain = ("kind", "motive", "first_day", "last_day", "street", "text", "group", "source", "police", "confirmed")
    return {name: getattr(row, name) for name in plain} | {
        "district": row.district.key,
        "theme": row.theme.key if row.theme else "",
    }


def districts(partnership: Partnership) -> list[tuple[str, str]]:
    """Every district as (key, name with its town)."""
    rows = District.objects.filter(partnership=partnership).select_related("municipality")
    return [(row.key, f"{row.name}, {row.municipality.name}") for row in rows]


def district_named(partnership: Partnership, key: str) -> District | None:
    """The district with this key, if there is one."""
    return District.objects.filter(partnership=partnership, key=key).first()


def years(partnership: Partnership) -> list[tuple[int, int]]:
    """Each year with incidents and how many, the newest first."""
    rows = Incident.objects.filter(partnership=partnership, state="counted").order_by()
    counted = rows.annotate(year=ExtractYear("first_day")).values_list("year").annotate(n=Count("pk"))
    return sorted(counted, reverse=True)


@dataclass(frozen=True)
class Told:
    """The incidents of a year as the page shows them: of each kind and motive, and of each district, whether confirmed."""

    year: int
    cells: Mapping[tuple[str, str], tuple[bool, ...]]
    places: Mapping[str, tuple[bool, ...]]
    count: int
    confirmed: int


def told(partnership: Partnership, year: int) -> Told:
    """What happened in a year; one question."""
    rows = Incident.objects.filter(partnership=partnership, state="counted", first_day__year=year)
    listed = list(rows.order_by("first_day", "id").values_list("kind", "motive", "district__key", "confirmed"))
    cells: dict[tuple[str, str], tuple[bool, ...]] = {}
    places: dict[str, tuple[bool, ...]] = {}
    for kind, motive, district, confirmed in sorted(listed, key=lambda row: not row[3]):
        cells[kind, motive] = (*cells.get((kind, motive), ()), bool(confirmed))
        places[district] = (*places.get(district, ()), bool(confirmed))
    return Told(year, cells, places, len(listed), sum(bool(row[3]) for row in listed))


def towns_with_districts(partnership: Partnership) -> list[Municipality]:
    """The towns, each with its districts."""
    return list(Municipality.objects.filter(partnership=partnership).prefetch_related("districts"))


def counted(partnership: Partnership) -> list[rules.Counted]:
    """Every incident that counts, as the public table counts it."""
    rows = Incident.objects.filter(partnership=partnership, state="counted")
    pairs = rows.values_list(ExtractYear("first_day"), "district__municipality__name", "district__name")
    return [rules.Counted(*row) for row in pairs]


def counts_of_years(partnership: Partnership, wanted: Iterable[int]) -> dict[int, tuple[int, int]]:
    """For each of these years how many incidents there are and how many of them are confirmed."""
    rows = Incident.objects.filter(partnership=partnership, state="counted", first_day__year__in=set(wanted))
    numbers: Counter[int] = Counter()
    confirmed: Counter[int] = Counter()
    for year, second in rows.order_by().values_list(ExtractYear("first_day"), "confirmed"):
        numbers[year] += 1
        confirmed[year] += bool(second)
    return {year: (numbers[year], confirmed[year]) for year in wanted}


def reports(partnership: Partnership) -> QuerySet[Report]:
    """The reports that wait for a decision, the oldest first."""
    return Report.objects.filter(partnership=partnership, state="received").select_related("district__municipality")


def report_for(by: Actor, key: str) -> Report:
    """The report with this key that waits for a decision, or 404."""
    row = reports(by.partnership).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def report_with(partnership: Partnership, typed: str) -> Report | None:
    """The report that belongs to this code, whatever became of it."""
    code = code_hash(partnership, REPORT_CODE, typed)
    return Report.objects.filter(partnership=partnership, code=code).first() if code else None


def known_people(partnership: Partnership) -> list[str]:
    """The names of everybody whom this partnership knows: people with a role, and contacts of organisations."""
    inside = Membership.objects.filter(partnership=partnership).values_list("account__name", flat=True)
    outside = OrganisationPerson.objects.filter(partnership=partnership).values_list("name", flat=True)
    return sorted({*inside, *outside})


def report_marks(report: Report) -> list[rules.Mark]:
    """What in the report looks like a person, known people of the partnership among them."""
    return rules.marks(report.text, known_people(report.partnership))


def tallies(partnership: Partnership) -> list[ReportTally]:
    """How the reports of each year ended."""
    return list(ReportTally.objects.filter(partnership=partnership))


def structures(partnership: Partnership) -> QuerySet[Structure]:
    """Every structure with its place."""
    return Structure.objects.filter(partnership=partnership).select_related("district__municipality")


def structure_for(by: Actor, key: str) -> Structure:
    """The structure with this key, or 404."""
    row = structures(by.partnership).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def structure_values(row: Structure) -> Fields:
    """What the form of a structure changes."""
    plain = ("kind", "name", "place", "since", "until", "source", "note")
    return {name: getattr(row, name) for name in plain} | {"district": row.district.key if row.district else ""}


def structure_counts(partnership: Partnership, today: dt.date) -> list[tuple[str, int]]:
    """How many structures there are today, by kind: all that most people inside see of them."""
    present = Q(until__isnull=True) | Q(until__gte=today)
    rows = Structure.objects.filter(present, partnership=partnership).order_by().values_list("kind")
    numbers = dict(rows.annotate(n=Count("pk")))
    return [(kind, numbers[kind]) for kind in rules.STRUCTURES if kind in numbers]


def _locked_incident(incident: Incident) -> Incident:
    return Incident.objects.select_for_update(of=("self",)).select_related("district", "theme").get(pk=incident.pk)


def _locked_report(report: Report) -> Report:
    return Report.objects.select_for_update().get(pk=report.pk)


def _locked_structure(structure: Structure) -> Structure:
    return Structure.objects.select_for_update(of=("self",)).select_related("district").get(pk=structure.pk)


INCIDENT = Subject(takes=("incident",), lock=_locked_incident, reference=lambda row: f"incident:{row.key}")
REPORT = Subject(takes=("report",), lock=_locked_report, reference=lambda row: f"report:{row.key}")
STRUCTURE = Subject(takes=("structure",), lock=_locked_structure, reference=lambda row: f"structure:{row.key}")


def like_people(text: str) -> list[str]:
    """What in a text looks like a person, a telephone number or an address, each once: to be read before it is shown."""
    return list(dict.fromkeys(found.text for found in rules.marks(text)))
