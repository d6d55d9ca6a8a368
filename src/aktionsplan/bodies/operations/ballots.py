"""Writing votes: opening, ballots, closing, lots."""

import datetime as dt

from django.db.models import Exists, OuterRef

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import Attendance, Meeting, Presence, Vote
from aktionsplan.bodies.operations.elections import fill_posts
from aktionsplan.bodies.operations.meetings import count_ballot, in_a_meeting, touch
from aktionsplan.bodies.operations.motions import AMENDED, amend
from aktionsplan.bodies.operations.rolls import (
    OPENING,
    chairs_from,
    enter_quorum,
    keep_chair_vote,
    keep_rules,
    lasts,
    write_roll,
)
from aktionsplan.bodies.rules import voting
from aktionsplan.bodies.rules.counted import Hands
from aktionsplan.bodies.states import VOTE
from aktionsplan.people.permissions.relations import SEATED, WORDS
from aktionsplan.shared import sealed
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import in_time, local_day
from aktionsplan.shared.words import Forbidden, Problem, Refused, known, mark


def _check_opening(vote: Vote) -> None:
    item = vote.item
    in_a_meeting(item.meeting)
    if item.meeting.state != "running" or item.state != "under_way":
        raise Refused(Problem("not_called", mark("Rufen Sie den Punkt zuerst in der laufenden Sitzung auf.")))
    if Vote.objects.filter(item__meeting=item.meeting, state="open").exists():
        raise Refused(Problem("voting", mark("Es wird gerade abgestimmt.")))
    if item.reference and vote.amendments.filter(state="closed", passed=True).exists():
        raise Refused(AMENDED)
    if vote.amendments.filter(state="moved").exists():
        raise Refused(Problem("amendments", mark("Stimmen Sie zuerst über die Änderungsanträge ab.")))


@deed("bodies.open_vote", on=queries.VOTE)
def open_vote(*, vote: Vote, asked_secret: int = 0, urn: bool = False, by: By, at: dt.datetime) -> Vote:
    """The chair opens the vote: who may vote is fixed now. `asked_secret` is how many asked for a secret vote; in an
    election one is enough (VwVfG § 92 Abs. 1). `urn` lets them vote on paper, counted by hand.

    Refused when the item was not called, another vote runs, amendments wait, the body is not quorate (Q1 to Q5), a
    group is too strong (C5), or somebody linked to the applicant sits and nobody has decided on it (B2, B8). A secret
    vote at devices is refused where only the urn keeps it secret (M4), and where the server has no memory for its key.
    """
    _check_opening(vote)
    vote.state = VOTE.next(vote.state, "open")
    keep_rules(vote)
    needs = 1 if vote.what == "election" else vote.procedure["secret_needs"]
    if asked_secret and (problem := voting.secrecy_problem(asked=asked_secret, needs=needs)):
        raise Refused(problem)
    meeting = vote.item.meeting
    present = queries.present_holders(meeting)
    standing = queries.live_places(vote.item, local_day(meeting.starts_at), present)
    chairs = chairs_from(standing)
    if problem := rules.recusal_problem(chairs, why_voting="", why_out=""):
        raise Refused(problem)
    enter_quorum(vote, chairs, established=lasts(meeting.quorate is True, standing, present, vote.procedure))
    vote.secret, vote.opened_at = asked_secret > 0, at
    vote.urn = vote.secret and urn
    vote.save(update_fields=[*OPENING, "state", "secret", "urn", "opened_at"])
    write_roll(vote, standing, chairs)
    if at_devices(vote):
        _seal_begins(vote)
    touch(meeting)
    payload = {"vote": vote.what, "present": vote.present, "seats": vote.seats, "secret": vote.secret}
    record(by=by, at=at, payload=payload)
    return vote


def at_devices(vote: Vote) -> bool:
    """Whether the vote is secret and its ballots come from devices."""
    return vote.secret and not vote.urn


