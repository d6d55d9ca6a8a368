"""Writing changes of a project: told or asked by the sponsor, answered by the office with a notice that somebody else signs."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.models import Act, ChangeRequest, Grant
from aktionsplan.implementation.grants.states import ACT, CHANGE_REQUEST
from aktionsplan.partnership.queries import rules_in_force
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields, Json
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.words import Problem, Refused, known, mark

NOTHING = Problem("nothing", mark("Es ist nichts geändert."))
WAYS = {"agreed": "agree", "part": "agree_in_part", "refused": "refuse"}
"""The event of each answer."""


def wish_for(grant: Grant, fields: Fields, today: dt.date) -> rules.Wish:
    """What the fields would change; Refused for sums that are not equal, an end that cannot be, and for nothing."""
    base, _terms = queries.binding_plan(grant, today)
    lines: Mapping[str, Decimal] = fields.get("lines") or base
    rows = rules.shifts(grant.funding_type, base, lines)
    ends_on = fields.get("ends_on")
    wish = rules.Wish(rows, ends_on, fields.get("purpose", ""), fields.get("sponsor", ""))
    problem = rules.sum_problem(rows)
    if ends_on and not problem:
        now = queries.period_end(grant, today)
        problem = rules.end_problem(ends_on, now=now, latest=queries.latest_end(grant), today=today)
    if problem or wish.empty:
        raise Refused(problem or NOTHING)
    return wish


def _kept(wish: rules.Wish) -> Json:
    """The new plan as it is stored; nothing where the plan stays."""
    if all(row.state == "stays" for row in wish.rows):
        return {}
    return {row.key: str(row.after_eur) for row in wish.rows}


@deed("grants.request_change", on=queries.GRANT)
def request_change(*, grant: Grant, fields: Fields, by: By, at: dt.datetime) -> ChangeRequest:
    """What is to change: told where nobody has to agree, asked otherwise; until the answer the old plan holds.

    `fields` are `lines` (every line of the new plan in euro), `ends_on`, `purpose`, `sponsor`, `reason`. Refused before the notice is
    posted, while another request waits, for sums that are not equal and for an end outside the call's time. Source: money.md FG5.
    """
    if grant.notice.posted_on is None:
        raise Refused(Problem("not_posted", mark("Ändern kann man erst, wenn der Bescheid bekannt gegeben ist.")))
    if other := queries.waiting(grant):
        text = mark("Über Ihre Änderung vom {day} ist noch nicht entschieden. Nehmen Sie sie zuerst zurück.")
        raise Refused(Problem("waiting", text, {"day": german_day(local_day(other.asked_at))}))
    today = local_day(at)
    wish = wish_for(grant, fields, today)
    change = ChangeRequest.objects.create(
        partnership=by.partnership,
        grant=grant,
        number=grant.changes.count() + 1,
        lines=_kept(wish),
        ends_on=wish.ends_on,
        purpose=wish.purpose,
        sponsor=wish.sponsor,
        reason=fields["reason"],
        state=CHANGE_REQUEST.initial,
        asked_by=by.reference,
        asked_at=at,
        answer_until=today + dt.timedelta(days=rules.ANSWER_DAYS) if wish.asks else None,
    )
    if not wish.asks:
        change.state = CHANGE_REQUEST.next(change.state, "tell")
        change.save(update_fields=["state"])
    record(
        by=by, at=at, payload={"change": change.key, "asks": wish.asks, "lines": change.lines, "end": wish.ends_on}
    )
    return change


@deed("grants.take_back_change", on=queries.CHANGE)
def take_back_change(*, change: ChangeRequest, by: By, at: dt.datetime) -> ChangeRequest:
    """The sponsor takes a request back that nobody has answered."""
    change.state = CHANGE_REQUEST.next(change.state, "take_back")
    change.save(update_fields=["state"])
    record(by=by, at=at, payload={"change": change.key})
    return change


def _given(change: ChangeRequest, answer: str, fields: Fields, today: dt.date) -> rules.Wish:
    """What the office gives of a request: all, some, or nothing; Refused for what cannot be given."""
    base, _terms = queries.binding_plan(change.grant, today)
    if answer == "refused":
        return rules.Wish(rules.shifts(change.grant.funding_type, base, base))
    asked = queries.wish_of(change, base)
    if answer == "agreed":
        lines = {row.key: row.after_eur for row in asked.rows}
        same: Fields = {"ends_on": asked.ends_on, "purpose": asked.purpose, "sponsor": asked.sponsor}
        return wish_for(change.grant, same | {"lines": lines}, today)
    some = {"purpose": asked.purpose, "sponsor": asked.sponsor} if fields.get("other") else {}
    return wish_for(change.grant, {"lines": fields.get("lines"), "ends_on": fields.get("ends_on")} | some, today)


@deed("grants.answer_change", on=queries.CHANGE)
def answer_change(*, change: ChangeRequest, answer: str, fields: Fields, by: By, at: dt.datetime) -> Act:
    """The office agrees, in part or not at all: the draft of an amendment, which another person signs.

    `fields` are `salutation`, `reasons` and, for a part, `lines`, `ends_on` and `other` (purpose and sponsor as asked). Forbidden for
    who was kept out of the committee's decision; Refused for a part that is all or nothing, and without a reason where not all is
    given.
    """
    today, grant = local_day(at), change.grant
    asked = queries.wish_of(change, queries.binding_plan(grant, today)[0])
    given = _given(change, answer, fields, today)
    if problem := rules.answer_problem(answer, wish=asked, given=given, reason=fields.get("reasons", "")):
        raise Refused(problem)
    change.state = CHANGE_REQUEST.next(change.state, WAYS[answer])
    in_force = rules_in_force(by.partnership, "grant_law", today)
    details: Json = {"change": change.key, "asked": german_day(local_day(change.asked_at)), "answer": answer}
    details |= {"lines": _kept(given), "ends_on": given.ends_on.isoformat() if given.ends_on else ""}
    act = Act.objects.create(
        partnership=by.partnership,
        application=grant.application,
        kind=rules.AMENDMENT,
        state=ACT.initial,
        salutation=fields["salutation"],
        reasons=fields["reasons"],
        details=details | {"purpose": given.purpose, "sponsor": given.sponsor},
        kept_law=in_force.values,
        rules_version=in_force.version,
        drafted_by=by.reference,
        drafters=[by.reference],
        drafted_at=at,
    )
    change.act = act
    change.save(update_fields=["state", "act"])
    record(by=by, at=at, payload={"change": change.key, "answer": answer, "act": act.key})
    return act


def reopen(act: Act) -> None:
    """The request whose answer is given up waits for another one."""
    for change in ChangeRequest.objects.filter(act=act):
        change.state, change.act = CHANGE_REQUEST.next(change.state, "ask_again"), None
        change.save(update_fields=["state", "act"])


def kept_out_problem(act: Act, by: By, at: dt.datetime) -> Problem | None:
    """Why this person may not sign an amendment: kept out of the committee's decision on the project."""
    grant = Grant.objects.filter(application=act.application).first()
    if act.kind != rules.AMENDMENT or not queries.recused_of(known(grant), by, local_day(at)):
        return None
    return Problem(
        "recused",
        mark("Sie waren bei der Entscheidung über das Projekt befangen. Jemand anderes muss unterschreiben."),
    )
