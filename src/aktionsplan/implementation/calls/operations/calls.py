"""Writing calls: prepared, changed, released."""

import datetime as dt
from decimal import Decimal

from aktionsplan.development.strategy.models import Goal
from aktionsplan.implementation.calls import queries, rules
from aktionsplan.implementation.calls.models import Call, CallGoal
from aktionsplan.implementation.calls.publications import public_call
from aktionsplan.implementation.calls.states import CALL
from aktionsplan.partnership.models import Fund
from aktionsplan.partnership.queries import rules_in_force
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import CHANGED, unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import publish
from aktionsplan.shared.words import Conflict, Problem, Refused, mark

WORDS = (
    "title",
    "summary",
    "who_may_apply",
    "max_amount_eur",
    "opens_on",
    "deadline",
    "project_from",
    "project_until",
    "rating_until",
)


def _check_window(fund: Fund, fields: Fields) -> None:
    window = rules.Window(*(fields[name] for name in ("opens_on", "deadline", "project_from", "project_until")))
    if problem := rules.window_problem(window, fund.programme_year.year, land=fund.partnership.land):
        raise Refused(problem)
    rating = fields.get("rating_until")
    if rating and rating <= fields["deadline"]:
        raise Refused(Problem("rating", mark("Bewertet wird erst nach der Frist für Anträge."), {}, "rating_until"))


def _serve(call: Call, goals: list[Goal]) -> None:
    CallGoal.objects.filter(call=call).exclude(goal__in=goals).delete()
    for goal in goals:
        CallGoal.objects.get_or_create(partnership=call.partnership, call=call, goal=goal)


def _findable_call(call: Call) -> None:
    search.put(partnership=call.partnership, kind="call", reference=call.key, title=call.title, text=call.summary)


def _check_sum(fund: Fund, wanted: Decimal) -> None:
    ceiling = Fund.objects.get(pk=fund.pk).ceiling_eur
    if problem := rules.call_sum_problem(wanted=wanted, ceiling=ceiling):
        raise Refused(problem)


@deed("calls.prepare", on=None, because="the call is made here")
def prepare_call(*, fund: Fund, fields: Fields, goals: list[Goal], by: By, at: dt.datetime) -> Call:
    """A draft of a call that serves goals; Refused when its days do not fit."""
    _check_window(fund, fields)
    _check_sum(fund, fields["max_amount_eur"])
    if not goals:
        raise Refused(Problem("goals", mark("Welchen Zielen dient der Aufruf?"), {}, "goals"))
    call = Call.objects.create(
        partnership=by.partnership, fund=fund, state=CALL.initial, prepared_by=by.reference, **fields
    )
    _serve(call, goals)
    _findable_call(call)
    record(
        by=by,
        at=at,
        reference=f"call:{call.key}",
        payload={"title": call.title, "goals": [goal.number for goal in goals]},
    )
    return call


@deed("calls.change", on=queries.CALL)
def change_call(*, call: Call, fields: Fields, goals: list[Goal], version: int, by: By, at: dt.datetime) -> Call:
    """New words of a draft; a released call is frozen. Raises Conflict when somebody else has saved since `version`."""
    call.state = CALL.next(call.state, "change")
    if call.version != version:
        stored = {name: getattr(call, name) for name in (*WORDS, "version")}
        raise Conflict(CHANGED, stored | {"goals": [goal.key for goal in call.goals.all()]})
    _check_window(call.fund, fields)
    _check_sum(call.fund, fields["max_amount_eur"])
    for name in WORDS:
        setattr(call, name, fields.get(name))
    call.version += 1
    call.save(update_fields=[*WORDS, "state", "version"])
    _serve(call, goals)
    _findable_call(call)
    record(by=by, at=at, payload={"title": call.title})
    return call


@deed("calls.release", on=queries.CALL)
def release_call(*, call: Call, seen: str = "", by: By, at: dt.datetime) -> Call:
    """Opens the call: freezes its rules and shows it on the portal. Conflict when it is no longer the one that was read."""
    unchanged(seen, {"version": call.version})
    call.state = CALL.next(call.state, "release")
    _check_sum(call.fund, call.max_amount_eur)
    scored = call.criteria.filter(kind=rules.SCORED).exists()
    if scored is not (call.rating_until is not None):
        text = mark("Zum Bewerten gehören beide: mindestens ein Kriterium mit Punkten, und bis wann bewertet wird.")
        raise Refused(Problem("catalogue", text))
    if scored and not call.selection:
        raise Refused(Problem("rule", mark("Legen Sie zuerst die Regel der Auswahl fest; sie steht danach fest.")))
    in_force = rules_in_force(by.partnership, "application", local_day(at))
    call.kept_terms, call.rules_version = in_force.values, in_force.version
    call.released_by, call.released_at = by.reference, at
    call.save(update_fields=["state", "kept_terms", "rules_version", "released_by", "released_at"])
    publish(by=by, at=at, kind="call", slug=call.key, fields=public_call(call), order=call.deadline.isoformat())
    record(by=by, at=at, payload={"title": call.title, "rules": in_force.version})
    return call


@deed("calls.show_goals", on=queries.CALL)
def show_goals(*, call: Call, by: By, at: dt.datetime) -> None:
    """Adds the goals that are public by now to a call on the portal."""
    publish(by=by, at=at, kind="call", slug=call.key, fields=public_call(call), order=call.deadline.isoformat())
    record(by=by, at=at, payload={"title": call.title})
