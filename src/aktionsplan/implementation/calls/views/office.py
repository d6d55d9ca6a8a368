"""Pages of the office: calls, applications, formal check, agenda, decision taken over."""

from functools import partial

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies.models import Meeting
from aktionsplan.bodies.queries import decision_on, explained, faulty_decision, open_item, planned_meetings
from aktionsplan.development.strategy.queries import goals as all_goals
from aktionsplan.implementation.calls import forms, operations, queries, rules
from aktionsplan.implementation.calls.operations import decisions
from aktionsplan.implementation.calls.operations.calls import WORDS
from aktionsplan.implementation.calls.states import APPLICATION, CALL, REFUSED, UNGRANTED
from aktionsplan.implementation.calls.views.lists import APPLICATIONS
from aktionsplan.partnership.queries import funds
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.charts import balance
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.files.responses import respond
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.lists import list_file, list_page
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, seen_on, tried
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.words import mark


def calls(request: Request) -> HttpResponse:
    """Every call with the numbers of its applications."""
    rows = [{"call": call, "state": CALL.words[call.state]} for call in queries.calls(request.actor.partnership)]
    return render(request, "calls/calls.html", {"rows": rows, "today": local_day(request.began_at)})


def _call_form(request: Request, initial: dict) -> forms.CallForm:
    partnership = request.actor.partnership
    return forms.CallForm(
        request.POST or None,
        initial=initial,
        funds=[(fund.key, f"{fund.name} {fund.programme_year.year}") for fund in funds(partnership)],
        goals=[(goal.key, str(goal)) for goal in all_goals(partnership)],
    )


def _chosen(request: Request, form: forms.CallForm) -> tuple:
    data = form.cleaned_data
    fund = next(fund for fund in funds(request.actor.partnership) if fund.key == data["fund"])
    goals = [goal for goal in all_goals(request.actor.partnership) if goal.key in data["goals"]]
    return fund, goals, {name: data[name] for name in WORDS}


def prepare(request: Request) -> HttpResponse:
    """A draft of a call."""
    form = _call_form(request, {})

    def deed(**data: Value) -> HttpResponse:
        fund, goals, fields = _chosen(request, form)
        by, at = request.actor, request.began_at
        return go(
            request, "calls:call", operations.prepare_call(fund=fund, fields=fields, goals=goals, by=by, at=at).key
        )

    return form_page(request, form, deed, back=("calls:calls",), page="calls/call_form.html")


def change(request: Request, key: str) -> HttpResponse:
    """New words of a draft."""
    call = queries.call_for(request.actor, key)
    initial = {name: getattr(call, name) for name in WORDS}
    kept = {"fund": call.fund.key, "goals": [goal.key for goal in call.goals.all()], "version": call.version}
    form = _call_form(request, initial | kept)

    def deed(version: int | None, **data: Value) -> None:
        _fund, goals, fields = _chosen(request, form)
        by, at = request.actor, request.began_at
        operations.change_call(call=call, fields=fields, goals=goals, version=version or 0, by=by, at=at)

    return form_page(request, form, deed, back=("calls:call", key), page="calls/call_form.html", call=call)


def call(request: Request, key: str) -> HttpResponse:
    """One call as the office sees it."""
    call = queries.call_for(request.actor, key)
    return render(
        request,
        "calls/call.html",
        {
            "call": call,
            "seen": seal({"version": call.version}),
            "state": CALL.words[call.state],
            "today": local_day(request.began_at),
            "hidden_goals": call.state == "draft" and queries.hidden_goals(call),
        },
    )


