"""Writing receipts: kept with their photo, changed, withdrawn, read from a list. What is missing or odd keeps nobody from saving."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max

from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.models import Grant, Receipt
from aktionsplan.implementation.grants.states import RECEIPT
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import store
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.words import Problem, Refused, mark

MOST = 5000
"""Receipts of one project; a house rule."""
FULL = Problem("full", mark("Mehr als {n} Belege kann ein Projekt nicht haben."), {"n": MOST}, "upload")


def _open(grant: Grant) -> None:
    """Refuses receipts of a project whose notice has not left the office."""
    if grant.notice.posted_on is None:
        raise Refused(Problem("not_posted", mark("Belege gibt es erst, wenn der Bescheid bekannt gegeben ist.")))


def _free(receipt: Receipt) -> None:
    """Refuses to touch a receipt that a request for money names."""
    _open(receipt.grant)
    if receipt.payment is not None:
        text = mark("Dieser Beleg steht in Ihrer Anforderung vom {day}. Er bleibt, wie er ist.")
        raise Refused(Problem("named", text, {"day": german_day(local_day(receipt.payment.requested_at))}))


def _next(grant: Grant) -> int:
    last = grant.receipts.aggregate(n=Max("number"))["n"] or 0
    if last >= MOST:
        raise Refused(FULL)
    return last + 1


def _refuse_unfit(fields: Fields) -> None:
    if problem := rules.eligible_problem(fields.get("amount_eur"), fields.get("eligible_eur")):
        raise Refused(problem)


def _files(accepted: Accepted | None, invoice: bytes, by: By, at: dt.datetime) -> Fields:
    """The stored photo or PDF, and the data of an e-invoice."""
    kept: Fields = {}
    if accepted is not None:
        content, kind = accepted.content, accepted.content_type
        kept["file"] = store(partnership=by.partnership, content=content, content_type=kind, at=at)
    if invoice:
        kept["invoice"] = store(partnership=by.partnership, content=invoice, content_type="application/xml", at=at)
    return kept


@deed("grants.add_receipt", on=queries.GRANT)
def add_receipt(
    *, grant: Grant, fields: Fields, accepted: Accepted | None = None, invoice: bytes = b"", by: By, at: dt.datetime
) -> Receipt:
    """A receipt with what is known of it so far, with its photo, PDF or e-invoice; the next number of the project.

    Refused before the notice is posted, and when more of it is said to be eligible than was paid.
    """
    _open(grant)
    _refuse_unfit(fields)
    row = Receipt.objects.create(
        partnership=by.partnership,
        grant=grant,
        number=_next(grant),
        state=RECEIPT.initial,
        entered_by=by.reference,
        entered_at=at,
        **{"side": "expense"} | fields,
        **_files(accepted, invoice, by, at),
    )
    record(by=by, at=at, payload={"receipt": row.key, "n": row.number, "amount": row.amount_eur})
    return row


@deed("grants.change_receipt", on=queries.RECEIPT)
def change_receipt(*, receipt: Receipt, fields: Fields, seen: str, by: By, at: dt.datetime) -> Receipt:
    """Other words, days or sums; refused (Conflict) when somebody else has saved meanwhile."""
    _free(receipt)
    _refuse_unfit(fields)
    if RECEIPT.allows(receipt.state, "restore"):
        raise Refused(Problem("withdrawn", mark("Der Beleg ist zurückgezogen. Holen Sie ihn zuerst zurück.")))
    unchanged(seen, queries.receipt_values(receipt))
    for name, value in fields.items():
        setattr(receipt, name, value)
    receipt.save(update_fields=[*fields])
    record(by=by, at=at, payload={"receipt": receipt.key, "n": receipt.number, "amount": receipt.amount_eur})
    return receipt


@deed("grants.attach_receipt", on=queries.RECEIPT)
def attach_receipt(*, receipt: Receipt, accepted: Accepted, invoice: bytes = b"", by: By, at: dt.datetime) -> Receipt:
    """Another photo or PDF for the receipt; the earlier one is told by its checksum to the ledger."""
    _free(receipt)
    before = receipt.file.sha256 if receipt.file else ""
    for name, value in _files(accepted, invoice, by, at).items():
        setattr(receipt, name, value)
    receipt.save(update_fields=["file", "invoice"])
    record(by=by, at=at, payload={"receipt": receipt.key, "n": receipt.number, "before": before})
    return receipt


def _move(receipt: Receipt, by: By, at: dt.datetime) -> Receipt:
    receipt.save(update_fields=["state"])
    record(by=by, at=at, payload={"receipt": receipt.key, "n": receipt.number, "state": receipt.state})
    return receipt


@deed("grants.withdraw_receipt", on=queries.RECEIPT)
def withdraw_receipt(*, receipt: Receipt, by: By, at: dt.datetime) -> Receipt:
    """The receipt counts no longer; its number stays taken."""
    _free(receipt)
    receipt.state = RECEIPT.next(receipt.state, "withdraw")
    return _move(receipt, by, at)


@deed("grants.restore_receipt", on=queries.RECEIPT)
def restore_receipt(*, receipt: Receipt, by: By, at: dt.datetime) -> Receipt:
    """A withdrawn receipt comes back under its number."""
    _open(receipt.grant)
    receipt.state = RECEIPT.next(receipt.state, "restore")
    return _move(receipt, by, at)


@deed("grants.import_receipts", on=queries.GRANT)
def import_receipts(*, grant: Grant, rows: Sequence[Fields], by: By, at: dt.datetime) -> int:
    """The rows of a list as receipts, all or none, in their order; returns how many. Refused beyond the most of a project."""
    _open(grant)
    first = _next(grant)
    if first + len(rows) - 1 > MOST:
        raise Refused(FULL)
    for row in rows:
        _refuse_unfit(row)
    Receipt.objects.bulk_create(
        Receipt(
            partnership=by.partnership,
            grant=grant,
            number=first + place,
            state=RECEIPT.initial,
            entered_by=by.reference,
            entered_at=at,
            **row,
        )
        for place, row in enumerate(rows)
    )
    record(by=by, at=at, payload={"first": first, "rows": len(rows)})
    return len(rows)
