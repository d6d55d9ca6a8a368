"""Fixtures: a town, two towns, a signed-in browser; PostgreSQL runs as the application's own role."""

import os
import re
import shutil
import time

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import settings
from pytest_django.plugin import blocking_manager_key

from aktionsplan.partnership.queries import forget_partnerships
from aktionsplan.portal import oparl, pages
from aktionsplan.shared.deeds import current
from aktionsplan.shared.tenancy import partnership_scope
from tests import worlds
from tests.factories import town as factory

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup():
    """The databases come from `worlds`."""
    yield
    with worlds_open():
        worlds.end()


def worlds_open():
    """pytest-django lets nobody near the database outside a test that asks for it; worlds are made before."""
    return CONFIG[0].stash[blocking_manager_key].unblock()


CONFIG = []


def pytest_terminal_summary(terminalreporter, config):
    """The order of the tests is shuffled; with this number they run in the same order again."""
    terminalreporter.write_line(
        f"shuffled with -p randomly --randomly-seed={config.getoption('randomly_seed', 'none')}"
    )


def pytest_unconfigure():
    """Keys of votes that a test left open go with the run."""
    shutil.rmtree(os.environ.get("AKTIONSPLAN_VOTE_KEYS", ""), ignore_errors=True)


def pytest_configure(config):
    """Remembers the run's configuration."""
    CONFIG[:] = [config]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before any fixture the connection leads to the world that the test needs."""
    marked = item.get_closest_marker("django_db") is not None
    if name := worlds.needed([*item.fixturenames, *(["db"] if marked else [])]):
        with worlds_open():
            worlds.enter(name)


@pytest.fixture
def own_database(django_db_setup):
    """An empty database of its own, thrown away after the test."""
    with worlds_open(), worlds.own_copy("empty"):
        yield


@pytest.fixture
def race_town(django_db_setup):
    """A furnished town in a database of its own, whose rows are committed, so that other threads see them."""
    with worlds_open(), worlds.own_copy("town") as place:
        yield place


@pytest.fixture
def town(request, db):
    """A furnished town; the test runs in its scope."""
    place = worlds.given(worlds.needed(request.fixturenames))
    with partnership_scope(place.partnership):
        yield place


@pytest.fixture
def granted(town):
    """A grant whose notice has arrived."""
    return town.granted


@pytest.fixture
def grant(granted):
    """The same under its usual name."""
    return granted


@pytest.fixture
def whole_town(town):
    """A town with one thing of every kind (`factories.whole`)."""
    return town


@pytest.fixture
def evening_room(town):
    """A committee after its evening (`factories.published.evening`)."""
    return town.room


@pytest.fixture
def shown_room(town):
    """A committee with everything on the portal (`factories.published.shown`)."""
    return town.room


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
    """Rolled-back towns reuse numbers; pages rendered for an earlier test must not be shown in a later one, nor its language."""
    translation.deactivate()
    pages._pages.clear()
    oparl._kept.clear()
    forget_partnerships()
