"""Writing calls and applications up to the decision that is taken over."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects

from aktionsplan.bodies.agenda import add_paper, drop_item, put_on_agenda
from aktionsplan.bodies.models import AgendaItem, FundBody, Meeting
from aktionsplan.bodies.queries import decision_on, fund_body, open_item
from aktionsplan.development.strategy.models import Goal
from aktionsplan.implementation.calls import documents, drafts, emails, queries, rules
from aktionsplan.implementation.calls.models import Application, Call, CallGoal, FormalCheck
from aktionsplan.implementation.calls.publications import public_call
from aktionsplan.implementation.calls.states import APPLICATION, CALL, EVENT_OF_DECISION
from aktionsplan.network.queries import impartial
from aktionsplan.partnership.models import Fund
from aktionsplan.partnership.operations import free, next_number
from aktionsplan.partnership.queries import rules_in_force
from aktionsplan.people.queries import require
from aktionsplan.shared import search
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.operations import issue
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.ledger.operations import canonical, record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import publish
from aktionsplan.shared.words import Conflict, Problem, Refused, mark

WORDS = (
    "title",
    "summary",
    "who_may_apply",
    "max_amount_eur",
    "opens_on",
    "deadline",
    "project_from",
    "project_until",
)


def _check_window(fund: Fund, fields: dict[str, Any]) -> None:
    window = rules.Window(*(fields[name] for name in ("opens_on", "deadline", "project_from", "project_until")))
    if problem := rules.window_problem(window, fund.programme_year.year, land=fund.partnership.land):
        raise Refused(problem)


def _serve(call: Call, goals: list[Goal]) -> None:
    CallGoal.objects.filter(call=call).exclude(goal__in=goals).delete()
    for goal in goals:
        CallGoal.objects.get_or_create(partnership=call.partnership, call=call, goal=goal)


def _findable_call(call: Call) -> None:
    search.put(partnership=call.partnership, kind="call", reference=call.key, title=call.title, text=call.summary)


def _check_sum(fund: Fund, wanted: Decimal) -> None:
    ceiling = Fund.objects.get(pk=fund.pk).ceiling_eur
    if problem := rules.call_sum_problem(wanted=wanted, ceiling=ceiling):
        raise Refused(problem)


@deed("calls.prepare")
def prepare_call(*, fund: Fund, fields: dict[str, Any], goals: list[Goal], by: By, at: dt.datetime) -> Call:
    """A draft of a call that serves goals; Refused when its days do not fit."""
    _check_window(fund, fields)
    _check_sum(fund, fields["max_amount_eur"])
    if not goals:
        raise Refused(Problem("goals", mark("Welchen Zielen dient der Aufruf?"), {}, "goals"))
    made = Call.objects.create(
        partnership=by.partnership, fund=fund, state=CALL.initial, prepared_by=by.reference, **fields
    )
    _serve(made, goals)
    _findable_call(made)
    record(
        by=by,
        at=at,
        reference=f"call:{made.key}",
        payload={"title": made.title, "goals": [goal.number for goal in goals]},
    )
    return made


@deed("calls.change")
def change_call(
    *, call: Call, fields: dict[str, Any], goals: list[Goal], version: int, by: By, at: dt.datetime
) -> Call:
    """New words of a draft; a released call is frozen. Raises Conflict when somebody else has saved since `version`."""
    held = Call.objects.select_for_update(of=("self",)).select_related("fund__programme_year").get(pk=call.pk)
    held.state = CALL.next(held.state, "change")
    if held.version != version:
        text = mark(
            "Der Aufruf wurde inzwischen an anderer Stelle geändert. Öffnen Sie ihn neu und tragen Sie Ihre Änderung dort ein."
        )
        raise Conflict(Problem("conflict", text), {name: getattr(held, name) for name in WORDS})
    _check_window(held.fund, fields)
    _check_sum(held.fund, fields["max_amount_eur"])
    for name in WORDS:
        setattr(held, name, fields[name])
    held.version += 1
    held.save(update_fields=[*WORDS, "state", "version"])
    _serve(held, goals)
    _findable_call(held)
    record(by=by, at=at, reference=f"call:{held.key}", payload={"title": held.title})
    return held


@deed("calls.release")
def release_call(*, call: Call, by: By, at: dt.datetime) -> Call:
    """Opens the call: freezes its rules and shows it on the portal."""
    held = (
        Call.objects.select_for_update(of=("self",))
        .select_related("fund__programme_year", "partnership")
        .get(pk=call.pk)
    )
    held.state = CALL.next(held.state, "release")
    _check_sum(held.fund, held.max_amount_eur)
    in_force = rules_in_force(by.partnership, "application", local_day(at))
    held.rules, held.rules_version = in_force.values, in_force.version
    held.released_by, held.released_at = by.reference, at
    held.save(update_fields=["state", "rules", "rules_version", "released_by", "released_at"])
    publish(by=by, at=at, kind="call", slug=held.key, fields=public_call(held), order=held.deadline.isoformat())
    record(by=by, at=at, reference=f"call:{held.key}", payload={"title": held.title, "rules": in_force.version})
    return held


@deed("calls.show_goals")
def show_goals(*, call: Call, by: By, at: dt.datetime) -> None:
    """Adds the goals that are public by now to a call on the portal."""
    publish(by=by, at=at, kind="call", slug=call.key, fields=public_call(call), order=call.deadline.isoformat())
    record(by=by, at=at, reference=f"call:{call.key}", payload={"title": call.title})


def _own_plan_problems(held: Application) -> list[Problem]:
    sums, frozen = queries.plan_of(held), held.call.rules
    found = rules.plan_problems(sums, max_amount=held.call.max_amount_eur, own_percent=frozen["own_share_percent"])
    for line in held.lines.all():
        if problem := rules.line_problem(queries.as_line(line), **queries.fee_caps(held.call)):
            found.append(Problem(problem.code, problem.text, problem.params, "budget"))
    return found


def open_questions(held: Application) -> list[tuple[int, Problem]]:
    """Step and reason of everything that keeps the application from being submitted."""
    found = rules.missing(queries.values(held))
    if problem := rules.period_problem(queries.window(held.call), held.starts_on, held.ends_on):
        found.append((3, problem))
    return sorted(
        found + [(rules.BUDGET_STEP, problem) for problem in _own_plan_problems(held)], key=lambda pair: pair[0]
    )


def _checksum(held: Application) -> str:
    plan = [[line.side, line.category, line.label, line.amount_eur] for line in queries.lines(held)]
    answers = {name: getattr(held, name) for name in drafts.COLUMNS}
    return hashlib.sha256(canonical({"answers": answers, "plan": plan}).encode()).hexdigest()


def _findable(held: Application) -> None:
    search.put(
        partnership=held.partnership,
        kind="application",
        reference=held.key,
        title=f"{held.number} {held.title}",
        text=f"{held.summary} {held.organisation.name}",
    )


def page_of(held: Application) -> str:
    """The address of the applicant's own page."""
    return f"{settings.AKTIONSPLAN_ADDRESS}/{held.partnership.slug}/intern/antraege/eigene/{held.key}/"


