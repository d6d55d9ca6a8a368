"""Nobody locks another person out: codes, passwords and second factors are counted for the account and the place."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.core import signing
from django.test import Client
from django.urls import reverse

from aktionsplan.people.adapters import DEVICE, MAILS_A_MINUTE, MAILS_AN_HOUR, MAILS_AN_HOUR_FROM_ALL, device_of
from aktionsplan.people.credentials import equip
from aktionsplan.shared.limits import source_of
from aktionsplan.shared.mail.models import OutboxMail
from tests.factories import town as make


def test_stranger_does_not_use_up_somebodys_codes(town):
    address = town.anna.account.email
    page = reverse("account_request_login_code")
    for number in range(MAILS_AN_HOUR + 3):
        with time_machine.travel(make.NOW + dt.timedelta(minutes=number), tick=False):
            Client(HTTP_HOST="localhost", REMOTE_ADDR="203.0.113.9").post(page, {"email": address})
        assert OutboxMail.objects.filter(recipient=address).count() == min(number + 1, MAILS_AN_HOUR)
    with time_machine.travel(make.NOW + dt.timedelta(minutes=MAILS_AN_HOUR + 3), tick=False):
        Client(HTTP_HOST="localhost", REMOTE_ADDR="203.0.113.10").post(page, {"email": address})
    assert OutboxMail.objects.filter(recipient=address).count() == MAILS_AN_HOUR + 1


def from_elsewhere(number=9):
    return Client(HTTP_HOST="localhost", REMOTE_ADDR=f"2001:db8:{number:x}::1")


def last_code(address):
    text = OutboxMail.objects.filter(recipient=address).latest("pk").text
    return re.search(r"lautet: (\S+)", text)[1]


def test_sent_code_stays_usable_after_too_many_requests(town, time_machine):
    time_machine.move_to(make.NOW, tick=False)  # within one minute, however slow the machine is
    page, address = reverse("account_request_login_code"), {"email": town.anna.account.email}
    first, *others = [from_elsewhere() for _ in range(4)]
    assert first.post(page, address).status_code == 302
    code = last_code(address["email"])
    assert [client.post(page, address).status_code for client in others] == [302, 302, 200]
    assert "Der letzte gilt noch" in others[-1].post(page, address).content.decode()
    assert first.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert first.session["_auth_user_id"] == str(town.anna.account.pk)


def test_all_strangers_together_do_not_stop_a_browser_that_was_signed_in(town, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    page, address = reverse("account_request_login_code"), {"email": town.anna.account.email}
    own = Client(HTTP_HOST="localhost", REMOTE_ADDR="203.0.113.77")
    own.post(page, address)
    own.post(reverse("account_confirm_login_code"), {"code": last_code(address["email"])})
    own.post(reverse("account_logout"))
    for number in range(MAILS_AN_HOUR_FROM_ALL):
        from_elsewhere(number).post(page, address)
    sent = OutboxMail.objects.filter(recipient=address["email"]).count()
    from_elsewhere(999).post(page, address)
    assert OutboxMail.objects.filter(recipient=address["email"]).count() == sent
    assert own.post(page, address).status_code == 302
    assert OutboxMail.objects.filter(recipient=address["email"]).count() == sent + 1


def test_mark_of_a_browser_counts_for_its_own_address_only(town, rf):
    request = rf.get("/")
    request.COOKIES[DEVICE] = signing.dumps({"address": "x", "mark": "y"}, salt=DEVICE)
    assert device_of(request, town.anna.account.email) == ""
    request.COOKIES[DEVICE] = "nichts"
    assert device_of(request, town.anna.account.email) == ""


def test_wrong_passwords_from_elsewhere_lock_nobody_out(town, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    equip(town.anna.account, password="richtig und lang genug")
    page = reverse("account_login")
    wrong = {"login": town.anna.account.email, "password": "falsch"}
    right = wrong | {"password": "richtig und lang genug"}
    stranger = from_elsewhere()
    for _ in range(40):
        stranger.post(page, wrong)
    assert stranger.post(page, right).status_code == 200
    own = from_elsewhere(77)
    for _ in range(4):
        own.post(page, wrong)
    assert own.post(page, right).status_code == 302
    for _ in range(4):
        own.post(page, wrong)
    assert own.post(page, right).status_code == 302


def test_one_household_is_one_source(rf):
    first, second, other = (
        source_of(rf.get("/", REMOTE_ADDR=address))
        for address in ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1")
    )
    assert first == second != other
    for address in ("192.0.2.7", "::ffff:192.0.2.7"):
        assert source_of(rf.get("/", REMOTE_ADDR=address)) == "192.0.2.7"


def factor_of(account, moment, windows=0):
    secret = "A" * 32
    equip(account, totp_secret=secret)
    return totp.format_hotp_value(totp.hotp_value(secret, int(moment.timestamp()) // 30 + windows))


@pytest.mark.parametrize(("windows", "accepted"), [(-2, False), (-1, True), (0, True), (1, False)])
def test_code_of_the_window_before_is_taken_once(town, browser_of, windows, accepted):
    account, moment = town.kim.account, make.NOW + dt.timedelta(seconds=1)
    code = factor_of(account, moment, windows)
    with time_machine.travel(moment, tick=False):
        first = browser_of(account, fresh=False).post(reverse("mfa_reauthenticate"), {"code": code})
        assert (first.status_code == 302) == accepted
    for later in (0, 29, 58):
        with time_machine.travel(moment + dt.timedelta(seconds=later), tick=False):
            again = browser_of(account, fresh=False).post(reverse("mfa_reauthenticate"), {"code": code})
            assert (again.status_code == 302) == (windows == 1 and later == 29)


def test_wrong_second_factors_from_elsewhere_lock_nobody_out(town, browser_of):
    account, moment = town.kim.account, make.NOW
    code = factor_of(account, moment)
    page = reverse("mfa_reauthenticate")
    with time_machine.travel(moment, tick=False):
        stranger = browser_of(account, fresh=False)
        for _ in range(8):
            stranger.post(page, {"code": "000000"}, REMOTE_ADDR="203.0.113.9")
        assert stranger.post(page, {"code": code}, REMOTE_ADDR="203.0.113.9").status_code == 200
        assert stranger.post(page, {"code": code}, REMOTE_ADDR="203.0.113.8").status_code == 302


def test_known_and_unknown_addresses_are_refused_alike(town, time_machine):
    """The number of requests that are taken does not tell whether somebody has an account."""
    time_machine.move_to(make.NOW, tick=False)
    page = reverse("account_request_login_code")
    answers = {
        address: [from_elsewhere().post(page, {"email": address}).status_code for _ in range(5)]
        for address in (town.anna.account.email, "niemand@x.example")
    }
    assert set(map(tuple, answers.values())) == {(302, 302, 302, 200, 200)}
    assert OutboxMail.objects.filter(recipient="niemand@x.example").count() == MAILS_A_MINUTE


def test_codes_sent_again_are_counted_and_the_last_one_stays_usable(town, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    page, address = reverse("account_request_login_code"), {"email": town.anna.account.email}
    client = from_elsewhere()
    client.post(page, address)
    for _ in range(4):
        client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert OutboxMail.objects.filter(recipient=address["email"]).count() == MAILS_A_MINUTE
    code = last_code(address["email"])
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert client.session["_auth_user_id"] == str(town.anna.account.pk)
