"""What deeds of bodies are done to: how it is locked, how an actor stands to it, what the ledger names."""

import datetime as dt

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Body, BodyFunction, Meeting, Paper, Presence, Seat, SeatHolder, Vote
from aktionsplan.bodies.queries.composition import own_holders
from aktionsplan.bodies.queries.relations import leads, to_body, to_lead, to_sign
from aktionsplan.people.permissions.relations import (
    CHAIRS,
    NOT_LINKED,
    OWN_SEAT,
    OWN_SEAT_OR_LEADS,
    SEATED,
    SIGNS,
    WRITES,
)
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.periods import local_day


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now, locked until the deed ends."""
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body", "current", "partnership")
        .get(pk=meeting.pk)
    )


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item as it is now, its meeting locked first and itself next, until the deed ends."""
    meeting = locked_meeting(item.meeting)
    rows = AgendaItem.objects.select_for_update(of=("self",)).select_related("organisation", "parent")
    current_item = rows.get(pk=item.pk)
    current_item.meeting = meeting
    return current_item


def locked_vote(vote: Vote) -> Vote:
    """The vote as it is now, locked after its meeting and item."""
    item = locked_item(vote.item)
    current_vote = Vote.objects.select_for_update(of=("self",)).select_related("amends", "moved_by").get(pk=vote.pk)
    current_vote.item = item
    return current_vote


def reference_of(item: AgendaItem) -> str:
    """What the ledger names: the thing itself, else the item."""
    return item.reference or f"item:{item.key}"


def _locked_body(body: Body) -> Body:
    return Body.objects.select_for_update().get(pk=body.pk)


def _locked_seat(seat: Seat) -> Seat:
    return Seat.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)


def _locked_holder(holder: SeatHolder) -> SeatHolder:
    rows = SeatHolder.objects.select_for_update(of=("self",))
    return rows.select_related("seat__body", "account").get(pk=holder.pk)


def _locked_function(function: BodyFunction) -> BodyFunction:
    return BodyFunction.objects.select_for_update(of=("self",)).select_related("body").get(pk=function.pk)


def _locked_paper(paper: Paper) -> Paper:
    paper.item = locked_item(paper.item)
    return paper


def _is_own(holder: SeatHolder | None, by: By) -> bool:
    return isinstance(by, Actor) and holder is not None and holder.account_id == by.account.pk


def _chairs(item: AgendaItem, by: By, day: dt.date) -> bool:
    return CHAIRS in to_body(item.meeting.body, by, day)


def _apart(item: AgendaItem, by: By, day: dt.date) -> bool:
    return NOT_LINKED in to_lead(item, by, day)


def _writes(meeting: Meeting, by: By, day: dt.date) -> bool:
    return WRITES in to_body(meeting.body, by, day) | to_sign(meeting, by, day)


def _seated(vote: Vote, by: By, day: dt.date) -> bool:
    """Whether the actor stands in the roll, or sits in the body and is told by the rules why there is no vote."""
    if not isinstance(by, Actor):
        return False
    if Presence.objects.filter(vote=vote, holder__account=by.account).exists():
        return True
    meeting = vote.item.meeting
    return own_holders(by, local_day(meeting.starts_at)).filter(seat__body=meeting.body_id).exists()


def _objects(vote: Vote, by: By, day: dt.date) -> bool:
    """Whether the actor stands in the roll with a vote."""
    rows = vote.presences.filter(attendance__in=rules.VOTING)
    return isinstance(by, Actor) and rows.filter(holder__account=by.account).exists()


BODY = Subject(takes=("body",), lock=_locked_body, reference=lambda body: f"body:{body.key}")
"""A body with its seats."""
SEAT = Subject(takes=("seat",), lock=_locked_seat, reference=lambda seat: f"body:{seat.body.key}")
"""One seat of a body."""
HOLDER = Subject(
    takes=("holder",),
    lock=_locked_holder,
    reference=lambda holder: f"body:{holder.seat.body.key}",
    relations={OWN_SEAT: lambda holder, by, day: _is_own(holder, by)},
)
"""A seat holder with term and consent."""
FUNCTION = Subject(takes=("function",), lock=_locked_function, reference=lambda function: f"body:{function.body.key}")
"""Who leads a body or writes its minutes."""
MEETING = Subject(
    takes=("meeting",),
    lock=locked_meeting,
    reference=lambda meeting: f"meeting:{meeting.key}",
    relations={
        CHAIRS: lambda meeting, by, day: CHAIRS in to_body(meeting.body, by, day),
        NOT_LINKED: lambda meeting, by, day: meeting.current is None or _apart(meeting.current, by, day),
        SIGNS: lambda meeting, by, day: bool(to_sign(meeting, by, day)),
        WRITES: _writes,
    },
)
"""A meeting or a vote in writing; while an item is treated nobody leads who is part of its matter (VwVfG § 20)."""
ITEM = Subject(
    takes=("item",),
    lock=locked_item,
    reference=reference_of,
    relations={
        CHAIRS: _chairs,
        NOT_LINKED: _apart,
        WRITES: lambda item, by, day: _writes(item.meeting, by, day),
    },
)
"""An item of an agenda, locked after its meeting; nobody who is part of its matter leads it (VwVfG § 20; B5)."""
PAPER = Subject(
    takes=("paper",),
    lock=_locked_paper,
    reference=lambda paper: reference_of(paper.item),
    relations={NOT_LINKED: lambda paper, by, day: _apart(paper.item, by, day)},
)
"""A file that belongs to an item."""
VOTE = Subject(
    takes=("vote",),
    lock=locked_vote,
    reference=lambda vote: reference_of(vote.item),
    relations={
        CHAIRS: lambda vote, by, day: _chairs(vote.item, by, day),
        NOT_LINKED: lambda vote, by, day: _apart(vote.item, by, day),
        SEATED: _objects,
    },
)
"""A motion and its vote, locked after meeting and item."""
BALLOT = Subject(takes=("vote",), reference=lambda vote: reference_of(vote.item), relations={SEATED: _seated})
"""The own ballot of a vote: only the line of the roll is locked, by the deed itself, so that no voter waits for another."""
ATTENDANCE = Subject(
    takes=("meeting", "holder"),
    lock=lambda things: (locked_meeting(things[0]), things[1]),
    reference=lambda things: f"meeting:{things[0].key}",
    relations={
        OWN_SEAT_OR_LEADS: lambda things, by, day: (
            _is_own(things[1], by) or leads(by, MEETING.facts(things[0], by, day, CHAIRS, NOT_LINKED))
        )
    },
)
"""Somebody's coming and going at a meeting: said by the person, or by whoever leads."""
AT_ITEM = Subject(
    takes=("item", "holder"),
    lock=lambda things: (locked_item(things[0]), things[1]),
    reference=lambda things: reference_of(things[0]),
    relations={OWN_SEAT: lambda things, by, day: _is_own(things[1], by)},
)
"""Somebody's own conflict of interest at an item."""
LINE = Subject(
    takes=("vote", "line"),
    lock=lambda things: (locked_vote(things[0]), things[1]),
    reference=lambda things: reference_of(things[0].item),
    relations={
        OWN_SEAT_OR_LEADS: lambda things, by, day: (
            _is_own(things[1].holder, by) or leads(by, ITEM.facts(things[0].item, by, day, CHAIRS, NOT_LINKED))
        )
    },
)
"""A seat's line in the roll of a vote in writing."""
