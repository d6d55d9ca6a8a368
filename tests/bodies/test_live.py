"""A running meeting: who is there, who may vote, what is voted, and what is refused with a reason."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.models import Attendance, Decision, Presence, Recusal, Vote
from aktionsplan.bodies.operations import agenda, ballots, decisions, elections, meetings, motions, recusals
from aktionsplan.bodies.queries import asks_moment, chairs_of, decision_on, explained, item_for, kept_out_of, state_of
from aktionsplan.bodies.rules.counted import Hands, Motion
from aktionsplan.bodies.views.live import ON_THE_SCREEN
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.operations.decisions import take_back_decision, take_over_decision
from aktionsplan.implementation.calls.queries import reference
from aktionsplan.partnership import operations as partnership
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.words import Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import town as make
from tests.factories.hall import EVENING, NOW, hall


def code(refused):
    return refused.value.problem.code


@pytest.fixture
def room(town):
    """Five seats, four members there, one topic called."""
    made = hall(town, deputies=(1,))
    made.arrive(0, 1, 2, 3)
    made.topic = made.called(made.item())
    return made


def test_whole_vote_with_a_change_of_mind(room):
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, {0: "no", 1: "yes", 2: "abstain", 3: "yes"})
    room.cast(vote, {0: "yes"})
    closed = room.close(vote)
    assert (closed.yes, closed.no, closed.abstain, closed.passed) == (3, 0, 1, True)
    assert (closed.seats, closed.present) == (5, 4)
    made = decisions.establish(vote=closed, by=room.town.ben, at=NOW)
    assert (made.kind, made.item.state) == ("adopt", "decided")
    verdict = explained(made.vote)
    assert str(verdict.sentence) == "„Im Sommer ist Pause.“: angenommen mit 3 zu 0 Stimmen"
    told = LedgerEntry.objects.filter(kind="bodies.cast_ballot").count()
    assert told == 5


def test_same_choice_twice_counts_once(room):
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, {0: "yes"})
    room.cast(vote, {0: "yes"})
    assert room.close(vote).yes == 1


def test_whoever_keeps_the_vote_is_counted_nowhere(room):
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, {0: "yes"})
    closed = room.close(vote)
    assert (closed.yes, closed.no, closed.abstain, closed.passed) == (1, 0, 0, True)


def test_hands_and_devices_together_and_never_more_than_the_voters(room):
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, {0: "yes", 1: "no"})
    with pytest.raises(Refused) as refused:
        room.close(vote, Hands(yes=3))
    assert code(refused) == "ballots"
    closed = room.close(vote, Hands(yes=1, invalid=1))
    assert (closed.yes, closed.no, closed.invalid) == (2, 1, 1)


@pytest.mark.parametrize("late", ["yes", "no"])
def test_no_ballot_after_closing(room, late):
    vote = room.opened(room.motion(room.topic))
    room.close(vote)
    with pytest.raises(Refused) as refused:
        room.cast(vote, {0: late})
    assert code(refused) == "closed"


def test_late_arrival_votes_only_the_next_time(room):
    vote = room.opened(room.motion(room.topic))
    room.arrive(4, at=NOW)
    with pytest.raises(Refused) as refused:
        room.cast(vote, {4: "yes"})
    assert code(refused) == "came_late"
    room.close(vote)
    second = room.opened(room.motion(room.topic))
    room.cast(second, {4: "yes"})
    assert room.close(second).present == 5


def test_whoever_left_has_no_ballot_but_a_cast_one_stays(room):
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, {0: "yes"})
    for number in (0, 1):
        meetings.leave(meeting=room.meeting, holder=room.holders[number], by=room.who(number), at=NOW)
    with pytest.raises(Refused) as refused:
        room.cast(vote, {1: "yes"})
    assert code(refused) == "gone"
    with pytest.raises(Refused) as refused:
        room.cast(vote, {0: "no"})
    assert code(refused) == "gone"
    assert room.close(vote).yes == 1


def test_deputy_votes_for_an_absent_member_and_not_beside_a_sitting_one(room):
    meetings.arrive(meeting=room.meeting, holder=room.deputies[1], by=room.deputy(1), at=NOW)
    vote = room.opened(room.motion(room.topic))
    with pytest.raises(Refused) as refused:
        ballots.cast_ballot(vote=vote, choice="yes", by=room.deputy(1), at=NOW)
    assert code(refused) == "member_sits"
    room.close(vote)
    meetings.leave(meeting=room.meeting, holder=room.holders[1], by=room.town.ben, at=NOW)
    second = room.opened(room.motion(room.topic))
    ballots.cast_ballot(vote=second, choice="no", by=room.deputy(1), at=NOW)
    row = Presence.objects.get(vote=second, seat=room.holders[1].seat)
    assert (row.attendance, row.holder.name, row.choice) == ("deputy", "Vertretung 1", "no")


def test_advisory_departed_and_strangers_have_no_ballot(room):
    seat = bodies.add_seat(
        body=room.body, group="Beratung", side="civil", voting=False, by=room.town.ben, at=EVENING - dt.timedelta(1)
    )
    adviser = bodies.appoint(
        seat=seat, capacity="member", name="Rat", email="rat@x.example", appointment="x", by=room.town.ben, at=EVENING
    )
    room.holders.append(adviser)
    room.arrive(5)
    vote = room.opened(room.motion(room.topic))
    with pytest.raises(Forbidden):
        room.cast(vote, {5: "yes"})
    with pytest.raises(Forbidden):
        ballots.cast_ballot(vote=vote, choice="yes", by=room.town.anna, at=NOW)
    stranger = make.person("emil", "Emil Sander", room.town.partnership.slug)
    with pytest.raises(Forbidden):
        ballots.cast_ballot(
            vote=vote, choice="yes", by=make.actor(stranger, room.town.partnership, NOW.date()), at=NOW
        )
    assert not Presence.objects.filter(vote=vote, seat=seat).exists()


def test_nobody_sits_on_two_seats(room):
    seat = room.holders[4].seat
    bodies.end_term(holder=room.holders[4], by=room.town.ben, at=EVENING - dt.timedelta(days=1))
    second = bodies.appoint(
        seat=seat,
        capacity="member",
        name="Mitglied 0",
        account=room.holders[0].account,
        appointment="x",
        by=room.town.ben,
        at=EVENING - dt.timedelta(days=1),
    )
    with pytest.raises(Refused) as refused:
        meetings.arrive(meeting=room.meeting, holder=second, by=room.town.ben, at=NOW)
    assert code(refused) == "twice"


def test_no_vote_without_quorum_and_the_item_is_postponed(town):
    room = hall(town)
    room.arrive(0, 1)
    topic = room.called(room.item())
    vote = room.motion(topic)
    with pytest.raises(Refused) as refused:
        room.opened(vote)
    assert str(refused.value.problem) == "Nicht beschlussfähig: 2 von 5 Sitzen sind da, nötig sind 3."
    assert agenda.postpone_item(item=topic, by=town.ben, at=NOW).state == "postponed"


def test_quorum_found_at_the_beginning_lasts_until_somebody_asks(town):
    room = hall(town, seats=8)
    room.arrive(0, 1, 2, 3, 4)
    assert meetings.find_quorum(meeting=room.meeting, by=town.ben, at=NOW).quorate
    topic = room.called(room.item())
    for number in (3, 4):
        meetings.leave(meeting=room.meeting, holder=room.holders[number], by=town.ben, at=NOW)
    vote = room.opened(room.motion(topic))
    assert (vote.present, explained(vote).quorum.ground) == (3, "lasting")
    room.close(vote)
    assert not meetings.find_quorum(meeting=room.meeting, by=town.ben, at=NOW).quorate
    with pytest.raises(Refused):
        room.opened(room.motion(topic))


def test_amendment_is_voted_before_its_motion(room):
    main = room.motion(room.topic)
    change = room.motion(room.topic, what="amendment", text="Nur im August.", amends=main)
    with pytest.raises(Refused) as refused:
        room.opened(main)
    assert code(refused) == "amendments"
    first = room.opened(change)
    with pytest.raises(Refused) as refused:
        room.opened(main)
    assert code(refused) == "voting"
    room.cast(first, {0: "yes"})
    with pytest.raises(Refused) as refused:
        decisions.establish(vote=room.close(first), by=room.town.ben, at=NOW)
    assert code(refused) == "no_result"
    assert room.opened(main).state == "open"


def test_withdrawn_motion_takes_its_amendments_along(room):
    main = room.motion(room.topic)
    change = room.motion(room.topic, what="amendment", amends=main)
    motions.withdraw_motion(vote=main, by=room.town.ben, at=NOW)
    change.refresh_from_db()
    assert change.state == "withdrawn"
    with pytest.raises(WrongState):
        room.opened(change)


def test_a_topic_that_fails_is_rejected(room):
    """M4: a tie is a refusal, on a topic as on an application."""
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, {0: "yes", 1: "no"})
    made = decisions.establish(vote=room.close(vote), by=room.town.ben, at=NOW)
    assert (made.kind, made.item.state, made.vote.passed) == ("reject", "decided", False)


def test_motion_without_majority_decides_nothing(room):
    vote = room.opened(room.motion(room.topic, motion="defer"))
    room.cast(vote, {0: "yes", 1: "no"})
    with pytest.raises(Refused) as refused:
        decisions.establish(vote=room.close(vote), by=room.town.ben, at=NOW)
    assert code(refused) == "not_passed"
    room.topic.refresh_from_db()
    assert room.topic.state == "under_way"


def test_secret_ballot_leaves_counts_only(room):
    room.arrive(4)
    vote = room.opened(room.motion(room.topic), asked=1)
    before = LedgerEntry.objects.count()
    room.cast_secretly(vote, {0: "yes", 1: "no", 2: "yes", 3: "abstain"})
    with pytest.raises(Refused) as refused:
        room.close(vote)
    assert code(refused) == "thin"
    room.cast_secretly(vote, {4: "no"})
    with pytest.raises(Refused) as refused:
        room.close(vote, Hands(abstain=1))
    assert code(refused) == "ballots"
    assert LedgerEntry.objects.count() == before
    rows = Presence.objects.filter(vote=vote, voted=True)
    assert set(rows.values_list("choice", "cast_at", "way")) == {("", None, "")}
    assert set(Vote.objects.filter(pk=vote.pk).values_list("yes", "no", "abstain")) == {(0, 0, 0)}
    assert len({len(text) for text in rows.values_list("sealed", flat=True)}) == 1
    with pytest.raises(Refused) as refused:
        room.cast_secretly(vote, {0: "no"})
    assert code(refused) == "voted"
    with pytest.raises(Refused):
        room.cast(vote, {3: "yes"})
    closed = room.close(vote)
    assert (closed.yes, closed.no, closed.abstain) == (2, 2, 1)
    assert set(rows.values_list("sealed", flat=True)) == {""}
    with pytest.raises(Refused):
        ballots.enter_ballot(vote=vote, line=rows.first(), choice="yes", by=room.town.ben, at=NOW)


def test_database_refuses_a_trace_of_a_secret_ballot(room):
    vote = room.opened(room.motion(room.topic), asked=1, urn=True)
    for change in ({"choice": "yes"}, {"cast_at": NOW}, {"way": "own"}, {"sealed": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Presence.objects.filter(vote=vote).update(**change)


def test_open_vote_takes_no_secret_ballot(room):
    vote = room.opened(room.motion(room.topic))
    with pytest.raises(Refused) as refused:
        ballots.cast_secret_ballot(vote=vote, choice="yes", by=room.who(0), at=NOW)
    assert code(refused) == "not_secret"
    with pytest.raises(Refused) as refused:
        room.cast(vote, {0: "vielleicht"})
    assert code(refused) == "choice"


def test_broken_off_vote_counts_nothing(room):
    room.arrive(4)
    vote = room.opened(room.motion(room.topic), asked=1)
    room.cast_secretly(vote, {0: "yes"})
    again = ballots.break_off_vote(vote=vote, reason="falsch verstanden", by=room.town.ben, at=NOW)
    assert (again.state, again.yes, again.presences.count()) == ("moved", 0, 0)
    assert room.opened(again).state == "open"


def test_paper_ballot_is_logged_as_such(room):
    vote = room.opened(room.motion(room.topic))
    line = Presence.objects.get(vote=vote, holder=room.holders[2])
    ballots.enter_ballot(vote=vote, line=line, choice="yes", by=room.town.ben, at=NOW)
    line.refresh_from_db()
    assert (line.choice, line.way) == ("yes", "paper")
    missing = Presence.objects.get(vote=vote, seat=room.holders[4].seat)
    with pytest.raises(Refused) as refused:
        ballots.enter_ballot(vote=vote, line=missing, choice="yes", by=room.town.ben, at=NOW)
    assert code(refused) == "no_vote"


def test_own_ballot_is_not_overwritten_and_whoever_is_out_has_none_on_paper(room):
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, {0: "no"})
    for number, reason in ((0, "own_ballot"), (1, "no_vote")):
        if number == 1:
            meetings.leave(meeting=room.meeting, holder=room.holders[1], by=room.town.ben, at=NOW)
        line = Presence.objects.get(vote=vote, holder=room.holders[number])
        with pytest.raises(Refused) as refused:
            ballots.enter_ballot(vote=vote, line=line, choice="yes", by=room.town.ben, at=NOW)
        assert code(refused) == reason


def test_paper_decision_waits_for_the_running_vote(room, matter):
    room.called(matter)
    room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    with pytest.raises(Refused) as refused:
        decisions.record_decision(
            item=matter, counted=make.vote(room.town, matter), by=room.town.ben, at=NOW + dt.timedelta(hours=1)
        )
    assert code(refused) == "voting"


def test_chair_leads_and_a_member_does_not(room):
    with pytest.raises(Forbidden, match="leitet"):
        meetings.find_quorum(meeting=room.meeting, by=room.who(0), at=NOW)
    holder = room.holders[0]
    bodies.name_function(
        body=room.body, function="chair", account=holder.account, name=holder.name, by=room.town.ben, at=EVENING
    )
    assert meetings.find_quorum(meeting=room.meeting, by=room.who(0), at=NOW).quorate
    vote = motions.move_motion(item=room.topic, motion=Motion(text="x"), by=room.who(0), at=NOW)
    assert ballots.open_vote(vote=vote, by=room.who(0), at=NOW).state == "open"


def test_tie_is_decided_by_the_chair_only_where_the_rules_say_so(room):
    holder = room.holders[0]
    bodies.name_function(
        body=room.body, function="chair", account=holder.account, name=holder.name, by=room.town.ben, at=EVENING
    )
    choices = {0: "yes", 1: "no", 2: "yes", 3: "no"}
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, choices)
    assert room.close(vote).passed is False
    partnership.adopt_rules(
        kind="procedure",
        scope=room.body.key,
        title="Eigene",
        valid_from=EVENING.date(),
        values={"chair_casts": True},
        by=room.town.kim,
        at=EVENING,
    )
    second = room.opened(room.motion(room.topic))
    room.cast(second, choices)
    closed = room.close(second)
    assert (closed.passed, closed.chair_vote, closed.rules_title) == (True, "yes", "Eigene")
    vote.refresh_from_db()
    assert explained(vote).majority.passed is False


def elected(room, votes, posts=1):
    names = tuple(votes)
    vote = room.motion(room.topic, what="election", text="Vorsitz", posts=posts, names=names)
    return room.close(room.opened(vote), Hands(names=votes))


def test_election_of_one_post_and_the_lot(room):
    vote = elected(room, {"Anna": 3, "Ben": 1})
    assert decisions.establish(vote=vote, by=room.town.ben, at=NOW).kind == "elected"
    assert [row.name for row in vote.candidates.filter(posts=1)] == ["Anna"]


def test_tied_election_waits_for_the_lot(room):
    vote = elected(room, {"Anna": 2, "Ben": 2})
    assert vote.passed is None
    with pytest.raises(Refused) as refused:
        decisions.establish(vote=vote, by=room.town.ben, at=NOW)
    assert code(refused) == "lot"
    for wrong in ([], ["Cem"], ["Anna", "Ben"]):
        with pytest.raises(Refused):
            elections.draw_lot(vote=vote, drawn=wrong, by=room.town.ben, at=NOW)
    drawn = elections.draw_lot(vote=vote, drawn=["Ben"], by=room.town.ben, at=NOW)
    assert drawn.passed is True
    assert [row.name for row in vote.candidates.filter(posts=1)] == ["Ben"]
    assert decisions.establish(vote=drawn, by=room.town.ben, at=NOW).kind == "elected"


def test_election_with_devices_secret_and_open(room):
    room.arrive(4)
    for asked in (0, 1):
        vote = room.motion(room.topic, what="election", text="Vorsitz", names=("Anna", "Ben"))
        room.opened(vote, asked)
        keys = [row.key for row in vote.candidates.all()]
        deed = ballots.cast_secret_ballot if asked else ballots.cast_ballot
        for number, choice in {0: keys[0], 1: keys[0], 2: keys[1], 3: "abstain", 4: keys[0]}.items():
            deed(vote=vote, choice=choice, by=room.who(number), at=NOW)
        with pytest.raises(Refused):
            deed(vote=vote, choice="yes", by=room.who(0), at=NOW)
        closed = room.close(vote)
        assert [row.count for row in closed.candidates.all()] == [3, 1]
        assert (closed.abstain, closed.passed) == (1, True)


def test_a_single_name_can_be_refused(room):
    room.arrive(4)
    for asked, deed in ((0, ballots.cast_ballot), (1, ballots.cast_secret_ballot)):
        vote = room.motion(room.topic, what="election", text="Vorsitz", names=("Anna",))
        room.opened(vote, asked)
        anna = vote.candidates.get().key
        for number, choice in {0: anna, 1: "no", 2: "no", 3: "abstain", 4: "no"}.items():
            deed(vote=vote, choice=choice, by=room.who(number), at=NOW)
        closed = room.close(vote)
        assert (closed.candidates.get().count, closed.no, closed.abstain, closed.passed) == (1, 3, 1, False)
        assert closed.candidates.get().posts == 0
        with pytest.raises(Refused) as refused:
            decisions.establish(vote=closed, by=room.town.ben, at=NOW)
        assert code(refused) == "not_passed"
    assert elected(room, {"Anna": 1}).passed is True


def test_open_election_stands_in_the_minutes_by_name(room):
    vote = room.opened(room.motion(room.topic, what="election", text="Vorsitz", names=("Anna",)))
    anna = vote.candidates.get().key
    for number, choice in {0: anna, 1: "no"}.items():
        ballots.cast_ballot(vote=vote, choice=choice, by=room.who(number), at=NOW)
    decisions.establish(vote=room.close(vote, Hands(names={"Anna": 2})), by=room.town.ben, at=NOW)
    letter = minutes_letter(room.meeting)
    lines = next(entry.lines for entry in letter.entries if entry.title == room.topic.title)
    assert "Offene Wahl: Anna: 3; Nein: 1; 0 Enthaltungen." in lines
    assert lines[-3:] == (
        "Stimmen für Anna: Mitglied 0.",
        "Nein: Mitglied 1.",
        "Dazu ohne Namen gezählt: 2 Stimmen für Anna.",
    )
    public = str(minutes_letter(room.meeting, internal=False))
    assert "Mitglied" not in public
    assert "Anna" not in public


def test_nobody_says_no_to_several_names(room):
    vote = room.opened(room.motion(room.topic, what="election", text="Vorsitz", names=("Anna", "Ben")))
    with pytest.raises(Refused) as refused:
        ballots.cast_ballot(vote=vote, choice="no", by=room.who(0), at=NOW)
    assert code(refused) == "choice"


def test_election_needs_each_name_once(room):
    for names in ((), ("Anna", "Anna")):
        with pytest.raises(Refused) as refused:
            room.motion(room.topic, what="election", names=names)
        assert code(refused) == "names"


@pytest.fixture
def matter(room):
    """The application of the Kulturboot on the running meeting's agenda."""
    agenda.finish_item(item=room.topic, by=room.town.ben, at=NOW)
    application = make.admit(room.town, make.add_application(room.town))
    room.application = application
    made = calls.put_to_committee(application=application, meeting=room.meeting, by=room.town.ben, at=EVENING)
    room.matter = item_for(room.town.ben, made.key)
    return room.matter


