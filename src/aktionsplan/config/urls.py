"""Root addresses: portal of a town, inside of a town, accounts, development pages; English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from aktionsplan.desk.urls import demo_patterns
from aktionsplan.people.addresses import deed, inside, post
from aktionsplan.people.urls import account_patterns
from aktionsplan.shared.registration import modules

DOORS = {"read": inside, "form": deed, "post": post}


def inside_a_town() -> list[URLPattern | URLResolver]:
    """The addresses of every app inside a town: its own patterns, or rows that get the door here (below `people`)."""
    found: list[URLPattern | URLResolver] = []
    for module in modules("urls"):
        if hasattr(module, "ROUTES"):
            rows = [
                DOORS[kind](route, view, action=action, name=name)
                for kind, route, view, action, name in module.ROUTES
            ]
            found.append(path("", include((rows, module.app_name), namespace=module.app_name)))
        elif module.app_name != "portal":
            found.append(path("", include(module)))
    return found


urlpatterns = i18n_patterns(
    path("konto/", include((account_patterns, "account"))),
    path("konto/", include("aktionsplan.people.signin")),
    *demo_patterns,
    path("<slug:town>/intern/", include(inside_a_town())),
    path("", include("aktionsplan.portal.urls")),
    prefix_default_language=False,
)
handler400 = "aktionsplan.portal.views.bad_request"
handler403 = "aktionsplan.portal.views.forbidden"
handler404 = "aktionsplan.portal.views.not_found"
handler500 = "aktionsplan.portal.views.server_error"
