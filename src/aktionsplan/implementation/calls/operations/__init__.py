"""Writing calls and applications.

Who acts: the office, and the sponsor who applies.
What comes out: every deed of this app, each told to the ledger.
"""

from aktionsplan.implementation.calls.operations.announcing import (
    announce,
    lift_reservation,
    set_reservation,
)
from aktionsplan.implementation.calls.operations.applications import (
    check,
    put_to_committee,
    reopen,
    submit,
    withdraw,
)
from aktionsplan.implementation.calls.operations.calls import (
    change_call,
    prepare_call,
    release_call,
    show_goals,
)
from aktionsplan.implementation.calls.operations.criteria import (
    add_criterion,
    change_criterion,
    delete_criterion,
    take_catalogue,
)
from aktionsplan.implementation.calls.operations.decisions import (
    end_without_notice,
    take_back_decision,
    take_over_decision,
)
from aktionsplan.implementation.calls.operations.drafts import (
    attach,
    delete_line,
    detach,
    discard,
    save_line,
    save_page,
    start,
)
from aktionsplan.implementation.calls.operations.ratings import (
    allow_late,
    declare_recusal,
    doubt_recusal,
    hand_in_rating,
    keep_rating,
    lift_recusal,
    pre_assess,
    remind_raters,
    save_rating,
)
from aktionsplan.implementation.calls.operations.selection import (
    add_scenario,
    change_scenario,
    drop_scenario,
    hand_over,
    set_selection,
)

__all__ = [
    "add_criterion",
    "add_scenario",
    "allow_late",
    "announce",
    "attach",
    "change_call",
    "change_criterion",
    "change_scenario",
    "check",
    "declare_recusal",
    "delete_criterion",
    "delete_line",
    "detach",
    "discard",
    "doubt_recusal",
    "drop_scenario",
    "end_without_notice",
    "hand_in_rating",
    "hand_over",
    "keep_rating",
    "lift_recusal",
    "lift_reservation",
    "pre_assess",
    "prepare_call",
    "put_to_committee",
    "release_call",
    "remind_raters",
    "reopen",
    "save_line",
    "save_page",
    "save_rating",
    "set_reservation",
    "set_selection",
    "show_goals",
    "start",
    "submit",
    "take_back_decision",
    "take_catalogue",
    "take_over_decision",
    "withdraw",
]