def approve(room):
    vote = room.opened(room.motion(room.matter, motion="approve", amount_eur=room.matter.requested_eur, text=""))
    room.cast(vote, {0: "yes", 2: "yes", 3: "yes"})
    return decisions.establish(vote=room.close(vote), reason="passt zum Ziel", by=room.town.ben, at=NOW)


def declare(room, number, **how):
    values = {"ground": "board", "personal": True, "text": ""}
    return recusals.declare_recusal(
        item=room.matter, holder=room.holders[number], **values | how, by=room.who(number), at=how.pop("at", NOW)
    )


def test_declared_member_leaves_and_the_deputy_sits(room, matter):
    meetings.arrive(meeting=room.meeting, holder=room.deputies[1], by=room.deputy(1), at=NOW)
    row = declare(room, 1)
    assert matter.pk in kept_out_of([matter], room.who(1), NOW.date())
    room.called(matter)
    row.refresh_from_db()
    assert row.left_at == NOW
    vote = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    line = Presence.objects.get(vote=vote, seat=room.holders[1].seat)
    assert (line.attendance, line.recused, line.holder) == ("deputy_for_recused", room.holders[1], room.deputies[1])
    with pytest.raises(Refused) as refused:
        room.cast(vote, {1: "yes"})
    assert code(refused) == "recused"
    ballots.cast_ballot(vote=vote, choice="yes", by=room.deputy(1), at=NOW)
    room.cast(vote, {0: "yes"})
    decisions.establish(vote=room.close(vote), reason="gut", by=room.town.ben, at=NOW + dt.timedelta(minutes=9))
    row.refresh_from_db()
    assert row.returned_at == NOW + dt.timedelta(minutes=9)


