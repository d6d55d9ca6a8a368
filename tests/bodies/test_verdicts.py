"""Verdicts by the handbook in meeting, writing and paper: void seats, cap, lasting quorum."""

import dataclasses
import datetime as dt

import pytest

from aktionsplan.bodies.models import Attendance, Meeting, Presence
from aktionsplan.bodies.operations import agenda, circulars, decisions, meetings, motions, recusals
from aktionsplan.bodies.queries import item_for
from aktionsplan.bodies.rules.counted import Counted, Motion
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.partnership.operations import adopt_rules
from aktionsplan.shared.words import Refused
from tests.factories import town as make
from tests.factories.hall import NOW, START, hall

AFTER = make.MEETING + dt.timedelta(hours=1)
UNTIL = NOW.date() + dt.timedelta(days=20)


def own_rules(room, **values):
    told = {"kind": "procedure", "scope": room.body.key, "title": "Eigene", "valid_from": START.date()}
    adopt_rules(**told, values=values, by=room.town.kim, at=START)


def declared(item, holder, by, *, personal):
    told = {"item": item, "holder": holder, "ground": "employment", "personal": personal, "text": "Anstellung"}
    return recusals.declare_recusal(**told, by=by, at=NOW)


@pytest.mark.parametrize(("personal", "stands"), [(True, "member"), (False, "deputy_recused")])
def test_reason_of_the_sender_takes_the_vote_of_the_seat_from_the_member_too(town, personal, stands):
    room = hall(town, deputies=(1,))
    item = room.item()
    declared(item, room.deputies[1], room.deputy(1), personal=personal)
    room.arrive(0, 1, 2, 3)
    vote = room.opened(room.motion(room.called(item)))
    line = Presence.objects.get(vote=vote, seat=room.holders[1].seat)
    assert line.attendance == stands
    if not personal:
        with pytest.raises(Refused):
            room.cast(vote, {1: "yes"})
    room.cast(vote, {0: "yes"})


def test_reason_of_the_sender_that_comes_late_makes_the_decision_faulty(town):
    room = hall(town, deputies=(1,))
    room.arrive(0, 1, 2, 3)
    item = room.called(room.item())
    vote = room.opened(room.motion(item))
    room.cast(vote, {0: "yes", 1: "yes"})
    decisions.establish(vote=room.close(vote), by=town.ben, at=NOW)
    told = {"item": item, "holder": room.deputies[1], "ground": "employment", "personal": False, "text": "erst jetzt"}
    Attendance.objects.create(
        partnership=town.partnership, meeting=room.meeting, holder=room.deputies[1], arrived_at=NOW
    )
    recusals.decide_recusal(**told, recused=True, by=town.ben, at=NOW)
    item.refresh_from_db()
    assert item.state == "to_be_repeated"


def in_writing(room, **rules):
    own_rules(room, circular_allowed=True, circular_days=14, **rules)
    made = circulars.plan_circular(body=room.body, deadline=UNTIL, reason="Eile", by=room.town.ben, at=NOW)
    values = {"parent": None, "kind": "topic", "title": "Pause", "text": "", "minutes": None, "public": False}
    item = agenda.add_item(meeting=made, **values, by=room.town.ben, at=NOW)
    motions.move_motion(item=item, motion=Motion(text="Pause", reason="Eile"), by=room.town.ben, at=NOW)
    return made, item


def test_reason_of_the_sender_voids_the_answer_of_the_seat_in_writing(town):
    room = hall(town, deputies=(1,), opened=False)
    made, item = in_writing(room)
    circulars.open_circular(meeting=made, by=town.ben, at=NOW)
    vote = item.votes.get()
    room.cast(vote, {1: "yes"})
    declared(item, room.deputies[1], room.deputy(1), personal=False)
    line = Presence.objects.get(vote=vote, seat=room.holders[1].seat)
    assert (line.voted, line.choice, line.attendance) == (False, "", "deputy_recused")
    vote.refresh_from_db()
    assert (vote.present, vote.seats) == (4, 5)


