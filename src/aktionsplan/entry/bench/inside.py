"""What the bench measures inside a process: queries of a page, submitting, typesetting; and a session to measure with."""

import datetime as dt
import gzip
import os
import sys
import time
from collections.abc import Callable
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aktionsplan.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 -- Django must be set up first
from django.db import connection  # noqa: E402 -- Django must be set up first
from django.test import Client  # noqa: E402 -- Django must be set up first
from django.test.utils import CaptureQueriesContext  # noqa: E402 -- Django must be set up first
from django.utils import timezone  # noqa: E402 -- Django must be set up first

from aktionsplan.entry.bench import hall, planning  # noqa: E402 -- Django must be set up first
from aktionsplan.implementation.calls.models import Application  # noqa: E402 -- Django must be set up first
from aktionsplan.partnership.models import Partnership  # noqa: E402 -- Django must be set up first
from aktionsplan.people.models import Account  # noqa: E402 -- Django must be set up first
from aktionsplan.shared.kinds import Value  # noqa: E402 -- Django must be set up first
from aktionsplan.shared.tenancy import partnership_scope  # noqa: E402 -- Django must be set up first


def _client() -> Client:
    client = Client(HTTP_HOST="localhost")
    account = Account.objects.get(email="koordination@probe1.example")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def session() -> str:
    """A session of the coordinator and the key of an application."""
    client, town = _client(), Partnership.objects.get(slug="probe-1")
    client.get("/probe-1/intern/antraege/")
    with partnership_scope(town):
        key = Application.objects.filter(state="submitted")[0].key
    return f"{client.cookies[settings.SESSION_COOKIE_NAME].value} {key}"


def page_of(path: str) -> tuple[float, int, int]:
    """Milliseconds, SQL statements and size in bytes of a page of the coordinator that was opened once before."""
    client = _client()
    client.get(f"/probe-1/intern/{path}")
    with CaptureQueriesContext(connection) as captured:
        begin = time.perf_counter()
        answer = client.get(f"/probe-1/intern/{path}")
        spent = (time.perf_counter() - begin) * 1000
    return spent, len(captured), len(answer.content)


def queries(path: str) -> str:
    """SQL statements and size of a page."""
    _ms, asked, size = page_of(path)
    return f"{asked} SQL, {size // 1024} kB"


def _timed(deed: Callable[[], Value]) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as captured:
        begin = time.perf_counter()
        deed()
        return (time.perf_counter() - begin) * 1000, len(captured)


CRAWLED = ("coordinator", "lead_officer", "committee_member", "sponsor")
"""Whose pages are crawled, beside those of a visitor."""
SLOWEST, TIMES = 20, 3


def crawl(*roles: str) -> str:
    """Every page and file that people of these roles (else of all crawled ones) and a visitor can open (`visits`): a line
    that says the most SQL, the slowest and the largest, then the slowest as a table; each timed three times after it was
    opened once, the middle counts.
    """
    from aktionsplan.entry.visits import Walk, is_page

    walk = Walk(Partnership.objects.get(slug="probe-1"), roles=roles or CRAWLED)
    assert set(walk.people) == set(roles or CRAWLED), "the seed has nobody of some role"
    rows: list[tuple[float, int, float, str, str]] = []
    for visit, answer in (*walk.inside(), *walk.public()):
        if answer.streaming:
            continue  # exports have rows of their own
        client, times = walk.browsers.get(visit.role, walk.stranger), []
        for _ in range(TIMES):
            begin = time.perf_counter()
            client.get(visit.path)
            times.append((time.perf_counter() - begin) * 1000)
        size = len(gzip.compress(answer.content)) if is_page(answer) else len(answer.content)
        rows.append((sorted(times)[TIMES // 2], visit.sql, size / 1024, visit.name, visit.role or "visitor"))
    slow, most, large = (max(rows, key=lambda row, place=place: row[place]) for place in range(3))  # type: ignore[misc]
    summary = (
        f"{len({row[3] for row in rows})} pages: at most {most[1]} SQL ({most[3]}), "
        f"{slow[0]:.0f} ms ({slow[3]}), {large[2]:.1f} kB packed ({large[3]})"
    )
    table = [
        f"| {name} | {role} | {ms:.0f} ms | {sql} SQL | {size:.1f} kB |"
        for ms, sql, size, name, role in sorted(rows, reverse=True)[:SLOWEST]
    ]
    return "\n".join([summary, *table])


def submit() -> str:
    """Milliseconds and SQL of a submission."""
    from decimal import Decimal

    from aktionsplan.implementation.calls import operations as calls
    from aktionsplan.implementation.calls.models import ANSWERS, Call
    from aktionsplan.network import operations as network
    from aktionsplan.people.queries import actor
    from aktionsplan.shared.periods import local_day

    town, now = Partnership.objects.get(slug="probe-1"), timezone.now()
    account, times, counts = Account.objects.get(email="verein@probe1.example"), [], []
    with partnership_scope(town):
        by = actor(account, town, local_day(now))
        fields = {
            "name": "Messverein",
            "legal_form": "registered_association",
            "street": "a",
            "postcode": "1",
            "city": "b",
            "email": "a@b.de",
        }
        club = network.register(fields=fields, function="x", by=by, at=now)
        by = actor(account, town, local_day(now))
        model = Application.objects.order_by("pk")[0]
        call = Call.objects.order_by("-deadline")[0]
        call.deadline = local_day(now) + dt.timedelta(days=1)
        for _ in range(5):
            draft = calls.start(call=call, organisation=club, by=by, at=now)
            answers = {name: getattr(model, name) for name in ANSWERS}
            calls.save_page(application=draft, page=2, fields=answers, version=1, by=by, at=now)
            for side, category, amount in (
                ("expense", "rent", "5000"),
                ("income", "grant", "4000"),
                ("income", "own_funds", "1000"),
            ):
                line = {
                    "side": side,
                    "category": category,
                    "label": "x",
                    "quantity": Decimal(1),
                    "unit": "flat",
                    "price_eur": Decimal(amount),
                }
                calls.save_line(application=draft, key="", line=line, by=by, at=now)
            spent, count = _timed(partial(calls.submit, application=draft, by=by, at=now))
            times.append(spent)
            counts.append(count)
    return f"{sorted(times)[2]:.0f} ms, {counts[-1]} SQL"


def notice() -> str:
    """Milliseconds of typesetting one receipt-sized and one notice-sized letter."""
    from aktionsplan.entry.bench.letter import LETTER
    from aktionsplan.shared.documents.typesetting import render

    times = [_timed(partial(render, "notice", LETTER, at=timezone.now()))[0] for _ in range(5)]
    return f"{sorted(times)[2]:.0f} ms"


if __name__ == "__main__":
    tools: dict[str, Callable[..., str]] = {
        "session": session,
        "queries": queries,
        "crawl": crawl,
        "submit": submit,
        "notice": notice,
        "ballot": hall.ballot,
        "polling": hall.polling,
        "minutes": hall.minutes,
        "history": hall.history,
        "plan": planning.plan,
    }
    print(tools[sys.argv[1]](*sys.argv[2:]))
