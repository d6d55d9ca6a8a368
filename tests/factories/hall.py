"""A committee in its meeting: seats with accounts, a chair, an agenda, everybody in the room."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import AgendaItem, Body, Meeting, SeatHolder, Vote
from aktionsplan.bodies.operations import agenda, meetings, motions
from aktionsplan.bodies.operations.ballots import cast_ballot, cast_secret_ballot, close_vote, open_vote
from aktionsplan.bodies.rules.counted import Motion
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.periods import BERLIN, local_day
from tests.factories import town as make

START = dt.datetime(2026, 1, 9, tzinfo=BERLIN)
EVENING = make.MEETING
NOW = EVENING + dt.timedelta(minutes=30)


@dataclass
class Hall:
    """Everything a test of a meeting needs."""

    town: Any
    body: Body
    meeting: Meeting
    holders: list[SeatHolder]
    deputies: dict[int, SeatHolder] = field(default_factory=dict)

    def who(self, number: int) -> Actor:
        """The member on the seat as an actor."""
        return actor(self.holders[number].account, self.town.partnership, local_day(NOW))

    def deputy(self, number: int) -> Actor:
        """The deputy on the seat as an actor."""
        return actor(self.deputies[number].account, self.town.partnership, local_day(NOW))

    def arrive(self, *numbers: int, at: dt.datetime = EVENING) -> None:
        """These members come."""
        for number in numbers:
            meetings.arrive(meeting=self.meeting, holder=self.holders[number], by=self.town.ben, at=at)

    def item(self, title: str = "Sommerpause", **fields: Any) -> AgendaItem:
        """A topic on the agenda."""
        values = {"parent": None, "kind": "topic", "title": title, "text": "", "minutes": None, "public": False}
        return agenda.add_item(meeting=self.meeting, **values | fields, by=self.town.ben, at=EVENING)

    def called(self, item: AgendaItem) -> AgendaItem:
        """The item, called."""
        return agenda.begin_item(item=item, by=self.town.ben, at=NOW)

    def motion(self, item: AgendaItem, **how: Any) -> Vote:
        """A motion on the item."""
        amends = how.pop("amends", None)
        told = Motion(**{"text": "Im Sommer ist Pause."} | how)
        return motions.move_motion(item=item, motion=told, amends=amends, by=self.town.ben, at=NOW)

    def opened(self, vote: Vote, asked: int = 0, *, urn: bool = False) -> Vote:
        """The vote, open."""
        return open_vote(vote=vote, asked_secret=asked, urn=urn, by=self.town.ben, at=NOW)

    def cast_secretly(self, vote: Vote, choices: dict[int, str]) -> None:
        """These members vote in a secret vote at devices."""
        for number, choice in choices.items():
            cast_secret_ballot(vote=vote, choice=choice, by=self.who(number), at=NOW)

    def cast(self, vote: Vote, choices: dict[int, str]) -> None:
        """These members vote."""
        for number, choice in choices.items():
            cast_ballot(vote=vote, choice=choice, by=self.who(number), at=NOW)

    def close(self, vote: Vote, hands: Any = None) -> Vote:
        """The vote, closed."""
        return close_vote(vote=vote, hands=hands, by=self.town.ben, at=NOW)


def hall(town: Any, seats: int = 5, *, deputies: tuple[int, ...] = (), opened: bool = True) -> Hall:
    """A committee of so many seats, all civil but the last third; its meeting is open and nobody is there yet."""
    body = bodies.set_up(kind="steering_committee", name="Begleitausschuss", by=town.ben, at=START)
    holders, seconds = [], {}
    for number in range(seats):
        side = "civil" if number < seats * 2 // 3 + 1 else "public"
        seat = bodies.add_seat(body=body, group=f"Gruppe {number}", side=side, voting=True, by=town.ben, at=START)
        told = {"appointment": "berufen", "by": town.ben, "at": START}
        email = f"m{number}@{town.partnership.slug}.example"
        holders.append(bodies.appoint(seat=seat, capacity="member", name=f"Mitglied {number}", email=email, **told))
        if number in deputies:
            email = f"d{number}@{town.partnership.slug}.example"
            seconds[number] = bodies.appoint(
                seat=seat, capacity="deputy", name=f"Vertretung {number}", email=email, **told
            )
    meeting = meetings.plan_meeting(body=body, starts_at=EVENING, place="Rathaus", by=town.ben, at=START)
    if opened:
        meeting = meetings.open_meeting(meeting=meeting, by=town.ben, at=EVENING)
    town.things |= {"body": body, "meeting": meeting}
    return Hall(town, body, meeting, holders, seconds)
