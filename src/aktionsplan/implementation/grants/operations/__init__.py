"""Writing notices, payments, what the portal shows, and grants of earlier years.

Who acts: the office, signatory, cashier, editor and the sponsor who asks for money.
What comes out: every deed of this app, each told to the ledger.
"""

from aktionsplan.implementation.grants.operations.acts import (
    bind_act,
    contest_act,
    correct_act,
    doubt_act,
    draft_act,
    drop_act,
    post_act,
    post_all,
    redraft_act,
    return_act,
    settle_act,
    sign_act,
    waive_act,
)
from aktionsplan.implementation.grants.operations.changes import answer_change, request_change, take_back_change
from aktionsplan.implementation.grants.operations.history import ask_import, import_historic, publish_historic
from aktionsplan.implementation.grants.operations.interest import add_base_rate
from aktionsplan.implementation.grants.operations.notices import (
    draft_notice,
    drop_notice,
    redraft_notice,
    return_notice,
    sign_notice,
)
from aktionsplan.implementation.grants.operations.notification import (
    become_binding,
    correct_notification,
    doubt_instruction,
    post_notice,
    record_objection,
    record_waiver,
    settle_objection,
)
from aktionsplan.implementation.grants.operations.payments import (
    bounce_payment,
    enter_request,
    fetch_bank_file,
    order_payment,
    refuse_payment,
    release_payment,
    request_payment,
    request_reimbursement,
)
from aktionsplan.implementation.grants.operations.projects import publish_project, withdraw_project
from aktionsplan.implementation.grants.operations.provisions import (
    add_instalment,
    add_provision,
    drop_provision,
    meet_provision,
    reopen_provision,
    waive_provision,
)
from aktionsplan.implementation.grants.operations.publishing import show_goal, show_money
from aktionsplan.implementation.grants.operations.receipts import (
    add_receipt,
    attach_receipt,
    change_receipt,
    import_receipts,
    restore_receipt,
    withdraw_receipt,
)
from aktionsplan.implementation.grants.operations.sheets import add_sheet, count_sheet, drop_sheet

__all__ = [
    "add_sheet",
    "count_sheet",
    "drop_sheet",
    "answer_change",
    "request_change",
    "take_back_change",
    "add_instalment",
    "add_receipt",
    "bounce_payment",
    "request_reimbursement",
    "attach_receipt",
    "change_receipt",
    "import_receipts",
    "restore_receipt",
    "withdraw_receipt",
    "add_provision",
    "drop_provision",
    "meet_provision",
    "reopen_provision",
    "waive_provision",
    "bind_act",
    "contest_act",
    "correct_act",
    "doubt_act",
    "draft_act",
    "drop_act",
    "post_act",
    "post_all",
    "redraft_act",
    "return_act",
    "settle_act",
    "sign_act",
    "waive_act",
    "doubt_instruction",
    "add_base_rate",
    "ask_import",
    "become_binding",
    "correct_notification",
    "draft_notice",
    "drop_notice",
    "enter_request",
    "import_historic",
    "order_payment",
    "post_notice",
    "publish_historic",
    "publish_project",
    "record_objection",
    "record_waiver",
    "redraft_notice",
    "refuse_payment",
    "fetch_bank_file",
    "release_payment",
    "request_payment",
    "return_notice",
    "settle_objection",
    "show_goal",
    "show_money",
    "sign_notice",
    "withdraw_project",
]
