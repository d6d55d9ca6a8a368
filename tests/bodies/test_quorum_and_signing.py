"""What a meeting keeps beside its votes: findings of quorum, who signs, what came late, who answers in writing."""

import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.models import Minutes, Presence, QuorumFinding, Vote
from aktionsplan.bodies.operations import (
    agenda,
    ballots,
    circulars,
    decisions,
    elections,
    invitations,
    meetings,
    minutes,
    motions,
    recusals,
)
from aktionsplan.bodies.queries import called, explained, kept_out_of, waiting_items
from aktionsplan.bodies.rules.counted import Counted, Hands, Motion
from aktionsplan.entry.demo.bodies import OWN_RULES
from aktionsplan.partnership import operations as partnership
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories.hall import EVENING, NOW, START, hall

LATER = EVENING + dt.timedelta(days=30)


def code(refused):
    return refused.value.problem.code


def adopt(room, values):
    told = {"kind": "procedure", "scope": room.body.key, "title": "Eigene", "valid_from": START.date()}
    partnership.adopt_rules(**told, values=values, by=room.town.kim, at=START)


def name(room, function, number, at=START):
    holder = room.holders[number]
    told = {"function": function, "account": holder.account, "name": holder.name}
    return bodies.name_function(body=room.body, **told, by=room.town.ben, at=at)


def find(room, number=None, at=NOW):
    asked = None if number is None else room.holders[number]
    return meetings.find_quorum(meeting=room.meeting, requested_by=asked, by=room.town.ben, at=at)


def test_every_finding_is_kept_and_whoever_asks_counts_as_present(town):
    """Q3: on request the requester counts; each finding stands in the minutes with its time and numbers."""
    room = hall(town)
    room.arrive(0, 1, 2)
    assert find(room, at=EVENING).quorate
    for number in (1, 2):
        meetings.leave(meeting=room.meeting, holder=room.holders[number], by=town.ben, at=NOW)
    asked = find(room, 2)
    assert (asked.quorate, asked.present) == (False, 2)
    room.arrive(1, 2, at=NOW)
    assert find(room, at=NOW + dt.timedelta(minutes=5)).quorate
    rows = list(QuorumFinding.objects.order_by("id").values_list("quorate", "present", "needed", "seats"))
    assert rows == [(True, 3, 3, 5), (False, 2, 3, 5), (True, 3, 3, 5)]
    said = minutes_letter(room.meeting).quorum
    assert "Um 18:00 Uhr festgestellt: Beschlussfähig: 3 von 5 Sitzen sind da, nötig sind 3." in said
    assert "Um 18:30 Uhr auf Antrag von Mitglied 2 festgestellt: Nicht beschlussfähig: 2 von 5" in said
    assert "Um 18:35 Uhr festgestellt: Beschlussfähig" in said
    shown = minutes_letter(room.meeting, internal=False).quorum
    assert "auf Antrag festgestellt" in shown
    assert "Mitglied" not in shown


def test_only_somebody_with_a_vote_here_asks_for_the_quorum(town):
    room = hall(town)
    advisory = bodies.add_seat(body=room.body, group="Rat", side="public", voting=False, by=town.ben, at=START)
    guest = bodies.appoint(seat=advisory, capacity="member", name="Gast", appointment="x", by=town.ben, at=START)
    with pytest.raises(Refused) as refused:
        meetings.find_quorum(meeting=room.meeting, requested_by=guest, by=town.ben, at=NOW)
    assert code(refused) == "no_seat"
    assert not QuorumFinding.objects.exists()


def test_chair_says_on_the_screen_who_asked(town, browser_of):
    room = hall(town)
    room.arrive(0, 1, 2)
    find(room)
    browser = browser_of(town.ben.account)
    page = browser.get(reverse("bodies:lead", args=[town.partnership.slug, room.meeting.key])).content.decode()
    assert "Auf Antrag von" in page
    address = reverse("bodies:act", args=[town.partnership.slug, room.meeting.key])
    browser.post(address, {"deed": "quorum", "holder": room.holders[1].key})
    assert QuorumFinding.objects.latest("id").requested_by == room.holders[1]