def test_reason_in_the_sending_organisation_voids_the_seat(room, matter):
    meetings.arrive(meeting=room.meeting, holder=room.deputies[1], by=room.deputy(1), at=NOW)
    declare(room, 1, personal=False)
    room.called(matter)
    vote = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    assert Presence.objects.get(vote=vote, seat=room.holders[1].seat).attendance == "recused"
    assert (vote.present, vote.void) == (3, 1)


def test_linked_member_must_be_decided_on_before_the_vote(room, matter):
    make.link(room.town, "board", name="Mitglied 0", account=room.holders[0].account)
    room.called(matter)
    vote = room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text="")
    with pytest.raises(Refused) as refused:
        room.opened(vote)
    assert code(refused) == "linked"
    with pytest.raises(Refused) as refused:
        recusals.decide_recusal(
            item=matter,
            holder=room.holders[0],
            recused=False,
            ground="board",
            personal=True,
            text=" ",
            by=room.town.ben,
            at=NOW,
        )
    assert code(refused) == "reason"
    told = {"ground": "board", "personal": True, "text": "nur früher im Vorstand", "by": room.town.ben, "at": NOW}
    recusals.decide_recusal(item=matter, holder=room.holders[0], recused=False, **told)
    assert matter.pk not in kept_out_of([matter], room.who(0), NOW.date())
    assert room.opened(vote).state == "open"


