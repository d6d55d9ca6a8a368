"""Flat rates: a sum for each person or event, proved by lists of attendance instead of receipts.

Source: money.md FG3 (`min(G, Σ unit × proved quantity)`, no receipts); programme.md 4.10 (one list per event and day, under 16 only
the number with an adult's signature); look-money.md 20b.
"""

from collections.abc import Sequence
from decimal import Decimal

from aktionsplan.implementation.grants.rules.final import FLAT
from aktionsplan.shared.money import ZERO
from aktionsplan.shared.words import Problem, mark

PERSON, EVENT = "person", "event"
FLAT_UNITS = {PERSON: mark("Person"), EVENT: mark("Veranstaltung")}
MOST_PEOPLE = 20_000
"""More people on one day are a slip of the finger; a house rule."""


def rate_problem(funding_type: str, unit: str, rate_eur: Decimal | None) -> Problem | None:
    """None when a flat rate names its unit and its sum, and no other funding type does."""
    named = bool(unit or rate_eur)
    if funding_type == FLAT and not (unit and rate_eur):
        return Problem("flat", mark("Eine Pauschale braucht Betrag und Einheit."), {}, "flat_eur")
    if funding_type != FLAT and named:
        return Problem(
            "flat", mark("Betrag und Einheit der Pauschale gehören nur zu einer Pauschale."), {}, "flat_eur"
        )
    return None


def count_problem(people: int, under_16: int) -> Problem | None:
    """None when a list may have so many people, those under 16 among them."""
    if people > MOST_PEOPLE:
        return Problem("people", mark("So viele Menschen an einem Tag? Bitte prüfen Sie die Zahl."), {}, "people")
    if under_16 > people:
        text = mark("Unter 16 können nicht mehr sein als alle zusammen.")
        return Problem("under_16", text, {}, "under_16")
    return None


def proved(unit: str, people: Sequence[int]) -> int:
    """The proved quantity of the counted lists: their people, or for a rate per event the lists on which somebody stands."""
    return sum(people) if unit == PERSON else sum(1 for count in people if count > 0)


def earned(unit: str, rate_eur: Decimal | None, people: Sequence[int]) -> Decimal:
    """Unit times proved quantity in euro, before the grant bounds it: 23 and 31 people at 12.00 are 648.00."""
    return (rate_eur or ZERO) * proved(unit, people)