def over(room):
    room.meeting = meetings.close_meeting(meeting=room.meeting, by=room.town.ben, at=NOW)
    return room.meeting


def sign(room, number, at=NOW):
    return minutes.sign_minutes(meeting=room.meeting, by=room.who(number), at=at)


def test_whoever_led_the_meeting_signs_not_whoever_leads_today(town):
    """VwVfG § 93: the chair of the meeting and its secretary."""
    room = hall(town)
    for function, number in (("chair", 0), ("secretary", 1)):
        name(room, function, number)
    over(room)
    for function, number in (("chair", 2), ("secretary", 3)):
        name(room, function, number, at=LATER)
    with pytest.raises(Forbidden):
        sign(room, 2, at=LATER)
    sign(room, 0, at=LATER)
    signed = sign(room, 1, at=LATER)
    assert (signed.state, signed.chair_name, signed.chair_as) == ("signed", "Mitglied 0", "chair")


def test_vice_chair_signs_as_such(town):
    room = hall(town)
    for function, number in (("vice_chair", 0), ("secretary", 1)):
        name(room, function, number)
    over(room)
    sign(room, 0)
    sign(room, 1)
    words = [word for word, _name, _when in minutes.signatures_of(Minutes.objects.get())]
    assert words == ["stellvertretender Vorsitz", "Schriftführung"]


def test_successors_sign_when_nobody_of_then_is_left(town):
    room = hall(town)
    name(room, "chair", 0)
    name(room, "secretary", 1)
    over(room)
    name(room, "chair", 2, at=LATER)
    bodies.end_term(holder=room.holders[0], by=town.ben, at=LATER)
    sign(room, 2, at=LATER + dt.timedelta(days=1))
    assert Minutes.objects.get().chair_name == "Mitglied 2"


def level(town):
    """A vote by hands that is level, under rules that let the chair decide; the chair is there."""
    room = hall(town)
    adopt(room, {"chair_casts": True})
    name(room, "chair", 0)
    room.arrive(0, 1, 2, 3)
    return room, room.opened(room.motion(room.called(room.item())))


@pytest.mark.parametrize(("said", "passed"), [("yes", True), ("no", False), ("silent", False), ("abstain", False)])
def test_a_level_show_of_hands_asks_for_the_vote_of_the_chair(town, said, passed):
    room, vote = level(town)
    with pytest.raises(Refused) as refused:
        room.close(vote, Hands(yes=2, no=2))
    assert code(refused) == "casting"
    assert Vote.objects.get().state == "open"
    closed = room.close(vote, Hands(yes=2, no=2, chair=said))
    assert (closed.passed, closed.chair_vote, explained(closed).majority.passed) == (passed, said, passed)


def test_a_secret_vote_asks_the_chair_too_and_a_ballot_of_the_device_answers_itself(town):
    room, vote = level(town)
    closed = room.close(vote, Hands(yes=3, no=1, chair="no"))
    assert (closed.passed, closed.chair_vote) == (True, "")  # only where it decides
    second = room.opened(room.motion(room.topic if hasattr(room, "topic") else vote.item, text="Noch einmal"))
    room.cast(second, {0: "yes", 1: "no"})
    assert room.close(second, Hands(chair="no")).chair_vote == "yes"
    third = room.opened(room.motion(vote.item, text="Geheim"), asked=1, urn=True)
    with pytest.raises(Refused) as refused:
        room.close(third, Hands(yes=1, no=1))
    assert code(refused) == "casting"
    assert room.close(third, Hands(yes=1, no=1, chair="silent")).passed is False


