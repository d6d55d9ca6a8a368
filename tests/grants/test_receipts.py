"""Receipts of a project: who keeps them, what is checked, what is refused, what a page shows."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.models import Receipt
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.files.accept import accept
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import town as make
from tests.grants.test_invoices import cii

NOW = make.FINAL
DAY = dt.date(2026, 5, 4)
PAID = {
    "line": "rent",
    "payee": "Jan Okoro",
    "reason": "Theater",
    "document_on": DAY,
    "paid_on": DAY,
    "amount_eur": Decimal("330.00"),
    "way": "transfer",
    "flow": "Auszug 4",
}


def by(town, who="anna"):
    return {"by": town.people[who], "at": NOW}


def add(town, **more):
    return grants.add_receipt(grant=town.grant, fields=PAID | more, **by(town))


def png(colour="white"):
    stream = io.BytesIO()
    Image.new("RGB", (40, 50), colour).save(stream, "PNG")
    return stream.getvalue()


def photo(colour="white"):
    content = png(colour)
    return accept(io.BytesIO(content), size=len(content), name="beleg.png")


def codes(town, row, grant=None):
    return [one.code for one in queries.receipts(grant or town.grant, DAY).looked.findings.get(row.number, ())]


@pytest.fixture
def paid_town(town):
    make.notified_grant(town)
    town.again("anna")
    return town


def at(town, name, key=None, **more):
    return reverse(f"grants:{name}", kwargs={"town": town.partnership.slug, "key": key or town.grant.key} | more)


@pytest.fixture
def phone(paid_town, browser_of):
    return browser_of(paid_town.anna.account)


def typed(**more):
    fields = {
        "payee": "Jan Okoro",
        "reason": "Theater",
        "document_on": "04.05.2026",
        "paid_on": "04.05.2026",
        "amount_eur": "330,00",
        "way": "transfer",
        "line": "rent",
        "flow": "Auszug 4",
    }
    return fields | more


def test_a_receipt_is_kept_numbered_and_told(paid_town):
    first, second = add(paid_town), add(paid_town, payee="Kim Lee")
    assert (first.number, second.number, first.state) == (1, 2, "kept")
    assert LedgerEntry.objects.filter(kind="grants.add_receipt", reference__contains=paid_town.grant.key).count() == 2
    shown = queries.receipts(paid_town.grant, DAY)
    assert [(line.key, line.spent_eur) for line in shown.forecast.lines if line.spent_eur] == [("rent", 660)]


def test_only_the_sponsors_of_the_club_write_receipts(paid_town, other_town):
    row = add(paid_town)
    make.add_organisation(paid_town, who="greta", name="Anderer Verein")
    for who in ("ben", "lena", "greta"):
        paid_town.again(who)
        with pytest.raises(Forbidden):
            grants.add_receipt(grant=paid_town.grant, fields=PAID, **by(paid_town, who))
        with pytest.raises(Forbidden):
            grants.withdraw_receipt(receipt=row, **by(paid_town, who))
    with pytest.raises(Forbidden):
        grants.withdraw_receipt(receipt=row, by=other_town.people["anna"], at=NOW)


def test_nothing_is_kept_before_the_notice_is_posted(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    grant = make.sign(town, make.draft_notice(town, application))
    town.again("anna")
    with pytest.raises(Refused, match="bekannt gegeben"):
        grants.add_receipt(grant=grant, fields=PAID, **by(town))


def test_part_of_a_receipt_is_never_more_than_the_receipt(paid_town):
    with pytest.raises(Refused):
        add(paid_town, eligible_eur=Decimal("330.01"))
    assert add(paid_town, eligible_eur=Decimal("330.00")).number == 1


def test_two_people_who_change_one_receipt_see_both_versions(paid_town):
    row = add(paid_town)
    seen = seal(queries.receipt_values(row))
    grants.change_receipt(receipt=row, fields={"payee": "Ada"}, seen=seen, **by(paid_town))
    with pytest.raises(Conflict):
        grants.change_receipt(receipt=row, fields={"payee": "Eva"}, seen=seen, **by(paid_town))
    row.refresh_from_db()
    assert row.payee == "Ada"


def test_a_withdrawn_receipt_counts_no_longer_and_keeps_its_number(paid_town):
    row = add(paid_town)
    row = grants.withdraw_receipt(receipt=row, **by(paid_town))
    assert queries.receipts(paid_town.grant, DAY).rows == []
    with pytest.raises(WrongState):
        grants.withdraw_receipt(receipt=row, **by(paid_town))
    with pytest.raises(Refused, match="zuerst zurück"):
        grants.change_receipt(receipt=row, fields={"payee": "x"}, seen="", **by(paid_town))
    assert add(paid_town).number == 2
    row = grants.restore_receipt(receipt=row, **by(paid_town))
    assert [one.number for one in queries.receipts(paid_town.grant, DAY).rows] == [1, 2]


def test_same_photo_twice_and_in_another_project_is_told(paid_town):
    row = add(paid_town, amount_eur=Decimal(10))
    grants.attach_receipt(receipt=row, accepted=photo(), **by(paid_town))
    again = grants.add_receipt(grant=paid_town.grant, fields=PAID, accepted=photo(), **by(paid_town))
    assert (codes(paid_town, row), codes(paid_town, again)) == ([], ["double"])
    other = grants.add_receipt(grant=paid_town.grant, fields=PAID, accepted=photo("red"), **by(paid_town))
    assert codes(paid_town, other) == ["double"]  # same payee, sum and day
    first, second = paid_town.grant, make.notified_grant(paid_town)
    paid_town.again("anna")
    moved = grants.add_receipt(grant=second, fields=PAID, accepted=photo("red"), **by(paid_town))
    assert codes(paid_town, moved, second) == ["elsewhere"]
    assert "elsewhere" in codes(paid_town, other, first)
    grants.withdraw_receipt(receipt=other, **by(paid_town))
    assert codes(paid_town, moved, second) == []


@pytest.mark.parametrize(
    ("typed_in", "said"),
    [
        ({"paid_on": "30.02.2026"}, "paid_on"),
        ({"amount_eur": "-5"}, "Minus"),
        ({"amount_eur": "1.234"}, "1.234"),
        ({"amount_eur": "5 $"}, "Euro"),
        ({"amount_eur": "0"}, "amount_eur"),
        ({"amount_eur": "10", "eligible_eur": "11"}, "eligible_eur"),
        ({"line": "grant"}, "line"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_stays_typed(paid_town, phone, typed_in, said):
    answer = phone.post(at(paid_town, "own_add_receipt"), typed(**typed_in))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "error" in text
    assert said in text
    assert "Jan Okoro" in text
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("typed_in", "told"),
    [
        ({"paid_on": "15.12.2026", "document_on": ""}, "Solche Ausgaben zählen nicht"),
        ({"paid_on": "01.01.2026", "document_on": ""}, "Solche Ausgaben zählen nicht"),
        ({"payee": ""}, "Es fehlt noch"),
        ({"flow": ""}, "Der Nachweis fehlt"),
        ({}, ""),
    ],
)
def test_what_is_odd_is_saved_and_told(paid_town, phone, typed_in, told):
    answer = phone.post(at(paid_town, "own_add_receipt"), typed(**typed_in), follow=True)
    assert Receipt.objects.count() == 1
    text = answer.content.decode()
    assert told in text
    assert ("Bitte ansehen" in text) == bool(told)


def test_a_photo_is_a_receipt_in_one_step(paid_town, phone):
    upload = SimpleUploadedFile("beleg.png", png(), content_type="image/png")
    answer = phone.post(at(paid_town, "own_photo"), {"upload": upload}, follow=True)
    row = Receipt.objects.get()
    assert answer.redirect_chain[-1][0] == at(paid_town, "own_receipt", row.key)
    assert row.is_picture
    file = phone.get(at(paid_town, "own_receipt_file", row.key))
    assert file["Content-Type"] == "image/png"


def test_an_e_invoice_fills_the_fields(paid_town, phone):
    upload = SimpleUploadedFile("rechnung.xml", cii(), content_type="application/xml")
    answer = phone.post(at(paid_town, "own_photo"), {"upload": upload}, follow=True)
    row = Receipt.objects.get()
    assert (row.invoice_number, row.payee) == ("R-7", "Druckerei am Markt")
    assert (row.document_on, row.amount_eur, row.paid_on) == (dt.date(2026, 5, 5), 10, None)
    assert "stammen aus der E-Rechnung" in answer.content.decode()
    assert phone.get(at(paid_town, "own_receipt_file", row.key)).status_code == 200


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100">&b;</rsm:CrossIndustryInvoice>"""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bombe.xml", BOMB, "E-Rechnung"),
        ("leer.xml", b"", "E-Rechnung"),
        ("bild.png", b"\x89PNG\r\n\x1a\nkein Bild", "Bild"),
        ("programm.exe", b"MZ", "PDF-, JPG-"),
    ],
)
def test_what_is_no_receipt_is_refused(paid_town, phone, name, content, said):
    answer = phone.post(at(paid_town, "own_photo"), {"upload": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Receipt.objects.exists()


def test_a_list_comes_in_whole_or_not_at_all(paid_town, phone):
    head = "Nr.;Ansatz;Belegdatum;Zahlungsdatum;Empfänger oder Einzahler;Zweck;Betrag\n"
    good = "1;Miete und Technik;04.05.2026;04.05.2026;Jan Okoro;Theater;330,00\n2;Spenden;;05.05.2026;Frau Lange;Spende;120,00\n"
    url = at(paid_town, "own_import_receipts")
    bad = SimpleUploadedFile("liste.csv", (head + good + "3;Miete und Technik;;31.02.2026;Ada;;12,00\n").encode())
    text = phone.post(url, {"upload": bad}).content.decode()
    assert "D4" in text
    assert not Receipt.objects.exists()
    answer = phone.post(url, {"upload": SimpleUploadedFile("liste.csv", (head + good).encode())}, follow=True)
    assert "Übernommene Belege: 2." in answer.content.decode()
    assert list(Receipt.objects.values_list("side", "line", "number")) == [
        ("expense", "rent", 1),
        ("income", "donation", 2),
    ]


def test_the_list_goes_out_with_the_columns_it_comes_in_with(paid_town, phone, browser_of):
    add(paid_town, eligible_eur=Decimal("300.00"), remark="=1+1")
    answer = phone.get(at(paid_town, "own_export_receipts", kind="xlsx"))
    content = b"".join(answer.streaming_content)
    sheet = load_workbook(io.BytesIO(content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [word for word in rows[0] if word][:5] == [
        "Nr.",
        "Ansatz",
        "Belegdatum",
        "Zahlungsdatum",
        "Empfänger oder Einzahler",
    ]
    assert rows[1][7:9] == [330, 300]
    clerk = browser_of(paid_town.lena.account)
    assert clerk.get(at(paid_town, "export_receipts", kind="csv")).status_code == 200
    assert clerk.get(at(paid_town, "export_receipts", kind="pdf")).status_code == 404
    export = SimpleUploadedFile("liste.xlsx", content)
    phone.post(at(paid_town, "own_import_receipts"), {"upload": export})
    assert list(Receipt.objects.values_list("amount_eur", "line")) == [(Decimal("330.00"), "rent")] * 2


def test_strangers_find_no_receipt(paid_town, other_town, browser_of):
    row = add(paid_town)
    make.add_organisation(paid_town, who="greta", name="Anderer Verein")
    stranger, abroad = (
        browser_of(paid_town.greta.account, second_factor=False),
        browser_of(other_town.people["ben"].account),
    )
    for name in ("own_receipt", "own_receipt_file", "own_attach_receipt"):
        assert stranger.get(at(paid_town, name, row.key)).status_code == 404
    for name in ("own_receipts", "own_add_receipt", "own_import_receipts"):
        assert stranger.get(at(paid_town, name)).status_code == 404
    assert stranger.post(at(paid_town, "own_withdraw_receipt", row.key)).status_code == 404
    slug = other_town.partnership.slug
    assert abroad.get(reverse("grants:receipts", args=[slug, paid_town.grant.key])).status_code == 404
    assert abroad.get(reverse("grants:receipt_file", args=[slug, row.key])).status_code == 404


def test_page_finds_receipts_and_shows_both_sides(paid_town, phone, browser_of):
    for number in range(9):
        add(paid_town, payee=f"Verein {number}", amount_eur=Decimal(10 + number))
    grants.withdraw_receipt(receipt=Receipt.objects.get(number=9), **by(paid_town))
    text = phone.get(at(paid_town, "own_receipts")).content.decode()
    assert "2 weitere" in text
    assert "Zurückgezogen" in text
    found = phone.get(at(paid_town, "own_receipts") + "?q=verein 3").content.decode()
    assert "Verein 3" in found
    assert "Verein 4" not in found
    none = phone.get(at(paid_town, "own_receipts") + "?ansatz=fees").content.decode()
    assert "Kein Beleg passt dazu." in none
    clerk = browser_of(paid_town.lena.account).get(at(paid_town, "receipts")).content.decode()
    assert "Verein 7" in clerk
    assert "Wenn heute Schluss wäre" in clerk


def test_a_receipt_is_changed_on_its_page(paid_town, phone):
    row = add(paid_town, amount_eur=None)
    url = at(paid_town, "own_receipt", row.key)
    seen = phone.get(url).context["form"]["seen"].value()
    assert seen in phone.get(url).content.decode()
    assert phone.post(url, typed(seen=seen, amount_eur="12,50")).status_code == 302
    row.refresh_from_db()
    assert row.amount_eur == Decimal("12.50")
    assert "inzwischen geändert" in phone.post(url, typed(seen=seen, amount_eur="13")).content.decode()
