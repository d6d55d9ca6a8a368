"""Writing what becomes of an application by the committee's decision, and when that turns out to be faulty."""

import datetime as dt

from aktionsplan.bodies.queries import decision_on, faulty_decision
from aktionsplan.implementation.calls import emails, queries
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.operations import drafts
from aktionsplan.implementation.calls.states import APPLICATION, EVENT_OF_DECISION
from aktionsplan.network.queries import impartial
from aktionsplan.partnership.operations import free, reserve
from aktionsplan.partnership.queries import booked
from aktionsplan.people.queries import require
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


@deed("applications.take_over")
def take_over_decision(*, application: Application, by: By, at: dt.datetime) -> Application:
    """Moves the application by the committee's latest decision; an approval reserves money of the fund.

    Refused without a decision, when it was taken over already, or when the fund has not enough left.
    """
    held = drafts.locked(application)
    require(by, "applications.take_over", impartial(held.organisation, by, local_day(at)))
    decision = decision_on(by.partnership, queries.reference(held))
    if decision is None:
        raise Refused(Problem("no_decision", mark("Der Ausschuss hat noch nicht entschieden.")))
    if decision.key == held.decision_key:
        raise Refused(Problem("taken_over", mark("Diese Entscheidung ist schon übernommen.")))
    if decision.kind not in EVENT_OF_DECISION:
        raise Refused(
            Problem(
                "not_passed",
                mark("Der Antrag in der Sitzung fand keine Mehrheit. Der Ausschuss muss noch einmal abstimmen."),
            )
        )
    event = EVENT_OF_DECISION[decision.kind]
    held.decision_key = decision.key
    held.state = APPLICATION.next(held.state, event)
    if event == "approve":
        held.awarded_eur = decision.amount_eur
        reserve(fund=held.call.fund, amount_eur=decision.amount_eur, reference=queries.reference(held), by=by, at=at)
    held.save(update_fields=["state", "awarded_eur", "decision_key"])
    queue(letter=emails.decided(held, emails.page_of(held)), at=at, partnership=by.partnership)
    told = {"kind": decision.kind, "amount": decision.amount_eur}
    record(by=by, at=at, reference=queries.reference(held), payload=told)
    return held


@deed("applications.take_back")
def take_back_decision(*, application: Application, by: By, at: dt.datetime) -> Application:
    """A decision that has to be taken again no longer holds: the application waits for the committee, its money is free.

    Refused when the decision is not faulty, and after the notice was signed: then only a withdrawal of the notice helps
    (VwVfG § 48). Source: KV M-V § 24 Abs. 4; committee.md B7.
    """
    held = drafts.locked(application)
    require(by, "applications.take_back", impartial(held.organisation, by, local_day(at)))
    if faulty_decision(by.partnership, held.decision_key) is None:
        raise Refused(Problem("sound", mark("Die Entscheidung des Ausschusses gilt.")))
    reference = queries.reference(held)
    reserved, committed = booked(held.call.fund, reference)
    if committed:
        text = mark("Der Bescheid ist schon unterschrieben. Jetzt hilft nur noch, ihn zurückzunehmen (VwVfG § 48).")
        raise Refused(Problem("signed", text))
    held.state, held.decision_key, held.awarded_eur = APPLICATION.next(held.state, "repeat"), "", None
    held.save(update_fields=["state", "decision_key", "awarded_eur"])
    if reserved:
        free(fund=held.call.fund, reference=reference, by=by, at=at)
    record(by=by, at=at, reference=reference, payload={"faulty": True})
    return held


@deed("applications.end_without_notice")
def end_without_notice(*, application: Application, withdrawn: bool, by: By, at: dt.datetime) -> Application:
    """An application whose notice was given up before it left is withdrawn, or waits for its refusal.

    Only as a part of giving up the notice, which has asked its own row. Source: decisions.md, "Money".
    """
    held = drafts.locked(application)
    held.state = APPLICATION.next(held.state, "withdraw" if withdrawn else "depart")
    held.save(update_fields=["state"])
    record(by=by, at=at, reference=queries.reference(held), payload={"withdrawn": withdrawn})
    return held