def test_the_screen_asks_for_the_chair_and_keeps_what_was_typed(town, browser_of):
    room, vote = level(town)
    browser = browser_of(town.ben.account)
    address = reverse("bodies:act", args=[town.partnership.slug, room.meeting.key])
    told = {"deed": "close_vote", "vote": vote.key, "yes": "2", "no": "2"}
    page = browser.post(address, told).content.decode()
    assert "Tragen Sie ein, wie er gestimmt hat" in page
    assert 'name="chair"' in page
    assert 'value="2"' in page
    browser.post(address, told | {"chair": "yes"})
    assert Vote.objects.get().passed is True


def test_decision_on_paper_may_have_been_secret_and_asks_for_the_chair(town):
    room = hall(town, opened=False)
    adopt(room, {"chair_casts": True})
    name(room, "chair", 0)
    item = room.item()
    seats = {holder.seat.key: "member" for holder in room.holders[:4]}
    told = {"motion": "adopt", "yes": 2, "no": 2, "abstain": 0, "invalid": 0, "amount_eur": None, "conditions": ""}
    told |= {"reason": "", "override": "", "recusal_reason": "", "attendance": seats, "secret": True}
    with pytest.raises(Refused) as refused:
        decisions.record_decision(item=item, counted=Counted(**told), by=town.ben, at=NOW)
    assert code(refused) == "casting"
    counted = Counted(**told, chair="yes")
    made = decisions.record_decision(item=item, counted=counted, by=town.ben, at=NOW)
    assert (made.kind, made.vote.secret, made.vote.chair_vote) == ("adopt", True, "yes")
    assert set(Presence.objects.values_list("secret", "choice")) == {(True, "")}
    letter = minutes_letter(room.meeting)
    assert "Geheime Abstimmung: 2 Ja, 2 Nein" in " ".join(letter.entries[0].lines)
    assert letter.missing == "Es fehlten: Mitglied 4."


def test_deputies_on_paper_stand_for_their_seat(town):
    room = hall(town, deputies=(1,), opened=False)
    seats = {holder.seat.key: "member" for holder in room.holders if holder != room.holders[1]}
    seats |= {room.holders[1].seat.key: "deputy"}
    told = {"motion": "adopt", "yes": 5, "no": 0, "abstain": 0, "invalid": 0, "amount_eur": None, "conditions": ""}
    told |= {"reason": "", "override": "", "recusal_reason": "", "attendance": seats}
    decisions.record_decision(item=room.item(), counted=Counted(**told), by=town.ben, at=NOW)
    letter = minutes_letter(room.meeting)
    assert ("Vertretung 1", "Gruppe 1 (Stellvertretung)", "") in letter.present
    assert letter.missing == "Vertreten: Mitglied 1."


def test_an_item_added_after_the_invitation_says_so_until_everybody_is_invited_again(town):
    room = hall(town, opened=False)
    early = EVENING - dt.timedelta(days=21)
    first = room.item("Früh")
    invitations.invite(meeting=room.meeting, by=town.ben, at=early)
    room.meeting.refresh_from_db()
    late = room.item("Spät")
    assert (first.added_late, late.added_late) == (False, True)
    lines = {entry.title: entry.lines for entry in minutes_letter(room.meeting).entries}
    assert lines == {"Früh": (), "Spät": ("Dieser Punkt stand nicht in der Einladung.",)}
    invitations.invite(meeting=room.meeting, by=town.ben, at=early)
    late.refresh_from_db()
    assert not late.added_late


def test_another_room_is_told_to_everybody_but_needs_no_new_notice(town):
    """Q1: the date was called in time; of the new place everybody has to know, the day before is enough."""
    room = hall(town, opened=False)
    room.item()
    invitations.invite(meeting=room.meeting, by=town.ben, at=EVENING - dt.timedelta(days=21))
    eve = EVENING - dt.timedelta(days=1)
    moved = meetings.move_meeting(meeting=room.meeting, starts_at=EVENING, place="Kirche", by=town.ben, at=eve)
    assert called(moved) == frozenset()
    invitations.invite(meeting=moved, by=town.ben, at=eve)
    assert called(moved) == {holder.pk for holder in room.holders}


