"""Writing calls and applications up to the decision that is taken over."""

import datetime as dt
import hashlib

from django.db.models import prefetch_related_objects

from aktionsplan.bodies.models import AgendaItem, FundBody, Meeting
from aktionsplan.bodies.operations import add_paper, drop_item, put_on_agenda
from aktionsplan.bodies.queries import decision_on, fund_body, open_item
from aktionsplan.implementation.calls import documents, emails, queries, rules
from aktionsplan.implementation.calls.models import ANSWERS, Application, FormalCheck
from aktionsplan.implementation.calls.states import APPLICATION, EVENT_OF_DECISION
from aktionsplan.partnership.operations import free
from aktionsplan.shared import search
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.operations import issue
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.ledger.operations import canonical, record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.numbers import next_number
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


def _checksum(application: Application) -> str:
    plan = [[line.side, line.category, line.label, line.amount_eur] for line in queries.lines(application)]
    answers = {name: getattr(application, name) for name in ANSWERS}
    return hashlib.sha256(canonical({"answers": answers, "plan": plan}).encode()).hexdigest()


def _findable(application: Application) -> None:
    search.put(
        partnership=application.partnership,
        kind="application",
        reference=application.key,
        title=f"{application.number} {application.title}",
        text=f"{application.summary} {application.organisation.name}",
    )


@deed("applications.submit", on=queries.APPLICATION)
def submit(*, application: Application, by: By, at: dt.datetime) -> Application:
    """Hands the application in: number, time, receipt, mail. A second click finds it submitted already.

    Refused while something is missing or the plan is not even; late submissions are marked, not lost.
    """
    prefetch_related_objects([application], "lines")
    first = not application.number
    application.state = APPLICATION.next(application.state, "submit")
    if problem := rules.submission_problem(queries.window(application.call), local_day(at)):
        raise Refused(problem)
    if questions := queries.open_questions(application):
        raise Refused(questions[0][1])
    sums = queries.plan_of(application)
    late_now = rules.late(queries.window(application.call), at)
    if problem := rules.raised_problem(
        requested=sums.grant_eur, first=application.first_requested_eur, late=late_now
    ):
        raise Refused(problem)
    application.requested_eur, application.total_eur, application.submitted_at = sums.grant_eur, sums.expenses_eur, at
    application.late = late_now if first else application.late
    if first:
        application.first_submitted_at, application.first_requested_eur = at, sums.grant_eur
        year = application.call.fund.programme_year.year
        application.number = (
            f"E-{year}-{next_number(partnership=application.partnership, series=f'application-{year}'):04}"
        )
    checksum = _checksum(application)
    application.receipt = issue(
        partnership=application.partnership,
        kind="receipt",
        reference=queries.reference(application),
        title=mark("Eingangsbestätigung"),
        template="receipt",
        data=documents.receipt(application, checksum),
        at=at,
    )
    application.save(
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
    _findable(application)
    queue(letter=emails.received(application, emails.page_of(application)), at=at, partnership=by.partnership)
    payload = {
        "number": application.number,
        "title": application.title,
        "requested": application.requested_eur,
        "late": application.late,
        "sha256": checksum,
    }
    record(by=by, at=at, payload=payload)
    return application


@deed("applications.withdraw", on=queries.APPLICATION)
def withdraw(*, application: Application, by: By, at: dt.datetime) -> Application:
    """The sponsor takes a submitted application back; money reserved for it becomes free.

    Refused when a notice is being written: then only the office can end the matter.
    """
    if hasattr(application, "grant"):
        raise Refused(Problem("noticed", mark("Der Bescheid ist schon in Arbeit. Bitte rufen Sie im Amt an.")))
    reserved = application.state == "decided"
    application.state = APPLICATION.next(application.state, "withdraw")
    if reserved:
        free(fund=application.call.fund, reference=queries.reference(application), by=by, at=at)
    if item := open_item(by.partnership, queries.reference(application)):
        drop_item(item=item, by=by, at=at)
    application.save(update_fields=["state"])
    record(by=by, at=at, payload={"number": application.number})
    return application


@deed("applications.check", on=queries.APPLICATION)
def check(
    *, application: Application, answers: dict[str, bool], result: str, note: str, by: By, at: dt.datetime
) -> FormalCheck:
    """The formal check: admits, sends back to be completed, or refuses, with a note to the sponsor."""
    application.state = APPLICATION.next(application.state, result)
    confirmed = application.organisation.state == "confirmed"
    if problem := rules.check_problem(answers, result, note, confirmed, late=application.late):
        raise Refused(problem)
    formal_check = FormalCheck.objects.create(
        partnership=by.partnership,
        application=application,
        answers=answers,
        result=result,
        note=note,
        checked_by=by.reference,
        checked_at=at,
    )
    application.save(update_fields=["state"])
    queue(letter=emails.checked(application, result, emails.page_of(application)), at=at, partnership=by.partnership)
    record(by=by, at=at, payload={"result": result, "note": note})
    return formal_check


@deed("applications.reopen", on=queries.APPLICATION)
def reopen(*, application: Application, reason: str, by: By, at: dt.datetime) -> Application:
    """The lead office overrules a formal refusal, with its reason: the application is checked anew.

    Source: programme.md, section 2: the lead office answers for the formal check.
    """
    application.state = APPLICATION.next(application.state, "reopen")
    application.save(update_fields=["state"])
    record(by=by, at=at, payload={"reason": reason})
    return application


def _asked_body(application: Application, meeting: Meeting) -> FundBody | None:
    """Who is asked about the fund of the application; Refused for a meeting of any other body."""
    asked = fund_body(application.partnership, application.call.fund.code)
    if asked is not None and asked.body_id != meeting.body_id:
        text = mark("Über diesen Fonds entscheidet ein anderes Gremium: {body}.")
        raise Refused(Problem("body", text, {"body": asked.body.name}, "meeting"))
    return asked


@deed("applications.put_to_committee", on=queries.APPLICATION)
def put_to_committee(*, application: Application, meeting: Meeting, by: By, at: dt.datetime) -> AgendaItem:
    """Puts an admissible application on the agenda of a meeting that is still to come or is held today.

    The application itself goes along as a paper for the members, closed for whoever is recused (committee.md B3).
    """
    if (meeting.deadline or local_day(meeting.starts_at)) < local_day(at):
        raise Refused(Problem("past", mark("Diese Sitzung ist schon vorbei."), {}, "meeting"))
    asked = _asked_body(application, meeting)
    if application.state not in ("admissible", "waitlisted"):
        raise Refused(
            Problem("not_admissible", mark("Nur ein geprüfter, vollständiger Antrag kommt in die Sitzung."))
        )
    decision = decision_on(by.partnership, queries.reference(application))
    if decision is not None and decision.key != application.decision_key and decision.kind in EVENT_OF_DECISION:
        raise Refused(
            Problem("decided", mark("Der Ausschuss hat schon entschieden. Übernehmen Sie zuerst diese Entscheidung."))
        )
    item = put_on_agenda(
        meeting=meeting,
        title=application.title,
        text=application.summary,
        reference=queries.reference(application),
        by=by,
        at=at,
        organisation=application.organisation,
        requested_eur=application.requested_eur,
        binding=asked is not None and asked.binding,
    )
    paper = Accepted(render("application", documents.committee_paper(application), at=at), "application/pdf")
    add_paper(item=item, title=f"Antrag {application.number}", accepted=paper, public=False, by=by, at=at)
    record(
        by=by,
        at=at,
        payload={"meeting": meeting.starts_at, "body": meeting.body.name},
    )
    return item
