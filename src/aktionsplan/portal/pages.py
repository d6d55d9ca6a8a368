"""The portal's pages, rendered once per version, day and language."""

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.pages import content, framed, pages

MOST_PAGES = 2000


@dataclass(frozen=True)
class Page:
    """A rendered page."""

    body: bytes
    content_type: str


_pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
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
    mark = (window.pk, window.version, name, key, today, translation.get_language(), address)
    kept = _pages.get(mark)
    if kept is not None:
        return kept
    rendered_page = _render(window, name, key, today, address)
    with _lock:
        _pages[mark] = rendered_page
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
    return rendered_page
