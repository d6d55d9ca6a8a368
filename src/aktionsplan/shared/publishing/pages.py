"""A page of the portal: an address, a template and a pure function from publications to what the template shows.

An app lists its pages in its module `portal` as `PAGES`; what it adds to the start page (`start`) and to every page
(`frame`) are functions of the same form. Such a module imports `shared` only, so that no page reaches a live table.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.queries import Shown, shown
from aktionsplan.shared.registration import modules

Context = dict[str, Any]
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Content:
    """Every current publication of a portal by kind."""

    by_kind: dict[str, list[Shown]]

    def all(self, kind: str) -> list[Shown]:
        """The publications of one kind."""
        return self.by_kind.get(kind, [])

    def first(self, kind: str) -> dict[str, Any]:
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
    Without a template `body` writes the whole answer.
    """

    name: str
    route: str
    template: str = ""
    context: Callable[[Content, dt.date, str], Context] = nothing
    of: str = ""
    content_type: str = HTML
    body: Callable[[str, Content], bytes] | None = None


def content(window: Window) -> Content:
    """Everything shown at this portal."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for publication in shown(window):
        found[publication.kind].append(publication)
    return Content(dict(found))


def contributions(name: str, found: Content, today: dt.date) -> Context:
    """What every app adds to the start page (`start`) or to all pages (`frame`)."""
    context: Context = {}
    for module in modules("portal"):
        context |= getattr(module, name)(found, today) if hasattr(module, name) else {}
    return context


def framed(window: Window, found: Content, page: str, today: dt.date) -> Context:
    """What the frame around every page of a portal needs, public forms included."""
    town = found.first("town") or {"name": window.partnership.name, "municipalities": []}
    return {"window": window, "town": town, "page": page, "today": today} | contributions("frame", found, today)
