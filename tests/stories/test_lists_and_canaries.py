"""Lists cost the same with 1 and 30 items; private words show up nowhere they may not."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.operations import payments
from aktionsplan.network.models import Organisation
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.tenancy import new_key
from tests.conftest import signed_in
from tests.factories import town as make

LISTS = [
    ("ben", ""),
    ("ben", "antraege/"),
    ("ben", "vereine/"),
    ("ben", "projekte/"),
    ("ben", "aufrufe/"),
    ("ben", "gremien/"),
    ("ben", "ziele/"),
    ("ben", "geld/"),
    ("ben", "menschen/"),
    ("ben", "suche/?q=Kulturboot"),
    ("lena", ""),
    ("carla", ""),
    ("dogan", ""),
    ("anna", "antraege/eigene/"),
    ("anna", "projekte/eigene/"),
    ("anna", "verein/"),
    ("kim", "einstellungen/"),
    ("mats", "verlaufsbuch/"),
]


def copies(row, count, **changes):
    """The row `count` more times, with unique values where the database asks for them."""
    for number in range(count):
        row.pk = None
        row.key = new_key()
        for name, pattern in changes.items():
            setattr(row, name, pattern.format(n=number))
        row._state.adding = True
        row.save(force_insert=True)


def more_of_everything(town, grant, count):
    """As many further clubs of Anna's, each with an application, a grant, a notice, a payment and bank data."""
    from aktionsplan.network.models import BankAccount, OrganisationPerson
    from aktionsplan.people.models import Account, Membership

    payment, notice = grant.payments.get(), grant.notice
    bank = BankAccount.objects.get(organisation=town.organisation)
    link = OrganisationPerson.objects.get(organisation=town.organisation, account=town.anna.account)
    membership = Membership.objects.get(account=town.people["henrik"].account)
    for n in range(count):
        club = Organisation.objects.get(pk=town.organisation.pk)
        copies(club, 1, name=f"Kulturboot {n}")
        application = type(grant.application).objects.get(pk=grant.application.pk)
        application.organisation = club
        copies(application, 1, number=f"E-2026-9{n:03}")
        further = type(grant).objects.get(pk=grant.pk)
        further.application, further.organisation = application, club
        copies(further, 1, number=f"2026-AF-9{n:03}")
        notice.grant = payment.grant = further
        bank.organisation = link.organisation = club
        membership.account = Account.objects.create_user(f"mehr{n}@elbhagen.example", name=f"Mehr {n}")
        for row in (notice, payment, bank, link, membership):
            copies(row, 1)


TRANSACTION = (
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "SELECT set_config('app.partnership'",
    "SELECT current_setting('app.partnership'",
)
"""What row-level security adds to every page on PostgreSQL, the same whatever the page shows."""


def queries_of(client, path):
    """The lower of two counts: what caches and clocks add now and then is no cost of the list."""
    client.get(path)
    return min(counted(client, path), counted(client, path))


def counted(client, path):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return sum(not query["sql"].startswith(TRANSACTION) for query in captured.captured_queries)


def test_lists_cost_the_same_with_1_and_30_items(town, grant):
    make.add_bank(town, town.organisation)
    payments.request_payment(grant=grant, amount_eur=grant.amount_eur / 4, purpose="x", by=town.anna, at=make.FINAL)
    clients = {who: signed_in(town.people[who].account) for who, _path in LISTS}
    slug = town.partnership.slug
    before = {(who, path): queries_of(clients[who], f"/{slug}/intern/{path}") for who, path in LISTS}
    more_of_everything(town, grant, 29)
    copies(type(town.call).objects.get(pk=town.call.pk), 29, title="Aufruf {n}")
    copies(type(town.goal).objects.get(pk=town.goal.pk), 29, number="1.1.9{n}")
    copies(type(town.meeting).objects.get(pk=town.meeting.pk), 29)
    copies(type(town.body).objects.get(pk=town.body.pk), 29, name="Gremium {n}")
    copies(type(town.fund).objects.get(pk=town.fund.pk), 29, code="F{n}", name="Fonds {n}")
    copies(type(town.year).objects.get(pk=town.year.pk), 29, year="21{n:02}")
    after = {(who, path): queries_of(clients[who], f"/{slug}/intern/{path}") for who, path in LISTS}
    assert after == before
    assert max(after.values()) <= 25  # the desk of the lead office asks most


CANARIES = {
    "signatory_name": "KANARIE-zeichnung",
    "contact_name": "KANARIE-kontakt",
    "description": "KANARIE-beschreibung",
    "place": "KANARIE-ort",
    "success": "KANARIE-erfolg",
}


@pytest.fixture
def caged(town, monkeypatch):
    monkeypatch.setattr(make, "ANSWERS", make.ANSWERS | CANARIES)
    grant = make.notified_grant(town)
    Organisation.objects.filter(pk=town.organisation.pk).update(
        street="KANARIE-strasse", phone="KANARIE-telefon", email="kanarie-mail@verein.example"
    )
    make.add_bank(town, town.organisation)
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    make.add_organisation(town, who="greta", name="Anderer Verein")
    return town


def crawl(client, start, most=250):
    """The text of every page reachable by links from a start."""
    seen, todo, text = set(), [start], ""
    while todo and len(seen) < most:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code in (301, 302):
            todo.append(answer["Location"])
        if answer.streaming or "html" not in answer.get("Content-Type", "html"):
            continue
        body = answer.content.decode()
        text += body
        links = [html.unescape(link).split("#")[0] for link in re.findall(r'href="([^"]+)"', body)]
        todo += [
            link for link in links if link.startswith("/") and not link.startswith(("/static", "/en/", "/konto/"))
        ]
    assert len(seen) > 5
    return text


@pytest.mark.parametrize("who", [None, "greta", "henrik", "ida", "kim", "fatma"])
def test_private_words_stay_private(caged, who):
    account = caged.people[who].account if who else None
    text = crawl(signed_in(account), f"/{caged.partnership.slug}/intern/" if who else f"/{caged.partnership.slug}/")
    assert not re.findall(r"KANARIE[\w-]+|kanarie-mail|DE0212030000", text)


def test_iban_is_masked_for_the_office_too(caged):
    text = crawl(signed_in(caged.ben.account), f"/{caged.partnership.slug}/intern/")
    assert "KANARIE-kontakt" in text
    assert "DE02120300000000202051" not in text


def test_mails_carry_no_private_words(caged):
    said = "".join(mail.subject + mail.text + mail.html for mail in OutboxMail.objects.all())
    assert said
    assert not re.findall(r"KANARIE|DE0212030000|Uferweg", said)


def test_ledger_rows_carry_no_content(caged):
    from aktionsplan.shared.ledger.models import LedgerEntry

    said = "".join(entry.kind + entry.reference + entry.actor for entry in LedgerEntry.objects.all())
    assert not re.findall(r"KANARIE|Kulturboot|Anna|Erzähl", said)
