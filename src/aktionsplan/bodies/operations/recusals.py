"""Writing conflicts of interest: declared by the person, decided by the others."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import AgendaItem, Presence, Recusal, SeatHolder, Vote
from aktionsplan.bodies.operations.meetings import touch
from aktionsplan.bodies.operations.publishing import tell_fault
from aktionsplan.bodies.rules import voting
from aktionsplan.bodies.states import ITEM, KEPT_OUT, NO_VOTE, RECUSAL
from aktionsplan.network.queries import Tie
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

FAULT = mark("Eine Befangenheit wurde erst nach der Entscheidung bekannt.")


def _check_seat(item: AgendaItem, holder: SeatHolder) -> None:
    if holder.seat.body_id != item.meeting.body_id:
        raise Refused(Problem("no_seat", mark("Diese Person hat keinen Sitz in diesem Gremium.")))


def _late(item: AgendaItem) -> bool:
    """Whether the debate has begun (committee.md B2, B7)."""
    return item.begun_at is not None or item.state != "open"


def _unsettle(item: AgendaItem, by: By, at: dt.datetime) -> None:
    """A decision with somebody who should have been kept out has to be taken again (committee.md B7)."""
    if item.state != "decided":
        return
    item.state = ITEM.next(item.state, "repeat")
    item.save(update_fields=["state"])
    item.decision.faulty = FAULT
    item.decision.save(update_fields=["faulty"])
    tell_fault(item, by, at)


def _in_debate(item: AgendaItem, holder: SeatHolder) -> bool:
    """Whether the person was in the room after the debate had begun, or sat at a vote: only that makes a fault (B7)."""
    stays = item.meeting.attendances.filter(holder=holder, arrived_at__isnull=False)
    if item.begun_at is not None:
        stays = stays.filter(Q(left_at__isnull=True) | Q(left_at__gt=item.begun_at))
    return stays.exists() or _took_part(item, holder)


def _leaves_writing(item: AgendaItem, row: Recusal) -> None:
    """Out of a vote in writing: the line has no vote any more, or the deputy answers where the reason is personal (U2, B4).

    A ballot that was given does not count.
    """
    lines = Presence.objects.select_for_update().filter(vote__item=item, vote__state="open", seat=row.holder.seat)
    touched = lines.filter(attendance__in=rules.VOTING)
    for line in touched.filter(holder=row.holder) if row.personal else touched:
        day = local_day(item.meeting.starts_at)
        place = next(place for place in queries.places(item, day) if place.seat.pk == row.holder.seat_id)
        deputy = place.deputy if row.personal and row.holder.capacity == "member" else None
        if deputy is not None and not _may_stand_in(place, deputy, line):
            deputy = None
        line.recused, line.holder = row.holder, deputy or row.holder
        line.attendance = "deputy_for_recused" if deputy else "recused"
        if row.holder.capacity == "deputy":
            line.attendance = "deputy_recused"
        line.voted, line.choice, line.way, line.cast_at, line.objected = False, "", "", None, False
        line.save(update_fields=["recused", "holder", "attendance", "voted", "choice", "way", "cast_at", "objected"])
        entitled = line.vote.presences.filter(attendance__in=rules.VOTING)
        objections = entitled.filter(objected=True).count()
        Vote.objects.filter(pk=line.vote_id).update(present=entitled.count(), objections=objections)


def _may_stand_in(place: queries.Place, deputy: SeatHolder, line: Presence) -> bool:
    """Whether the deputy answers for the member: not kept out or linked (U2, B4), and not on another seat already (C2)."""
    if place.out("deputy") is not None or place.is_linked(deputy):
        return False
    others = line.vote.presences.filter(attendance__in=rules.VOTING).exclude(pk=line.pk).select_related("holder")
    own = Tie(deputy.account_id, deputy.name, "")
    return not any(other.holder and own.is_of(other.holder.account_id, other.holder.name) for other in others)


def _took_part(item: AgendaItem, holder: SeatHolder, *, personal: bool = True) -> bool:
    """Whether the person voted on the item, in a vote that still counts, or was in the room during its debate (B3, B7); for
    a reason of the sending organisation, whether anybody did for the seat (B4)."""
    rows = Presence.objects.filter(vote__item=item, attendance__in=rules.VOTING)
    rows = rows.filter(holder=holder) if personal else rows.filter(seat=holder.seat)
    if rows.exclude(vote__state__in=NO_VOTE).exists():
        return True
    counted = item.votes.exclude(state__in=NO_VOTE).filter(closed_at__isnull=False)
    vote = counted.order_by("-closed_at").first()
    if vote is None or item.begun_at is None:
        return False
    there = item.meeting.attendances.filter(arrived_at__lt=vote.closed_at).exclude(left_at__lte=item.begun_at)
    return (there.filter(holder=holder) if personal else there.filter(holder__seat=holder.seat)).exists()


COUNTED = ("yes", "no", "abstain")
KEPT = ("state", "ground", "personal", "text", "late", *COUNTED, "declared_at", "left_at", "returned_at")


def _keep(row: Recusal) -> None:
    if row.pk is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=KEPT)


def _may_decide(item: AgendaItem, holder: SeatHolder, text: str, by: By) -> None:
    if isinstance(by, Actor) and holder.account_id == by.account.pk:
        raise Refused(Problem("own", mark("Über die eigene Befangenheit entscheiden die anderen.")))
    if not text.strip():
        raise Refused(Problem("reason", mark("Bitte schreiben Sie den Grund auf."), {}, "text"))
    _check_seat(item, holder)
    if item.votes.filter(state="open").exists():
        raise Refused(Problem("voting", mark("Es wird gerade abgestimmt.")))


def _was_out(item: AgendaItem) -> None:
    """Refused where nobody can say any more that the person left before the debate: there is a motion, or no item runs."""
    if item.state != "under_way":
        raise Refused(Problem("not_called", mark("Das geht nur, solange der Punkt behandelt wird."), {}, "moment"))
    if item.votes.exclude(state__in=NO_VOTE).exists():
        text = mark("Es gibt schon einen Antrag, also hat die Beratung begonnen. Beginnen Sie sie neu.")
        raise Refused(Problem("debated", text, {}, "moment"))


def _came_late(item: AgendaItem, holder: SeatHolder, row: Recusal | None, *, at_call: bool) -> bool:
    """Whether the person was there when the debate had begun (B7)."""
    if at_call:
        _was_out(item)
        return False
    if row is not None and row.state in KEPT_OUT:
        return row.late
    return _late(item) and _in_debate(item, holder)


def _leaves(row: Recusal, item: AgendaItem, recused: bool, at: dt.datetime | None) -> None:
    """Who is kept out of a running item and was in the room left it at this moment (B3)."""
    if recused and item.state == "under_way" and row.holder_id in queries.present_holders(item.meeting):
        row.left_at = row.left_at or at


def _others(item: AgendaItem, holder: SeatHolder) -> int:
    """How many could vote on a conflict of interest of this person: one of each other voting seat in the room; before
    and after the meeting of each other voting seat that is held. Whoever is kept out already is none of them (B3)."""
    seats = queries.seats(item.meeting.body, local_day(item.meeting.starts_at))
    out, there = set(queries.kept_out(item)), queries.present_holders(item.meeting)
    others = [seat for seat in seats if seat.voting and seat.pk != holder.seat_id]
    rows = [{row.pk for row in seat.present_holders} - out for seat in others]
    return sum(bool(row & there if there else row) for row in rows)


def _count(row: Recusal, recused: bool, counted: Sequence[int] | None) -> None:
    """Writes how the others voted; Refused when that gives the opposite."""
    counted = counted if counted and any(counted) else None
    if counted is not None:
        yes, no, abstain = counted
        others = _others(row.item, row.holder)
        if problem := voting.others_problem(recused=recused, yes=yes, no=no, abstain=abstain, others=others):
            raise Refused(problem)
    row.yes, row.no, row.abstain = counted or (None, None, None)


@deed("bodies.declare_recusal", on=queries.AT_ITEM)
def declare_recusal(
    *, item: AgendaItem, holder: SeatHolder, ground: str, personal: bool, text: str, by: By, at: dt.datetime
) -> Recusal:
    """A person on a seat says that he or she is not impartial at an item; it counts at once.

    Declared after the debate began, the debate has to begin anew; after the decision the others decide whether it is to
    be taken again (B7, `decide_recusal`), so that nobody undoes a decision alone. Refused for anybody else's seat, and
    when it was declared already.
    """
    _check_seat(item, holder)
    row = Recusal.objects.select_for_update().filter(item=item, holder=holder).first()
    if row is not None and row.state in KEPT_OUT:
        raise Refused(Problem("declared", mark("Sie haben das schon angezeigt.")))
    writing = item.meeting.kind == "circular"
    if not writing and item.votes.filter(state="open").exists():
        raise Refused(
            Problem(
                "voting",
                mark("Es wird gerade abgestimmt. Sagen Sie es dem Vorsitz, damit er die Abstimmung abbricht."),
            )
        )
    late = not writing and _late(item) and _in_debate(item, holder)
    row = row or Recusal(partnership=by.partnership, item=item, holder=holder, state=RECUSAL.initial)
    if row.pk is not None:
        row.state, row.yes, row.no, row.abstain = RECUSAL.next(row.state, "declare"), None, None, None
    row.ground, row.personal, row.text, row.late, row.declared_at = ground, personal, text, late, at
    row.left_at = at if late and item.state == "under_way" else None
    _keep(row)
    if writing:
        _leaves_writing(item, row)
    touch(item.meeting)
    payload = {"declared": holder.name, "ground": ground, "late": late}
    record(by=by, at=at, payload=payload)
    return row


@deed("bodies.decide_recusal", on=queries.ITEM)
def decide_recusal(
    *,
    item: AgendaItem,
    holder: SeatHolder,
    recused: bool,
    ground: str,
    personal: bool,
    text: str,
    counted: Sequence[int] | None = None,
    at_call: bool = False,
    by: By,
    at: dt.datetime,
) -> Recusal:
    """The others decide, without the person, whether somebody is kept out; always with a reason (B2, B8).

    `counted` are their votes for, against and abstaining, where somebody asked for a count. `at_call` says that the person
    left when the item was called, before the debate, so that nothing came late (B7); the ledger keeps who said so.
    Refused without a reason, for the own seat, while a vote runs, for counts that give the opposite, and for `at_call`
    once there is a motion.
    """
    _may_decide(item, holder, text, by)
    row = Recusal.objects.select_for_update().filter(item=item, holder=holder).first()
    late = recused and _came_late(item, holder, row, at_call=at_call)
    if row is None:
        row = Recusal(partnership=by.partnership, item=item, holder=holder, declared_at=at, state=RECUSAL.initial)
    if (row.state == "recused") is not recused or row.state == "declared":
        row.state = RECUSAL.next(row.state, "confirm" if recused else "deny")
    row.ground, row.personal, row.text, row.late = ground, personal, text, late
    _count(row, recused, counted)
    _leaves(row, item, recused, item.begun_at if at_call else at)
    row.returned_at = at if not recused and row.left_at else None
    _keep(row)
    if late and _took_part(item, holder, personal=personal):
        _unsettle(item, by, at)
    touch(item.meeting)
    payload = {"decided": holder.name, "recused": recused, "reason": text, "late": late, "counted": counted}
    record(by=by, at=at, payload=payload | {"at_call": at_call})
    return row
