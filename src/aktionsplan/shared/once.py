"""A form that is sent twice is done once: each form carries a one-time key, and the first deed of a request stores it.

The key is stored in the transaction of that deed, with who sent it, where, and a keyed hash of the fields; the redirect is
added afterwards. The same key with the same fields gets the first answer again; with other fields the deed is refused, and
what was typed stays. A form without a key is done as often as it is sent: drafts that save themselves (they have a
version) and the sign-in. Addresses that keep nothing of what was chosen (`hashed=False`: ballots, public forms) store no
hash. Old keys go after two days. Source: decisions of the house, "Repeated posts".
"""

import contextvars
import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect

from aktionsplan.shared.words import Problem, Refused, mark

if TYPE_CHECKING:
    from aktionsplan.shared.models import SentForm

FIELD = "once"
KEY = regex.compile(r"[A-Za-z0-9_-]{22}")
NO_FIELDS = frozenset({FIELD, "csrfmiddlewaretoken"})
OTHER = "once_other"


class Repeated(Exception):  # noqa: N818 -- no error: the answer is there already
    """The same form was sent before; carries what is known of it."""

    def __init__(self, first: "SentForm"):
        super().__init__()
        self.first = first


@dataclass
class Sending:
    """One sent form: its key, by whom, to which address, the hash of its fields (empty where none is kept)."""

    key: str
    account: str
    address: str
    digest: str
    at: dt.datetime
    stored: bool = False

    def is_same(self, first: "SentForm") -> bool:
        """Whether this is the form that was sent before, and not other fields under its key."""
        return bool(first.address == self.address and first.digest == self.digest)


_sending: contextvars.ContextVar[Sending | None] = contextvars.ContextVar("sending", default=None)


def _digest(request: HttpRequest) -> str:
    digest = hmac.new(settings.SECRET_KEY.encode(), digestmod=hashlib.sha256)
    for name, values in sorted(request.POST.lists()):
        if name not in NO_FIELDS:
            digest.update(repr((name, values)).encode("utf-8", "surrogatepass"))
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest.update(repr((name, upload.name, upload.size)).encode("utf-8", "surrogatepass"))
            for part in upload.chunks():
                digest.update(part)
            upload.seek(0)
    return digest.hexdigest()


def sending_of(request: HttpRequest, account: str, *, hashed: bool) -> Sending | None:
    """What was sent, with its key; None for a request without one."""
    if request.method != "POST" or not KEY.fullmatch(key := request.POST.get(FIELD, "")):
        return None
    at: dt.datetime = request.began_at  # type: ignore[attr-defined]
    return Sending(key, account, request.path[:500], _digest(request) if hashed else "", at)


def _first(sending: Sending) -> "SentForm | None":
    from aktionsplan.shared.models import SentForm  # noqa: PLC0415 -- deeds are there before models

    return SentForm.objects.filter(key=sending.key, account=sending.account).first()


@contextmanager
def sending(sent: Sending | None) -> Iterator[None]:
    """The deeds inside belong to this form; a second run after a rollback begins anew."""
    if sent is not None:
        sent.stored = False
    token = _sending.set(sent)
    try:
        yield
    finally:
        _sending.reset(token)


def remember() -> None:
    """Stores the key of the form in the running transaction of the outermost deed; only the first deed of a form does.

    Raises Repeated when the same form was sent before, Refused when its key came with other fields.
    """
    sent = _sending.get()
    if sent is None or sent.stored:
        return
    from aktionsplan.shared.models import SentForm  # noqa: PLC0415 -- as above

    day = dt.datetime.combine(sent.at.date(), dt.time(), dt.UTC)
    at = sent.at if sent.digest else day  # no time of a ballot or a public form is kept
    fields = {"key": sent.key, "account": sent.account, "address": sent.address, "digest": sent.digest}
    try:
        with transaction.atomic():
            SentForm.objects.create(**fields, created_at=at)
    except IntegrityError:
        first = _first(sent)
        if first is not None and sent.is_same(first):
            raise Repeated(first) from None
        text = mark(
            "Dieses Formular ist schon mit anderen Angaben gespeichert. Wenn auch diese gelten sollen, schicken Sie es noch "
            "einmal ab."
        )
        raise Refused(Problem(OTHER, text, way=first.answer if first else "")) from None
    sent.stored = True


def check(sent: Sending | None) -> None:
    """Raises Repeated at once when this very form was answered before, whatever its page would say now."""
    first = _first(sent) if sent is not None else None
    if sent is not None and first is not None and sent.is_same(first):
        raise Repeated(first)


def answered(sent: Sending | None, response: HttpResponseBase) -> HttpResponseBase:
    """The response, whose way on is kept for the same form sent again."""
    if sent is not None and sent.stored and isinstance(response, HttpResponseRedirect):
        from aktionsplan.shared.models import SentForm  # noqa: PLC0415 -- as above

        SentForm.objects.filter(key=sent.key, account=sent.account).update(answer=response.url[:500])
    return response