def test_the_others_count_on_a_conflict_of_interest(room, matter):
    told = {"ground": "board", "personal": True, "text": "War im Vorstand.", "by": room.town.ben, "at": NOW}
    told |= {"item": matter, "holder": room.holders[0]}
    for recused, counted, wrong in ((True, (1, 1, 0), "others_said"), (True, (3, 1, 0), "others")):
        with pytest.raises(Refused) as refused:
            recusals.decide_recusal(recused=recused, counted=counted, **told)
        assert code(refused) == wrong
    row = recusals.decide_recusal(recused=True, counted=(2, 0, 1), **told)
    assert (row.yes, row.no, row.abstain) == (2, 0, 1)
    row = recusals.decide_recusal(recused=False, **told)
    assert (row.state, row.yes, row.no, row.abstain) == ("not_recused", None, None, None)
    room.called(matter)
    recusals.decide_recusal(recused=False, counted=(1, 1, 1), **told)
    assert "1 für befangen, 1 dagegen, 1 enthalten" in str(minutes_letter(room.meeting))
    declare(room, 0)
    assert Recusal.objects.get(item=matter).yes is None


def test_before_the_meeting_every_other_seat_may_count(town):
    room = hall(town, opened=False)
    item = room.item()
    told = {"item": item, "holder": room.holders[0], "ground": "board", "personal": True, "text": "x"}
    others = len(room.holders) - 1
    with pytest.raises(Refused) as refused:
        recusals.decide_recusal(**told, recused=True, counted=(others + 1, 0, 0), by=town.ben, at=NOW)
    assert code(refused) == "others"
    assert recusals.decide_recusal(**told, recused=True, counted=(others, 0, 0), by=town.ben, at=NOW).yes == others


