"""Opens every page, download and OParl object of an installation as everybody who may; prints what went wrong as JSON."""

import json
import re
import sys
import time

import django

django.setup()

from django.test import Client  # noqa: E402 -- needs the settings

from aktionsplan.people.models import Account, Membership  # noqa: E402 -- needs the settings
from aktionsplan.shared.tenancy import everywhere  # noqa: E402 -- needs the settings

KEY = re.compile(r"[A-Za-z0-9_-]{22}|\d+")
LINK = re.compile(r'href="(/[^"#]*)"')
EACH = 1
"""How many addresses of one pattern are opened for each person."""


def signed_in(account):
    """A browser with the session of an account, or of nobody."""
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    if account is not None:
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(account.pk)
        session["inside"] = True
        session.save()
    return client


def walk(client, todo, *, part=""):
    """Address and status of everything reached from these addresses, below `part` of each town."""
    seen, counts = {}, {}
    while todo:
        path = todo.pop(0).replace("&amp;", "&")
        pattern = KEY.sub("K", path.partition("?")[0])  # a list sorted otherwise reads the same things
        if (
            part not in path
            or path in seen
            or counts.get(pattern, 0) >= EACH
            or path.startswith(("/static/", "/konto/abmelden"))
        ):
            continue
        counts[pattern] = counts.get(pattern, 0) + 1
        answer = client.get(path)
        seen[path] = answer.status_code
        if "html" in answer.get("Content-Type", "") and not answer.streaming:
            todo += LINK.findall(answer.content.decode())
        elif "json" in answer.get("Content-Type", ""):
            todo += [url.partition("localhost")[2].lstrip(":0123456789") for url in addresses(answer.json())]
    return seen


def addresses(value):
    """Every address of ours in an OParl answer."""
    if isinstance(value, dict):
        return [url for part in value.values() for url in addresses(part)]
    if isinstance(value, list):
        return [url for part in value for url in addresses(part)]
    return [value] if isinstance(value, str) and "/api/v1/" in value else []


def one_of_each_kind():
    """A demo account for each set of roles."""
    found = {}
    with everywhere():
        for account in Account.objects.filter(demo=True).order_by("email"):
            rows = Membership.objects.filter(account=account, state="active")
            found.setdefault(frozenset(rows.values_list("partnership__slug", "role")), account)
    return list(found.values())


def main():
    """Visits as nobody and as every demo account."""
    total, broken = 0, []
    for account in [None, *one_of_each_kind()]:
        if account is None:
            seen = walk(signed_in(None), ["/", "/api/v1/", "/api/v1/bodies", "/konto/orte/"])
        else:  # what everybody may read was opened by nobody in particular
            inside = ["/elbhagen-luettow/intern/", "/hamburg-st-georg-borgfelde/intern/"]
            seen = walk(signed_in(account), inside, part="/intern/")
        total += sum(status == 200 for status in seen.values())
        broken += [f"{account}: {path} {status}" for path, status in seen.items() if status >= 500]
    json.dump({"opened": total, "broken": broken}, sys.stdout)


main()
