"""Incidents: what kind, why, where as far as anybody may know, and what of their numbers is public.

Source: the Berlin registers' scheme [REG-TK] [REG-PAD]; programme.md 3.1; safety.md (counts of 1 and 2 are hidden).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aktionsplan.shared.disclosure import Table, disclose
from aktionsplan.shared.words import Problem, mark

TYPES = {
    "propaganda": mark("Propaganda"),
    "event": mark("Veranstaltung"),
    "attack": mark("Angriff"),
    "threat": mark("Bedrohung, Beleidigung, Pöbelei"),
    "damage": mark("Sachbeschädigung"),
    "statement": mark("Äußerung in Rat oder Ausschuss"),
    "discrimination": mark("Strukturelle Benachteiligung"),
}
MOTIVES = {
    "self_presentation": mark("rechte Selbstdarstellung"),
    "nazism": mark("NS-Verharmlosung oder -Verherrlichung"),
    "racism": mark("Rassismus"),
    "antisemitism": mark("Antisemitismus"),
    "antiziganism": mark("Antiziganismus"),
    "queer": mark("queerfeindlich"),
    "disability": mark("behindertenfeindlich"),
    "social": mark("sozialchauvinistisch"),
    "opponents": mark("gegen politische Gegner und Engagierte"),
    "antifeminism": mark("antifeministisch"),
}
SOURCES = {
    "police": mark("Polizei"),
    "press": mark("Presse"),
    "counselling": mark("Beratung"),
    "citizen": mark("Meldung aus der Bevölkerung"),
    "council": mark("Rat oder Verwaltung"),
}
POLICE = {"yes": mark("ja"), "no": mark("nein"), "unknown": mark("unbekannt")}
REPORTED = {
    "sticker": mark("Aufkleber, Plakat oder Schmiererei"),
    "insult": mark("Beleidigung oder Bedrohung"),
    "attack": mark("Angriff auf Menschen"),
    "damage": mark("Etwas wurde beschädigt"),
    "gathering": mark("Treffen, Konzert oder Aufmarsch"),
    "disadvantage": mark("Benachteiligung, zum Beispiel bei der Wohnungssuche"),
    "other": mark("Etwas anderes"),
}
"""What the public form asks, in everyday words."""
MEANT = {
    "sticker": "propaganda",
    "insult": "threat",
    "attack": "attack",
    "damage": "damage",
    "gathering": "event",
    "disadvantage": "discrimination",
}
"""The type that the office is offered first for what was reported."""
REFUSALS = {
    "no_incident": mark("Das ist kein Vorfall im Sinne dieser Erfassung"),
    "outside": mark("Es geschah außerhalb des Fördergebiets"),
    "known": mark("Dieser Vorfall ist schon erfasst"),
    "unclear": mark("Die Angaben reichen nicht aus"),
    "abuse": mark("Die Meldung nennt Personen oder beschuldigt jemanden"),
}
LEAST, DISTANCE = 3, 3
"""Counts of 1 and 2 are hidden, and none of them can be computed (`shared.disclosure`)."""


@dataclass(frozen=True)
class Counted:
    """An incident as the public table counts it: the year of its first day, its town and district."""

    year: int
    town: str
    district: str


def period_problem(first: dt.date, last: dt.date | None, today: dt.date) -> Problem | None:
    """None for a day or a period that is over and ends not before it begins."""
    if first > today or (last is not None and last > today):
        return Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "first_day")
    if last is not None and last < first:
        return Problem("period", mark("Das Ende liegt vor dem Anfang."), {}, "last_day")
    return None


def public_counts(
    rows: Iterable[Counted], districts: Mapping[str, Iterable[str]], year: int, today: dt.date
) -> Table | int | None:
    """What the public sees of one year: district by town for a closed year, only the number of all for the running one.

    None for a number of 1 or 2 in the running year, and for a year that is to come.
    """
    chosen = [row for row in rows if row.year == year]
    if year > today.year:
        return None
    if year == today.year:
        return len(chosen) if not chosen or len(chosen) >= LEAST else None
    counts = Counter((row.town, row.district) for row in chosen)
    return disclose(
        {town: {part: counts[town, part] for part in parts} for town, parts in districts.items()},
        least=LEAST,
        distance=DISTANCE,
    )
