"""What every page of a deed does: try it, say why not, go on."""

from collections.abc import Callable
from typing import Any

import regex
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from aktionsplan.shared.addresses import Request
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Refused

KEY = regex.compile(r"[A-Za-z0-9_-]{1,22}")


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


def to(request: Request, name: str, **arguments: Any) -> HttpResponse:
    """The way to a page of this town."""
    return redirect(f"bodies:{name}", town=request.actor.partnership.slug, **arguments)


def _say(request: Request, done: str) -> None:
    if done:
        messages.success(request, done)


def tried(request: Request, deed: Callable[[], Any], done: str = "") -> Any:
    """What the deed gives; None when it was refused, which is said on the next page."""
    try:
        made = deed()
    except Refused as refused:
        messages.error(request, said(refused.problem))
        return None
    _say(request, done)
    return made if made is not None else True


def _way(request: Request, name: str, *keys: str) -> str:
    return reverse(f"bodies:{name}", args=[request.actor.partnership.slug, *keys])


Steps = Callable[..., HttpResponse]
Way = tuple[str, ...]
"""A page of this app and its keys."""
FORM = "bodies/form.html"


def form_page(
    request: Request, form: Any, deed: Steps, *, title: str, back: Way, page: str = FORM, done: str = "", **more: Any
) -> HttpResponse:
    """A form that does one deed, says it and goes where the deed says, or shows why not; "Abbrechen" leads `back`."""
    if request.method == "POST" and form.is_valid():
        try:
            answer = deed(**form.cleaned_data)
        except Refused as refused:
            form.add_problem(refused.problem)
        else:
            _say(request, done)
            return answer
    return render(request, page, {"form": form, "title": title, "back": _way(request, *back)} | more)
