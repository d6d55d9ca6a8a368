"""The public form: for strangers, in the portal's frame, limited, without a trace of who wrote."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from aktionsplan.people.addresses import SENDS_AN_HOUR
from aktionsplan.people.permissions import TABLE, Role
from aktionsplan.people.queries import Visitor
from aktionsplan.shared import visitors
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make
from tests.factories.pages import sent_back

pytestmark = pytest.mark.django_db
ASKER = "jule@post.example"


@pytest.fixture
def at(town, published):
    return reverse("visitor:report_barrier", kwargs={"town": town.partnership.slug})


@pytest.fixture
def published(town):
    from aktionsplan.partnership.operations import publish_town

    publish_town(by=town.lena, at=make.NOW)


def token_of(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def test_stranger_reports_a_barrier_and_nothing_of_him_stays(town, at, client):
    page = client.get(at)
    assert page.status_code == 200
    assert not page.cookies
    entries = LedgerEntry.objects.count()
    page = client.post(at, {"text": "Der Knopf ist zu klein."})
    assert page.status_code == 302
    assert "unterwegs" in client.get(page.url).content.decode()
    [mail] = OutboxMail.objects.all()
    assert mail.recipient == "amt@elbhagen.example"
    assert "Der Knopf ist zu klein." in mail.text
    assert LedgerEntry.objects.count() == entries


def test_address_counts_only_with_its_code(town, at, client):
    asked = {"text": "Kein Kontrast.", "email": ASKER}
    page = client.post(at, asked)
    [mail] = OutboxMail.objects.all()
    assert mail.recipient == ASKER
    token, code = token_of(page), re.search(r"\b\d{6}\b", mail.text)[0]
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert "stimmt nicht" in client.post(at, asked | {"token": token, "code": wrong}).content.decode()
    other = asked | {"email": "boese@post.example", "token": token, "code": code}
    assert "stimmt nicht" in client.post(at, other).content.decode()
    assert "stimmt nicht" in client.post(at, asked | {"token": "x", "code": code}).content.decode()
    assert OutboxMail.objects.count() == 1
    assert client.post(at, asked | {"token": token, "code": code}).status_code == 302
    assert ASKER in OutboxMail.objects.get(recipient="amt@elbhagen.example").text


def test_form_sent_back_as_it_is_shown_arrives_with_its_code(town, at, client):
    page = client.post(at, {"text": "Kein\nKontrast.", "email": ASKER, "website": ""})
    code = re.search(r"\b\d{6}\b", OutboxMail.objects.get().text)[0]
    back = sent_back(page.context["form"])
    assert (back["text"], back["email"], back["website"]) == ("Kein\nKontrast.", ASKER, "")
    assert "stimmt nicht" in client.post(at, back | {"code": "ABCDEFGH"}).content.decode()
    assert client.post(at, back | {"code": code}).status_code == 302
    assert OutboxMail.objects.filter(recipient="amt@elbhagen.example").count() == 1
    again = client.post(at, back | {"code": code})
    assert "gilt nicht mehr" in again.content.decode()
    assert again.context["form"]["token"].value() == ""
    assert OutboxMail.objects.filter(recipient="amt@elbhagen.example").count() == 1


def test_code_is_over_after_half_an_hour_and_after_five_tries(town):
    def token():
        return visitors.send_code(town=town.partnership, address=ASKER, at=make.NOW)

    def code():
        return re.search(r"\b\d{6}\b", OutboxMail.objects.first().text)[0]

    def proof(given, later=0, carried=None):
        at = make.NOW + dt.timedelta(minutes=later)
        return visitors.proved(town=town.partnership, address=ASKER, code=given, token=carried, at=at)

    carried = token()
    assert proof(code(), 30, carried) == visitors.keyed_hash(town.partnership, f"{ASKER}:{code()}")
    with pytest.raises(Refused):
        proof(code(), 31, carried)
    carried = token()
    right = code()
    for _ in range(visitors.TRIES):
        with pytest.raises(Refused):
            proof("x", 0, carried)
    with pytest.raises(Refused):
        proof(right, 0, carried)


def test_one_address_gets_only_a_few_codes(town):
    for _ in range(visitors.MAILS_AN_HOUR):
        visitors.send_code(town=town.partnership, address=ASKER, at=make.NOW)
    with pytest.raises(Refused):
        visitors.send_code(town=town.partnership, address=ASKER, at=make.NOW)


def test_hash_of_an_address_differs_between_towns(town, other_town):
    assert visitors.keyed_hash(town.partnership, ASKER) != visitors.keyed_hash(other_town.partnership, ASKER)


def test_robot_in_the_honeypot_is_answered_and_ignored(town, at, client):
    assert client.post(at, {"text": "Kaufen!", "website": "http://spam.example"}).status_code == 302
    assert not OutboxMail.objects.exists()


def test_one_source_may_not_send_for_ever(town, at, client):
    for _ in range(SENDS_AN_HOUR):
        assert client.post(at, {"text": "Noch einmal."}).status_code == 302
    refused = client.post(at, {"text": "Noch einmal, und das ist ein langer Satz."})
    assert refused.status_code == 429
    assert refused.content.decode().count("und das ist ein langer Satz.") == 2
    assert client.post(at, {"text": "Von hier geht es."}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_no_portal_no_form(client):
    assert client.get("/gibt-es-nicht/barriere-melden/").status_code == 404


def test_visitor_may_do_only_what_visitors_may(town):
    visitor = Visitor(town.partnership)
    visitor.allow("partnership.report_barrier")
    for action, row in TABLE.items():
        if Role.VISITOR not in row.roles and not row.of:
            with pytest.raises(Forbidden):
                visitor.allow(action)
