"""Organisations: who is told of a change, what waits for the office again."""

import pytest

from aktionsplan.network import operations as network
from aktionsplan.network import rules
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from tests.factories import town as make


def test_former_address_is_told_of_a_new_one(town):
    organisation = make.add_organisation(town)
    former = organisation.email
    network.change(
        organisation=organisation,
        fields={"email": "dieb@anders.example"},
        version=organisation.version,
        by=town.anna,
        at=make.NOW,
    )
    mail = OutboxMail.objects.get(recipient=former, subject__contains="Neue E-Mail-Adresse")
    assert "dieb@anders.example" in mail.text


def test_new_proof_waits_for_the_office_again(town):
    organisation = make.add_organisation(town)
    assert organisation.state == "confirmed"
    changed = network.attach_proof(
        organisation=organisation, proof=Accepted(b"%PDF-", "application/pdf"), by=town.anna, at=make.NOW
    )
    assert changed.state == "registered"
    with pytest.raises(Conflict):
        network.change(organisation=organisation, fields={}, version=organisation.version, by=town.anna, at=make.NOW)


def test_another_club_changes_nothing(town):
    organisation = make.add_organisation(town)
    with pytest.raises(Forbidden):
        network.change(organisation=organisation, fields={}, version=organisation.version, by=town.greta, at=make.NOW)


CHANGES = [("street", "Hafen 9"), ("postcode", "19998"), ("city", "Anderswo"), ("register_number", "VR 2")]


def fields_with(organisation, **changed):
    return {name: getattr(organisation, name) for name in rules.FIELDS} | changed


@pytest.mark.parametrize(("name", "value"), [*CHANGES, ("email", "neu@verein.example"), ("name", "Anders e. V.")])
def test_what_stands_on_letters_waits_for_the_office_again(town, name, value):
    club = make.add_organisation(town)
    fields = fields_with(club, **{name: value})
    changed = network.change(organisation=club, fields=fields, version=club.version, by=town.anna, at=make.NOW)
    assert changed.state == "registered"


def test_telephone_waits_for_nobody(town):
    club = make.add_organisation(town)
    fields = fields_with(club, phone="03999 5")
    changed = network.change(organisation=club, fields=fields, version=club.version, by=town.anna, at=make.NOW)
    assert changed.state == "confirmed"


def test_nobody_writes_to_strangers_in_the_name_of_the_town(town):
    """Only the address that the office confirmed is told, and no unconfirmed name stands in a subject."""
    bait = "Ihr Konto ist gesperrt"
    club = network.register(
        fields=fields_with(make.add_organisation(town), name=bait, email="opfer@fremd.example"),
        function="Vorstand",
        by=town.anna,
        at=make.NOW,
    )
    for turn in range(3):
        fields = fields_with(club, email=f"opfer{turn}@fremd.example")
        club = network.change(organisation=club, fields=fields, version=club.version, by=town.anna, at=make.NOW)
    network.propose_bank(organisation=club, holder="X", iban="DE02500105170137075030", by=town.anna, at=make.NOW)
    sent = OutboxMail.objects.filter(recipient__endswith="@fremd.example")
    assert [mail.subject for mail in sent] == ["Neue Bankverbindung für Ihren Verein"]


def test_nobody_of_the_club_refuses_its_bank_data(town):
    club = make.add_organisation(town)
    bank = network.propose_bank(
        organisation=club, holder="X", iban="DE02500105170137075030", by=town.anna, at=make.NOW
    )
    network.link_person(
        organisation=club,
        account=town.dogan.account,
        name="Dogan",
        kind="board",
        function="",
        by=town.ben,
        at=make.NOW,
    )
    with pytest.raises(Forbidden):
        network.reject_bank(bank=bank, reason="x", by=town.dogan, at=make.NOW)
    assert network.reject_bank(bank=bank, reason="x", by=town.lena, at=make.NOW).state == "rejected"


def test_the_coach_never_applies_for_money(town, browser_of):
    coach = make.with_role_too(town, "emil", "coach")
    fields = dict.fromkeys(rules.FIELDS, "") | {"name": "Verein des Coachs", "nonprofit_date": None}
    with pytest.raises(Refused, match="als Coach"):
        network.register(fields=fields, function="Vorstand", by=coach, at=make.NOW)
