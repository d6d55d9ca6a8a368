"""Verdicts by the handbook in meeting, writing and paper: void seats, cap, lasting quorum."""

import dataclasses
import datetime as dt

import pytest

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Attendance, Invitation, Meeting, Presence, Vote
from aktionsplan.bodies.operations import (
    agenda,
    ballots,
    circulars,
    decisions,
    invitations,
    meetings,
    motions,
    recusals,
)
from aktionsplan.bodies.queries import called, item_for, uninvited
from aktionsplan.bodies.queries import seats as seats_of
from aktionsplan.bodies.rules import voting
from aktionsplan.bodies.rules.counted import Counted, Motion
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.partnership.operations import adopt_rules
from aktionsplan.partnership.rules import procedure
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


def on_paper(room, item, **more):
    """The first three vote yes, the fifth is recused, the quorum was found at the beginning."""
    attendance = {holder.seat.key: "absent" for holder in room.holders}
    attendance |= {room.holders[number].seat.key: "member" for number in range(3)}
    attendance[room.holders[4].seat.key] = "recused"
    counts = {"yes": 3, "no": 0, "abstain": 0, "invalid": 0, "amount_eur": None}
    words = {"conditions": "", "reason": "gut", "override": "", "recusal_reason": "Anstellung"}
    paper = Counted(attendance=attendance, motion="adopt", **counts, **words, established=True)
    return decisions.record_decision(item=item, counted=paper, by=room.town.ben, at=AFTER)


@pytest.mark.parametrize(
    ("arrived", "left", "excused", "taken"),
    [
        (4, False, False, True),  # the recused member was not there
        (5, False, False, False),
        (5, True, False, False),  # was there, and had gone when the paper was typed
        (0, False, False, False),  # nobody wrote down who came
        (0, False, True, True),
    ],
)
def test_on_paper_too_an_absent_recused_member_ends_no_quorum(town, arrived, left, excused, taken):
    room = hall(town, seats=7)
    room.arrive(*range(arrived))
    item, fifth = room.item(), room.holders[4]
    declared(item, fifth, room.who(4), personal=True)
    if left:
        meetings.leave(meeting=room.meeting, holder=fifth, by=town.ben, at=NOW)
    if excused:
        Attendance.objects.create(partnership=town.partnership, meeting=room.meeting, holder=fifth, excused=True)
    if taken:
        assert on_paper(room, item).vote.established
        return
    with pytest.raises(Refused) as refused:
        on_paper(room, item)
    assert refused.value.problem.code == "quorum"


def test_a_seat_that_nobody_invited_is_no_lack_of_quorum(town):
    room = hall(town, seats=7)
    room.arrive(*range(6))
    item = room.called(room.item())
    Meeting.objects.filter(pk=room.meeting.pk).update(invited_at=NOW - dt.timedelta(days=30))
    item.meeting.refresh_from_db()
    with pytest.raises(Refused) as refused:
        agenda.postpone_item(item=item, by=town.ben, at=NOW)
    assert refused.value.problem.code == "uninvited"


def test_paper_does_not_outdo_the_chair_who_found_the_lack_of_quorum(town):
    room = hall(town, seats=7)
    room.arrive(*range(4))
    meetings.find_quorum(meeting=room.meeting, by=town.ben, at=NOW)
    meetings.leave(meeting=room.meeting, holder=room.holders[3], by=town.ben, at=NOW)
    meetings.find_quorum(meeting=Meeting.objects.get(pk=room.meeting.pk), by=town.ben, at=NOW)
    item = AgendaItem.objects.get(pk=room.item().pk)
    assert item.meeting.quorate is False
    with pytest.raises(Refused) as refused:
        on_paper(room, item)
    assert refused.value.problem.code == "quorum"


def test_with_more_than_half_recused_a_third_is_needed_however_the_meeting_began(town):
    chairs = [
        rules.RollSeat(str(n), "civil", how, linked=False)
        for n, how in enumerate(["recused"] * 7 + ["member"] * 4 + ["absent"])
    ]
    found = rules.quorum_of(chairs, values=procedure.profile_values("kv_mv"), established=True)
    assert (found.quorate, found.needed, found.present) == (False, 5, 4)


def test_a_deputy_who_votes_for_a_recused_member_ends_no_quorum(town):
    room = hall(town, seats=7, deputies=(3,))
    room.arrive(*range(4))
    meetings.find_quorum(meeting=room.meeting, by=town.ben, at=NOW)
    Attendance.objects.create(
        partnership=town.partnership, meeting=room.meeting, holder=room.deputies[3], arrived_at=NOW
    )
    meetings.leave(meeting=Meeting.objects.get(pk=room.meeting.pk), holder=room.holders[2], by=town.ben, at=NOW)
    item = room.item()
    declared(item, room.holders[3], room.who(3), personal=True)
    room.meeting = Meeting.objects.get(pk=room.meeting.pk)
    vote = room.opened(room.motion(room.called(item)))
    assert (vote.present, vote.established) == (3, True)


