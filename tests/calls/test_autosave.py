"""What is kept while somebody types, what is not, and that the page says which."""

import pytest
from django.urls import reverse

from aktionsplan.implementation.calls.models import BudgetLine
from aktionsplan.implementation.calls.operations import drafts
from tests.factories import town as make

QUIET = {"headers": {"X-Autosave": "1"}}


def step(town, draft, number):
    return reverse("calls:own_step", kwargs={"town": town.partnership.slug, "key": draft.key, "step": number})


@pytest.fixture
def anna(town, browser_of):
    return browser_of(town.anna.account, second_factor=False)


def test_typing_is_kept_and_the_next_version_comes_along(town, anna):
    draft = make.add_draft(town)
    answer = anna.post(step(town, draft, 2), {"version": draft.version, "title": "Neu", "newness": "new"}, **QUIET)
    draft.refresh_from_db()
    assert draft.title == "Neu"
    assert "Gespeichert um" in answer.content.decode()
    assert f'name="version" value="{draft.version}"' in " ".join(answer.content.decode().split())


def test_what_cannot_be_read_is_named_and_the_rest_is_kept(town, anna):
    draft = make.add_draft(town)
    before = draft.starts_on
    fields = {"version": draft.version, "starts_on": "morgen", "place": "Hafen 3"}
    text = anna.post(step(town, draft, 3), fields, **QUIET).content.decode()
    draft.refresh_from_db()
    assert (draft.place, draft.starts_on) == ("Hafen 3", before)
    assert "aber ohne:" in text
    assert "Beginn" in text


def test_quiet_saving_after_somebody_else_is_said_and_changes_nothing(town, anna):
    draft = make.add_draft(town)
    old = draft.version
    drafts.save_page(
        application=draft, page=2, fields={"title": "Vom Kollegen"}, version=old, by=town.anna, at=make.NOW
    )
    text = anna.post(step(town, draft, 2), {"version": old, "title": "Meins", "newness": "new"}, **QUIET)
    draft.refresh_from_db()
    assert draft.title == "Vom Kollegen"
    assert "Nicht gespeichert:" in text.content.decode()
    assert 'name="version"' not in text.content.decode()


def test_page_with_an_error_does_not_claim_to_be_saved(town, anna):
    draft = make.add_draft(town)
    text = anna.post(step(town, draft, 3), {"version": draft.version, "starts_on": "morgen"}).content.decode()
    assert "Noch nicht gespeichert." in text
    assert 'value="morgen"' in text


LINE = {"label": "Zelt", "category": "rent", "quantity": "1", "unit": "flat", "price_eur": "100"}


@pytest.mark.parametrize(
    ("way", "number", "rest"),
    [
        ("weiter", 6, ""),
        ("zurueck", 4, ""),
        ("", 5, "#plan"),
        ("ausgabe", 5, "?neu=ausgabe#zeile"),
        ("einnahme", 5, "?neu=einnahme#zeile"),
    ],
)
def test_open_line_is_kept_when_a_button_leads_away(town, anna, way, number, rest):
    draft = make.add_draft(town)
    count = BudgetLine.objects.count()
    answer = anna.post(step(town, draft, 5) + "?neu=ausgabe", LINE | {"dann": way})
    assert answer.url == step(town, draft, number) + rest
    assert BudgetLine.objects.count() == count + 1


def test_income_is_one_sum_without_quantity_and_price(town, anna):
    draft = make.add_draft(town)
    text = anna.get(step(town, draft, 5) + "?neu=einnahme").content.decode()
    assert 'name="price_eur"' in text
    assert 'name="quantity"' not in text
    income = {"label": "Spende", "category": "donation", "price_eur": "120,50"}
    anna.post(step(town, draft, 5) + "?neu=einnahme", income)
    line = BudgetLine.objects.get(application=draft, label="Spende")
    assert (line.quantity, line.unit, str(line.amount_eur)) == (1, "flat", "120.50")


def test_back_keeps_what_was_typed(town, anna):
    draft = make.add_draft(town)
    answer = anna.post(step(town, draft, 3), {"version": draft.version, "place": "Hafen", "dann": "zurueck"})
    assert answer.url == step(town, draft, 2)
    draft.refresh_from_db()
    assert draft.place == "Hafen"


def test_unreadable_line_stays_on_the_page(town, anna):
    draft = make.add_draft(town)
    answer = anna.post(step(town, draft, 5) + "?neu=ausgabe", LINE | {"price_eur": "viel", "dann": "weiter"})
    assert answer.status_code == 200
    assert 'value="viel"' in answer.content.decode()


def test_untouched_line_keeps_nobody(town, anna):
    draft = make.add_draft(town)
    count = BudgetLine.objects.count()
    empty = {"label": "", "category": "rent", "quantity": "", "unit": "flat", "price_eur": "", "dann": "weiter"}
    answer = anna.post(step(town, draft, 5) + "?neu=ausgabe", empty)
    assert answer.url == step(town, draft, 6)
    assert BudgetLine.objects.count() == count


def test_emptied_line_is_not_taken_for_an_untouched_one(town, anna):
    draft = make.add_draft(town)
    line = draft.lines.first()
    empty = {"label": "", "category": "rent", "quantity": "", "unit": "flat", "price_eur": "", "dann": "weiter"}
    answer = anna.post(step(town, draft, 5) + f"?zeile={line.key}", empty)
    assert answer.status_code == 200
    assert "Bitte ausfüllen." in answer.content.decode()


@pytest.mark.parametrize("number", [1, 2, 3, 4, 7])
def test_autosave_of_nothing_is_no_error(town, anna, number):
    draft = make.add_draft(town)
    answer = anna.post(step(town, draft, number), {"a": 1}, content_type="application/json", **QUIET)
    assert answer.status_code == 200


def test_end_before_the_beginning_is_said_at_once(town, anna):
    draft = make.add_draft(town)
    fields = {"version": draft.version, "starts_on": "1.12.2026", "ends_on": "1.12.2020"}
    text = anna.post(step(town, draft, 3), fields).content.decode()
    assert "Das Ende liegt vor dem Beginn." in text


def test_days_outside_the_call_are_said_on_their_page(town, anna):
    draft = make.add_draft(town)
    fields = {"version": draft.version, "starts_on": "1.12.2026", "ends_on": "20.1.2027"}
    text = anna.post(step(town, draft, 3), fields).content.decode()
    assert "enden spätestens am 15.12.2026" in text
