"""How an actor stands to a meeting, an item, a vote: what the permission table asks."""

import datetime as dt
from typing import Any

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Body, BodyFunction, Presence, SeatHolder
from aktionsplan.bodies.queries.composition import functions_of
from aktionsplan.bodies.queries.recusals import recusals_of
from aktionsplan.bodies.queries.votes import all_places
from aktionsplan.bodies.states import KEPT_OUT
from aktionsplan.network.queries import impartial
from aktionsplan.people.permissions.relations import CHAIRS, NOT_LINKED, NOT_RECUSED, OF_BODY, SIGNS
from aktionsplan.people.queries import Actor

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


def of_body(body: Body, by: Actor) -> frozenset[str]:
    """Whether the actor holds, or held, a seat or a function in the body."""
    sits = SeatHolder.objects.filter(seat__body=body, account=by.account).exists()
    leads = sits or BodyFunction.objects.filter(body=body, account=by.account).exists()
    return frozenset({OF_BODY}) if leads else frozenset()


def relations(item: AgendaItem, by: Actor, day: dt.date) -> frozenset[str]:
    """How the actor stands to the item: of its body, and not part of its matter, by a seat or by any other link."""
    free = item.organisation is None or NOT_LINKED in impartial(item.organisation, by, day)
    open_to = frozenset() if is_recused(item, by, day) or not free else frozenset({NOT_RECUSED})
    return open_to | of_body(item.meeting.body, by)


def to_body(body: Body, by: Any, day: dt.date) -> frozenset[str]:
    """Whether the actor leads the body or signs its minutes."""
    if not isinstance(by, Actor):
        return frozenset()
    held = functions_of(body, by.account, day)
    return (frozenset({CHAIRS}) if held & LEADING else frozenset()) | (frozenset({SIGNS}) if held else frozenset())


def to_lead(item: AgendaItem, by: Any, day: dt.date) -> frozenset[str]:
    """How the actor stands to leading an item: nobody leads the matter of the own organisation (VwVfG § 20)."""
    if not isinstance(by, Actor):
        return frozenset()
    held = to_body(item.meeting.body, by, day)
    free = item.organisation is None or NOT_LINKED in impartial(item.organisation, by, day)
    return held | (frozenset({NOT_LINKED}) if free and not is_recused(item, by, day) else frozenset())