def test_an_urgent_meeting_says_why(town):
    room = hall(town, opened=False)
    told = {"body": room.body, "starts_at": LATER, "place": "Rathaus", "urgent": True, "by": town.ben, "at": NOW}
    with pytest.raises(Refused) as refused:
        meetings.plan_meeting(**told, reason=" ")
    assert code(refused) == "reason"
    made = meetings.plan_meeting(**told, reason="Das Land will die Antwort bis Freitag.")
    room.meeting = made
    room.item()
    invitations.invite(meeting=made, by=town.ben, at=NOW)
    assert "weil es eilt: Das Land will" in Document.objects.get(kind="invitation").data["public"]
    assert any("weil es eilte: Das Land will" in fact[1] for fact in minutes_letter(made).facts)


def test_a_topic_postponed_for_lack_of_quorum_comes_back_with_fewer(town):
    """Q5 holds for every item, not for applications only."""
    room = hall(town, seats=9)
    room.arrive(0, 1, 2)
    item = room.item("Leitbild")
    agenda.postpone_item(item=room.called(item), by=town.ben, at=NOW)
    over(room)
    assert [row.title for row in waiting_items(room.body)] == ["Leitbild"]
    again = meetings.plan_meeting(body=room.body, starts_at=LATER, place="Rathaus", by=town.ben, at=NOW)
    room.meeting = again
    item.refresh_from_db()
    back = room.item("Leitbild", again=item)
    assert (back.postponed_from, waiting_items(room.body)) == (item, [])
    with pytest.raises(Refused) as refused:
        room.item("Leitbild", again=item)
    assert code(refused) == "again"
    invitations.invite(meeting=again, by=town.ben, at=NOW)
    assert "genügen 3" in Document.objects.get(kind="invitation").data["rows"][0][5]
    room.meeting = meetings.open_meeting(meeting=again, by=town.ben, at=LATER)
    room.arrive(0, 1, 2, at=LATER)
    back.refresh_from_db()
    vote = room.motion(agenda.begin_item(item=back, by=town.ben, at=LATER))
    assert ballots.open_vote(vote=vote, by=town.ben, at=LATER).second_call


def test_a_topic_put_off_comes_back_the_same_evening_with_its_recusals(town, browser_of):
    """The second call is an item of its own, so that each leaving and return keeps its times (B3, B6)."""
    room = hall(town)
    room.arrive(0, 1, 2, 3)
    item = room.item("Leitbild")
    room.called(item)
    told = {"ground": "family", "personal": True, "text": "Schwester"}
    recusals.declare_recusal(item=item, holder=room.holders[1], **told, by=room.who(1), at=NOW)
    agenda.put_off_item(item=item, by=town.ben, at=NOW)
    assert [row.title for row in waiting_items(room.body)] == ["Leitbild"]
    item.refresh_from_db()
    back = room.item("Leitbild", again=item)
    assert (back.continues, back.postponed_from, waiting_items(room.body)) == (item, None, [])
    later = room.item("Leitbild", again=agenda.put_off_item(item=room.called(back), by=town.ben, at=LATER))
    room.called(later)
    assert later.pk in kept_out_of([later], room.who(1), NOW.date())
    assert later.recusals.get().left_at == NOW
    vote = room.opened(room.motion(later))
    assert not vote.second_call
    page = browser_of(town.ben.account).get(reverse("bodies:item", args=[town.partnership.slug, later.key]))
    assert "schon einmal zurückgestellt" in page.content.decode()


def test_what_stands_on_every_agenda_does_not_wait(town):
    room = hall(town, opened=False)
    made = meetings.plan_meeting(body=room.body, starts_at=EVENING, place="x", usual=True, by=town.ben, at=EVENING)
    room.meeting = meetings.open_meeting(meeting=made, by=town.ben, at=EVENING)
    room.item("Leitbild")
    over(room)
    assert [row.title for row in waiting_items(room.body)] == ["Leitbild"]


