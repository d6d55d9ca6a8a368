"""What a hostile user tried: accomplices, parallel codes, full mailboxes, odd addresses, files of others."""

import re

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from aktionsplan.people import operations as people
from aktionsplan.people.adapters import MAILS_A_MINUTE, TRIES, MFAAdapter
from aktionsplan.people.credentials import equip
from aktionsplan.people.models import Account, Membership
from aktionsplan.people.queries import actor, named
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make
from tests.factories.pages import seen_on


@pytest.mark.parametrize("role", ["lead_officer", "administrator", "signatory", "cashier"])
def test_administrator_makes_no_accomplice_alone(town, role):
    made = people.grant_role(email="zweit@x.example", name="Zweit", role=role, by=town.kim, at=make.NOW)
    assert made.state == "proposed"
    with pytest.raises(Forbidden):
        people.confirm_role(membership=made, by=town.kim, at=make.NOW)
    accomplice = actor(made.account, town.partnership, make.NOW.date())
    third = people.grant_role(email="dritt@x.example", name="Dritt", role="signatory", by=town.kim, at=make.NOW)
    with pytest.raises(Forbidden):
        people.confirm_role(membership=third, by=accomplice, at=make.NOW)
    people.confirm_role(membership=third, by=town.lena, at=make.NOW)


def test_very_first_lead_officer_needs_nobody_who_is_not_there(town):
    people.Membership.objects.filter(role="lead_officer").delete()
    first = people.grant_role(email="erste@x.example", name="Erste", role="lead_officer", by=town.kim, at=make.NOW)
    second = people.grant_role(email="zweite@x.example", name="Zweite", role="lead_officer", by=town.kim, at=make.NOW)
    assert (first.state, second.state) == ("active", "proposed")


@pytest.mark.parametrize("away", [people.suspend_role, people.end_role])
def test_nobody_becomes_the_first_by_sending_the_others_away(town, away):
    for row in people.Membership.objects.filter(role="lead_officer"):
        if away is people.end_role:
            with pytest.raises(Refused, match="Nachfolge"):
                away(membership=row, by=town.kim, at=make.NOW)
        else:
            away(membership=row, by=town.kim, at=make.NOW)
    made = people.grant_role(email="komplize@x.example", name="K", role="lead_officer", by=town.kim, at=make.NOW)
    assert made.state == "proposed"


@pytest.mark.parametrize("name", ["account_email", "account_set_password", "mfa_activate_totp", "mfa_add_webauthn"])
def test_way_of_signing_in_changes_only_after_a_fresh_confirmation(town, browser_of, name):
    stale = browser_of(town.anna.account, second_factor=False, fresh=False)
    for answer in (
        stale.get(reverse(name)),
        stale.post(reverse(name), {"email": "dieb@x.example", "action_add": ""}),
    ):
        assert answer.url.startswith(reverse("account:confirm"))
    inside = browser_of(town.kim.account, fresh=False)
    Authenticator.objects.create(user=town.kim.account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert inside.get(reverse(name)).url.startswith(reverse("mfa_reauthenticate"))
    assert browser_of(town.anna.account, second_factor=False).get(reverse("account_email")).status_code == 200


def test_name_in_notices_is_nobodys_own_to_change(town, browser_of):
    answer = browser_of(town.lena.account).post(reverse("account:own_name"), {"name": "Bürgermeister Lange"})
    assert "wer die Zugänge verwaltet" in answer.content.decode()
    held = people.Membership.objects.get(account=town.lena.account)
    with pytest.raises(Refused, match="eigenen Namen"):
        people.rename(membership=held, name="L", by=town.lena, at=make.NOW)
    page = reverse("people:rename", args=(town.partnership.slug, held.key))
    client = browser_of(town.kim.account)
    assert town.lena.account.name in client.get(page).content.decode()
    client.post(page, {"name": "Lena Matthies-Voss", "seen": seen_on(client, page)})
    town.lena.account.refresh_from_db()
    assert town.lena.account.name == "Lena Matthies-Voss"
    assert browser_of(town.anna.account, second_factor=False).post(
        reverse("account:own_name"), {"name": "Anna W."}
    ).url == reverse("account:own_name")


def test_name_of_somebody_who_works_elsewhere_too_stays(town):
    elsewhere = make.town("anderswo", "Anderswo")
    with partnership_scope(elsewhere.partnership):
        Membership.objects.create(
            partnership=elsewhere.partnership,
            account=town.lena.account,
            role="coach",
            state="suspended",
            valid_from=make.NOW.date(),
            proposed_by="x",
        )
    held = people.Membership.objects.get(account=town.lena.account, role="lead_officer")
    with pytest.raises(Refused, match="anderen Ort"):
        people.rename(membership=held, name="L", by=town.kim, at=make.NOW)


def test_second_factor_of_another_key_fits_no_code(town, browser_of):
    account = town.kim.account
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "mit fremdem Schlüssel"})
    first, second = (MFAAdapter().decrypt("mit fremdem Schlüssel") for _ in range(2))
    assert first != second
    client = browser_of(account, fresh=False)
    assert client.post(reverse("mfa_reauthenticate"), {"code": "000000"}).status_code == 200


