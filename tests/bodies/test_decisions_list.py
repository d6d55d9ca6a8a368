"""The list of decisions: found by words, body and result, and downloaded exactly as shown."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aktionsplan.bodies.models import Decision
from aktionsplan.bodies.operations import decisions, recusals
from tests.factories import town as make
from tests.factories.hall import NOW, hall


def decide(room, title, *, passed=True):
    vote = room.opened(room.motion(room.called(room.item(title)), text=f"Es gilt: {title}"))
    room.cast(vote, dict.fromkeys((0, 1, 2), "yes" if passed else "no"))
    return decisions.establish(vote=room.close(vote), by=room.town.ben, at=NOW)


@pytest.fixture
def room(town):
    made = hall(town)
    made.arrive(0, 1, 2, 3)
    decide(made, "Sommerpause")
    decide(made, "=Winterpause")
    decide(made, "Fahrradständer", passed=False)
    return made


@pytest.fixture
def page(room, browser_of):
    """What somebody reads at an address of the list."""
    browser = browser_of(room.town.ben.account)

    def read(query="", name="decisions", **arguments):
        address = reverse(f"bodies:{name}", kwargs={"town": room.town.partnership.slug, **arguments})
        answer = browser.get(address + query)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()

    return read


TITLES = ("Sommerpause", "=Winterpause", "Fahrradständer")


def shown(text):
    return {title for title in TITLES if title in text}


def test_everything_decided_is_listed(page, room):
    assert shown(page()) == set(TITLES)
    assert "/beschluesse/" in page(name="bodies")
    assert f"?gremium={room.body.key}" in page(name="body", key=room.body.key)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?q=winterpause", {"=Winterpause"}),
        ("?q=gilt", set(TITLES)),
        ("?q=Bahnhof", set()),
        ("?ergebnis=adopt", {"Sommerpause", "=Winterpause"}),
        ("?ergebnis=reject", {"Fahrradständer"}),
        ("?ergebnis=adopt&q=sommerpause", {"Sommerpause"}),
        ("?ergebnis=quatsch", set(TITLES)),
        ("?gremium=gibtesnicht", set()),
        ("?nach=gibtesnicht", set(TITLES)),
    ],
)
def test_list_and_download_are_narrowed_alike(page, query, titles):
    assert shown(page(query)) == titles
    assert shown(page(query, name="export_decisions", kind="csv")) == titles


def test_download_has_a_row_for_each_decision_and_no_formula(page, room):
    text = page(name="export_decisions", kind="csv")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == [
        "Tag", "Gremium", "Gegenstand", "Träger", "Ergebnis", "Betrag", "Wirkung", "Neu zu entscheiden"
    ]  # fmt: skip
    assert [row[2] for row in rows[1:]] == ["Fahrradständer", "'=Winterpause", "Sommerpause"]
    assert rows[1][:2] == [f"{NOW:%d.%m.%Y}", room.body.name]


def test_pages_follow_each_other_without_gap_or_double(page, room, monkeypatch):
    monkeypatch.setattr("aktionsplan.shared.lists.PAGE", 1)
    seen, query = [], ""
    for _ in range(3):
        text = page(query)
        seen += shown(text)
        last = Decision.objects.get(item__title=seen[-1])
        query = f"?nach={last.key}"
        assert (f"nach={last.key}" in text) is (len(seen) < 3)
    assert sorted(seen) == sorted(TITLES)


def test_download_in_blocks_loses_nothing(page, monkeypatch):
    monkeypatch.setattr("aktionsplan.shared.paging.BLOCK", 2)
    assert shown(page(name="export_decisions", kind="csv")) == set(TITLES)


def test_decision_to_be_taken_again_says_so(page, room):
    made = Decision.objects.get(item__title="Sommerpause")
    told = {"item": made.item, "holder": room.holders[0], "ground": "other", "personal": True, "text": "Bruder"}
    recusals.decide_recusal(**told, recused=True, by=room.town.ben, at=NOW)
    assert "muss neu entschieden werden" in page("?q=sommerpause")
    assert page("?q=sommerpause", name="export_decisions", kind="csv").rstrip().endswith(";ja")


def test_search_of_the_house_finds_a_decision(room, browser_of):
    slug = room.town.partnership.slug
    answer = browser_of(room.town.ben.account).get(reverse("desk:search", args=[slug]) + "?q=sommerpause")
    item = Decision.objects.get(item__title="Sommerpause").item
    assert reverse("bodies:item", args=[slug, item.key]) in answer.content.decode()


def test_other_town_sees_nothing_of_it(room, other_town, browser_of):
    address = reverse("bodies:decisions", args=[other_town.partnership.slug])
    browser = browser_of(other_town.ben.account)
    last = Decision.objects.latest("id").key
    for query in ("", f"?gremium={room.body.key}", f"?nach={last}", "?q=sommerpause"):
        assert not shown(browser.get(address + query).content.decode())


def test_unknown_format_is_not_found(room, browser_of):
    address = reverse("bodies:export_decisions", args=[room.town.partnership.slug, "pdf"])
    assert browser_of(room.town.ben.account).get(address).status_code == 404


def test_long_list_asks_as_often_as_a_short_one(room, browser_of):
    browser = browser_of(room.town.ben.account)
    address = reverse("bodies:decisions", args=[room.town.partnership.slug])
    browser.get(address)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        counts.append(len(captured))
        for more in range(3):
            decide(room, f"Punkt {number}-{more}")
    assert counts[1] <= counts[0]


@pytest.mark.parametrize(("who", "sees"), [("ben", True), ("henrik", False), ("nora", False), ("ida", False)])
def test_applicants_are_neither_shown_nor_found_for_whoever_does_not_see_them(town, browser_of, who, sees):
    make.decide(town, make.admit(town, make.add_application(town)))
    club = Decision.objects.get().item.organisation.name
    client, page = browser_of(town.people[who].account), reverse("bodies:decisions", args=[town.partnership.slug])
    assert (club in client.get(page).content.decode()) is sees
    found = client.get(page, {"q": club}).content.decode()
    assert ("Kein Beschluss passt dazu" not in found) is sees
