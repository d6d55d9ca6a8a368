"""Whoever only accompanies the work (coach, editing) does not read who applied."""

import pytest
from django.urls import reverse

from aktionsplan.bodies.models import AgendaItem


@pytest.mark.parametrize(("who", "sees"), [("ben", True), ("mats", True), ("henrik", False), ("nora", False)])
def test_item_and_list_name_the_applicant_to_those_who_decide(town, grant, browser_of, who, sees):
    item = AgendaItem.objects.get(reference=f"application:{grant.application.key}")
    client, slug = browser_of(town.people[who].account), town.partnership.slug
    export = b"".join(client.get(reverse("bodies:export_decisions", args=[slug, "csv"]))).decode("utf-8-sig")
    assert ("Träger" in export) == sees
    page = client.get(reverse("bodies:item", args=[slug, item.key]))
    assert page.status_code == 200
    assert (grant.organisation.name in page.content.decode()) == sees
