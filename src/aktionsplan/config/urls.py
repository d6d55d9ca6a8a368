"""Root addresses: portal of a town, inside of a town, accounts, development pages; English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from aktionsplan.desk.urls import demo_patterns
from aktionsplan.partnership.urls import ROUTES
from aktionsplan.people.addresses import deed, inside, post
from aktionsplan.people.urls import account_patterns

DOORS = {"read": inside, "form": deed, "post": post}
money = (
    [DOORS[kind](route, view, action=action, name=name) for kind, route, view, action, name in ROUTES],
    "partnership",
)

INSIDE: list[URLPattern | URLResolver] = [
    path("", include("aktionsplan.desk.urls")),
    path("", include(money, namespace="partnership")),
    path("", include("aktionsplan.people.urls")),
    path("", include("aktionsplan.network.urls")),
    path("", include("aktionsplan.bodies.urls")),
    path("", include("aktionsplan.development.strategy.urls")),
    path("", include("aktionsplan.implementation.calls.urls")),
    path("", include("aktionsplan.implementation.grants.urls")),
]

urlpatterns = i18n_patterns(
    path("konto/", include((account_patterns, "account"))),
    path("konto/", include("aktionsplan.people.signin")),
    *demo_patterns,
    path("<slug:town>/intern/", include(INSIDE)),
    path("", include("aktionsplan.portal.urls")),
    prefix_default_language=False,
)
handler400 = "aktionsplan.portal.views.bad_request"
handler403 = "aktionsplan.portal.views.forbidden"
handler404 = "aktionsplan.portal.views.not_found"
handler500 = "aktionsplan.portal.views.server_error"
