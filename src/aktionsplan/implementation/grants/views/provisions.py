"""Pages of the special provisions of a notice."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from aktionsplan.implementation.grants import forms, operations, queries
from aktionsplan.implementation.grants.models import Grant, Provision
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import DeedPage, Way, by_key, go
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import mark


def _back(grant: Grant) -> Way:
    return ("grants:project", grant.key)


def _about(request: Request, provision: Provision) -> Context:
    return {"grant": provision.grant}


def _page(deed: Callable[..., Value], form: Callable[..., PlainForm], title: str, **more: Value) -> DeedPage:
    defaults: dict[str, Value] = {"takes": "provision", "thing": by_key(queries.provision_for), "more": _about}
    defaults |= {"back": lambda row: _back(row.grant), "done": mark("Eingetragen."), "page": "grants/deed.html"}
    return DeedPage(deed=deed, form=form, title=title, **(defaults | more))


add = DeedPage(
    deed=operations.add_provision,
    form=forms.ProvisionForm,
    title=mark("Auflage oder Bedingung setzen"),
    takes="grant",
    thing=by_key(queries.grant_for),
    back=_back,
    done=mark("Sie steht jetzt im Entwurf."),
    page="grants/deed.html",
)
add_instalment = DeedPage(
    deed=operations.add_instalment,
    form=forms.InstalmentForm,
    title=mark("Rate setzen"),
    takes="grant",
    thing=by_key(queries.grant_for),
    back=_back,
    done=mark("Sie steht jetzt im Entwurf."),
    page="grants/deed.html",
)
meet = _page(
    operations.meet_provision,
    forms.MetForm,
    mark("Ist das erfüllt?"),
    initial=lambda request, row: {"met_on": local_day(request.began_at)},
)
waive = _page(operations.waive_provision, forms.WaiveForm, mark("Nicht mehr verlangen"))


def drop(request: Request, key: str) -> HttpResponse:
    """Takes a provision out of the draft."""
    row = queries.provision_for(request.actor, key)
    operations.drop_provision(provision=row, by=request.actor, at=request.began_at)
    messages.success(request, gettext("Sie steht nicht mehr im Entwurf."))
    return go(request, *_back(row.grant))


def reopen(request: Request, key: str) -> HttpResponse:
    """Opens a provision again that was entered as met by mistake."""
    row = queries.provision_for(request.actor, key)
    operations.reopen_provision(provision=row, by=request.actor, at=request.began_at)
    messages.success(request, gettext("Sie ist wieder offen."))
    return go(request, *_back(row.grant))
