"""The door of every inside page: who is it, in which town, with which roles, signed in how freshly."""

import logging
import time
from collections.abc import Callable
from functools import partial, wraps

import regex
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import partnership_at
from aktionsplan.people.permissions import INSIDE, Role, is_fresh
from aktionsplan.people.queries import Actor, Visitor, actor
from aktionsplan.shared import once
from aktionsplan.shared.addresses import ACCOUNT, DEED, POST_ONLY, READ, declare
from aktionsplan.shared.kinds import Context, Json, Option
from aktionsplan.shared.limits import count, source_of
from aktionsplan.shared.models import SentForm
from aktionsplan.shared.navigation import OWN, navigation
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.queries import window
from aktionsplan.shared.registration import Tab
from aktionsplan.shared.saying import said
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.visitors import HONEYPOT
from aktionsplan.shared.words import Forbidden, Problem, Refused, mark

log = logging.getLogger(__name__)
RETRY_STATES = ("40001", "40P01")
NOT_NOW = Problem(
    "unavailable",
    mark(
        "Gerade kann nichts gespeichert werden, und es wurde nichts gespeichert. Bitte versuchen Sie es in einigen Minuten noch einmal."
    ),
)
View = Callable[..., HttpResponseBase]


def _records(request: HttpRequest) -> list[Json]:
    from allauth.account.authentication import get_authentication_records  # noqa: PLC0415 -- loads models

    return list(get_authentication_records(request, request.user))


def second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened or confirmed with a second factor."""
    return any(record.get("method") == "mfa" for record in _records(request))


def fresh(request: HttpRequest, *, inside: bool) -> bool:
    """Whether the person confirmed within the last minutes: inside roles with the second factor."""
    since = time.time() - settings.AKTIONSPLAN_FRESH_SECONDS
    return any(
        record.get("at", 0) >= since and (record.get("method") == "mfa" or not inside) for record in _records(request)
    )


def actor_of(request: HttpRequest, partnership: Partnership) -> Actor:
    """The signed-in account as an actor in the partnership."""
    known = actor(request.user, partnership, local_day(request.began_at))  # type: ignore[arg-type, attr-defined]
    return Actor(
        known.account,
        partnership,
        known.roles,
        second_factor=second_factor(request),
        fresh=fresh(request, inside=known.inside),
    )


def ask_again(request: HttpRequest, *, secured: bool) -> HttpResponseBase:
    """The way to a fresh confirmation and back: with the second factor, or with a code by mail for who has none."""
    target = request.get_full_path() if request.method in READ else request.path
    way = reverse("mfa_reauthenticate" if secured else "account:confirm")
    return redirect(f"{way}?{urlencode({'next': target})}")


def _second_factor_first(request: HttpRequest) -> HttpResponseBase:
    from allauth.mfa.utils import is_mfa_enabled  # noqa: PLC0415 -- loads models

    target = urlencode({"next": request.get_full_path()})
    if is_mfa_enabled(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{target}")
    return redirect(f"{reverse('mfa_activate_totp')}?{target}")


class Unavailable(Refused):
    """Database or disk cannot take anything just now; nothing was stored."""


def _refuse(request: HttpRequest, refused: Refused) -> HttpResponseBase:
    status = 403 if isinstance(refused, Forbidden) else 503 if isinstance(refused, Unavailable) else 409
    return render(request, "people/refused.html", {"problem": refused.problem}, status=status)


def _run(view: View, request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """What is behind the door, in one transaction of the partnership; once more when the database asks for it."""
    for attempt in (1, 2):
        try:
            with partnership_scope(partnership):
                return view(request)
        except OperationalError as error:
            state = getattr(error.__cause__, "sqlstate", "")
            if attempt == 2 or state not in RETRY_STATES:
                log.exception("database unavailable")
                raise Unavailable(NOT_NOW) from None
        except OSError:
            log.exception("disk unavailable")
            raise Unavailable(NOT_NOW) from None
        except IntegrityError:
            log.exception("two deeds at once")
            text = mark(
                "Jemand war im selben Moment schneller. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."
            )
            raise Refused(Problem("raced", text)) from None
    raise AssertionError("unreachable")


def _sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in; whoever was sending something is told that it was not stored."""
    if request.method not in READ:
        messages.warning(
            request,
            gettext(
                "Sie waren zu lange weg und sind abgemeldet. Was Sie zuletzt abschicken wollten, ist nicht gespeichert."
            ),
        )
    return redirect_to_login(request.get_full_path())


