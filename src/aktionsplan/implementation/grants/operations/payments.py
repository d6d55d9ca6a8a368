"""Writing payments: asked for by the sponsor, ordered by one person, released by another."""

import datetime as dt
from decimal import Decimal

from aktionsplan.implementation.grants import emails, queries, rules
from aktionsplan.implementation.grants.documents.sepa import bank_file
from aktionsplan.implementation.grants.models import Grant, Payment
from aktionsplan.implementation.grants.operations.notices import locked
from aktionsplan.implementation.grants.operations.publishing import show_money
from aktionsplan.implementation.grants.states import PAYMENT
from aktionsplan.network.queries import impartial, usable_bank
from aktionsplan.network.queries import relations as organisation_relations
from aktionsplan.network.rules import confirmed_problem
from aktionsplan.partnership.queries import office
from aktionsplan.people.queries import require
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.operations import keep
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


def _due_problem(grant: Grant, today: dt.date) -> Problem | None:
    """Why nothing may flow: the notice is not final, or the money of its year has expired."""
    return queries.payable_problem(grant, today) or rules.year_problem(today, year=grant.fund.programme_year.year)


def _request(held: Grant, amount_eur: Decimal, purpose: str, by: By, at: dt.datetime, *, paper: bool) -> Payment:
    problem = _due_problem(held, local_day(at)) or rules.request_problem(
        wanted=amount_eur, granted=held.amount_eur, drawn=queries.drawn(held)
    )
    if problem:
        raise Refused(problem)
    made = Payment.objects.create(
        partnership=by.partnership,
        grant=held,
        amount_eur=amount_eur,
        purpose=purpose,
        state=PAYMENT.initial,
        requested_by=by.reference,
        requested_at=at,
    )
    record(by=by, at=at, reference=queries.reference(held), payload={"amount": amount_eur, "paper": paper})
    return made


@deed("grants.request_payment")
def request_payment(*, grant: Grant, amount_eur: Decimal, purpose: str, by: By, at: dt.datetime) -> Payment:
    """The sponsor asks for money; Refused before the notice is final or waived, and beyond the grant."""
    held = locked(grant)
    require(by, "grants.request_payment", organisation_relations(held.organisation, by, local_day(at)))
    return _request(held, amount_eur, purpose, by, at, paper=False)


@deed("grants.enter_request")
def enter_request(*, grant: Grant, amount_eur: Decimal, purpose: str, by: By, at: dt.datetime) -> Payment:
    """The office enters a request that came on paper, under the same conditions; never somebody of the organisation."""
    held = locked(grant)
    require(by, "grants.enter_request", impartial(held.organisation, by, local_day(at)))
    return _request(held, amount_eur, purpose, by, at, paper=True)


def _locked_payment(payment: Payment) -> tuple[Payment, Grant]:
    held = Payment.objects.select_for_update(of=("self",)).select_related("bank").get(pk=payment.pk)
    grant = locked(held.grant)
    held.grant = grant
    return held, grant


@deed("grants.refuse_payment")
def refuse_payment(*, payment: Payment, reason: str, by: By, at: dt.datetime) -> Payment:
    """A no to a request, with its reason."""
    held, grant = _locked_payment(payment)
    require(by, "grants.refuse_payment", impartial(grant.organisation, by, local_day(at)))
    held.state, held.reason = PAYMENT.next(held.state, "refuse"), reason
    held.save(update_fields=["state", "reason"])
    record(by=by, at=at, reference=queries.reference(grant), payload={"refused": held.amount_eur, "reason": reason})
    return held


@deed("grants.order_payment")
def order_payment(*, payment: Payment, by: By, at: dt.datetime) -> Payment:
    """The order by the lead officer, naming one approved version of the bank data.

    Refused while bank data are missing, pending or in their waiting time.
    """
    held, grant = _locked_payment(payment)
    held.state = PAYMENT.next(held.state, "order")
    bank = usable_bank(grant.organisation, at)
    require(by, "grants.order_payment", impartial(grant.organisation, by, local_day(at)))
    problem = confirmed_problem(grant.organisation.state) or _due_problem(grant, local_day(at))
    if bank is None:
        problem = Problem("bank", mark("Es gibt keine freigegebene Bankverbindung, oder eine Änderung wartet noch."))
    if problem:
        raise Refused(problem)
    held.bank, held.ordered_by, held.ordered_at = bank, by.reference, at
    held.save(update_fields=["state", "bank", "ordered_by", "ordered_at"])
    record(
        by=by,
        at=at,
        reference=queries.reference(grant),
        payload={"ordered": held.amount_eur, "bank_version": bank.version},
    )
    return held


@deed("grants.release_payment")
def release_payment(*, payment: Payment, by: By, at: dt.datetime) -> Payment:
    """The release by the cashier, never the orderer: the bank file is made and the sponsor told.

    Refused when the bank data have changed since the order.
    """
    held, grant = _locked_payment(payment)
    require(by, "grants.release_payment", queries.payment_relations(held, by, local_day(at)))
    if problem := _due_problem(grant, local_day(at)):
        raise Refused(problem)
    held.state = PAYMENT.next(held.state, "release")
    lead = office(by.partnership, "lead_office", local_day(at))
    if lead is None or not lead.payer_iban:
        raise Refused(Problem("payer", mark("Beim federführenden Amt fehlt das Konto, von dem ausgezahlt wird.")))
    if not lead.payer_confirmed_by:
        raise Refused(
            Problem(
                "payer_waits", mark("Das Konto, von dem ausgezahlt wird, muss erst eine zweite Person bestätigen.")
            )
        )
    if usable_bank(grant.organisation, at) != held.bank:
        raise Refused(Problem("bank_changed", mark("Die Bankverbindung hat sich seit der Anordnung geändert.")))
    content = bank_file(held, payer=lead.payer or lead.authority, payer_iban=lead.payer_iban, on=local_day(at))
    held.bank_file = keep(
        partnership=by.partnership,
        kind="bank_file",
        reference=queries.reference(grant),
        title=f"SEPA {grant.number}",
        content=content,
        content_type="application/xml",
        at=at,
    )
    held.released_by, held.released_at = by.reference, at
    held.save(update_fields=["state", "bank_file", "released_by", "released_at"])
    queue(letter=emails.paid(held, emails.page_of(grant)), at=at, partnership=by.partnership)
    show_money(year=grant.fund.programme_year.year, by=by, at=at)
    record(by=by, at=at, reference=queries.reference(grant), payload={"paid": held.amount_eur})
    return held
