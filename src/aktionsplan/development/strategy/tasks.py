"""What a new town has to do about goals before its first call."""

import datetime as dt

from aktionsplan.development.strategy.models import Goal
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.tasks import Step
from aktionsplan.shared.words import mark


def _has_goal(town: Partnership, today: dt.date) -> bool:
    return Goal.objects.filter(partnership=town).exists()


BEGINNING = (
    Step(
        40,
        mark("Ziele eintragen"),
        mark("Ein Aufruf dient mindestens einem Ziel."),
        "strategy:goals",
        _has_goal,
        action="strategy.add_goal",
    ),
)
