"""Addresses: each declares its action; an address without one fails the architecture test."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.http import require_http_methods

from aktionsplan.shared.kinds import Thing, Value

if TYPE_CHECKING:  # the addresses are there before models
    from django_htmx.middleware import HtmxDetails

    from aktionsplan.shared.publishing.models import Window


class Request(HttpRequest):
    """A request as pages see it: when it began, who acts in which town (behind a door), and for a
    public form in which portal."""

    began_at: dt.datetime
    actor: Value
    window: "Window"
    user: Thing
    htmx: "HtmxDetails"


PUBLIC = "public"
ACCOUNT = "account"
DEVELOPMENT = "development"
READ = ("GET", "HEAD")
DEED = ("GET", "HEAD", "POST")
POST_ONLY = ("POST",)


def declare(
    view: Callable[..., HttpResponseBase], action: str, methods: tuple[str, ...]
) -> Callable[..., HttpResponseBase]:
    """The view with its action and the methods it answers."""
    limited = require_http_methods(list(methods))(view)
    limited.action = action  # type: ignore[attr-defined]
    limited.methods = methods  # type: ignore[attr-defined]
    return limited


def public(
    route: str, view: Callable[..., HttpResponseBase], *, name: str, methods: tuple[str, ...] = READ
) -> URLPattern:
    """An address anybody may open."""
    return path(route, declare(view, PUBLIC, methods), name=name)


def development(route: str, view: Callable[..., HttpResponseBase], *, name: str) -> URLPattern:
    """An address that exists only in development and in the demo."""
    return path(route, declare(view, DEVELOPMENT, READ), name=name)


def _named(resolver: URLResolver, space: str) -> dict[str, str]:
    actions: dict[str, str] = {}
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            actions |= _named(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif entry.name:
            actions[f"{space}{entry.name}"] = getattr(entry.callback, "action", "")
    return actions


@cache
def _actions() -> dict[str, str]:
    return _named(get_resolver(), "")


def action_of(page: str) -> str:
    """The action that the address of this name (`bodies:item`) declares; KeyError for an unknown page."""
    return _actions()[page]