def _again(request: HttpRequest, first: SentForm) -> HttpResponseBase:
    """The answer of the same form when it was sent first, or, while there is none, that it is stored, with the way on."""
    if first.answer:
        return redirect(first.answer)
    if not hasattr(request, "actor"):
        return redirect(request.path)
    return render(request, "people/stored.html")


def guarded(view: View, action: str, *, hashed: bool = True) -> View:
    """The view behind the door of its action; `hashed` says whether a hash of what is sent may be kept (`shared.once`)."""

    @wraps(view)
    def enter(request: HttpRequest, town: str, **arguments: Option) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        partnership, sent = partnership_at(town), None

        def admitted(request: HttpRequest) -> HttpResponseBase:
            with once.sending(sent):
                return _admitted(view, action, partnership, arguments, sent, request)

        try:
            sent = once.sending_of(request, request.user.key, hashed=hashed)
            return once.answered(sent, _run(admitted, request, partnership))
        except Refused as refused:
            return _refuse(request, refused)
        except once.Repeated as repeated:
            return _again(request, repeated.first)

    return enter


def _admitted(
    view: View,
    action: str,
    partnership: Partnership,
    arguments: dict[str, Option],
    sent: once.Sending | None,
    request: HttpRequest,
) -> HttpResponseBase:
    """The page for whoever may see it; the way to the second factor or to a fresh confirmation; or the reason why not."""
    who = actor_of(request, partnership)
    request.actor = who  # type: ignore[attr-defined]
    problem = who.problem(action)
    if problem and who.roles == {Role.ANYONE}:
        raise Http404
    if who.inside:
        if not request.session.get("inside"):
            request.session["inside"] = True
        if not who.second_factor:
            return _second_factor_first(request)
    if problem:
        return _refuse(request, Forbidden(problem))
    if is_fresh(action) and not who.fresh:
        return ask_again(request, secured=who.inside)
    once.check(sent)
    return view(request, **arguments)


def inside(
    route: str, view: View, *, action: str, name: str, methods: tuple[str, ...] = READ, hashed: bool = True
) -> URLPattern:
    """An address inside a town, for those who may do the action; not `hashed` where nothing of the fields may be kept."""
    return path(route, declare(guarded(view, action, hashed=hashed), action, methods), name=name)


def form(route: str, view: View, *, action: str, name: str) -> URLPattern:
    """An address with a form: shows it and takes it."""
    return inside(route, view, action=action, name=name, methods=DEED)


def post(route: str, view: View, *, action: str, name: str, hashed: bool = True) -> URLPattern:
    """An address that only takes a deed."""
    return inside(route, view, action=action, name=name, methods=POST_ONLY, hashed=hashed)


SENDS_AN_HOUR = 60
"""How many public forms of one kind one source may send in an hour, corrections and codes counted; a house rule. A school or
an office has one address for all."""
KEPT_CHARACTERS = 20_000
"""As much of what was typed is offered once more after a refusal."""


def _thanks(request: HttpRequest, first: SentForm) -> HttpResponseBase:
    """Where the same form led when it was sent first, or its thanks."""
    return redirect(first.answer or f"{request.path}?danke")


def _count_source(request: HttpRequest, *, action: str, most: int) -> None:
    """Counts what one source sends for an action in a town; Refused for more than `most` in an hour."""
    source = f"{request.actor.partnership.pk} {action} {source_of(request)}"  # type: ignore[attr-defined]
    count(what="visitor", who=source, most=most, seconds=3600, at=request.began_at)  # type: ignore[attr-defined]