def found_recused(room, number, **more):
    """The others agree with what the member declared."""
    return recusals.decide_recusal(
        item=room.matter,
        holder=room.holders[number],
        recused=True,
        ground="board",
        personal=True,
        text="War im Vorstand.",
        by=room.town.ben,
        **{"at": NOW} | more,
    )


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("at_call", [True, False])
def test_who_left_at_the_call_came_not_too_late(room, matter, at_call, declared):
    room.called(matter)
    if declared:
        assert declare(room, 2).late
    later = NOW + dt.timedelta(minutes=4)
    row = found_recused(room, 2, at_call=at_call, at=later)
    assert (row.late, row.left_at) == (not at_call, NOW if at_call or declared else later)
    vote = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    room.cast(vote, {0: "yes", 3: "yes"})
    made = decisions.establish(vote=room.close(vote), reason="x", by=room.town.ben, at=NOW)
    assert (made.item.state, made.faulty == "") == (("decided", True) if at_call else ("to_be_repeated", False))


def test_nobody_left_at_the_call_of_an_item_that_is_not_called_or_has_a_motion(room, matter):
    with pytest.raises(Refused) as refused:
        found_recused(room, 2, at_call=True)
    assert code(refused) == "not_called"
    room.called(matter)
    vote = room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text="")
    assert not asks_moment(matter, room.holders[2])
    with pytest.raises(Refused) as refused:
        found_recused(room, 2, at_call=True)
    assert code(refused) == "debated"
    motions.withdraw_motion(vote=vote, by=room.town.ben, at=NOW)
    assert not found_recused(room, 2, at_call=True).late


