"""Where a page stands: every page of the house is found in an area, each person sees what the role may open."""

import pytest
from django.urls import resolve, reverse
from django.utils.translation import override

from aktionsplan.people.addresses import _sees
from aktionsplan.shared.addresses import DEVELOPMENT, PUBLIC, action_of
from aktionsplan.shared.navigation import AREAS, HOUSE, OWN, navigation, tab_of
from aktionsplan.shared.publishing import pages as portal
from aktionsplan.shared.registration import tabs
from tests.factories import town as make

LOOK = [
    "Was steht an?", "Lage", "Aktionsplan", "Beteiligung", "Förderung",
    "Gremien", "Geld", "Netzwerk", "Öffentlichkeit", "Auswertung",
]  # fmt: skip


def shown(who, page, *keys):
    town = who.partnership.slug
    path = reverse(page, args=[town, *keys])
    return navigation(resolve(path), path, town, lambda tab: _sees(who, tab))


def words(entries):
    return [entry.text for entry in entries]


def here(entries):
    return [(entry.text, entry.here) for entry in entries if entry.here]


def test_areas_are_those_of_the_look_in_its_order():
    assert list(AREAS.values()) == LOOK
    assert {tab.area for tab in tabs()} <= {*AREAS, OWN, HOUSE}
    assert len({(tab.area, tab.place) for tab in tabs()}) == len(tabs())


def test_office_sees_areas_tabs_and_the_way(town):
    found = shown(town.ben, "calls:applications")
    first = [
        "Was steht an?",
        "Lage",
        "Aktionsplan",
        "Beteiligung",
        "Förderung",
        "Gremien",
        "Geld",
        "Netzwerk",
        "Auswertung",
    ]
    assert words(found.areas) == first
    assert here(found.areas) == [("Förderung", "true")]
    assert words(found.tabs) == ["Aufrufe", "Anträge", "Bewertung", "Auswahl", "Projekte"]
    assert here(found.tabs) == [("Anträge", "page")]
    assert words(found.trail) == ["Was steht an?", "Förderung", "Anträge"]
    assert (found.present, found.count, found.more) == ("Anträge", 5, [])


def test_page_of_one_thing_stands_below_its_list(town):
    application = make.add_application(town)
    found = shown(town.ben, "calls:application", application.key)
    assert here(found.tabs) == [("Anträge", "true")]
    assert [(entry.text, entry.here) for entry in found.trail] == [
        ("Was steht an?", ""), ("Förderung", ""), ("Anträge", ""),
    ]  # fmt: skip


def test_links_follow_the_language_of_each_reader(town):
    german = shown(town.ben, "calls:applications")
    with override("en"):
        english = shown(town.ben, "calls:applications")
    assert here(english.tabs) == [("Applications", "page")]
    assert all(entry.url.startswith("/en/") for entry in [*english.areas, *english.tabs, *english.house])
    assert shown(town.ben, "calls:applications") == german


def test_desk_has_no_way_and_house_stands_behind_the_name(town):
    assert shown(town.ben, "desk:today").trail == []
    found = shown(town.kim, "people:members")
    assert words(found.house)[:2] == ["Menschen", "Ämter und Regeln"]
    assert here(found.areas) == []
    assert here(found.house) == [("Menschen", "page")]
    assert words(found.trail) == ["Was steht an?", "Menschen"]


def test_sponsor_sees_own_things_only(town):
    make.add_organisation(town)
    town.again("anna")
    found = shown(town.anna, "calls:own")
    assert words(found.areas) == ["Meine Anträge", "Meine Projekte", "Mein Verein", "Hilfe"]
    assert (found.tabs, found.house, found.trail) == ([], [], [])
    assert here(found.areas) == [("Meine Anträge", "page")]
    draft = make.add_draft(town)
    assert words(shown(town.anna, "calls:own_application", draft.key).trail) == ["Meine Anträge"]


def test_tabs_beyond_six_fold(town, monkeypatch):
    monkeypatch.setattr("aktionsplan.shared.navigation.MOST_TABS", 2)
    found = shown(town.ben, "grants:projects")
    assert (words(found.tabs), words(found.more), found.present) == (
        ["Aufrufe", "Anträge"],
        ["Bewertung", "Auswahl", "Projekte"],
        "Projekte",
    )


@pytest.mark.parametrize("tab", tabs(), ids=lambda tab: tab.page)
def test_each_tab_is_its_own_place(tab):
    path = reverse(tab.page, args=["elbhagen"])
    assert tab_of(resolve(path), path, "elbhagen") == tab


def test_every_tab_is_a_page_somebody_may_open(town):
    for tab in tabs():
        assert action_of(tab.page) not in (PUBLIC, DEVELOPMENT)
        assert any(_sees(who, tab) for who in town.people.values()) or tab.area == OWN, tab.page


def test_portal_has_six_areas_and_each_page_its_place():
    assert list(portal.AREAS) == ["start", "plan", "projects", "money", "take_part", "dates"]
    for name, page in portal.pages().items():
        found = portal.navigation(name, "elbhagen")
        assert len(found.areas) == 6
        marked = here(found.areas)
        assert bool(marked) is bool(page.area or page.below), name
    assert here(portal.navigation("body", "elbhagen").tabs) == [("Ausschuss", "true")]
    assert here(portal.navigation("bodies", "elbhagen").tabs) == [("Ausschuss", "page")]
    assert portal.navigation("imprint", "elbhagen").tabs == []
