"""Writing calls and applications up to the decision that is taken over."""

import datetime as dt
import hashlib

from django.db.models import prefetch_related_objects

from aktionsplan.bodies.models import AgendaItem, FundBody, Meeting
from aktionsplan.bodies.operations import add_paper, drop_item, put_on_agenda
from aktionsplan.bodies.queries import decision_on, fund_body, open_item
from aktionsplan.implementation.calls import documents, emails, queries, rules
from aktionsplan.implementation.calls.models import ANSWERS, Application, FormalCheck
from aktionsplan.implementation.calls.operations import drafts
from aktionsplan.implementation.calls.states import APPLICATION, EVENT_OF_DECISION
from aktionsplan.network.queries import impartial
from aktionsplan.partnership.operations import free
from aktionsplan.people.queries import require
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


def _checksum(held: Application) -> str:
    plan = [[line.side, line.category, line.label, line.amount_eur] for line in queries.lines(held)]
    answers = {name: getattr(held, name) for name in ANSWERS}
    return hashlib.sha256(canonical({"answers": answers, "plan": plan}).encode()).hexdigest()


def _findable(held: Application) -> None:
    search.put(
        partnership=held.partnership,
        kind="application",
        reference=held.key,
        title=f"{held.number} {held.title}",
        text=f"{held.summary} {held.organisation.name}",
    )


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
    if found := queries.open_questions(held):
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
    queue(letter=emails.received(held, emails.page_of(held)), at=at, partnership=by.partnership)
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
    queue(letter=emails.checked(held, result, emails.page_of(held)), at=at, partnership=by.partnership)
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
