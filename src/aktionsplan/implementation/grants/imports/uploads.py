"""An uploaded receipt: a photo or PDF made safe, or an e-invoice, and what they say.

The data of an e-invoice are proposed as they are; nothing is guessed from the picture of a receipt.
"""

from dataclasses import dataclass

from aktionsplan.implementation.grants.imports.invoice import MAX_BYTES, Invoice, payable, read_invoice
from aktionsplan.shared.files.accept import Accepted, accept
from aktionsplan.shared.kinds import Fields, Foreign
from aktionsplan.shared.words import Refused


@dataclass(frozen=True)
class Taken:
    """The clean photo or PDF, the data of an e-invoice as they came, and the fields of a receipt that they fill."""

    accepted: Accepted | None
    invoice: bytes
    fields: Fields


def said_by(invoice: Invoice) -> Fields:
    """What an e-invoice says, as the fields of a receipt; a credit note is income, so its day is no day of a bill."""
    fields: Fields = {
        "payee": invoice.seller,
        "reason": invoice.what,
        "invoice_number": invoice.number,
        "document_on": invoice.issued_on,
        "amount_eur": payable(invoice),
        "currency": invoice.currency[:3] or "EUR",
    }
    return fields | ({"side": "income", "line": "other_in", "document_on": None} if invoice.credit else {})


def taken(upload: Foreign) -> Taken:
    """What came in: an XRechnung as it is, else a photo or PDF made safe, with the e-invoice that a PDF carries.

    Refused for what is no photo, PDF or e-invoice; a PDF whose attached file is no invoice is taken as a PDF.
    """
    if upload.name.lower().endswith(".xml"):
        content = upload.file.read(MAX_BYTES + 1)
        return Taken(None, content, said_by(read_invoice(content)))
    accepted = accept(upload.file, size=upload.size, name=upload.name, attached=True)
    try:
        fields = said_by(read_invoice(accepted.attached)) if accepted.attached else {}
    except Refused:
        fields = {}
    return Taken(accepted, accepted.attached if fields else b"", fields)