def is_lost(vote: Vote) -> bool:
    """Whether the key of a running secret vote is gone, so that it can only be broken off and repeated."""
    return vote.state == "open" and at_devices(vote) and sealed.is_lost("vote", vote.key)


def _seal_begins(vote: Vote) -> None:
    entitled = vote.presences.filter(attendance__in=rules.VOTING).values_list("holder", flat=True)
    earlier = queries.secret_voters(vote)
    if problem := voting.device_problem(entitled=list(entitled), earlier=earlier):
        raise Refused(problem)
    sealed.begin("vote", vote.key)


def _own_line(vote: Vote, by: By) -> Presence | None:
    """The actor's line in the roll with its vote, both locked, and whether the person is in the room (`in_room`)."""
    there = Attendance.objects.filter(holder=OuterRef("holder"), arrived_at__isnull=False, left_at__isnull=True)
    there = there.filter(meeting=OuterRef("vote__item__meeting"))
    rows = Presence.objects.select_for_update(of=("self", "vote")).filter(vote=vote)
    rows = rows.filter(holder__account=by.account).annotate(in_room=Exists(there))  # type: ignore[attr-defined]
    return rows.select_related("vote__item__meeting", "holder__seat").order_by("-attendance").first()


def _may_vote(vote: Vote, choice: str, by: By, at: dt.datetime) -> Presence:
    """The own line, if its ballot may be cast now; Refused with the reason, Forbidden without a seat in the roll.

    A ballot after the deadline of a vote in writing is none (U2).
    """
    line = _own_line(vote, by)
    if line is None:
        _refuse_stranger(vote, by)
        raise AssertionError("refused")
    meeting = line.vote.item.meeting
    late = meeting.deadline is not None and not in_time(at, meeting.deadline)
    problem = voting.ballot_refusal(
        state="closed" if late else line.vote.state,
        voting=True,
        on_roll="recused"
        if line.recused_id == line.holder_id
        else "votes"
        if line.attendance in rules.VOTING
        else "",
        in_room=line.in_room or meeting.kind == "circular",  # type: ignore[attr-defined]
        voted=line.voted,
        secret=line.vote.secret,
    )
    if problem:
        raise Refused(problem)
    _check_choice(line.vote, choice)
    return line


def _refuse_stranger(vote: Vote, by: By) -> None:
    """Says why somebody who is not in the roll has no vote."""
    current_vote = Vote.objects.get(pk=vote.pk)
    day = local_day(vote.item.meeting.starts_at)
    own = [h for h in queries.own_holders(by, day) if h.seat.body_id == vote.item.meeting.body_id]  # type: ignore[arg-type]
    rolls = {p.seat_id: p for p in current_vote.presences.filter(seat__in=[h.seat_id for h in own])}
    recused = any(p.recused_id in {h.pk for h in own} for p in rolls.values())
    in_writing = vote.item.meeting.kind == "circular"
    answered = in_writing and any(p.attendance in rules.VOTING for p in rolls.values())
    replaced = any(p.attendance == "member" for p in rolls.values())
    problem = voting.ballot_refusal(
        state=current_vote.state,
        voting=any(h.seat.voting for h in own),
        on_roll="recused" if recused else "handed" if answered else "replaced" if replaced else "",
        in_room=True,
        voted=False,
        secret=current_vote.secret,
    )
    if problem is None:
        raise Forbidden(Problem("relation", WORDS[SEATED]))
    raise Refused(problem)


def _check_choice(vote: Vote, choice: str) -> None:
    if vote.what == "election":
        fits = (
            choice == "abstain" or (choice == "no" and vote.takes_no) or vote.candidates.filter(key=choice).exists()
        )
    else:
        fits = choice in rules.CHOICES
    if not fits:
        raise Refused(Problem("choice", mark("Bitte wählen Sie eine der Antworten."), {}, "choice"))


