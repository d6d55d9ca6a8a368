"""Reading e-invoices: the samples of the standard, and what nobody should have to read."""

import datetime as dt
from decimal import Decimal as D
from pathlib import Path

import pytest

from aktionsplan.implementation.grants.imports.invoice import payable, read_invoice
from aktionsplan.shared.files.accept import _attached_xml as attached_xml
from aktionsplan.shared.words import Refused

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "third_party" / "einvoice"
there = pytest.mark.skipif(not SAMPLES.exists(), reason="third_party is not beside the project")

CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID>R-7</ram:ID><ram:TypeCode>{code}</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">{day}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Druckerei  am Markt</ram:Name></ram:SellerTradeParty>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>{currency}</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>{sums}</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""
UBL = """<{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
<cbc:ID>G-1</cbc:ID><cbc:IssueDate>2026-05-05</cbc:IssueDate><cbc:{kind}TypeCode>{code}</cbc:{kind}TypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>PLN</cbc:TaxCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Papier GmbH</cbc:Name></cac:PartyName></cac:Party></cac:AccountingSupplierParty>
<cac:LegalMonetaryTotal>{sums}</cac:LegalMonetaryTotal></{kind}>"""


def cii(*, code="380", day="20260505", currency="EUR", sums="<ram:DuePayableAmount>10</ram:DuePayableAmount>"):
    return CII.format(code=code, day=day, currency=currency, sums=sums).encode()


def ubl(kind="Invoice", code="380", sums='<cbc:PayableAmount currencyID="EUR">10</cbc:PayableAmount>'):
    return UBL.format(kind=kind, code=code, sums=sums).encode()


@there
@pytest.mark.parametrize(
    ("name", "number", "day", "seller", "total", "due", "pays"),
    [
        ("xr_01.05a_cii.xml", None, (2015, 4, 24), None, "10555.30", "10555.30", "10555.30"),
        ("xr_01.17a_cii_rounding.xml", None, (2016, 4, 4), None, "336.90", "336.91", "336.91"),
        ("xr_01.21a_ubl_reverse_charge.xml", None, (2020, 11, 27), None, "233.00", "233.00", "233.00"),
        ("xr_03.01a_ubl_overpaid.xml", None, (2019, 2, 28), None, "804.86", "-225.14", None),
    ],
)
def test_samples_of_the_standard(name, number, day, seller, total, due, pays):
    invoice = read_invoice((SAMPLES / name).read_bytes())
    assert (invoice.total, invoice.due, payable(invoice)) == (D(total), D(due), D(pays) if pays else None)
    assert invoice.issued_on == dt.date(*day)
    assert invoice.number
    assert invoice.seller
    assert (invoice.currency, invoice.credit) == ("EUR", False)


@there
def test_invoice_inside_a_pdf():
    invoice = read_invoice(attached_xml((SAMPLES / "zugferd_en16931_einfach.pdf").read_bytes()))
    assert (invoice.total, payable(invoice), invoice.currency) == (D("529.87"), D("529.87"), "EUR")
    assert (invoice.number, invoice.seller) == ("471102", "Lieferant GmbH")


def test_pdf_without_an_invoice_and_no_pdf_at_all():
    assert attached_xml(b"%PDF-1.4 nothing") == b""
    assert attached_xml(b"") == b""


def test_invoice_without_lines_and_without_what_is_due():
    sums = "<ram:GrandTotalAmount>50.005</ram:GrandTotalAmount><ram:TotalPrepaidAmount>20</ram:TotalPrepaidAmount>"
    invoice = read_invoice(cii(sums=sums))
    assert (invoice.total, invoice.due, payable(invoice), invoice.what) == (D("50.01"), None, D("30.01"), "")
    assert (invoice.number, invoice.seller) == ("R-7", "Druckerei am Markt")
    rounded = read_invoice(cii(sums=f"{sums}<ram:RoundingAmount>-0.01</ram:RoundingAmount>"))
    assert payable(rounded) == D("30.00")
    assert payable(read_invoice(cii(sums=""))) is None


def test_credit_notes_give_money_back():
    assert payable(read_invoice(cii(code="381"))) == 10
    assert read_invoice(cii(code="381")).credit
    note = read_invoice(ubl("CreditNote", "381"))
    assert (note.credit, payable(note), note.seller) == (True, 10, "Papier GmbH")
    negative = ubl(code="381", sums='<cbc:PayableAmount currencyID="EUR">-10</cbc:PayableAmount>')
    assert payable(read_invoice(negative)) == 10


def test_two_currencies():
    sums = '<ram:DuePayableAmount currencyID="EUR">7</ram:DuePayableAmount><ram:DuePayableAmount>99</ram:DuePayableAmount>'
    assert payable(read_invoice(cii(sums=sums))) == 7
    dollars = read_invoice(cii(currency="USD"))
    assert (dollars.currency, dollars.due, payable(dollars)) == ("USD", 10, None)
    only_other = '<ram:DuePayableAmount currencyID="PLN">7</ram:DuePayableAmount>'
    assert payable(read_invoice(cii(sums=only_other))) is None
    assert read_invoice(ubl()).currency == "EUR"


@pytest.mark.parametrize("day", ["20260230", "heute", ""])
def test_day_that_is_none(day):
    assert read_invoice(cii(day=day)).issued_on is None


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e20", "1E-400", "zehn", ""])
def test_sum_that_is_none(amount):
    sums = f"<ram:DuePayableAmount>{amount}</ram:DuePayableAmount>"
    assert payable(read_invoice(cii(sums=sums))) is None


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><x>&d;</x>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>"""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"kein XML",
        b"<x/>",
        BOMB,
        OUTSIDE,
        cii().replace(b"?>\n<rsm", b"?>\n<!DOCTYPE rsm>\n<rsm"),
        b"<a>" * 300 + b"</a>" * 300,
        b"<x>" + b"a" * (5 * 1024 * 1024) + b"</x>",
        b'<Invoice xmlns="urn:example"/>',
        b'<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>',
    ],
)
def test_what_is_no_invoice_is_refused(content):
    with pytest.raises(Refused):
        read_invoice(content)


def test_signs_nobody_can_type_are_left_out():
    hostile = cii().replace(b"Druckerei  am Markt", "Druckerei \u202e am Markt".encode())
    assert "\u202e" not in read_invoice(hostile).seller
