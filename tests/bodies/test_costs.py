"""What a meeting asks of the database: the figures promised, and nothing that grows with the evening."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.operations import decisions
from aktionsplan.bodies.publications import public_meeting
from tests.factories.hall import NOW, hall

BALLOT = 12
"""Statements of one ballot, from the request to the answer."""


def statements(captured):
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(row["sql"].split()[0] not in words for row in captured.captured_queries)


def decided(room, count):
    for number in range(count):
        vote = room.opened(room.motion(room.called(room.item(f"Punkt {number}", public=True))))
        room.cast(vote, {0: "yes", 1: "yes", 2: "no"})
        decisions.establish(vote=room.close(vote), by=room.town.ben, at=NOW)


def cost(tell):
    with CaptureQueriesContext(connection) as captured:
        tell()
    return statements(captured)


def test_minutes_of_many_items_cost_as_much_as_those_of_one(town):
    room = hall(town)
    room.arrive(0, 1, 2, 3)
    decided(room, 1)
    minutes_letter(room.meeting)
    one = [cost(lambda inside=inside: minutes_letter(room.meeting, internal=inside)) for inside in (True, False)]
    room.meeting.state, room.meeting.kind = "held", "circular"
    shown = cost(lambda: public_meeting(room.meeting))
    room.meeting.state, room.meeting.kind = "running", "meeting"
    decided(room, 5)
    many = [cost(lambda inside=inside: minutes_letter(room.meeting, internal=inside)) for inside in (True, False)]
    assert many == one
    room.meeting.state, room.meeting.kind = "held", "circular"
    assert cost(lambda: public_meeting(room.meeting)) == shown


def test_a_ballot_costs_no_more_than_promised(town, browser_of):
    room = hall(town)
    room.arrive(0, 1, 2, 3)
    vote = room.opened(room.motion(room.called(room.item())))
    browser = browser_of(room.holders[0].account)
    browser.get(reverse("bodies:bodies", args=[town.partnership.slug]))
    address = reverse("bodies:cast", args=[town.partnership.slug, vote.key])
    with CaptureQueriesContext(connection) as captured:
        browser.post(address, {"choice": "yes"})
    assert vote.presences.filter(choice="yes").count() == 1
    assert statements(captured) <= BALLOT
