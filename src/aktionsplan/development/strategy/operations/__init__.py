"""Writing goals and the plan.

Who acts: the office.
What comes out: every deed of this app, each told to the ledger.
"""

from aktionsplan.development.strategy.operations.goals import (
    add_goal,
    assign_ideas,
    change_goal,
    drop_goal,
    publish_goals,
    reopen_goal,
)
from aktionsplan.development.strategy.operations.values import (
    enter_value,
    plan_money,
    restore_value,
    withdraw_value,
)
from aktionsplan.development.strategy.operations.ways import (
    add_concept,
    add_effect,
    add_field,
    add_step,
    change_concept,
    change_effect,
    close_field,
    delete_step,
    do_step,
    drop_concept,
    drop_effect,
    rename_field,
    reopen_concept,
    reopen_effect,
    reopen_field,
)

__all__ = [
    "add_concept",
    "add_effect",
    "add_field",
    "add_goal",
    "add_step",
    "assign_ideas",
    "change_concept",
    "change_effect",
    "change_goal",
    "close_field",
    "delete_step",
    "do_step",
    "drop_concept",
    "drop_effect",
    "drop_goal",
    "enter_value",
    "plan_money",
    "publish_goals",
    "rename_field",
    "reopen_concept",
    "reopen_effect",
    "reopen_field",
    "reopen_goal",
    "restore_value",
    "withdraw_value",
]
