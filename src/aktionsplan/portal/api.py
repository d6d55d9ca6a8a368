"""The OParl interface: single objects, and lists in pages with the filters of the specification."""

import datetime as dt
import json
from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.http import quote_etag

from aktionsplan.portal import oparl
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.publishing.queries import window, windows


class _BadFilter(ValueError):
    pass


def _answer(request: Request, data: Json, tag: str = "", status: int = 200) -> HttpResponse:
    """JSON that any site may read; 304 for a version that is known."""
    known = tag and request.headers.get("If-None-Match") == quote_etag(tag)
    text = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(status=304) if known else HttpResponse(text, "application/json", status)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, no-cache"
    if tag:
        response["ETag"] = quote_etag(tag)
    return response


def _missing(request: Request) -> HttpResponse:
    return _answer(request, {"error": "Dieses Objekt gibt es nicht."}, status=404)


def _objects(town: str) -> tuple[oparl.Objects | None, str]:
    portal = window(town)
    if portal is None:
        return None, ""
    return oparl.objects(portal, settings.AKTIONSPLAN_ADDRESS), str(portal.version)


def system(request: Request) -> HttpResponse:
    """The installation."""
    return _answer(request, oparl.system(settings.AKTIONSPLAN_ADDRESS))


def bodies(request: Request) -> HttpResponse:
    """Every partnership that has published something."""
    portals = [_objects(slug)[0] for slug, _name in windows()]
    return _page(
        request, f"{settings.AKTIONSPLAN_ADDRESS}/api/v1/bodies", [objects.body for objects in portals if objects]
    )


def body(request: Request, town: str) -> HttpResponse:
    """One partnership."""
    objects, tag = _objects(town)
    return _answer(request, objects.body, tag) if objects else _missing(request)


def single(request: Request, town: str, listed: str, key: str) -> HttpResponse:
    """One object, also one that is not shown any more."""
    objects, tag = _objects(town)
    entry = objects.by_type.get(oparl.LISTS.get(listed, ""), {}).get(key) if objects else None
    if entry is None:
        return _missing(request)
    return _answer(request, entry, tag)


def listing(request: Request, town: str, listed: str) -> HttpResponse:
    """A list of objects of one type, in pages."""
    objects, tag = _objects(town)
    kind = oparl.LISTS.get(listed)
    if objects is None or kind is None:
        return _missing(request)
    rows: Iterable[Json] = objects.by_type[kind].values()
    if kind == "Meeting" and (organization := request.GET.get("organization")):
        wanted = f"{objects.body['organization']}/{organization}"
        rows = [row for row in rows if wanted in row.get("organization", [])]
    return _page(request, f"{objects.body['id']}{listed}", rows, tag)


def _moment(text: str) -> dt.datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _BadFilter(text)
    return moment


def _filtered(request: Request, rows: Iterable[Json]) -> list[Json]:
    """The rows within the times that were asked for; deleted objects stay away from nobody who asks for changes.

    Without a filter of time deleted objects are left out.
    """
    asked = {name: _moment(request.GET[name]) for name in oparl.FILTERS if name in request.GET}
    matches = [row for row in rows if asked or not row.get("deleted")]
    for name, moment in asked.items():
        field, side = name.split("_")
        keep = (lambda at, m=moment: at >= m) if side == "since" else (lambda at, m=moment: at <= m)
        matches = [row for row in matches if keep(dt.datetime.fromisoformat(row[field]))]
    return matches


def _number(request: Request, name: str, start: int, most: int) -> int:
    text = request.GET.get(name, str(start))
    if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 6 and int(text) >= 1):
        raise _BadFilter(text)
    return min(int(text), most)


def _page(request: Request, address: str, rows: Iterable[Json], tag: str = "") -> HttpResponse:
    """One page of a list with the addresses of its neighbours; 400 for a filter nobody can read."""
    try:
        matches = _filtered(request, rows)
        per_page = _number(request, "elementsPerPage", oparl.PER_PAGE, oparl.MOST_PER_PAGE)
        number = _number(request, "page", 1, 999_999)
    except _BadFilter as wrong:
        return _answer(request, {"error": f"Nicht lesbar: {str(wrong)[:80]}"}, status=400)
    pages = max(1, -(-len(matches) // per_page))
    kept = {
        name: request.GET[name] for name in (*oparl.FILTERS, "elementsPerPage", "organization") if name in request.GET
    }

    def url(page: int) -> str:
        asked = urlencode(kept | ({"page": page} if page > 1 else {}))
        return f"{address}?{asked}" if asked else address

    links = {"first": url(1), "self": url(number), "last": url(pages)}
    if number > 1:
        links["prev"] = url(min(number - 1, pages))
    if number < pages:
        links["next"] = url(number + 1)
    shown = matches[(number - 1) * per_page : number * per_page]
    numbers = {
        "totalElements": len(matches),
        "elementsPerPage": per_page,
        "currentPage": number,
        "totalPages": pages,
    }
    return _answer(
        request, {"data": shown, "pagination": numbers, "links": links}, tag and f"{tag}-{request.GET.urlencode()}"
    )