def test_second_factor_is_not_replaced_in_silence(town):
    account = town.kim.account
    equip(account, totp_secret="A" * 32)
    equip(account, totp_secret="A" * 32)
    with pytest.raises(Refused, match="anderen zweiten Faktor"):
        equip(account, totp_secret="B" * 32)


def test_search_no_longer_names_who_has_left(town):
    assert named(town.partnership, "Nora") == ["Nora Feld"]
    people.end_role(membership=people.Membership.objects.get(account=town.nora.account), by=town.kim, at=make.NOW)
    assert named(town.partnership, "Nora") == []


def code_of(address):
    mail = OutboxMail.objects.filter(recipient=address).order_by("-id").first()
    return re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", mail.text)[0]


def asked(address):
    client = Client()
    client.post("/konto/anmelden/", {"email": address})
    return client


def test_right_code_no_longer_helps_after_five_tries_from_anywhere(town):
    address = town.anna.account.email
    first = asked(address)
    code = code_of(address)
    other = Client()
    for name, cookie in first.cookies.items():
        other.cookies[name] = cookie.value
    before = {name: cookie.value for name, cookie in first.cookies.items()}
    for _number in range(TRIES - 1):
        first.post("/konto/anmelden/code/", {"code": "AAAA-AAAA"})
    assert before
    other.post("/konto/anmelden/code/", {"code": "BBBB-BBBB"})
    answer = other.post("/konto/anmelden/code/", {"code": code})
    assert "_auth_user_id" not in other.session
    assert answer.status_code in (200, 302)


def test_right_code_signs_in_and_confirms_the_address_at_once(town):
    account = people.expect_account(email="neu@elbhagen.example", name="Neu", by=Installation(), at=make.NOW)
    client = asked(account.email)
    answer = client.post("/konto/anmelden/code/", {"code": code_of(account.email)})
    assert "adresse" not in answer.url
    assert client.session["_auth_user_id"] == str(account.pk)


def test_new_code_can_be_sent_and_the_old_one_is_dead(town):
    address = town.anna.account.email
    client = asked(address)
    old = code_of(address)
    assert "Neuen Code schicken" in client.get("/konto/anmelden/code/").content.decode()
    client.post("/konto/anmelden/code/", {"action": "resend"})
    new = code_of(address)
    assert new != old
    client.post("/konto/anmelden/code/", {"code": old})
    assert "_auth_user_id" not in client.session
    client.post("/konto/anmelden/code/", {"code": new})
    assert client.session["_auth_user_id"] == str(town.anna.account.pk)


def test_mailbox_is_not_flooded(town, rf):
    from aktionsplan.people.adapters import AccountAdapter

    with context.request_context(rf.get("/")):
        adapter = AccountAdapter()
        for _number in range(MAILS_A_MINUTE + 5):
            adapter.send_mail("account/email/unknown_account", "opfer@x.example", {"signup_url": "x"})
        assert OutboxMail.objects.filter(recipient="opfer@x.example").count() == MAILS_A_MINUTE
        adapter.send_mail("account/email/unknown_account", "andere@x.example", {"signup_url": "x"})
    assert OutboxMail.objects.filter(recipient="andere@x.example").count() == 1


