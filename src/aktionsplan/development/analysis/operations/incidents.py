"""Writing incidents and structures, and showing their numbers."""

import datetime as dt
from collections.abc import Collection

from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.models import Incident, Structure, Theme
from aktionsplan.development.analysis.publications import public_years
from aktionsplan.development.analysis.states import INCIDENT
from aktionsplan.partnership.models import District
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import publish
from aktionsplan.shared.words import Problem, Refused, mark

PLAIN = ("kind", "motive", "first_day", "last_day", "street", "text", "group", "source", "police", "confirmed")
"""Fields of an incident that are stored as they were typed."""


def _district(fields: Fields, by: By) -> District:
    district = queries.district_named(by.partnership, fields.get("district") or "-")
    if district is None:
        raise Refused(Problem("district", mark("Bitte wählen Sie den Ortsteil."), {}, "district"))
    return district


def incident_fields(fields: Fields, by: By, at: dt.datetime) -> Fields:
    """What is stored, from what was typed; refused for a day to come and for a district of another town."""
    if problem := rules.period_problem(fields["first_day"], fields.get("last_day"), local_day(at)):
        raise Refused(problem)
    theme = Theme.objects.filter(partnership=by.partnership, key=fields.get("theme") or "-").first()
    stored = {name: fields[name] for name in PLAIN if name in fields}
    return stored | {"district": _district(fields, by), "theme": theme}


def make_incident(fields: Fields, by: By, at: dt.datetime) -> Incident:
    """A new incident, inside the deed that counts it; refused as `incident_fields` says."""
    values = incident_fields(fields, by, at)
    return Incident.objects.create(partnership=by.partnership, state=INCIDENT.initial, **values)


@deed("analysis.add_incident", on=None, because="the incident is made here")
def add_incident(*, fields: Fields, by: By, at: dt.datetime) -> Incident:
    """A new incident. The ledger learns its kind and month, not what happened."""
    incident = make_incident(fields, by, at)
    payload = {"kind": incident.kind, "motive": incident.motive, "month": f"{incident.first_day:%Y-%m}"}
    record(by=by, at=at, reference=f"incident:{incident.key}", payload=payload)
    return incident


@deed("analysis.change_incident", on=queries.INCIDENT)
def change_incident(*, incident: Incident, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Incident:
    """Other words about an incident; the ledger learns which fields changed, and of kind and motive what they were."""
    unchanged(seen, queries.incident_values(incident))
    values = incident_fields(fields, by, at)
    incident.state = INCIDENT.next(incident.state, "change")
    changed = [name for name, value in values.items() if value != getattr(incident, name)]
    before = {name: getattr(incident, name) for name in changed if name in ("kind", "motive")}
    for name in changed:
        setattr(incident, name, values[name])
    incident.save(update_fields=[*changed, "state"])
    record(by=by, at=at, payload={"changed": changed, "before": before})
    return incident


def _moves(incident: Incident, event: str, reason: str, by: By, at: dt.datetime) -> Incident:
    incident.state = INCIDENT.next(incident.state, event)
    incident.save(update_fields=["state"])
    record(by=by, at=at, payload={"reason": reason})
    return incident


@deed("analysis.withdraw_incident", on=queries.INCIDENT)
def withdraw_incident(*, incident: Incident, reason: str, by: By, at: dt.datetime) -> Incident:
    """The incident counts no more: it did not happen so, or stands there twice."""
    return _moves(incident, "withdraw", reason, by, at)


@deed("analysis.restore_incident", on=queries.INCIDENT)
def restore_incident(*, incident: Incident, by: By, at: dt.datetime) -> Incident:
    """The incident counts again."""
    return _moves(incident, "restore", "", by, at)


@deed("analysis.read_incident", on=queries.INCIDENT)
def read_incident(*, incident: Incident, by: By, at: dt.datetime) -> Incident:
    """Whoever reads day, street and text of an incident is noted."""
    record(by=by, at=at, payload={"read": True})
    return incident


@deed("analysis.publish_incidents", on=None, because="numbers of all incidents, counted here")
def publish_incidents(*, by: By, at: dt.datetime) -> int:
    """Shows the numbers of every year on the portal, with what must be hidden hidden; returns how many years."""
    shown = public_years(by.partnership, local_day(at))
    for year in shown:
        publish(by=by, at=at, kind="incidents", slug=str(year.year), fields=year, order=f"{9999 - year.year}")
    record(by=by, at=at, reference="incidents", payload={"years": [year.year for year in shown]})
    return len(shown)


STRUCTURE_FIELDS = ("kind", "name", "place", "since", "until", "source", "note")


def _structure_fields(fields: Fields, by: By) -> Fields:
    since, until = fields.get("since"), fields.get("until")
    if since and until and until < since:
        raise Refused(Problem("period", mark("Das Ende liegt vor dem Anfang."), {}, "until"))
    district = queries.district_named(by.partnership, fields.get("district") or "-")
    return {name: fields[name] for name in STRUCTURE_FIELDS if name in fields} | {"district": district}


@deed("analysis.add_structure", on=None, because="the structure is made here")
def add_structure(*, fields: Fields, by: By, at: dt.datetime) -> Structure:
    """A new structure; refused when it ends before it begins."""
    structure = Structure.objects.create(partnership=by.partnership, **_structure_fields(fields, by))
    record(by=by, at=at, reference=f"structure:{structure.key}", payload={"kind": structure.kind})
    return structure


@deed("analysis.change_structure", on=queries.STRUCTURE)
def change_structure(*, structure: Structure, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Structure:
    """Other words about a structure."""
    unchanged(seen, queries.structure_values(structure))
    values = _structure_fields(fields, by)
    changed = [name for name, value in values.items() if value != getattr(structure, name)]
    for name in changed:
        setattr(structure, name, values[name])
    if changed:
        structure.save(update_fields=changed)
    record(by=by, at=at, payload={"changed": changed})
    return structure


@deed("analysis.delete_structure", on=queries.STRUCTURE)
def delete_structure(*, structure: Structure, by: By, at: dt.datetime) -> None:
    """A structure that was entered by mistake goes; one that has ended gets its last day instead."""
    record(by=by, at=at, payload={"kind": structure.kind})
    structure.delete()


@deed("analysis.read_structures", on=None, because="reading changes nothing")
def read_structures(*, shown: Collection[Structure], by: By, at: dt.datetime) -> None:
    """Whoever reads the list of structures is noted."""
    record(by=by, at=at, reference="structures", payload={"shown": len(shown)})
