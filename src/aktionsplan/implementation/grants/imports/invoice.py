"""Reading e-invoices: XRechnung in both of its languages (CII and UBL), and the data inside a ZUGFeRD or Factur-X PDF.

Only the head and the sums are read; sub-lines and their order do not matter, and an invoice without lines is read as well.
Source: EN 16931-1 (business terms BT-1 to BT-115), XRechnung 3.0, Factur-X 1.0.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from aktionsplan.shared.kinds import Foreign
from aktionsplan.shared.money import CENT, LARGEST, ZERO, round_eur
from aktionsplan.shared.words import Problem, Refused, clean, mark

MAX_BYTES = 5 * 1024 * 1024
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
RSM = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}"
UDT = "{urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
UBL = "{urn:oasis:names:specification:ubl:schema:xsd:"
CREDIT_CODES: Final = ("81", "83", "261", "296", "308", "381", "396", "420", "458", "532")
"""Kinds of documents by which the seller gives money back (UNTDID 1001)."""
UNREADABLE = Problem("invoice", mark("Diese Datei ist keine lesbare E-Rechnung."), {}, "upload")


@dataclass(frozen=True)
class Invoice:
    """What an e-invoice says: sums are in `currency`, unknown ones are None. `due` is what is still to be paid.

    A `credit` gives money back; its sums are positive as they are in the file of a credit note.
    """

    number: str
    issued_on: dt.date | None
    seller: str
    currency: str
    total: Decimal | None
    prepaid: Decimal
    rounding: Decimal
    due: Decimal | None
    due_on: dt.date | None
    what: str
    credit: bool


def _root(content: bytes) -> Foreign:
    """The root of the document; Refused for a declaration of entities, broken or too large a text."""
    from lxml import etree  # noqa: PLC0415 -- a heavy library, imported in its one module

    if not content or len(content) > MAX_BYTES:
        raise Refused(UNREADABLE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(UNREADABLE) from None
    if root.getroottree().docinfo.doctype:
        raise Refused(UNREADABLE)
    return root


def _text(node: Foreign, path: str) -> str:
    found = node.find(path) if node is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def _line(text: str, most: int) -> str:
    """What people may read of it; nothing where it holds signs nobody can type."""
    try:
        return clean(text, lines=False)[:most]
    except Refused:
        return ""


def _sum(text: str) -> Decimal | None:
    """A sum with two places, half up; None for what is none, or larger than the field takes."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return round_eur(value) if value.is_finite() and abs(value) <= LARGEST else None


def _day(text: str) -> dt.date | None:
    bare = text.replace("-", "")[:8]
    try:
        return dt.datetime.strptime(bare, "%Y%m%d").date()  # noqa: DTZ007 -- a day, no moment
    except ValueError:
        return None


def _cii_sum(sums: Foreign, name: str, currency: str) -> Decimal | None:
    """A sum in the invoice's currency; where the file names it in several, the one without a name or with its own."""
    if sums is None:
        return None
    rows = sums.findall(RAM + name)
    own = [row for row in rows if row.get("currencyID", currency) == currency]
    return _sum((own[0].text or "").strip()) if own else None


def _cii(root: Foreign) -> Invoice:
    head, deal = root.find(RSM + "ExchangedDocument"), root.find(RSM + "SupplyChainTradeTransaction")
    if head is None or deal is None:
        raise Refused(UNREADABLE)
    paid = deal.find(RAM + "ApplicableHeaderTradeSettlement")
    currency = _text(paid, RAM + "InvoiceCurrencyCode")
    sums = paid.find(RAM + "SpecifiedTradeSettlementHeaderMonetarySummation") if paid is not None else None
    seller = f"{RAM}ApplicableHeaderTradeAgreement/{RAM}SellerTradeParty/{RAM}Name"
    day = f"{RAM}IssueDateTime/{UDT}DateTimeString"
    due_on = f"{RAM}SpecifiedTradePaymentTerms/{RAM}DueDateDateTime/{UDT}DateTimeString"
    what = f"{RAM}IncludedSupplyChainTradeLineItem/{RAM}SpecifiedTradeProduct/{RAM}Name"
    return Invoice(
        number=_line(_text(head, RAM + "ID"), 60),
        issued_on=_day(_text(head, day)),
        seller=_line(_text(deal, seller), 120),
        currency=currency,
        total=_cii_sum(sums, "GrandTotalAmount", currency),
        prepaid=_cii_sum(sums, "TotalPrepaidAmount", currency) or ZERO,
        rounding=_cii_sum(sums, "RoundingAmount", currency) or ZERO,
        due=_cii_sum(sums, "DuePayableAmount", currency),
        due_on=_day(_text(paid, due_on)),
        what=_line(_text(deal, what), 200),
        credit=_text(head, RAM + "TypeCode") in CREDIT_CODES,
    )


def _ubl(root: Foreign) -> Invoice:
    credit_note = root.tag.endswith("}CreditNote")
    currency = _text(root, CBC + "DocumentCurrencyCode")
    sums = root.find(CAC + "LegalMonetaryTotal")
    party = f"{CAC}AccountingSupplierParty/{CAC}Party/"
    seller = _text(root, f"{party}{CAC}PartyLegalEntity/{CBC}RegistrationName") or _text(
        root, f"{party}{CAC}PartyName/{CBC}Name"
    )
    line = "CreditNoteLine" if credit_note else "InvoiceLine"
    code = _text(root, CBC + ("CreditNoteTypeCode" if credit_note else "InvoiceTypeCode"))
    due_on = _text(root, CBC + "DueDate") or _text(root, f"{CAC}PaymentMeans/{CBC}PaymentDueDate")
    return Invoice(
        number=_line(_text(root, CBC + "ID"), 60),
        issued_on=_day(_text(root, CBC + "IssueDate")),
        seller=_line(seller, 120),
        currency=currency,
        total=_sum(_text(sums, CBC + "TaxInclusiveAmount")),
        prepaid=_sum(_text(sums, CBC + "PrepaidAmount")) or ZERO,
        rounding=_sum(_text(sums, CBC + "PayableRoundingAmount")) or ZERO,
        due=_sum(_text(sums, CBC + "PayableAmount")),
        due_on=_day(due_on),
        what=_line(_text(root, f"{CAC}{line}/{CAC}Item/{CBC}Name"), 200),
        credit=credit_note or code in CREDIT_CODES,
    )


def read_invoice(content: bytes) -> Invoice:
    """The head and the sums of an e-invoice; Refused for any other XML, for declared entities and for what is too large."""
    root = _root(content)
    if root.tag == RSM + "CrossIndustryInvoice":
        return _cii(root)
    if isinstance(root.tag, str) and root.tag.startswith(UBL) and root.tag.endswith(("}Invoice", "}CreditNote")):
        return _ubl(root)
    raise Refused(UNREADABLE)


def payable(invoice: Invoice) -> Decimal | None:
    """What is to be paid by this invoice in euro, or given back by a credit note; None for another currency and for nothing.

    Prepaid sums have receipts of their own, so what is due counts, rounding included; an invoice that names no sum that is due
    is due with its total less what was prepaid. 10,555.30 without prepayment is 10,555.30; 336.90 with a rounding of 0.01 is
    336.91; 804.86 of which 1,030 were prepaid is nothing.
    """
    due = invoice.due
    if due is None and invoice.total is not None:
        due = invoice.total - invoice.prepaid + invoice.rounding
    if invoice.credit and due is not None:
        due = abs(due)
    return due if due is not None and due >= CENT and invoice.currency == "EUR" else None
