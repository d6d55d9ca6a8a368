"""Organisations: who is told of a change, what waits for the office again."""

import pytest

from aktionsplan.network import operations as network
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Conflict, Forbidden
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