@deed("bodies.cast_ballot", on=queries.BALLOT)
def cast_ballot(*, vote: Vote, choice: str, by: By, at: dt.datetime) -> Presence:
    """The own ballot of an open vote, which may be changed until the chair closes it; each change is told.

    Refused for whoever has no vote here or comes too late. The same choice again is told again and changes no count.
    """
    line = _may_vote(vote, choice, by, at)
    if line.vote.secret:
        raise Refused(Problem("secret", mark("Diese Abstimmung ist geheim.")))
    before, line.choice, line.voted, line.way = line.choice, choice, True, "own"
    line.cast_at = at
    line.save(update_fields=["choice", "voted", "way", "cast_at"])
    if not before:
        count_ballot(line.vote.item.meeting)
    payload = {"seat": known(line.holder).seat.key, "choice": choice} | ({"before": before} if before else {})
    record(by=by, at=at, payload=payload)
    return line


@deed(
    "bodies.cast_secret_ballot",
    on=queries.BALLOT,
    untold="no time and no voter of a secret ballot is kept (record 8)",
)
def cast_secret_ballot(*, vote: Vote, choice: str, by: By, at: dt.datetime) -> None:
    """The own ballot of a secret vote: sealed beside the mark that the seat has voted; no counter of choices moves.

    Refused when the vote is taken at the urn, and when its key is lost (decisions of the house, "Secret ballots").
    """
    line = _may_vote(vote, choice, by, at)
    if not line.vote.secret:
        raise Refused(Problem("not_secret", mark("Diese Abstimmung ist nicht geheim.")))
    if line.vote.urn:
        raise Refused(Problem("urn", mark("Über diese Frage wird an der Urne abgestimmt, auf Papier.")))
    line.sealed = sealed.seal("vote", line.vote.key, line.key, choice, size=BALLOT_SIZE)
    line.voted = True
    line.save(update_fields=["voted", "sealed"])
    count_ballot(line.vote.item.meeting)


def _answers(row: Presence, meeting: Meeting, at: dt.datetime) -> bool:
    """Whether a ballot of this line can come in now: from the room, or in writing until the deadline (U1)."""
    if meeting.kind == "circular":
        return meeting.deadline is not None and in_time(at, meeting.deadline)
    return row.holder_id in queries.present_holders(meeting)


@deed("bodies.enter_ballot", on=queries.VOTE)
def enter_ballot(*, vote: Vote, line: Presence, choice: str, by: By, at: dt.datetime) -> Presence:
    """Whoever leads enters the ballot of somebody who votes on paper; logged as such.

    Refused in a secret vote, for whoever is not in the room, and for a vote in writing after its deadline.
    """
    vote.state = VOTE.next(vote.state, "cast")
    row = Presence.objects.select_for_update(of=("self",)).select_related("holder__seat").get(pk=line.pk, vote=vote)
    if vote.secret:
        raise Refused(Problem("secret", mark("Geheime Stimmen werden erst beim Schließen gezählt.")))
    if row.attendance not in rules.VOTING or not _answers(row, vote.item.meeting, at):
        raise Refused(Problem("no_vote", mark("Dieser Sitz hat in dieser Abstimmung keine Stimme.")))
    if row.voted and row.way == "own":
        raise Refused(Problem("own_ballot", mark("Diese Person hat selbst abgestimmt.")))
    _check_choice(vote, choice)
    before, row.choice, row.voted, row.way, row.cast_at = row.choice, choice, True, "paper", at
    row.save(update_fields=["choice", "voted", "way", "cast_at"])
    touch(vote.item.meeting)
    payload = {"seat": row.seat.key, "choice": choice, "way": "paper"} | ({"before": before} if before else {})
    record(by=by, at=at, payload=payload)
    return row


