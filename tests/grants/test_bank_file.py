"""The file for the bank: names that every bank reads, the payer's bank named, handed over once and told."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.grants.documents.sepa import ALLOWED, name_problem, sepa_text
from aktionsplan.implementation.grants.models import Payment
from aktionsplan.implementation.grants.operations import payments
from aktionsplan.implementation.grants.operations.notification import become_binding
from aktionsplan.network.models import BankAccount
from aktionsplan.partnership.models import Office
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.files.operations import read
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.words import Refused
from tests.factories import town as make

DEUTSCHE, SWISS = "DE89370400440532013000", "CH9300762011623852957"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Güçlü e. V.", "Gueclue e. V."),
        ("Straße der Ägäis", "Strasse der Aegaeis"),
        ("Łódź–Ørsted", "Lodz-Orsted"),
        ("Dogan Yıldız", "Dogan Yildiz"),
        ("Škoda & Čapek", "Skoda + Capek"),
        ("Ägäis", "Aegaeis"),
        ("Haus*Garten", "Haus.Garten"),
    ],
)
def test_names_keep_their_letters(text, written):
    assert sepa_text(text, 70) == written
    assert name_problem(text) is None


@pytest.mark.parametrize(("name", "letters"), [("Клуб", "К, л, у, б"), ("日本 e. V.", "日, 本"), ("Ab Ω", "Ω")])
def test_name_without_latin_letters_is_refused(name, letters):
    problem = name_problem(name)
    assert (problem.code, problem.params["letters"]) == ("not_latin", letters)


@given(st.text(max_size=100))
def test_any_text_becomes_what_banks_read(text):
    written = sepa_text(text, 70)
    assert set(written) <= ALLOWED
    assert len(written) <= 70


def requested(town, amount=100):
    grant = make.notified_grant(town)
    grant = become_binding(grant=grant, by=Installation(town.partnership, "tick"), at=make.FINAL)
    make.add_bank(town, grant.organisation)
    return payments.request_payment(grant=grant, amount_eur=amount, purpose="Miete", by=town.anna, at=make.FINAL)


def released(town, payment):
    payment = payments.order_payment(payment=payment, by=town.lena, at=make.FINAL)
    return payments.release_payment(payment=payment, by=town.dogan, at=make.FINAL)


@pytest.mark.parametrize(
    ("iban", "bank"),
    [(DEUTSCHE, "<BICFI>COBADEFFXXX</BICFI>"), (SWISS, None)],
)
def test_bank_of_the_payer_is_named(town, iban, bank):
    Office.objects.filter(kind="lead_office").update(payer_iban=iban)
    content = read(released(town, requested(town)).bank_file.file).decode()
    named = re.search(r"<DbtrAgt>\s*<FinInstnId>(.*?)</FinInstnId>", content, re.S)[1]
    assert bank is None or bank in named
    assert re.search(r"<BICFI>\w{8,11}</BICFI>|<Othr>\s*<Id>NOTPROVIDED</Id>", named)


def test_payment_to_a_name_no_bank_reads_is_refused_before_it_is_ordered(town):
    payment = requested(town)
    BankAccount.objects.update(holder="Клуб")
    with pytest.raises(Refused) as refused:
        payments.order_payment(payment=payment, by=town.lena, at=make.FINAL)
    assert refused.value.problem.code == "not_latin"


def test_file_says_when_it_was_handed_over_and_asks_before_a_second_time(town, browser_of, time_machine):
    time_machine.move_to(make.FINAL, tick=False)
    payment = released(town, requested(town))
    kwargs = {"town": town.partnership.slug, "key": payment.key}
    page, fetch = (reverse(f"grants:{name}", kwargs=kwargs) for name in ("bank_file", "fetch_bank_file"))
    cashier = browser_of(town.dogan.account)
    assert "Schon übergeben" not in cashier.get(page).content.decode()
    answer = cashier.post(fetch)
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]).startswith(b"<?xml")
    shown = cashier.get(page).content.decode()
    assert "Schon übergeben" in shown
    assert town.dogan.account.name in shown
    assert "Wirklich noch einmal?" in shown
    cashier.post(fetch)
    told = LedgerEntry.objects.filter(kind="grants.fetch_bank_file")
    assert told.count() == 2
    assert Payment.objects.get().fetched_by == town.dogan.reference
    project = reverse("grants:project", kwargs=kwargs | {"key": payment.grant.key})
    assert "schon übergeben am" in cashier.get(f"{project}?reiter=geld").content.decode()


def test_second_payment_never_shows_the_file_of_the_first_as_new(town):
    first = released(town, requested(town))
    payments.fetch_bank_file(payment=first, by=town.dogan, at=make.FINAL)
    second = payments.request_payment(grant=first.grant, amount_eur=50, purpose="x", by=town.anna, at=make.FINAL)
    with pytest.raises(Refused):
        payments.fetch_bank_file(payment=second, by=town.dogan, at=make.FINAL)
    second = released(town, second)
    assert (second.fetched_at, second.bank_file == first.bank_file) == (None, False)


def test_auditor_reads_a_copy_that_counts_as_nothing(town, browser_of, time_machine):
    time_machine.move_to(make.FINAL, tick=False)
    payment = released(town, requested(town))
    kwargs = {"town": town.partnership.slug, "key": payment.key}
    auditor = browser_of(town.people["mats"].account)
    assert auditor.get(reverse("grants:copy_bank_file", kwargs=kwargs)).status_code == 200
    assert auditor.post(reverse("grants:fetch_bank_file", kwargs=kwargs)).status_code == 403
    cashier = browser_of(town.dogan.account)
    assert cashier.get(reverse("grants:copy_bank_file", kwargs=kwargs)).status_code == 403
    assert Payment.objects.get().fetched_at is None
