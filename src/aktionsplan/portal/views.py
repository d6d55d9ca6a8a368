"""The portal's answers: pages from memory, the choice of towns, errors in plain words."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import quote_etag

from aktionsplan.portal.pages import page
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.files.operations import content_of
from aktionsplan.shared.files.responses import show as answer
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.queries import published_file, window, windows


def show(request: Request, town: str, name: str, key: str = "") -> HttpResponse:
    """One page of a portal; a known version is answered with 304."""
    portal = window(town)
    if portal is None:
        raise Http404
    today = local_day(request.began_at)
    rendered_page = page(portal, name, key, today, settings.AKTIONSPLAN_ADDRESS)
    tag = quote_etag(f"{portal.version}-{today}-{translation.get_language()}")
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(rendered_page.body, content_type=rendered_page.content_type)
    response["Cache-Control"] = "public, no-cache"
    response["ETag"] = tag
    return response


def file(request: Request, town: str, name: str) -> HttpResponse:
    """A published file; 410 for one that is not shown any more."""
    portal = window(town)
    state = published_file(portal, name) if portal else None
    if portal is None or state is None:
        raise Http404
    data, shown = state
    if not shown:
        return gone(request)
    try:
        content = content_of(portal.partnership, data["sha256"])
    except FileNotFoundError:
        raise Http404 from None
    response = answer(content, content_type=data["content_type"], name=name if "laden" in request.GET else "")
    response["ETag"] = quote_etag(data["sha256"])
    response["Cache-Control"] = "public, no-cache"
    return response


def gone(request: Request) -> HttpResponse:
    """410."""
    return _plain(
        request,
        410,
        translation.gettext("Diese Datei ist nicht mehr öffentlich"),
        translation.gettext("Sie wurde aus dem Portal genommen."),
    )


def towns(request: Request) -> HttpResponse:
    """Every partnership with a portal."""
    return render(request, "portal/towns.html", {"towns": windows()})


def operator_imprint(request: Request) -> HttpResponse:
    """Who runs this installation (§ 5 DDG)."""
    context = {"title": translation.gettext("Impressum"), "text": settings.AKTIONSPLAN_IMPRINT}
    return render(request, "portal/operator.html", context)


def operator_privacy(request: Request) -> HttpResponse:
    """What happens to the data of whoever signs in or registers (Articles 13 and 14 GDPR)."""
    context = {"title": translation.gettext("Datenschutz"), "text": settings.AKTIONSPLAN_PRIVACY}
    return render(request, "portal/operator.html", context)


def alive(request: Request) -> HttpResponse:
    """That the process answers."""
    return HttpResponse("ok", content_type="text/plain")


def _plain(request: Request, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "portal/error.html", {"title": title, "text": text}, status=status)


def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _plain(
        request,
        400,
        translation.gettext("Diese Anfrage war nicht lesbar"),
        translation.gettext("Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
    )


def forbidden(request: Request, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _plain(
        request,
        403,
        translation.gettext("Das geht hier nicht"),
        translation.gettext("Dafür fehlt Ihnen die Aufgabe in dieser Partnerschaft."),
    )


def not_found(request: Request, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _plain(
        request,
        404,
        translation.gettext("Diese Seite gibt es nicht"),
        translation.gettext(
            "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist nicht mehr öffentlich."
        ),
    )


def server_error(request: Request) -> HttpResponse:
    """500, without any context that could fail again."""
    return HttpResponse(
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Fehler</title></head><body><main><h1>Es ist ein Fehler '
        "passiert</h1><p>Ihre gespeicherten Angaben sind nicht verloren. Bitte versuchen Sie es in einer Minute noch einmal."
        "</p></main></body></html>",
        status=500,
    )


def stale_form(request: Request, reason: str = "") -> HttpResponse:
    """A form that was opened before the sign-in or by somebody else."""
    return _plain(
        request,
        403,
        translation.gettext("Dieses Formular ist nicht mehr gültig"),
        translation.gettext("Bitte laden Sie die Seite neu und schicken Sie das Formular noch einmal ab."),
    )
