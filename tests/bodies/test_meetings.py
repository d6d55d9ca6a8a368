"""Meetings and agendas: what leaves an agenda, who sits twice, whose role stays, on which day a body decided."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import SeatHolder
from aktionsplan.bodies.operations import agenda, decisions, invitations, meetings
from aktionsplan.bodies.progress import progress
from aktionsplan.bodies.queries import decision_on, item_for, open_item
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.queries import reference
from aktionsplan.people.models import Account, Membership
from aktionsplan.shared.words import Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import town as make
from tests.factories.hall import EVENING, hall
from tests.factories.pages import seen_on

LATER = dt.datetime(2026, 4, 21, 18, 0, tzinfo=make.BERLIN)


@pytest.fixture
def item(town):
    make.add_committee(town)
    application = make.admit(town, make.add_application(town))
    town.things["application"] = application
    return calls.put_to_committee(application=application, meeting=town.meeting, by=town.ben, at=make.MEETING)


def test_item_on_the_wrong_agenda_moves_to_another(town, item):
    other = meetings.plan_meeting(body=town.body, starts_at=LATER, place="Lüttow", by=town.ben, at=make.NOW)
    about = reference(town.application)
    assert open_item(town.partnership, about) == item
    with pytest.raises(Refused, match="schon auf einer Tagesordnung"):
        calls.put_to_committee(application=town.application, meeting=other, by=town.ben, at=make.NOW)
    assert agenda.take_off_agenda(item=item, by=town.ben, at=make.NOW).state == "taken_off"
    assert open_item(town.partnership, about) is None
    with pytest.raises(WrongState):
        decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=make.NOW)
    again = calls.put_to_committee(application=town.application, meeting=other, by=town.ben, at=make.NOW)
    assert (again.meeting, again.position) == (other, 1)


def test_whoever_belongs_to_the_club_takes_nothing_off(town, item):
    make.link(town, "board", name="Ben", account=town.ben.account)
    with pytest.raises(Forbidden):
        agenda.take_off_agenda(item=item, by=town.ben, at=make.NOW)


def test_withdrawn_application_leaves_the_agenda(town, item):
    calls.withdraw(application=town.application, by=town.anna, at=make.NOW)
    item.refresh_from_db()
    assert item.state == "taken_off"
    with pytest.raises(WrongState):
        decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=make.NOW)


def test_nobody_drops_an_item_by_itself(town, item):
    with pytest.raises(Forbidden):
        agenda.drop_item(item=item, by=town.ben, at=make.NOW)


def test_meeting_is_moved_and_cancelled_only_while_nothing_is_decided(town, item, browser_of, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    with pytest.raises(Refused, match="alle Anträge"):
        invitations.cancel_meeting(meeting=town.meeting, by=town.ben, at=make.NOW)
    page = reverse("bodies:move_meeting", args=[town.partnership.slug, town.meeting.key])
    client = browser_of(town.ben.account)
    assert 'value="17.03.2026"' in client.get(page).content.decode()
    client.post(page, {"day": "21.04.2026", "time": "19:30", "place": "Lüttow", "seen": seen_on(client, page)})
    town.meeting.refresh_from_db()
    moved = town.meeting.starts_at.astimezone(make.BERLIN)
    assert (f"{moved:%d.%m.%Y %H:%M}", town.meeting.place) == ("21.04.2026 19:30", "Lüttow")
    client.post(reverse("bodies:take_off_agenda", args=[town.partnership.slug, item.key]))
    client.post(reverse("bodies:cancel_meeting", args=[town.partnership.slug, town.meeting.key]))
    town.meeting.refresh_from_db()
    assert town.meeting.state == "cancelled"
    with pytest.raises(Refused, match="abgesagt"):
        calls.put_to_committee(application=town.application, meeting=town.meeting, by=town.ben, at=make.MEETING)


def test_held_meeting_is_not_moved(town, item):
    decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=make.NOW)
    with pytest.raises(WrongState):
        meetings.move_meeting(meeting=town.meeting, starts_at=LATER, place="x", by=town.ben, at=make.NOW)
    with pytest.raises(WrongState):
        invitations.cancel_meeting(meeting=town.meeting, by=town.ben, at=make.NOW)


def test_decision_bears_the_day_of_the_meeting_and_the_latest_one_counts(town, item):
    late = make.NOW + dt.timedelta(days=3)
    vote = make.vote(town, item, amount=None, motion="defer")
    first = decisions.record_decision(item=item, counted=vote, by=town.ben, at=late)
    assert first.decided_on == make.MEETING.date()
    other = meetings.plan_meeting(body=town.body, starts_at=LATER, place="x", by=town.ben, at=make.NOW)
    item = agenda.put_on_agenda(
        meeting=other,
        title="x",
        text="",
        reference=reference(town.application),
        organisation=None,
        requested_eur=None,
        by=town.ben,
        at=late,
    )
    item = item_for(town.ben, item.key)
    second = decisions.record_decision(
        item=item, counted=replace(vote, motion="reject"), by=town.ben, at=LATER + dt.timedelta(hours=1)
    )
    assert decision_on(town.partnership, reference(town.application)) == second


def test_one_person_on_two_seats_by_account_and_by_name_votes_once(town, item):
    seat = bodies.add_seat(body=town.body, group="Weitere", side="public", voting=True, by=town.ben, at=make.MEETING)
    bodies.appoint(seat=seat, capacity="member", name="EMIL  Sander", appointment="x", by=town.ben, at=make.MEETING)
    with pytest.raises(Refused, match="zwei Sitzen"):
        decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=make.NOW)


def test_refused_appointment_leaves_no_account(town, item, browser_of):
    seat = SeatHolder.objects.get(account=town.emil.account).seat
    page = reverse("bodies:appoint", args=[town.partnership.slug, seat.key])
    fields = {"capacity": "member", "name": "Zu Viel", "email": "zuviel@x.example", "appointment": "x"}
    assert "besetzt" in browser_of(town.ben.account).post(page, fields).content.decode()
    assert not Account.objects.filter(email="zuviel@x.example").exists()
    fields["capacity"] = "deputy"
    browser_of(town.ben.account).post(page, fields)
    assert Membership.objects.get(account__email="zuviel@x.example").role == "deputy"


def test_role_stays_while_another_seat_brings_it(town, item):
    seat = bodies.add_seat(body=town.body, group="Weitere", side="public", voting=True, by=town.ben, at=make.NOW)
    second = bodies.appoint(
        seat=seat,
        capacity="member",
        name="Emil",
        account=town.emil.account,
        appointment="x",
        by=town.ben,
        at=make.NOW,
    )
    first = SeatHolder.objects.get(account=town.emil.account, seat__group="Gruppe 0")
    bodies.end_term(holder=first, by=town.ben, at=make.NOW)
    role = Membership.objects.get(account=town.emil.account, role="committee_member")
    assert role.state == "active"
    bodies.end_term(holder=second, by=town.ben, at=make.NOW)
    role.refresh_from_db()
    assert role.state == "ended"


def test_cockpit_asks_the_same_with_one_network_and_ten(town, django_assert_max_num_queries):
    for number in range(10):
        bodies.set_up(kind="authority_network", name=f"Netz {number}", by=town.ben, at=make.NOW)
    with django_assert_max_num_queries(9):
        assert not progress(town.partnership, make.NOW.date())[1].fulfilled


def test_new_topics_come_before_the_usual_last_one_until_it_is_called(town):
    room = hall(town, opened=False)
    room.meeting = meetings.plan_meeting(
        body=room.body, starts_at=EVENING, place="x", usual=True, by=town.ben, at=EVENING
    )
    room.item("Sommerfest")
    room.item("Herbstfest")
    told = room.meeting.items.filter(parent=None).order_by("position")
    assert [row.title for row in told][-3:] == ["Sommerfest", "Herbstfest", "Verschiedenes"]
    meetings.open_meeting(meeting=room.meeting, by=town.ben, at=EVENING)
    room.called(told.get(title="Verschiedenes"))
    room.item("Nachtrag")
    assert told.last().title == "Nachtrag"


def test_chair_is_told_before_opening_that_no_invitation_is_on_record(town, browser_of, time_machine):
    room = hall(town, opened=False)
    time_machine.move_to(EVENING, tick=False)
    page = reverse("bodies:lead", args=[town.partnership.slug, room.meeting.key])
    office = browser_of(town.ben.account)
    assert "Es ist keine Einladung festgehalten." in office.get(page).content.decode()
    room.item()
    invitations.invite(meeting=room.meeting, by=town.ben, at=EVENING)
    assert "Es ist keine Einladung festgehalten." not in office.get(page).content.decode()