def test_registration_takes_the_same_time_for_known_and_unknown_addresses(town, monkeypatch):
    waited = []
    monkeypatch.setattr("aktionsplan.people.signin.time.sleep", waited.append)
    monkeypatch.setattr("aktionsplan.people.signin.SIGNUP_SECONDS", 60)  # longer than the slowest machine needs
    Account.objects.create_user("da@x.example", name="Da")
    for address in ("da@x.example", "nicht-da@x.example"):
        Client().post("/konto/registrieren/", {"email": address, "name": "X"})
    assert len(waited) == 2
    assert min(waited) > 0


@pytest.mark.parametrize("path", ["suche/?q=%00", "antraege/?nach=a%00b", "vereine/%00/", "projekte/%00/"])
def test_address_with_a_nul_is_refused(town, browser_of, path):
    answer = browser_of(town.ben.account).get(f"/{town.partnership.slug}/intern/{path}")
    assert answer.status_code == 400


def test_page_that_is_not_there_is_not_called_unchanged(town):
    answer = Client().get(f"/{town.partnership.slug}/projekte/gibtesnicht/", headers={"If-None-Match": "*"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("who", "bank", "letter"), [("nora", 403, 403), ("ben", 403, 200), ("dogan", 404, 200), ("mats", 404, 200)]
)
def test_only_who_needs_them_fetches_bank_files_and_notices(town, browser_of, who, bank, letter):
    from aktionsplan.implementation.grants.operations import payments

    grant = make.notified_grant(town)
    payment = payments.request_payment(grant=grant, amount_eur=100, purpose="x", by=town.anna, at=make.FINAL)
    client = browser_of(town.people[who].account)
    kwargs = {"town": town.partnership.slug}
    assert client.get(reverse("grants:bank_file", kwargs={**kwargs, "key": payment.key})).status_code == bank
    assert client.get(reverse("grants:notice", kwargs={**kwargs, "key": grant.key})).status_code == letter
    assert client.get(reverse("grants:preview", kwargs={**kwargs, "key": grant.key})).status_code in (letter, 302)


def test_mistyped_address_can_be_typed_again(town):
    client = asked("vertippt@elbhagen.example")
    assert "Andere E-Mail-Adresse nehmen" in client.get("/konto/anmelden/code/").content.decode()
    assert client.get("/konto/anmelden/andere-adresse/").url == "/konto/anmelden/"
    assert client.get("/konto/anmelden/").status_code == 200


def test_used_code_is_remembered_however_much_else_is(db):

    cache.set("allauth.mfa.used", "1", timeout=60)
    for number in range(350):
        cache.set(f"allauth:rl:{number}", "1", timeout=600)
    assert cache.get("allauth.mfa.used") == "1"


def test_whoever_was_away_too_long_is_told_that_nothing_was_stored(town, client):
    page = reverse("strategy:add", args=[town.partnership.slug, "leitziel"])
    told = client.post(page, {"title": "x"}, follow=True).content.decode()
    assert "ist nicht gespeichert" in told
    assert "ist nicht gespeichert" not in client.get(page, follow=True).content.decode()


def test_forty_people_sign_in_at_once_from_one_hall(town, time_machine):
    """Limits count the account: one address of a hall is shared by a whole committee."""
    time_machine.move_to(make.NOW, tick=False)  # within one minute, however slow the machine is
    cache.clear()
    answers = []
    for number in range(40):
        people.expect_account(
            email=f"halle{number}@elbhagen.example", name=f"Person {number}", by=Installation(), at=make.NOW
        )
        client = Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.77")
        address = {"email": f"halle{number}@elbhagen.example"}
        answers.append(client.post(reverse("account_request_login_code"), address).status_code)
    assert answers == [302] * 40
    for _ in range(6):
        Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.77").post(reverse("account_request_login_code"), address)
    assert OutboxMail.objects.filter(recipient="halle39@elbhagen.example").count() <= 3
