"""Writing the plan's way: bodies, sittings, what they said, and what became of what they wanted changed."""

import datetime as dt

from django.urls import reverse

from aktionsplan.development.strategy.models import PlanVersion, ProcessStep
from aktionsplan.development.strategy.operations import enter_step
from aktionsplan.implementation.adoption import queries, rules
from aktionsplan.implementation.adoption.models import Demand, PlanBody, Station
from aktionsplan.implementation.adoption.states import DEMAND, STATION
from aktionsplan.partnership.models import Municipality
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import release, store
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

YES = (rules.AGREED, rules.CHANGES)
STEPS = {rules.STEERING: ("recommended",), rules.COUNCIL: ("council_first", "council_second")}
"""The steps of the five months that an agreement of a body of this kind fulfils, one after the other."""


def _body_columns(fields: Fields, by: By, other: PlanBody | None = None) -> Fields:
    town = None
    if fields["municipality"]:
        town = Municipality.objects.filter(partnership=by.partnership, key=fields["municipality"]).first()
    same = PlanBody.objects.filter(partnership=by.partnership, name=fields["name"])
    if (same.exclude(pk=other.pk) if other else same).exists():
        raise Refused(Problem("named", mark("Ein Gremium mit diesem Namen steht schon da."), {}, "name"))
    return {
        "kind": fields["kind"],
        "name": fields["name"],
        "municipality": town,
        "required": bool(fields["required"]),
    }


@deed("adoption.begin_way", on=None, because="the bodies are made here")
def begin_way(*, by: By, at: dt.datetime) -> list[PlanBody]:
    """The council of each municipality, which the plan needs, and the steering committee. Refused when there are bodies."""
    if queries.plan_bodies(by.partnership).exists():
        raise Refused(Problem("begun", mark("Es stehen schon Gremien da.")))
    towns = Municipality.objects.filter(partnership=by.partnership)
    made = [PlanBody(partnership=by.partnership, kind=rules.STEERING, name="Begleitausschuss")]
    made += [
        PlanBody(
            partnership=by.partnership,
            kind=rules.COUNCIL,
            name=f"{'Kreistag' if town.kind == 'county' else 'Stadtvertretung'} {town.name}",
            municipality=town,
            required=True,
        )
        for town in towns
    ]
    PlanBody.objects.bulk_create(made)
    record(by=by, at=at, reference="plan_way", payload={"bodies": [body.name for body in made]})
    return made


@deed("adoption.add_plan_body", on=None, because="the body is made here")
def add_plan_body(*, fields: Fields, by: By, at: dt.datetime) -> PlanBody:
    """A further body that deals with the plan; Refused when its name stands there already."""
    row = PlanBody.objects.create(partnership=by.partnership, **_body_columns(fields, by))
    record(by=by, at=at, reference=f"plan_body:{row.key}", payload={"name": row.name, "required": row.required})
    return row


