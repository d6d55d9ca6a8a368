"""What happens around every request: its moment, safe headers, no storing of inside pages, JSON logs."""

import datetime as dt
import secrets
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, gettext, override

from aktionsplan.shared.files.operations import Damaged, note_damage

log = structlog.get_logger("aktionsplan.request")

HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _route(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return (match.view_name or "") if match else ""


def moment(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stamps when the request began; every deed of the request counts by it."""

    def run(request: HttpRequest) -> HttpResponse:
        request.began_at = dt.datetime.now(dt.UTC)  # type: ignore[attr-defined]
        started = time.perf_counter()
        response = get_response(request)
        if settings.AKTIONSPLAN_LOG_REQUESTS:
            log.info(
                "request",
                method=request.method,
                route=_route(request),
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000),
                id=secrets.token_hex(4),
            )
        return response

    return run


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Headers on every answer; nothing a signed-in person sees is stored by browsers or proxies."""

    def run(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            response["Cache-Control"] = "no-store"
        if response["Cache-Control"].startswith("no-store"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return run


def _too_large(request: HttpRequest) -> HttpResponse:
    """413 with one sentence in the language of the address; no page, because nothing of the request has been read."""
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        text = gettext(
            "Das ist zu groß. Höchstens {limit} MB auf einmal. Gehen Sie zurück und wählen Sie weniger aus."
        )
        text = text.format(limit=settings.AKTIONSPLAN_UPLOAD_MB)
    return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")


def bounds(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses bodies over the limit, and addresses that no database can look for, before any work."""

    def run(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponse(status=400)
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return HttpResponse(status=400)
        limit = (settings.AKTIONSPLAN_UPLOAD_MB + 1) * 1024 * 1024
        if request.content_type and not request.content_type.startswith("multipart/"):
            limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length > limit:
            return _too_large(request)
        try:
            return get_response(request)
        except (RequestDataTooBig, TooManyFilesSent):
            return _too_large(request)

    return run


class Depth:
    """Answers 400 when something sent is nested deeper than a program can follow: 20,000 brackets are no fault of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of what is inside."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a view that gave up on the depth is answered with."""
        return (
            HttpResponse(status=400) if isinstance(exception, RecursionError) and request.method == "POST" else None
        )


class DamagedFiles:
    """A page instead of a file whose bytes are not those that were stored; the town's administrator is told on the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a damaged file; nothing for any other fault."""
        if not isinstance(exception, Damaged):
            return None
        log.error("file damaged", sha256=exception.stored.sha256, partnership=exception.stored.partnership.pk)
        note_damage(exception.stored, dt.datetime.now(dt.UTC))
        return render(request, "damaged.html", status=500)
