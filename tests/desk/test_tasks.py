"""What the desk asks of whom: first steps of a new town, projects for the portal, and no more than that."""

import pytest
from django.urls import reverse

from aktionsplan.desk.open_tasks import beginning, tasks_for
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.queries import state_for_sponsor
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership import tasks as partnership_tasks
from aktionsplan.people.operations import install_role
from aktionsplan.people.queries import actor
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.tenancy import partnership_scope
from tests.cast import INSIDE_CAST
from tests.factories import town as make

pytestmark = pytest.mark.django_db


TODAY = make.NOW.date()


def titles(by):
    return [task.title for task in tasks_for(by, TODAY)]


@pytest.fixture
def bare():
    """A town that has people and nothing else."""
    place = make.town("neustadt", "Neustadt")
    with partnership_scope(place.partnership):
        for who in ("kim", "ben", "lena", "nora"):
            full, role = INSIDE_CAST[who]
            account = make.person(who, full, "neustadt")
            by = Installation(place.partnership, "test")
            install_role(email=account.email, name=full, role=role, by=by, at=make.NOW)
            place.people[who] = actor(account, place.partnership, TODAY)
        yield place


def test_new_town_is_told_its_first_steps_by_role(bare):
    assert titles(bare.people["kim"]) == [
        "Federführendes Amt eintragen",
        "Pflichtangaben eintragen",
        "Kommune mit Ortsteilen eintragen",
        "Zeichnung benennen",
        "Kasse benennen",
    ]
    assert titles(bare.ben) == [
        "Pflichtangaben eintragen",
        "Ziele eintragen",
        "Begleitausschuss anlegen",
        "Ersten Aufruf vorbereiten",
    ]
    assert titles(bare.people["nora"]) == []


def test_administrator_alone_is_told_to_name_a_coordination():
    place = make.town("neustadt", "Neustadt")
    with partnership_scope(place.partnership):
        kim = make.person("kim", "Kim Rahn", "neustadt")
        by = Installation(place.partnership, "test")
        install_role(email=kim.email, name="Kim Rahn", role="administrator", by=by, at=make.NOW)
        steps = {task.title: task.url for task in beginning(actor(kim, place.partnership, TODAY), TODAY)}
    assert steps["Koordination benennen"].endswith("/menschen/aufgabe/")


def test_first_steps_are_gone_once_there_is_a_call(town):
    make.add_call(town)
    assert beginning(town.ben, TODAY) == []


def test_statements_stay_on_the_desk_until_they_are_shown(bare, monkeypatch):
    monkeypatch.setattr("aktionsplan.desk.open_tasks.modules", lambda name: [partnership_tasks])
    monkeypatch.setattr(partnership_tasks, "BEGINNING", ())  # as after the first call
    assert titles(bare.ben) == ["Pflichtangaben eintragen"]


def test_statements_that_are_complete_pass_to_those_who_may_show_them(bare):
    by = Installation(bare.partnership, "test")
    for name in ("enter", "show"):
        assert ("Pflichtangaben im Portal zeigen" in titles(bare.people["lena"])) is (name == "show")
        assert ("Pflichtangaben eintragen" in titles(bare.people["kim"])) is (name == "enter")
        assert "Pflichtangaben im Portal zeigen" not in titles(bare.people["kim"])
        if name == "enter":
            partnership.set_office(kind="lead_office", fields=make.OFFICE, by=by, at=make.NOW)
            partnership.set_statements(fields=make.STATEMENTS, by=by, at=make.NOW)


def test_pages_of_the_first_steps_open(bare, browser_of):
    for who in ("kim", "ben", "lena"):
        for task in tasks_for(bare.people[who], TODAY):
            assert browser_of(bare.people[who].account).get(task.url).status_code in (200, 302), task


def test_editor_is_told_of_projects_the_portal_does_not_show(town, grant):
    title = f"Im Portal zeigen: „{grant.application.title}“"
    assert title in titles(town.nora)
    assert title not in titles(town.dogan)
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    assert title not in titles(town.nora)
    grants.withdraw_project(grant=grant, by=town.nora, at=make.FINAL)
    assert title not in titles(town.nora)


def test_editor_sees_what_becomes_public_before_it_does(town, browser_of, grant):
    address = reverse("grants:publish", kwargs={"town": town.partnership.slug, "key": grant.key})
    text = browser_of(town.nora.account).get(address).content.decode()
    for shown in (grant.application.title, grant.organisation.name, "4.000,00"):
        assert shown in text


@pytest.mark.parametrize(
    ("how", "word"), [("signed", "vollständig"), ("announced", "Förderung empfohlen"), ("posted", "bewilligt")]
)
def test_sponsor_reads_granted_only_when_the_notice_is_on_its_way(town, browser_of, how, word):
    application = make.add_application(town)
    make.admit(town, application)
    make.add_committee(town)
    make.decide(town, application)
    application.refresh_from_db()
    grant = make.sign(town, make.draft_notice(town, application))
    if how == "announced":
        calls.announce(call=application.call, by=town.ben, at=make.NOW)
    if how == "posted":
        grant = make.post(town, grant)
    application = type(application).objects.get(pk=application.pk)
    assert state_for_sponsor(application) == word
    address = reverse("calls:own_application", kwargs={"town": town.partnership.slug, "key": application.key})
    text = browser_of(town.anna.account, second_factor=False).get(address).content.decode()
    assert (grant.key in text) == (how == "posted")


def test_approved_bank_data_are_told_with_their_day(town):
    make.add_bank(town, make.add_organisation(town))
    mail = OutboxMail.objects.first()
    assert "gilt ab 04.02.2026" in mail.text
    assert "Lokaler Aktionsplan Elbhagen" in mail.text
