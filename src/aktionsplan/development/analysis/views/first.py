"""What must be there first: a form whose only list is empty helps nobody."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from aktionsplan.development.analysis import queries
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.pages import go


def themes_first(request: Request) -> HttpResponse | None:
    """The way to the themes while there is none."""
    if queries.themes(request.actor.partnership):
        return None
    messages.error(request, gettext("Legen Sie zuerst die Themen fest."))
    return go(request, "analysis:themes")


def districts_first(request: Request) -> HttpResponse | None:
    """Back to the incidents, with the reason, while the town has no district."""
    if queries.districts(request.actor.partnership):
        return None
    text = gettext("Zuerst muss die Verwaltung der Zugänge eine Kommune mit Ortsteilen eintragen.")
    messages.error(request, text)
    return go(request, "analysis:incidents")
