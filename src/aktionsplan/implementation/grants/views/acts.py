"""Pages of notices of other kinds than the grant: refusals, leave to begin early, and the post of a whole batch."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from aktionsplan.bodies.queries import decision_on
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.queries import application_for
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.grants import forms, operations, queries, rules
from aktionsplan.implementation.grants.documents.act import ActLetter, act_letter
from aktionsplan.implementation.grants.documents.wording import SALUTATION, blocks, source_of
from aktionsplan.implementation.grants.models import Act
from aktionsplan.implementation.grants.operations import remedies
from aktionsplan.implementation.grants.operations.acts import act_values
from aktionsplan.implementation.grants.states import ACT
from aktionsplan.implementation.grants.views.lists import ACTS
from aktionsplan.partnership.queries import fund_sources
from aktionsplan.partnership.rules import fiction_days
from aktionsplan.people.permissions.relations import NOT_DRAFTER
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.documents.typesetting import render as typeset
from aktionsplan.shared.files.responses import attach, respond
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Context, Fields, Foreign, Value
from aktionsplan.shared.lists import list_file, list_page
from aktionsplan.shared.pages import DeedPage, Way, asked, by_key, form_page, go, seen_on
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.saying import said
from aktionsplan.shared.tasks import MOST
from aktionsplan.shared.words import Problem, Refused, known, mark

FORMS: dict[str, type[PlainForm]] = {
    rules.REJECTION: forms.RejectionForm,
    rules.EARLY_START: forms.EarlyStartForm,
}
NEXT = {
    "returned": ("grants:redraft_act", "grants.draft_act", mark("Den Entwurf überarbeiten")),
    "drafted": ("grants:sign_act", "grants.sign_act", mark("Den Bescheid unterschreiben")),
    "signed": ("grants:post_act", "grants.post_act", mark("Den Bescheid zur Post geben")),
    "notified": ("grants:waive_act", "grants.waive_act", mark("Auf die Bestandskraft warten")),
    "objected": ("grants:settle_act", "grants.settle_act", mark("Über den Widerspruch entscheiden")),
}
"""For each state the address of the next deed, its action, and what it is."""


def acts(request: Request) -> HttpResponse:
    """All notices but those of grants; before them the applications that wait for a refusal."""
    town = request.actor.partnership
    waiting = list(queries.unrefused(town)[: MOST + 1]) if request.actor.may("grants.draft_act") else []
    signed = queries.to_post(town)
    return list_page(
        request, ACTS, "grants/acts.html", waiting=waiting[:MOST], more=len(waiting) > MOST, signed=len(signed)
    )


def export(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the notices that the list shows, as CSV or XLSX."""
    return list_file(request, ACTS, kind)


def _start_values(application: Application, kind: str) -> Fields:
    decision = decision_on(application.partnership, application_reference(application))
    check = application.checks.first()
    reasons = ""
    if kind == rules.REJECTION and application.state == "rejected" and decision:
        reasons = decision.reason
    if kind == rules.REJECTION and application.state == "inadmissible" and check:
        reasons = check.note
    return {"salutation": SALUTATION, "reasons": reasons, "begins_on": application.starts_on}


def _draft(request: Request, key: str, kind: str, title: str) -> HttpResponse:
    application = application_for(request.actor, key)
    form = FORMS[kind](request.POST or None, initial=_start_values(application, kind))

    def deed(**fields: Value) -> HttpResponse:
        by, at = request.actor, request.began_at
        made = operations.draft_act(application=application, kind=kind, fields=fields, by=by, at=at)
        return go(request, "grants:act", made.key)

    more: Context = {"application": application, "title": title, "kind": kind}
    done = gettext("Der Entwurf ist gespeichert. Jetzt muss eine zweite Person unterschreiben.")
    back = ("calls:application", key)
    return form_page(request, form, deed, back=back, page="grants/draft_act.html", done=done, **more)


def draft_rejection(request: Request, key: str) -> HttpResponse:
    """Drafts the refusal of an application."""
    return _draft(request, key, rules.REJECTION, gettext("Ablehnung entwerfen"))


def draft_early(request: Request, key: str) -> HttpResponse:
    """Drafts leave to begin before the decision."""
    return _draft(request, key, rules.EARLY_START, gettext("Vorzeitigen Beginn genehmigen"))


