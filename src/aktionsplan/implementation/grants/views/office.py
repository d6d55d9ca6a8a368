"""Pages of the office: projects, notices, payments, publishing."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from aktionsplan.bodies.models import Decision
from aktionsplan.bodies.queries import decision_on
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.queries import application_for
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.grants import forms, operations, queries, rules
from aktionsplan.implementation.grants.documents.notice import NoticeLetter, letter_of
from aktionsplan.implementation.grants.documents.wording import FITS, SALUTATION, STATUS, blocks, source_of
from aktionsplan.implementation.grants.imports import GERMAN, MAX_BYTES, size_problem
from aktionsplan.implementation.grants.models import Grant, Provision
from aktionsplan.implementation.grants.operations import notification, payments, remedies
from aktionsplan.implementation.grants.operations.notices import draft_values
from aktionsplan.implementation.grants.queries import timeline
from aktionsplan.implementation.grants.states import CHANGE_REQUEST, GRANT, PAYMENT, PROVISION
from aktionsplan.implementation.grants.views.lists import EARLIER, PROJECTS
from aktionsplan.network.queries import usable_bank
from aktionsplan.partnership.queries import fund_sources
from aktionsplan.partnership.rules import fiction_days
from aktionsplan.people.permissions.relations import NOT_DRAFTER
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.charts import bars
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.documents.typesetting import render as typeset
from aktionsplan.shared.files.responses import attach, respond
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Context, Fields, Foreign, Value
from aktionsplan.shared.lists import list_file, list_page
from aktionsplan.shared.pages import DeedPage, Way, asked, by_key, form_page, go, seen_on
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.queries import is_published
from aktionsplan.shared.saying import said
from aktionsplan.shared.tasks import MOST
from aktionsplan.shared.words import Problem, Refused, known, mark

NEXT_ACTIONS = {
    "grants:redraft": "grants.draft_notice",
    "grants:sign": "grants.sign_notice",
    "grants:post": "grants.post_notice",
    "grants:waiver": "grants.record_waiver",
    "grants:settlement": "grants.settle_objection",
    "grants:order": "grants.order_payment",
    "grants:release": "grants.release_payment",
}


def _today(request: Request):
    return local_day(request.began_at)


def _project(request: Request, key: str) -> HttpResponse:
    return redirect("grants:project", town=request.actor.partnership.slug, key=key)


def projects(request: Request) -> HttpResponse:
    """Projects, 50 on a page; before them the approvals that wait for a notice."""
    town = request.actor.partnership
    waiting = queries.open_applications(town) if request.actor.may("grants.draft_notice") else None
    first = [] if waiting is None else list(waiting[: MOST + 1])
    return list_page(
        request,
        PROJECTS,
        "grants/projects.html",
        waiting=first[:MOST],
        refused=queries.unrefused(town).count() if request.actor.may("grants.draft_act") else 0,
        behind=0 if waiting is None or len(first) <= MOST else waiting.count() - MOST,
        earlier=queries.historic(town).count(),
    )


def earlier(request: Request) -> HttpResponse:
    """Grants of earlier years, 50 on a page."""
    return list_page(request, EARLIER, "grants/earlier.html")


def export_earlier(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the earlier grants that the list shows, as CSV or XLSX."""
    return list_file(request, EARLIER, kind)