def test_the_form_offers_what_waits(town, browser_of):
    room = hall(town)
    room.arrive(0)
    agenda.postpone_item(item=room.called(room.item("Leitbild")), by=town.ben, at=NOW)
    over(room)
    again = meetings.plan_meeting(body=room.body, starts_at=LATER, place="Rathaus", by=town.ben, at=NOW)
    address = reverse("bodies:add_item", args=[town.partnership.slug, again.key])
    browser = browser_of(town.ben.account)
    assert "Setzt einen früheren Punkt fort" in browser.get(address).content.decode()
    old = waiting_items(room.body)[0]
    browser.post(address, {"parent": "", "kind": "topic", "title": "Leitbild", "text": "", "again": old.key})
    assert again.items.get().postponed_from == old


def election(room, **how):
    item = room.called(room.item("Wahl", kind="election"))
    return room.opened(room.motion(item, what="election", text="Beisitz", names=("Anna", "Bernd", "Cem"), **how))


def test_posts_for_persons_go_to_different_people(town):
    """VwVfG § 92 Abs. 3: d'Hondt, unless everybody agreed on something else."""
    room = hall(town, seats=9)
    room.arrive(*range(9))
    vote = election(room, posts=2, by_person=True)
    closed = room.close(vote, Hands(names={"Anna": 7, "Bernd": 1, "Cem": 1}))
    assert closed.passed is None
    drawn = elections.draw_lot(vote=closed, drawn=["Cem"], by=town.ben, at=NOW)
    assert drawn.passed is True
    assert dict(closed.candidates.values_list("name", "posts")) == {"Anna": 1, "Bernd": 0, "Cem": 1}


@pytest.fixture
def asked(town):
    """A vote in writing among five, two of whom have deputies."""
    room = hall(town, deputies=(1, 2), opened=False)
    adopt(room, OWN_RULES)
    until = NOW.date() + dt.timedelta(days=14)
    room.circular = circulars.plan_circular(body=room.body, deadline=until, reason="Eilt", by=town.ben, at=NOW)
    told = {"kind": "topic", "title": "Eilt", "text": "", "minutes": None, "public": True, "parent": None}
    item = agenda.add_item(meeting=room.circular, **told, by=town.ben, at=NOW)
    room.vote = motions.move_motion(item=item, motion=Motion(text="Fest"), by=town.ben, at=NOW)
    circulars.open_circular(meeting=room.circular, by=town.ben, at=NOW)
    return room


def line_of(room, number):
    return room.vote.presences.get(seat=room.holders[number].seat)


def answers(room, number, by, at=NOW):
    return circulars.name_answerer(vote=room.vote, line=line_of(room, number), by=by, at=at)


def test_a_deputy_answers_in_writing_and_is_logged_as_such(asked):
    """C2 in writing: the member cannot answer, the deputy is asked by mail, and the minutes say who gave the ballot."""
    with pytest.raises(Refused) as refused:
        ballots.cast_ballot(vote=asked.vote, choice="yes", by=asked.deputy(1), at=NOW)
    assert code(refused) == "handed"
    answers(asked, 1, asked.who(1))
    assert OutboxMail.objects.filter(recipient="d1@elbhagen.example", subject__startswith="Abstimmung").count() == 1
    ballots.cast_ballot(vote=asked.vote, choice="yes", by=asked.deputy(1), at=NOW)
    with pytest.raises(Refused) as refused:
        ballots.cast_ballot(vote=asked.vote, choice="no", by=asked.who(1), at=NOW)
    assert code(refused) == "handed"
    for number in (0, 2, 3, 4):
        ballots.cast_ballot(vote=asked.vote, choice="yes", by=asked.who(number), at=NOW)
    circulars.close_circular(meeting=asked.circular, by=asked.town.ben, at=NOW)
    asked.circular.refresh_from_db()
    lines = " ".join(minutes_letter(asked.circular).entries[0].lines)
    assert "Vertretung 1 (Stellvertretung)" in lines
    assert LedgerEntry.objects.filter(kind="bodies.name_answerer").count() == 1