@deed("applications.submit")
def submit(*, application: Application, by: By, at: dt.datetime) -> Application:
    """Hands the application in: number, time, receipt, mail. A second click finds it submitted already.

    Refused while something is missing or the plan is not even; late submissions are marked, not lost.
    """
    held = drafts.locked(application)
    prefetch_related_objects([held], "lines")
    require(by, "applications.submit", queries.relations(held, by, local_day(at)))
    first = not held.number
    held.state = APPLICATION.next(held.state, "submit")
    if problem := rules.submission_problem(queries.window(held.call), local_day(at)):
        raise Refused(problem)
    if found := open_questions(held):
        raise Refused(found[0][1])
    sums = queries.plan_of(held)
    late_now = rules.late(queries.window(held.call), at)
    if problem := rules.raised_problem(requested=sums.grant_eur, first=held.first_requested_eur, late=late_now):
        raise Refused(problem)
    held.requested_eur, held.total_eur, held.submitted_at = sums.grant_eur, sums.expenses_eur, at
    held.late = late_now if first else held.late
    if first:
        held.first_submitted_at, held.first_requested_eur = at, sums.grant_eur
        year = held.call.fund.programme_year.year
        held.number = f"E-{year}-{next_number(partnership=held.partnership, series=f'application-{year}'):04}"
    checksum = _checksum(held)
    held.receipt = issue(
        partnership=held.partnership,
        kind="receipt",
        reference=queries.reference(held),
        title=mark("Eingangsbestätigung"),
        template="receipt",
        data=documents.receipt(held, checksum),
        at=at,
    )
    held.save(
        update_fields=[
            "state",
            "requested_eur",
            "total_eur",
            "submitted_at",
            "late",
            "number",
            "receipt",
            "first_submitted_at",
            "first_requested_eur",
        ]
    )
    _findable(held)
    queue(letter=emails.received(held, page_of(held)), at=at, partnership=by.partnership)
    told = {
        "number": held.number,
        "title": held.title,
        "requested": held.requested_eur,
        "late": held.late,
        "sha256": checksum,
    }
    record(by=by, at=at, reference=queries.reference(held), payload=told)
    return held


@deed("applications.withdraw")
def withdraw(*, application: Application, by: By, at: dt.datetime) -> Application:
    """The sponsor takes a submitted application back; money reserved for it becomes free.

    Refused when a notice is being written: then only the office can end the matter.
    """
    held = drafts.locked(application)
    require(by, "applications.withdraw", queries.relations(held, by, local_day(at)))
    if hasattr(held, "grant"):
        raise Refused(Problem("noticed", mark("Der Bescheid ist schon in Arbeit. Bitte rufen Sie im Amt an.")))
    reserved = held.state == "decided"
    held.state = APPLICATION.next(held.state, "withdraw")
    if reserved:
        free(fund=held.call.fund, reference=queries.reference(held), by=by, at=at)
    if item := open_item(by.partnership, queries.reference(held)):
        drop_item(item=item, by=by, at=at)
    held.save(update_fields=["state"])
    record(by=by, at=at, reference=queries.reference(held), payload={"number": held.number})
    return held


