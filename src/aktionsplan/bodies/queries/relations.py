"""How an actor stands to a meeting, an item, a vote: what the permission table asks."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, Q

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Body, BodyFunction, Meeting, Presence, SeatHolder
from aktionsplan.bodies.queries.composition import functions_of, own_holders
from aktionsplan.bodies.queries.recusals import recusals_of_person
from aktionsplan.bodies.states import KEPT_OUT
from aktionsplan.network import rules as network
from aktionsplan.network.queries import linked_organisations, ties_of_all
from aktionsplan.people.permissions.relations import CHAIRS, NOT_LINKED, NOT_RECUSED, OF_BODY, SIGNS, WRITES
from aktionsplan.people.queries import Actor, with_roles
from aktionsplan.shared.deeds import By
from aktionsplan.shared.periods import local_day

LEADING = frozenset({"chair", "vice_chair"})


def kept_out_of(items: Collection[AgendaItem], by: Actor, day: dt.date) -> frozenset[int]:
    """Of the items of one body those from which the actor is kept out, by their numbers; a handful of questions for all.

    Kept out is who declared it or of whom the others decided it, who was recused at the vote, who is linked to the
    applicant, and whose own seat is sent by the applicant. Whoever the others found not to be recused is not; who had a vote
    at the item is only by a link to the applicant. Advisory seats are asked too.
    Source: committee.md B1, B2, B3, B6, B8; VwVfG §§ 20, 21.
    """
    linked = linked_organisations(by, day)
    own = recusals_of_person(items, by.account)
    out = {pk for pk, row in own.items() if row.state in KEPT_OUT}
    out |= {item.pk for item in items if item.organisation_id in linked and item.pk not in own}
    recused, voted = _at_votes([item for item in items if item.pk not in own], by)
    unsettled = [item for item in items if item.pk not in own and item.pk not in voted - recused]
    return frozenset(out | recused | _tied(unsettled, by, day))


def _at_votes(items: list[AgendaItem], by: Actor) -> tuple[set[int], set[int]]:
    """The decided items at whose votes the actor was recused, and those at which the actor had a vote."""
    decided = [item.pk for item in items if item.state in ("decided", "to_be_repeated")]
    if not decided:
        return set(), set()
    lines = Presence.objects.filter(Q(recused__account=by.account) | Q(holder__account=by.account))
    recused, voted = set(), set()
    rows = lines.filter(vote__item__in=decided).values_list("vote__item_id", "recused__account_id", "attendance")
    for item, kept_out, attendance in rows:
        if kept_out == by.account.pk:
            recused.add(item)
        elif attendance in rules.VOTING:
            voted.add(item)
    return recused, voted


def _tied(items: list[AgendaItem], by: Actor, day: dt.date) -> set[int]:
    """The items of applicants that send the actor's own seat, or to which the holder of that seat is linked."""
    about = [item for item in items if item.organisation is not None]
    own_seats = list(own_holders(by, day).filter(seat__body=about[0].meeting.body_id)) if about else []
    if not own_seats:
        return set()
    ties = ties_of_all({item.organisation_id for item in about if item.organisation_id}, day)
    groups = {network.skeleton(holder.seat.group) for holder in own_seats}
    return {
        item.pk
        for item in about
        if (item.organisation and item.organisation.skeleton in groups)
        or any(
            tie.kind in network.CONFLICTING and any(tie.is_of(holder.account_id, holder.name) for holder in own_seats)
            for tie in ties.get(item.organisation_id or 0, [])
        )
    }


def of_body(body: Body, by: Actor, day: dt.date) -> frozenset[str]:
    """Whether the actor held a seat or a function in the body on that day or has since: whoever left before does not
    read what came after."""
    since = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    sits = SeatHolder.objects.filter(since, seat__body=body, account=by.account)
    leads = BodyFunction.objects.filter(since, body=body, account=by.account)
    belongs = Body.objects.filter(Exists(sits) | Exists(leads), pk=body.pk).exists()
    return frozenset({OF_BODY}) if belongs else frozenset()


def relations(item: AgendaItem, by: Actor, day: dt.date) -> frozenset[str]:
    """How the actor stands to the item: of its body, and not kept out of its matter (`kept_out_of`)."""
    open_to = frozenset() if item.pk in kept_out_of([item], by, day) else frozenset({NOT_RECUSED})
    return open_to | of_body(item.meeting.body, by, day)


def to_body(body: Body, by: By, day: dt.date) -> frozenset[str]:
    """Whether the actor leads the body or writes its minutes."""
    if not isinstance(by, Actor):
        return frozenset()
    duties = functions_of(body, by.account, day)
    return (frozenset({CHAIRS}) if duties & LEADING else frozenset()) | (
        frozenset({WRITES}) if duties else frozenset()
    )


def signers(meeting: Meeting, today: dt.date) -> dict[int, frozenset[str]]:
    """Who signs the minutes as what, by account: whoever led the body and wrote on the day of the meeting.

    Where nobody did, or nobody of them is left in the town, whoever has the place today (VwVfG § 93).
    """
    moment = meeting.closed_at if meeting.kind == "circular" and meeting.closed_at else meeting.starts_at
    ever = list(BodyFunction.objects.filter(body=meeting.body))
    then, now = ([row for row in ever if row.is_in_force(day)] for day in (local_day(moment), today))
    here = with_roles([row.account_id for row in then], meeting.partnership, today) if then else frozenset()
    left = [row for row in then if row.account_id in here]
    duties: dict[int, frozenset[str]] = {}
    for places in (LEADING, frozenset({"secretary"})):
        rows = [row for row in left if row.function in places] or [row for row in now if row.function in places]
        for row in rows:
            duties[row.account_id] = duties.get(row.account_id, frozenset()) | {row.function}
    return duties


def to_sign(meeting: Meeting, by: By, day: dt.date) -> frozenset[str]:
    """Whether the actor signs the minutes of this meeting."""
    return signing(signers(meeting, day), by) if isinstance(by, Actor) else frozenset()


def signing(signers: dict[int, frozenset[str]], by: Actor) -> frozenset[str]:
    """The same when it is known who signs."""
    return frozenset({SIGNS, WRITES}) if by.account.pk in signers else frozenset()


def to_lead(item: AgendaItem, by: By, day: dt.date) -> frozenset[str]:
    """How the actor stands to leading an item: nobody leads the matter of the own organisation (VwVfG § 20)."""
    if not isinstance(by, Actor):
        return frozenset()
    linked = item.organisation_id in linked_organisations(by, day) or item.pk in kept_out_of([item], by, day)
    return to_body(item.meeting.body, by, day) | (frozenset() if linked else frozenset({NOT_LINKED}))


def leads(by: By, facts: frozenset[str]) -> bool:
    """Whether somebody with these relations may lead; the office may, apart from matters of its own people."""
    return isinstance(by, Actor) and by.may("bodies.lead", facts)
