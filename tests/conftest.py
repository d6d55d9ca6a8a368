"""Fixtures: a town, two towns, a signed-in browser; PostgreSQL runs as the application's own role."""

import re
import sys
import time

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from hypothesis import settings

from aktionsplan.partnership.queries import forget_partnerships
from aktionsplan.portal import oparl, pages
from aktionsplan.shared.deeds import current
from aktionsplan.shared.tenancy import partnership_scope
from tests.factories import town as factory

ROLE = "aktionsplan_app"
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def as_owner():
    """PostgreSQL: the next connection is the owner's."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"].pop("options", None)


def as_app():
    """PostgreSQL: the next connection is the application's, without ownership."""
    connection.close()
    if connection.vendor == "postgresql":
        given = GIVEN_OPTIONS[0]
        connection.settings_dict["OPTIONS"]["options"] = f"{given} -c role={ROLE}".strip()


GIVEN_OPTIONS = [""]
GRANTS = (
    f"GRANT {ROLE} TO CURRENT_USER",
    f"GRANT USAGE ON SCHEMA public TO {ROLE}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}",
    f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}",
    f"REVOKE UPDATE, DELETE, TRUNCATE ON ledger_ledgerentry, ledger_treehead FROM {ROLE}",
    f"REVOKE UPDATE ON ledger_ledgersecret FROM {ROLE}",
)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Migrated as owner; on PostgreSQL the tests then run as a role without ownership."""
    if connection.vendor != "postgresql":
        yield
        return
    with django_db_blocker.unblock():
        GIVEN_OPTIONS[0] = connection.settings_dict.setdefault("OPTIONS", {}).get("options", "")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(1)")
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE ROLE {ROLE}")
            for sql in GRANTS:
                cursor.execute(sql)
            cursor.execute("SELECT pg_advisory_unlock(1)")
        as_app()
    yield
    with django_db_blocker.unblock():
        as_owner()
        let_strays_go()


def let_strays_go():
    """Waits for sessions of threads that have ended but whose backends still say good-bye; ends the ones that stay."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        for _ in range(50):
            cursor.execute(f"SELECT backend_type, state, query {others}")
            if not (strays := cursor.fetchall()):
                return
            time.sleep(0.1)
        print("sessions left at the end of the run:", strays, file=sys.__stderr__)
        cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")


@pytest.fixture
def guards_back():
    """After a race test the guards, dropped for its flush, stand again."""
    yield
    as_app()


@pytest.fixture
def race_town(guards_back, transactional_db):
    """A furnished town whose rows are committed, so that other threads see them. The only place that lifts the guards."""
    place = factory.town()
    with partnership_scope(place.partnership):
        factory.furnish(place)
    yield place
    as_owner()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION guard_refuse() CASCADE")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')


@pytest.fixture
def town(db):
    """A furnished town; the test runs in its scope."""
    place = factory.town()
    with partnership_scope(place.partnership):
        yield factory.furnish(place)


@pytest.fixture
def other_town(db):
    """A second furnished town, outside the scope."""
    place = factory.town(slug="luettow", name="Lüttow")
    with partnership_scope(place.partnership):
        factory.furnish(place)
    return place


def signed_in(account, *, second_factor=True, fresh=True):
    """A test browser with the session of an account."""
    client = Client(HTTP_HOST="localhost")
    if account is None:
        return client
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    moment = time.time() - (0 if fresh else 7200)
    method = "mfa" if second_factor else "code"
    session["account_authentication_methods"] = [{"method": method, "at": moment}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


@pytest.fixture
def browser_of():
    """Makes a signed-in test browser for an account."""
    return signed_in


def owner_of_tables():
    """Each table and the module of the app it belongs to."""
    return {
        model._meta.db_table: model.__module__.partition(".models")[0]
        for model in apps.get_models(include_auto_created=True)
    }


WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


@pytest.fixture(autouse=True)
def each_app_writes_its_own():
    """Inside a deed only tables of its own app and of `shared` are written; accounts hang on tables of libraries."""
    owners = owner_of_tables()

    def look(execute, sql, params, many, context):
        deed, found = current(), WRITE.match(sql)
        if deed is not None and found:
            owner = owners.get(found[1], "aktionsplan.shared")
            if deed.app == "aktionsplan.shared.retention":
                return execute(sql, params, many, context)  # deletes what every app's register says (record 11)
            library = deed.app == "aktionsplan.people" and not owner.startswith("aktionsplan.")
            if owner != deed.app and not owner.startswith("aktionsplan.shared") and not library:
                raise AssertionError(f"{deed.kind} of {deed.app} writes {found[1]} of {owner}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


@pytest.fixture(autouse=True)
def forgotten_pages():
    """Rolled-back towns reuse numbers; pages rendered for an earlier test must not be shown in a later one."""
    pages._pages.clear()
    oparl._kept.clear()
    forget_partnerships()
