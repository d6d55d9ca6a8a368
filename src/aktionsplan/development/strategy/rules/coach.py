"""The five months with the coach: steps from the start date, the traffic light, hours."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.shared.words import Phrase, mark

MONTHS, AIR_DAYS = 5, 14
ENTERED = "entered"
"""A step that an entry with day and paper fulfils: what no data of the program can tell."""
STEPS: tuple[tuple[str, str, str, int, tuple[str, ...], tuple[str, ...]], ...] = (
    ("kick_off", mark("Auftakt"), "bearers", 0, (), ()),
    ("lead_office", mark("Amt bestimmt"), "bearers", 10, (), ("S1.8",)),
    ("contract", mark("Vertrag mit Coach"), "bearers", 18, (), ()),
    ("network", mark("Ämternetzwerk hat getagt"), "bearers", 30, ("lead_office",), ("S1.8",)),
    ("figures", mark("Zahlen gesammelt"), "known", 40, (), ("S1.1",)),
    ("talks", mark("Gespräche geführt"), "known", 54, (), ("S1.1",)),
    ("offers", mark("Angebote erfasst"), "known", 64, (), ("S1.2",)),
    ("analysis", mark("Auswertung fertig"), "known", 74, ("figures", "talks", "offers"), ("S1.3",)),
    ("ideas_workshop", mark("Ideenwerkstatt"), "plan", 75, (), ()),
    ("goals_workshop", mark("Zielwerkstatt"), "plan", 86, ("analysis",), ("S1.6",)),
    ("draft", mark("Entwurf steht"), "plan", 92, ("goals_workshop",), ("S1.7",)),
    ("committee", mark("Ausschuss besetzt"), "bearers", 100, (), ("S1.4", "S1.5")),
    ("consultation", mark("Beteiligung am Entwurf beendet"), "plan", 112, ("draft",), ("S1.7",)),
    ("version", mark("Fassung für die Gremien"), "plan", 118, ("consultation",), ("S1.7", "S1.10")),
    ("recommended", mark("Empfehlung des Begleitausschusses"), "plan", 127, ("version", "committee"), ()),
    ("council_first", mark("Beschluss der ersten Stadtvertretung"), "plan", 133, ("recommended",), ()),
    ("council_second", mark("Beschluss der zweiten Stadtvertretung"), "plan", 136, ("recommended",), ()),
)
"""Kind, word, lane, days after the start, what it waits for, and the bullets whose date it gives: those whose own test can hold
once the step is done.

Source: programme.md 3.6 (typical path, about five months); the days are a default and can be changed.
"""
LANES = {
    "bearers": mark("Wer den Plan trägt"),
    "known": mark("Was wir wissen"),
    "plan": mark("Beteiligung, Plan und Beschluss"),
}
BY_ENTRY = ("kick_off", "recommended", "council_first", "council_second", ENTERED)
"""Steps that an entry with day and paper fulfils until an app knows them."""
GREEN, YELLOW, RED = "green", "yellow", "red"
LIGHTS = {
    GREEN: mark("Im Plan"),
    YELLOW: mark("Es wird knapp"),
    RED: mark("Das reicht nicht"),
}


def end_of(start: dt.date) -> dt.date:
    """The last day of the five months: the same day of the month five months later, or the last day of that month."""
    month = start.month - 1 + MONTHS
    year, number = start.year + month // 12, month % 12 + 1
    for day in (start.day, 30, 29, 28):
        try:
            return dt.date(year, number, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def overrun(start: dt.date, finished: dt.date) -> int:
    """How many days after the end of the five months something was finished; 0 in time. Source: programme.md 12, S1.10."""
    return max(0, (finished - end_of(start)).days)


@dataclass(frozen=True)
class StepFacts:
    """One step: when it is due, and whether its evidence is there."""

    due: dt.date
    done: bool


def light(steps: Iterable[StepFacts], end: dt.date, today: dt.date) -> str:
    """Green: the last open step at least 14 days before the end and nothing overdue. Red: it lies after the end, or the end has passed with something
    open. Yellow: everything else.

    Source: look-analysis.md, 15.
    """
    still = [step for step in steps if not step.done]
    if not still:
        return GREEN
    last = max(step.due for step in still)
    if last > end or today > end:
        return RED
    if (end - last).days < AIR_DAYS or any(step.due < today for step in still):
        return YELLOW
    return GREEN


def reasons(steps: Iterable[StepFacts], end: dt.date, today: dt.date) -> list[Phrase]:
    """Why the light shows what it shows, a sentence for each cause; nothing when all is done."""
    still = [step for step in steps if not step.done]
    if not still:
        return []
    last, late = max(step.due for step in still), sum(step.due < today for step in still)
    air = (end - last).days
    found = []
    if today > end:
        text = mark("Die fünf Monate sind seit {days} Tagen vorbei, und Schritte sind offen: {n}.")
        found.append(Phrase(text, {"days": (today - end).days, "n": len(still)}))
    elif air < 0:
        found.append(Phrase(mark("Der letzte Schritt liegt {days} Tage nach dem Ende."), {"days": -air}))
    else:
        found.append(Phrase(mark("Zwischen dem letzten Schritt und dem Ende liegen {days} Tage."), {"days": air}))
    if late:
        found.append(Phrase(mark("Überfällige Schritte: {n}."), {"n": late}))
    return found


@dataclass(frozen=True)
class Hours:
    """Hours agreed, done and left; left below zero says that more was done than agreed."""

    agreed: Decimal
    done: Decimal

    @property
    def left(self) -> Decimal:
        """What is left."""
        return self.agreed - self.done


def months_without_talk(talks: Iterable[dt.date], start: dt.date, until: dt.date) -> list[tuple[int, int]]:
    """Year and month of every month from the start up to a day in which no talk was held. Source: issue 15 G, S1.10."""
    held = {(day.year, day.month) for day in talks}
    missing, here = [], (start.year, start.month)
    while here <= (until.year, until.month):
        if here not in held:
            missing.append(here)
        here = (here[0] + 1, 1) if here[1] == 12 else (here[0], here[1] + 1)
    return missing
