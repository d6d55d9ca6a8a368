"""What the screens of a running meeting show."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Attendance, Meeting, Presence, Recusal, SeatHolder, Vote
from aktionsplan.bodies.queries.composition import functions, seats
from aktionsplan.bodies.queries.meetings import Numbered, agenda, attendances, numbered, present_holders
from aktionsplan.bodies.queries.recusals import kept_out
from aktionsplan.bodies.queries.votes import Place, elected, explained, places, roll_of, votes_of, with_rolls
from aktionsplan.bodies.rules import election
from aktionsplan.bodies.states import KEPT_OUT, NO_VOTE, OPEN_ITEM
from aktionsplan.people.models import Account
from aktionsplan.shared.periods import local_day


@dataclass(frozen=True)
class Person:
    """Somebody on a seat, as the list of the room shows it."""

    holder: SeatHolder
    state: str
    since: dt.datetime | None
    recusal: Recusal | None
    function: str


@dataclass(frozen=True)
class Result:
    """A motion with its verdict, its election or what is still missing."""

    vote: Vote
    lines: list[Presence]
    verdict: rules.Verdict | None
    election: election.Election | None

    @property
    def entitled(self) -> int:
        """How many may vote."""
        return sum(line.attendance in rules.VOTING for line in self.lines)

    @property
    def voted(self) -> int:
        """How many have voted at a device or on paper."""
        return sum(line.voted for line in self.lines)

    @property
    def shown_singly(self) -> bool:
        """Whether every counted ballot is known: none was counted in the room, none is secret."""
        counted = self.vote.yes + self.vote.no + self.vote.abstain + self.vote.invalid
        return not self.vote.secret and sum(bool(line.choice) for line in self.lines) == counted

    @property
    def shown_voters(self) -> list[Presence]:
        """The lines that the chair's screen names while the vote runs: of a secret vote none, or, if the rules allow, those
        who have not voted."""
        if not self.vote.secret:
            return self.ballots
        named = self.vote.procedure["secret_names"] and not self.vote.urn
        return [line for line in self.ballots if not line.voted] if named else []

    @property
    def ballots(self) -> list[Presence]:
        """The lines that may vote."""
        return [line for line in self.lines if line.attendance in rules.VOTING]


@dataclass(frozen=True)
class Screen:
    """One moment of the meeting."""

    meeting: Meeting
    rows: list[Numbered]
    current: Numbered | None
    following: Numbered | None
    people: list[Person]
    present: int
    results: list[Result]
    waiting: list[Place]

    @property
    def open(self) -> Result | None:
        """The vote that runs."""
        return next((result for result in self.results if result.vote.state == "open"), None)

    @property
    def out(self) -> list[Person]:
        """Who is kept out of the current item."""
        return [person for person in self.people if person.recusal is not None]


def _people(meeting: Meeting, item: AgendaItem | None) -> list[Person]:
    day = local_day(meeting.starts_at)
    stays: dict[int, Attendance] = {row.holder_id: row for row in attendances(meeting)}
    led: dict[int | None, str] = {r.account_id: rules.FUNCTIONS[r.function] for r in functions(meeting.body, day)}
    out = kept_out(item) if item is not None else {}
    people = []
    for seat in seats(meeting.body, day):
        for holder in seat.present_holders:
            row = stays.get(holder.pk)
            here = row is not None and row.arrived_at is not None and row.left_at is None
            state = "here" if here else "excused" if row is not None and row.excused else "away"
            recusal = out.get(holder.pk)
            since = recusal.left_at if recusal and here else row.arrived_at if row and here else None
            people.append(Person(holder, state, since, recusal, led.get(holder.account_id, "")))
    return people


def result_of(vote: Vote) -> Result:
    """The vote with its roll and what came out."""
    lines = roll_of(vote)
    counted = vote.state == "closed"
    verdict = explained(vote) if counted and vote.what != "election" else None
    return Result(vote, lines, verdict, elected(vote) if counted and vote.what == "election" else None)


def screen(meeting: Meeting, *, leading: bool = True) -> Screen:
    """Everything the chair sees now; members are not shown who waits to be asked about a conflict of interest."""
    rows = numbered(agenda(meeting))
    current = next((row for row in rows if row.item.pk == meeting.current_id), None)
    for row in rows:
        row.item.meeting = meeting
    item = current.item if current else None
    people = _people(meeting, item)
    later = [row for row in rows if row.item.state in OPEN_ITEM and not row.parts and row is not current]
    after = [row for row in later if current is None or rows.index(row) > rows.index(current)]
    return Screen(
        meeting=meeting,
        rows=rows,
        current=current,
        following=next(iter(after or later), None),
        people=people,
        present=len({p.holder.seat_id for p in people if p.state == "here" and p.holder.seat.voting}),
        results=[result_of(vote) for vote in votes_of(item) if vote.state not in NO_VOTE] if item else [],
        waiting=_waiting(item, people) if item and leading else [],
    )


def _waiting(item: AgendaItem, people: list[Person]) -> list[Place]:
    """Seats with somebody in the room who is linked, or should be asked, and on whom nobody has decided."""
    if item.state not in OPEN_ITEM:
        return []
    here = {person.holder.pk for person in people if person.state == "here"}
    day = local_day(item.meeting.starts_at)
    return [
        place
        for place in places(item, day)
        if (place.linked or place.hints) and any(h.pk in here for h in (place.member, place.deputy) if h)
    ]


def last_result(meeting: Meeting) -> Result | None:
    """The vote that was closed last: what the screens show between two items."""
    rows = with_rolls().filter(item__meeting=meeting, state="closed").exclude(what="procedure")
    vote = rows.select_related("item__meeting__body", "item__organisation").order_by("-closed_at", "-id").first()
    return result_of(vote) if vote is not None else None


def own_line(vote: Vote, account: Account) -> Presence | None:
    """The account's line in the roll."""
    rows = vote.presences.filter(holder__account=account, attendance__in=rules.VOTING)
    return rows.select_related("seat").first()


def asks_moment(item: AgendaItem, holder: SeatHolder) -> bool:
    """Whether the chair has to say since when the person is out (committee.md B2, B7).

    Only while the item is treated in a meeting where the person is, before anything is moved, and not when the person had
    declared it before.
    """
    known = item.recusals.filter(holder=holder, state__in=KEPT_OUT, late=False)
    called = item.state == "under_way" and item.meeting.kind == "meeting"
    moved = item.votes.exclude(state__in=NO_VOTE)
    here = holder.pk in present_holders(item.meeting)
    return called and here and not known.exists() and not moved.exists()
