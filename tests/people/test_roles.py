"""Memberships: the last administrator stays, two persons for money, who is told."""

import pytest

from aktionsplan.people import operations as people
from aktionsplan.people.models import Membership
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make


def role_of(by):
    return Membership.objects.get(account=by.account)


@pytest.mark.parametrize("move", [people.end_role, people.suspend_role])
def test_last_administrator_stays(town, move):
    with pytest.raises(Refused) as refused:
        move(membership=role_of(town.kim), by=town.kim, at=make.NOW)
    assert refused.value.problem.code == "last_administrator"


@pytest.mark.parametrize("move", [people.end_role, people.suspend_role])
def test_administrator_goes_when_another_is_there(town, move):
    second = people.grant_role(
        email="zweite@elbhagen.example", name="Zwei", role="administrator", by=town.kim, at=make.NOW
    )
    people.confirm_role(membership=second, by=town.lena, at=make.NOW)
    assert move(membership=role_of(town.kim), by=town.kim, at=make.NOW).state in ("ended", "suspended")


def test_proposed_signatory_is_told_that_a_second_person_is_missing(town):
    made = people.grant_role(email="neu@elbhagen.example", name="Neu", role="signatory", by=town.kim, at=make.NOW)
    assert made.state == "proposed"
    assert "zweite Person" in OutboxMail.objects.get(recipient="neu@elbhagen.example").text


def test_mail_is_german_whatever_the_clicking_person_reads(town):
    from django.utils.translation import override

    with override("en"):
        people.grant_role(email="neu@elbhagen.example", name="Neu", role="coach", by=town.kim, at=make.NOW)
    mail = OutboxMail.objects.get(recipient="neu@elbhagen.example")
    assert mail.subject.startswith("Ihr Zugang zum Aktionsplan")


def grant(town, role, by):
    return people.grant_role(email=f"{role}@elbhagen.example", name="Neu", role=role, by=by, at=make.NOW)


def own_grant(town, role):
    return people.grant_role(email=town.kim.account.email, name="Kim", role=role, by=town.kim, at=make.NOW)


@pytest.mark.parametrize("role", ["coordinator", "auditor", "editor", "coach"])
def test_role_for_oneself_waits_for_another_person(town, role):
    made = own_grant(town, role)
    assert made.state == "proposed"
    with pytest.raises(Forbidden):
        people.confirm_role(membership=made, by=town.kim, at=make.NOW)
    assert people.confirm_role(membership=made, by=town.lena, at=make.NOW).state == "active"


def test_role_for_somebody_else_is_there_at_once(town):
    assert grant(town, "coordinator", town.kim).state == "active"


def test_suspended_person_does_not_reinstate_himself(town):
    mine = people.confirm_role(membership=own_grant(town, "signatory"), by=town.lena, at=make.NOW)
    nora = grant(town, "administrator", town.kim)
    people.confirm_role(membership=nora, by=town.lena, at=make.NOW)
    second = make.actor(nora.account, town.partnership, make.local_day(make.NOW))
    people.suspend_role(membership=mine, by=second, at=make.NOW)
    with pytest.raises(Forbidden):
        people.resume_role(membership=mine, by=town.kim, at=make.NOW)
    waiting = people.resume_role(membership=mine, by=second, at=make.NOW)
    assert waiting.state == "proposed"
    with pytest.raises(Forbidden):
        people.confirm_role(membership=waiting, by=second, at=make.NOW)
    assert people.confirm_role(membership=waiting, by=town.lena, at=make.NOW).state == "active"


def test_plain_role_comes_back_at_once(town):
    role = role_of(town.nora)
    people.suspend_role(membership=role, by=town.kim, at=make.NOW)
    assert people.resume_role(membership=role, by=town.kim, at=make.NOW).state == "active"


def test_office_names_whoever_works_inside_for_the_first_time(town):
    account = people.expect_account(email="olga@elbhagen.example", name="Spitzname", by=Installation(), at=make.NOW)
    made = people.grant_role(email=account.email, name="Olga Neu", role="editor", by=town.kim, at=make.NOW)
    assert made.account.name == "Olga Neu"
    again = people.grant_role(email=account.email, name="Anders", role="coach", by=town.kim, at=make.NOW)
    assert again.account.name == "Olga Neu"


def test_town_writes_no_name_of_somebody_another_town_knows(town, other_town):
    make.add_organisation(town)  # anna acts for it
    anna = town.anna.account
    with partnership_scope(other_town.partnership):
        made = people.grant_role(email=anna.email, name="Gesperrt", role="coach", by=other_town.kim, at=make.NOW)
    assert made.account.name == anna.name
    account = people.expect_account(email="olga@elbhagen.example", name="Olga Neu", by=Installation(), at=make.NOW)
    with partnership_scope(other_town.partnership):
        people.grant_role(email=account.email, name="", role="coach", by=other_town.kim, at=make.NOW)
    made = people.grant_role(email=account.email, name="Gesperrt", role="editor", by=town.kim, at=make.NOW)
    assert made.account.name == "Olga Neu"


def test_the_second_of_two_who_confirm_stays_until_a_successor_is_there(town):
    with pytest.raises(Refused) as refused:
        people.end_role(membership=role_of(town.lena), by=town.kim, at=make.NOW)
    assert refused.value.problem.code == "last_confirmer"
    third = people.grant_role(email="c@elbhagen.example", name="C", role="lead_officer", by=town.kim, at=make.NOW)
    people.confirm_role(membership=third, by=town.lena, at=make.NOW)
    assert people.end_role(membership=role_of(town.lena), by=town.kim, at=make.NOW).state == "ended"


def test_a_club_of_this_town_is_not_renamed_by_another(town, other_town):
    make.add_organisation(town)
    anna = Membership.objects.get(account=town.anna.account, role="sponsor")
    with partnership_scope(other_town.partnership):
        kim = other_town.people["kim"]
        coach = people.grant_role(email=town.anna.account.email, name="X", role="coach", by=kim, at=make.NOW)
        with pytest.raises(Refused, match="anderen Ort"):
            people.rename(membership=coach, name="Lena Matthies", by=kim, at=make.NOW)
    assert anna.account.name == town.anna.account.name
