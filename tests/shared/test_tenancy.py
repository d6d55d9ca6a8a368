"""Scopes: what the database is told, and that an inner scope gives the outer one back."""

from contextlib import contextmanager

import pytest
from django.db import DataError, connection, transaction

from aktionsplan.partnership.models import Office
from aktionsplan.people.models import Membership
from aktionsplan.shared import search
from aktionsplan.shared.models import SearchEntry
from aktionsplan.shared.tenancy import account_scope, everywhere, in_each_partnership, partnership_scope
from tests.factories.town import NOW
from tests.worlds import ROLE

postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's")


def announced():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.partnership', true)")
        return cursor.fetchone()[0]


def test_scope_shows_one_town_and_gives_the_outer_one_back(town, other_town):
    with partnership_scope(town.partnership):
        own = Membership.objects.count()
        with partnership_scope(other_town.partnership):
            other = Membership.objects.count()
        assert Membership.objects.count() == own
    assert len(in_each_partnership(lambda: list(Membership.objects.all()))) == own + other


def fail_in(partnership):
    with partnership_scope(partnership):
        assert announced() == str(partnership.pk)
        raise ZeroDivisionError


@postgres
def test_database_is_told_of_every_change_of_scope(town, other_town):
    one, other = str(town.partnership.pk), str(other_town.partnership.pk)
    with partnership_scope(town.partnership):
        assert announced() == one
        with partnership_scope(town.partnership):
            assert announced() == one
        with pytest.raises(ZeroDivisionError):
            fail_in(other_town.partnership)
        assert announced() == one
        with partnership_scope(other_town.partnership):
            assert announced() == other
        with account_scope(town.ben.account):
            assert announced() == one
        assert announced() == one


def test_memberships_of_an_account_are_seen_in_every_town_and_nothing_else(town, other_town):
    with partnership_scope(other_town.partnership):
        role = {"role": "coach", "state": "active", "valid_from": NOW.date(), "proposed_by": "x"}
        Membership.objects.create(partnership=other_town.partnership, account=town.ben.account, **role)
    with partnership_scope(town.partnership), account_scope(town.ben.account):
        rows = Membership.objects.filter(account=town.ben.account)
        assert {row.partnership_id for row in rows} == {town.partnership.pk, other_town.partnership.pk}
    with partnership_scope(town.partnership):
        assert {row.partnership_id for row in Membership.objects.filter(account=town.ben.account)} == {
            town.partnership.pk
        }


@postgres
def test_no_value_shows_every_partnership(town, other_town):
    for value in ("", "0"):
        with everywhere(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.partnership', %s, true)", [value])
            assert Membership.objects.count() == 0
            assert Office.objects.count() == 0
    with everywhere(), account_scope(town.ben.account):
        assert {row.account_id for row in Membership.objects.all()} == {town.ben.account.pk}
        assert Office.objects.count() == 0
    with everywhere(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.partnership', '*', true)")
        with pytest.raises(DataError), transaction.atomic():
            Membership.objects.count()


@postgres
def test_account_may_be_read_but_not_written_elsewhere(town, other_town):
    with everywhere(), account_scope(town.ben.account), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.partnership', '', true)")
        assert Membership.objects.filter(account=town.ben.account).update(role="coach") == 0
        assert Membership.objects.filter(account=town.ben.account).delete()[0] == 0


@contextmanager
def as_owner():
    """The owner of the tables, inside the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        try:
            yield cursor
        finally:
            cursor.execute(f"SET LOCAL ROLE {ROLE}")


@pytest.fixture
def large(town):
    """Ten thousand findable things, and the planner knows how many."""
    words = ["fest", "lesung", "werkstatt", "garten", "konzert", "ausstellung", "begegnung", "demokratie"]
    SearchEntry.objects.bulk_create(
        SearchEntry(
            partnership=town.partnership,
            kind="application",
            reference=f"application:{number}",
            title=f"E-2026-{number:05}",
            stems=f"{words[number % 8]} {number:05}",
            folded=f"e-2026-{number:05} nachbar{words[number % 8]}{number:05}",
        )
        for number in range(10_000)
    )
    with as_owner() as cursor:
        cursor.execute("ANALYZE shared_searchentry")
    return town


@postgres
def test_search_uses_its_indexes_as_the_application(large):
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_statement(ARRAY['fest00016'], 'fest00016', ARRAY[]::text[])")
        statement = cursor.fetchone()[0]
        assert f"partnership_id = '{large.partnership.pk}'" in statement
        with as_owner() as owner:
            owner.execute(f"EXPLAIN {statement}")
            plan = " ".join(row[0] for row in owner.fetchall())
    assert "search_parts" in plan
    assert "Seq Scan" not in plan
    assert [hit.reference for hit in search.hits(large.partnership, "fest00016", ("application",))] == [
        "application:16"
    ]
    assert len(search.matching(large.partnership, "E-2026-00016")) == 1


@postgres
def test_search_sees_the_announced_town_only(large, other_town):
    with partnership_scope(other_town.partnership), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_entries(ARRAY['fest'], 'fest', ARRAY[]::text[])")
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT search_statement(ARRAY['100%_\\''; DROP'], 'x', ARRAY[]::text[])")
        assert r"E'%100\\%\\_\\\\''; DROP%'" in cursor.fetchone()[0]


@postgres
def test_nobody_but_the_application_may_search(town):
    with as_owner() as cursor:
        cursor.execute("SELECT proacl::text FROM pg_proc WHERE proname = 'search_entries'")
        rights = cursor.fetchone()[0]
    assert f"{ROLE}=X" in rights
    assert "{=X" not in rights
    assert ",=X" not in rights


@postgres
def test_list_of_a_town_reads_its_own_rows_by_index_as_the_application(large):
    """The policy compares numbers: no row of the table is turned into text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN SELECT * FROM shared_searchentry WHERE partnership_id = %s AND reference = %s",
            [large.partnership.pk, "application:16"],
        )
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "Index" in plan
    assert "(partnership_id)::text" not in plan


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