@deed("bodies.break_off_vote", on=queries.VOTE)
def break_off_vote(*, vote: Vote, reason: str, by: By, at: dt.datetime) -> Vote:
    """An open vote is stopped and nothing of it counts; the motion can be put to the vote again."""
    in_a_meeting(vote.item.meeting)
    vote.state = VOTE.next(vote.state, "break_off")
    if at_devices(vote):
        sealed.end("vote", vote.key)
    vote.presences.all().delete()
    vote.candidates.update(count=0)
    vote.yes = vote.no = vote.abstain = vote.invalid = 0
    vote.save(update_fields=["state", "yes", "no", "abstain", "invalid"])
    touch(vote.item.meeting)
    record(by=by, at=at, payload={"broken_off": vote.what, "reason": reason})
    return vote


BALLOT_SIZE = 32
"""Bytes of a sealed ballot: the key of a candidate is the longest answer."""
COUNTS = ("yes", "no", "abstain", "invalid")


def _count(vote: Vote, hands: Hands, lines: list[Presence]) -> None:
    """Adds the ballots of the devices and those counted in the room; Refused when they are more than the voters."""
    entitled = sum(line.attendance in rules.VOTING for line in lines)
    cast = sum(line.voted for line in lines)
    if cast + hands.total > entitled:
        text = mark("Es dürfen {entitled} Personen abstimmen; mit den gezählten Stimmen wären es mehr.")
        raise Refused(Problem("ballots", text, {"entitled": entitled}, "yes"))
    chosen = _unsealed(vote, hands, lines) if at_devices(vote) else [line.choice for line in lines if line.choice]
    vote.yes += chosen.count("yes") + hands.yes
    vote.no += chosen.count("no") + hands.no
    vote.abstain += chosen.count("abstain") + hands.abstain
    vote.invalid += hands.invalid
    for candidate in vote.candidates.all():
        candidate.count += chosen.count(candidate.key) + hands.names.get(candidate.name, 0)
        candidate.save(update_fields=["count"])


def _unsealed(vote: Vote, hands: Hands, lines: list[Presence]) -> list[str]:
    """The choices of a secret vote in random order; the sealed texts are emptied and the key goes with the commit."""
    cast = [line for line in lines if line.voted]
    voted, earlier = [known(line.holder).pk for line in cast], queries.secret_voters(vote)
    if problem := voting.count_problem(voted=voted, hands=hands.total, earlier=earlier):
        raise Refused(problem)
    choices = sealed.open_all("vote", vote.key, {line.key: line.sealed for line in cast})
    vote.presences.update(sealed="")
    sealed.end("vote", vote.key)
    return choices


@deed("bodies.close_vote", on=queries.VOTE)
def close_vote(*, vote: Vote, hands: Hands | None = None, by: By, at: dt.datetime) -> Vote:
    """The chair closes the vote: ballots of devices and those counted in the room together give the verdict.

    Whoever may vote and did not is counted nowhere. Refused when there are more ballots than voters, and for a secret vote
    with so few ballots that they would be known (M4).
    """
    in_a_meeting(vote.item.meeting)
    vote.state = VOTE.next(vote.state, "close")
    lines = list(vote.presences.select_related("holder"))
    counted = hands or Hands()
    _count(vote, counted, lines)
    keep_chair_vote(vote, lines, local_day(vote.item.meeting.starts_at), counted.chair)
    vote.closed_at = at
    vote.save(update_fields=["state", *COUNTS, "chair_vote", "closed_at"])
    payload = {"vote": vote.what, "key": vote.key, **{name: getattr(vote, name) for name in COUNTS}}
    payload["by_hand"] = counted.total
    if not vote.secret:
        payload["hands"] = {name: getattr(counted, name) for name in COUNTS}
    if vote.what == "election":
        payload |= {"names": {row.name: row.count for row in vote.candidates.all()}}
        fill_posts(vote)
    else:
        vote.passed = queries.explained(vote).majority.passed
        vote.save(update_fields=["passed"])
        amend(vote)
    touch(vote.item.meeting)
    record(by=by, at=at, payload=payload | {"passed": vote.passed})
    return vote