@deed("adoption.change_plan_body", on=queries.PLAN_BODY)
def change_plan_body(*, plan_body: PlanBody, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> PlanBody:
    """Another name, or whether the plan needs it."""
    unchanged(seen, queries.plan_body_values(plan_body))
    columns = _body_columns(fields, by, plan_body)
    for name, value in columns.items():
        setattr(plan_body, name, value)
    plan_body.save(update_fields=list(columns))
    record(by=by, at=at, payload={"name": plan_body.name, "required": plan_body.required})
    return plan_body


@deed("adoption.drop_plan_body", on=queries.PLAN_BODY)
def drop_plan_body(*, plan_body: PlanBody, reason: str, by: By, at: dt.datetime) -> None:
    """The body does not deal with the plan; refused when it has."""
    if plan_body.stations.exists():
        raise Refused(Problem("used", mark("Zu diesem Gremium gibt es schon eine Station.")))
    record(by=by, at=at, payload={"name": plan_body.name, "reason": reason})
    plan_body.delete()


def _station_columns(fields: Fields, by: By) -> Fields:
    body = PlanBody.objects.filter(partnership=by.partnership, key=fields["plan_body"]).first()
    version = queries.fassungen(by.partnership).filter(key=fields["version"]).first()
    if body is None:
        raise Refused(Problem("body", mark("Bitte wählen Sie ein Gremium."), {}, "plan_body"))
    if version is None:
        raise Refused(Problem("version", mark("Bitte wählen Sie eine Fassung."), {}, "version"))
    if fields["day"] < version.made_on:
        text = mark("An diesem Tag gab es die Fassung noch nicht.")
        raise Refused(Problem("early", text, {}, "day"))
    plain = {name: fields[name] for name in ("day", "paper", "agenda_item")}
    return plain | {"plan_body": body, "version": version, "public": bool(fields["public"])}


@deed("adoption.plan_station", on=None, because="the station is made here")
def plan_station(*, fields: Fields, by: By, at: dt.datetime) -> Station:
    """A body deals with a Fassung on a day; refused for a day before the Fassung was made."""
    columns = _station_columns(fields, by)
    row = Station.objects.create(partnership=by.partnership, state=STATION.initial, **columns)
    payload = {"body": row.plan_body.name, "day": row.day.isoformat(), "version": row.version.major}
    record(by=by, at=at, reference=f"station:{row.key}", payload=payload)
    return row


@deed("adoption.change_station", on=queries.STATION)
def change_station(*, station: Station, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Station:
    """Another day, paper or Fassung; refused when there is a result."""
    unchanged(seen, queries.station_values(station))
    station.state = STATION.next(station.state, "change")
    columns = _station_columns(fields, by)
    for name, value in columns.items():
        setattr(station, name, value)
    station.save(update_fields=[*columns, "state"])
    record(by=by, at=at, payload={"day": station.day.isoformat(), "version": station.version.major})
    return station


@deed("adoption.drop_station", on=queries.STATION)
def drop_station(*, station: Station, reason: str, by: By, at: dt.datetime) -> None:
    """The body does not deal with the plan on that day; refused when there is a result."""
    STATION.next(station.state, "change")
    record(by=by, at=at, payload={"body": station.plan_body.name, "day": station.day.isoformat(), "reason": reason})
    station.delete()


def _check_result(station: Station, result: str, demands: list[str], text: str, at: dt.datetime) -> None:
    if station.day > local_day(at):
        raise Refused(Problem("future", mark("Die Sitzung war noch nicht.")))
    if result == rules.CHANGES and not demands:
        text = mark("Bitte schreiben Sie auf, was geändert werden soll.")
        raise Refused(Problem("demands", text, {}, "demands"))
    if result == rules.AGREED and demands:
        told = mark("Wer etwas geändert haben will, stimmt mit Änderungen zu. Bitte wählen Sie das.")
        raise Refused(Problem("changes", told, {}, "result"))
    if result in (rules.DEFERRED, rules.REFUSED) and not text:
        raise Refused(Problem("reason", mark("Bitte schreiben Sie den Grund auf."), {}, "text"))
    waiting = queries.open_demands_before(station).count() if station.plan_body.kind == rules.COUNCIL else 0
    if waiting:
        text = mark("Vor diesem Beschluss brauchen {n} verlangte Änderungen noch eine Antwort.")
        way, word = reverse("adoption:way", args=[station.partnership.slug]), mark("Verlangte Änderungen ansehen")
        raise Refused(Problem("unanswered", text, {"n": waiting}, way=way, way_word=word))


@deed("adoption.record_result", on=queries.STATION)
def record_result(
    *,
    station: Station,
    fields: Fields,
    demands: list[str],
    deferred_to: dt.date | None = None,
    by: By,
    at: dt.datetime,
) -> Station:
    """What the body said, its votes, and what it wants changed; deferred to a day, it has its next station then.

    Refused before the day of the sitting, for changes without words, for a deferral or refusal without its reason, for a new
    day that is not later, and for a council while an earlier demanded change has no answer.
    """
    _check_result(station, fields["result"], demands, fields["text"], at)
    yes, no = fields["yes"], fields["no"]
    if (
        yes is not None
        and no is not None
        and (yes > no) != (fields["result"] in YES)
        and fields["result"] in rules.DECISIONS
    ):
        raise Refused(Problem("votes", mark("Ergebnis und Stimmen passen nicht zusammen."), {}, "yes"))
    station.state = STATION.next(station.state, "record")
    for name in ("result", "yes", "no", "abstain", "text"):
        setattr(station, name, fields[name])
    station.save(update_fields=["result", "yes", "no", "abstain", "text", "state"])
    Demand.objects.bulk_create(
        Demand(partnership=by.partnership, station=station, text=text, state=DEMAND.initial) for text in demands
    )
    if station.result == rules.DEFERRED and deferred_to:
        _again(station, deferred_to)
    if station.result == rules.AGREED:
        _fulfil_step(station, by, at)
    payload = {"result": station.result, "version": station.version.major, "demands": len(demands)}
    record(by=by, at=at, payload=payload)
    return station


def _again(station: Station, day: dt.date) -> None:
    """The next station of a body that deferred."""
    if day <= station.day:
        text = mark("Der neue Tag liegt nicht nach der Sitzung.")
        raise Refused(Problem("order", text, {}, "deferred_to"))
    Station.objects.create(
        partnership=station.partnership,
        plan_body=station.plan_body,
        version=station.version,
        day=day,
        public=station.public,
        paper=station.paper,
        state=STATION.initial,
    )


def _fulfil_step(station: Station, by: By, at: dt.datetime) -> None:
    """The open step of the five months that this agreement fulfils, with its day and paper."""
    kinds = STEPS.get(station.plan_body.kind, ())
    steps = ProcessStep.objects.filter(partnership=by.partnership, kind__in=kinds, done_on=None)
    body = station.plan_body
    same = Station.objects.filter(plan_body=body, result=rules.AGREED).exclude(pk=station.pk)
    step = min(steps, key=lambda row: kinds.index(row.kind), default=None)
    if step and not same.exists():
        paper = f"{body.name}: {station.paper}" if station.paper else body.name
        enter_step(process_step=step, done_on=station.day, paper=paper[:120], by=by, at=at)


@deed("adoption.reopen_station", on=queries.STATION)
def reopen_station(*, station: Station, reason: str, by: By, at: dt.datetime) -> Station:
    """The result was entered wrongly: it goes, with what was demanded and with the chair's word; the ledger keeps it."""
    told = [[row.text, row.answer, row.reason] for row in station.demands.all()]
    payload: Fields = {"result": station.result, "reason": reason, "demands": told, "text": station.text}
    payload |= {"votes": [station.yes, station.no, station.abstain], "chair": station.confirmed_by}
    station.state = STATION.next(station.state, "reopen")
    station.result, station.text, station.confirmed, station.confirmed_by = "", "", None, ""
    station.yes = station.no = station.abstain = station.confirmed_on = None
    names = ("result", "text", "confirmed", "confirmed_by", "confirmed_on", "yes", "no", "abstain", "state")
    station.save(update_fields=names)
    station.demands.all().delete()
    record(by=by, at=at, payload=payload)
    return station


@deed("adoption.attach_extract", on=queries.STATION)
def attach_extract(*, station: Station, extract: Accepted, by: By, at: dt.datetime) -> Station:
    """The extract of the minutes or the decision as a file; another one takes its place."""
    stored = store(partnership=by.partnership, content=extract.content, content_type=extract.content_type, at=at)
    former, station.file = station.file, stored
    station.save(update_fields=["file"])
    if former is not None and former.pk != stored.pk:
        release(former)
    record(by=by, at=at, payload={"file": stored.sha256})
    return station


def _taken_over(demand: Demand, fields: Fields, by: By) -> PlanVersion | None:
    """The Fassung in which a change was taken over; refused for one that is older than the demand."""
    if fields["answer"] != rules.ADOPTED:
        return None
    version = queries.fassungen(by.partnership).filter(key=fields["version"]).first()
    if version is None or version.major <= demand.station.version.major:
        text = mark("Bitte wählen Sie die Fassung, in der die Änderung steht; sie ist neuer als die beratene.")
        raise Refused(Problem("version", text, {}, "version"))
    return version


@deed("adoption.answer_demand", on=queries.DEMAND)
def answer_demand(*, demand: Demand, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Demand:
    """What became of a demanded change. Refused without a Fassung for one taken over, and without words for the others, and
    when the chair has already confirmed the Fassung."""
    unchanged(seen, queries.demand_values(demand))
    if demand.station.confirmed_id:
        raise Refused(Problem("confirmed", mark("Der Vorsitz hat die Fassung schon bestätigt.")))
    version = _taken_over(demand, fields, by)
    if version is None and not fields["reason"]:
        raise Refused(
            Problem("reason", mark("Bitte schreiben Sie, was nachgereicht wurde oder warum nicht."), {}, "reason")
        )
    demand.state = DEMAND.next(demand.state, "answer")
    demand.answer, demand.version, demand.reason = fields["answer"], version, fields["reason"]
    demand.answered_on = local_day(at)
    demand.save(update_fields=["answer", "version", "reason", "answered_on", "state"])
    record(by=by, at=at, payload={"answer": demand.answer, "version": version.major if version else None})
    return demand


@deed("adoption.confirm_changes", on=queries.STATION)
def confirm_changes(
    *, station: Station, confirmed_by: str, confirmed_on: dt.date, by: By, at: dt.datetime
) -> Station:
    """The chair says that the next Fassung "entspricht dem Beschluss": it counts as agreed. Refused when the body did not agree
    with changes, when there is no next Fassung or it does not take over every change, and for a day outside."""
    station.state = STATION.next(station.state, "confirm")
    version = queries.next_fassung(station) if station.result == rules.CHANGES else None
    if version is None:
        raise Refused(Problem("version", mark("Es gibt noch keine Fassung, die die Änderungen enthält.")))
    if not queries.carried_out(station, version):
        text = mark("Nicht jede verlangte Änderung ist in der nächsten Fassung übernommen.")
        raise Refused(Problem("changes", text))
    if queries.holds_more(station, version):
        text = mark(
            "Diese Fassung enthält auch, was ein anderes Gremium verlangt hat. Darüber beschließt dieses noch einmal."
        )
        raise Refused(Problem("more", text))
    if not version.made_on <= confirmed_on <= local_day(at):
        raise Refused(Problem("day", mark("Der Tag liegt vor der Fassung oder in der Zukunft."), {}, "confirmed_on"))
    station.confirmed, station.confirmed_by, station.confirmed_on = version, confirmed_by, confirmed_on
    station.save(update_fields=["confirmed", "confirmed_by", "confirmed_on", "state"])
    record(by=by, at=at, payload={"version": version.major, "chair": confirmed_by})
    return station