def test_chair_says_since_when_somebody_is_out(room, matter, browser_of, time_machine):
    time_machine.move_to(NOW, tick=False)
    office, slug = browser_of(room.town.ben.account), room.town.partnership.slug
    page = reverse("bodies:decide_recusal", args=[slug, matter.key])
    asked = "Seit wann ist die Person draußen?"

    def shown(number):
        return asked in office.get(page, {"person": room.holders[number].key}).content.decode()

    assert not shown(2)
    room.called(matter)
    assert (shown(2), shown(4)) == (True, False)
    told = {"recused": "yes", "ground": "board", "personal": "personal", "text": "Vorstand"}
    where = f"{page}?person={room.holders[2].key}"
    assert "Bitte wählen Sie, seit wann" in office.post(where, told).content.decode()
    assert office.post(where, told | {"recused": "no"}).status_code == 302
    assert office.post(where, told | {"moment": "debate"}).status_code == 302
    lead = reverse("bodies:lead", args=[slug, room.meeting.key])
    assert "schon seit dem Aufruf draußen?" in office.get(lead).content.decode()
    assert office.post(where, told | {"moment": "call"}).status_code == 302
    assert not Recusal.objects.get(item=matter).late
    assert not shown(2)


def test_late_declaration_lets_the_decision_be_taken_again(room, matter):
    room.called(matter)
    made = approve(room)
    assert decision_on(room.town.partnership, reference(room.application)) == made
    declare(room, 2)
    matter.refresh_from_db()
    assert matter.state == "decided"
    found_recused(room, 2)
    matter.refresh_from_db()
    made.refresh_from_db()
    assert (matter.state, bool(made.faulty)) == ("to_be_repeated", True)
    assert decision_on(room.town.partnership, reference(room.application)) is None
    again = calls.put_to_committee(application=room.application, meeting=room.meeting, by=room.town.ben, at=EVENING)
    assert again.repeats == matter
    assert again.pk in kept_out_of([again], room.who(2), NOW.date())


def test_faulty_decision_is_taken_back_and_its_money_is_free(room, matter, browser_of):
    room.called(matter)
    approve(room)
    town, fund = room.town, room.town.fund
    taken = take_over_decision(application=room.application, by=town.ben, at=NOW)
    with pytest.raises(Refused) as refused:
        take_back_decision(application=taken, by=town.ben, at=NOW)
    assert code(refused) == "sound"
    declare(room, 2)
    found_recused(room, 2)
    page = reverse("calls:application", args=[town.partnership.slug, taken.key])
    assert "Entscheidung zurücknehmen" in browser_of(town.ben.account).get(page).content.decode()
    again = take_back_decision(application=taken, by=town.ben, at=NOW)
    fund.refresh_from_db()
    assert (again.state, again.awarded_eur, fund.reserved_eur) == ("admissible", None, 0)
    with pytest.raises(Refused):
        take_over_decision(application=again, by=town.ben, at=NOW)
    item = calls.put_to_committee(application=again, meeting=room.meeting, by=town.ben, at=NOW)
    assert item.repeats == matter


def test_signed_notice_outlives_a_faulty_decision(room, matter):
    room.called(matter)
    approve(room)
    town = room.town
    taken = take_over_decision(application=room.application, by=town.ben, at=NOW)
    make.sign(town, make.draft_notice(town, taken))
    declare(room, 2)
    found_recused(room, 2)
    with pytest.raises(Refused, match="§ 48"):
        take_back_decision(application=taken, by=town.ben, at=NOW)


def test_declared_in_the_debate_the_debate_begins_anew(room, matter):
    room.called(matter)
    assert declare(room, 2).late
    room.called(matter)
    vote = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    room.cast(vote, {0: "yes", 3: "yes"})
    made = decisions.establish(vote=room.close(vote), reason="x", by=room.town.ben, at=NOW)
    assert (made.item.state, made.faulty) == ("decided", "")


def test_declared_in_the_debate_without_a_new_one_the_decision_is_faulty(room, matter):
    room.called(matter)
    declare(room, 2)
    vote = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    room.cast(vote, {0: "yes", 3: "yes"})
    made = decisions.establish(vote=room.close(vote), reason="x", by=room.town.ben, at=NOW)
    assert (made.item.state, bool(made.faulty)) == ("to_be_repeated", True)


def test_absent_member_declaring_afterwards_changes_nothing(room, matter):
    room.called(matter)
    approve(room)
    declare(room, 4)
    found_recused(room, 4)
    matter.refresh_from_db()
    assert matter.state == "decided"


def test_recusal_goes_on_for_the_same_matter(room, matter):
    declare(room, 1)
    room.called(matter)
    agenda.put_off_item(item=matter, by=room.town.ben, at=NOW)
    again = calls.put_to_committee(application=room.application, meeting=room.meeting, by=room.town.ben, at=EVENING)
    again = item_for(room.town.ben, again.key)
    assert again.pk in kept_out_of([again], room.who(1), NOW.date())
    room.matter = again
    room.called(again)
    assert again.recusals.get().holder == room.holders[1]


def test_nobody_declares_for_another(room, matter):
    with pytest.raises(Forbidden, match="für sich selbst"):
        recusals.declare_recusal(
            item=matter, holder=room.holders[2], ground="other", personal=True, text="", by=room.who(0), at=NOW
        )
    declare(room, 2)
    with pytest.raises(Refused) as refused:
        declare(room, 2)
    assert code(refused) == "declared"