def visitor(
    route: str, view: View, *, action: str, name: str, again: View | None = None, sends: int = SENDS_AN_HOUR
) -> URLPattern:
    """An address with a public form, in the portal's frame: for everybody, without an account or a cookie.

    The same form sent twice is answered by `again`, if there is something to show once more, else with thanks. `sends` is how
    often one source may send in an hour.

    The view gets `request.actor`, a `Visitor`, and `request.window`. A form that fills the honeypot is answered like a
    sent one and does nothing; a source that sends too often is refused. No session is used, so there is nothing that a
    foreign page could misuse, and no token against it is asked for.
    """

    @wraps(view)
    def enter(request: HttpRequest, town: str, **arguments: Option) -> HttpResponseBase:
        portal = window(town)
        if portal is None:
            raise Http404
        partnership = partnership_at(town)
        request.actor, request.window = Visitor(partnership), portal  # type: ignore[attr-defined]
        try:
            if request.method not in READ:
                if request.POST.get(HONEYPOT):
                    return redirect(f"{request.path}?danke")
                _run(_counted(action, sends), request, partnership)
            sent = once.sending_of(request, "", hashed=False)
            return once.answered(sent, _run(_taken(view, sent, arguments), request, partnership))
        except once.Repeated as repeated:
            return _run(again, request, partnership) if again else _thanks(request, repeated.first)
        except Refused as refused:
            return _refuse_visitor(request, refused)

    return path(route, declare(csrf_exempt(enter), action, DEED), name=name)


def _counted(action: str, most: int) -> View:
    """Nothing but counting the source, where a database that cannot be written to is told as in a page."""

    def counted(request: HttpRequest) -> HttpResponseBase:
        _count_source(request, action=action, most=most)
        return HttpResponse()

    return counted


def _chosen(text: str) -> bool:
    """Whether nobody typed this: nothing, a tick, a number or a key that somebody picked."""
    return bool(regex.fullmatch(r"\s*|on|[0-9]+|[A-Za-z0-9_-]{22}", text))


def _refuse_visitor(request: HttpRequest, refused: Refused) -> HttpResponseBase:
    """Why nothing was done, with everything that was typed, to be sent once more."""
    status = 503 if isinstance(refused, Unavailable) else 429 if refused.problem.code == "too_often" else 409
    typed = [(name, text) for name, texts in request.POST.lists() for text in texts if name != HONEYPOT]
    fits = sum(len(text) for _name, text in typed) <= KEPT_CHARACTERS
    context = {
        "title": gettext("Das geht gerade nicht"),
        "text": said(refused.problem),
        "typed": typed if fits else [],
        "shown": {name for name, text in typed if name not in once.NO_FIELDS and not _chosen(text)},
    }
    again = request.path if refused.problem.code == "gone" else request.get_full_path()
    response = render(request, "portal/error.html", context | {"again": again}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _taken(view: View, sent: once.Sending | None, arguments: dict[str, Option]) -> View:
    """The view for a form that counts once."""

    def taken(request: HttpRequest) -> HttpResponseBase:
        with once.sending(sent):
            once.check(sent)
            return view(request, **arguments)

    return taken


def account(route: str, view: View, *, name: str, methods: tuple[str, ...] = DEED) -> URLPattern:
    """An address of the signed-in account itself, in no town."""

    @wraps(view)
    def enter(request: HttpRequest, **arguments: Option) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, **arguments)

    return path(route, declare(enter, ACCOUNT, methods), name=name)


def frame(request: HttpRequest) -> Context:
    """Context of every page: who acts and what the menu shows."""
    who = getattr(request, "actor", None)
    if not isinstance(who, Actor):
        return {"actor": None, "demo": settings.AKTIONSPLAN_DEMO}
    town, today = who.partnership.slug, local_day(request.began_at)  # type: ignore[attr-defined]
    shown = navigation(request.resolver_match, request.path_info, town, partial(_sees, who))
    return {"actor": who, "navigation": shown, "demo": settings.AKTIONSPLAN_DEMO, "today": today}


def _sees(who: Actor, tab: Tab) -> bool:
    """Sponsors see the entries of their own things, everybody else the areas; each what the role may open."""
    return bool(Role.SPONSOR in who.roles if tab.area == OWN else who.roles & INSIDE) and who.may(tab.needs)
