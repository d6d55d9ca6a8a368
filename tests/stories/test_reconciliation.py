"""Two places that should say the same: every comparison finds what somebody changed behind the program's back."""

import datetime as dt
from decimal import Decimal
from importlib import import_module

import pytest
from django.urls import reverse
from django.utils import timezone

from aktionsplan.bodies.models import Minutes, Presence, Vote
from aktionsplan.desk.open_tasks import tasks_for
from aktionsplan.implementation.grants.models import Grant, Payment
from aktionsplan.implementation.grants.operations import payments
from aktionsplan.network.models import BankAccount
from aktionsplan.partnership.models import Fund, FundBooking
from aktionsplan.people.models import Membership
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.files.operations import damaged, path_of
from aktionsplan.shared.ledger.queries import told
from aktionsplan.shared.registration import differences, own_apps
from aktionsplan.shared.words import Refused
from tests.factories import town as make

LATER = make.FINAL + dt.timedelta(days=40)


def said(town):
    return [str(phrase) for _word, phrase in differences(town.partnership)]


@pytest.fixture
def ordered(town, grant):
    """A payment that is ordered and waits for its release."""
    make.add_bank(town, town.organisation)
    payment = payments.request_payment(grant=grant, amount_eur=Decimal(1000), purpose="x", by=town.anna, at=LATER)
    return payments.order_payment(payment=payment, by=town.lena, at=LATER)


def test_every_comparison_of_every_app_exists():
    for config in own_apps():
        for _word, path in config.comparisons:
            module, _dot, name = f"{config.name}.{path}".rpartition(".")
            assert callable(getattr(import_module(module), name)), path


def test_nothing_differs_in_a_town_with_one_of_everything(whole_town):
    assert said(whole_town) == []


def test_nothing_differs_after_a_payment(town, ordered):
    payments.release_payment(payment=ordered, by=town.dogan, at=LATER)
    assert said(town) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda grant, payment: Fund.objects.update(ceiling_eur=Decimal(20000)), "Obergrenze"),
        (lambda grant, payment: FundBooking.objects.update(committed_eur=Decimal(1)), "Bewilligt"),
        (lambda grant, payment: Grant.objects.update(amount_eur=Decimal(3999)), "im Projekt"),
        (lambda grant, payment: Payment.objects.update(amount_eur=Decimal(1001)), "Auszahlung: angefordert"),
        (lambda grant, payment: Payment.objects.update(amount_eur=Decimal(9000)), "angefordert sind"),
        (lambda grant, payment: BankAccount.objects.update(iban="DE02500105170137075030"), "Das Konto"),
    ],
)
def test_money_changed_behind_the_back_is_named_and_stops_the_release(town, grant, ordered, change, word):
    change(grant, ordered)
    assert any(word in sentence for sentence in said(town)), said(town)
    with pytest.raises(Refused) as refused:
        payments.release_payment(payment=Payment.objects.get(pk=ordered.pk), by=town.dogan, at=LATER)
    assert refused.value.problem.code == "differs"


def test_account_stands_nowhere_in_the_ledger(town, ordered):
    payments.release_payment(payment=ordered, by=town.dogan, at=LATER)
    bank = BankAccount.objects.get()
    payloads = [payload for _about, _kind, payload in told(town.partnership, ["network.propose_bank"])]
    assert payloads[-1]["account"] == bank.account_mark
    assert len(bank.salt) == 32
    for _about, _kind, payload in told(
        town.partnership, ["network.propose_bank", "network.approve_bank", "grants.order_payment"]
    ):
        assert bank.iban not in str(payload)
        assert bank.salt not in str(payload)


def test_role_without_or_against_its_entry_is_named(town):
    assert said(town) == []
    Membership.objects.filter(account=town.ben.account).update(role="cashier")
    [sentence] = said(town)
    assert "Ben Kröger" in sentence
    assert "Kasse" in sentence


def test_votes_are_compared_with_ballots_and_ledger(evening_room):
    town = evening_room.town
    assert said(town) == []
    vote = Vote.objects.filter(state="closed", secret=False).exclude(what="election").first()
    Vote.objects.filter(pk=vote.pk).update(yes=vote.yes - 1, no=vote.no + 1)
    sentences = said(town)
    assert any("das Verlaufsbuch nennt andere Zahlen" in sentence for sentence in sentences), sentences
    assert any("die Stimmzettel ergeben andere Zahlen" in sentence for sentence in sentences), sentences
    Vote.objects.filter(pk=vote.pk).update(yes=99)
    assert any("mehr Stimmen als Stimmberechtigte" in sentence for sentence in said(town))


def test_sealed_text_that_is_gone_is_named(evening_room):
    town = evening_room.town
    vote = Vote.objects.filter(state="closed").first()
    Vote.objects.filter(item=vote.item, state="open").delete()
    Vote.objects.filter(pk=vote.pk).update(state="open", secret=True)
    Presence.objects.filter(vote=vote).update(choice="", cast_at=None, way="", voted=True, sealed="", secret=True)
    assert any("verschlossen" in sentence for sentence in said(town))


def test_minutes_with_another_hash_are_named(shown_room):
    assert said(shown_room.town) == []
    assert Minutes.objects.filter(state="signed").update(digest="0" * 64)
    assert any("Prüfsumme" in sentence for sentence in said(shown_room.town))


def test_damaged_file_is_never_sent_and_the_administrator_is_told(town, grant, browser_of):
    stored = grant.notice.document.file
    page = reverse("grants:own_notice", kwargs={"town": town.partnership.slug, "key": grant.key})
    client = browser_of(town.anna.account)
    assert client.get(page).status_code == 200
    path = path_of(stored)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"X")
    try:
        answer = client.get(page)
        assert answer.status_code == 500
        assert "beschädigt" in answer.content.decode()
        assert b"%PDF" not in answer.content
        titles = [task.title for task in tasks_for(town.kim, timezone.localdate())]
        assert f"Beschädigte Datei: {stored.sha256[:16]}" in titles
        listing = browser_of(town.kim.account).get(reverse("desk:damaged", args=[town.partnership.slug]))
        assert stored.sha256 in listing.content.decode()
        assert any("ist verändert" in fault for fault in damaged(town.partnership, timezone.now()))
    finally:
        path.write_bytes(content)
    assert damaged(town.partnership, timezone.now()) == []
    assert StoredFile.objects.filter(damaged_at__isnull=False).count() == 0


def test_missing_file_is_named(town, grant):
    path = path_of(grant.notice.document.file)
    content = path.read_bytes()
    path.unlink()
    try:
        assert any("fehlt" in fault for fault in damaged(town.partnership, timezone.now()))
    finally:
        path.write_bytes(content)
