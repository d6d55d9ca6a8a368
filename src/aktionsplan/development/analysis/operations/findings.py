"""Writing findings and what they rest on."""

import datetime as dt
from decimal import Decimal

from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.models import Finding, FindingSource, SeriesValue, Source, Theme
from aktionsplan.development.analysis.operations.sources import area_of
from aktionsplan.development.analysis.publications import public_finding
from aktionsplan.development.analysis.states import FINDING
from aktionsplan.people.queries import Actor
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.numbers import next_number
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import publish, withdraw
from aktionsplan.shared.words import Problem, Refused, mark

PLAIN = ("sentence", "text", "confidence", "reasons_for", "reasons_against", "check_on")
NOT_SHOWN = Problem("not_shown", mark("Der Befund steht nicht im Portal."))


def _fields(fields: Fields, by: By) -> Fields:
    theme = Theme.objects.filter(partnership=by.partnership, key=fields.get("theme") or "-").first()
    if theme is None:
        raise Refused(Problem("theme", mark("Bitte wählen Sie ein Thema."), {}, "theme"))
    stored = {name: fields[name] for name in PLAIN if name in fields}
    return stored | {"theme": theme, "area": area_of(by.partnership, fields.get("area") or "")}


def _findable(finding: Finding) -> None:
    search.put(
        partnership=finding.partnership,
        kind="finding",
        reference=finding.key,
        title=finding.sentence,
        text=f"{finding.text} {finding.theme.name}",
    )


@deed("analysis.add_finding", on=None, because="the finding is made here")
def add_finding(*, fields: Fields, by: Actor, at: dt.datetime) -> Finding:
    """A new finding with the next number."""
    finding = Finding.objects.create(
        partnership=by.partnership,
        number=next_number(partnership=by.partnership, series="finding"),
        author=by.reference,
        author_name=by.account.name,
        written_on=local_day(at),
        state=FINDING.initial,
        **_fields(fields, by),
    )
    _findable(finding)
    payload = {"number": finding.number, "sentence": finding.sentence}
    record(by=by, at=at, reference=f"finding:{finding.key}", payload=payload)
    return finding


def _unread(finding: Finding, event: str) -> list[str]:
    """After this event a second person must read the finding again; returns the columns that changed."""
    finding.state = FINDING.next(finding.state, event)
    finding.reader, finding.reader_name, finding.read_on = "", "", None
    return ["state", "reader", "reader_name", "read_on"]


def _written_by(finding: Finding, by: Actor, event: str, *changed: str) -> None:
    """This person is the author now; another one must read the finding again."""
    finding.author, finding.author_name = by.reference, by.account.name
    finding.save(update_fields=[*changed, "author", "author_name", *_unread(finding, event)])


@deed("analysis.change_finding", on=queries.FINDING)
def change_finding(*, finding: Finding, fields: Fields, seen: str = "", by: Actor, at: dt.datetime) -> Finding:
    """Other words of a finding; a second person must read it again. Whoever changes it becomes its author."""
    unchanged(seen, queries.finding_values(finding))
    values = _fields(fields, by)
    changed = [name for name, value in values.items() if value != getattr(finding, name)]
    before = {name: str(getattr(finding, name)) for name in changed}
    for name in changed:
        setattr(finding, name, values[name])
    _written_by(finding, by, "change", *changed)
    _findable(finding)
    record(by=by, at=at, payload={"changed": changed, "before": before})
    return finding


def _cited_series(key: str, year: int | None, by: By) -> Fields:
    value = (
        SeriesValue.objects.filter(partnership=by.partnership, series__key=key, year=year or 0)
        .select_related("series")
        .first()
    )
    if value is None or value.value is None:
        text = mark("Für dieses Jahr hat die Reihe keine Zahl.")
        raise Refused(Problem("year", text, {}, "year"))
    series = value.series
    unit = "%" if series.kind == "share" else series.unit
    origin = series.source + (f", {series.retrieved_on:%d.%m.%Y}" if series.retrieved_on else "")
    said = f"{rules.shown_number(value.value)} {unit} im Jahr {value.year}"
    return {"kind": "series", "title": series.name, "value": value.value, "said": said, "origin": origin}


def _cited_incidents(year: int | None, by: By, at: dt.datetime) -> Fields:
    today = local_day(at)
    if year is None or year > today.year:
        raise Refused(Problem("year", mark("Bitte nennen Sie das Jahr der Vorfälle."), {}, "year"))
    number, confirmed = queries.counts_of_years(by.partnership, [year])[year]
    said = f"{number} im ganzen Gebiet im Jahr {year}, davon {confirmed} bestätigt"
    return {"kind": "incidents", "title": f"Vorfälle {year}", "value": Decimal(number), "said": said}


def _cited_source(key: str, by: By) -> Fields:
    source = Source.objects.filter(partnership=by.partnership, key=key, state="kept").first()
    if source is None:
        raise Refused(Problem("thing", mark("Diese Quelle gibt es nicht mehr."), {}, "thing"))
    said = "" if source.kind == "interview" else source.statement[:600]
    origin = ", ".join(filter(None, (source.origin, f"{source.day:%d.%m.%Y}")))
    return {"kind": source.kind, "title": source.title, "said": said, "origin": origin, "year": None}


