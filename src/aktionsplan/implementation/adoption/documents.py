"""The paper that brings the plan before a body: what it is to decide, why, what it costs, and what was said before."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.development.strategy import documents as plan
from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.development.strategy.rules import INTERMEDIATE
from aktionsplan.implementation.adoption import queries, rules
from aktionsplan.implementation.adoption.models import Station
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.documents.word import Word
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import german_day

PROPOSALS = {
    rules.COUNCIL: "{body} beschließt den Lokalen Aktionsplan {town} in der {version} vom {day}.",
    rules.COMMITTEE: "{body} stimmt dem Lokalen Aktionsplan {town} in der {version} vom {day} zu.",
    rules.STEERING: "{body} empfiehlt, den Lokalen Aktionsplan {town} in der {version} vom {day} zu beschließen.",
}
"""What a body of each kind is to decide."""


@dataclass(frozen=True)
class Paper:
    """A paper for a body."""

    town: str
    number: str
    body: str
    day: str
    public: str
    agenda_item: str
    proposal: str
    reason: str
    goals: list[str]
    money: list[list[str]]
    before: list[list[str]]
    changes: list[list[str]]
    annex: str
    made: str


def _votes(row: Station) -> str:
    if row.yes is None or row.no is None:
        return ""
    abstained = "1 Enthaltung" if row.abstain == 1 else f"{row.abstain or 0} Enthaltungen"
    return f", {row.yes} Ja, {row.no} Nein, {abstained}"


def _before(station: Station) -> list[list[str]]:
    """Earlier sittings with a result."""
    rows = queries.stations(station.partnership).filter(state="decided", day__lte=station.day)
    return [
        [
            german_day(row.day),
            row.plan_body.name,
            plan.name(row.version),
            rules.result_word(row.plan_body.kind, row.result) + _votes(row),
        ]
        for row in rows
        if row.pk != station.pk
    ]


def _changes(station: Station) -> list[list[str]]:
    """What earlier sittings wanted changed, and what became of it."""
    told = []
    for row in queries.demands(station.partnership).filter(station__day__lte=station.day):
        became = "noch ohne Antwort"
        if row.answer:
            where = plan.name(row.version) if row.version else row.reason
            became = f"{rules.ANSWERS[row.answer]}: {where}"
        told.append([row.station.plan_body.name, row.text, became])
    return told


def _money(content: Json) -> list[list[str]]:
    years: dict[str, Decimal] = {}
    for row in content["money"]:
        years[str(row["year"])] = years.get(str(row["year"]), Decimal(0)) + Decimal(row["eur"])
    rows = [[year, format_eur(eur)] for year, eur in sorted(years.items())]
    return [*rows, ["Zusammen", format_eur(sum(years.values(), Decimal(0)))]] if rows else []


def _paper(station: Station, at: dt.datetime) -> Paper:
    version = PlanVersion.objects.get(pk=station.version_id)
    town, body = station.partnership.name, station.plan_body
    proposal = PROPOSALS[body.kind].format(
        body=body.name, town=town, version=plan.name(version), day=german_day(version.made_on)
    )
    goals = [f"{one['number']} {one['title']}" for one in version.content["goals"] if one["level"] == INTERMEDIATE]
    return Paper(
        town=town,
        number=station.paper,
        body=body.name,
        day=german_day(station.day),
        public="öffentlich" if station.public else "nicht öffentlich",
        agenda_item=station.agenda_item,
        proposal=proposal,
        reason="Der Plan beschreibt die Lage, was gebraucht wird, die Ziele und was dafür getan wird.",
        goals=goals,
        money=_money(version.content),
        before=_before(station),
        changes=_changes(station),
        annex=f"Lokaler Aktionsplan {town}, {plan.name(version)}",
        made=german_day(at.date()),
    )


def paper_pdf(station: Station, *, at: dt.datetime) -> bytes:
    """The paper as PDF/A."""
    return render("council_paper", _paper(station, at), at=at)


MONEY_HEAD, BEFORE_HEAD = ("Jahr", "Geplant"), ("Tag", "Gremium", "Fassung", "Ergebnis")
CHANGES_HEAD = ("Wer", "Verlangt", "Was daraus wurde")
NO_MONEY = "Für diese Fassung ist noch kein Geld geplant."


def paper_docx(station: Station, *, at: dt.datetime) -> bytes:
    """The paper as a Word file with real headings and table headers."""
    told = _paper(station, at)
    word = Word(f"Vorlage {told.number}".strip(), f"{told.body}, {told.day}", author=told.town, at=at)
    word.text(f"Sitzung: {told.public}. Tagesordnungspunkt: {told.agenda_item or '–'}.")
    word.heading("Beschlussvorschlag", 1)
    word.text(told.proposal)
    word.heading("Begründung", 1)
    word.text(told.reason)
    for goal in told.goals:
        word.text(goal, "List Bullet")
    word.heading("Was der Plan kostet", 1)
    if told.money:
        word.table(MONEY_HEAD, told.money)
    else:
        word.text(NO_MONEY)
    for title, head, rows in (
        ("Bisherige Beratung", BEFORE_HEAD, told.before),
        ("Verlangte Änderungen", CHANGES_HEAD, told.changes),
    ):
        if rows:
            word.heading(title, 1)
            word.table(head, rows)
    word.heading("Anlage", 1)
    word.text(told.annex)
    return word.content()
