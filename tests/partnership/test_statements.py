"""What must be public before anything else: the refusals, the pages."""

import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.implementation.grants import operations as grants
from aktionsplan.partnership import operations
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.queries import is_published
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Refused
from tests.factories import town as make


@pytest.fixture
def unsaid(db):
    """A town with nothing in public, its office entered."""
    place = make.town("neustadt", "Neustadt")
    with partnership_scope(place.partnership):
        by = Installation(place.partnership, "test")
        operations.set_office(kind="lead_office", fields=make.OFFICE, by=by, at=make.NOW)
        yield by


def test_nothing_is_published_before_the_statements(unsaid):
    goal = make.add_guiding(unsaid)
    with pytest.raises(Refused) as refused:
        make.strategy.publish_goals(goals=[goal], by=unsaid, at=make.NOW)
    assert refused.value.problem.code == "statements"
    assert refused.value.problem.way == "/neustadt/intern/pflichtangaben/"
    assert not Publication.objects.exists()


def test_town_is_shown_only_with_all_statements(unsaid):
    with pytest.raises(Refused, match="Datenschutz, Geldgeber, Barrierefreiheit"):
        operations.publish_town(by=unsaid, at=make.NOW)
    operations.set_statements(fields=make.STATEMENTS, by=unsaid, at=make.NOW)
    operations.publish_town(by=unsaid, at=make.NOW)
    assert is_published(unsaid.partnership, "statements", "statements")
    make.strategy.publish_goals(goals=[make.add_guiding(unsaid)], by=unsaid, at=make.NOW)


def test_what_is_shown_may_be_corrected_without_them(town, grant):
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    Publication.objects.filter(kind="statements").delete()
    grants.publish_project(grant=grant, protected=True, by=town.nora, at=make.FINAL)
    grants.withdraw_project(grant=grant, by=town.nora, at=make.FINAL)
    with pytest.raises(Refused, match="Pflichtangaben"):
        grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)


def test_assessment_lies_not_in_the_future(unsaid):
    fields = make.STATEMENTS | {"assessed_on": dt.date(2099, 1, 1)}
    with pytest.raises(Refused, match="Zukunft"):
        operations.set_statements(fields=fields, by=unsaid, at=make.NOW)


def test_statements_stand_on_the_pages_of_the_portal(town, client):
    for page, field in (
        ("imprint", "funder"),
        ("privacy", "protection_officer"),
        ("privacy", "supervisor"),
        ("accessibility", "enforcement"),
    ):
        text = client.get(reverse(f"portal:{page}", args=[town.partnership.slug])).content.decode()
        assert make.STATEMENTS[field] in text, (page, field)


def test_change_waits_until_it_is_shown(town, browser_of):
    operations.set_statements(
        fields=make.STATEMENTS | {"funder": "Land und Bund"}, by=town.ben, at=make.NOW + dt.timedelta(days=1)
    )
    page = reverse("partnership:statements", args=[town.partnership.slug])
    client = browser_of(town.lena.account)
    assert "frühere Fassung" in client.get(page).content.decode()
    operations.publish_town(by=town.lena, at=make.NOW + dt.timedelta(days=1))
    assert "Alles steht im Portal" in client.get(page).content.decode()


def test_sign_in_shows_the_operator_and_the_language(client, settings, db):
    settings.AKTIONSPLAN_IMPRINT, settings.AKTIONSPLAN_PRIVACY = "Stadtwerke\n\nHauptstr. 1", "Wir speichern <wenig>"
    for name in ("account_login", "account_request_login_code", "account_signup", "portal:towns"):
        text = client.get(reverse(name)).content.decode()
        assert reverse("portal:operator_imprint") in text, name
        assert reverse("portal:operator_privacy") in text, name
        assert 'hreflang="en"' in text, name
    assert "<p>Hauptstr. 1</p>" in client.get(reverse("portal:operator_imprint")).content.decode()
    assert "&lt;wenig&gt;" in client.get(reverse("portal:operator_privacy")).content.decode()
    settings.AKTIONSPLAN_IMPRINT = ""
    assert "noch nicht hinterlegt" in client.get(reverse("portal:operator_imprint")).content.decode()
