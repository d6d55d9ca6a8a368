"""Rules of goals and of the plan made from them.

Who asks: the deeds and pages of the strategy.
What comes out: what is missing, the next number, how far the way is gone, the way of a loop, sums per year.
"""

from aktionsplan.development.strategy.rules.coach import (
    BY_ENTRY,
    ENTERED,
    LANES,
    LIGHTS,
    STEPS,
    Hours,
    StepFacts,
    end_of,
    light,
    months_without_talk,
    overrun,
    reasons,
)
from aktionsplan.development.strategy.rules.diff import Change, Comparison, MoneyRow, Parts, compare, words
from aktionsplan.development.strategy.rules.goals import (
    GUIDING,
    INTERMEDIATE,
    LEGAL,
    LEVELS,
    OPERATIONAL,
    PARENT,
    Wording,
    misplaced,
    number,
    smart_gaps,
)
from aktionsplan.development.strategy.rules.links import loop
from aktionsplan.development.strategy.rules.money import YearMoney, years
from aktionsplan.development.strategy.rules.plan import (
    CHAPTERS,
    LIVE,
    PARAGRAPH,
    TEXT_LIMIT,
    Ground,
    Hindrance,
    hindrances,
    next_number,
    takes_comments,
    version_name,
)
from aktionsplan.development.strategy.rules.values import HELD, MOVED, NONE, ON_THE_WAY, Way, overdue, way

__all__ = [
    "BY_ENTRY",
    "ENTERED",
    "LANES",
    "LIGHTS",
    "STEPS",
    "Hours",
    "StepFacts",
    "end_of",
    "light",
    "months_without_talk",
    "reasons",
    "CHAPTERS",
    "LIVE",
    "PARAGRAPH",
    "TEXT_LIMIT",
    "Ground",
    "Hindrance",
    "hindrances",
    "next_number",
    "version_name",
    "Change",
    "Comparison",
    "Parts",
    "MoneyRow",
    "compare",
    "words",
    "GUIDING",
    "HELD",
    "INTERMEDIATE",
    "LEGAL",
    "LEVELS",
    "MOVED",
    "NONE",
    "ON_THE_WAY",
    "OPERATIONAL",
    "PARENT",
    "Way",
    "Wording",
    "YearMoney",
    "loop",
    "misplaced",
    "number",
    "overdue",
    "smart_gaps",
    "takes_comments",
    "overrun",
    "way",
    "years",
]
