"""The portal's pages: those of every app's module `portal` and the fixed ones. Rendered once per version, day, language."""

import datetime as dt
import json
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from aktionsplan.portal.open_data import package
from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.pages import Content, Context, PortalPage, content, contributions, framed
from aktionsplan.shared.registration import modules

MOST_PAGES = 2000


@dataclass(frozen=True)
class Page:
    """A rendered page."""

    body: bytes
    content_type: str


_pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
_lock = Lock()


def _start(found: Content, today: dt.date, key: str) -> Context:
    return contributions("start", found, today)


def _open_data(town: str, found: Content) -> bytes:
    return json.dumps(package(town, found), ensure_ascii=False, indent=1).encode()


FIXED = (
    PortalPage("start", "", "portal/start.html", _start),
    PortalPage("take_part", "mitmachen/", "portal/take_part.html"),
    PortalPage("easy", "leichte-sprache/", "portal/easy.html"),
    PortalPage("sign", "gebaerdensprache/", "portal/sign.html"),
    PortalPage("imprint", "impressum/", "portal/imprint.html"),
    PortalPage("privacy", "datenschutz/", "portal/privacy.html"),
    PortalPage("accessibility", "barrierefreiheit/", "portal/accessibility.html"),
    PortalPage("open_data", "daten/360giving.json", content_type="application/json; charset=utf-8", body=_open_data),
)


@cache
def pages() -> dict[str, PortalPage]:
    """Every page by its name; ValueError when two have the same name or address."""
    rows = [*FIXED, *(page for module in modules("portal") for page in module.PAGES)]
    if len({row.name for row in rows}) < len(rows) or len({row.route for row in rows}) < len(rows):
        raise ValueError("two pages of the portal have one name or address")
    return {row.name: row for row in rows}


def _render(window: Window, name: str, key: str, today: dt.date, address: str) -> Page:
    found, shown = content(window), pages()[name]
    if shown.body:
        return Page(shown.body(window.slug, found), shown.content_type)
    context = shown.context(found, today, key) | framed(window, found, name, today)
    context |= {"address": address, "route": f"{window.slug}/{shown.route.format(key=key)}"}
    return Page(render_to_string(shown.template, context).encode(), shown.content_type)


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