def release(request: Request, key: str) -> HttpResponse:
    """Opens the call."""
    call = queries.call_for(request.actor, key)
    deed = partial(operations.release_call, call=call, seen=seen_on(request), by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Der Aufruf ist veröffentlicht und steht im Portal."))
    return go(request, "calls:call", key)


def applications(request: Request) -> HttpResponse:
    """Submitted applications, 50 on a page."""
    return list_page(request, APPLICATIONS)


def export(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the applications that the list shows, as CSV or XLSX."""
    return list_file(request, APPLICATIONS, kind)


ON_AGENDA = ("admissible", "waitlisted")


def application(request: Request, key: str) -> HttpResponse:
    """One application as the office sees it."""
    application = queries.application_for(request.actor, key)
    lines, checks = queries.lines(application), list(application.checks.all())
    decision = decision_on(request.actor.partnership, queries.reference(application))
    acts = list(queries.acts_about(application))
    context = {
        "application": application,
        "acts": acts,
        "refusal": next((act for act in acts if act.kind == "rejection"), None),
        "refusable": application.state in REFUSED,
        "early_possible": application.state in UNGRANTED and not any(act.kind == "early_start" for act in acts),
        "state": APPLICATION.words[application.state],
        "lines": lines,
        "sums": balance(
            application.total_eur, sum((x.amount_eur for x in lines if x.side == "income"), application.total_eur * 0)
        ),
        "check": checks[0] if checks else None,
        "check_words": rules.CHECK_RESULTS,
        "decision": decision,
        "faulty": faulty_decision(request.actor.partnership, application.decision_key) if decision is None else None,
        "waiting": open_item(request.actor.partnership, queries.reference(application))
        if application.state in ON_AGENDA
        else None,
        "verdict": explained(decision.vote) if decision else None,
        "plan": queries.plan_of(application),
        "attachments": application.attachments.all(),
        "groups": [rules.TARGET_GROUPS[group] for group in application.target_groups],
        "units": rules.UNITS,
        "musts": [row for row in queries.criteria(application.call) if row.kind == rules.KNOCKOUT],
        "pre": queries.pre_assessment(application),
    }
    return render(request, "calls/application.html", context)


def check(request: Request, key: str) -> HttpResponse:
    """The formal check."""
    application = queries.application_for(request.actor, key)
    suggested = [name for name, yes in queries.suggested_answers(application).items() if yes]
    form = forms.CheckForm(request.POST or None, initial={"answers": suggested})

    def deed(answers: list[str], **data: Value) -> None:
        given = {name: name in answers for name in rules.CHECKS}
        operations.check(application=application, answers=given, **data, by=request.actor, at=request.began_at)

    more: Context = {"application": application, "suggested": suggested}
    back = ("calls:application", key)
    done = gettext("Die Prüfung ist gespeichert. Der Verein bekommt eine E-Mail.")
    return form_page(request, form, deed, back=back, page="calls/check.html", done=done, **more)


reopen = DeedPage(
    deed=operations.reopen,
    form=forms.ReopenForm,
    title=mark("Formale Ablehnung aufheben"),
    takes="application",
    thing=by_key(queries.application_for),
    back=lambda application: ("calls:application", application.key),
    page="calls/reopen.html",
)


def when(meeting: Meeting) -> str:
    """When and where a meeting is, in a line."""
    if meeting.kind == "circular" and meeting.deadline:
        return gettext("Umlaufverfahren bis {day}").format(day=f"{meeting.deadline:%d.%m.%Y}")
    return f"{meeting.starts_at.astimezone(BERLIN):%d.%m.%Y, %H:%M}, {meeting.place}"


def to_committee(request: Request, key: str) -> HttpResponse:
    """Puts an application on an agenda."""
    application = queries.application_for(request.actor, key)
    planned = planned_meetings(request.actor.partnership, local_day(request.began_at), application.call.fund.code)
    words = [(m.key, f"{when(m)} – {m.body.name}") for m in planned]

    def deed(meeting: str) -> HttpResponse:
        chosen = next(m for m in planned if m.key == meeting)
        operations.put_to_committee(application=application, meeting=chosen, by=request.actor, at=request.began_at)
        return go(request, "bodies:meeting", meeting)

    form, done = (
        forms.MeetingForm(request.POST or None, meetings=words),
        gettext("Der Antrag steht auf der Tagesordnung."),
    )
    more: Context = {"application": application, "meetings": planned}
    back, page = ("calls:application", key), "calls/to_committee.html"
    return form_page(request, form, deed, back=back, page=page, done=done, **more)


def take_over(request: Request, key: str) -> HttpResponse:
    """Takes the committee's decision over."""
    application = queries.application_for(request.actor, key)
    deed = partial(decisions.take_over_decision, application=application, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Die Entscheidung ist übernommen."))
    return go(request, "calls:application", key)


def take_back(request: Request, key: str) -> HttpResponse:
    """A faulty decision of the committee no longer holds."""
    application = queries.application_for(request.actor, key)
    deed = partial(decisions.take_back_decision, application=application, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Der Antrag wartet wieder auf eine Entscheidung."))
    return go(request, "calls:application", key)


def attachment(request: Request, key: str, file: str) -> HttpResponse:
    """A file of an application as a download."""
    application = queries.application_for(request.actor, key)
    row = queries.attachment_of(application, file)
    return respond(row.file, name=row.name)


def receipt(request: Request, key: str) -> HttpResponse:
    """The receipt as the office sees it."""
    application = queries.application_for(request.actor, key)
    if application.receipt is None:
        raise Http404
    return respond(application.receipt.file, name=f"Eingangsbestaetigung {application.number}")
