"""What of a goal may become public."""

from dataclasses import dataclass

from aktionsplan.development.strategy.models import Goal


@dataclass(frozen=True)
class PublicGoal:
    """A goal on the portal."""

    number: str
    level: str
    parent: str
    title: str
    text: str
    indicator: str
    unit: str
    baseline: int | None
    target: int | None
    actual: int | None
    target_date: str | None
    top: str


def public_goal(goal: Goal) -> PublicGoal:
    """The public fields of a goal; `top` is the number of its guiding goal."""
    return PublicGoal(
        number=goal.number,
        level=goal.level,
        parent=goal.parent.number if goal.parent else "",
        title=goal.title,
        text=goal.text,
        indicator=goal.indicator,
        unit=goal.unit,
        baseline=goal.baseline,
        target=goal.target,
        actual=goal.actual,
        target_date=goal.target_date.isoformat() if goal.target_date else None,
        top=goal.number.split(".")[0],
    )