def test_objection_of_a_seat_that_is_recused_counts_no_more(town):
    room = hall(town, opened=False)
    made, _item = in_writing(room, circular_objections=2)
    circulars.open_circular(meeting=made, by=town.ben, at=NOW)
    vote = Vote.objects.get()
    circulars.object_circular(vote=vote, by=room.who(0), at=NOW)
    recusals.declare_recusal(
        item=vote.item, holder=room.holders[0], ground="family", personal=True, text="Bruder", by=room.who(0), at=NOW
    )
    circulars.object_circular(vote=Vote.objects.get(), by=room.who(1), at=NOW)
    vote.refresh_from_db()
    assert (vote.objections, vote.state) == (1, "open")


def test_whoever_debated_and_left_before_the_vote_makes_the_decision_faulty(town):
    room = hall(town, seats=7)
    room.arrive(*range(7))
    item = room.called(room.item())
    meetings.leave(meeting=room.meeting, holder=room.holders[6], by=town.ben, at=NOW + dt.timedelta(minutes=10))
    vote = room.opened(room.motion(item))
    room.cast(vote, dict.fromkeys(range(6), "yes"))
    decisions.establish(vote=room.close(vote), by=town.ben, at=NOW + dt.timedelta(minutes=20))
    told = {
        "item": item,
        "holder": room.holders[6],
        "ground": "board",
        "personal": True,
        "text": "erst jetzt bekannt",
    }
    recusals.decide_recusal(**told, recused=True, by=town.ben, at=NOW + dt.timedelta(minutes=30))
    item.refresh_from_db()
    assert item.state == "to_be_repeated"


def test_deputy_heals_no_invitation_of_the_member(town):
    room = hall(town, seats=3, deputies=(0,))
    Meeting.objects.filter(pk=room.meeting.pk).update(invited_at=NOW - dt.timedelta(days=30))
    room.meeting.refresh_from_db()
    seats = [seat for seat in seats_of(room.body, NOW.date()) if seat.voting]
    Attendance.objects.create(
        partnership=town.partnership, meeting=room.meeting, holder=room.deputies[0], arrived_at=NOW
    )
    room.arrive(1, 2)
    assert uninvited(room.meeting, seats) == 1
    room.arrive(0)
    assert uninvited(room.meeting, seats) == 0


def test_who_was_told_another_day_meanwhile_is_not_invited_to_the_first(town):
    room = hall(town, seats=3, opened=False)
    early, day = NOW - dt.timedelta(days=30), room.meeting.starts_at
    for starts_at, at in ((day, early), (day + dt.timedelta(days=7), early + dt.timedelta(days=3))):
        for holder in room.holders:
            Invitation.objects.create(
                partnership=town.partnership,
                meeting=room.meeting,
                holder=holder,
                kind="invite",
                way="post",
                starts_at=starts_at,
                place=room.meeting.place,
                at=at,
            )
    assert called(room.meeting) == frozenset()
    Meeting.objects.filter(pk=room.meeting.pk).update(starts_at=day + dt.timedelta(days=7))
    room.meeting.refresh_from_db()
    assert len(called(room.meeting)) == 3


def test_late_letter_announces_no_item_in_time(town):
    room = hall(town, seats=3, opened=False)
    item = room.item()
    AgendaItem.objects.filter(pk=item.pk).update(added_late=True, postponed_from=item)
    invitations.invite(meeting=room.meeting, by=town.ben, at=room.meeting.starts_at - dt.timedelta(minutes=5))
    item.refresh_from_db()
    assert (item.added_late, item.noticed) == (True, False)
    invitations.invite(meeting=room.meeting, by=town.ben, at=room.meeting.starts_at - dt.timedelta(days=20))
    item.refresh_from_db()
    assert (item.added_late, item.noticed) == (False, True)


def test_report_that_a_meeting_did_not_reach_comes_back(town):
    room = hall(town, opened=False)
    made, _item = in_writing(room, circular_early=True)
    circulars.open_circular(meeting=made, by=town.ben, at=NOW)
    vote = Vote.objects.get()
    for number in range(5):
        ballots.cast_ballot(vote=vote, choice="yes", by=room.who(number), at=NOW)
    circulars.close_circular(meeting=made, by=town.ben, at=NOW)
    AgendaItem.objects.filter(reports_on=made).update(state="put_off")
    later = meetings.plan_meeting(
        body=room.body, starts_at=room.meeting.starts_at + dt.timedelta(days=60), place="Rathaus", by=town.ben, at=NOW
    )
    assert later.items.filter(reports_on=made).count() == 1


def test_secret_vote_keeps_the_vote_of_the_chair_only_in_a_tie_that_it_decides(town):
    assert not voting.chair_decides(yes=12, no=0, abstain=0, values=procedure.profile_values("vwvfg"))
