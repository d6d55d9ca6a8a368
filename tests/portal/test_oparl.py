"""The OParl interface: valid, complete, linked, in pages, with times and deleted objects; numbers only of votes."""

import datetime as dt
import json
import os
import re
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.operations import agenda, publishing
from aktionsplan.portal import oparl
from tests.factories.published import AFTER

SCHEMA = Path(__file__).parents[3] / "shared" / "data" / "third_party" / "oparl-1.1" / "schema"
LATER = AFTER + dt.timedelta(days=1)
OWN = "aktionsplan:"


def get(url, **headers):
    return Client(HTTP_HOST="localhost").get(url.removeprefix(settings.AKTIONSPLAN_ADDRESS), headers=headers)


def data(url):
    answer = get(url)
    assert answer.status_code == 200, (url, answer.content)
    assert answer["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.content)


@pytest.fixture
def room(shown_room):
    return shown_room


@pytest.fixture
def body(room):
    return data(data(data("/api/v1/")["body"])["data"][0]["id"])


LISTS = {
    "organization": "Organization",
    "person": "Person",
    "meeting": "Meeting",
    "paper": "Paper",
    "agendaItem": "AgendaItem",
    "consultation": "Consultation",
    "file": "File",
    "membership": "Membership",
    "locationList": "Location",
    "legislativeTermList": "LegislativeTerm",
}


def everything(body):
    return [row for name in LISTS for row in data(body[name])["data"]]


def test_every_type_is_there_and_each_object_answers_at_its_id(body):
    rows = everything(body)
    kinds = {row["type"].rsplit("/", 1)[1] for row in rows}
    assert kinds == set(LISTS.values()) - {"LegislativeTerm"}
    for row in rows:
        assert data(row["id"]) == row


def nested(value):
    if isinstance(value, dict):
        if str(value.get("type", "")).startswith(oparl.SCHEMA):
            yield value
        for inner in value.values():
            yield from nested(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nested(inner)


@pytest.mark.skipif(
    not SCHEMA.is_dir() and os.environ.get("REQUIRE_ALL") != "1",
    reason="the third-party schema lies beside the project only in development and CI",
)
def test_every_object_validates_against_the_official_schema(body):
    from jsonschema import Draft202012Validator, FormatChecker

    checker = FormatChecker()
    checker.checks("url")(lambda text: urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).netloc))
    checker.checks("date-time", raises=ValueError)(lambda text: dt.datetime.fromisoformat(text).tzinfo is not None)
    checker.checks("date", raises=ValueError)(lambda text: bool(dt.date.fromisoformat(text)))
    seen = set()
    for thing in nested([data("/api/v1/"), body, *everything(body)]):
        kind = thing["type"].rsplit("/", 1)[1]
        schema = json.loads((SCHEMA / f"{kind}.json").read_text())
        errors = [error.message for error in Draft202012Validator(schema, format_checker=checker).iter_errors(thing)]
        assert errors == [], (kind, thing)
        assert {name for name in thing if not name.startswith(OWN)} <= set(schema["properties"]), kind
        seen.add(kind)
    assert {"System", "Body", "AgendaItem", "File", "Location"} <= seen


