"""Writing agreed steps."""

import datetime as dt

from aktionsplan.follow_up import queries, rules
from aktionsplan.follow_up.models import FollowUp
from aktionsplan.follow_up.states import FOLLOW_UP
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

PLAIN = ("title", "text", "due", "effect", "effect_on")


def _owner(fields: Fields, by: By, at: dt.datetime) -> Fields:
    """The columns of the owner that was picked; refused for nobody of this town."""
    names = dict(queries.owner_choices(by.partnership, local_day(at)))
    owner = fields.get("owner") or ""
    if owner not in names:
        raise Refused(Problem("owner", mark("Bitte wählen Sie, wer das macht."), {}, "owner"))
    kind, _colon, key = owner.partition(":")
    return {"owner_kind": kind, "owner_key": key, "owner_name": names[owner]}


def _findable(row: FollowUp) -> None:
    search.put(partnership=row.partnership, kind="follow_up", reference=row.key, title=row.title, text=row.owner_name)


def _agreed(fields: Fields, origin: str, title: str, by: By, at: dt.datetime) -> FollowUp:
    row = FollowUp.objects.create(
        partnership=by.partnership,
        origin=origin,
        origin_title=title[:120],
        agreed_on=local_day(at),
        state=FOLLOW_UP.initial,
        **{name: fields[name] for name in PLAIN if name in fields},
        **_owner(fields, by, at),
    )
    _findable(row)
    record(by=by, at=at, reference=f"follow_up:{row.key}", payload={"title": row.title, "origin": origin})
    return row


@deed("follow_up.add_follow_up", on=None, because="the step is made here")
def add_follow_up(*, fields: Fields, origin: str = "", origin_title: str = "", by: By, at: dt.datetime) -> FollowUp:
    """A new step that somebody owes, agreed at the thing that `origin` names."""
    return _agreed(fields, origin, origin_title, by, at)


@deed("follow_up.add_agreed", on=None, because="the step is made here")
def add_agreed(*, fields: Fields, origin: str, origin_title: str, by: By, at: dt.datetime) -> FollowUp:
    """A step agreed inside another deed, by somebody who may not write steps alone (the coach)."""
    return _agreed(fields, origin, origin_title, by, at)


@deed("follow_up.owe", on=None, because="the step is made here")
def owe(
    *,
    title: str,
    due: dt.date | None,
    owner: tuple[str, str, str],
    origin: str,
    origin_title: str,
    by: By,
    at: dt.datetime,
) -> FollowUp:
    """A step that an organisation or body owes by another deed: `owner` is its kind, key and name of today."""
    row = FollowUp.objects.create(
        partnership=by.partnership,
        origin=origin,
        origin_title=origin_title[:120],
        title=title,
        due=due,
        owner_kind=owner[0],
        owner_key=owner[1],
        owner_name=owner[2],
        agreed_on=local_day(at),
        state=FOLLOW_UP.initial,
    )
    _findable(row)
    record(by=by, at=at, reference=f"follow_up:{row.key}", payload={"title": row.title, "origin": origin})
    return row


@deed("follow_up.change_follow_up", on=queries.FOLLOW_UP)
def change_follow_up(*, follow_up: FollowUp, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> FollowUp:
    """Other words, owner or day."""
    unchanged(seen, queries.values_of(follow_up))
    follow_up.state = FOLLOW_UP.next(follow_up.state, "change")
    values = {name: fields[name] for name in PLAIN if name in fields} | _owner(fields, by, at)
    for name, value in values.items():
        setattr(follow_up, name, value)
    follow_up.save(update_fields=[*values, "state"])
    _findable(follow_up)
    record(by=by, at=at, payload={"title": follow_up.title})
    return follow_up


def _move(row: FollowUp, event: str, by: By, at: dt.datetime, **values: object) -> FollowUp:
    row.state = FOLLOW_UP.next(row.state, event)
    row.ended_on = local_day(at) if row.state in ("done", "not_done") else None
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "ended_on", *values])
    record(by=by, at=at, payload={"title": row.title, "state": row.state})
    return row


@deed("follow_up.finish", on=queries.FOLLOW_UP)
def finish(*, follow_up: FollowUp, result: str, by: By, at: dt.datetime) -> FollowUp:
    """The step is done; what came of it."""
    return _move(follow_up, "finish", by, at, result=result, reason="", helps="")


@deed("follow_up.give_up", on=queries.FOLLOW_UP)
def give_up(*, follow_up: FollowUp, reason: str, by: By, at: dt.datetime) -> FollowUp:
    """The step is not done, with the reason."""
    if problem := rules.reason_problem("give_up", reason):
        raise Refused(problem)
    return _move(follow_up, "give_up", by, at, reason=reason, helps="")


@deed("follow_up.block", on=queries.FOLLOW_UP)
def block(*, follow_up: FollowUp, reason: str, helps: str, by: By, at: dt.datetime) -> FollowUp:
    """The step is stuck: why, and what would help."""
    if problem := rules.reason_problem("block", reason):
        raise Refused(problem)
    return _move(follow_up, "block", by, at, reason=reason, helps=helps)


@deed("follow_up.resume", on=queries.FOLLOW_UP)
def resume(*, follow_up: FollowUp, by: By, at: dt.datetime) -> FollowUp:
    """The step goes on."""
    return _move(follow_up, "resume", by, at, reason="", helps="")


@deed("follow_up.reopen", on=queries.FOLLOW_UP)
def reopen(*, follow_up: FollowUp, by: By, at: dt.datetime) -> FollowUp:
    """Done or given up by mistake: the step is open again."""
    return _move(follow_up, "reopen", by, at, reason="", result="")


@deed("follow_up.settle_owed", on=queries.FOLLOW_UP)
def settle_owed(*, follow_up: FollowUp, done: bool | None, text: str, by: By, at: dt.datetime) -> FollowUp:
    """What another deed owed is done (`done`), no longer demanded (False) or open again (None), as that deed says."""
    event = {True: "finish", False: "give_up", None: "reopen"}[done]
    if not FOLLOW_UP.allows(follow_up.state, event):
        return follow_up
    result, reason = (text, "") if done else ("", text)
    return _move(follow_up, event, by, at, result=result, reason=reason)
