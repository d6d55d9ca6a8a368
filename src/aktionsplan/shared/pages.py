"""Pages of a deed, once for all apps: show the form, bind it, do one deed, say it and go on, or say why not."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

import regex
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.shared.addresses import Request
from aktionsplan.shared.conflicts import UNSEEN
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Context, Fields, Thing, Value
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Conflict, Problem, Refused

KEY = regex.compile(r"[A-Za-z0-9_-]{1,22}")
FORM = "parts/deed.html"
Way = tuple[str, ...]
"""A page (`bodies:meeting`) and its keys."""


def address(request: Request, page: str, *keys: str) -> str:
    """The address of a page in the town of the person."""
    return reverse(page, args=[request.actor.partnership.slug, *keys])


def go(request: Request, page: str, *keys: str) -> HttpResponse:
    """The way to a page in the town of the person."""
    return redirect(address(request, page, *keys))


def key_of(request: Request, name: str) -> str:
    """A key from a form of ours; 404 for anything that cannot be one."""
    value = request.POST.get(name, "")
    if not KEY.fullmatch(value):
        raise Http404
    return value


def seen_on(request: Request) -> str:
    """The mark of what the page showed whose button was pressed (component `seen`); without one nothing was seen."""
    return request.POST.get("seen", "")[:4000] or UNSEEN


def tried(request: Request, deed: Callable[[], Value], done: str = "") -> Value:
    """What the deed gives (True for nothing); None when it was refused, which is said on the next page."""
    try:
        outcome = deed()
    except Refused as refused:
        messages.error(request, said(refused.problem))
        return None
    if done:
        messages.success(request, done)
    return outcome if outcome is not None else True


def sent(request: Request, form: PlainForm, deed: Callable[..., Value], done: str = "") -> Value:
    """What the deed gives (True for nothing) when a good form was sent and the deed was done; else None.

    A refusal stands in the form; when somebody else has saved meanwhile, `form.conflict` holds both versions.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        outcome = deed(**form.cleaned_data)
    except Conflict as conflict:
        form.conflict = form.meanwhile(conflict.stored)
        return None
    except Refused as refused:
        form.add_problem(refused.problem)
        return None
    if done:
        messages.success(request, done)
    return outcome if outcome is not None else True


def asked(request: Request, deed: Callable[[], Value], done: str = "") -> tuple[bool, Problem | None]:
    """For a page with a button instead of a form: whether the deed is done, or why it was refused."""
    if request.method != "POST":
        return False, None
    try:
        deed()
    except Refused as refused:
        return False, refused.problem
    if done:
        messages.success(request, done)
    return True, None


def form_page(
    request: Request,
    form: PlainForm,
    deed: Callable[..., Value],
    *,
    back: Way,
    to: Way | None = None,
    page: str = FORM,
    done: str = "",
    **more: Value,
) -> HttpResponse:
    """A form whose fields are what the deed asks for.

    Done, it says so and goes where the deed's answer leads, else `to`, else `back`; otherwise the form is shown with what
    hinders. "Abbrechen" leads `back`.
    """
    if (answer := sent(request, form, deed, done)) is not None:
        return answer if isinstance(answer, HttpResponse) else go(request, *(to or back))
    return render(request, page, {"form": form, "back": address(request, *back)} | more)


def _nothing(request: Request, thing: Thing) -> Context:
    return {}


def by_key(door: Callable[[Value, str], Thing]) -> Callable[[Request, str], Thing]:
    """A door of queries (`grant_for(by, key)`) as a page asks it."""
    return lambda request, key: door(request.actor, key)


@dataclass(frozen=True)
class DeedPage:
    """The page of a deed with nothing special about it: one thing, one form, one deed.

    `thing` finds it for a request and a key (`by_key` makes that of a door of queries); without it the deed has no thing; `takes` is the argument of
    the deed that holds it, under which the template knows it too. `back` gives the page to return to from the thing.
    `title` (or what it is for the thing), `done` and `button` are German source strings, marked. `initial` and `more` give
    the form and the template what they need besides; `of` gives the stored values that the form changes, and the deed takes
    their mark as `seen`.
    """

    deed: Callable[..., Value]
    form: Callable[..., PlainForm]
    title: str | Callable[[Thing], str]
    back: Callable[[Thing], Way]
    done: str = ""
    button: str = ""
    takes: str = ""
    thing: Callable[[Request, str], Thing] | None = None
    page: str = FORM
    initial: Callable[[Request, Thing], Fields] = field(default=_nothing)
    of: Callable[[Thing], Fields] | None = None
    more: Callable[[Request, Thing], Context] = field(default=_nothing)

    def __post_init__(self) -> None:
        """TypeError when the deed does not take what the page gives it."""
        given = {self.takes, "seen" if self.of else ""} - {""}
        if missing := given - set(inspect.signature(self.deed).parameters):
            raise TypeError(f"{self.deed.__name__} takes no {', '.join(sorted(missing))}")

    def __call__(self, request: Request, key: str = "") -> HttpResponse:
        """Shows the form, or does the deed with what was typed."""
        thing = self.thing(request, key) if self.thing else None
        known = {self.takes: thing} if self.takes else {}
        stored = {"of": self.of(thing)} if self.of else {}
        form = self.form(request.POST or None, initial=self.initial(request, thing), **stored)

        def act(**data: Value) -> None:
            self.deed(**known, **data, by=request.actor, at=request.began_at)

        title = self.title(thing) if callable(self.title) else self.title
        context: Context = {"title": gettext(title)} | known | self.more(request, thing)
        done = gettext(self.done) if self.done else ""
        if self.button:
            context["button"] = gettext(self.button)
        return form_page(request, form, act, back=self.back(thing), page=self.page, done=done, **context)
