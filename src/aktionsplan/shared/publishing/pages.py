"""A page of the portal: an address, a template and a pure function from publications to what the template shows.

An app lists its pages in its module `portal` as `PAGES`; what it adds to the start page (`start`) and to every page
(`frame`) are functions of the same form. Such a module imports `shared` only, so that no page reaches a live table.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.shared.kinds import Context, Json
from aktionsplan.shared.navigation import Entry, Navigation
from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.queries import Shown, shown
from aktionsplan.shared.registration import modules
from aktionsplan.shared.words import mark

AREAS = {
    "start": mark("Start"),
    "plan": mark("Der Plan"),
    "projects": mark("Projekte"),
    "money": mark("Geld"),
    "take_part": mark("Mitmachen"),
    "dates": mark("Termine"),
}
"""First level of the portal, in this order; each has a page of its own from the beginning."""
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Content:
    """Every current publication of a portal by kind."""

    by_kind: dict[str, list[Shown]]

    def all(self, kind: str) -> list[Shown]:
        """The publications of one kind."""
        return self.by_kind.get(kind, [])

    def first(self, kind: str) -> Json:
        """The data of the only publication of a kind; empty before there is one."""
        rows = self.all(kind)
        return rows[0].data if rows else {}

    def one(self, kind: str, slug: str) -> Shown:
        """The publication of this kind and slug; Http404 for what is not shown."""
        for row in self.all(kind):
            if row.slug == slug:
                return row
        raise Http404


def nothing(content: Content, today: dt.date, key: str) -> Context:
    """What a page of fixed words needs."""
    return {}


@dataclass(frozen=True)
class PortalPage:
    """One page: its name, its address inside the town, its template and what it shows.

    `of` names the kind of publication when there is one page for each; the address then holds `{key}`, its slug.
    `area`, `word` and `place` put a page into the navigation; one of many stands `below` the page that lists them.
    Without a template `body` writes the whole answer, for the town's slug and the key.
    """

    name: str
    route: str
    template: str = ""
    context: Callable[[Content, dt.date, str], Context] = nothing
    of: str = ""
    content_type: str = HTML
    body: Callable[[str, Content, str], bytes] | None = None
    area: str = ""
    word: str = ""
    place: int = 10
    below: str = ""


def content(window: Window) -> Content:
    """Everything shown at this portal."""
    publications: dict[str, list[Shown]] = defaultdict(list)
    for publication in shown(window):
        publications[publication.kind].append(publication)
    return Content(dict(publications))


def contributions(name: str, content: Content, today: dt.date) -> Context:
    """What every app adds to the start page (`start`) or to all pages (`frame`); ValueError when two use one name."""
    context: Context = {}
    for module in modules("portal"):
        added = getattr(module, name)(content, today) if hasattr(module, name) else {}
        if double := {"window", "town", "today", "navigation", *context} & set(added):
            raise ValueError(f"{module.__name__} overwrites {', '.join(sorted(double))}")
        context |= added
    return context


@dataclass(frozen=True)
class Dated:
    """Something with a day under Termine: what it is, its title and the page (name of the address, key) that shows it.

    With `until` the day is the last one on which one can take part.
    """

    day: dt.date
    word: str
    title: str
    page: str
    key: str = ""
    until: bool = False
    at: str = ""


def all_dates(content: Content, today: dt.date) -> list[Dated]:
    """What every app has to come (`dates` in its module `portal`), the nearest first."""
    rows = [row for module in modules("portal") if hasattr(module, "dates") for row in module.dates(content, today)]
    return sorted((row for row in rows if row.day >= today), key=lambda row: (row.day, row.at, row.title))


@cache
def pages() -> dict[str, PortalPage]:
    """Every page by its name; ValueError when two have the same name or address."""
    rows = [page for module in modules("portal") for page in module.PAGES]
    if len({row.name for row in rows}) < len(rows) or len({row.route for row in rows}) < len(rows):
        raise ValueError("two pages of the portal have one name or address")
    return {row.name: row for row in rows}


def navigation(name: str, town: str) -> Navigation:
    """First and second level of the portal, seen from the page of this name."""
    page = pages().get(name)
    here = pages()[page.below] if page and page.below else page
    rows = sorted((row for row in pages().values() if row.area), key=lambda row: row.place)
    first = {area: next(row for row in rows if row.area == area) for area in AREAS}

    def entry(row: PortalPage, word: str, there: bool) -> Entry:
        state = ("page" if row == page else "true") if there else ""
        return Entry(gettext(word), reverse(f"portal:{row.name}", args=[town]), state)

    area = here.area if here else ""
    tabs = [entry(row, row.word, row == here) for row in rows if row.area == area]
    return Navigation(
        areas=[entry(row, AREAS[name], name == area) for name, row in first.items()],
        tabs=tabs if len(tabs) > 1 else [],
        area=gettext(AREAS[area]) if area else "",
    )


def framed(window: Window, content: Content, page: str, today: dt.date) -> Context:
    """What the frame around every page of a portal needs, public forms included."""
    town = content.first("town") or {"name": window.partnership.name, "municipalities": []}
    frame = {"window": window, "town": town, "today": today, "navigation": navigation(page, window.slug)}
    return frame | contributions("frame", content, today)
