"""Findings: how sure one is, and when what was cited does not hold any more.

Source: programme.md 3.1 (finding: text, evidence, confidence, theme, area); look-analysis.md, 9-finding.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.development.analysis.rules.cells import shown_number
from aktionsplan.shared.periods import german_day
from aktionsplan.shared.words import Phrase, Problem, mark

CONFIDENCE = {
    "strong": mark("gut belegt"),
    "partial": mark("teilweise belegt"),
    "hint": mark("Hinweis"),
}
SOURCE_KINDS = {
    "interview": mark("Gespräch"),
    "document": mark("Dokument"),
    "observation": mark("Beobachtung"),
    "council": mark("Ratsvorlage"),
}
"""Kinds of sources that somebody writes down."""
FURTHER_KINDS = {"survey": mark("Befragung"), "event": mark("Veranstaltung")}
"""Kinds of what other parts of the house bring in, each with its frozen sentence."""
CITED_KINDS = {"series": mark("Zahlenreihe"), "incidents": mark("Vorfälle"), **SOURCE_KINDS, **FURTHER_KINDS}
"""Kinds of what a finding rests on."""
CONSENTS = {
    "role": mark("Funktion darf genannt werden"),
    "inside": mark("nur für die Koordinierungsstelle"),
}
"""What somebody who was asked agreed to."""
STRUCTURES = {
    "party": mark("Parteigliederung"),
    "group": mark("Gruppe"),
    "property": mark("Immobilie"),
    "shop": mark("Laden oder Versand"),
    "venue": mark("Treffpunkt oder Veranstaltungsort"),
    "channel": mark("Kanal im Netz"),
}
CHECK_AFTER_DAYS = 365
"""A finding is looked at again after a year unless its author names another day; a house rule."""
KINDS_FOR_STRONG = 2
TWELVE_MONTHS = 365


@dataclass(frozen=True)
class Cited:
    """One thing that a finding rests on, then and now.

    `value` is the figure of the day it was cited, `now` the present one of the same year; `newer` a figure of a later year.
    `gone` says that there is no such thing any more, or that it was withdrawn. Without a year there are no figures.
    """

    title: str
    kind: str
    year: int | None = None
    value: Decimal | None = None
    now: Decimal | None = None
    newer: tuple[int, Decimal] | None = None
    gone: bool = False
    day: dt.date | None = None
    """The day of what is cited: of the talk, of the retrieval of the figures."""
    cited_on: dt.date | None = None


def is_closed(year: int, today: dt.date) -> bool:
    """Whether nothing more is added to the figure of this year by the course of time."""
    return year < today.year


def outdated(cited: Sequence[Cited], check_on: dt.date, today: dt.date) -> list[Phrase]:
    """Why a finding does not hold as it stands; nothing when it does.

    A corrected figure of a year that was closed when it was cited, something that is gone, a check day that has passed. A new
    figure of a year that ran then, or of a later year, is no reason.
    """
    reasons = []
    for one in cited:
        if one.gone:
            reasons.append(Phrase(mark("„{title}“ gilt nicht mehr oder ist gelöscht."), {"title": one.title}))
        elif one.year is not None and one.now != one.value and is_closed(one.year, one.cited_on or today):
            params = {"title": one.title, "year": one.year, "old": _shown(one.value), "new": _shown(one.now)}
            reasons.append(Phrase(mark("„{title}“, {year}: {old} ist auf {new} berichtigt."), params))
    if check_on < today:
        reasons.append(Phrase(mark("Der Befund sollte bis {day} geprüft werden."), {"day": german_day(check_on)}))
    return reasons


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else shown_number(value)


def today_words(one: Cited, today: dt.date) -> Phrase | None:
    """`heute: 7` when the running year has moved, `heute: 9 (2025)` when there is a later year; nothing when all is as cited."""
    if one.gone or one.year is None:
        return None
    if one.newer is not None:
        year, value = one.newer
        return Phrase(mark("heute: {n} ({year})"), {"n": shown_number(value), "year": year})
    if not is_closed(one.year, one.cited_on or today) and one.now is not None and one.now != one.value:
        return Phrase(mark("heute: {n}"), {"n": shown_number(one.now)})
    return None


def confidence_warning(confidence: str, kinds: Collection[str]) -> Phrase | None:
    """What to think over: "gut belegt" needs two kinds of sources. A warning, no refusal (look, 9)."""
    if confidence == "strong" and len(set(kinds)) < KINDS_FOR_STRONG:
        return Phrase(mark("„Gut belegt“ braucht zwei Arten von Quellen. Bisher ist es eine oder keine."))
    return None


def speaks_for(cited: Sequence[Cited], confirmed: tuple[int, int] | None, today: dt.date) -> list[Phrase]:
    """What the program proposes as speaking for a finding: kinds of sources, share confirmed, age of the figures.

    `confirmed` is how many of how many cited incidents a second source confirms.
    """
    reasons = []
    kinds = {one.kind for one in cited}
    if len(kinds) >= KINDS_FOR_STRONG:
        reasons.append(Phrase(mark("{n} Arten von Quellen unabhängig voneinander"), {"n": len(kinds)}))
    if confirmed is not None and confirmed[1]:
        reasons.append(Phrase(mark("bestätigt: {n} von {all} Vorfällen"), {"n": confirmed[0], "all": confirmed[1]}))
    days = [one.day for one in cited if one.day is not None]
    if days and all((today - day).days <= TWELVE_MONTHS for day in days):
        reasons.append(Phrase(mark("Alle Quellen wurden in den letzten zwölf Monaten abgerufen oder befragt")))
    return reasons


def publish_problem(*, confirmed: bool, sources: int) -> Problem | None:
    """None when somebody confirms that the text holds no incident number under 3, and the finding rests on something."""
    if not sources:
        return Problem("sources", mark("Ein Befund ohne Beleg kann nicht ins Portal."))
    if not confirmed:
        text = mark("Bitte bestätigen Sie, dass im Text keine Zahl von Vorfällen unter 3 steht.")
        return Problem("small", text, {}, "confirmed")
    return None