def links(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "type":
                yield from links(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from links(inner)
    elif isinstance(value, str) and value.startswith(settings.AKTIONSPLAN_ADDRESS):
        yield value


def test_every_link_in_every_object_answers(body):
    found = {link for row in [body, *everything(body)] for link in links(row)}
    assert len(found) > 40
    for link in found:
        assert get(link).status_code == 200, link


def test_votes_and_attendance_are_numbers_without_a_name(body, room):
    meeting = next(row for row in data(body["meeting"])["data"] if OWN + "attendance" in row)
    assert meeting[OWN + "attendance"] == {"present": 4, "seats": 5}
    events = [event for item in meeting["agendaItem"] for event in item.get(OWN + "voteEvent", [])]
    counted = sorted((event["result"], [count["value"] for count in event["counts"]]) for event in events)
    assert counted == [
        ("fail", [1, 1, 1, 0]),
        ("pass", [2, 1, 0, 0]),
        ("pass", [3, 0, 0, 0]),
        ("pass", [3, 0, 0, 0]),
    ]
    assert sum(event["secret"] for event in events) == 1
    text = re.sub(
        r'"http[^"]*"', "", json.dumps(meeting, ensure_ascii=False)
    )  # keys are random and may hold a number
    for hidden in ("Mitglied", "Geheimes", "Ausschluss", room.town.rejected.title, "4000", "Rathaus", "votes"):
        assert hidden not in text, hidden


def test_only_people_who_agreed_are_persons(body):
    assert {row["name"] for row in data(body["person"])["data"]} == {"Mitglied 0", "Mitglied 1"}
    assert all(row["votingRight"] for row in data(body["membership"])["data"])


def ids(rows):
    return [row["id"] for row in rows]


def test_lists_come_in_pages_that_keep_their_filter(body):
    whole = data(body["agendaItem"])
    total = whole["pagination"]["totalElements"]
    assert total == len(whole["data"]) == 7
    assert "next" not in whole["links"]
    since = urlencode({"created_since": "2020-01-01T00:00:00+01:00", "elementsPerPage": 3})
    page, found = data(f"{body['agendaItem']}?{since}"), []
    for number in range(1, 4):
        found += ids(page["data"])
        assert page["pagination"]["currentPage"] == number
        assert ("prev" in page["links"]) == (number > 1)
        if number < 3:
            assert "created_since" in page["links"]["next"]
            page = data(page["links"]["next"])
    assert found == ids(whole["data"])
    assert "next" not in page["links"]


def test_filters_by_time(body, room):
    publishing.publish_meeting(meeting=room.town.coming, by=room.town.nora, at=LATER)
    at = lambda moment: urlencode({"modified_since": moment.isoformat()})  # noqa: E731 -- short
    url = body["meeting"]
    assert len(data(f"{url}?{at(AFTER)}")["data"]) == 2
    changed = data(f"{url}?{at(LATER)}")["data"]
    assert [row["id"].rsplit("/", 1)[1] for row in changed] == [room.town.coming.key]
    assert changed[0]["created"] < changed[0]["modified"]
    assert data(f"{url}?{at(LATER + dt.timedelta(seconds=1))}")["data"] == []
    until = urlencode({"modified_until": AFTER.isoformat(), "created_until": AFTER.isoformat()})
    assert len(data(f"{url}?{until}")["data"]) == 1
    organization = data(body["organization"])["data"][0]
    assert len(data(organization["meeting"])["data"]) == 2
    assert data(f"{url}?organization=nobody")["data"] == []


@pytest.mark.parametrize(
    "asked",
    [
        {"modified_since": "gestern"},
        {"modified_since": "2026-01-01"},
        {"created_until": "2026-13-01T00:00:00+01:00"},
        {"modified_since": "2026-01-01T00:00:00"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "zwei"},
        {"page": "9" * 40},
        {"elementsPerPage": "0"},
        {"elementsPerPage": "²"},
    ],
)
def test_unreadable_filter_is_answered_with_400(body, asked):
    answer = get(f"{body['meeting']}?{urlencode(asked)}")
    assert answer.status_code == 400
    assert "Nicht lesbar" in json.loads(answer.content)["error"]


def test_page_beyond_the_last_is_empty_and_page_size_has_a_limit(body):
    assert data(f"{body['meeting']}?page=7")["data"] == []
    assert data(f"{body['meeting']}?elementsPerPage=99999")["pagination"]["elementsPerPage"] == oparl.MOST_PER_PAGE


def deleted(url):
    row = data(url)
    assert set(row) == {"id", "type", "created", "modified", "deleted"}
    return row


def test_deleted_objects_stay_known_with_nothing_but_their_times(body, room):
    persons, papers = data(body["person"])["data"], data(body["paper"])["data"]
    bodies.consent(holder=room.holders[0], named=False, by=room.who(0), at=LATER)
    agenda.remove_paper(paper=room.town.paper, by=room.town.ben, at=LATER)
    publishing.hide_meeting(meeting=room.meeting, by=room.town.nora, at=LATER)
    gone = deleted(next(row["id"] for row in persons if row["name"] == "Mitglied 0"))
    assert dt.datetime.fromisoformat(gone["modified"]) == LATER
    assert dt.datetime.fromisoformat(gone["created"]) == AFTER
    deleted(next(row["id"] for row in papers if row["name"] == "Entwurf"))
    for name, count in (("person", 1), ("paper", 2), ("file", 3), ("meeting", 1)):
        since = urlencode({"modified_since": LATER.isoformat()})
        rows = data(f"{body[name]}?{since}")["data"]
        assert sum(row.get("deleted", False) for row in rows) == count, name
        assert not any(row.get("deleted") for row in data(body[name])["data"])
    publishing.hide_body(body=room.body, by=room.town.nora, at=LATER)
    assert data(body["organization"])["data"] == []
    assert data(body["person"])["data"] == []


def test_shown_again_is_deleted_no_longer(body, room):
    publishing.hide_meeting(meeting=room.meeting, by=room.town.nora, at=LATER)
    publishing.publish_meeting(meeting=room.meeting, by=room.town.nora, at=LATER)
    assert len(data(body["meeting"])["data"]) == 2
    assert len(data(body["file"])["data"]) == 3


def test_unknown_addresses_are_missing_and_known_versions_not_sent_again(body, room, other_town):
    slug = room.town.partnership.slug
    for path in (
        "nirgends/",
        f"{slug}/unbekannt",
        f"{slug}/meetings/unbekannt",
        f"{slug}/votes",
        "luettow/meetings/unbekannt",
    ):
        assert get(f"/api/v1/{path}").status_code == 404, path
    for url in (body["id"], body["meeting"], data(body["meeting"])["data"][0]["id"]):
        tag = get(url)["ETag"]
        assert get(url, if_none_match=tag).status_code == 304
    bodies.consent(holder=room.holders[0], named=False, by=room.who(0), at=LATER)
    assert get(body["meeting"], if_none_match=tag).status_code == 200


def test_two_towns_do_not_mix(body, other_town):
    assert [row["name"] for row in data("/api/v1/bodies")["data"]] == ["Elbhagen", "Lüttow"]
    assert data("/api/v1/luettow/meetings")["data"] == []
    meeting = data(body["meeting"])["data"][0]["id"]
    assert get(meeting.removeprefix("http://localhost:8000").replace("/elbhagen/", "/luettow/")).status_code == 404