def suggested_answers(held: Application) -> dict[str, bool]:
    """The points of the checklist that the data answers by itself."""
    sums, frozen = queries.plan_of(held), held.call.rules
    problems = {
        p.code
        for p in rules.plan_problems(
            sums, max_amount=held.call.max_amount_eur, own_percent=frozen["own_share_percent"]
        )
    }
    window = queries.window(held.call)
    return {
        "in_time": not held.late,
        "complete": not rules.missing(queries.values(held)),
        "not_begun": held.not_begun,
        "period": rules.period_problem(window, held.starts_on, held.ends_on) is None,
        "goal": held.goal_id in set(held.call.goals.values_list("pk", flat=True)),
        "balance": "gap" not in problems,
        "cap": "cap" not in problems,
        "own_share": "own_share" not in problems,
        "no_double": held.no_double_funding,
    }


@deed("applications.check")
def check(
    *, application: Application, answers: dict[str, bool], result: str, note: str, by: By, at: dt.datetime
) -> FormalCheck:
    """The formal check: admits, sends back to be completed, or refuses, with a note to the sponsor."""
    held = drafts.locked(application)
    require(by, "applications.check", impartial(held.organisation, by, local_day(at)))
    held.state = APPLICATION.next(held.state, result)
    confirmed = held.organisation.state == "confirmed"
    if problem := rules.check_problem(answers, result, note, confirmed, late=held.late):
        raise Refused(problem)
    made = FormalCheck.objects.create(
        partnership=by.partnership,
        application=held,
        answers=answers,
        result=result,
        note=note,
        checked_by=by.reference,
        checked_at=at,
    )
    held.save(update_fields=["state"])
    queue(letter=emails.checked(held, result, page_of(held)), at=at, partnership=by.partnership)
    record(by=by, at=at, reference=queries.reference(held), payload={"result": result, "note": note})
    return made


@deed("applications.reopen")
def reopen(*, application: Application, reason: str, by: By, at: dt.datetime) -> Application:
    """The lead office overrules a formal refusal, with its reason: the application is checked anew.

    Source: programme.md, section 2: the lead office answers for the formal check.
    """
    held = drafts.locked(application)
    require(by, "applications.reopen", impartial(held.organisation, by, local_day(at)))
    held.state = APPLICATION.next(held.state, "reopen")
    held.save(update_fields=["state"])
    record(by=by, at=at, reference=queries.reference(held), payload={"reason": reason})
    return held


def _asked_body(held: Application, meeting: Meeting) -> FundBody | None:
    """Who is asked about the fund of the application; Refused for a meeting of any other body."""
    asked = fund_body(held.partnership, held.call.fund.code)
    if asked is not None and asked.body_id != meeting.body_id:
        text = mark("Über diesen Fonds entscheidet ein anderes Gremium: {body}.")
        raise Refused(Problem("body", text, {"body": asked.body.name}, "meeting"))
    return asked


@deed("applications.put_to_committee")
def put_to_committee(*, application: Application, meeting: Meeting, by: By, at: dt.datetime) -> AgendaItem:
    """Puts an admissible application on the agenda of a meeting that is still to come or is held today.

    The application itself goes along as a paper for the members, closed for whoever is recused (committee.md B3).
    """
    held = drafts.locked(application)
    require(by, "applications.put_to_committee", impartial(held.organisation, by, local_day(at)))
    if (meeting.deadline or local_day(meeting.starts_at)) < local_day(at):
        raise Refused(Problem("past", mark("Diese Sitzung ist schon vorbei."), {}, "meeting"))
    asked = _asked_body(held, meeting)
    if held.state not in ("admissible", "waitlisted"):
        raise Refused(
            Problem("not_admissible", mark("Nur ein geprüfter, vollständiger Antrag kommt in die Sitzung."))
        )
    decision = decision_on(by.partnership, queries.reference(held))
    if decision is not None and decision.key != held.decision_key and decision.kind in EVENT_OF_DECISION:
        raise Refused(
            Problem("decided", mark("Der Ausschuss hat schon entschieden. Übernehmen Sie zuerst diese Entscheidung."))
        )
    item = put_on_agenda(
        meeting=meeting,
        title=held.title,
        text=held.summary,
        reference=queries.reference(held),
        by=by,
        at=at,
        organisation=held.organisation,
        requested_eur=held.requested_eur,
        binding=asked is not None and asked.binding,
    )
    paper = Accepted(render("application", documents.committee_paper(held), at=at), "application/pdf")
    add_paper(item=item, title=f"Antrag {held.number}", accepted=paper, public=False, by=by, at=at)
    record(
        by=by,
        at=at,
        reference=queries.reference(held),
        payload={"meeting": meeting.starts_at, "body": meeting.body.name},
    )
    return item
