"""Writing the roll of a vote: how each seat stands, by which rules, with which quorum, and how the chair voted."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import AgendaItem, Presence, Vote
from aktionsplan.bodies.rules import voting
from aktionsplan.bodies.rules.quorum import Quorum
from aktionsplan.network.queries import Tie
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


def chairs_from(standing: Sequence[tuple[queries.Place, str]]) -> list[rules.RollSeat]:
    """The seats as the rules read them."""
    return [
        rules.RollSeat(
            place.seat.key,
            place.seat.side,
            attendance,
            place.is_linked(place.sitting(attendance)),
            _why_out(place, attendance),
            place.seat.group,
        )
        for place, attendance in standing
    ]


def _why_out(place: queries.Place, attendance: str) -> bool:
    """Whether what keeps the person out is known: a link, or what was declared or decided."""
    out = place.kept_out(attendance)
    return place.is_linked(out) or (out is not None and place.out(out.capacity) is not None)


def one_person_one_vote(standing: Sequence[tuple[queries.Place, str]]) -> None:
    """Refused when one person would sit on two seats: one vote each, never handed on (programme.md 4.7)."""
    sitting = [place.sitting(attendance) for place, attendance in standing]
    ties = [Tie(holder.account_id, holder.name, "") for holder in sitting if holder is not None]
    if any(one.is_of(other.account, other.name) for one, other in combinations(ties, 2)):
        raise Refused(
            Problem("twice", mark("Eine Person ist auf zwei Sitzen eingetragen. Jede Person hat nur eine Stimme."))
        )


def write_roll(vote: Vote, standing: Sequence[tuple[queries.Place, str]], chairs: Sequence[rules.RollSeat]) -> None:
    """Stores how each seat stands at the vote."""
    Presence.objects.bulk_create(
        Presence(
            partnership=vote.partnership,
            vote=vote,
            seat=place.seat,
            attendance=attendance,
            linked=chair.linked,
            secret=vote.secret,
            holder=place.sitting(attendance) or place.kept_out(attendance) or place.member,
            recused=place.kept_out(attendance),
        )
        for (place, attendance), chair in zip(standing, chairs, strict=True)
    )


def keep_rules(vote: Vote) -> None:
    """The vote remembers the rules of procedure in force on the day of its meeting; in writing, on the day it was opened."""
    meeting = vote.item.meeting
    opened = meeting.began_at if meeting.kind == "circular" else None
    day = local_day(opened or meeting.starts_at)
    in_force = queries.rules_of_body(vote.item.meeting.body, day)
    vote.kept_procedure, vote.rules_version, vote.rules_title = in_force.values, in_force.version, in_force.title


OPENING = (
    "kept_procedure",
    "rules_version",
    "rules_title",
    "uninvited",
    "second_call",
    "established",
    "seats",
    "present",
    "void",
)
"""What `keep_rules` and `enter_quorum` write into a vote."""


def lasts(
    found: bool, standing: Sequence[tuple[queries.Place, str]], present: Collection[int], values: Mapping[str, Value]
) -> bool:
    """Whether the quorum `found` at the beginning can still hold: where the rules count anew for it (`recused_anew`), no
    seat of somebody in the room is without a vote. Who is kept out and absent, or has a deputy who votes, ends nothing (Q3,
    Q4)."""
    without = [(place, attendance) for place, attendance in standing if attendance in rules.VOID]
    out = {holder.pk for place, attendance in without if (holder := place.kept_out(attendance)) is not None}
    return found and not (values["recused_anew"] and out & set(present))


def enter_quorum(
    vote: Vote, chairs: list[rules.RollSeat], *, established: bool, came: Collection[int] | None = None
) -> None:
    """Puts the numbers of the quorum into the vote; Refused when it is not there, or a share is too large.

    `established` says whether the quorum of the beginning can still hold (`lasts`). `came` are the holders who were
    there by a paper; else the meeting's own attendance counts.
    """
    item = vote.item
    day = local_day(item.meeting.starts_at)
    voting_seats = [seat for seat in queries.seats(item.meeting.body, day) if seat.voting]
    vote.uninvited = queries.uninvited(item.meeting, voting_seats, came)
    vote.second_call = item.postponed_from_id is not None and item.noticed
    vote.established = established
    quorum = rules.quorum_of(
        chairs,
        values=vote.procedure,
        uninvited=vote.uninvited,
        second_call=vote.second_call,
        established=vote.established,
    )
    if not quorum.quorate:
        raise Refused(Problem("quorum", quorum.text, quorum.params))
    if problem := rules.share_problem(chairs, cap_percent=vote.procedure["cap_percent"]):
        raise Refused(problem)
    vote.seats, vote.present = quorum.seats, quorum.present
    vote.void = sum(chair.attendance in rules.VOID for chair in chairs)


def quorum_at(item: AgendaItem) -> Quorum:
    """The quorum for an item as it is now: who is recused counts as missing here (committee.md Q4). Reads only."""
    meeting = item.meeting
    day = local_day(meeting.starts_at)
    present = queries.present_holders(meeting)
    standing = queries.live_places(item, day, present)
    values = queries.rules_of_body(meeting.body, day).values
    return rules.quorum_of(
        chairs_from(standing),
        values=values,
        uninvited=queries.uninvited(meeting, [seat for seat in queries.seats(meeting.body, day) if seat.voting]),
        second_call=item.postponed_from_id is not None and item.noticed,
        established=lasts(meeting.quorate is True, standing, present, values),
    )


def keep_chair_vote(vote: Vote, lines: list[Presence], day: dt.date, said: str = "") -> None:
    """Notes how the chair voted where that decides a tie, and nowhere else: from the ballot, else as it was said.

    Refused when the votes are equal and nobody says it, though the chair has a vote here (VwVfG § 91).
    """
    led = {f.function: f.account_id for f in queries.functions(vote.item.meeting.body, day)}
    choices = {
        line.holder.account_id: line.choice for line in lines if line.holder and line.attendance in rules.VOTING
    }
    choice = next((choices[led[f]] for f in ("chair", "vice_chair") if f in led and led[f] in choices), None)
    counts = {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain}
    decides = choice is not None and voting.chair_decides(**counts, values=vote.procedure)
    vote.chair_vote = (choice or said) if decides else ""
    problem = voting.casting_problem(yes=vote.yes, no=vote.no, said=vote.chair_vote) if decides else None
    if problem and vote.what != "election":
        raise Refused(problem)
