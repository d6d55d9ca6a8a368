"""Writing payments: asked for by the sponsor, ordered by one person, released by another."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from aktionsplan.implementation.grants import emails, queries, rules
from aktionsplan.implementation.grants.documents.sepa import bank_file, name_problem
from aktionsplan.implementation.grants.models import Grant, Payment, Receipt
from aktionsplan.implementation.grants.operations.publishing import show_money
from aktionsplan.implementation.grants.queries.differences import differs_problem
from aktionsplan.implementation.grants.states import PAYMENT
from aktionsplan.network.queries import usable_bank
from aktionsplan.network.rules import confirmed_problem
from aktionsplan.partnership.queries import office
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.operations import keep
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

NO_BANK = Problem("bank", mark("Es gibt keine freigegebene Bankverbindung, oder eine Änderung wartet noch."))


def _due_problem(grant: Grant, today: dt.date) -> Problem | None:
    """Why nothing may flow: the notice is not final, or the money of its year has expired."""
    return queries.money_problem(grant, today) or rules.year_problem(today, year=grant.fund.programme_year.year)


def _ask(grant: Grant, amount_eur: Decimal, purpose: str, by: By, at: dt.datetime, **more: Value) -> Payment:
    """The request as a row; Refused while nothing may flow, and beyond the grant."""
    problem = _due_problem(grant, local_day(at)) or rules.request_problem(
        wanted=amount_eur, granted=grant.amount_eur, drawn=queries.drawn(grant)
    )
    if problem:
        raise Refused(problem)
    return Payment.objects.create(
        partnership=by.partnership,
        grant=grant,
        amount_eur=amount_eur,
        purpose=purpose,
        state=PAYMENT.initial,
        requested_by=by.reference,
        requested_at=at,
        **more,
    )


def _request(
    grant: Grant, amount_eur: Decimal, purpose: str, need_eur: Decimal | None, by: By, at: dt.datetime, *, paper: bool
) -> Payment:
    """A request in advance, the same whichever way it came."""
    today, drawn = local_day(at), queries.drawn(grant)
    following = rules.next_instalment(queries.instalments(grant), today)
    late = rules.advance_problem(amount_eur, queries.advance_rest(grant, drawn, today), following)
    payment = _ask(grant, amount_eur, purpose, by, at, need_eur=need_eur)
    if problem := rules.need_problem(grant.notice.payment_scheme, wanted=amount_eur, need=need_eur) or late:
        raise Refused(problem)
    record(by=by, at=at, payload={"amount": amount_eur, "paper": paper, "payment": payment.key})
    return payment


@deed("grants.request_payment", on=queries.GRANT)
def request_payment(
    *, grant: Grant, amount_eur: Decimal, purpose: str, need_eur: Decimal | None = None, by: By, at: dt.datetime
) -> Payment:
    """The sponsor asks for money in advance, `need_eur` being what is due soon (ANBest-P Nr. 1.4).

    Refused before the notice is final or waived, beyond the grant, the part that is paid in advance, the instalments that are
    open, and the need.
    """
    return _request(grant, amount_eur, purpose, need_eur, by, at, paper=False)


@deed("grants.enter_request", on=queries.GRANT)
def enter_request(
    *, grant: Grant, amount_eur: Decimal, purpose: str, need_eur: Decimal | None = None, by: By, at: dt.datetime
) -> Payment:
    """The office enters a request that came on paper, under the same conditions; never somebody of the organisation."""
    return _request(grant, amount_eur, purpose, need_eur, by, at, paper=True)


NO_RECEIPTS = Problem("receipts", mark("Bitte wählen Sie die Belege, um die es geht."), {}, "receipts")
COVERS_NOTHING = Problem(
    "covers_nothing",
    mark("Mit diesen Belegen ist nichts mehr gedeckt, was nicht schon angefordert ist."),
    {},
    "receipts",
)
IN_ADVANCE = Problem("in_advance", mark("Nach dem Bescheid wird hier vorab gezahlt, nicht gegen Belege."))


@deed("grants.request_reimbursement", on=queries.GRANT)
def request_reimbursement(*, grant: Grant, receipts: Sequence[str], by: By, at: dt.datetime) -> Payment:
    """The sponsor asks for what the named receipts cover and nobody asked for yet (SM2); their words stay as they are now.

    Refused where the notice pays in advance alone, for receipts with an open finding or of another request, and when they cover
    nothing more.
    """
    if grant.notice.payment_scheme not in (rules.REIMBURSEMENT, rules.SPLIT):
        raise Refused(IN_ADVANCE)
    today = local_day(at)
    rows = {row.key: row for row in queries.nameable(grant, today)}
    if not receipts or not set(receipts) <= set(rows):
        raise Refused(NO_RECEIPTS)
    named = [rows[key] for key in receipts]
    amount = rules.covered_rest(queries.covered_by(grant, named, today), queries.drawn(grant))
    if not amount:
        raise Refused(COVERS_NOTHING)
    numbers = sorted(row.number for row in named)
    payment = _ask(grant, amount, "Belege " + ", ".join(map(str, numbers)), by, at)
    Receipt.objects.filter(pk__in=[row.pk for row in named]).update(payment=payment)
    record(by=by, at=at, payload={"amount": amount, "payment": payment.key, "receipts": numbers})
    return payment


@deed("grants.refuse_payment", on=queries.PAYMENT)
def refuse_payment(*, payment: Payment, reason: str, by: By, at: dt.datetime) -> Payment:
    """A no to a request, with its reason; the receipts that it names are free again."""
    payment.state, payment.reason = PAYMENT.next(payment.state, "refuse"), reason
    payment.save(update_fields=["state", "reason"])
    Receipt.objects.filter(payment=payment).update(payment=None)
    record(by=by, at=at, payload={"refused": payment.amount_eur, "reason": reason})
    return payment


@deed("grants.order_payment", on=queries.PAYMENT)
def order_payment(*, payment: Payment, by: By, at: dt.datetime) -> Payment:
    """The order by the lead officer, naming one approved version of the bank data.

    Refused while bank data are missing, pending or in their waiting time, and for a holder whose name no bank reads.
    """
    grant = payment.grant
    payment.state = PAYMENT.next(payment.state, "order")
    bank = usable_bank(grant.organisation, at)
    problem = confirmed_problem(grant.organisation.state) or _due_problem(grant, local_day(at))
    if bank is None:
        problem = NO_BANK
    elif not problem:
        problem = name_problem(bank.holder)
    if problem or bank is None:
        raise Refused(problem or NO_BANK)
    payment.bank, payment.ordered_by, payment.ordered_at = bank, by.reference, at
    payment.save(update_fields=["state", "bank", "ordered_by", "ordered_at"])
    record(
        by=by,
        at=at,
        payload={
            "ordered": payment.amount_eur,
            "bank_version": bank.version,
            "payment": payment.key,
            "account": bank.account_mark,
        },
    )
    return payment


@deed("grants.release_payment", on=queries.PAYMENT)
def release_payment(*, payment: Payment, by: By, at: dt.datetime) -> Payment:
    """The release by the cashier, never the orderer: the bank file is made and the sponsor told.

    Refused when the bank data have changed since the order.
    """
    grant = payment.grant
    if problem := _due_problem(grant, local_day(at)) or differs_problem(grant):
        raise Refused(problem)
    payment.state = PAYMENT.next(payment.state, "release")
    lead = office(by.partnership, "lead_office", local_day(at))
    if lead is None or not lead.payer_iban:
        raise Refused(Problem("payer", mark("Beim federführenden Amt fehlt das Konto, von dem ausgezahlt wird.")))
    if not lead.payer_confirmed_by:
        raise Refused(
            Problem(
                "payer_waits", mark("Das Konto, von dem ausgezahlt wird, muss erst eine zweite Person bestätigen.")
            )
        )
    if problem := name_problem(lead.payer or lead.authority):
        raise Refused(problem)
    if usable_bank(grant.organisation, at) != payment.bank:
        raise Refused(Problem("bank_changed", mark("Die Bankverbindung hat sich seit der Anordnung geändert.")))
    content = bank_file(payment, payer=lead.payer or lead.authority, payer_iban=lead.payer_iban, on=local_day(at))
    payment.bank_file = keep(
        partnership=by.partnership,
        kind="bank_file",
        reference=queries.reference(grant),
        title=f"SEPA {grant.number}",
        content=content,
        content_type="application/xml",
        at=at,
    )
    payment.released_by, payment.released_at = by.reference, at
    payment.save(update_fields=["state", "bank_file", "released_by", "released_at"])
    queue(letter=emails.paid(payment, emails.page_of(grant)), at=at, partnership=by.partnership)
    show_money(year=grant.fund.programme_year.year, by=by, at=at)
    record(by=by, at=at, payload={"paid": payment.amount_eur, "payment": payment.key})
    return payment


@deed("grants.bounce_payment", on=queries.PAYMENT)
def bounce_payment(*, payment: Payment, bounced_on: dt.date, reason: str, by: By, at: dt.datetime) -> Payment:
    """The bank sent the money back: it is not paid any more, and can be ordered anew to an account that is right.

    Refused for a day before the release or after today. The bank file of the first time stays with the project's documents.
    """
    released = payment.released_at
    payment.state = PAYMENT.next(payment.state, "bounce")
    if released is None or not local_day(released) <= bounced_on <= local_day(at):
        text = mark("Zurückkommen kann das Geld erst nach der Freigabe und nicht nach heute.")
        raise Refused(Problem("bounced", text, {}, "bounced_on"))
    payment.bounced_on, payment.reason = bounced_on, reason
    payment.released_by, payment.released_at, payment.bank_file = "", None, None
    payment.fetched_by, payment.fetched_at = "", None
    payment.save(
        update_fields=[
            "state",
            "bounced_on",
            "reason",
            "released_by",
            "released_at",
            "bank_file",
            "fetched_by",
            "fetched_at",
        ]
    )
    queue(letter=emails.bounced(payment, emails.page_of(payment.grant)), at=at, partnership=by.partnership)
    show_money(year=payment.grant.fund.programme_year.year, by=by, at=at)
    record(by=by, at=at, payload={"bounced": payment.amount_eur, "reason": reason, "payment": payment.key})
    return payment


@deed("grants.fetch_bank_file", on=queries.PAYMENT)
def fetch_bank_file(*, payment: Payment, by: By, at: dt.datetime) -> Document:
    """The file for the bank, handed over; the first time is kept with the payment, each time is told to the ledger.

    Refused before the payment is released.
    """
    if payment.bank_file is None:
        raise Refused(Problem("no_file", mark("Die Auszahlung ist noch nicht freigegeben.")))
    if payment.fetched_at is None:
        payment.fetched_by, payment.fetched_at = by.reference, at
        payment.save(update_fields=["fetched_by", "fetched_at"])
    record(by=by, at=at, payload={"fetched": payment.amount_eur, "again": payment.fetched_at != at})
    return payment.bank_file
