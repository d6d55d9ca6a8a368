"""Ballots and closings at the same moment: in or out, never twice. Each has a twin without the lock that must go wrong."""

import pytest

from aktionsplan.bodies.models import Meeting, Presence, Vote
from aktionsplan.bodies.operations import agenda, ballots
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.ledger.queries import verify
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Refused
from tests.factories.hall import NOW, hall
from tests.stories.test_races import meeting, stopped_or, together

pytestmark = [pytest.mark.race]
SEATS, ROUNDS, EACH = 10, 10, 5


def full_hall(place):
    room = hall(place, seats=SEATS)
    room.arrive(*range(SEATS))
    room.people = [room.who(number) for number in range(SEATS)]
    return room


def room_of(place):
    room = full_hall(place)
    room.topic = room.called(room.item())
    return room


def refusals(results):
    return [result.problem.code for result in results if isinstance(result, Refused)]


@pytest.mark.parametrize("asked", [0, 1])
def test_five_hundred_ballots_and_closings_in_parallel(race_town, asked):
    with partnership_scope(race_town.partnership):
        room = full_hall(race_town)
    deed = ballots.cast_secret_ballot if asked else ballots.cast_ballot
    sent = accepted = counted = 0
    for turn in range(ROUNDS // 2):
        with partnership_scope(race_town.partnership):
            # each time another item: on one of them the difference of two counts would tell ballots
            topic = room.called(room.item())
            vote = room.opened(room.motion(topic, what="procedure", text=f"Frage {turn}"), asked)
        casts = [
            lambda by=by, n=n, vote=vote: deed(vote=vote, choice=("yes", "no")[n % 2], by=by, at=NOW)
            for n in range(EACH)
            for by in room.people
        ]
        middle = len(casts) // 2
        closing = lambda vote=vote: ballots.close_vote(vote=vote, by=race_town.ben, at=NOW)  # noqa: E731 -- passed on
        results = together(race_town, [*casts[:middle], closing, *casts[middle:]])
        sent += len(casts)
        with partnership_scope(race_town.partnership):
            stored = Vote.objects.get(pk=vote.pk)
            if stored.state == "open":  # closed too early: fewer than five ballots
                stored = room.close(vote)
            agenda.finish_item(item=topic, by=race_town.ben, at=NOW)
            voted = Presence.objects.filter(vote=vote, voted=True).count()
            assert stored.state == "closed"
            assert stored.yes + stored.no + stored.abstain == voted <= SEATS
            told = LedgerEntry.objects.filter(kind="bodies.cast_ballot").count()
            counted += voted
            accepted += sum(isinstance(result, Presence) for result in results)
            assert told == accepted
            assert set(refusals(results)) <= {"closed", "voted", "thin"}
    assert sent == ROUNDS // 2 * EACH * SEATS
    assert counted > 0
    with partnership_scope(race_town.partnership):
        assert verify(race_town.partnership) == []


def test_same_ballot_twice_at_once_is_one(race_town):
    with partnership_scope(race_town.partnership):
        room = room_of(race_town)
        vote = room.opened(room.motion(room.topic), 1)
    by = room.people[0]
    results = together(
        race_town, [lambda: ballots.cast_secret_ballot(vote=vote, choice="yes", by=by, at=NOW) for _ in range(2)]
    )
    assert refusals(results) == ["voted"]
    with partnership_scope(race_town.partnership):
        assert Meeting.objects.get(pk=vote.item.meeting_id).voted == 1


def test_twin_without_lock_counts_a_secret_ballot_twice(race_town):
    with partnership_scope(race_town.partnership):
        room = room_of(race_town)
        vote = room.opened(room.motion(room.topic), 1)
    by = room.people[0]
    with meeting(ballots.voting, "ballot_refusal"):
        deeds = [lambda: ballots.cast_secret_ballot(vote=vote, choice="yes", by=by, at=NOW)] * 2
        results = together(race_town, deeds, lock=False)
    with partnership_scope(race_town.partnership):
        twice = Meeting.objects.get(pk=vote.item.meeting_id).voted == 2
    assert stopped_or(results, twice)
