"""A decision entered on paper asks what the live meeting asks: invitation, quorum of its own attendance, the call."""

import dataclasses
import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.models import Decision, Meeting, Recusal, Seat, SeatHolder
from aktionsplan.bodies.operations import agenda, decisions, invitations, meetings, motions
from aktionsplan.bodies.queries import Place, doubts, item_for, places
from aktionsplan.bodies.rules.counted import Motion
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.models import Call
from aktionsplan.shared.words import Refused
from tests.factories import town as make

AFTER = make.MEETING + dt.timedelta(hours=1)


@pytest.fixture
def item(town):
    make.add_committee(town)
    application = make.admit(town, make.add_application(town))
    made = calls.put_to_committee(application=application, meeting=town.meeting, by=town.ben, at=make.MEETING)
    return item_for(town.ben, made.key)


def late_invitation(town):
    """An invitation three days before, where two weeks are due."""
    invitations.invite(meeting=town.meeting, by=town.ben, at=make.MEETING - dt.timedelta(days=3))
    town.meeting.refresh_from_db()


def test_everybody_marked_present_heals_a_late_invitation(town, item):
    late_invitation(town)
    item = item_for(town.ben, item.key)
    made = decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=AFTER)
    assert (made.vote.uninvited, made.kind) == (0, "approve")


def test_seat_that_was_invited_late_and_is_missing_blocks_the_paper_too(town, item):
    late_invitation(town)
    item = item_for(town.ben, item.key)
    counted = make.vote(town, item)
    seat = next(key for key, how in counted.attendance.items() if how == "member")
    counted = dataclasses.replace(counted, attendance={**counted.attendance, seat: "absent"}, yes=counted.yes - 1)
    with pytest.raises(Refused) as refused:
        decisions.record_decision(item=item, counted=counted, by=town.ben, at=AFTER)
    assert (refused.value.problem.code, refused.value.problem.params["uninvited"]) == ("quorum", 1)


def test_what_is_not_clean_is_read_before_saving_and_stands_with_the_decision(town, item, browser_of, time_machine):
    time_machine.move_to(AFTER, tick=False)
    Call.objects.update(deadline=AFTER.date() + dt.timedelta(days=5))
    Meeting.objects.update(invited_at=None)
    told = [str(doubt) for doubt in doubts(item, AFTER.date())]
    assert len(told) == 2
    assert "keine Einladung" in told[0]
    assert "läuft noch bis 22.03.2026" in told[1]
    page = reverse("bodies:record_decision", args=[town.partnership.slug, item.key])
    office = browser_of(town.ben.account)
    shown = office.get(page).content.decode()
    assert all(doubt in shown for doubt in told)
    counted = make.vote(town, item)
    sent = {name: value for name, value in vars(counted).items() if isinstance(value, str | int) and value}
    sent |= {f"seat_{key}": how for key, how in counted.attendance.items()}
    sent |= {"no": counted.no, "abstain": counted.abstain, "invalid": 0, "amount_eur": "4000,00", "yes": counted.yes}
    refused = office.post(page, sent)
    assert "bestätigen Sie zuerst die Hinweise" in refused.content.decode()
    assert not Decision.objects.exists()
    done = office.post(page, sent | {"aware": "on"})
    assert done.status_code == 302
    assert [row["text"] for row in Decision.objects.get().doubts] == [
        doubt.text for doubt in doubts(item, AFTER.date())
    ]
    assert told[1] in office.get(done["Location"]).content.decode()
    Meeting.objects.update(state="held")
    lines = repr(minutes_letter(Meeting.objects.get(pk=town.meeting.pk)))
    assert "Nicht in Ordnung war" in lines
    assert "Nicht in Ordnung war" not in repr(minutes_letter(Meeting.objects.get(pk=town.meeting.pk), internal=False))


def test_item_that_no_invitation_named_is_told(town, item):
    invitations.invite(meeting=town.meeting, by=town.ben, at=make.MEETING - dt.timedelta(days=20))
    town.meeting.refresh_from_db()
    other = calls.put_to_committee(
        application=make.admit(town, make.add_application(town)), meeting=town.meeting, by=town.ben, at=make.MEETING
    )
    assert ["nicht auf der Einladung" in str(doubt) for doubt in doubts(item_for(town.ben, other.key), AFTER.date())][
        :1
    ] == [True]
    assert doubts(item_for(town.ben, item.key), dt.date(2027, 1, 1)) == []


def test_chair_is_told_the_same_in_the_meeting(town, item, browser_of, time_machine):
    time_machine.move_to(AFTER, tick=False)
    Call.objects.update(deadline=AFTER.date() + dt.timedelta(days=5))
    meetings.open_meeting(meeting=town.meeting, by=town.ben, at=AFTER)

    item = agenda.begin_item(item=item_for(town.ben, item.key), by=town.ben, at=AFTER)
    motions.move_motion(item=item, motion=Motion(motion="defer"), by=town.ben, at=AFTER)
    page = reverse("bodies:lead", args=[town.partnership.slug, town.meeting.key])
    assert "läuft noch bis 22.03.2026" in browser_of(town.ben.account).get(page).content.decode()


@pytest.mark.parametrize(
    ("personal", "attendance", "refused"),
    [
        (True, "member", True),
        (True, "recused", False),
        (False, "member", True),
        (False, "recused", False),
    ],
)
def test_whoever_has_declared_a_conflict_does_not_vote_on_paper(town, item, personal, attendance, refused):
    counted = make.vote(town, item)
    place = next(
        place
        for place in places(item, AFTER.date())
        if place.member and counted.attendance[place.seat.key] == "member"
    )
    fields = {"ground": "family", "personal": personal, "text": "x", "state": "declared", "declared_at": make.MEETING}
    Recusal.objects.create(partnership=town.partnership, item=item, holder=place.member, **fields)
    changed = {**counted.attendance, place.seat.key: attendance}
    fewer = 0 if attendance == "member" else 1
    counted = dataclasses.replace(
        counted, attendance=changed, yes=counted.yes - fewer, recusal_reason="hat sich gemeldet"
    )
    if not refused:
        assert decisions.record_decision(item=item, counted=counted, by=town.ben, at=AFTER).kind == "approve"
        return
    with pytest.raises(Refused) as problem:
        decisions.record_decision(item=item, counted=counted, by=town.ben, at=AFTER)
    assert problem.value.problem.code == "recused_voted"


def test_nobody_votes_for_a_seat_whose_sender_is_part_of_the_matter():
    """committee.md B4: lies the reason of either holder in the sending organisation, the seat is void."""
    member, deputy = SeatHolder(capacity="member"), SeatHolder(capacity="deputy")
    own, sender = (Recusal(state="declared", personal=personal) for personal in (True, False))
    for settled, out in (
        ({}, {"member": False, "deputy": False}),
        ({"member": own}, {"member": True, "deputy_for_recused": False}),
        ({"member": sender}, {"member": True, "deputy_for_recused": True}),
        ({"deputy": own}, {"member": False, "deputy": True}),
        ({"deputy": sender}, {"member": True, "deputy": True}),
    ):
        place = Place(Seat(), member, deputy, frozenset(), "", settled=settled)
        assert {how: place.votes_though_out(how) for how in out} == out, settled