@deed("analysis.cite", on=queries.FINDING)
def cite(*, finding: Finding, thing: str, year: int | None, by: Actor, at: dt.datetime) -> FindingSource:
    """Another source of a finding: `series:KEY` with a year, `incidents` with a year, or `source:KEY`.

    Kept as it is today; of a talk no words are kept, they are read from the quotes that are released. Whoever cites becomes
    the finding's author, so that another person reads it. Refused when there is no such figure or source, and when the finding cites it already.
    """
    kind, _colon, key = thing.partition(":")
    if kind == "series":
        values = _cited_series(key, year, by)
    elif kind == "incidents":
        values = _cited_incidents(year, by, at)
    else:
        values = _cited_source(key, by)
    values = {"year": year, "reference": key, "cited_on": local_day(at)} | values
    same = {name: values[name] for name in ("kind", "reference", "year")}
    if finding.sources.filter(**same).exists():
        raise Refused(Problem("twice", mark("Der Befund nennt diesen Beleg schon."), {}, "thing"))
    cited = FindingSource.objects.create(partnership=by.partnership, finding=finding, **values)
    _written_by(finding, by, "cite")
    record(by=by, at=at, payload={"cited": f"{values['kind']}:{key}", "year": values["year"]})
    return cited


@deed("analysis.cite_from", on=queries.FINDING)
def cite_from(
    *,
    finding: Finding,
    kind: str,
    reference: str,
    place: int,
    title: str,
    said: str,
    origin: str,
    by: Actor,
    at: dt.datetime,
) -> FindingSource:
    """A source of a finding from another part of the house (`rules.FURTHER_KINDS`), with its sentence of today.

    `place` tells several parts of one thing apart, as the questions of a survey. Refused for what the finding cites already.
    """
    if kind not in rules.FURTHER_KINDS:
        raise ValueError(kind)
    if finding.sources.filter(kind=kind, reference=reference, year=place).exists():
        raise Refused(Problem("twice", mark("Der Befund nennt diesen Beleg schon."), {}, "finding"))
    cited = FindingSource.objects.create(
        partnership=by.partnership,
        finding=finding,
        kind=kind,
        reference=reference,
        year=place,
        title=title,
        said=said[:600],
        origin=origin[:300],
        cited_on=local_day(at),
    )
    _written_by(finding, by, "cite")
    record(by=by, at=at, payload={"cited": f"{kind}:{reference}", "place": place})
    return cited


@deed("analysis.uncite", on=queries.FINDING_SOURCE)
def uncite(*, cited: FindingSource, by: Actor, at: dt.datetime) -> Finding:
    """The finding rests on this no more; whoever says so becomes its author."""
    finding = cited.finding
    _written_by(finding, by, "cite")
    record(by=by, at=at, payload={"no_longer": f"{cited.kind}:{cited.reference}", "year": cited.year})
    cited.delete()
    return finding


@deed("analysis.read_finding", on=queries.FINDING)
def read_finding(*, finding: Finding, seen: str = "", by: Actor, at: dt.datetime) -> Finding:
    """A second person has read the finding as it stands."""
    unchanged(seen, queries.read_values(finding))
    finding.state = FINDING.next(finding.state, "read")
    finding.reader, finding.reader_name, finding.read_on = by.reference, by.account.name, local_day(at)
    finding.save(update_fields=["state", "reader", "reader_name", "read_on"])
    record(by=by, at=at, payload={"number": finding.number})
    return finding


@deed("analysis.publish_finding", on=queries.FINDING)
def publish_finding(*, finding: Finding, confirmed: bool, seen: str = "", by: By, at: dt.datetime) -> Finding:
    """Shows the finding on the portal; whoever releases it confirms that the text holds no incident number under 3."""
    unchanged(seen, queries.read_values(finding))
    if problem := rules.publish_problem(confirmed=confirmed, sources=finding.sources.count()):
        raise Refused(problem)
    finding.state = FINDING.next(finding.state, "publish")
    finding.shown_on = local_day(at)
    finding.save(update_fields=["state", "shown_on"])
    fields, order = public_finding(finding, local_day(at)), f"{finding.number:05}"
    publish(by=by, at=at, kind="finding", slug=finding.key, fields=fields, order=order)
    record(by=by, at=at, payload={"number": finding.number})
    return finding


@deed("analysis.hide_finding", on=queries.FINDING)
def hide_finding(*, finding: Finding, by: By, at: dt.datetime) -> Finding:
    """Takes the finding off the portal. Refused when it is not shown."""
    if not withdraw(by=by, at=at, kind="finding", slug=finding.key):
        raise Refused(NOT_SHOWN)
    finding.state, finding.shown_on = FINDING.next(finding.state, "hide"), None
    finding.save(update_fields=["state", "shown_on"])
    record(by=by, at=at, payload={"number": finding.number})
    return finding


@deed("analysis.drop_finding", on=queries.FINDING)
def drop_finding(*, finding: Finding, reason: str, by: By, at: dt.datetime) -> Finding:
    """Gives the finding up, with the reason; it leaves the portal and stays readable inside."""
    finding.state, finding.shown_on = FINDING.next(finding.state, "drop"), None
    finding.save(update_fields=["state", "shown_on"])
    withdraw(by=by, at=at, kind="finding", slug=finding.key)
    record(by=by, at=at, payload={"number": finding.number, "reason": reason})
    return finding


@deed("analysis.reopen_finding", on=queries.FINDING)
def reopen_finding(*, finding: Finding, by: By, at: dt.datetime) -> Finding:
    """Takes the finding up again as a draft."""
    finding.save(update_fields=_unread(finding, "reopen"))
    record(by=by, at=at, payload={"number": finding.number})
    return finding
