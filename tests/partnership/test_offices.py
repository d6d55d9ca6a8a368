"""Offices: a change begins with what is stored, and another account to pay from takes two people."""

import json

import pytest
from django.urls import reverse

from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import Office
from aktionsplan.partnership.queries import in_every_town, office, waiting_payer
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.words import Refused
from tests.factories import town as make

OTHER = "DE02120300000000202051"


def lead(town):
    return office(town.partnership, "lead_office", make.NOW.date())


def change(town, **fields):
    return partnership.set_office(kind="lead_office", fields=make.OFFICE | fields, by=town.kim, at=make.NOW)


def test_the_same_account_stays_confirmed(town):
    assert change(town, phone="03999 2").payer_confirmed_by == town.lena.reference
    assert waiting_payer(lead(town)) is None


def test_another_account_waits_for_another_person_and_the_ledger_tells_it(town):
    made = change(town, payer="Kim", payer_iban=OTHER)
    assert waiting_payer(lead(town)) == made
    told = json.loads(LedgerEntry.objects.order_by("sequence").last().secret.payload)
    assert (told["payer"], told["payer_iban"]) == ("Kim", "… 2051")
    with pytest.raises(Refused) as refused:
        partnership.confirm_payer(office=made, by=town.kim, at=make.NOW)
    assert refused.value.problem.code == "own_account"
    partnership.confirm_payer(office=made, by=town.lena, at=make.NOW)
    assert waiting_payer(lead(town)) is None


def test_page_begins_with_what_is_stored_and_lets_the_second_person_confirm(town, browser_of):
    page = reverse("partnership:settings", args=[town.partnership.slug])
    form = browser_of(town.kim.account).get(
        reverse("partnership:set_office", args=[town.partnership.slug, "lead_office"])
    )
    assert make.OFFICE["street"] in form.content.decode()
    made = change(town, payer_iban=OTHER)
    button = reverse("partnership:confirm_payer", args=[town.partnership.slug, made.key])
    assert button not in browser_of(town.kim.account).get(page).content.decode()
    lena = browser_of(town.lena.account)
    assert button in lena.get(page).content.decode()
    assert "Das Konto ist bestätigt." in lena.post(button, follow=True).content.decode()
    assert Office.objects.get(pk=made.pk).payer_confirmed_by == town.lena.reference


def test_town_in_which_a_job_fails_does_not_keep_it_from_the_others(town, other_town):
    seen = []

    def work(partnership):
        seen.append(partnership.slug)
        if len(seen) == 1:
            raise ValueError
        return 1

    with pytest.raises(RuntimeError, match="1 partnerships"):
        in_every_town(work)
    assert len(seen) == 2
    assert in_every_town(lambda partnership: 2) == 4
