"""Writing values of Jahresziele and the money planned for them."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from aktionsplan.development.strategy import queries, rules
from aktionsplan.development.strategy.models import Goal, GoalValue, PlannedMoney
from aktionsplan.development.strategy.states import VALUE
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


@deed("strategy.enter_value", on=queries.GOAL)
def enter_value(*, goal: Goal, day: dt.date, value: Decimal, source: str, by: Actor, at: dt.datetime) -> GoalValue:
    """A value of a Jahresziel on a day; earlier ones stay. Refused for another level, and for a day to come."""
    if goal.level != rules.OPERATIONAL or goal.state == "dropped":
        raise Refused(Problem("level", mark("Werte gibt es nur für Jahresziele, die gelten.")))
    if day > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "day"))
    row = GoalValue.objects.create(
        partnership=by.partnership,
        goal=goal,
        day=day,
        value=value,
        source=source,
        entered_by=by.reference,
        entered_by_name=by.account.name,
        entered_on=local_day(at),
        state=VALUE.initial,
    )
    record(by=by, at=at, payload={"day": day.isoformat(), "value": str(value)})
    return row


def _turned(value: GoalValue, event: str, because: str, by: By, at: dt.datetime) -> None:
    value.state = VALUE.next(value.state, event)
    value.withdrawn_because = because
    value.save(update_fields=["state", "withdrawn_because"])
    payload = {"value": str(value.value), "day": value.day.isoformat(), "state": value.state, "reason": because}
    record(by=by, at=at, payload=payload)


@deed("strategy.withdraw_value", on=queries.VALUE)
def withdraw_value(*, goal_value: GoalValue, reason: str, by: By, at: dt.datetime) -> None:
    """The value does not hold; it stays readable with the reason."""
    _turned(goal_value, "withdraw", reason, by, at)


@deed("strategy.restore_value", on=queries.VALUE)
def restore_value(*, goal_value: GoalValue, by: By, at: dt.datetime) -> None:
    """The value holds again."""
    _turned(goal_value, "restore", "", by, at)


@deed("strategy.plan_money", on=None, because="the sums of one year for all Jahresziele")
def plan_money(*, year: int, amounts: Mapping[str, Decimal | None], seen: str = "", by: By, at: dt.datetime) -> None:
    """The planned euros of a year by key of Jahresziel; None and 0 plan nothing. More than the funds hold is allowed and said."""
    goals = {goal.key: goal for goal in queries.goals(by.partnership, level=rules.OPERATIONAL)}
    Goal.objects.select_for_update().filter(pk__in=[goal.pk for goal in goals.values()]).order_by("pk").count()
    before = queries.planned_values(by.partnership, year)
    unchanged(seen, before)
    changed = {}
    for key, amount in amounts.items():
        if key not in goals or (amount or Decimal(0)) == (before.get(key) or Decimal(0)):
            continue
        rows = PlannedMoney.objects.filter(goal=goals[key], year=year)
        rows.delete()
        if amount:
            PlannedMoney.objects.create(partnership=by.partnership, goal=goals[key], year=year, amount_eur=amount)
        changed[goals[key].number] = [str(before.get(key) or 0), str(amount or 0)]
    record(by=by, at=at, reference="goals", payload={"year": year, "changed": changed})
