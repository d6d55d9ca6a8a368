"""The plan and its goals in the portal, from publications only."""

import datetime as dt
from decimal import Decimal

from aktionsplan.shared.publishing.pages import Content, Context, PortalPage
from aktionsplan.shared.words import mark


def _figured(goal: Context) -> Context:
    """A goal with its figures as numbers, and the width of its progress in tenths of a percent."""
    start, target, actual = figures = [
        None if goal[name] is None else Decimal(goal[name]) for name in ("baseline", "target", "actual")
    ]
    width, first = None, start or Decimal(0)
    if actual is not None and target is not None and target != first:
        width = max(0, min(1000, int((actual - first) * 1000 / (target - first))))
    return goal | dict(zip(("baseline", "target", "actual"), figures, strict=True)) | {"width": width}


def _goals(content: Content, level: str = "") -> list[Context]:
    """The goals of one level, or all."""
    rows = [publication.data for publication in content.all("goal")]
    return [_figured(goal) for goal in rows if level in ("", goal["level"])]


def start(content: Content, today: dt.date) -> Context:
    """The goals on the start page."""
    return {"goals": _goals(content, "intermediate"), "targets": _goals(content, "operational")}


def _plan(content: Content, today: dt.date, key: str) -> Context:
    return {
        "has_bodies": bool(content.all("body")),
        "rows": _goals(content),
    }


PAGES = (PortalPage("plan", "plan/", "portal/plan.html", _plan, area="plan", word=mark("Plan")),)
