"""What of a goal may become public."""

from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.development.strategy.models import Goal, GoalValue
from aktionsplan.shared.kinds import Json


@dataclass(frozen=True)
class PublicGoal:
    """A goal on the portal; figures as plain decimals, `aim` is the number of the Ziel it belongs to (its own for a Ziel)."""

    number: str
    level: str
    aim: str
    title: str
    text: str
    indicator: str
    unit: str
    baseline: str | None
    target: str | None
    actual: str | None
    actual_on: str | None
    target_date: str | None


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def public_goal(goal: Goal, latest: GoalValue | None) -> PublicGoal:
    """The public fields of a goal with the value that counts."""
    return PublicGoal(
        number=goal.number,
        level=goal.level,
        aim=goal.number.split(".")[0],
        title=goal.title,
        text=goal.text,
        indicator=goal.indicator,
        unit=goal.unit,
        baseline=_figure(goal.baseline),
        target=_figure(goal.target),
        actual=_figure(latest.value) if latest else None,
        actual_on=latest.day.isoformat() if latest else None,
        target_date=goal.target_date.isoformat() if goal.target_date else None,
    )


def _with_values(data: Json) -> Json:
    """Shape 1 had whole numbers without a day, and numbers that began at the Leitziel; those stay as they were published."""
    figures = {name: None if data[name] is None else str(data[name]) for name in ("baseline", "target", "actual")}
    kept = {name: value for name, value in data.items() if name not in ("parent", "top")}
    aim = data["parent"] if data["level"] == "operational" else data["number"]
    return kept | figures | {"aim": aim, "actual_on": None}


UPGRADES = {"goal": (_with_values,)}
"""From each stored shape to the next."""
