"""Root addresses: portal of a town, inside of a town, accounts, development pages; English under /en/."""

from collections.abc import Callable

from django.conf.urls.i18n import i18n_patterns
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path

from aktionsplan.desk.urls import demo_patterns
from aktionsplan.people.addresses import form, inside, post, visitor
from aktionsplan.people.urls import account_patterns
from aktionsplan.shared.registration import modules

DOORS = {"read": inside, "form": form, "post": post, "visitor": visitor}


Patterns = list[URLPattern | URLResolver]


def inside_a_town() -> Patterns:
    """The addresses of every app inside a town: its own patterns, or rows that get the door here (below `people`)."""
    patterns: Patterns = []
    for module in modules("urls"):
        if hasattr(module, "ROUTES"):
            rows = [behind(*row) for row in module.ROUTES if row[0] != "visitor"]
            patterns.append(path("", include((rows, module.app_name), namespace=module.app_name)))
        elif module.app_name != "portal":
            patterns.append(path("", include(module)))
    return patterns


def behind(kind: str, route: str, view: Callable[..., HttpResponseBase], action: str, name: str) -> URLPattern:
    """A row of addresses behind its door."""
    return DOORS[kind](route, view, action=action, name=name)


def public_forms() -> Patterns:
    """The public forms of every app, beside the pages of the portal; their names begin with `visitor:`."""
    rows: Patterns = []
    for module in modules("urls"):
        rows += [behind(*row) for row in getattr(module, "ROUTES", ()) if row[0] == "visitor"]
        rows += getattr(module, "visitor_patterns", [])
    return rows


urlpatterns = i18n_patterns(
    path("konto/", include((account_patterns, "account"))),
    path("konto/", include("aktionsplan.people.signin")),
    *demo_patterns,
    path("<slug:town>/intern/", include(inside_a_town())),
    path("<slug:town>/", include((public_forms(), "visitor"))),
    path("", include("aktionsplan.portal.urls")),
    prefix_default_language=False,
)
handler400 = "aktionsplan.portal.views.bad_request"
handler403 = "aktionsplan.portal.views.forbidden"
handler404 = "aktionsplan.portal.views.not_found"
handler500 = "aktionsplan.portal.views.server_error"
