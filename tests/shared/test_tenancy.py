"""Scopes: what the database is told, and that an inner scope gives the outer one back."""

import pytest
from django.db import connection

from aktionsplan.people.models import Membership
from aktionsplan.shared.tenancy import everywhere, partnership_scope


def announced():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.partnership', true)")
        return cursor.fetchone()[0]


def test_scope_shows_one_town_and_gives_the_outer_one_back(town, other_town):
    with partnership_scope(town.partnership):
        own = Membership.objects.count()
        with everywhere():
            both = Membership.objects.count()
        with partnership_scope(other_town.partnership):
            other = Membership.objects.count()
        assert Membership.objects.count() == own
    assert both == own + other


def fail_in(partnership):
    with partnership_scope(partnership):
        assert announced() == str(partnership.pk)
        raise ZeroDivisionError


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's")
def test_database_is_told_of_every_change_of_scope(town, other_town):
    one, other = str(town.partnership.pk), str(other_town.partnership.pk)
    with partnership_scope(town.partnership):
        assert announced() == one
        with partnership_scope(town.partnership):
            assert announced() == one
        with pytest.raises(ZeroDivisionError):
            fail_in(other_town.partnership)
        assert announced() == one
        with everywhere():
            assert announced() == "*"
            with partnership_scope(other_town.partnership):
                assert announced() == other
            assert announced() == "*"
        assert announced() == one


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL renames tables in its triggers by itself")
def test_referenced_table_is_rebuilt_by_a_migration_and_guarded_again(own_database):
    """The triggers that name other tables go before a migration and stand again after it."""
    from aktionsplan.bodies.models import Seat
    from aktionsplan.shared import guards

    assert guards.missing() == 0
    guards.before_migrate(None, using="default")
    assert guards.missing() > 20
    old = Seat._meta.get_field("group")
    new = old.clone()
    new.max_length = 500
    new.set_attributes_from_name("group")
    new.model = Seat
    with connection.schema_editor() as editor:
        editor.alter_field(Seat, old, new)
    with connection.schema_editor() as editor:
        editor.alter_field(Seat, new, old)
    guards.install()
    assert guards.missing() == 0
