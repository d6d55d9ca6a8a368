"""The floor: a bare view of 10 kB and one query behind the same middleware, served by the same server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aktionsplan.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = b"x" * 10_240


def floor(request: HttpRequest) -> HttpResponse:
    """Ten kilobytes and one query."""
    from aktionsplan.shared.publishing.models import Window

    Window.objects.filter(slug="probe-1").first()
    return HttpResponse(BODY)


urlpatterns = [path("floor/", floor)]
settings.ROOT_URLCONF = __name__
application = get_wsgi_application()
