"""Writing what becomes of an application by the committee's decision, and when that turns out to be faulty."""

import datetime as dt

from aktionsplan.bodies.queries import decision_on, faulty_decision
from aktionsplan.implementation.calls import queries
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.states import APPLICATION, EVENT_OF_DECISION
from aktionsplan.partnership.operations import free, reserve
from aktionsplan.partnership.queries import booked
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.words import Problem, Refused, mark


@deed("applications.take_over", on=queries.APPLICATION)
def take_over_decision(*, application: Application, by: By, at: dt.datetime) -> Application:
    """Moves the application by the committee's latest decision; an approval reserves money of the fund.

    The applicant learns it when the results of the call are announced (`announce`). Refused without a decision, when it was
    taken over already, or when the fund has not enough left.
    """
    decision = decision_on(by.partnership, queries.reference(application))
    if decision is None:
        raise Refused(Problem("no_decision", mark("Der Ausschuss hat noch nicht entschieden.")))
    if decision.key == application.decision_key:
        raise Refused(Problem("taken_over", mark("Diese Entscheidung ist schon übernommen.")))
    if decision.kind not in EVENT_OF_DECISION:
        raise Refused(
            Problem(
                "not_passed",
                mark("Der Antrag in der Sitzung fand keine Mehrheit. Der Ausschuss muss noch einmal abstimmen."),
            )
        )
    event = EVENT_OF_DECISION[decision.kind]
    application.decision_key = decision.key
    application.state = APPLICATION.next(application.state, event)
    if event == "approve":
        if decision.amount_eur is None:
            raise Refused(Problem("no_amount", mark("Der Beschluss nennt keinen Betrag.")))
        application.awarded_eur = decision.amount_eur
        reserve(
            fund=application.call.fund,
            amount_eur=decision.amount_eur,
            reference=queries.reference(application),
            by=by,
            at=at,
        )
    application.save(update_fields=["state", "awarded_eur", "decision_key"])
    payload = {"kind": decision.kind, "amount": decision.amount_eur}
    record(by=by, at=at, payload=payload)
    return application


@deed("applications.take_back", on=queries.APPLICATION)
def take_back_decision(*, application: Application, by: By, at: dt.datetime) -> Application:
    """A decision that has to be taken again no longer holds: the application waits for the committee, its money is free.

    Refused when the decision is not faulty, and after the notice was signed: then only a withdrawal of the notice helps
    (VwVfG § 48). Source: KV M-V § 24 Abs. 4; committee.md B7.
    """
    if faulty_decision(by.partnership, application.decision_key) is None:
        raise Refused(Problem("sound", mark("Die Entscheidung des Ausschusses gilt.")))
    reference = queries.reference(application)
    reserved, committed = booked(application.call.fund, reference)
    if committed:
        text = mark("Der Bescheid ist schon unterschrieben. Jetzt hilft nur noch, ihn zurückzunehmen (VwVfG § 48).")
        raise Refused(Problem("signed", text))
    application.state = APPLICATION.next(application.state, "repeat")
    application.decision_key, application.awarded_eur, application.told_state = "", None, ""
    application.save(update_fields=["state", "decision_key", "awarded_eur", "told_state"])
    if reserved:
        free(fund=application.call.fund, reference=reference, by=by, at=at)
    record(by=by, at=at, reference=reference, payload={"faulty": True})
    return application


@deed("applications.end_without_notice", on=queries.APPLICATION)
def end_without_notice(*, application: Application, withdrawn: bool, by: By, at: dt.datetime) -> Application:
    """An application whose notice was given up before it left is withdrawn, or waits for its refusal.

    Only as a part of giving up the notice, which has asked its own row. Source: decisions.md, "Money".
    """
    application.state = APPLICATION.next(application.state, "withdraw" if withdrawn else "depart")
    application.save(update_fields=["state"])
    record(by=by, at=at, payload={"withdrawn": withdrawn})
    return application
