"""What the portal's pages need, computed from publications only."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from aktionsplan.shared.charts import Bar, bars
from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.queries import Shown, shown
from aktionsplan.shared.words import mark

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Content:
    """Every current publication of a portal by kind."""

    by_kind: dict[str, list[Shown]]

    def all(self, kind: str) -> list[Shown]:
        """The publications of one kind."""
        return self.by_kind.get(kind, [])

    @property
    def town(self) -> dict[str, Any]:
        """Name, area and imprint; empty before the town is published."""
        found = self.all("town")
        return found[0].data if found else {}

    @property
    def money(self) -> dict[str, Any] | None:
        """The newest state of the money."""
        found = self.all("money")
        return found[0].data if found else None


def content(window: Window) -> Content:
    """Everything shown at this portal."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for publication in shown(window):
        found[publication.kind].append(publication)
    return Content(dict(found))


def open_calls(found: Content, today: dt.date) -> list[dict[str, Any]]:
    """Calls that take applications today, nearest deadline first."""
    day = today.isoformat()
    return [call.data for call in found.all("call") if call.data["opens_on"] <= day <= call.data["deadline"]]


def goals(found: Content, level: str) -> list[dict[str, Any]]:
    """Goals of one level, with the width of their progress in tenths of a percent."""
    rows = []
    for publication in found.all("goal"):
        goal = publication.data
        if goal["level"] != level:
            continue
        start, target, actual = goal["baseline"] or 0, goal["target"], goal["actual"]
        known = target is not None and actual is not None and target != start
        width = max(0, min(1000, (actual - start) * 1000 // (target - start))) if known else None
        rows.append(goal | {"width": width})
    return rows


def districts(found: Content) -> list[tuple[str, list[dict[str, Any]]]]:
    """Every district with its projects and their sum, by municipality; empty ones too."""
    sums: dict[tuple[str, str], dict[str, Any]] = {}
    for row in found.town.get("districts", []):
        sums[(row["municipality"], row["name"])] = {"name": row["name"], "count": 0, "sum": ZERO}
    for project in found.all("project"):
        place = sums.get((project.data["municipality"], project.data["district"]))
        if place:
            place["count"] += 1
            place["sum"] += Decimal(project.data["amount_eur"] or 0)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (municipality, _name), place in sums.items():
        groups[municipality].append(place)
    return list(groups.items())


def money_bars(money: dict[str, Any] | None) -> tuple[Bar, ...]:
    """Planned, bound, granted and paid."""
    if not money:
        return ()
    rows = [
        (mark("Geplant"), money["planned_eur"], "planned"),
        (mark("Vorgemerkt"), money["bound_eur"], "granted"),
        (mark("Bewilligt"), money["granted_eur"], "granted"),
        (mark("Ausgezahlt"), money["paid_eur"], "paid"),
    ]
    return bars([(label, Decimal(amount), step) for label, amount, step in rows if amount])


def project_state(project: dict[str, Any], today: dt.date) -> tuple[str, str]:
    """Kind and word of a project's badge by its dates."""
    day = today.isoformat()
    if project["protected"]:
        return "info", mark("geschützt gezeigt")
    if day < project["starts_on"]:
        return "draft", mark("beginnt noch")
    return ("info", mark("läuft")) if day <= project["ends_on"] else ("good", mark("fertig"))


def historic_sum(found: Content) -> Decimal:
    """The sum of all published grants of earlier years."""
    return sum((Decimal(row.data["amount_eur"]) for row in found.all("historic_grant")), ZERO)
