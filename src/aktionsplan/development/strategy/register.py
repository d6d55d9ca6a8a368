"""The data register of goals and the plan."""

from collections.abc import Collection

from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.states import (
    CONCEPT,
    EASY_TEXT,
    EFFECT,
    FIELD,
    GOAL,
    KEPT,
    PLAN_VERSION,
    VALUE,
)
from aktionsplan.shared.register import internal, personal, public

REGISTER = {
    "Goal": {
        name: public("what the plan wants to reach")
        for name in (
            "level",
            "parent",
            "number",
            "title",
            "text",
            "indicator",
            "unit",
            "baseline",
            "target",
            "target_date",
            "target_group",
        )
    }
    | {
        "responsible": personal("who looks after the goal; may name a person", "grant_file"),
        "state": internal("stage of work"),
        "version": internal("notices simultaneous changes"),
    },
    "GoalNeed": {"goal": public("which goal"), "need": internal("which need it answers")},
    "GoalField": {"goal": public("which goal"), "field": public("which field of action")},
    "GoalContribution": {"goal": public("which goal"), "other": public("to which goal it contributes")},
    "GoalIdea": {"goal": public("which goal"), "idea": public("which idea belongs to it")},
    "GoalValue": {
        "goal": public("which goal"),
        "day": public("day of the value"),
        "value": public("the value"),
        "source": internal("where it comes from"),
        "entered_by": personal("who entered it", "grant_file"),
        "entered_by_name": personal("who entered it, as called then", "grant_file"),
        "entered_on": internal("when it was entered"),
        "withdrawn_because": internal("why it does not hold"),
        "state": internal("whether it holds"),
    },
    "PlannedMoney": {
        "goal": public("which goal"),
        "year": public("which year"),
        "amount_eur": public("planned sum"),
    },
    "ActionField": {"name": public("name of the field of action"), "state": internal("whether it is in use")},
    "Concept": {
        "field": public("which field of action"),
        "title": public("what is done"),
        "method": public("how it is done"),
        "target_groups": public("for whom"),
        "partners": internal("with whom; may name people"),
        "resources": internal("with what"),
        "state": internal("whether it holds"),
    },
    "ConceptGoal": {"concept": public("which concept"), "goal": public("for which goal")},
    "ConceptStep": {
        "concept": internal("which concept"),
        "title": internal("what is done"),
        "day": internal("by when"),
        "done_on": internal("when it was done"),
    },
    "Effect": {
        "intended": internal("wanted or not"),
        "title": internal("what changes"),
        "seen": internal("how it is measured"),
        "answer": internal("what was measured or is done"),
        "responsible": personal("who looks at it; may name a person", "grant_file"),
        "day": internal("when it was looked at"),
        "state": internal("whether it holds"),
    },
    "Process": {"start_on": internal("when the plan was begun")},
    "ProcessStep": {
        name: internal("a step of the five months")
        for name in ("number", "kind", "title", "lane", "due", "done_on", "paper")
    },
    "CoachContract": {
        "name": personal("who accompanies the plan", "grant_file"),
        "hours": internal("hours agreed"),
        "begins_on": internal("first day"),
        "ends_on": internal("last day"),
        "paper": internal("where the contract lies"),
    },
    "CoachTalk": {
        "day": internal("when"),
        "hours": internal("how long"),
        "theme": internal("about what"),
        "advice": internal("what the coach says; may name people"),
        "by_office": internal("whether the office entered it"),
        "author": personal("who entered it", "grant_file"),
        "author_name": personal("who entered it, as called then", "grant_file"),
    },
    "Chapter": {
        "number": public("place in the plan"),
        "title": public("title"),
        "writers": personal("who writes it; may name people", "grant_file"),
        "state": internal("whether it stands in the plan"),
    },
    "Block": {
        "chapter": internal("which chapter"),
        "place": internal("place in it"),
        "kind": internal("paragraph or live part"),
        "text": internal("the text before it is shown"),
        "changed_by": personal("who wrote it last", "grant_file"),
        "changed_by_name": personal("who wrote it last, as called then", "grant_file"),
        "changed_at": internal("when"),
        "state": internal("whether it stands in the plan"),
    },
    "PlanVersion": {
        name: internal("a version of the plan, public once it is shown")
        for name in (
            "major",
            "minor",
            "reason",
            "year",
            "made_on",
            "made_at",
            "content",
            "digest",
            "document",
            "comments_until",
            "answers_until",
            "shown_on",
            "state",
        )
    }
    | {
        "made_by": personal("who made it", "grant_file"),
        "made_by_name": personal("who made it, as called then", "grant_file"),
    },
    "EasyText": {
        "version": internal("which version it tells"),
        "text": public("the plan in plain language"),
        "checked_by": personal("who read it; may name people", "grant_file"),
        "checked_on": internal("when it was read"),
        "shown_on": public("since when it is shown"),
        "state": internal("whether readers have checked it"),
    },
    "EffectGoal": {"effect": internal("which effect"), "goal": internal("from which goal")},
}

WORDS: dict[str, Collection[str]] = {
    "Goal.level": rules.LEVELS,
    "Goal.state": GOAL.states,
    "GoalValue.state": VALUE.states,
    "ActionField.state": FIELD.states,
    "Concept.state": CONCEPT.states,
    "Effect.state": EFFECT.states,
    "ProcessStep.kind": (rules.ENTERED, *(kind for kind, *_more in rules.STEPS)),
    "ProcessStep.lane": rules.LANES,
    "Chapter.state": KEPT.states,
    "Block.kind": (rules.PARAGRAPH, *rules.LIVE),
    "Block.state": KEPT.states,
    "PlanVersion.state": PLAN_VERSION.states,
    "EasyText.state": EASY_TEXT.states,
}
"""The words a column may hold."""
