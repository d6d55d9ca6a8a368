"""What is stored of goals and of the plan.

Who acts: nobody; operations write these rows, queries read them.
What comes out: goals with what they answer, values, money, concepts and effects, each row with its partnership.
"""

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

__all__ = [
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
