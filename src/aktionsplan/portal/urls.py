"""Addresses of the portal."""

from aktionsplan.portal import views
from aktionsplan.portal.pages import PAGES
from aktionsplan.shared.addresses import public

app_name = "portal"


def _show(name):
    def view(request, town, key=""):
        return views.show(request, town, name, key)

    view.__name__ = name
    return view


urlpatterns = [
    public("", views.towns, name="towns"),
    public("lebt/", views.alive, name="alive"),
    *[
        public("<slug:town>/" + route.replace("{key}", "<str:key>"), _show(name), name=name)
        for name, (route, _template, _context) in PAGES.items()
    ],
]
