"""Terms with a last day: rights, portal and reminders follow the date without anybody doing anything."""

import datetime as dt

import pytest

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.jobs import terms
from aktionsplan.bodies.operations import publishing
from aktionsplan.desk.open_tasks import tasks_for
from aktionsplan.people.models import Membership
from aktionsplan.people.permissions import Role
from aktionsplan.people.queries import actor
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.publishing.queries import published_data
from aktionsplan.shared.words import Refused
from tests.factories.hall import START, hall

UNTIL = START.date() + dt.timedelta(days=365)
LAST = dt.datetime.combine(UNTIL - dt.timedelta(days=1), dt.time(23, 59), BERLIN)
OVER = dt.datetime.combine(UNTIL, dt.time(0, 1), BERLIN)


def appoint(town, seat, name="Neu Berufen", email="neu@elbhagen.example", until=UNTIL, **how):
    told = {"capacity": "deputy", "appointment": "x", "by": town.ben, "at": START}
    return bodies.appoint(seat=seat, name=name, email=email, until=until, **told | how)


@pytest.fixture
def room(town):
    return hall(town)


def may_view(holder, at):
    return actor(holder.account, holder.partnership, at.date()).may("bodies.view")


def test_rights_end_with_the_last_day(room):
    holder = appoint(room.town, room.holders[0].seat)
    assert may_view(holder, LAST)
    assert not may_view(holder, OVER)


def test_the_longest_term_of_a_person_counts(room):
    first = appoint(room.town, room.holders[0].seat)
    member = Membership.objects.get(account=first.account, role=Role.DEPUTY)
    assert member.valid_until == UNTIL
    appoint(room.town, room.holders[1].seat, until=UNTIL - dt.timedelta(days=30))
    member.refresh_from_db()
    assert member.valid_until == UNTIL
    appoint(room.town, room.holders[2].seat, until=UNTIL + dt.timedelta(days=30))
    member.refresh_from_db()
    assert member.valid_until == UNTIL + dt.timedelta(days=30)
    appoint(room.town, room.holders[3].seat, until=None)
    member.refresh_from_db()
    assert member.valid_until is None


def test_a_term_ends_after_it_begins_and_keeps_the_place_until_then(room):
    seat = room.holders[0].seat
    with pytest.raises(Refused) as refused:
        appoint(room.town, seat, until=START.date())
    assert refused.value.problem.code == "term"
    appoint(room.town, seat)
    with pytest.raises(Refused) as refused:
        appoint(room.town, seat, at=LAST, until=None)
    assert refused.value.problem.code == "taken"
    appoint(room.town, seat, at=OVER, until=None)


def test_a_dated_term_can_be_ended_early_and_a_seat_only_after_it(room):
    holder = appoint(room.town, room.holders[0].seat)
    bodies.end_term(holder=room.holders[0], by=room.town.ben, at=START)
    with pytest.raises(Refused) as refused:
        bodies.end_seat(seat=holder.seat, by=room.town.ben, at=START)
    assert refused.value.problem.code == "seated"
    bodies.end_term(holder=holder, by=room.town.ben, at=START)
    with pytest.raises(Refused) as refused:
        bodies.end_term(holder=holder, by=room.town.ben, at=START + dt.timedelta(days=1))
    assert refused.value.problem.code == "ended"
    bodies.end_seat(seat=holder.seat, by=room.town.ben, at=START)


def test_name_leaves_the_portal_after_the_last_day(room):
    holder = appoint(room.town, room.holders[0].seat)
    own = actor(holder.account, holder.partnership, START.date())
    bodies.consent(holder=holder, named=True, by=own, at=START)
    publishing.publish_body(body=room.body, by=room.town.nora, at=START)
    shown = lambda: str(published_data(room.town.partnership, "body", room.body.key))  # noqa: E731 -- short
    assert terms(LAST) == "0 compositions corrected"
    assert "Neu Berufen" in shown()
    assert terms(OVER) == "1 compositions corrected"
    assert "Neu Berufen" not in shown()
    assert terms(OVER) == "0 compositions corrected"


def test_the_office_is_reminded_sixty_days_before(room):
    appoint(room.town, room.holders[0].seat)
    named = lambda day: [t.title for t in tasks_for(room.town.ben, day) if "Amtszeit endet" in t.title]  # noqa: E731
    assert named(UNTIL - dt.timedelta(days=61)) == []
    assert named(UNTIL - dt.timedelta(days=60)) == ["Amtszeit endet: Gruppe 0"]
    assert named(UNTIL) == []


def test_successor_begins_when_the_term_ends(room):
    holder = appoint(room.town, room.holders[0].seat)
    made = bodies.hand_over(
        holder=holder, name="Nächste", email="n@elbhagen.example", appointment="x", by=room.town.ben, at=LAST
    )
    holder.refresh_from_db()
    assert (holder.valid_until, made.valid_from, made.valid_until) == (UNTIL, UNTIL, None)
    assert may_view(holder, LAST)
    assert not may_view(made, LAST)
    assert may_view(made, OVER)
    assert [t for t in tasks_for(room.town.ben, UNTIL - dt.timedelta(days=5)) if "Amtszeit endet" in t.title] == []