def test_recused_chair_does_not_lead_the_item(room, matter):
    holder = room.holders[0]
    bodies.name_function(
        body=room.body, function="chair", account=holder.account, name=holder.name, by=room.town.ben, at=EVENING
    )
    declare(room, 0)
    with pytest.raises(Forbidden):
        agenda.begin_item(item=matter, by=room.who(0), at=NOW)
    assert agenda.begin_item(item=matter, by=room.town.ben, at=NOW).state == "under_way"


def test_sum_of_the_motion_fits_the_application(room, matter):
    room.called(matter)
    with pytest.raises(Refused) as refused:
        room.motion(matter, motion="approve", amount_eur=matter.requested_eur + 1)
    assert code(refused) == "amount"
    vote = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    room.cast(vote, {0: "yes"})
    closed = room.close(vote)
    with pytest.raises(Refused) as refused:
        decisions.establish(vote=closed, by=room.town.ben, at=NOW)
    assert code(refused) == "reason"
    made = decisions.establish(vote=closed, reason="x", by=room.town.ben, at=NOW)
    assert (made.kind, made.conditions, made.amount_eur) == ("approve", "", matter.requested_eur)


def test_conditions_are_part_of_the_motion(room, matter):
    room.called(matter)
    told = {"motion": "approve_with_conditions", "amount_eur": matter.requested_eur, "text": ""}
    with pytest.raises(Refused) as refused:
        room.motion(matter, **told)
    assert code(refused) == "conditions"
    vote = room.opened(room.motion(matter, conditions="Mit Jugendforum", **told))
    room.cast(vote, {0: "yes"})
    made = decisions.establish(vote=room.close(vote), reason="x", by=room.town.ben, at=NOW)
    assert (made.kind, made.conditions) == ("approve_with_conditions", "Mit Jugendforum")


def test_withdrawn_application_ends_its_running_vote(room, matter):
    room.called(matter)
    vote = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    calls.withdraw(application=room.application, by=room.town.anna, at=NOW)
    vote.refresh_from_db()
    matter.refresh_from_db()
    assert (vote.state, matter.state) == ("withdrawn", "taken_off")
    with pytest.raises(Refused) as refused:
        room.cast(vote, {0: "yes"})
    assert code(refused) == "closed"


def test_closing_puts_off_what_was_not_treated(room):
    other = room.item("Verschiedenes")
    with pytest.raises(Refused) as refused:
        meetings.close_meeting(meeting=room.meeting, by=room.town.ben, at=NOW)
    assert code(refused) == "under_way"
    agenda.finish_item(item=room.topic, by=room.town.ben, at=NOW)
    closed = meetings.close_meeting(meeting=room.meeting, by=room.town.ben, at=NOW)
    other.refresh_from_db()
    assert (closed.state, other.state) == ("held", "put_off")
    assert set(Attendance.objects.filter(meeting=closed).values_list("left_at", flat=True)) == {NOW}
    with pytest.raises(Refused):
        room.arrive(4)


def test_one_running_meeting_and_one_item_at_a_time(room):
    second = meetings.plan_meeting(body=room.body, starts_at=EVENING, place="x", by=room.town.ben, at=EVENING)
    with pytest.raises(Refused) as refused:
        meetings.open_meeting(meeting=second, by=room.town.ben, at=EVENING)
    assert code(refused) == "running"
    with pytest.raises(Refused) as refused:
        room.called(room.item("Zweites"))
    assert code(refused) == "under_way"
    early = meetings.plan_meeting(
        body=room.body, starts_at=EVENING + dt.timedelta(days=3), place="x", by=room.town.ben, at=EVENING
    )
    with pytest.raises(Refused) as refused:
        meetings.open_meeting(meeting=early, by=room.town.ben, at=EVENING)
    assert code(refused) == "early"


class ChairsScreen:
    """Whoever leads, at her screen: after each deed every screen of the hall has to ask again."""

    def __init__(self, room, browser):
        self.room, self.browser, self.done = room, browser, set()
        self.address = reverse("bodies:act", args=[room.town.partnership.slug, room.meeting.key])

    def does(self, deed, **fields):
        before = state_of(self.room.town.partnership, self.room.meeting.key)
        answer = self.browser.post(self.address, {"deed": deed, **fields})
        assert answer.status_code == 302, (deed, answer.content.decode()[:400])
        after = state_of(self.room.town.partnership, self.room.meeting.key)
        assert after[0] > before[0], f"{deed}: no screen hears of it"
        self.done.add(deed)

    def moves(self, item, **fields):
        self.does("move", item=item.key, **{"what": "main", "motion": "adopt", "text": "Sommerpause"} | fields)
        return Vote.objects.latest("id").key


