"""Publications of an older shape are read in that of today, and pages with older rules still open."""

import pytest
from django.urls import reverse

from aktionsplan.bodies.models import Vote
from aktionsplan.implementation.calls.models import Call
from aktionsplan.implementation.grants import publications
from aktionsplan.implementation.grants.models import Notice
from aktionsplan.partnership.operations import publish_town
from aktionsplan.shared.publishing import shapes
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.queries import published_data
from tests.factories import town as make

pytestmark = pytest.mark.django_db


def test_older_shape_is_brought_to_today_step_by_step(town, monkeypatch):
    publish_town(by=town.lena, at=make.NOW)
    steps = (lambda data: data | {"second": 2}, lambda data: data | {"third": data["second"] + 1})
    monkeypatch.setattr(publications, "UPGRADES", {"town": steps}, raising=False)
    assert shapes.present_shape("town") == 3
    assert published_data(town.partnership, "town", "town")["third"] == 3
    publish_town(by=town.lena, at=make.NOW)
    assert Publication.objects.get(kind="town", current=True).shape == 3
    assert "third" not in published_data(town.partnership, "town", "town")
    assert shapes.present_shape("project") == 1


def test_pages_open_with_rules_of_an_older_shape(town, browser_of):
    payment = make.ordered_payment(town)
    Vote.objects.update(kept_procedure={"majority": "simple", "gone": 1})
    Notice.objects.update(kept_law={})
    Call.objects.update(kept_terms={})
    ben, anna, slug = browser_of(town.ben.account), browser_of(town.anna.account), town.partnership.slug
    item = Vote.objects.get().item
    for who, page, key in (
        (ben, "bodies:item", item.key),
        (ben, "bodies:record", item.meeting.key),
        (ben, "grants:project", payment.grant.key),
        (ben, "calls:call", town.call.key),
        (ben, "calls:application", town.application.key),
        (anna, "calls:own_application", town.application.key),
    ):
        assert who.get(reverse(page, kwargs={"town": slug, "key": key})).status_code == 200, page
