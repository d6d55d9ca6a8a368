"""Ties to an organisation: nobody is tied unasked, nobody unties himself to get around a conflict of interest."""

import pytest
from django.urls import reverse

from aktionsplan.implementation.grants import operations as grants
from aktionsplan.network import operations as network
from aktionsplan.network import rules
from aktionsplan.network.models import OrganisationPerson
from aktionsplan.network.operations import organisations
from aktionsplan.network.queries import impartial, invitations, own_organisations
from aktionsplan.people import operations as people
from aktionsplan.people.models import Account, Membership
from aktionsplan.people.permissions.relations import NOT_LINKED
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make

TODAY = make.NOW.date()


@pytest.fixture
def club(town):
    town.things["organisation"] = make.add_organisation(town)
    return town.organisation


def invite(town, club, whom):
    return network.add_contact(
        organisation=club, email=whom.account.email, name="Neu", function="Vorstand", by=town.anna, at=make.NOW
    )


def fields_of(name):
    return dict.fromkeys(rules.FIELDS, "") | {
        "name": name,
        "legal_form": "association",
        "email": "x@verein.example",
        "nonprofit_date": None,
    }


def barred(club, by):
    return NOT_LINKED not in impartial(club, by, TODAY)


@pytest.mark.parametrize("account", [True, False])
def test_official_cannot_end_the_own_tie(town, club, account):
    link = make.link(town, "board", name=town.lena.account.name, account=town.lena.account if account else None)
    assert barred(club, town.lena)
    with pytest.raises(Refused, match="jemand anders"):
        network.end_link(link=link, by=town.lena, at=make.NOW)
    network.end_link(link=link, by=town.ben, at=make.NOW)


def test_invitation_ties_nobody_before_it_is_accepted(town, club):
    link = invite(town, club, town.lena)
    assert not barred(club, town.lena)
    with pytest.raises(Forbidden):
        network.propose_bank(organisation=club, holder="x", iban="x", by=town.lena, at=make.NOW)
    assert [row.pk for row in invitations(town.lena)] == [link.pk]
    network.accept_invitation(link=link, by=town.lena, at=make.NOW)
    assert barred(club, town.lena)
    assert invitations(town.lena) == []


def test_nobody_answers_for_somebody_else(town, club):
    link = invite(town, club, town.greta)
    for answer in (network.accept_invitation, network.decline_invitation):
        with pytest.raises(Refused, match="gilt nicht mehr"):
            answer(link=link, by=town.ben, at=make.NOW)


def test_declined_invitation_is_over(town, club):
    link = invite(town, club, town.greta)
    network.decline_invitation(link=link, by=town.greta, at=make.NOW)
    with pytest.raises(Refused, match="gilt nicht mehr"):
        network.accept_invitation(link=link, by=town.greta, at=make.NOW)
    assert invite(town, club, town.greta).accepted is False


def test_invited_person_answers_in_the_browser(town, club, browser_of):
    link = invite(town, club, town.greta)
    client = browser_of(town.greta.account, second_factor=False)
    kwargs = {"town": town.partnership.slug}
    page = client.get(reverse("network:invitations", kwargs=kwargs)).content.decode()
    assert club.name in page
    answer = client.post(reverse("network:accept_invitation", kwargs={**kwargs, "key": link.key}))
    assert answer.status_code == 302
    assert Membership.objects.filter(account=town.greta.account, role="sponsor", state="active").exists()
    assert client.post(reverse("network:decline_invitation", kwargs={**kwargs, "key": link.key})).status_code == 404


def test_unaccepted_contact_does_not_count_as_the_last_one(town, club):
    invite(town, club, town.greta)
    own = OrganisationPerson.objects.get(organisation=club, account=town.anna.account)
    with pytest.raises(Refused, match="andere Ansprechperson"):
        network.end_link(link=own, by=town.ben, at=make.NOW)


def test_name_that_nobody_confirmed_is_not_mailed_to_strangers(town):
    fields = dict.fromkeys(rules.FIELDS, "") | {
        "name": "Sofort anrufen 0900",
        "legal_form": "association",
        "email": "x@verein.example",
        "nonprofit_date": None,
    }
    made = network.register(fields=fields, function="", by=town.greta, at=make.NOW)
    town.again("greta")
    network.add_contact(
        organisation=made, email=town.anna.account.email, name="Anna", function="", by=town.greta, at=make.NOW
    )
    mail = OutboxMail.objects.filter(recipient=town.anna.account.email).first()
    assert "0900" not in mail.subject + mail.text + mail.html


