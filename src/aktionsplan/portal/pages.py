"""The portal's pages, rendered once per version, day and language."""

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.template.loader import render_to_string
from django.utils import translation

from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.pages import content, framed, pages

MOST_BYTES = 8 * 1024 * 1024
"""As much of rendered pages a process keeps: the start pages of hundreds of towns, or every page of a large one."""


@dataclass(frozen=True)
class Page:
    """A rendered page."""

    body: bytes
    content_type: str


_pages: OrderedDict[tuple[int, int, dt.date, str, str, str, str], Page] = OrderedDict()
_lock = Lock()


def _render(window: Window, name: str, key: str, today: dt.date, address: str) -> Page:
    publications, shown = content(window), pages()[name]
    if shown.body:
        return Page(shown.body(window.slug, publications, key), shown.content_type)
    context = shown.context(publications, today, key) | framed(window, publications, name, today)
    context |= {"address": address, "route": f"{window.slug}/{shown.route.format(key=key)}"}
    return Page(render_to_string(shown.template, context).encode(), shown.content_type)


def page(window: Window, name: str, key: str, today: dt.date, address: str) -> Page:
    """The page, from memory when this version was rendered before; Http404 for what is not published."""
    mark = (window.pk, window.version, today, name, key, translation.get_language(), address)
    kept = _pages.get(mark)
    if kept is not None:
        return kept
    rendered = _render(window, name, key, today, address)
    with _lock:
        _keep(mark, rendered)
    return rendered


def _keep(mark: tuple[int, int, dt.date, str, str, str, str], rendered: Page) -> None:
    """Keeps the page; pages of the portal's former versions and days go, then the oldest until all fit into `MOST_BYTES`."""
    town, *present = mark[:3]
    for other in [other for other in _pages if other[0] == town and list(other[1:3]) != present]:
        del _pages[other]
    _pages[mark] = rendered
    size = sum(len(kept.body) for kept in _pages.values())
    while size > MOST_BYTES and len(_pages) > 1:
        size -= len(_pages.popitem(last=False)[1].body)
