"""The plan and its goals in the portal, from publications only."""

import datetime as dt

from aktionsplan.shared.publishing.pages import Content, Context, PortalPage
from aktionsplan.shared.words import mark


def _goals(content: Content, level: str) -> list[Context]:
    """Goals of one level, with the width of their progress in tenths of a percent."""
    rows = []
    for publication in content.all("goal"):
        goal = publication.data
        if goal["level"] != level:
            continue
        start, target, actual = goal["baseline"] or 0, goal["target"], goal["actual"]
        known = target is not None and actual is not None and target != start
        width = max(0, min(1000, (actual - start) * 1000 // (target - start))) if known else None
        rows.append(goal | {"width": width})
    return rows


def start(content: Content, today: dt.date) -> Context:
    """The goals on the start page."""
    return {"goals": _goals(content, "guiding"), "targets": _goals(content, "operational")}


def _plan(content: Content, today: dt.date, key: str) -> Context:
    return {
        "has_bodies": bool(content.all("body")),
        "rows": [goal.data for goal in content.all("goal")],
        "targets": {goal["number"]: goal for goal in _goals(content, "operational")},
    }


PAGES = (PortalPage("plan", "plan/", "portal/plan.html", _plan, area="plan", word=mark("Plan")),)
