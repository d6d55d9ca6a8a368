"""Goals for bullet S1.6."""

import datetime as dt

from aktionsplan.development.strategy.queries import goals
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S1.6 is begun with goals on all three levels; needs and ideas come with a later issue."""
    current_goals = goals(partnership)
    evidence = tuple(Evidence(str(goal), "strategy:goals") for goal in current_goals if goal.level == "guiding")
    return [Progress("S1.6", Phrase(mark("Ziele: {n}"), {"n": len(current_goals)}), evidence, False)]
