"""Limits: how often one account or address may try something."""

import datetime as dt
import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from aktionsplan.shared.models import Attempt
from aktionsplan.shared.words import Problem, Refused, mark


def _window(at: dt.datetime, seconds: int) -> str:
    return f"{seconds}:{int(at.timestamp()) // seconds}"


def _end(at: dt.datetime, seconds: int) -> dt.datetime:
    """When the window of this moment is over."""
    return dt.datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, dt.UTC)


def _bucket(what: str, who: str) -> str:
    """HMAC under the installation's key: from a copy of the table nobody finds out who tried by trying all addresses."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}:{who}".encode(), hashlib.sha256).hexdigest()


def count(*, what: str, who: str, most: int, seconds: int, at: dt.datetime) -> None:
    """Counts one try; raises Refused when there were more than `most` in this window of time."""
    bucket = _bucket(what, who)
    with transaction.atomic():
        fresh = {"count": 1, "ends_at": _end(at, seconds)}
        row, first_try = Attempt.objects.get_or_create(bucket=bucket, window=_window(at, seconds), defaults=fresh)
        if not first_try:
            Attempt.objects.filter(pk=row.pk).update(count=F("count") + 1)
            row.refresh_from_db(fields=["count"])
    if row.count > most:
        raise Refused(
            Problem(
                "too_often",
                mark("Das war zu oft hintereinander. Bitte warten Sie {minutes} Minuten."),
                {"minutes": max(1, seconds // 60)},
            )
        )


def forgive(*, what: str, who: str, seconds: int, at: dt.datetime) -> None:
    """Forgets the tries of this window: whoever knew the right answer is not stopped by the wrong ones before."""
    bucket = _bucket(what, who)
    Attempt.objects.filter(bucket=bucket, window=_window(at, seconds)).delete()


def source_of(request: HttpRequest) -> str:
    """The address of the connection, of IPv6 the network (/64) that one household or office has.

    Forwarded headers are not believed unless a proxy is configured.
    """
    return _network(_address(request))


def _address(request: HttpRequest) -> str:
    if settings.AKTIONSPLAN_PROXIES:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(chain) >= settings.AKTIONSPLAN_PROXIES:
            return chain[-settings.AKTIONSPLAN_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 6 and known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, 64), strict=False).network_address) if known.version == 6 else address
