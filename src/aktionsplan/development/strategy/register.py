"""The data register of goals."""

from collections.abc import Collection

from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.states import GOAL
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
            "actual",
            "target_date",
            "target_group",
        )
    }
    | {
        "responsible": personal("who looks after the goal; may name a person", "grant_file"),
        "state": internal("stage of work"),
        "version": internal("notices simultaneous changes"),
    }
}

WORDS: dict[str, Collection[str]] = {
    "Goal.level": rules.LEVELS,
    "Goal.state": GOAL.states,
}
"""The words a column may hold."""
