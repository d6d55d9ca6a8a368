"""Writing decisions: the result of a vote in the meeting, or one that was counted on paper."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import AgendaItem, Attendance, Decision, Recusal, Vote
from aktionsplan.bodies.operations.agenda import ended
from aktionsplan.bodies.operations.meetings import in_a_meeting, move_on, not_signed
from aktionsplan.bodies.operations.rolls import (
    chairs_from,
    enter_quorum,
    keep_chair_vote,
    keep_rules,
    lasts,
    one_person_one_vote,
    write_roll,
)
from aktionsplan.bodies.rules.counted import Counted
from aktionsplan.bodies.states import ITEM, KEPT_OUT, OPEN_ITEM, VOTE
from aktionsplan.shared import search
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


def _late(item: AgendaItem) -> Recusal | None:
    rows = item.recusals.filter(late=True, state__in=KEPT_OUT)
    return rows.select_related("holder").first()


FAULT = mark("Eine Befangenheit kam erst nach Beginn der Beratung heraus.")


def settle(vote: Vote, kind: str, reason: str, by: By, at: dt.datetime) -> Decision:
    """Stores the decision and ends its item: decided, or to be taken again where a recusal came too late (B7)."""
    item, late = vote.item, _late(vote.item)
    decision = Decision.objects.create(
        partnership=by.partnership,
        item=item,
        vote=vote,
        kind=kind,
        amount_eur=vote.amount_eur if kind in rules.APPROVING else None,
        conditions=vote.conditions,
        binding=item.binding,
        reason=reason,
        faulty=FAULT if late else "",
        doubts=[{"text": doubt.text, "params": dict(doubt.params)} for doubt in queries.doubts(item, local_day(at))],
        decided_on=local_day(at if item.meeting.kind == "circular" else item.meeting.starts_at),
        recorded_at=at,
        recorded_by=by.reference,
    )
    about = item.organisation.name if item.organisation else ""
    search.put(
        partnership=by.partnership, kind="decision", reference=item.key, title=item.title, text=f"{about} {vote.text}"
    )
    ended(item, "decide", at)
    if late:
        item.state = ITEM.next(item.state, "repeat")
        item.save(update_fields=["state"])
    return decision


def _told(decision: Decision, vote: Vote) -> dict:
    return {
        "kind": decision.kind,
        "amount": decision.amount_eur,
        "binding": decision.binding,
        "yes": vote.yes,
        "no": vote.no,
        "abstain": vote.abstain,
        "body": vote.item.meeting.body.name,
    }


NOTHING = Problem(
    "not_passed",
    mark(
        "Dieser Antrag hat keine Mehrheit und entscheidet nichts. Stellen Sie einen anderen, oder stellen Sie den Punkt "
        "zurück."
    ),
)


def _kind(vote: Vote, reason: str) -> str:
    """What a closed vote decides; Refused when it decides nothing, or when sum, conditions and reason do not fit (M5)."""
    if vote.what == "election" and vote.passed is None:
        raise Refused(Problem("lot", mark("Zuerst entscheidet das Los."), {}, "drawn"))
    kind = queries.explained(vote).kind if vote.what == "main" else "elected" if vote.passed else "not_passed"
    if kind == "not_passed":
        raise Refused(NOTHING)
    if vote.item.reference and (
        problem := rules.decision_problem(
            motion=kind,
            requested=vote.item.requested_eur,
            amount=vote.amount_eur,
            conditions=vote.conditions,
            reason=reason,
        )
    ):
        raise Refused(problem)
    return kind


def _nobody_kept_out_voted(vote: Vote) -> None:
    """Refused when somebody voted who was kept out of the same matter at another item (B3, B6)."""
    out = {pk for pk, row in queries.kept_out(vote.item).items() if not row.late}
    if vote.presences.filter(holder__in=out, attendance__in=rules.VOTING).exists():
        text = mark("Hier hat jemand mitgestimmt, der befangen ist. Stimmen Sie noch einmal ab.")
        raise Refused(Problem("recused_voted", text))


@deed("bodies.establish", on=queries.VOTE)
def establish(*, vote: Vote, reason: str = "", by: By, at: dt.datetime) -> Decision:
    """The chair finds the result of a closed vote: the item is decided.

    Refused for anything but a motion on the matter or an election, for one that decided nothing, and when the reason is
    missing (M5).
    """
    in_a_meeting(vote.item.meeting)
    if vote.state != "closed" or vote.what not in ("main", "election") or vote.item.state not in OPEN_ITEM:
        raise Refused(Problem("no_result", mark("Hier ist nichts festzustellen.")))
    _nobody_kept_out_voted(vote)
    reason = reason or vote.reason
    kind = _kind(vote, reason)
    decision = settle(vote, kind, reason, by, at)
    record(by=by, at=at, payload=_told(decision, vote))
    return decision


def _from_paper(item: AgendaItem, counted: Counted) -> list[tuple[queries.Place, str]]:
    places = queries.places(item, local_day(item.meeting.starts_at))
    standing = [
        (place, counted.attendance.get(place.seat.key, "absent" if place.choices != ["vacant"] else "vacant"))
        for place in places
    ]
    if any(attendance not in place.choices for place, attendance in standing):
        raise Refused(Problem("attendance", mark("Diese Angabe zur Anwesenheit passt nicht zum Sitz.")))
    one_person_one_vote(standing)
    for place, attendance in standing:
        if place.votes_though_out(attendance):
            text = mark("Auf dem Sitz „{group}“ kann so niemand mitstimmen: Dort ist jemand befangen.")
            raise Refused(Problem("recused_voted", text, {"group": place.seat.group}))
    return standing


def _check_paper(item: AgendaItem, chairs: list[rules.RollSeat], counted: Counted) -> None:
    problem = (
        rules.decision_problem(
            motion=counted.motion,
            requested=item.requested_eur,
            amount=counted.amount_eur,
            conditions=counted.conditions,
            reason=counted.reason,
        )
        or rules.recusal_problem(chairs, why_voting=counted.override, why_out=counted.recusal_reason)
        or rules.ballot_problem(
            chairs, yes=counted.yes, no=counted.no, abstain=counted.abstain, invalid=counted.invalid
        )
    )
    if problem:
        raise Refused(problem)


def _remember_recusals(
    item: AgendaItem, standing: Sequence[tuple[queries.Place, str]], counted: Counted, by: By, at: dt.datetime
) -> None:
    """What the paper says of conflicts of interest goes on for the matter (B6), as reasons of the person: of a reason of the
    sending organisation, which takes the vote of the whole seat (B4), the others decide by `decide_recusal`."""
    rows = []
    for place, attendance in standing:
        out, sits = place.kept_out(attendance), place.sitting(attendance)
        for holder, state, text in (
            (out, "recused", counted.recusal_reason),
            (sits, "not_recused", counted.override),
        ):
            settled = (place.settled or {}).get(holder.capacity) if holder else None
            if holder is None or settled is not None or (holder is sits and not place.is_linked(holder)):
                continue
            ground = "board" if place.is_linked(holder) else "other"
            rows.append(
                Recusal(
                    partnership=by.partnership,
                    item=item,
                    holder=holder,
                    ground=ground,
                    personal=True,
                    text=text,
                    state=state,
                    declared_at=at,
                )
            )
    Recusal.objects.bulk_create(rows)


def _came(rows: Sequence[Attendance], standing: Sequence[tuple[queries.Place, str]]) -> set[int]:
    """The holders of whom paper or meeting says that they came: whoever votes, and whoever arrived (Q2)."""
    voting = {holder.pk for place, attendance in standing if (holder := place.sitting(attendance)) is not None}
    return voting | {row.holder_id for row in rows if row.arrived_at}


def _there(rows: Sequence[Attendance], standing: Sequence[tuple[queries.Place, str]]) -> set[int]:
    """The holders who came to the meeting; where nobody wrote that down, all but those who are excused."""
    came = {row.holder_id for row in rows if row.arrived_at}
    excused = {row.holder_id for row in rows if row.excused}
    holders = {holder.pk for place, _attendance in standing for holder in (place.member, place.deputy) if holder}
    return came or holders - excused


def _paper_vote(item: AgendaItem, counted: Counted, by: By, at: dt.datetime) -> Vote:
    """The vote as the paper tells it; not stored yet."""
    fields = {
        name: value for name, value in vars(counted).items() if name not in ("attendance", "chair", "established")
    }
    state = VOTE.next(VOTE.initial, "count")
    return Vote(partnership=by.partnership, item=item, state=state, opened_at=at, closed_at=at, **fields)


@deed("bodies.record_decision", on=queries.ITEM)
def record_decision(*, item: AgendaItem, counted: Counted, aware: bool = True, by: By, at: dt.datetime) -> Decision:
    """A decision that was taken and counted on paper, with its verdict computed by the rules in force.

    The same questions as in the meeting; `aware` says that whoever writes it has read what is not clean (`queries.doubts`).

    Refused while the meeting has not begun, without quorum (Q1), with counts that do not fit the voters,
    with a linked person voting unexplained (B1 to B3, B8), or when amount and kind do not fit (M5).
    """
    in_a_meeting(item.meeting)
    not_signed(item.meeting)
    if item.votes.filter(state="open").exists():
        raise Refused(Problem("voting", mark("Es wird gerade abgestimmt.")))
    ITEM.next(item.state, "decide")
    if not aware and queries.doubts(item, local_day(at)):
        raise Refused(Problem("doubts", mark("Bitte lesen und bestätigen Sie zuerst die Hinweise."), {}, "aware"))
    if at < item.meeting.starts_at:
        raise Refused(Problem("early", mark("Die Sitzung hat noch nicht begonnen.")))
    standing = _from_paper(item, counted)
    chairs = chairs_from(standing)
    _check_paper(item, chairs, counted)
    vote = _paper_vote(item, counted, by, at)
    keep_rules(vote)
    rows = queries.attendances(item.meeting)
    found = counted.established and item.meeting.quorate is not False
    established = lasts(found, standing, _there(rows, standing), vote.procedure)
    enter_quorum(vote, chairs, established=established, came=_came(rows, standing))
    vote.save(force_insert=True)
    write_roll(vote, standing, chairs)
    keep_chair_vote(vote, queries.roll_of(vote), local_day(item.meeting.starts_at), counted.chair)
    _remember_recusals(item, standing, counted, by, at)
    verdict = queries.explained(vote)
    if verdict.kind == "not_passed":
        raise Refused(NOTHING)
    vote.passed = verdict.majority.passed
    vote.save(update_fields=["passed", "chair_vote"])
    decision = settle(vote, verdict.kind, counted.reason, by, at)
    move_on(item.meeting, "decide")
    item.meeting.save(update_fields=["state", "sequence"])
    record(by=by, at=at, payload=_told(decision, vote))
    return decision
