"""Writing calls and applications.

Who acts: the office, and the sponsor who applies.
What comes out: every deed of this app, each told to the ledger.
"""

from aktionsplan.implementation.calls.operations.applications import check, put_to_committee, reopen, submit, withdraw
from aktionsplan.implementation.calls.operations.calls import change_call, prepare_call, release_call, show_goals
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

__all__ = [
    "add_criterion",
    "allow_late",
    "change_criterion",
    "declare_recusal",
    "delete_criterion",
    "doubt_recusal",
    "hand_in_rating",
    "keep_rating",
    "lift_recusal",
    "pre_assess",
    "remind_raters",
    "save_rating",
    "take_catalogue",
    "attach",
    "change_call",
    "check",
    "delete_line",
    "detach",
    "discard",
    "end_without_notice",
    "prepare_call",
    "put_to_committee",
    "release_call",
    "reopen",
    "save_line",
    "save_page",
    "show_goals",
    "start",
    "submit",
    "take_back_decision",
    "take_over_decision",
    "withdraw",
]
