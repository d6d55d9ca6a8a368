"""Memberships: the last administrator stays, two persons for money, who is told."""

import pytest

from aktionsplan.people import operations as people
from aktionsplan.people.models import Membership
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Refused
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
