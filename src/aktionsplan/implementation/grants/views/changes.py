"""Pages of changes: what a sponsor tells or asks, and how the office answers."""

from collections.abc import Mapping
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.grants import forms, operations, queries, rules
from aktionsplan.implementation.grants.documents.wording import SALUTATION
from aktionsplan.implementation.grants.models import ChangeRequest, Grant
from aktionsplan.implementation.grants.operations.changes import wish_for
from aktionsplan.implementation.grants.rules.receipt import LINES
from aktionsplan.implementation.grants.states import CHANGE_REQUEST
from aktionsplan.implementation.grants.views.sponsor import own_tabs
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Fields, Value
from aktionsplan.shared.pages import go, sent, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Problem, Refused, known

WORDS = LINES["expense"]


def own(request: Request, key: str) -> HttpResponse:
    """What a sponsor told and asked so far."""
    grant = queries.own_grant(request.actor, key, local_day(request.began_at))
    rows = [(row, CHANGE_REQUEST.words[row.state]) for row in queries.changes_of(grant)]
    context = {"grant": grant, "rows": rows, "tabs": own_tabs(request, grant, "own_changes")}
    return render(request, "grants/own_changes.html", context)


def _sides(request: Request, grant: Grant, wish: rules.Wish, form: forms.ChangeForm | None = None) -> Context:
    """What the table and the cards beside it say of a wish."""
    today = local_day(request.began_at)
    now, ends_on = queries.period_end(grant, today), wish.ends_on
    fields = dict(form.lines) if form else {}
    before = sum(row.before_eur for row in wish.rows)
    after = sum(row.after_eur for row in wish.rows)
    return {
        "wish": wish,
        "rows": [(row, WORDS[row.key], rules.SHIFTS[row.state], fields.get(row.key)) for row in wish.rows],
        "before": before,
        "after": after,
        "decides": rules.wished(wish, WORDS, now=now),
        "end": now,
        "latest": queries.latest_end(grant),
        "due": queries.proof_due(grant, today),
        "new_due": queries.due_after(grant, ends_on) if ends_on else None,
    }


def _looked(request: Request, grant: Grant, form: forms.ChangeForm) -> tuple[rules.Wish | None, Problem | None]:
    """What a good form wants, as it was sent; or why that cannot be."""
    if request.method != "POST" or not form.is_valid():
        return None, None
    try:
        return wish_for(grant, form.cleaned_data, local_day(request.began_at)), None
    except Refused as refused:
        return None, refused.problem


def add(request: Request, key: str) -> HttpResponse:
    """What is to change: worked out on "Rechnen", told or asked on the next button."""
    today = local_day(request.began_at)
    grant = queries.own_grant(request.actor, key, today)
    base, _terms = queries.binding_plan(grant, today)
    form = forms.ChangeForm(request.POST or None, base=base)

    def deed(**fields: Value) -> None:
        operations.request_change(grant=grant, fields=fields, by=request.actor, at=request.began_at)

    if "send" in request.POST and sent(request, form, deed, gettext("Ihre Änderung ist eingetragen.")) is not None:
        return go(request, "grants:own_changes", key)
    return _worked_out(request, grant, form, base)


def _worked_out(request: Request, grant: Grant, form: forms.ChangeForm, base: Mapping[str, Decimal]) -> HttpResponse:
    """The page with what the typed sums mean, or with the sums for which nobody has to be asked."""
    wish, problem = _looked(request, grant, form)
    if problem and "send" not in request.POST:
        form.add_problem(problem)
    way = rules.way_back(wish.rows) if wish else None
    if way and "inside" in request.POST:
        return _inside(request, grant, form, way)
    shown = wish or rules.Wish(rules.shifts(grant.funding_type, base, base))
    context: Context = {"grant": grant, "form": form, "worked_out": wish is not None}
    context["back_inside"] = way.said(WORDS) if way else None
    return render(request, "grants/own_change.html", context | _sides(request, grant, shown, form))


def _inside(request: Request, grant: Grant, form: forms.ChangeForm, back: rules.WayBack) -> HttpResponse:
    """The form with the sums for which nobody has to be asked."""
    data = request.POST.copy()
    for name, amount in back.sums.items():
        field = f"line-{name}" if name in form.base else "new_eur"
        data[field] = f"{amount:.2f}".replace(".", ",")
    inside = forms.ChangeForm(data, base=form.base)
    wish, problem = _looked(request, grant, inside)
    if wish is None:
        messages.error(request, said(known(problem)))
        return go(request, "grants:own_add_change", grant.key)
    context: Context = {"grant": grant, "form": inside, "worked_out": True, "back_inside": ""}
    return render(request, "grants/own_change.html", context | _sides(request, grant, wish, inside))


def take_back(request: Request, key: str) -> HttpResponse:
    """Takes back a request that nobody has answered."""
    row = queries.own_change(request.actor, key, local_day(request.began_at))
    tried(
        request,
        lambda: operations.take_back_change(change=row, by=request.actor, at=request.began_at),
        gettext("Die Änderung ist zurückgenommen. Der bisherige Plan gilt."),
    )
    return go(request, "grants:own_changes", row.grant.key)


def _start(change: ChangeRequest) -> Fields:
    """What the office's form begins with: all that was asked for."""
    sums = {f"line-{key}": amount for key, amount in queries.given_of({"lines": change.lines}).lines.items()}
    return sums | {"ends_on": change.ends_on, "salutation": SALUTATION}


def change(request: Request, key: str) -> HttpResponse:
    """One change for the office: the same table, and the answer while it waits."""
    row, today = queries.change_for(request.actor, key), local_day(request.began_at)
    base, _terms = queries.binding_plan(row.grant, today)
    form = forms.AnswerForm(request.POST or None, base=base, initial=_start(row))
    return render(request, "grants/change.html", _about(request, row, form))


def _about(request: Request, row: ChangeRequest, form: forms.AnswerForm) -> Context:
    """What the office sees of a change."""
    today, grant = local_day(request.began_at), row.grant
    wish = queries.wish_of(row, queries.binding_plan(grant, today)[0])
    context: Context = {"change": row, "grant": grant, "word": CHANGE_REQUEST.words[row.state], "form": form}
    open_ = row.state == "asked"
    may = open_ and request.actor.may("grants.answer_change")
    recused = may and queries.recused_of(grant, request.actor, today)
    return context | {"answers": may and not recused, "recused": recused} | _sides(request, grant, wish)


def answer(request: Request, key: str) -> HttpResponse:
    """The answer of the office: the draft of the amendment."""
    row, today = queries.change_for(request.actor, key), local_day(request.began_at)
    base, _terms = queries.binding_plan(row.grant, today)
    form = forms.AnswerForm(request.POST or None, base=base, initial=_start(row))

    def deed(answer: str, **fields: Value) -> HttpResponse:
        by, at = request.actor, request.began_at
        act = operations.answer_change(change=row, answer=answer, fields=fields, by=by, at=at)
        return go(request, "grants:act", act.key)

    done = gettext("Der Änderungsbescheid ist entworfen. Jetzt muss eine zweite Person unterschreiben.")
    if (drafted := sent(request, form, deed, done)) is not None:
        return drafted if isinstance(drafted, HttpResponse) else go(request, "grants:change", key)
    return render(request, "grants/change.html", _about(request, row, form))
