"""A list page: every order, page by page, loses nothing; what is exported is what is shown."""

import csv
import io
import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aktionsplan.bodies.views.decisions import DECISIONS
from aktionsplan.implementation.calls.views.lists import APPLICATIONS
from aktionsplan.implementation.grants.views.lists import PROJECTS
from aktionsplan.network.models import Organisation
from aktionsplan.network.views.organisations import ORGANISATIONS
from aktionsplan.shared import paging
from aktionsplan.shared.fields import REGISTERED
from aktionsplan.shared.paging import Order, blocks, page
from tests.factories.town import add_application, add_organisation

LISTS = (APPLICATIONS, DECISIONS, ORGANISATIONS, PROJECTS)
CITIES = ("Aken", "Burg", "Calbe")


def clubs(town, cities):
    first = add_organisation(town)
    kept = {name: getattr(first, name) for name in ("partnership", "legal_form", "street", "postcode", "email")}
    for number, city in enumerate(cities):
        Organisation.objects.create(
            **kept,
            name=f"Verein {number}",
            city=city,
            state="registered",
            created_at=first.created_at,
            skeleton=str(number),
        )
    return Organisation.objects.filter(partnership=town.partnership)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cities=st.lists(st.sampled_from(CITIES), max_size=7),
    by=st.sampled_from(["city", "-city", "name", "-name"]),
    size=st.integers(1, 4),
)
def test_pages_and_blocks_hold_each_row_once_in_order(town, cities, by, size):
    from django.db import transaction

    with transaction.atomic():
        rows, order, seen, found = clubs(town, cities), Order(by), "", []
        for _ in range(len(cities) + 2):
            part = page(rows, order=order, seen=seen, size=size)
            found += part.rows
            seen = part.next
            if not seen:
                break
        expected = list(order.sorted(rows))
        assert found == expected
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paging, "BLOCK", size)
            assert list(blocks(rows, order)) == expected
        transaction.set_rollback(True)


def test_unique_order_needs_no_key(town):
    rows = clubs(town, CITIES)
    first = page(rows, order=Order("-pk", unique=True), seen="", size=3)
    assert first.next == str(first.rows[-1].pk)
    assert page(rows, order=Order("-pk", unique=True), seen=first.next, size=3).rows == list(rows.order_by("-pk"))[3:]
    for nonsense in ("x", "-1", "１", "9" * 30):
        assert page(rows, order=Order("-pk", unique=True), seen=nonsense, size=3).rows == first.rows


@pytest.fixture
def read(town, browser_of):
    clubs(town, CITIES)
    browser = browser_of(town.ben.account)

    def get(query="", name="organisations", **arguments):
        answer = browser.get(reverse(f"network:{name}", kwargs={"town": town.partnership.slug, **arguments}) + query)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()

    return get


def names(text):
    return re.findall(r"Verein \d|Kulturboot e\. V\.", re.sub(r"(?s)<(title|caption).*?</\1>", "", text))


def test_sorting_by_a_heading_both_ways_and_the_same_in_the_file(read):
    text = read("?sortieren=-ort")
    assert names(text) == ["Kulturboot e. V.", "Verein 2", "Verein 1", "Verein 0"]
    assert 'aria-sort="descending"' in text
    assert 'href="?sortieren=ort"' in text
    assert names(read("?sortieren=-ort", name="export", kind="csv")) == names(text)
    assert names(read("?sortieren=quatsch")) == names(read())


def test_chips_count_and_narrow(read):
    text = read()
    assert re.findall(r'class="counter">(\d+)<', text.replace("\n", "").replace("  ", "")) == ["4", "3", "1"]
    assert len(names(read("?stand=registered"))) == 3
    assert 'aria-current="true"' in read("?stand=registered")
    assert names(read("?stand=quatsch")) == names(read())


def test_what_cannot_be_read_finds_nothing(read, town, browser_of):
    assert names(read("?q=" + "x" * 81)) == names(read("?q=" + "x" * 81, name="export", kind="csv")) == []
    make_application = add_application(town)
    address = reverse("calls:applications", args=[town.partnership.slug])
    browser = browser_of(town.ben.account)
    assert make_application.title in browser.get(address).content.decode()
    for nonsense in ("?aufruf=" + "x" * 23, "?aufruf=x&aufruf=y"):
        assert make_application.title not in browser.get(address + nonsense).content.decode()


def test_page_links_keep_what_was_asked(read, monkeypatch):
    monkeypatch.setattr("aktionsplan.shared.lists.PAGE", 2)
    text = read("?stand=registered&sortieren=-name")
    onward = re.search(r'href="(\?[^"]*nach=[^"]+)"', text).group(1).replace("&amp;", "&")
    assert "stand=registered" in onward
    assert "sortieren=-name" in onward
    assert names(text) + names(read(onward)) == ["Verein 2", "Verein 1", "Verein 0"]
    assert "Zum Anfang der Liste" in read(onward)
    assert "Zum Anfang der Liste" not in text


def test_file_is_empty_when_nothing_fits_and_other_kinds_are_unknown(read, town, browser_of):
    rows = list(csv.reader(io.StringIO(read("?q=Bahnhof", name="export", kind="csv")), delimiter=";"))
    assert len(rows) == 1
    assert "Kein Verein passt dazu" in read("?q=Bahnhof")
    address = reverse("network:export", args=[town.partnership.slug, "pdf"])
    assert browser_of(town.ben.account).get(address).status_code == 404


@pytest.mark.parametrize("listing", LISTS, ids=lambda listing: listing.title)
def test_columns_and_filters_name_what_exists(listing, town):
    """Sorted by each column and narrowed by each filter the database answers; no two headings share an address."""
    rows = listing.rows(town.partnership)
    sorting = [column for column in listing.columns if column.order]
    for order in (listing.order, *(Order(column.order) for column in sorting)):
        list(order.sorted(rows)[:1])
    for choice in listing.choices:
        list(rows.filter(**{choice.field: "x"})[:1])
    assert len({column.name for column in sorting}) == len(sorting)
    assert {type(field) for field in listing.form({}, town.partnership).fields.values()} <= set(REGISTERED)
