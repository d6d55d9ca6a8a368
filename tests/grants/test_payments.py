"""Payments: in advance against need, by instalments, against receipts, in parts; sent back by the bank; used late."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.urls import reverse

from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.documents.notice import letter_of
from aktionsplan.implementation.grants.models import Notice, Payment, Receipt
from aktionsplan.implementation.grants.operations import payments
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import town as make

AT = make.FINAL
DAY = local_day(AT)
WORDS = {
    "funding_type": "deficit",
    "salutation": "Guten Tag,",
    "purpose": "Erzählabende",
    "reasons": "Es passt.",
}


def by(town, who="anna"):
    return {"by": town.people[who], "at": AT}


def letter(grant):
    """The words of the letter as it stands."""
    return str(letter_of(grant, signatory="C", at=make.NOW, footer=""))


def drafted(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    grant = make.draft_notice(town, application)
    town.things |= {"application": application, "grant": grant}
    return grant


def pay_by(town, scheme, percent=None):
    """A posted grant of 4,000 that is paid out like this; the notice is final."""
    grant = drafted(town)
    Notice.objects.filter(grant=grant).update(payment_scheme=scheme, advance_percent=percent)
    return ready(town, grant)


def ready(town, grant):
    grant.refresh_from_db()
    grant = make.post(town, make.sign(town, grant))
    make.add_bank(town, town.organisation)
    town.again("anna")
    grant = queries.own_grants(town.anna, DAY)[0]
    town.things["grant"] = grant
    return grant


def ask(town, amount, need=None):
    return payments.request_payment(
        grant=town.grant, amount_eur=D(amount), purpose="Miete", need_eur=need, **by(town)
    )


def spend(town, amount, day=DAY, **more):
    fields = {
        "line": "rent",
        "payee": "Reederei",
        "paid_on": day,
        "document_on": day,
        "flow": "7",
        "amount_eur": D(amount),
    }
    return grants.add_receipt(grant=town.grant, fields=fields | more, **by(town))


def pay(town, payment):
    payment = payments.order_payment(payment=payment, **by(town, "lena"))
    return payments.release_payment(payment=payment, **by(town, "dogan"))


@pytest.mark.parametrize(
    ("scheme", "percent", "wrong"),
    [("split", None, True), ("split", 50, False), ("advance", 50, True), ("flat", None, False)],
)
def test_a_notice_says_how_it_is_paid(town, scheme, percent, wrong):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    fields = WORDS | {"payment_scheme": scheme, "advance_percent": percent}
    if wrong:
        with pytest.raises(Refused, match="orab"):
            grants.draft_notice(application=application, fields=fields, **by(town, "lena") | {"at": make.NOW})
    else:
        grant = grants.draft_notice(application=application, fields=fields, **by(town, "lena") | {"at": make.NOW})
        assert (grant.notice.payment_scheme, grant.notice.advance_percent) == (scheme, percent)


def test_letter_says_how_money_is_asked_for(town, browser_of):
    grant = drafted(town)
    before = letter(grant)
    Notice.objects.filter(grant=grant).update(payment_scheme="split", advance_percent=60)
    grant.notice.refresh_from_db()
    after = letter(grant)
    assert "bis zu 60 Prozent" in after
    assert "bis zu 60 Prozent" not in before


def test_no_more_in_advance_than_needed(town):
    pay_by(town, "advance")
    with pytest.raises(Refused, match="nicht mehr|Mehr können"):
        ask(town, 500, need=D("499.99"))
    assert not Payment.objects.exists()
    assert ask(town, 500, need=D(500)).need_eur == 500
    with pytest.raises(Refused, match="noch"):
        ask(town, 3501, need=D(9000))


def test_instalments_open_on_their_day(town):
    grant = drafted(town)
    for amount, day in ((1000, DAY), (2000, DAY + dt.timedelta(days=30))):
        grants.add_instalment(grant=grant, amount_eur=D(amount), from_day=day, **by(town, "lena") | {"at": make.NOW})
    with pytest.raises(Refused, match="zusammen"):
        grants.add_instalment(grant=grant, amount_eur=D("1000.01"), from_day=DAY, **by(town, "lena"))
    assert "Rate: 1.000,00\\xa0€ können Sie ab dem" in letter(grant)
    ready(town, grant)
    with pytest.raises(Refused, match="Ratenplan"):
        ask(town, "1000.01")
    ask(town, 1000)
    later = {"by": town.anna, "at": AT + dt.timedelta(days=30)}
    payments.request_payment(grant=town.grant, amount_eur=D(3000), purpose="Rest", **later)


def test_against_receipts_the_sum_is_worked_out_and_the_receipts_stay(town):
    grant = pay_by(town, "reimbursement")
    with pytest.raises(Refused, match="noch 0,00"):
        ask(town, 1)
    first, odd = spend(town, 1500), spend(town, 100, payee="")
    with pytest.raises(Refused, match="wählen"):
        payments.request_reimbursement(grant=grant, receipts=[], **by(town))
    with pytest.raises(Refused, match="wählen"):
        payments.request_reimbursement(grant=grant, receipts=[odd.key], **by(town))
    payment = payments.request_reimbursement(grant=grant, receipts=[first.key], **by(town))
    assert payment.amount_eur == 500  # 1,500 less own funds of 1,000
    assert payment.purpose == "Belege 1"
    first.refresh_from_db()
    for deed in (grants.withdraw_receipt, lambda **k: grants.change_receipt(fields={"payee": "x"}, seen="", **k)):
        with pytest.raises(Refused, match="bleibt, wie er ist"):
            deed(receipt=first, **by(town))
    second = spend(town, 200)
    with pytest.raises(Refused, match="wählen"):
        payments.request_reimbursement(grant=grant, receipts=[first.key], **by(town))
    assert payments.request_reimbursement(grant=grant, receipts=[second.key], **by(town)).amount_eur == 200
    payments.refuse_payment(payment=payment, reason="Fehlt", **by(town, "lena"))
    assert set(Receipt.objects.filter(payment=None).values_list("number", flat=True)) == {1, 2}


def test_receipts_that_cover_nothing_bring_nothing(town):
    grant = pay_by(town, "reimbursement")
    row = spend(town, 900)
    with pytest.raises(Refused, match="nichts mehr gedeckt"):
        payments.request_reimbursement(grant=grant, receipts=[row.key], **by(town))


def test_split_pays_its_part_in_advance_and_the_rest_for_receipts(town):
    grant = pay_by(town, "split", 50)
    with pytest.raises(Refused, match="noch 2.000,00"):
        ask(town, 2001)
    ask(town, 2000)
    row = spend(town, 3600)
    assert payments.request_reimbursement(grant=grant, receipts=[row.key], **by(town)).amount_eur == 600


def test_in_advance_alone_names_no_receipts(town):
    grant = pay_by(town, "advance")
    row = spend(town, 1500)
    with pytest.raises(Refused, match="vorab"):
        payments.request_reimbursement(grant=grant, receipts=[row.key], **by(town))


def test_money_that_came_back_is_ordered_anew_and_is_not_paid(town):
    pay_by(town, "advance")
    payment = pay(town, ask(town, 500))
    assert queries.paid(town.grant) == 500
    for who in ("anna", "ben", "carla"):
        with pytest.raises(Forbidden):
            payments.bounce_payment(payment=payment, bounced_on=DAY, reason="x", **by(town, who))
    for day in (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="nach der Freigabe"):
            payments.bounce_payment(payment=payment, bounced_on=day, reason="x", **by(town, "dogan"))
        payment.refresh_from_db()
    payment = payments.bounce_payment(payment=payment, bounced_on=DAY, reason="Konto erloschen", **by(town, "dogan"))
    assert (queries.paid(town.grant), queries.drawn(town.grant)) == (0, 500)
    assert OutboxMail.objects.filter(subject__startswith="Ihr Geld kam zurück").count() == 1
    with pytest.raises(WrongState):
        payments.release_payment(payment=payment, **by(town, "dogan"))
    assert payment in queries.to_order(town.partnership)
    payment = pay(town, payment)
    assert (payment.state, queries.paid(town.grant)) == ("released", 500)
    assert LedgerEntry.objects.filter(kind="grants.bounce_payment").count() == 1


def test_money_without_a_receipt_is_told(town, browser_of):
    pay_by(town, "advance")
    pay(town, ask(town, 500))
    spend(town, 1300)
    shown = queries.receipts(town.grant, DAY)
    assert [(use.open_eur, use.late) for use in queries.uses(town.grant, shown, DAY)] == [(200, False)]
    later = DAY + dt.timedelta(days=43)
    assert [(use.open_eur, use.late) for use in queries.uses(town.grant, shown, later)] == [(200, True)]
    spend(town, 200, day=DAY + dt.timedelta(days=43))
    shown = queries.receipts(town.grant, later)
    assert [use.open_eur for use in queries.uses(town.grant, shown, later)] == [200]
    slug = town.partnership.slug
    page = (
        browser_of(town.anna.account).get(reverse("grants:own_project", args=[slug, town.grant.key])).content.decode()
    )
    assert "Bis dahin fehlten Belege über 200,00" in page
    asked = (
        browser_of(town.anna.account).get(reverse("grants:own_request", args=[slug, town.grant.key])).content.decode()
    )
    assert "noch Geld ohne Beleg" in asked


@pytest.mark.parametrize("scheme", ["advance", "flat", "split", "reimbursement"])
def test_page_asks_what_the_notice_says(town, browser_of, scheme):
    pay_by(town, scheme, 50 if scheme == "split" else None)
    row = spend(town, 3600)
    phone, url = (
        browser_of(town.anna.account),
        reverse("grants:own_request", args=[town.partnership.slug, town.grant.key]),
    )
    text = phone.get(url).content.decode()
    assert ('name="need_eur"' in text) == (scheme in ("advance", "split"))
    assert ('name="receipts"' in text) == (scheme == "reimbursement")
    if scheme == "split":
        assert 'name="receipts"' in phone.get(url + "?belege=1").content.decode()
    typed = {"amount_eur": "100", "need_eur": "100", "purpose": "Miete", "receipts": [row.key]}
    assert phone.post(url, typed).status_code == 302
    assert Payment.objects.get().amount_eur == (2600 if scheme == "reimbursement" else 100)