def test_one_person_registers_and_invites_only_so_many_a_day(town, club):
    fields = dict.fromkeys(rules.FIELDS, "") | {
        "legal_form": "association",
        "email": "x@verein.example",
        "nonprofit_date": None,
    }
    for number in range(organisations.REGISTRATIONS):
        network.register(fields=fields | {"name": f"V {number}"}, function="", by=town.greta, at=make.NOW)
    with pytest.raises(Refused, match="zu oft"):
        network.register(fields=fields | {"name": "V"}, function="", by=town.greta, at=make.NOW)
    for number in range(organisations.INVITATIONS):
        address = f"gast{number}@elbhagen.example"
        network.add_contact(organisation=club, email=address, name="Gast", function="", by=town.anna, at=make.NOW)
    known = Account.objects.count()
    with pytest.raises(Refused, match="zu oft"):
        network.add_contact(
            organisation=club, email="fremd@x.example", name="F", function="", by=town.anna, at=make.NOW
        )
    assert Account.objects.count() == known


def test_proof_of_tomorrow_is_none(town):
    fields = dict.fromkeys(rules.FIELDS, "") | {
        "name": "V",
        "legal_form": "association",
        "email": "x@verein.example",
        "nonprofit_date": TODAY.replace(year=TODAY.year + 20),
    }
    with pytest.raises(Refused, match="Zukunft"):
        network.register(fields=fields, function="", by=town.greta, at=make.NOW)


def test_whoever_approves_bank_data_sees_where_else_they_stand(town, club, browser_of):
    other = make.add_organisation(town, who="greta", name="Anderer Verein")
    make.add_bank(town, club)
    bank = network.propose_bank(
        organisation=other, holder="Anderer", iban="DE02120300000000202051", by=town.greta, at=make.NOW
    )
    address = reverse("network:approve_bank", kwargs={"town": town.partnership.slug, "key": bank.key})
    text = browser_of(town.dogan.account).get(address).content.decode()
    assert f"Dieselbe IBAN steht auch bei: {club.name}" in text
    assert "DE02 1203 0000 0000 2020 51" in text


def test_removed_sponsor_does_not_come_back_by_registering_a_dummy(town, club):
    role = Membership.objects.get(account=town.anna.account, role="sponsor")
    people.end_role(membership=role, by=town.kim, at=make.NOW)
    town.again("anna")
    made = network.register(fields=fields_of("Neu"), function="", by=town.anna, at=make.NOW)
    town.again("anna")
    assert [row.pk for row in own_organisations(town.anna, TODAY)] == [made.pk]


def test_second_organisation_leaves_the_first_alone(town, club):
    network.register(fields=fields_of("Neu"), function="", by=town.anna, at=make.NOW)
    assert len(own_organisations(town.anna, TODAY)) == 2


@pytest.mark.parametrize("kind", ["board", "employee", "member", "family", "representative"])
def test_sponsor_does_not_end_what_the_office_has_noted(town, club, kind):
    tie = make.link(town, kind, name="Fatma Yilmaz")
    with pytest.raises(Refused, match="Amt"):
        network.end_link(link=tie, by=town.anna, at=make.NOW)
    assert network.end_link(link=tie, by=town.ben, at=make.NOW).valid_until == TODAY


def test_unconfirmed_organisation_gets_no_letter_and_stands_on_no_page(town, grant):
    held = network.change(
        organisation=grant.organisation,
        fields={"name": "Bundesministerium für Alles"},
        version=grant.organisation.version,
        by=town.anna,
        at=make.NOW,
    )
    with pytest.raises(Refused, match="noch nicht bestätigt"):
        grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.NOW)
    network.confirm(organisation=held, by=town.ben, at=make.NOW)
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.NOW)


def test_no_club_frees_an_official_of_a_conflict_of_interest(town, club):
    link = invite(town, club, town.nora)
    network.accept_invitation(link=link, by=town.nora, at=make.NOW)
    with pytest.raises(Refused) as refused:
        network.end_link(link=link, by=town.anna, at=make.NOW)
    assert refused.value.problem.code == "office_link"
    assert impartial(club, town.nora, TODAY) == frozenset()


def test_club_does_not_name_whoever_it_invites(town, club):
    link = network.add_contact(
        organisation=club, email="olga@stadt.example", name="Spottname", function="x", by=town.anna, at=make.NOW
    )
    assert (link.name, link.account.name) == ("Spottname", "olga")
