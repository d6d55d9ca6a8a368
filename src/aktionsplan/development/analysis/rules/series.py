"""Series of figures: change against a year, per 1,000 inhabitants, and how far one can rely on them. No floats."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from aktionsplan.shared.words import Problem, mark

KINDS = {
    "count": mark("Anzahl"),
    "level": mark("Stand"),
    "share": mark("Anteil in Prozent"),
}
"""A number of things that happened, a value at a day, a part of a whole."""
AREAS = {
    "all": mark("ganzes Fördergebiet"),
    "town": mark("Stadt oder Gemeinde"),
    "district": mark("Ortsteil"),
    "county": mark("Landkreis zum Vergleich"),
    "land": mark("Land zum Vergleich"),
    "other": mark("anderes Gebiet zum Vergleich"),
}
OWN_AREAS = frozenset({"town", "district"})
"""Areas that the partnership keeps itself; a county or Land is named."""
RHYTHMS = {
    "yearly": mark("jedes Jahr"),
    "half": mark("jedes halbe Jahr"),
    "once": mark("einmal"),
    "irregular": mark("unregelmäßig"),
}
OLD_AFTER_DAYS = 365
"""After as many days without a new retrieval a series is shown as old (look, 8a)."""


@dataclass(frozen=True)
class Point:
    """The figure of one year; without a value when the table has a sign there. `breaks` says that it does not compare with
    the years before."""

    year: int
    value: Decimal | None
    breaks: bool = False


@dataclass(frozen=True)
class Change:
    """How the last year differs from the year of reference: the difference, and the same in percent of the reference."""

    since: int
    until: int
    difference: Decimal
    percent: Decimal | None


def change(points: Sequence[Point], *, since: int = 0) -> Change | None:
    """The change from the year `since` (else the year with a value before) to the last year with a value.

    None when one of the two has no value, when they are the same, or when a break lies between: then they do not compare.
    17 in 2025 and 12 in 2024 give 5 and 41.7 %. Percent of nothing is none. Source: look, 8a.
    """
    known = [point for point in sorted(points, key=lambda point: point.year) if point.value is not None]
    if not known:
        return None
    last = known[-1]
    first = next((point for point in reversed(known[:-1]) if since in (0, point.year)), None)
    if first is None or any(point.breaks and first.year < point.year <= last.year for point in points):
        return None
    assert first.value is not None
    assert last.value is not None
    difference = last.value - first.value
    percent = None if first.value <= 0 else _tenths(100 * difference / first.value)
    return Change(first.year, last.year, difference, percent)


def per_thousand(values: Mapping[int, Decimal], inhabitants: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Each year's figure for 1,000 inhabitants of the same year, with one place; years without inhabitants are left out.

    17 incidents among 21,400 inhabitants are 0.8.
    """
    return {
        year: _tenths(1000 * value / inhabitants[year])
        for year, value in values.items()
        if inhabitants.get(year, Decimal(0)) > 0
    }


def _tenths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def tile_state(points: Sequence[Point], *, retrieved_on: dt.date | None, today: dt.date) -> str:
    """How far one can rely on the series: none, old, broken (the last two years do not compare), or normal (look, 8a)."""
    known = sorted((point for point in points if point.value is not None), key=lambda point: point.year)
    if not known:
        return "none"
    if retrieved_on is None or (today - retrieved_on).days > OLD_AFTER_DAYS:
        return "old"
    before = known[-2].year if len(known) > 1 else known[-1].year
    return "broken" if any(point.breaks and before < point.year <= known[-1].year for point in points) else "normal"


def area_problem(kind: str, key: str, name: str) -> Problem | None:
    """None when the area is named as its kind asks: a town or district of the partnership, or a county or Land by its name."""
    if kind in OWN_AREAS and not key:
        return Problem("area", mark("Bitte wählen Sie, für welchen Ort die Zahlen gelten."), {}, "place")
    if kind not in OWN_AREAS and kind != "all" and not name.strip():
        return Problem(
            "area", mark("Bitte nennen Sie das Gebiet, zum Beispiel den Landkreis oder das Land."), {}, "area_name"
        )
    return None


def share_problem(fields: Mapping[str, object]) -> Problem | None:
    """None for a share that says of what it is a share: numerator and denominator; every other kind needs neither."""
    if fields.get("kind") != "share":
        return None
    for name in ("numerator", "denominator"):
        if not fields.get(name):
            return Problem(
                name, mark("Ein Anteil braucht Zähler und Nenner, sonst kann ihn niemand nachrechnen."), {}, name
            )
    return None
