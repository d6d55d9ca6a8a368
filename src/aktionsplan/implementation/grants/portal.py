"""Projects and money in the portal, from publications only."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from aktionsplan.shared.charts import Bar, bars
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.money import ZERO
from aktionsplan.shared.publishing.pages import Content, Context, PortalPage, Shown
from aktionsplan.shared.words import mark


def _districts(content: Content) -> list[tuple[str, list[Context]]]:
    """Every district with its projects and their sum, by municipality; empty ones too."""
    sums: dict[tuple[str, str], Context] = {}
    for row in content.first("town").get("districts", []):
        sums[(row["municipality"], row["name"])] = {"name": row["name"], "count": 0, "sum": ZERO}
    for project in content.all("project"):
        place = sums.get((project.data["municipality"], project.data["district"]))
        if place:
            place["count"] += 1
            place["sum"] += Decimal(project.data["amount_eur"] or 0)
    groups: dict[str, list[Context]] = defaultdict(list)
    for (municipality, _name), place in sums.items():
        groups[municipality].append(place)
    return list(groups.items())


def _money_bars(money: Json) -> tuple[Bar, ...]:
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


def _project_state(project: Json, today: dt.date) -> tuple[str, str]:
    """Kind and word of a project's badge by its dates."""
    day = today.isoformat()
    if project["protected"]:
        return "info", mark("geschützt gezeigt")
    if day < project["starts_on"]:
        return "draft", mark("beginnt noch")
    return ("info", mark("läuft")) if day <= project["ends_on"] else ("good", mark("fertig"))


def _historic_sum(content: Content) -> Decimal:
    """The sum of all published grants of earlier years."""
    return sum((Decimal(row.data["amount_eur"]) for row in content.all("historic_grant")), ZERO)


def _projects_with_state(content: Content, today: dt.date) -> list[tuple[Shown, str, str]]:
    return [(row, *_project_state(row.data, today)) for row in content.all("project")]


def _historic(content: Content) -> Context:
    return {"historic": content.all("historic_grant"), "historic_sum": _historic_sum(content)}


def _money(content: Content, today: dt.date, key: str = "") -> Context:
    money = content.first("money")
    return {"money": money or None, "bars": _money_bars(money)} | _historic(content)


def start(content: Content, today: dt.date) -> Context:
    """Projects, districts and money on the start page."""
    return _projects(content, today, "") | {"groups": _districts(content)} | _money(content, today)


def _projects(content: Content, today: dt.date, key: str) -> Context:
    return {"projects": _projects_with_state(content, today)} | _historic(content)


def _project(content: Content, today: dt.date, key: str) -> Context:
    row = content.one("project", key)
    return {"shown": row, "data": row.data, "badge": _project_state(row.data, today)}


PAGES = (
    PortalPage("projects", "projekte/", "portal/projects.html", _projects, area="projects", word=mark("Projekte")),
    PortalPage("project", "projekte/{key}/", "portal/project.html", _project, of="project", below="projects"),
    PortalPage("money", "geld/", "portal/money.html", _money, area="money", word=mark("Geld")),
    PortalPage("feed", "neues.xml", "portal/feed.xml", _projects, content_type="application/atom+xml; charset=utf-8"),
)
