"""The bank file of a payment: SEPA credit transfer pain.001.001.09, checked against its schema."""

import datetime as dt

from aktionsplan.implementation.grants.models import Payment

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
ALLOWED = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")


def sepa_text(text: str, limit: int) -> str:
    """The text in the characters every bank reads: ä becomes ae, others a dot."""
    return "".join(c if c in ALLOWED else "." for c in text.translate(GERMAN))[:limit].strip()


def bank_file(payment: Payment, *, payer: str, payer_iban: str, on: dt.date) -> bytes:
    """The XML of one transfer; raises sepaxml.validation.ValidationError when it does not fit the schema."""
    from sepaxml import SepaTransfer  # noqa: PLC0415 -- a heavy library, imported in its one module

    transfer = SepaTransfer(
        {"name": sepa_text(payer, 70), "IBAN": payer_iban, "batch": False, "currency": "EUR"},
        schema="pain.001.001.09",
        clean=False,
    )
    bank = payment.bank
    if bank is None:
        raise ValueError("a payment names its bank account before it is released")
    transfer.add_payment(
        {
            "name": sepa_text(bank.holder, 70),
            "IBAN": bank.iban,
            "amount": int(payment.amount_eur * 100),
            "execution_date": on,
            "description": sepa_text(f"{payment.grant.number} Zuwendung {payment.grant.application.title}", 140),
            "endtoend_id": f"{payment.grant.number}-{payment.pk}"[:35],
        }
    )
    content = transfer.export(validate=True, pretty_print=True)
    return content if isinstance(content, bytes) else content.encode()
