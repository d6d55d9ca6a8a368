"""The base rates of § 247 BGB: those that come with the program, and which row may be added.

Source: Deutsche Bundesbank, as collected in programme.md 5.4; each 1 January and 1 July.
"""

import csv
import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from functools import cache
from pathlib import Path

from aktionsplan.implementation.grants.rules.interest import Rates
from aktionsplan.shared.periods import german_day
from aktionsplan.shared.words import Problem, mark

POINTS = Decimal(5)
"""Percentage points above the base rate: § 49a(3) VwVfG."""
JANUARY, JULY = 1, 7
WARN_DAYS = 60
"""So many days before the table ends the page says so; a house rule."""


@cache
def shipped() -> tuple[tuple[dt.date, Decimal], ...]:
    """The rows that come with the program, the oldest first."""
    with Path(__file__).with_name("base_rates.csv").open(encoding="utf-8") as lines:
        return tuple(
            (dt.date.fromisoformat(row["valid_from"]), Decimal(row["percent"])) for row in csv.DictReader(lines)
        )


def rates(added: Collection[tuple[dt.date, Decimal]], points: Decimal = POINTS) -> Rates:
    """The whole table: shipped and added rows, the oldest first."""
    return Rates(tuple(sorted({*shipped(), *added})), points)


def row_problem(valid_from: dt.date, known: Rates, today: dt.date) -> Problem | None:
    """None when a row may be added from this day: a half-year that has begun, and has none yet."""
    if valid_from.day != 1 or valid_from.month not in (JANUARY, JULY):
        text = mark("Der Basiszins ändert sich nur am 1. Januar und am 1. Juli.")
        return Problem("half_year", text, {}, "valid_from")
    if valid_from > today:
        return Problem("future", mark("Dieses Halbjahr hat noch nicht begonnen."), {}, "valid_from")
    if any(day == valid_from for day, _percent in known.rows):
        text = mark("Ab {day} steht schon ein Satz da.")
        return Problem("known", text, {"day": german_day(valid_from)}, "valid_from")
    return None


def ends_soon(known: Rates, today: dt.date) -> bool:
    """Whether days without a rate are near, or here."""
    return (known.known_until - today).days < WARN_DAYS
