"""A meeting walked at random beside a simple model: arrivals, leavings, recusals, deputies, votes, closings, doubles.

Ten thousand steps in all; after each the database says what the model says.
"""

from itertools import count

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from aktionsplan.bodies.models import Presence, Vote
from aktionsplan.bodies.operations import agenda, ballots, meetings, recusals
from aktionsplan.bodies.queries import explained, state_of
from aktionsplan.bodies.rules.counted import Hands
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make
from tests.factories.hall import NOW, hall

SEATS = 7
EXAMPLES, STEPS = 50, 200
NAMES = count()
SEAT = st.integers(0, SEATS - 1)
CHOICE = st.sampled_from(["yes", "no", "abstain"])


class Model(RuleBasedStateMachine):
    """What a careful secretary would keep on a sheet of paper."""

    @initialize()
    def open_the_meeting(self):
        self.town = make.town(slug=f"stadt-{next(NAMES)}", name="Stadt")
        self.scope = partnership_scope(self.town.partnership)
        self.scope.__enter__()
        make.furnish(self.town)
        self.room = hall(self.town, seats=SEATS, deputies=(1, 4))
        self.item = self.room.called(self.room.item())
        self.here: set[tuple[int, str]] = set()
        self.out: dict[int, bool] = {}
        self.vote = None
        self.roll: dict[int, str] = {}
        self.cast: dict[int, str] = {}
        self.secret = False
        self.counted: list[set[tuple[int, str]]] = []
        self.own: set[int] = set()

    def teardown(self):
        if hasattr(self, "scope"):
            self.scope.__exit__(None, None, None)

    def person(self, seat, capacity):
        return self.room.holders[seat] if capacity == "member" else self.room.deputies.get(seat)

    def actor(self, seat, capacity):
        return self.room.who(seat) if capacity == "member" else self.room.deputy(seat)

    def refused(self, deed, *, again=False):
        """Whether the deed was refused; a refused deed leaves no ledger entry, any other lets every screen ask again.

        Only a ballot cast `again` changes nothing that a screen shows.
        """
        before, tag = LedgerEntry.objects.count(), self.tag()
        try:
            with transaction.atomic():
                deed()
        except (Refused, Forbidden):
            assert (LedgerEntry.objects.count(), self.tag()) == (before, tag)
            return True
        assert again or self.tag() != tag
        return False

    def tag(self):
        return state_of(self.town.partnership, self.room.meeting.key)

    def voter(self, seat):
        member_out = seat in self.out
        if (seat, "member") in self.here and not member_out:
            return "member"
        if (seat, "deputy") in self.here and not (member_out and not self.out[seat]):
            return "deputy"
        return ""

    @rule(seat=SEAT, capacity=st.sampled_from(["member", "member", "member", "deputy"]))
    def arrives(self, seat, capacity):
        if self.person(seat, capacity) is None:
            return
        told = {"meeting": self.room.meeting, "holder": self.person(seat, capacity)}
        assert not self.refused(lambda: meetings.arrive(**told, by=self.town.ben, at=NOW))
        self.here.add((seat, capacity))

    @rule(seat=SEAT, capacity=st.sampled_from(["member", "deputy"]))
    def leaves(self, seat, capacity):
        if self.person(seat, capacity) is None:
            return
        told = {"meeting": self.room.meeting, "holder": self.person(seat, capacity)}
        refused = self.refused(lambda: meetings.leave(**told, by=self.town.ben, at=NOW))
        assert refused is ((seat, capacity) not in self.here)
        self.here.discard((seat, capacity))

    @precondition(lambda self: self.vote is None)
    @rule(seat=SEAT, personal=st.booleans())
    def declares(self, seat, personal):
        told = {"item": self.item, "holder": self.room.holders[seat], "ground": "other", "personal": personal}
        refused = self.refused(lambda: recusals.declare_recusal(**told, text="", by=self.room.who(seat), at=NOW))
        assert refused is (seat in self.out)
        self.out.setdefault(seat, personal)

    @precondition(lambda self: self.vote is None)
    @rule(seat=SEAT)
    def others_say_not_recused(self, seat):
        told = {"item": self.item, "holder": self.room.holders[seat], "recused": False, "ground": "other"}
        deed = lambda: recusals.decide_recusal(**told, personal=True, text="geklärt", by=self.town.ben, at=NOW)  # noqa: E731 -- passed on
        self.refused(deed)
        self.out.pop(seat, None)

    @precondition(lambda self: self.vote is None)
    @rule(secret=st.booleans())
    def opens(self, secret):
        vote = self.room.motion(self.item)
        roll = {seat: self.voter(seat) for seat in range(SEATS)}
        present = sum(bool(who) for who in roll.values())
        void = sum(seat in self.out and not roll[seat] for seat in range(SEATS))
        needed = SEATS // 3 + 1 if 2 * void > SEATS else SEATS // 2 + 1
        refused = self.refused(lambda: self.room.opened(vote, int(secret)))
        entitled = {(seat, who) for seat, who in roll.items() if who}
        open_to_see = secret and (present < 5 or any(0 < len(before - entitled) < 5 for before in self.counted))
        assert refused is (present < max(needed, 3) or open_to_see), (present, void, needed)
        if not refused:
            self.vote, self.roll, self.cast, self.secret = vote, roll, {}, secret
            self.own = set()

    @precondition(lambda self: self.vote is not None)
    @rule(seat=SEAT, capacity=st.sampled_from(["member", "member", "deputy"]), choice=CHOICE)
    def votes(self, seat, capacity, choice):
        if self.person(seat, capacity) is None:
            return
        by = self.actor(seat, capacity)
        deed = ballots.cast_secret_ballot if self.secret else ballots.cast_ballot
        again = seat in self.cast
        refused = self.refused(lambda: deed(vote=self.vote, choice=choice, by=by, at=NOW), again=again)
        may = self.roll[seat] == capacity and (seat, capacity) in self.here
        may = may and not (self.secret and seat in self.cast)
        assert refused is not may
        if may:
            self.cast[seat] = choice
            self.own.add(seat)

    @precondition(lambda self: self.vote is not None and not self.secret)
    @rule(seat=SEAT, choice=CHOICE)
    def chair_enters_paper(self, seat, choice):
        line = Presence.objects.get(vote=self.vote, seat=self.room.holders[seat].seat)
        told = {"vote": self.vote, "line": line, "choice": choice}
        refused = self.refused(lambda: ballots.enter_ballot(**told, by=self.town.ben, at=NOW))
        may = bool(self.roll[seat]) and (seat, self.roll[seat]) in self.here and seat not in self.own
        assert refused is not may
        if not refused:
            self.cast[seat] = choice

    @precondition(lambda self: self.vote is not None)
    @rule(hands=st.integers(0, 3))
    def closes(self, hands):
        entitled = sum(bool(who) for who in self.roll.values())
        told = Hands(yes=hands)
        refused = self.refused(lambda: self.room.close(self.vote, told))
        voted = {(seat, self.roll[seat]) for seat in self.cast}
        thin = self.secret and self.cast and (len(self.cast) < 5 or 0 < hands < 5)
        thin = thin or (self.secret and self.cast and any(0 < len(before ^ voted) < 5 for before in self.counted))
        assert refused is bool(len(self.cast) + hands > entitled or thin)
        if refused:
            return
        stored = Vote.objects.get(pk=self.vote.pk)
        counts = [list(self.cast.values()).count(choice) for choice in ("yes", "no", "abstain")]
        assert [stored.yes - hands, stored.no, stored.abstain] == counts
        assert stored.passed is (counts[0] + hands > counts[1])
        assert explained(stored).majority.passed is stored.passed
        for seat in range(SEATS):
            late = self.actor(seat, "member")
            deed = ballots.cast_secret_ballot if self.secret else ballots.cast_ballot
            assert self.refused(lambda late=late, deed=deed: deed(vote=stored, choice="yes", by=late, at=NOW))
        if self.secret and voted:
            self.counted.append(voted)
        self.vote = None

    @precondition(lambda self: self.vote is not None)
    @rule()
    def breaks_off(self):
        assert not self.refused(lambda: ballots.break_off_vote(vote=self.vote, reason="", by=self.town.ben, at=NOW))
        self.vote = None

    @precondition(lambda self: self.vote is None)
    @rule()
    def begins_the_debate_anew(self):
        assert not self.refused(lambda: agenda.begin_item(item=self.item, by=self.town.ben, at=NOW))

    @precondition(lambda self: self.vote is not None)
    @rule()
    def item_is_not_taken_away_during_its_vote(self):
        assert self.refused(lambda: agenda.take_off_agenda(item=self.item, by=self.town.ben, at=NOW))
        assert self.refused(lambda: agenda.finish_item(item=self.item, by=self.town.ben, at=NOW))

    @invariant()
    def the_room_is_the_same(self):
        if not hasattr(self, "room"):
            return
        rows = self.room.meeting.attendances.filter(arrived_at__isnull=False, left_at__isnull=True)
        found = {(self.seat_of(row.holder_id), row.holder.capacity) for row in rows.select_related("holder")}
        assert found == self.here
        if self.vote is not None:
            lines = Presence.objects.filter(vote=self.vote)
            assert lines.filter(voted=True).count() == len(self.cast)
            assert not self.secret or not lines.exclude(choice="").exists()

    def seat_of(self, holder):
        known = {row.pk: number for number, row in enumerate(self.room.holders)}
        known |= {row.pk: number for number, row in self.room.deputies.items()}
        return known[holder]


@pytest.mark.django_db
def test_steps_of_a_meeting(long_search):
    """Ten thousand steps with `--long`, else a thousand; on PostgreSQL a fifth, at a tenth of the speed."""
    examples = EXAMPLES if long_search else EXAMPLES // 25
    examples = examples if connection.vendor == "sqlite" else max(1, examples // 5)
    how = {"max_examples": examples, "stateful_step_count": STEPS, "deadline": None}
    run_state_machine_as_test(Model, settings=settings(**how, suppress_health_check=list(HealthCheck)))
