"""Ends sessions: after idling, and after twelve hours whatever happens."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

WRITE_EVERY = 60


def session_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Signs out a session that idled too long (inside roles sooner than sponsors) or is too old."""

    def run(request: HttpRequest) -> HttpResponse:
        session = request.session
        if "_auth_user_id" in session:
            now = int(time.time())
            idle = settings.AKTIONSPLAN_IDLE_INSIDE if session.get("inside") else settings.AKTIONSPLAN_IDLE_SPONSOR
            born, seen = session.get("born", now), session.get("seen", now)
            if now - seen > idle or now - born > settings.AKTIONSPLAN_SESSION_SECONDS:
                logout(request)
            elif "born" not in session or now - seen >= WRITE_EVERY:
                session["born"], session["seen"] = born, now
        return get_response(request)

    return run