def test_every_deed_in_a_meeting_lets_the_screens_know(town, browser_of, time_machine):
    time_machine.move_to(NOW, tick=False)
    room = hall(town, opened=False)
    first, second, third, fourth = (room.item(title) for title in ("Eins", "Zwei", "Drei", "Vier"))
    chair = ChairsScreen(room, browser_of(town.ben.account))
    chair.does("open")
    chair.does("excuse", holder=room.holders[4].key)
    for number in range(4):
        chair.does("arrive", holder=room.holders[number].key)
    chair.does("quorum", holder=room.holders[1].key)
    chair.does("begin", item=first.key)
    chair.does("note", item=first.key, note="Frau Aydın erklärt.", seen="")
    chair.does("withdraw", vote=chair.moves(first))
    vote = chair.moves(first)
    chair.does("open_vote", vote=vote, asked="")
    chair.does("break_off", vote=vote)
    chair.does("open_vote", vote=vote, asked="")
    line = Presence.objects.get(vote__key=vote, holder=room.holders[0])
    chair.does("enter", vote=vote, line=line.key, choice="yes")
    chair.does("close_vote", vote=vote, yes="2")
    chair.does("establish", vote=vote)
    chair.does("begin", item=second.key)
    vote = chair.moves(second, what="election", names="Anna\nBen", posts="1")
    chair.does("open_vote", vote=vote, asked="")
    chair.does("close_vote", vote=vote, name_0="2", name_1="2")
    chair.does("lot", vote=vote, drawn="Ben")
    chair.does("establish", vote=vote)
    for item, deed in ((third, "put_off"), (fourth, "postpone"), (room.item("Fünf"), "finish")):
        chair.does("begin", item=item.key)
        if deed == "postpone":  # only a body that is not quorate may
            with pytest.raises(Refused) as refused:
                agenda.postpone_item(item=item, by=town.ben, at=NOW)
            assert code(refused) == "quorate"
            for number in (0, 1):
                chair.does("leave", holder=room.holders[number].key)
            meetings.find_quorum(meeting=room.meeting, by=town.ben, at=NOW)
        chair.does(deed, item=item.key)
    chair.does("close")
    assert chair.done == set(ON_THE_SCREEN)


def test_any_stored_vote_gives_the_same_verdict_again(room):
    vote = room.opened(room.motion(room.topic))
    room.cast(vote, {0: "yes", 1: "yes", 2: "no"})
    room.close(vote)
    for stored in Vote.objects.filter(state="closed"):
        assert explained(stored).majority.passed is stored.passed
        assert len(chairs_of(stored)) == 5
    assert not Decision.objects.exists()


def test_nobody_arrives_for_another(room):
    with pytest.raises(Forbidden):
        meetings.arrive(meeting=room.meeting, holder=room.holders[4], by=room.who(0), at=NOW)
    mine = meetings.arrive(meeting=room.meeting, holder=room.holders[4], by=room.who(4), at=NOW)
    assert mine.arrived_at == NOW
    with pytest.raises(Refused) as refused:
        meetings.excuse(meeting=room.meeting, holder=room.holders[4], by=room.who(4), at=NOW)
    assert code(refused) == "there"


def test_excused_member_may_still_come(town):
    room = hall(town)
    meetings.excuse(meeting=room.meeting, holder=room.holders[0], by=room.who(0), at=NOW)
    room.arrive(0)
    row = Attendance.objects.get(holder=room.holders[0])
    assert (row.excused, row.arrived_at) == (False, EVENING)


def test_what_was_voted_before_the_debate_began_anew_counts_no_more(room, matter):
    room.called(matter)
    vote = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    room.cast(vote, {0: "yes", 2: "yes", 3: "yes"})
    room.close(vote)
    declare(room, 2)
    room.called(matter)
    vote.refresh_from_db()
    assert vote.state == "void"
    with pytest.raises(Refused) as refused:
        decisions.establish(vote=vote, reason="passt", by=room.town.ben, at=NOW)
    assert code(refused) == "no_result"
    told = minutes_letter(room.meeting)
    assert "3 Ja" in str(told)
    assert "Danach begann die Beratung neu, und dieses Ergebnis gilt nicht." in str(told)
    assert "begann die Beratung neu" not in str(minutes_letter(room.meeting, internal=False))
    again = room.opened(room.motion(matter, motion="approve", amount_eur=matter.requested_eur, text=""))
    room.cast(again, {0: "yes", 3: "yes"})
    made = decisions.establish(vote=room.close(again), reason="x", by=room.town.ben, at=NOW)
    assert (made.item.state, made.faulty, made.vote) == ("decided", "", again)
    assert not Presence.objects.filter(vote=again, holder=room.holders[2], attendance="member").exists()


def test_motion_amended_before_the_debate_began_anew_is_moved_anew(room):
    main = room.motion(room.topic, text="Das Fest findet statt.")
    other = room.motion(room.topic, text="Ein zweites Fest.")
    change = room.opened(room.motion(room.topic, what="amendment", amends=main, text="Mit Musik."))
    later = room.motion(room.topic, what="amendment", amends=main, text="Ohne Bier.")
    room.cast(change, {0: "yes", 2: "yes", 3: "yes"})
    room.close(change)
    main.refresh_from_db()
    assert "Mit Musik." in main.text
    procedure = room.opened(room.motion(room.topic, what="procedure", text="Redezeit"))
    room.cast(procedure, {0: "yes"})
    room.close(procedure)
    room.called(room.topic)
    states = []
    for row in (main, other, change, later, procedure):
        row.refresh_from_db()
        states.append(row.state)
    assert states == ["withdrawn", "moved", "void", "withdrawn", "closed"]


def test_first_call_and_refused_amendment_leave_motions_alone(room):
    main = room.motion(room.topic, text="Das Fest findet statt.")
    change = room.opened(room.motion(room.topic, what="amendment", amends=main, text="Mit Musik."))
    room.cast(change, {0: "no", 2: "no", 3: "no"})
    room.close(change)
    room.called(room.topic)
    main.refresh_from_db()
    change.refresh_from_db()
    assert (main.state, change.state) == ("moved", "void")
