"""Pages about agreed steps."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.follow_up import forms, operations, queries, rules
from aktionsplan.follow_up.models import FollowUp
from aktionsplan.follow_up.states import FOLLOW_UP
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Thing, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, Way, by_key, form_page, go, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import link
from aktionsplan.shared.words import Phrase, mark

LIST = Listing(
    title=mark("Vereinbarte Schritte"),
    rows=queries.follow_ups,
    order=Order("by_day"),
    found=queries.follow_ups_called,
    shown_without=("follow_up.view_imposed", queries.agreed),
    file="follow_up:follow_up_file",
    older=mark("Weitere Schritte"),
    empty=(
        mark("Noch kein vereinbarter Schritt"),
        mark("Aus Sitzungen, Veranstaltungen und Gesprächen: wer macht was bis wann."),
    ),
    choices=(Choice("stand", "state", mark("Nach Stand"), FOLLOW_UP.words, chips=True),),
    columns=(
        Column(mark("Was"), lambda row: row.title, link="follow_up:follow_up", second=lambda row: row.origin_title),
        Column(mark("Wer"), lambda row: row.owner_name),
        Column(mark("Bis wann"), lambda row: row.due),
        Column(mark("Stand"), lambda row: Phrase(FOLLOW_UP.words[row.state])),
    ),
)


def follow_ups(request: Request) -> HttpResponse:
    """Every agreed step."""
    return list_page(request, LIST, "follow_up/follow_ups.html")


def follow_up_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the steps that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def follow_up(request: Request, key: str) -> HttpResponse:
    """One step with what came of it."""
    row, today = queries.follow_up_for(request.actor, key), local_day(request.began_at)
    context = {
        "row": row,
        "word": FOLLOW_UP.words[row.state],
        "late": rules.is_late(row.state, row.due, today),
        "origin": link(row.origin, request.actor) if row.origin else "",
        "owes": bool(queries.FOLLOW_UP.facts(row, request.actor, today)),
    }
    return render(request, "follow_up/follow_up.html", context)


def agree(request: Request, origin: str, title: str, back: Way) -> HttpResponse:
    """The page on which a step is agreed at a thing of another part of the house."""
    owners = queries.owner_choices(request.actor.partnership, local_day(request.began_at))
    form = forms.FollowUpForm(request.POST or None, owners=owners)

    def deed(**data: Value) -> None:
        operations.add_follow_up(
            fields=data, origin=origin, origin_title=title, by=request.actor, at=request.began_at
        )

    done = gettext("Vereinbart. Der Schritt steht bei der Person auf der Liste.")
    return form_page(request, form, deed, title=gettext("Schritt vereinbaren"), back=back, lead=title, done=done)


def add_follow_up(request: Request) -> HttpResponse:
    """A step that comes from nowhere special."""
    return agree(request, "", "", ("follow_up:follow_ups",))


def change_follow_up(request: Request, key: str) -> HttpResponse:
    """Other words, owner or day."""
    row = queries.follow_up_for(request.actor, key)
    owners = queries.owner_choices(request.actor.partnership, local_day(request.began_at))
    own = f"{row.owner_kind}:{row.owner_key}"
    if own not in dict(owners):
        owners = [*owners, (own, row.owner_name)]
    form = forms.FollowUpForm(request.POST or None, of=queries.values_of(row), owners=owners)

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_follow_up(follow_up=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("follow_up:follow_up", key), gettext("Schritt ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def _back(row: Thing) -> Way:
    return "follow_up:follow_up", row.key


def _page(deed: Value, form: Value, title: str) -> DeedPage:
    return DeedPage(
        deed=deed,
        form=form,
        title=title,
        takes="follow_up",
        thing=by_key(queries.follow_up_for),
        back=_back,
        done=mark("Gespeichert."),
    )


finish = _page(operations.finish, forms.FinishForm, mark("Schritt erledigt"))
give_up = _page(operations.give_up, forms.ReasonForm, mark("Schritt nicht gemacht"))
block = _page(operations.block, forms.BlockForm, mark("Schritt hängt fest"))


def _tried(request: Request, key: str, deed: Value) -> HttpResponse:
    row: FollowUp = queries.follow_up_for(request.actor, key)
    tried(request, lambda: deed(follow_up=row, by=request.actor, at=request.began_at))
    return go(request, "follow_up:follow_up", key)


def resume(request: Request, key: str) -> HttpResponse:
    """The step goes on."""
    return _tried(request, key, operations.resume)


def reopen(request: Request, key: str) -> HttpResponse:
    """The step is open again."""
    return _tried(request, key, operations.reopen)
