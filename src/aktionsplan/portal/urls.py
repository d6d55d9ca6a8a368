"""Addresses of the portal."""

from aktionsplan.portal import api, views
from aktionsplan.shared.addresses import public
from aktionsplan.shared.publishing.pages import pages

app_name = "portal"


def _show(name):
    def view(request, town, key=""):
        return views.show(request, town, name, key)

    view.__name__ = name
    return view


urlpatterns = [
    public("", views.towns, name="towns"),
    public("betreiber/impressum/", views.operator_imprint, name="operator_imprint"),
    public("betreiber/datenschutz/", views.operator_privacy, name="operator_privacy"),
    public("lebt/", views.alive, name="alive"),
    public("api/v1/", api.system, name="api"),
    public("api/v1/bodies", api.bodies, name="api_bodies"),
    public("api/v1/<slug:town>/", api.body, name="api_body"),
    public("api/v1/<slug:town>/<slug:listed>", api.listing, name="api_list"),
    public("api/v1/<slug:town>/<slug:listed>/<str:key>", api.single, name="api_object"),
    public("<slug:town>/dateien/<str:name>", views.file, name="file"),
    *[
        public("<slug:town>/" + page.route.replace("{key}", "<str:key>"), _show(page.name), name=page.name)
        for page in pages().values()
    ],
]
