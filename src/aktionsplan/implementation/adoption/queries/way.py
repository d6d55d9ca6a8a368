"""Bodies, stations and demanded changes, and whether the plan holds."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404

from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.development.strategy.queries import name_of, versions
from aktionsplan.implementation.adoption import rules
from aktionsplan.implementation.adoption.models import Demand, PlanBody, Station
from aktionsplan.partnership.models import Municipality, Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Phrase


def plan_bodies(partnership: Partnership) -> QuerySet[PlanBody]:
    """The bodies that deal with the plan."""
    return PlanBody.objects.filter(partnership=partnership).select_related("municipality")


def stations(partnership: Partnership) -> QuerySet[Station]:
    """Every station with its body and Fassung, in the order of the days; without the texts of the Fassungen."""
    rows = Station.objects.filter(partnership=partnership)
    rows = rows.select_related("plan_body__municipality", "version", "confirmed")
    return rows.defer("version__content", "confirmed__content")


def fassungen(partnership: Partnership) -> QuerySet[PlanVersion]:
    """The Fassungen, the newest first, without their texts; drafts go before no body."""
    return versions(partnership).filter(minor=0).defer("content")


def demands(partnership: Partnership) -> QuerySet[Demand]:
    """Every demanded change in the order of the sittings, with who demanded it."""
    rows = Demand.objects.filter(partnership=partnership)
    rows = rows.select_related("station__plan_body__municipality", "version", "station__version")
    return rows.defer("version__content", "station__version__content").order_by("station__day", "station", "id")


def open_demands_before(station: Station) -> QuerySet[Demand]:
    """Demanded changes of earlier sittings that have no answer yet."""
    return Demand.objects.filter(partnership=station.partnership, state="open", station__day__lt=station.day).exclude(
        station=station
    )


def _said(rows: Iterable[Station]) -> list[rules.Said]:
    return [
        rules.Said(
            row.plan_body.key,
            row.day,
            row.pk,
            row.version.major,
            row.result,
            row.confirmed.major if row.confirmed else None,
            row.confirmed_on,
        )
        for row in rows
        if row.result
    ]


@dataclass(frozen=True)
class Way:
    """The plan's way: bodies, stations, Fassungen (the newest first), and where it stands."""

    bodies: list[PlanBody]
    stations: list[Station]
    fassungen: list[PlanVersion]
    today: dt.date

    @cached_property
    def required(self) -> list[PlanBody]:
        """The bodies whose agreement the plan needs."""
        return [body for body in self.bodies if body.required]

    @cached_property
    def standing(self) -> rules.Standing:
        """Whether the plan holds, by the rule."""
        return rules.standing([body.key for body in self.required], _said(self.stations))

    @cached_property
    def adopted(self) -> PlanVersion | None:
        """The Fassung that holds."""
        return next((row for row in self.fassungen if row.major == self.standing.adopted), None)

    @cached_property
    def newest(self) -> PlanVersion | None:
        """The newest Fassung."""
        return self.fassungen[0] if self.fassungen else None

    def missing(self) -> list[tuple[PlanBody, bool]]:
        """The required bodies that have not agreed to the newest Fassung, each with whether it agreed to an earlier one."""
        if self.newest is None:
            return []
        keys = [body.key for body in self.required]
        again = set(self.standing.again(keys, self.newest.major))
        lacking = set(self.standing.missing(keys, self.newest.major))
        return [(body, body.key in again) for body in self.required if body.key in lacking]

    def late(self) -> list[Station]:
        """Sittings that were and have no result, the oldest first."""
        return [row for row in self.stations if row.state == "planned" and row.day < self.today]

    def coming(self) -> list[Station]:
        """Sittings of today and later that have no result."""
        return [row for row in self.stations if row.state == "planned" and row.day >= self.today]

    def groups(self) -> list[tuple[Municipality | None, list[Station], int]]:
        """The stations of all together, then of each municipality, each with how many have a result."""
        towns: dict[int | None, Municipality | None] = {None: None}
        for body in self.bodies:
            towns.setdefault(body.municipality_id, body.municipality)
        found = []
        for pk, town in towns.items():
            rows = [row for row in self.stations if row.plan_body.municipality_id == pk]
            if rows:
                found.append((town, rows, sum(row.state == "decided" for row in rows)))
        return found


def standing(partnership: Partnership) -> tuple[list[str], rules.Standing, int]:
    """The keys of the required bodies, where the plan stands, and the newest Fassung before any body (0 for none); one question in
    a town without bodies, else two."""
    bodies = dict(PlanBody.objects.filter(partnership=partnership).values_list("key", "required"))
    required, rows = [key for key, needed in bodies.items() if needed], list(stations(partnership)) if bodies else []
    newest = max((row.version.major for row in rows), default=0)
    return required, rules.standing(required, _said(rows)), newest


