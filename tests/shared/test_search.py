"""Search: stems, parts of compounds, file numbers, and only what somebody may open."""

import pytest
from django.urls import reverse

from aktionsplan.bodies import operations as bodies
from aktionsplan.shared import search
from tests.factories import town as make


def found(town, query):
    kinds = ("application", "project", "call", "body", "goal", "organisation")
    return [hit.title for hit in search.hits(town.partnership, query, kinds)]


@pytest.fixture
def two(town):
    for number, title in (("E-2026-0004", "Nachbarschaftsfest"), ("E-2026-0014", "Lesungen im Park")):
        search.put(
            partnership=town.partnership, kind="application", reference=title, title=f"{number} {title}", text=""
        )


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("E-2026-0004", ["E-2026-0004 Nachbarschaftsfest"]),
        ("e-2026-0004 fest", ["E-2026-0004 Nachbarschaftsfest"]),
        ("e-2026-0004 lesung", []),
        ("2026-0014", ["E-2026-0014 Lesungen im Park"]),
        ("E-2026-0005", []),
        ("nachbarschaft", ["E-2026-0004 Nachbarschaftsfest"]),
        ("lesung", ["E-2026-0014 Lesungen im Park"]),
        ("%", []),
        ("E-%-0004", ["E-2026-0004 Nachbarschaftsfest"]),
        ("", []),
    ],
)
def test_words_and_numbers_find_what_they_name(town, two, query, titles):
    assert found(town, query) == titles


def page(town, browser_of, actor, query):
    address = reverse("desk:search", kwargs={"town": town.partnership.slug})
    return browser_of(actor.account).get(address, {"q": query}).content.decode()


def test_signed_project_is_found_by_its_number(town, browser_of, grant):
    text = page(town, browser_of, town.ben, grant.number)
    assert reverse("grants:project", kwargs={"town": town.partnership.slug, "key": grant.key}) in text


def test_calls_bodies_and_people_are_found(town, browser_of):
    call = make.add_call(town)
    bodies.set_up(kind="youth_forum", name="Jugendforum Elbhagen", by=town.ben, at=make.NOW)
    assert call.title in page(town, browser_of, town.ben, "Aufruf")
    assert "Jugendforum Elbhagen</bdi>" in page(town, browser_of, town.ben, "Jugend")
    assert town.carla.account.name in page(town, browser_of, town.ben, town.carla.account.name[:5])


def test_cashier_finds_no_people_whose_list_she_may_not_open(town, browser_of):
    assert "Person</span>" not in page(town, browser_of, town.dogan, town.carla.account.name[:5])