def test_cap_of_a_side_is_asked_in_writing(town):
    room = hall(town, opened=False)
    public = sum(holder.seat.side == "public" for holder in room.holders)
    made, _item = in_writing(room, cap_percent=100 * public // 5 - 1)
    with pytest.raises(Refused) as refused:
        circulars.open_circular(meeting=made, by=town.ben, at=NOW)
    assert refused.value.problem.code == "cap"


def test_paper_knows_the_quorum_of_the_beginning(town):
    make.add_committee(town)
    application = make.admit(town, make.add_application(town))
    made = calls.put_to_committee(application=application, meeting=town.meeting, by=town.ben, at=make.MEETING)
    item = item_for(town.ben, made.key)
    counted = make.vote(town, item)
    voting = [key for key, how in counted.attendance.items() if how == "member"]
    left = len(counted.attendance) // 3 + 1
    attendance = {key: "member" if key in voting[:left] else "absent" for key in counted.attendance}
    few = dataclasses.replace(counted, attendance=attendance, yes=left)
    with pytest.raises(Refused) as refused:
        decisions.record_decision(item=item, counted=few, by=town.ben, at=AFTER)
    assert refused.value.problem.code == "quorum"
    found = dataclasses.replace(few, established=True)
    decision = decisions.record_decision(item=item, counted=found, by=town.ben, at=AFTER)
    assert decision.vote.established


def test_absent_recused_member_does_not_end_the_quorum_of_the_beginning(town):
    room = hall(town, seats=7)
    room.arrive(*range(5))
    item = room.item()
    declared(item, room.holders[6], room.who(6), personal=True)
    meetings.find_quorum(meeting=room.meeting, by=town.ben, at=NOW)
    for number in (3, 4):
        meetings.leave(meeting=room.meeting, holder=room.holders[number], by=town.ben, at=NOW)
    room.meeting = Meeting.objects.get(pk=room.meeting.pk)
    vote = room.opened(room.motion(room.called(item)))
    assert (vote.established, vote.present) == (True, 3)


@pytest.mark.parametrize(("anew", "opens"), [(True, False), (False, True)])
def test_rules_say_whether_a_recusal_in_the_room_ends_the_quorum_of_the_beginning(town, anew, opens):
    room = hall(town, seats=7)
    own_rules(room, recused_anew=anew)
    room.arrive(*range(4))
    meetings.find_quorum(meeting=room.meeting, by=town.ben, at=NOW)
    room.meeting = Meeting.objects.get(pk=room.meeting.pk)
    item = room.item()
    declared(item, room.holders[3], room.who(3), personal=True)
    motion = room.motion(room.called(item))
    if opens:
        assert room.opened(motion).established
        return
    with pytest.raises(Refused) as refused:
        room.opened(motion)
    assert refused.value.problem.code == "quorum"


@pytest.mark.parametrize(("came", "taken"), [(False, True), (True, False)])
def test_on_paper_too_an_absent_recused_member_ends_no_quorum(town, came, taken):
    room = hall(town, seats=7)
    room.arrive(*range(5 if came else 4))
    item = room.item()
    declared(item, room.holders[4], room.who(4), personal=True)
    attendance = {holder.seat.key: "absent" for holder in room.holders}
    attendance |= {room.holders[number].seat.key: "member" for number in range(3)}
    attendance[room.holders[4].seat.key] = "recused"
    counts = {"yes": 3, "no": 0, "abstain": 0, "invalid": 0, "amount_eur": None}
    words = {"conditions": "", "reason": "gut", "override": "", "recusal_reason": "Anstellung"}
    paper = Counted(attendance=attendance, motion="adopt", **counts, **words, established=True)
    if taken:
        assert decisions.record_decision(item=item, counted=paper, by=town.ben, at=AFTER).vote.established
        return
    with pytest.raises(Refused) as refused:
        decisions.record_decision(item=item, counted=paper, by=town.ben, at=AFTER)
    assert refused.value.problem.code == "quorum"


def test_a_seat_that_nobody_invited_is_no_lack_of_quorum(town, monkeypatch):
    room = hall(town, seats=7)
    room.arrive(*range(6))
    item = room.called(room.item())
    monkeypatch.setattr("aktionsplan.bodies.queries.uninvited", lambda *told: 1)
    with pytest.raises(Refused) as refused:
        agenda.postpone_item(item=item, by=town.ben, at=NOW)
    assert refused.value.problem.code == "uninvited"
