"""Public forms: what a stranger fills in without an account, and the proof that a mail address is the stranger's.

The door in `people/addresses.visitor` limits how often one source may send and throws away what fills the honeypot.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.shared.addresses import Request
from aktionsplan.shared.fields import LineField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.limits import count
from aktionsplan.shared.mail.operations import Letter, german, queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.pages import content, framed
from aktionsplan.shared.words import Problem, Refused, mark

HONEYPOT = "website"
CODE_MINUTES = 30
TRIES, MAILS_AN_HOUR = 5, 5
SALT = "visitor's address"


class VisitorForm(PlainForm):
    """A public form. Its honeypot is a field that people do not see and that must stay empty."""

    website = LineField(
        label=gettext_lazy("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )


def keyed_hash(town: Any, address: str) -> str:
    """What may be kept of a proved address: HMAC-SHA-256 under the installation's key, different in every town."""
    text = f"{SALT}:{town.pk}:{address.strip().lower()}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@german
def _code_letter(address: str, code: str) -> Letter:
    return Letter(
        recipient=address,
        subject=gettext("Ihr Code: {code}").format(code=code),
        paragraphs=(
            gettext("Bitte geben Sie diesen Code auf der Seite ein: {code}").format(code=code),
            gettext("Waren Sie das nicht? Dann müssen Sie nichts tun; ohne den Code wird nichts abgeschickt."),
        ),
    )


def send_code(*, town: Any, address: str, at: dt.datetime) -> str:
    """Mails a code to the address and returns the token that the form carries until the code comes back.

    The token holds the hash of address and code under the installation's key; nothing is stored but the queued mail.
    Refused when the address was sent too many codes.
    """
    count(what="visitor mail", who=address.strip().lower(), most=MAILS_AN_HOUR, seconds=3600, at=at)
    code = f"{secrets.randbelow(10**6):06}"
    queue(letter=_code_letter(address, code), at=at, partnership=town)
    return signing.dumps([keyed_hash(town, f"{address}:{code}"), int(at.timestamp())], salt=SALT)


def proved(*, town: Any, address: str, code: str, token: str, at: dt.datetime) -> str:
    """The keyed hash of the address that the code proves.

    Refused for a wrong or old code, another address, and after too many tries.
    """
    wrong = Problem("code", mark("Dieser Code stimmt nicht oder ist abgelaufen."), {}, "code")
    try:
        wanted, sent = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Refused(wrong) from None
    count(what="visitor code", who=wanted, most=TRIES, seconds=3600, at=at)
    given = keyed_hash(town, f"{address}:{''.join(code.split())}")
    if int(at.timestamp()) - sent > CODE_MINUTES * 60 or not hmac.compare_digest(given, wanted):
        raise Refused(wrong)
    return keyed_hash(town, address)


def show(request: Request, template: str, page: str, **context: Any) -> HttpResponse:
    """The page of a public form in the portal's frame; never kept by a cache."""
    framing = framed(request.window, content(request.window), page, local_day(request.began_at))
    response = render(request, template, framing | context | {"sent": "danke" in request.GET})
    response["Cache-Control"] = "no-store"
    return response
