"""Fixtures: a town, two towns, a signed-in browser; PostgreSQL runs as the application's own role."""

import time

import pytest
from django.db import connection
from django.test import Client
from hypothesis import settings

from aktionsplan.shared.tenancy import partnership_scope
from tests.factories import town as factory

ROLE = "aktionsplan_app"
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """One database per worker."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Migrated as owner; on PostgreSQL the tests then run as a role without ownership."""
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            try:
                cursor.execute(f"CREATE ROLE {ROLE}")
            except Exception:  # another worker was quicker
                pass
        cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON ledger_ledgerentry, ledger_treehead FROM {ROLE}")
        cursor.execute(f"REVOKE UPDATE ON ledger_ledgersecret FROM {ROLE}")
        connection.close()
        options = connection.settings_dict.setdefault("OPTIONS", {})
        options["options"] = (options.get("options", "") + f" -c role={ROLE}").strip()


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
