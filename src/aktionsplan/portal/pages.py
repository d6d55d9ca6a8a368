"""The portal's pages: an address, a template and its context. Rendered once per version, day and language."""

import datetime as dt
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.http import Http404
from django.template.loader import render_to_string
from django.utils import translation

from aktionsplan.portal import queries
from aktionsplan.portal.open_data import package
from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.queries import Shown

MOST_PAGES = 2000
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Page:
    """A rendered page."""

    body: bytes
    content_type: str


_pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
_lock = Lock()


def _start(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    projects = [(p, *queries.project_state(p.data, today)) for p in found.all("project")]
    return {
        "goals": queries.goals(found, "guiding"),
        "targets": queries.goals(found, "operational"),
        "projects": projects,
        "groups": queries.districts(found),
        "historic": found.all("historic_grant"),
        "historic_sum": queries.historic_sum(found),
        "money": found.money,
        "bars": queries.money_bars(found.money),
    }


def _plan(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    rows = [goal.data for goal in found.all("goal")]
    return {
        "has_bodies": bool(found.all("body")),
        "rows": rows,
        "targets": {goal["number"]: goal for goal in queries.goals(found, "operational")},
    }


def _projects(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    return {
        "projects": [(p, *queries.project_state(p.data, today)) for p in found.all("project")],
        "historic": found.all("historic_grant"),
        "historic_sum": queries.historic_sum(found),
    }


def _one(kind: str) -> Callable[[queries.Content, dt.date, str], dict[str, Any]]:
    def find(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
        match: Shown | None = next((row for row in found.all(kind) if row.slug == key), None)
        if match is None:
            raise Http404
        extra = {"badge": queries.project_state(match.data, today)} if kind == "project" else {}
        return {
            "shown": match,
            "data": match.data,
            "open": match.data.get("opens_on", "") <= today.isoformat() <= match.data.get("deadline", ""),
            "coming": match.data.get("opens_on", "") > today.isoformat(),
            **extra,
        }

    return find


def _money(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    return {
        "money": found.money,
        "bars": queries.money_bars(found.money),
        "historic": found.all("historic_grant"),
        "historic_sum": queries.historic_sum(found),
    }


def _calls(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    open_today = queries.open_calls(found, today)
    return {"other_calls": [call.data for call in found.all("call") if call.data not in open_today]}


def _meetings(found: queries.Content, today: dt.date, body: str = "") -> dict[str, Any]:
    """Coming meetings, nearest first, and past ones, newest first; of one body or of all."""
    rows = [(row, dt.datetime.fromisoformat(row.data["starts_at"])) for row in found.all("meeting")]
    rows = sorted((pair for pair in rows if body in ("", pair[0].data["body"])), key=lambda pair: pair[1])
    coming = [pair for pair in rows if pair[1].date() >= today and pair[0].data["state"] != "held"]
    past = [pair for pair in reversed(rows) if pair not in coming]
    return {"coming": coming, "all_meetings": coming + past}


def _bodies(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    return {"bodies": found.all("body")} | _meetings(found, today)


def _body(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    return _one("body")(found, today, key) | _meetings(found, today, key)


def _meeting(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    context = _one("meeting")(found, today, key)
    return context | {
        "starts": dt.datetime.fromisoformat(context["data"]["starts_at"]),
        "files": [row for row in found.all("file") if row.data["meeting"] == key],
        "body_shown": any(row.slug == context["data"]["body"] for row in found.all("body")),
    }


def _dates(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    return _meetings(found, today)


def _nothing(found: queries.Content, today: dt.date, key: str) -> dict[str, Any]:
    return {}


PAGES: dict[str, tuple[str, str, Callable[[queries.Content, dt.date, str], dict[str, Any]]]] = {
    "start": ("", "portal/start.html", _start),
    "plan": ("plan/", "portal/plan.html", _plan),
    "projects": ("projekte/", "portal/projects.html", _projects),
    "project": ("projekte/{key}/", "portal/project.html", _one("project")),
    "money": ("geld/", "portal/money.html", _money),
    "calls": ("aufrufe/", "portal/calls.html", _calls),
    "call": ("aufrufe/{key}/", "portal/call.html", _one("call")),
    "take_part": ("mitmachen/", "portal/take_part.html", _nothing),
    "dates": ("termine/", "portal/dates.html", _dates),
    "bodies": ("gremien/", "portal/bodies.html", _bodies),
    "body": ("gremien/{key}/", "portal/body.html", _body),
    "meeting": ("sitzungen/{key}/", "portal/meeting.html", _meeting),
    "easy": ("leichte-sprache/", "portal/easy.html", _nothing),
    "sign": ("gebaerdensprache/", "portal/sign.html", _nothing),
    "imprint": ("impressum/", "portal/imprint.html", _nothing),
    "privacy": ("datenschutz/", "portal/privacy.html", _nothing),
    "accessibility": ("barrierefreiheit/", "portal/accessibility.html", _nothing),
    "feed": ("neues.xml", "portal/feed.xml", _projects),
    "open_data": ("daten/360giving.json", "", _nothing),
}
TYPES = {"feed": "application/atom+xml; charset=utf-8", "open_data": "application/json; charset=utf-8"}


def _render(window: Window, name: str, key: str, today: dt.date, address: str) -> Page:
    found = queries.content(window)
    if name == "open_data":
        data = package(window.slug, found)
        return Page(json.dumps(data, ensure_ascii=False, indent=1).encode(), TYPES[name])
    _route, template, context = PAGES[name]
    values = context(found, today, key) | {
        "window": window,
        "town": found.town or {"name": window.partnership.name, "municipalities": []},
        "page": name,
        "today": today,
        "calls": queries.open_calls(found, today),
        "address": address,
        "route": f"{window.slug}/{_route.format(key=key)}",
    }
    return Page(render_to_string(template, values).encode(), TYPES.get(name, HTML))


def page(window: Window, name: str, key: str, today: dt.date, address: str) -> Page:
    """The page, from memory when this version was rendered before; Http404 for what is not published."""
    mark = (window.pk, window.version, name, key, today, translation.get_language(), address)
    kept = _pages.get(mark)
    if kept is not None:
        return kept
    made = _render(window, name, key, today, address)
    with _lock:
        _pages[mark] = made
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
    return made
