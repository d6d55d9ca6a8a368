"""What is stored of goals and of the plan.

Who acts: nobody; operations write these rows, queries read them.
What comes out: goals with what they answer, values, money, concepts and effects, each row with its partnership.
"""

from aktionsplan.development.strategy.models.coach import CoachContract, CoachTalk, Process, ProcessStep
from aktionsplan.development.strategy.models.goals import (
    ActionField,
    Concept,
    ConceptGoal,
    ConceptStep,
    Effect,
    EffectGoal,
    Goal,
    GoalContribution,
    GoalField,
    GoalIdea,
    GoalNeed,
    GoalValue,
    PlannedMoney,
)
from aktionsplan.development.strategy.models.plan import Block, Chapter, EasyText, PlanVersion

__all__ = [
    "CoachContract",
    "CoachTalk",
    "Process",
    "ProcessStep",
    "Block",
    "Chapter",
    "EasyText",
    "PlanVersion",
    "ActionField",
    "Concept",
    "ConceptGoal",
    "ConceptStep",
    "Effect",
    "EffectGoal",
    "Goal",
    "GoalContribution",
    "GoalField",
    "GoalIdea",
    "GoalNeed",
    "GoalValue",
    "PlannedMoney",
]
