"""The ledger as the auditor reads it: every deed in words, every person by name."""

from django.urls import reverse

from tests.factories import town as make


def test_ledger_names_the_deed_and_who_did_it(town, browser_of):
    make.add_application(town)
    page = browser_of(town.people["mats"].account).get(reverse("desk:ledger", kwargs={"town": town.partnership.slug}))
    text = page.content.decode()
    assert "Antrag absenden" in text
    assert town.anna.account.name in text