def redraft(request: Request, key: str) -> HttpResponse:
    """Changes a draft."""
    act = queries.act_for(request.actor, key)
    form = FORMS[act.kind](request.POST or None, of=act_values(act))

    def deed(seen: str, **fields: Value) -> None:
        operations.redraft_act(act=act, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    more: Context = {"application": act.application, "title": gettext("Entwurf ändern"), "kind": act.kind}
    back, done = ("grants:act", key), gettext("Der Entwurf ist gespeichert.")
    return form_page(request, form, deed, back=back, page="grants/draft_act.html", done=done, act=act, **more)


def _preview(request: Request, act: Act) -> tuple[ActLetter | None, Problem | None]:
    footer = gettext("Entwurf, noch nicht unterschrieben")
    try:
        return act_letter(act, signatory=request.actor.account.name, at=request.began_at, footer=footer), None
    except Refused as refused:
        return None, refused.problem


def act(request: Request, key: str) -> HttpResponse:
    """One notice: what is next, its words, when it is final."""
    act = queries.act_for(request.actor, key)
    step, action, text = NEXT.get(act.state, ("", "", ""))
    letter = None if act.document or act.state == "dropped" else _preview(request, act)[0]
    context = {
        "act": act,
        "application": act.application,
        "kind": rules.ACT_KINDS[act.kind],
        "state": ACT.words[act.state],
        "step": step,
        "step_text": text,
        "may_step": bool(step) and request.actor.may(action),
        "letter": letter or (act.document.data if act.document else None),
        "finality": remedies.explained(act),
    }
    return render(request, "grants/act.html", context)


def sign(request: Request, key: str) -> HttpResponse:
    """The second person reads and signs."""
    act = queries.act_for(request.actor, key)
    letter, problem = _preview(request, act)
    if problem is None:
        deed = partial(operations.sign_act, act=act, seen=seen_on(request), by=request.actor, at=request.began_at)
        text = gettext("Der Bescheid ist unterschrieben. Drucken Sie ihn aus und geben Sie ihn zur Post.")
        signed, problem = asked(request, deed, text)
        if signed:
            return go(request, "grants:act", key)
    today = local_day(request.began_at)
    own = NOT_DRAFTER not in queries.act_relations(act, request.actor, today)
    context = {"act": act, "letter": letter, "seen": seal(act_values(act)), "problem": problem, "own": own}
    return render(request, "grants/sign_act.html", context | _unreviewed(act, today))


def _unreviewed(act: Act, today: Foreign) -> Context:
    """Which text blocks nobody with a law degree has read yet."""
    land = act.partnership.land
    wording = blocks(land)
    source = source_of(wording, fund_sources(act.application.call.fund)) if wording else ""
    return {"source": source, "fiction": fiction_days(land, today)}


def preview(request: Request, key: str) -> HttpResponse:
    """The draft as PDF, before anybody signs."""
    letter, problem = _preview(request, queries.act_for(request.actor, key))
    if letter is None:
        messages.error(request, said(known(problem)))
        return redirect("grants:act", town=request.actor.partnership.slug, key=key)
    return attach(typeset("act", letter, at=request.began_at), name="Entwurf.pdf", content_type="application/pdf")


def document(request: Request, key: str) -> HttpResponse:
    """The signed notice as PDF."""
    act = queries.act_for(request.actor, key)
    if act.document is None:
        raise Http404
    return respond(act.document.file, name=f"Bescheid {act.number}")


def own_act(request: Request, key: str) -> HttpResponse:
    """A posted notice about the applicant's own application, as PDF."""
    act = queries.own_act(request.actor, key, local_day(request.began_at))
    return respond(known(act.document).file, name=f"Bescheid {act.number}")


def post_all(request: Request) -> HttpResponse:
    """One posting day for several signed notices, of grants and of other kinds."""
    signed = queries.to_post(request.actor.partnership)
    named = [(key, f"{paper.number} · {name}") for key, (paper, name) in signed.items()]
    form = forms.PostAllForm(request.POST or None, papers=named, initial={"posted_on": local_day(request.began_at)})

    def deed(papers: list[str], **data: Value) -> None:
        chosen = [signed[key][0] for key in papers]
        operations.post_all(papers=chosen, **data, by=request.actor, at=request.began_at)

    title, done = gettext("Mehrere Bescheide zur Post geben"), gettext("Der Tag ist bei allen eingetragen.")
    return form_page(
        request, form, deed, back=("grants:acts",), page="grants/post_all.html", title=title, done=done, signed=signed
    )


def _back(act: Act) -> Way:
    return ("grants:act", act.key)


def _page(deed: Callable[..., Value], form: Callable[..., PlainForm], title: str, **more: Value) -> DeedPage:
    """A page with one deed on a notice."""
    defaults: dict[str, Value] = {"takes": "act", "thing": by_key(queries.act_for), "back": _back}
    defaults |= {"done": mark("Eingetragen."), "page": "grants/act_deed.html"}
    return DeedPage(deed=deed, form=form, title=title, **(defaults | more))


send_back = _page(operations.return_act, forms.NoteForm, mark("Bescheid zurückgeben"))
drop = _page(operations.drop_act, forms.ReasonForm, mark("Bescheid aufgeben"))
post = _page(
    operations.post_act,
    forms.PostActForm,
    mark("Wann ging der Bescheid zur Post?"),
    initial=lambda request, act: {"posted_on": local_day(request.began_at)},
)
receipt = _page(operations.correct_act, forms.ArrivalForm, mark("Wann ist der Bescheid angekommen?"))
doubt = _page(operations.doubt_act, forms.DoubtForm, mark("Die Rechtsbehelfsbelehrung fehlt oder ist falsch"))
waiver = _page(operations.waive_act, forms.WaiverForm, mark("Verzicht auf den Widerspruch"))
objection = _page(operations.contest_act, forms.ObjectionForm, mark("Widerspruch eintragen"))
settlement = _page(operations.settle_act, forms.SettlementForm, mark("Wie ging der Widerspruch aus?"))