def look_of(row: Station, today: dt.date) -> str:
    """How a station looks: done, deferred (turn), refused, without result (late), or still to come (open)."""
    if row.state == "planned":
        return "late" if row.day < today else "open"
    return {rules.DEFERRED: "turn", rules.REFUSED: "refused"}.get(row.result, "done")


def way(partnership: Partnership, today: dt.date) -> Way:
    """The whole way; three questions."""
    return Way(list(plan_bodies(partnership)), list(stations(partnership)), list(fassungen(partnership)), today)


def version_word(version: PlanVersion) -> Phrase:
    """`Fassung 2`."""
    return name_of(version)


def next_fassung(station: Station) -> PlanVersion | None:
    """The Fassung that may carry out what this body demanded."""
    made = {row.major: row for row in fassungen(station.partnership)}
    number = rules.next_fassung(
        station.version.major, station.day, [(row.major, row.made_on) for row in made.values()]
    )
    return made[number] if number is not None else None


def carried_out(station: Station, version: PlanVersion) -> bool:
    """Whether the Fassung takes over every change that this body demanded."""
    rows = station.demands.select_related("version").defer("version__content")
    told = [rules.Demanded(row.answer, row.version.major if row.version else None) for row in rows]
    return rules.carries_out(version.major, told)


def holds_more(station: Station, version: PlanVersion) -> bool:
    """Whether the Fassung takes over what another body demanded too: then it is not exactly what this one decided."""
    rows = Demand.objects.filter(partnership=station.partnership, answer=rules.ADOPTED, version=version)
    return rows.exclude(station=station).exists()


def plan_body_for(by: Actor, key: str) -> PlanBody:
    """The body with this key, or 404."""
    return _found(plan_bodies(by.partnership).filter(key=key).first())


def station_for(by: Actor, key: str) -> Station:
    """The station with this key, or 404."""
    row = stations(by.partnership).select_related("file").filter(key=key).first()
    if row is None:
        raise Http404
    return row


def demand_for(by: Actor, key: str) -> Demand:
    """The demanded change with this key, or 404."""
    row = demands(by.partnership).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def _found(row: PlanBody | None) -> PlanBody:
    if row is None:
        raise Http404
    return row


def plan_body_values(row: PlanBody) -> Fields:
    """What the form of a body changes."""
    town = row.municipality.key if row.municipality else ""
    return {"kind": row.kind, "name": row.name, "municipality": town, "required": row.required}


def station_values(row: Station) -> Fields:
    """What the form of a station changes."""
    return {
        "plan_body": row.plan_body.key,
        "version": row.version.key,
        "day": row.day,
        "public": row.public,
        "paper": row.paper,
        "agenda_item": row.agenda_item,
    }


def demand_values(row: Demand) -> Fields:
    """What the form of an answer changes."""
    return {"answer": row.answer, "version": row.version.key if row.version else "", "reason": row.reason}


def result_values(row: Station) -> Fields:
    """What the form of a result changes."""
    return {"result": row.result, "yes": row.yes, "no": row.no, "abstain": row.abstain, "text": row.text}


def body_choices(partnership: Partnership) -> list[tuple[str, str]]:
    """The bodies as (key, name)."""
    return [(row.key, row.name) for row in plan_bodies(partnership)]


def municipality_choices(partnership: Partnership) -> list[tuple[str, str]]:
    """The municipalities as (key, name)."""
    return list(Municipality.objects.filter(partnership=partnership).values_list("key", "name"))


def fassung_choices(partnership: Partnership) -> list[tuple[str, Phrase]]:
    """The Fassungen as (key, word), the newest first."""
    return [(row.key, version_word(row)) for row in fassungen(partnership)]


def waiting(partnership: Partnership, at: dt.datetime) -> QuerySet[Station]:
    """Sittings that were and have no result."""
    return stations(partnership).filter(state="planned", day__lt=local_day(at))


def _locked_body(row: PlanBody) -> PlanBody:
    return PlanBody.objects.select_for_update().get(pk=row.pk)


def _locked_station(row: Station) -> Station:
    return Station.objects.select_for_update().get(pk=row.pk)


def _locked_demand(row: Demand) -> Demand:
    return Demand.objects.select_for_update().get(pk=row.pk)


PLAN_BODY = Subject(takes=("plan_body",), lock=_locked_body, reference=lambda row: f"plan_body:{row.key}")
STATION = Subject(takes=("station",), lock=_locked_station, reference=lambda row: f"station:{row.key}")
DEMAND = Subject(takes=("demand",), lock=_locked_demand, reference=lambda row: f"station:{row.station.key}")
