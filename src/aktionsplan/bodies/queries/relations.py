"""How an actor stands to a meeting, an item, a vote: what the permission table asks."""

import datetime as dt
from typing import Any

from django.db.models import Q

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Body, BodyFunction, Meeting, Presence, SeatHolder
from aktionsplan.bodies.queries.composition import functions, functions_of
from aktionsplan.bodies.queries.recusals import recusals_of
from aktionsplan.bodies.queries.votes import all_places
from aktionsplan.bodies.states import KEPT_OUT
from aktionsplan.network.queries import impartial
from aktionsplan.people.permissions.relations import CHAIRS, NOT_LINKED, NOT_RECUSED, OF_BODY, SIGNS, WRITES
from aktionsplan.people.queries import Actor, has_role
from aktionsplan.shared.periods import local_day

LEADING = frozenset({"chair", "vice_chair"})


def is_recused(item: AgendaItem, by: Actor, day: dt.date) -> bool:
    """Whether the actor is kept out of the item: declared or decided, recused at its vote, or linked to the applicant.

    Advisory seats are asked too. Whoever the others found not to be recused, or who voted because they said so, is not
    (committee.md B2, B3, B6).
    """
    own = [row for row in recusals_of(item) if row.holder.account_id == by.account.pk]
    if own:
        return any(row.state in KEPT_OUT for row in own)
    if item.state in ("decided", "to_be_repeated"):
        rolls = Presence.objects.filter(vote__item=item)
        if rolls.filter(recused__account=by.account).exists():
            return True
        if rolls.filter(holder__account=by.account, attendance__in=rules.VOTING).exists():
            return False
    return any(
        place.is_linked(holder) and holder.account_id == by.account.pk
        for place in all_places(item, day)
        for holder in (place.member, place.deputy)
        if holder is not None
    )


def of_body(body: Body, by: Actor, day: dt.date) -> frozenset[str]:
    """Whether the actor held a seat or a function in the body on that day or has since: whoever left before does not
    read what came after."""
    since = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    sits = SeatHolder.objects.filter(since, seat__body=body, account=by.account).exists()
    leads = sits or BodyFunction.objects.filter(since, body=body, account=by.account).exists()
    return frozenset({OF_BODY}) if leads else frozenset()


def relations(item: AgendaItem, by: Actor, day: dt.date) -> frozenset[str]:
    """How the actor stands to the item: of its body, and not part of its matter, by a seat or by any other link."""
    free = item.organisation is None or NOT_LINKED in impartial(item.organisation, by, day)
    open_to = frozenset() if is_recused(item, by, day) or not free else frozenset({NOT_RECUSED})
    return open_to | of_body(item.meeting.body, by, day)


def to_body(body: Body, by: Any, day: dt.date) -> frozenset[str]:
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
    then, now = functions(meeting.body, local_day(moment)), functions(meeting.body, today)
    left = [row for row in then if has_role(row.account, meeting.partnership, today)]
    duties: dict[int, frozenset[str]] = {}
    for places in (LEADING, frozenset({"secretary"})):
        rows = [row for row in left if row.function in places] or [row for row in now if row.function in places]
        for row in rows:
            duties[row.account_id] = duties.get(row.account_id, frozenset()) | {row.function}
    return duties


def to_sign(meeting: Meeting, by: Any, day: dt.date) -> frozenset[str]:
    """Whether the actor signs the minutes of this meeting."""
    signs = isinstance(by, Actor) and by.account.pk in signers(meeting, day)
    return frozenset({SIGNS, WRITES}) if signs else frozenset()


def to_lead(item: AgendaItem, by: Any, day: dt.date) -> frozenset[str]:
    """How the actor stands to leading an item: nobody leads the matter of the own organisation (VwVfG § 20)."""
    if not isinstance(by, Actor):
        return frozenset()
    body_relations = to_body(item.meeting.body, by, day)
    free = item.organisation is None or NOT_LINKED in impartial(item.organisation, by, day)
    return body_relations | (frozenset({NOT_LINKED}) if free and not is_recused(item, by, day) else frozenset())


def leads(by: Any, facts: frozenset[str]) -> bool:
    """Whether somebody with these relations may lead; the office may, apart from matters of its own people."""
    return isinstance(by, Actor) and by.may("bodies.lead", facts)
