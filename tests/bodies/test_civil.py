"""How much of civil society sits in a body and came to a meeting: on the pages, and in the row of S1.9."""

import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Presence
from aktionsplan.bodies.queries import civil_at, civil_in, seats
from aktionsplan.development.participation.queries.presence import GROUP, MEETING, steps
from aktionsplan.shared.civil import Civil, share
from aktionsplan.shared.periods import local_day
from tests.factories import town as make
from tests.factories.hall import NOW, START, hall


@pytest.mark.parametrize(
    ("civil", "whole", "light"),
    [
        (0, 0, "grey"),
        (0, 1, "red"),
        (0, 9, "red"),
        (1, 3, "yellow"),
        (1, 2, "green"),
        (24, 49, "yellow"),
        (5, 5, "green"),
    ],
)
def test_half_is_enough_and_none_is_red(civil, whole, light):
    assert share(civil, whole) == Civil(civil, whole, light)


def met(town, day=None):
    looked = steps(town.partnership, day or local_day(NOW))
    return [(step.key, step.name, step.civil) for step in looked if step.page == MEETING]


def test_a_meeting_counts_seats_of_which_somebody_came(town, browser_of):
    room = hall(town)
    assert civil_at(room.meeting) == Civil(0, 0, "grey")
    assert met(town) == []
    sides = [holder.seat.side for holder in room.holders]
    public, civil = sides.index("public"), sides.index("civil")
    page = reverse("bodies:meeting", args=[town.partnership.slug, room.meeting.key])
    room.arrive(public)
    assert civil_at(room.meeting) == Civil(0, 1, "red")
    assert met(town) == [(room.meeting.key, room.body.name, Civil(0, 1, "red"))]
    assert "Aus der Zivilgesellschaft: niemand." in browser_of(town.ben.account).get(page).content.decode()
    room.arrive(civil)
    assert civil_at(room.meeting) == Civil(1, 2, "green")
    assert met(town) == [(room.meeting.key, room.body.name, Civil(1, 2, "green"))]
    years_on = local_day(NOW) + dt.timedelta(days=1000)
    assert met(town, years_on) == met(town)
    assert "Aus der Zivilgesellschaft: 1 von 2." in browser_of(town.ben.account).get(page).content.decode()


def test_a_meeting_kept_on_paper_counts_by_the_rolls_of_its_votes(town):
    application = make.decide(town, make.admit(town, make.add_application(town)), absent=1)
    assert application.state == "decided"
    there = Presence.objects.exclude(attendance="absent")
    whole, civil = there.count(), there.filter(seat__side="civil").count()
    assert whole == Presence.objects.count() - 1 > 1
    assert civil_at(town.meeting) == share(civil, whole)
    assert [told for _key, _name, told in met(town)] == [share(civil, whole)]


def test_a_group_without_civil_society_says_so_and_offices_among_themselves_do_not(town, browser_of):
    ben = browser_of(town.ben.account)
    for kind, told in (("working_group", True), ("authority_network", False)):
        body = bodies.set_up(kind=kind, name=f"Runde {kind}", by=town.ben, at=START)
        seat = bodies.add_seat(body=body, group="Amt", side="public", voting=True, by=town.ben, at=START)
        assert civil_in(seats(body, local_day(NOW))) == Civil(0, 0, "grey")
        bodies.appoint(seat=seat, capacity="member", name="Silke", appointment="x", by=town.ben, at=START)
        assert civil_in(seats(body, local_day(NOW))) == Civil(0, 1, "red")
        page = ben.get(reverse("bodies:body", args=[town.partnership.slug, body.key])).content.decode()
        assert ("Aus der Zivilgesellschaft: niemand." in page) is told
    groups = [step for step in steps(town.partnership, local_day(NOW)) if step.page == GROUP]
    assert [(step.name, step.civil) for step in groups] == [("Runde working_group", Civil(0, 1, "red"))]
