"""What is known of the smallest town: made by the operations a user would cause."""

import datetime as dt
from typing import Any

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.models import Theme
from aktionsplan.development.analysis.queries import Entry
from aktionsplan.people.queries import Visitor
from tests.factories import town as make

TODAY = make.NOW.date()


def district(town: Any, name: str = "") -> str:
    """The key of a district, of the first one without a name."""
    rows = queries.districts(town.partnership)
    return next(key for key, called in rows if called.startswith(name))


def theme(town: Any, name: str = "Hass und Gewalt") -> Theme:
    """The theme of this name; the proposed ones are taken when there is none."""
    rows = {row.name: row for row in queries.themes(town.partnership, closed=True)}
    if name not in rows:
        rows = {row.name: row for row in analysis.take_themes(by=town.ben, at=make.NOW)}
    return rows[name]


def series(town: Any, figures: dict[int, str] | None = None, **more: Any) -> Any:
    """A series with its figures by year."""
    fields = {
        "name": "Straftaten",
        "unit": "Fälle",
        "kind": "count",
        "source": "Polizei",
        "rhythm": "yearly",
        "place": "all",
        "retrieved_on": TODAY,
    }
    made = analysis.add_series(fields=fields | {"theme": theme(town).key} | more, by=town.ben, at=make.NOW)
    enter(town, made, figures or {})
    return made


def enter(town: Any, row: Any, figures: dict[int, str], at: dt.datetime = make.NOW) -> int:
    """Types figures by year."""
    entries = {(row.key, year): Entry(rules.read_cell(text, whole=True)) for year, text in figures.items()}
    return analysis.enter_values(entries=entries, by=town.ben, at=at) if entries else 0


def incident_fields(town: Any, **more: Any) -> dict[str, Any]:
    """What somebody types about an incident."""
    return {
        "kind": "propaganda",
        "motive": "racism",
        "first_day": dt.date(2025, 5, 6),
        "last_day": None,
        "district": district(town),
        "street": "Am Markt",
        "text": "Aufkleber an einer Schule.",
        "group": "",
        "source": "press",
        "police": "yes",
        "confirmed": "Polizei",
        "theme": "",
    } | more


def incident(town: Any, **more: Any) -> Any:
    """An incident of last year."""
    return analysis.add_incident(fields=incident_fields(town, **more), by=town.ben, at=make.NOW)


def send(town: Any, **more: Any) -> str:
    """A stranger's report; gives the code."""
    fields = {
        "what": "sticker",
        "text": "Aufkleber an der Haltestelle.",
        "day": TODAY,
        "district": district(town),
        "police": "no",
        "email": "",
    }
    return analysis.send_report(**(fields | more), by=Visitor(town.partnership), at=make.NOW)


def source(town: Any, **more: Any) -> Any:
    """A talk whose role may be named."""
    fields = {
        "kind": "interview",
        "title": "Leitung eines Sportvereins",
        "day": TODAY,
        "area": "",
        "themes": [theme(town).key],
        "statement": "Notiz.",
        "origin": "",
        "address": "",
        "consent": "role",
        "consent_on": TODAY,
    }
    return analysis.add_source(fields=fields | more, by=town.ben, at=make.NOW)


def finding_fields(town: Any, **more: Any) -> dict[str, Any]:
    """What somebody types of a finding."""
    return {
        "sentence": "Es wurden mehr Vorfälle bekannt.",
        "text": "",
        "theme": theme(town).key,
        "area": "",
        "confidence": "partial",
        "reasons_for": "Polizei und Beratung sagen dasselbe.",
        "reasons_against": "Gemeldet wird wenig.",
        "check_on": dt.date(2027, 3, 20),
    } | more


def finding(town: Any, **more: Any) -> Any:
    """A finding without sources, written by Ben."""
    return analysis.add_finding(fields=finding_fields(town, **more), by=town.ben, at=make.NOW)


def offer_fields(town: Any, **more: Any) -> dict[str, Any]:
    """What somebody types of an offer."""
    return {
        "kind": "offer",
        "title": "Nachbarschaftscafé",
        "text": "",
        "carrier": "",
        "carrier_name": "Kirchengemeinde",
        "theme": theme(town, "Jugend").key,
        "area": "",
        "places": [],
        "target_groups": "Nachbarn",
        "begins_on": None,
        "ends_on": None,
    } | more


def offer(town: Any, **more: Any) -> Any:
    """A running offer for the whole area, about another theme than the finding."""
    return analysis.add_offer(fields=offer_fields(town, **more), by=town.ben, at=make.NOW)


def one_of_each(town: Any) -> None:
    """A thing of every kind that the analysis knows."""
    row = series(town, {2024: "7", 2025: "9"})
    incident(town)
    send(town)
    analysis.add_structure(
        fields={"kind": "venue", "name": "Gasthof", "source": "Beratung", "district": district(town)},
        by=town.ben,
        at=make.NOW,
    )
    talk = source(town)
    analysis.add_quote(source=talk, text="Es fallen Sprüche.", by=town.ben, at=make.NOW)
    analysis.add_question(text="Warum meldet das keiner?", owner="", due=None, by=town.ben, at=make.NOW)
    analysis.cite(finding=finding(town), thing=f"series:{row.key}", year=2025, by=town.ben, at=make.NOW)
    analysis.assess_offer(entry=offer(town), verdict="works", text="40 Gäste.", by=town.ben, at=make.NOW)
    need = {"title": "Beratung", "theme": theme(town).key, "priority": "high", "reason": "Es gibt keine."}
    analysis.add_need(fields=need | {"findings": [finding(town).key]}, by=town.ben, at=make.NOW)
    [first, *_more] = queries.findings(town.partnership)
    why = {"reason": "Noch keine Zahlen.", "by": town.ben, "at": make.NOW}
    analysis.leave_open(what=f"finding:{first.key}", **why)
    analysis.reopen_analysis(closing=analysis.close_analysis(by=town.ben, at=make.NOW), **why)