def test_the_member_may_answer_after_all_until_somebody_has(asked):
    answers(asked, 1, asked.town.ben)
    assert line_of(asked, 1).attendance == "deputy"
    answers(asked, 1, asked.town.ben)
    assert line_of(asked, 1).holder == asked.holders[1]
    ballots.cast_ballot(vote=asked.vote, choice="yes", by=asked.who(1), at=NOW)
    with pytest.raises(Refused) as refused:
        answers(asked, 1, asked.town.ben)
    assert code(refused) == "nobody"


def test_nobody_else_says_who_answers_and_not_too_late(asked):
    with pytest.raises(Forbidden):
        answers(asked, 1, asked.who(0))
    with pytest.raises(Refused) as refused:
        answers(asked, 0, asked.who(0))
    assert code(refused) == "nobody"
    with pytest.raises(Refused) as refused:
        answers(asked, 1, asked.who(1), at=NOW + dt.timedelta(days=15))
    assert code(refused) == "late"


def test_one_person_answers_for_one_seat(asked):
    """programme.md 4.7: a deputy of two seats answers for one of them."""
    bodies.end_term(holder=asked.deputies[2], by=asked.town.ben, at=START)
    bodies.appoint(
        seat=asked.holders[2].seat,
        capacity="deputy",
        name="Vertretung 1",
        email="d1@elbhagen.example",
        appointment="x",
        since=START.date(),
        by=asked.town.ben,
        at=START,
    )
    answers(asked, 1, asked.town.ben)
    with pytest.raises(Refused) as refused:
        answers(asked, 2, asked.town.ben)
    assert code(refused) == "nobody"


def test_pages_offer_the_deputy_to_the_member_and_to_the_office(asked, browser_of, time_machine):
    time_machine.move_to(NOW, tick=False)
    slug = asked.town.partnership.slug
    page = reverse("bodies:circular", args=[slug, asked.circular.key])
    assert "Vertretung 1 antwortet für mich" in browser_of(asked.holders[1].account).get(page).content.decode()
    assert "antwortet für mich" not in browser_of(asked.holders[0].account).get(page).content.decode()
    browser = browser_of(asked.town.ben.account)
    assert "Vertretung 2 statt Mitglied 2" in browser.get(page).content.decode()
    act = reverse("bodies:act_circular", args=[slug, asked.circular.key])
    browser.post(act, {"deed": "answerer", "line": line_of(asked, 2).key})
    assert line_of(asked, 2).holder == asked.deputies[2]
    own = reverse("bodies:answer_circular", args=[slug, asked.vote.key])
    browser_of(asked.holders[1].account).post(own, {"choice": "answerer"})
    assert line_of(asked, 1).holder == asked.deputies[1]


def test_a_motion_to_reject_in_writing_is_told_by_its_name(asked):
    """A sentence that only says „angenommen“ would mislead."""
    Vote.objects.filter(pk=asked.vote.pk).update(motion="defer", text="")
    for number in range(5):
        ballots.cast_ballot(vote=asked.vote, choice="yes", by=asked.who(number), at=NOW)
    circulars.close_circular(meeting=asked.circular, by=asked.town.ben, at=NOW)
    asked.circular.refresh_from_db()
    lines = " ".join(minutes_letter(asked.circular).entries[0].lines)
    assert "„zurückgestellt“: angenommen mit 5 zu 0 Stimmen; 5 von 5" in lines


