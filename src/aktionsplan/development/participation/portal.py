"""Where people can take part, on the portal, from publications only."""

import datetime as dt

from aktionsplan.shared.publishing.pages import Content, Context, PortalPage
from aktionsplan.shared.words import mark


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _running(content: Content, today: dt.date) -> list[Context]:
    rows = [
        row.data | {"begins": _day(row.data["begins_on"]), "ends": _day(row.data["ends_on"])}
        for row in content.all("survey")
    ]
    return [row | {"open": row["begins"] <= today} for row in rows if row["ends"] >= today]


def _surveys(content: Content, today: dt.date, key: str) -> Context:
    results = [
        row.data | {"slug": row.slug, "begins": _day(row.data["begins_on"]), "closed": _day(row.data["closed_on"])}
        for row in content.all("survey_results")
    ]
    return {"running": _running(content, today), "results": results}


def start(content: Content, today: dt.date) -> Context:
    """Surveys that are open now, on the start page."""
    return {"start_surveys": [row for row in _running(content, today) if row["open"]]}


PAGES = (
    PortalPage(
        "surveys",
        "befragungen/",
        "portal/surveys.html",
        _surveys,
        area="take_part",
        word=mark("Befragungen"),
        place=40,
    ),
)
