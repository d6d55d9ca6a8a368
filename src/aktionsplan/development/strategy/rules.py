"""The goal system: three levels, and what makes an operational goal checkable."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from aktionsplan.shared.words import Problem, mark

GUIDING, INTERMEDIATE, OPERATIONAL = "guiding", "intermediate", "operational"
LEVELS = {GUIDING: mark("Leitziel"), INTERMEDIATE: mark("Mittlerziel"), OPERATIONAL: mark("Handlungsziel")}
PARENT = {GUIDING: None, INTERMEDIATE: GUIDING, OPERATIONAL: INTERMEDIATE}


@dataclass(frozen=True)
class Wording:
    """What a goal says: indicator, baseline, target and date are needed on the operational level."""

    level: str
    title: str
    parent_level: str | None
    indicator: str = ""
    baseline: int | None = None
    target: int | None = None
    target_date: dt.date | None = None
    target_group: str = ""
    responsible: str = ""


def gaps(goal: Wording) -> list[Problem]:
    """Everything that keeps the goal from being checkable; empty when nothing does.

    Source: programme.md 3.4: guiding, intermediate and operational goals; every operational goal has
    indicator, baseline, target value, target date, target group and responsible person (SMART).
    """
    problems = []
    if goal.parent_level != PARENT[goal.level]:
        needed = PARENT[goal.level]
        text = (
            mark("Ein Leitziel steht für sich allein.")
            if needed is None
            else mark("Bitte wählen Sie das übergeordnete Ziel.")
        )
        problems.append(Problem("parent", text, field_name="parent"))
    if goal.level != OPERATIONAL:
        return problems
    needs = {
        "indicator": (goal.indicator, mark("Woran erkennt man, dass das Ziel erreicht ist?")),
        "baseline": (goal.baseline is not None, mark("Wie ist es heute? Bitte nennen Sie eine Zahl.")),
        "target": (goal.target is not None, mark("Wie soll es werden? Bitte nennen Sie eine Zahl.")),
        "target_date": (goal.target_date, mark("Bis wann? Ein Handlungsziel braucht ein Datum.")),
        "target_group": (goal.target_group, mark("Für wen ist das Ziel?")),
        "responsible": (goal.responsible, mark("Wer kümmert sich darum?")),
    }
    problems += [Problem("smart", text, field_name=name) for name, (value, text) in needs.items() if not value]
    if goal.baseline is not None and goal.target is not None and goal.baseline == goal.target:
        problems.append(
            Problem("target", mark("Das Ziel unterscheidet sich nicht vom heutigen Stand."), field_name="target")
        )
    return problems


def number(level: str, parent_number: str, siblings: Iterable[str]) -> str:
    """The next free number: `2` under nothing, `2.3` under goal 2; numbers of dropped goals stay taken."""
    last = max((int(sibling.split(".")[-1]) for sibling in siblings), default=0)
    return f"{parent_number}.{last + 1}" if parent_number else str(last + 1)


def progress(baseline: int, target: int, actual: int) -> int:
    """How far the way from baseline to target has been gone, 0 to 100 percent."""
    if baseline == target:
        return 100
    way = (actual - baseline) * 100 / (target - baseline)
    return max(0, min(100, int(way)))
