"""Writing what becomes of an application when the committee's decision turns out to be faulty."""

import datetime as dt

from aktionsplan.bodies.queries import faulty_decision
from aktionsplan.implementation.calls import drafts, queries
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.states import APPLICATION
from aktionsplan.network.queries import impartial
from aktionsplan.partnership.operations import free
from aktionsplan.partnership.queries import booked
from aktionsplan.people.queries import require
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


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
