"""Row-level security, partnership of linked rows, constraints: what the database itself refuses."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django_scopes import ScopeError, scopes_disabled

from aktionsplan.partnership.models import District, Fund, Municipality
from aktionsplan.people.models import Membership
from tests.factories import town as make


def test_unscoped_read_is_an_error(other_town):
    with pytest.raises(ScopeError):
        list(Fund.objects.all())


def test_other_towns_rows_are_invisible(town, other_town):
    assert {fund.partnership_id for fund in Fund.objects.all()} == {town.partnership.pk}
    if connection.vendor == "postgresql":
        with scopes_disabled():
            assert {fund.partnership_id for fund in Fund.objects.all()} == {town.partnership.pk}
            with pytest.raises(DatabaseError), transaction.atomic():
                Municipality.objects.create(partnership=other_town.partnership, name="eingeschmuggelt")


def test_rows_of_two_towns_cannot_be_linked(town, other_town):
    with scopes_disabled():
        foreign = Municipality.objects.filter(partnership=other_town.partnership).first()
    target = foreign.pk if foreign else 10**6
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO partnership_district (partnership_id, key, municipality_id, name) VALUES (%s, 'k', %s, 'x')",
            [town.partnership.pk, target],
        )
    district = District.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE partnership_district SET municipality_id = %s WHERE id = %s", [target, district.pk])


def test_fund_never_holds_more_than_its_ceiling_whatever_code_says(town):
    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.filter(pk=town.fund.pk).update(reserved_eur=Decimal("10000.01"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.filter(pk=town.fund.pk).update(reserved_eur=Decimal("-0.01"))


def test_a_role_is_held_once(town):
    held = Membership.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            partnership=town.partnership,
            account=held.account,
            role=held.role,
            state="active",
            valid_from=held.valid_from,
            proposed_by="x",
        )


def test_drafter_and_signatory_differ_in_the_database_too(town):
    grant = make.sign(town, make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town)))))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(grant.notice).objects.filter(pk=grant.notice.pk).update(signed_by=grant.notice.drafted_by)
