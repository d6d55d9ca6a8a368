"""The ledger as the auditor reads it: every deed in words, every person by name."""

import re
from pathlib import Path

from django.urls import reverse

from aktionsplan.desk.deeds import DEEDS
from tests.factories import town as make

SOURCE = Path(__file__).parents[2] / "src" / "aktionsplan"


def test_every_deed_of_the_code_has_its_words_and_no_other():
    code = "".join(path.read_text() for path in SOURCE.rglob("*.py"))
    assert set(re.findall(r'@deed\("([a-z_.]+)"\)', code)) == set(DEEDS)


def test_ledger_names_the_deed_and_who_did_it(town, browser_of):
    make.add_application(town)
    page = browser_of(town.people["mats"].account).get(reverse("desk:ledger", kwargs={"town": town.partnership.slug}))
    text = page.content.decode()
    assert "Antrag absenden" in text
    assert town.anna.account.name in text
