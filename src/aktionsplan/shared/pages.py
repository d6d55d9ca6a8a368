"""Pages of a deed, once for all apps: show the form, bind it, do one deed, say it and go on, or say why not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import regex
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.shared.addresses import Request
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Conflict, Refused

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


def page_of(request: Request) -> int:
    """Which page of a list is asked for; 404 for anything that is no number."""
    value = request.GET.get("seite", "1")
    if not (value.isascii() and value.isdecimal() and 1 <= len(value) <= 4 and int(value) > 0):
        raise Http404
    return int(value)


def key_of(request: Request, name: str) -> str:
    """A key from a form of ours; 404 for anything that cannot be one."""
    value = request.POST.get(name, "")
    if not KEY.fullmatch(value):
        raise Http404
    return value


def tried(request: Request, deed: Callable[[], Any], done: str = "") -> Any:
    """What the deed gives (True for nothing); None when it was refused, which is said on the next page."""
    try:
        made = deed()
    except Refused as refused:
        messages.error(request, said(refused.problem))
        return None
    if done:
        messages.success(request, done)
    return made if made is not None else True


def form_page(
    request: Request,
    form: Any,
    deed: Callable[..., Any],
    *,
    back: Way,
    to: Way | None = None,
    page: str = FORM,
    done: str = "",
    **more: Any,
) -> HttpResponse:
    """A form whose fields are what the deed asks for.

    Done, it says so and goes where the deed's answer leads, else `to`, else `back`; refused, the reason stands in the form;
    when somebody else has saved meanwhile, both versions stand there. "Abbrechen" leads `back`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            answer = deed(**form.cleaned_data)
        except Conflict as conflict:
            known = {name: value for name, value in conflict.stored.items() if name in form.fields}
            more["conflict"] = form.compared(known)
        except Refused as refused:
            form.add_problem(refused.problem)
        else:
            if done:
                messages.success(request, done)
            return answer if isinstance(answer, HttpResponse) else go(request, *(to or back))
    return render(request, page, {"form": form, "back": address(request, *back)} | more)


def _nothing(request: Request, thing: Any) -> dict[str, Any]:
    return {}


def by_key(door: Callable[[Any, str], Any]) -> Callable[[Request, str], Any]:
    """A door of queries (`grant_for(by, key)`) as a page asks it."""
    return lambda request, key: door(request.actor, key)


@dataclass(frozen=True)
class DeedPage:
    """The page of a deed with nothing special about it: one thing, one form, one deed.

    `thing` finds it for a request and a key (`by_key` makes that of a door of queries); without it the deed has no thing; `takes` is the argument of
    the deed that holds it, under which the template knows it too. `back` gives the page to return to from the thing.
    `title` (or what it is for the thing) and `done` are German source strings, marked. `initial` and `more` give the form and the template what they
    need besides.
    """

    deed: Callable[..., Any]
    form: Callable[..., Any]
    title: str | Callable[[Any], str]
    back: Callable[[Any], Way]
    done: str = ""
    takes: str = ""
    thing: Callable[[Request, str], Any] | None = None
    page: str = FORM
    initial: Callable[[Request, Any], dict[str, Any]] = field(default=_nothing)
    more: Callable[[Request, Any], dict[str, Any]] = field(default=_nothing)

    def __call__(self, request: Request, key: str = "") -> HttpResponse:
        """Shows the form, or does the deed with what was typed."""
        thing = self.thing(request, key) if self.thing else None
        known = {self.takes: thing} if self.takes else {}
        form = self.form(request.POST or None, initial=self.initial(request, thing))

        def act(**data: Any) -> None:
            self.deed(**known, **data, by=request.actor, at=request.began_at)

        title = self.title(thing) if callable(self.title) else self.title
        context: dict[str, Any] = {"title": gettext(title)} | known | self.more(request, thing)
        done = gettext(self.done) if self.done else ""
        return form_page(request, form, act, back=self.back(thing), page=self.page, done=done, **context)