def test_an_excuse_asks_the_deputy_once_and_can_be_taken_back(town):
    room = hall(town, deputies=(1,), opened=False)
    for _ in range(3):
        meetings.excuse(meeting=room.meeting, holder=room.holders[1], by=room.who(1), at=START)
        meetings.come_after_all(meeting=room.meeting, holder=room.holders[1], by=room.who(1), at=START)
    assert (
        OutboxMail.objects.filter(recipient="d1@elbhagen.example", subject__startswith="Bitte vertreten").count() == 1
    )
    with pytest.raises(Refused) as refused:
        meetings.come_after_all(meeting=room.meeting, holder=room.holders[1], by=room.who(1), at=START)
    assert code(refused) == "not_excused"
    with pytest.raises(Forbidden):
        meetings.excuse(meeting=room.meeting, holder=room.holders[1], by=room.who(0), at=START)
    room.item()
    invitations.invite(meeting=room.meeting, by=town.ben, at=START)
    assert room.meeting.invitations.get(holder=room.holders[1]).sequence == 1
    over(room_running(room))
    with pytest.raises(Refused) as refused:
        meetings.come_after_all(meeting=room.meeting, holder=room.holders[1], by=room.who(1), at=NOW)
    assert code(refused) == "over"


def room_running(room):
    room.meeting = meetings.open_meeting(meeting=room.meeting, by=room.town.ben, at=EVENING)
    return room


def test_a_deputy_is_asked_once_however_often_the_member_changes_the_mind(asked):
    for _ in range(4):
        answers(asked, 1, asked.town.ben)
    assert OutboxMail.objects.filter(recipient="d1@elbhagen.example", subject__startswith="Abstimmung").count() == 1
    assert line_of(asked, 1).holder == asked.holders[1]


def test_who_left_before_reads_nothing_that_came_after(town, browser_of):
    """A former member who still has a role in another body does not read the papers of later meetings."""
    room = hall(town)
    item = room.item("Später", text="Nur für den Ausschuss")
    page = reverse("bodies:record", args=[town.partnership.slug, room.meeting.key])
    room.arrive(1)
    other = bodies.set_up(kind="youth_forum", name="Jugendforum", by=town.ben, at=START)
    seat = bodies.add_seat(body=other, group="Jugend", side="civil", voting=True, by=town.ben, at=START)
    email = room.holders[0].account.email
    told = {"capacity": "member", "name": "Mitglied 0", "email": email, "appointment": "x"}
    bodies.appoint(seat=seat, **told, by=town.ben, at=START)
    bodies.end_term(holder=room.holders[0], by=town.ben, at=START + dt.timedelta(days=2))
    assert "Mitglied 1" not in browser_of(room.holders[0].account).get(page).content.decode()
    assert "Mitglied 1" in browser_of(room.holders[2].account).get(page).content.decode()
    address = reverse("bodies:item", args=[town.partnership.slug, item.key])
    assert "Nur für den Ausschuss" not in browser_of(room.holders[0].account).get(address).content.decode()
    assert "Nur für den Ausschuss" in browser_of(room.holders[2].account).get(address).content.decode()


def test_a_recused_chair_does_not_read_the_notes_of_the_item(town, browser_of):
    room = hall(town)
    name(room, "chair", 0)
    room.arrive(0, 1, 2, 3)
    item = room.item("Geheimes")
    recusals.declare_recusal(
        item=item, holder=room.holders[0], ground="family", personal=True, text="x", by=room.who(0), at=EVENING
    )
    minutes.note_item(item=item, note="Das soll sie nicht lesen.", by=town.ben, at=NOW)
    address = reverse("bodies:note_item", args=[town.partnership.slug, item.key])
    answer = browser_of(room.holders[0].account).get(address)
    assert answer.status_code == 403
    assert "Das soll sie nicht lesen" not in answer.content.decode()
    assert browser_of(room.holders[1].account).get(address).status_code == 403
    office = browser_of(town.ben.account)
    assert "Das soll sie nicht lesen" in office.get(address).content.decode()
    office.post(address, {"note": "Neu", "seen": "Das soll sie nicht lesen."})
    item.refresh_from_db()
    assert item.note == "Neu"
