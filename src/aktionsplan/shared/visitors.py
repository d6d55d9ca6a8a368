"""Public forms: what a stranger fills in without an account, and the proof that a mail address is the stranger's.

The door in `people/addresses.visitor` limits how often one source may send and throws away what fills the honeypot.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Callable

from django import forms
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.shared.addresses import Request
from aktionsplan.shared.fields import LineField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option, Town, Value
from aktionsplan.shared.limits import count
from aktionsplan.shared.mail.operations import Letter, german, queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.pages import content, framed
from aktionsplan.shared.words import Problem, Refused, mark

HONEYPOT = "website"
CODE_MINUTES = 30
TRIES, MAILS_AN_HOUR = 5, 5
SALT = "visitor's address"
WRONG = Problem("code", mark("Dieser Code stimmt nicht."), {}, "code")
OVER = Problem(
    "code_over", mark("Dieser Code gilt nicht mehr. Schicken Sie das Formular noch einmal ab, dann kommt ein neuer.")
)


class VisitorForm(PlainForm):
    """A public form. Its honeypot is a field that people do not see and that must stay empty."""

    website = LineField(
        label=gettext_lazy("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )


class ProvedForm(VisitorForm):
    """A public form with a mail address, which a code proves before anything is done."""

    token = LineField(required=False, limit=400, widget=forms.HiddenInput)
    code = LineField(label=gettext_lazy("Code aus der E-Mail"), required=False, limit=20)

    def __init__(self, *positional: Option, **options: Option) -> None:
        super().__init__(*positional, **options)
        self._ask()

    def _ask(self) -> None:
        """Once a code is on its way its field is what the page is about."""
        self.fields["code"].required = self.coded
        if self.coded:
            self.fields["code"].widget.attrs |= {"autofocus": True, "inputmode": "numeric"}

    @property
    def coded(self) -> bool:
        """Whether a code is on its way, so that the page asks for it."""
        return bool(self.data.get(self.add_prefix("token")))

    def carry(self, token: str) -> None:
        """The same form again with this token; with none it is sent anew."""
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[self.add_prefix("token")], data[self.add_prefix("code")] = token, ""
        self.data = data
        self._ask()


def keyed_hash(town: Town, address: str) -> str:
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


def send_code(*, town: Town, address: str, at: dt.datetime) -> str:
    """Mails a code to the address and returns the token that the form carries until the code comes back.

    The token holds the hash of address and code under the installation's key; nothing is stored but the queued mail.
    Refused when the address was sent too many codes.
    """
    count(what="visitor mail", who=address.strip().lower(), most=MAILS_AN_HOUR, seconds=3600, at=at)
    code = f"{secrets.randbelow(10**6):06}"
    queue(letter=_code_letter(address, code), at=at, partnership=town, short=True)
    return signing.dumps([keyed_hash(town, f"{address}:{code}"), int(at.timestamp())], salt=SALT)


def proved(*, town: Town, address: str, code: str, token: str, at: dt.datetime) -> str:
    """The keyed hash of address and code, under which the code is used up once.

    Refused for a wrong code or another address; with OVER for an old code and after too many tries.
    """
    try:
        wanted, sent = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Refused(WRONG) from None
    _once(what="visitor code", who=wanted, most=TRIES, at=at)
    if int(at.timestamp()) - sent > CODE_MINUTES * 60:
        raise Refused(OVER)
    if not hmac.compare_digest(keyed_hash(town, f"{address}:{''.join(code.split())}"), wanted):
        raise Refused(WRONG)
    return str(wanted)


def _once(*, what: str, who: str, most: int, at: dt.datetime) -> None:
    try:
        count(what=what, who=who, most=most, seconds=86400, at=at)
    except Refused:
        raise Refused(OVER) from None


def visitor_page(
    request: Request,
    form: VisitorForm,
    deed: Callable[..., Value],
    *,
    template: str,
    page: str,
    thanks: Callable[[Value], HttpResponse] | None = None,
    **more: Value,
) -> HttpResponse:
    """A public form: shown, checked, and its deed done; a mail address in it is proved by a code first.

    Done, it thanks on the same page, or answers with what `thanks` makes of the deed's outcome (a code that no address may
    hold); a refusal stands in the form. `page` is the portal's page whose frame it has.
    """
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name not in (HONEYPOT, "token", "code")}
        try:
            if (code := _proof(request, form)) is not None:
                outcome = _done(deed, data, code, request)
                if thanks is not None:
                    return thanks(outcome)
                return redirect(f"{request.path}?danke")
        except Refused as refused:
            if refused.problem.code == OVER.code and isinstance(form, ProvedForm):
                form.carry("")
            form.add_problem(refused.problem)
    return show(request, template, page, form=form, **more)


def _done(deed: Callable[..., Value], data: dict[str, Value], code: str, request: Request) -> Value:
    """The deed, which uses the code up; when it is refused the code still holds for the corrected form."""
    with transaction.atomic():
        if code:
            _once(what="visitor code used", who=code, most=1, at=request.began_at)
        return deed(**data, by=request.actor, at=request.began_at)


def _proof(request: Request, form: VisitorForm) -> str | None:
    """What proves the address and is used up by the deed, or nothing where there is nothing to prove; None when a code is sent
    and the form asks for it."""
    address = form.cleaned_data.get("email", "")
    if not isinstance(form, ProvedForm) or not address:
        return ""
    town, at = request.actor.partnership, request.began_at
    if not form.cleaned_data["token"]:
        form.carry(send_code(town=town, address=address, at=at))
        return None
    return proved(town=town, address=address, code=form.cleaned_data["code"], token=form.cleaned_data["token"], at=at)


def show(request: Request, template: str, page: str, **context: Value) -> HttpResponse:
    """The page of a public form in the portal's frame; never kept by a cache."""
    framing = framed(request.window, content(request.window), page, local_day(request.began_at))
    response = render(request, template, framing | context | {"sent": "danke" in request.GET})
    response["Cache-Control"] = "no-store"
    return response
