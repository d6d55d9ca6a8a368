"""Pages about people: members and their roles, choice of town, own name, fresh confirmation."""

import secrets
import time
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from aktionsplan.people import credentials, operations, queries
from aktionsplan.people.forms import CodeForm, GrantForm, NameForm, RenameForm
from aktionsplan.people.permissions.roles import BODY, NAMES
from aktionsplan.people.states import MEMBERSHIP
from aktionsplan.shared import limits
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.mail.operations import Letter, queue
from aktionsplan.shared.pages import DeedPage, by_key, go, sent, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Refused, mark

CODE_SECONDS = 600
MEMBERS = ("people:members",)


def members(request: Request) -> HttpResponse:
    """Everybody with a role in this partnership."""
    rows = [
        {
            "membership": row,
            "role": NAMES[row.role],
            "state": MEMBERSHIP.words[row.state],
            "by_seat": row.role in BODY,
            "confirmable": row.state == "proposed"
            and request.actor.may(
                "people.confirm_role", queries.MEMBERSHIP.facts(row, request.actor, local_day(request.began_at))
            ),
        }
        for row in queries.memberships(request.actor.partnership)
    ]
    may = {"may_grant": request.actor.may("people.grant_role"), "may_rename": request.actor.may("people.rename")}
    return render(request, "people/members.html", {"rows": rows, **may})


def grant(request: Request) -> HttpResponse:
    """A role for a person."""
    form = GrantForm(request.POST or None)
    if (
        membership := sent(request, form, partial(operations.grant_role, by=request.actor, at=request.began_at))
    ) is not None:
        text = (
            gettext("{name} bekommt die Aufgabe „{role}“, sobald eine zweite Person sie bestätigt.")
            if membership.state == "proposed"
            else gettext("{name} hat jetzt die Aufgabe „{role}“.")
        )
        messages.success(request, text.format(name=membership.account.name, role=gettext(NAMES[membership.role])))
        return redirect("people:members", town=request.actor.partnership.slug)
    return render(request, "people/grant.html", {"form": form})


MOVES = {
    "bestaetigen": operations.confirm_role,
    "aussetzen": operations.suspend_role,
    "wieder-einsetzen": operations.resume_role,
    "beenden": operations.end_role,
}


def _move(request: Request, key: str, move: str) -> HttpResponse:
    if request.method == "POST":  # else back from the fresh confirmation
        membership = queries.membership_for(request.actor, key)
        deed = partial(MOVES[move], membership=membership, by=request.actor, at=request.began_at)
        tried(request, deed, gettext("Gespeichert."))
    return go(request, *MEMBERS)


def confirm_role(request: Request, key: str) -> HttpResponse:
    """The second person's yes."""
    return _move(request, key, "bestaetigen")


def suspend_role(request: Request, key: str) -> HttpResponse:
    """Takes rights away for a time."""
    return _move(request, key, "aussetzen")


def resume_role(request: Request, key: str) -> HttpResponse:
    """Gives rights back."""
    return _move(request, key, "wieder-einsetzen")


def end_role(request: Request, key: str) -> HttpResponse:
    """Ends a role."""
    return _move(request, key, "beenden")


rename = DeedPage(
    deed=operations.rename,
    form=RenameForm,
    title=mark("Namen ändern"),
    takes="membership",
    thing=by_key(queries.membership_for),
    back=lambda membership: MEMBERS,
    done=mark("Der Name ist geändert."),
    page="people/rename.html",
    of=lambda membership: {"name": membership.account.name},
    more=lambda request, membership: {"person": membership.account},
)


def towns(request: Request) -> HttpResponse:
    """The partnerships somebody serves."""
    partnerships = queries.towns_of(request.user, local_day(request.began_at))
    return render(request, "people/towns.html", {"towns": partnerships, "waiting": queries.waiting_of(request.user)})


def own_name(request: Request) -> HttpResponse:
    """The name somebody wants to be called by."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if (
        sent(
            request,
            form,
            partial(credentials.change_name, account=request.user),
            gettext("Ihr Name ist gespeichert."),
        )
        is not None
    ):
        return redirect("account:own_name")
    return render(request, "people/own_name.html", {"form": form})


def _next(request: Request) -> str:
    target = request.GET.get("next", "")
    return (
        target
        if url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
        else "/konto/"
    )


def _send_code(request: Request) -> None:
    limits.count(what="confirm", who=request.user.key, most=5, seconds=900, at=request.began_at)
    code = f"{secrets.randbelow(1_000_000):06d}"
    mark_of_code = secrets.token_hex(8)
    request.session["confirm"] = {"code": code, "until": int(time.time()) + CODE_SECONDS, "key": mark_of_code}
    text = gettext("Ihr Code lautet: {code}. Er gilt zehn Minuten.").format(code=code)
    queue(letter=Letter(request.user.email, gettext("Ihr Code zur Bestätigung"), (text,)), at=request.began_at)


def _right(request: Request, waiting: Json, code: int) -> bool:
    """Whether this is the code; counted in the database, since parallel requests would share one session's counter."""
    limits.count(what="confirm-try", who=waiting["key"], most=5, seconds=CODE_SECONDS, at=request.began_at)
    if not secrets.compare_digest(f"{code:06d}", waiting["code"]):
        return False
    limits.count(what="confirm-use", who=waiting["key"], most=1, seconds=2 * CODE_SECONDS, at=request.began_at)
    return True


def confirm(request: Request) -> HttpResponse:
    """A fresh confirmation by mail code for people without a second factor."""
    form, waiting = CodeForm(request.POST or None), request.session.get("confirm")
    try:
        if not waiting or waiting["until"] < time.time():
            _send_code(request)
        elif request.method == "POST" and form.is_valid():
            if _right(request, waiting, form.cleaned_data["code"]):
                return _confirmed(request)
            form.add_error("code", gettext("Dieser Code stimmt nicht oder ist abgelaufen."))
    except Refused as refused:
        messages.error(request, said(refused.problem))
    return render(request, "people/confirm.html", {"form": form, "next": _next(request)})


def _confirmed(request: Request) -> HttpResponse:
    from allauth.account.internal.flows.login import record_authentication  # noqa: PLC0415 -- loads models

    del request.session["confirm"]
    record_authentication(request, request.user, method="code", reauthenticated=True)
    return redirect(_next(request))
