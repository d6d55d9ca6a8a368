"""The goal system: three levels, their numbers, and what makes a Jahresziel checkable."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.shared.words import Problem, mark

GUIDING, INTERMEDIATE, OPERATIONAL = "guiding", "intermediate", "operational"
LEVELS = {GUIDING: mark("Leitziel"), INTERMEDIATE: mark("Ziel"), OPERATIONAL: mark("Jahresziel")}
LEGAL = {GUIDING: "", INTERMEDIATE: mark("Mittlerziel"), OPERATIONAL: mark("Handlungsziel")}
"""The legal term of a level, said once in brackets."""
PARENT = {GUIDING: None, INTERMEDIATE: GUIDING, OPERATIONAL: INTERMEDIATE}


@dataclass(frozen=True)
class Wording:
    """What a Jahresziel says; empty or None for what it does not say."""

    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_date: dt.date | None = None
    target_group: str = ""
    responsible: str = ""


def misplaced(level: str, parent_level: str | None) -> Problem | None:
    """Why a goal of this level cannot stand below one of that level (None: below nothing).

    Source: programme.md 3.4: Leitziel, Mittlerziele, Handlungsziele, each level below the one before.
    """
    needed = PARENT[level]
    if parent_level == needed:
        return None
    text = (
        mark("Ein Leitziel steht für sich allein.")
        if needed is None
        else mark("Bitte wählen Sie das übergeordnete Ziel.")
    )
    return Problem("parent", text, field_name="parent")


def smart_gaps(goal: Wording) -> list[Problem]:
    """What keeps a Jahresziel from being checkable, each as a sentence; empty when nothing does.

    A baseline equal to the target is a goal too: something is to be kept ("halten").
    Source: programme.md 3.4 and the check there: every Handlungsziel has indicator, baseline, target value, target date, target group and
    responsible person; 3.12 S1.6: without indicator or date it is refused for adoption.
    """
    asked = {
        "indicator": (goal.indicator, mark("Woran erkennt man, dass es erreicht ist?")),
        "unit": (goal.unit, mark("Worin wird gezählt?")),
        "baseline": (goal.baseline is not None, mark("Wie ist es heute? Es fehlt die Zahl.")),
        "target": (goal.target is not None, mark("Wie soll es werden? Es fehlt die Zahl.")),
        "target_date": (goal.target_date, mark("Bis wann? Es fehlt die Frist.")),
        "target_group": (goal.target_group, mark("Für wen ist es?")),
        "responsible": (goal.responsible, mark("Wer kümmert sich darum?")),
    }
    return [Problem("smart", text, field_name=name) for name, (value, text) in asked.items() if not value]


def number(level: str, parent_number: str, taken: Iterable[str]) -> str:
    """The next free number among those taken on this level: Ziel `2`, Jahresziel `2.3`; a Leitziel has none.

    Numbers of goals that were given up stay taken. `taken` are those of all Ziele of the plan, or of the Jahresziele below the parent.
    """
    if level == GUIDING:
        return ""
    last = max((int(one.rpartition(".")[2]) for one in taken if one), default=0)
    return f"{parent_number}.{last + 1}" if level == OPERATIONAL else str(last + 1)