def export(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the projects that the list shows, as CSV or XLSX."""
    return list_file(request, PROJECTS, kind)


def import_list(request: Request) -> HttpResponse:
    """Puts the import of a public grant list down for the worker and leads to its progress."""

    def deed(upload: Foreign) -> HttpResponse:
        if upload.size > MAX_BYTES:
            raise Refused(known(size_problem(upload.size)))
        job = operations.ask_import(content=upload.read(), by=request.actor, at=request.began_at)
        return go(request, "desk:job", job.key)

    form, page = forms.ImportForm(request.POST or None, request.FILES or None), "grants/import.html"
    return form_page(request, form, deed, back=("grants:projects",), page=page, columns=GERMAN.values())


def money_bars(grant: Grant) -> tuple:
    """Granted (or only meant to be, before the signature) and paid of one grant."""
    granted = gettext("Bewilligt") if grant.number else gettext("Vorgesehen, noch ohne Bescheid")
    return bars([(granted, grant.amount_eur, "granted"), (gettext("Ausgezahlt"), queries.paid(grant), "paid")])


def provision_rows(grant: Grant) -> list[tuple[Provision, str, str]]:
    """The special provisions with the words of their kind and state."""
    return [(row, rules.PROVISION_KINDS[row.kind], PROVISION.words[row.state]) for row in grant.provisions.all()]


def _tabs(request: Request, grant: Grant, tab: str, payments: int) -> list[Context]:
    """The ways to look at a project; its receipts are a page of their own."""
    tabs: list[Context] = [
        {"text": gettext("Verlauf"), "url": "?", "here": tab != "geld"},
        {"text": gettext("Geld"), "url": "?reiter=geld", "here": tab == "geld", "count": payments},
    ]
    if request.actor.may("grants.view_receipts"):
        count = queries.kept_receipts(grant).count()
        tabs.append({"text": gettext("Belege"), "url": "belege/", "here": False, "count": count})
    return tabs


def project(request: Request, key: str) -> HttpResponse:
    """One project: next step, time line, money."""
    grant, today = queries.grant_for(request.actor, key), _today(request)
    payments, coming = queries.payments(grant), timeline.next_step(grant, today)
    waiting = next((payment for payment in payments if payment.state in (*queries.TO_ORDER, "ordered")), None)
    bank_missing = bool(
        waiting and waiting.state in queries.TO_ORDER and not usable_bank(grant.organisation, request.began_at)
    )
    tab = request.GET.get("reiter", "")
    context = {
        "grant": grant,
        "state": GRANT.words[grant.state],
        "events": timeline.events(grant, today),
        "bars": money_bars(grant),
        "next": coming,
        "next_action": NEXT_ACTIONS.get(coming[2], ""),
        "funding": rules.FUNDING_TYPES[grant.funding_type],
        "payments": [(payment, PAYMENT.words[payment.state]) for payment in payments],
        "tab": tab,
        "tabs": [
            {"text": gettext("Verlauf"), "url": "?", "here": tab != "geld"},
            {"text": gettext("Geld"), "url": "?reiter=geld", "here": tab == "geld", "count": len(payments)},
            {
                "text": gettext("Belege"),
                "url": "belege/",
                "here": False,
                "count": queries.kept_receipts(grant).count(),
            },
        ],
        "uses": queries.uses(grant, queries.receipts(grant, today), today) if tab == "geld" else [],
        "changes": [(row, CHANGE_REQUEST.words[row.state]) for row in queries.changes_of(grant)]
        if request.actor.may("grants.view_changes")
        else [],
        "after_year": queries.after_year(grant),
        "published": is_published(grant.partnership, "project", grant.key),
        "rest": grant.amount_eur - queries.drawn(grant),
        "provisions": provision_rows(grant),
        "finality": remedies.explained(grant),
        "waiting_payment": waiting,
        "bank_missing": bank_missing,
        "payable": not bank_missing,
    }
    return render(request, "grants/project.html", context)


def _start_values(application: Application, decision: Decision | None, today: Foreign) -> Fields:
    why = decision.reason if decision else ""
    return {
        "funding_type": "deficit",
        "payment_scheme": rules.ADVANCE,
        "salutation": SALUTATION,
        "purpose": application.summary,
        "provisions": decision.conditions if decision else "",
        "reasons": why or FITS,
        "reduction_reason": "",
        "early_start_on": queries.early_day(application, today),
    }


def draft(request: Request, key: str) -> HttpResponse:
    """Drafts a notice for an approval."""
    application = application_for(request.actor, key)
    decision = decision_on(request.actor.partnership, application_reference(application))
    form = forms.NoticeForm(request.POST or None, initial=_start_values(application, decision, _today(request)))

    def deed(**fields: Value) -> HttpResponse:
        by, at = request.actor, request.began_at
        return _project(request, operations.draft_notice(application=application, fields=fields, by=by, at=at).key)

    more: Context = {
        "application": application,
        "decision": decision,
        "blocks": blocks(request.actor.partnership.land),
    }
    done = gettext("Der Entwurf ist gespeichert. Jetzt muss eine zweite Person unterschreiben.")
    return form_page(request, form, deed, back=("grants:projects",), page="grants/draft.html", done=done, **more)


def redraft(request: Request, key: str) -> HttpResponse:
    """Changes a draft."""
    grant = queries.grant_for(request.actor, key)
    form = forms.NoticeForm(request.POST or None, of=draft_values(grant))

    def deed(seen: str, **fields: Value) -> None:
        operations.redraft_notice(grant=grant, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    more: Context = {
        "application": grant.application,
        "grant": grant,
        "blocks": blocks(request.actor.partnership.land),
    }
    back, done = ("grants:project", key), gettext("Der Entwurf ist gespeichert.")
    return form_page(request, form, deed, back=back, page="grants/draft.html", done=done, **more)


def _preview(request: Request, grant: Grant) -> tuple[NoticeLetter | None, Problem | None]:
    try:
        return letter_of(
            grant,
            signatory=request.actor.account.name,
            at=request.began_at,
            footer=gettext("Entwurf, noch nicht unterschrieben"),
        ), None
    except Refused as refused:
        return None, refused.problem


def sign(request: Request, key: str) -> HttpResponse:
    """The second person reads and signs."""
    grant = queries.grant_for(request.actor, key)
    letter, problem = _preview(request, grant)
    if problem is None:
        deed = partial(
            operations.sign_notice, grant=grant, seen=seen_on(request), by=request.actor, at=request.began_at
        )
        text = gettext("Der Bescheid ist unterschrieben. Drucken Sie ihn aus und geben Sie ihn zur Post.")
        signed, problem = asked(request, deed, text)
        if signed:
            return _project(request, key)
    land = request.actor.partnership.land
    wording = blocks(land)
    context = {
        "grant": grant,
        "letter": letter,
        "seen": seal(draft_values(grant)),
        "problem": problem,
        "status": STATUS,
        "source": source_of(wording, fund_sources(grant.fund)) if wording else "",
        "late": queries.too_late(grant, _today(request)),
        "fiction": fiction_days(land, _today(request)),
        "own": NOT_DRAFTER not in queries.notice_relations(grant, request.actor, _today(request)),
    }
    return render(request, "grants/sign.html", context)


def preview(request: Request, key: str) -> HttpResponse:
    """The draft as PDF, before anybody signs."""
    grant = queries.grant_for(request.actor, key)
    letter, problem = _preview(request, grant)
    if letter is None:
        messages.error(request, said(known(problem)))
        return _project(request, key)
    return attach(typeset("notice", letter, at=request.began_at), name="Entwurf.pdf", content_type="application/pdf")


def notice(request: Request, key: str) -> HttpResponse:
    """The signed notice as PDF."""
    grant = queries.grant_for(request.actor, key)
    if grant.notice.document is None:
        raise Http404
    return respond(grant.notice.document.file, name=f"Zuwendungsbescheid {grant.number}")


def publish(request: Request, key: str) -> HttpResponse:
    """Shows the project on the portal."""
    grant, form = queries.grant_for(request.actor, key), forms.PublishForm(request.POST or None)
    deed = partial(operations.publish_project, grant=grant, by=request.actor, at=request.began_at)
    goal = grant.application.goal
    more: Context = {
        "grant": grant,
        "goal_shown": goal is not None and is_published(grant.partnership, "goal", goal.key),
    }
    back, done = ("grants:project", key), gettext("Das Projekt steht jetzt im Portal.")
    return form_page(request, form, deed, back=back, page="grants/publish.html", done=done, **more)


def withdraw(request: Request, key: str) -> HttpResponse:
    """Takes the project off the portal."""
    operations.withdraw_project(grant=queries.grant_for(request.actor, key), by=request.actor, at=request.began_at)
    messages.success(request, gettext("Das Projekt ist aus dem Portal genommen."))
    return _project(request, key)


def _back(grant: Grant) -> Way:
    return ("grants:project", grant.key)


ENTERED = mark("Eingetragen.")


def _page(
    deed: Callable[..., Value], form: Callable[..., PlainForm], title: str | Callable[[Grant], str], **more: Value
) -> DeedPage:
    """A page with one deed on a grant."""
    defaults: dict[str, Value] = {
        "takes": "grant",
        "thing": by_key(queries.grant_for),
        "back": _back,
        "done": ENTERED,
    }
    defaults["page"] = "grants/deed.html"
    return DeedPage(deed=deed, form=form, title=title, **(defaults | more))


def _sending_back(grant: Grant) -> str:
    return mark("Unterschrift zurücknehmen") if grant.state == "signed" else mark("Entwurf zurückgeben")


send_back = _page(operations.return_notice, forms.NoteForm, _sending_back)
drop = _page(operations.drop_notice, forms.DropForm, mark("Bescheid aufgeben"))
enter_request = _page(payments.enter_request, forms.PaymentForm, mark("Anforderung auf Papier eintragen"))
post = _page(
    notification.post_notice,
    forms.PostForm,
    mark("Wann ging der Bescheid zur Post?"),
    initial=lambda request, grant: {"posted_on": _today(request)},
)
waiver = _page(notification.record_waiver, forms.WaiverForm, mark("Verzicht auf den Widerspruch"))
receipt = _page(notification.correct_notification, forms.ArrivalForm, mark("Wann ist der Bescheid angekommen?"))
doubt = _page(
    notification.doubt_instruction, forms.DoubtForm, mark("Die Rechtsbehelfsbelehrung fehlt oder ist falsch")
)
objection = _page(notification.record_objection, forms.ObjectionForm, mark("Widerspruch eintragen"))
settlement = _page(notification.settle_objection, forms.SettlementForm, mark("Wie ging der Widerspruch aus?"))
