"""Rows of stage 2."""

from aktionsplan.people.permissions.house import IMPARTIAL, OWN, STAFF, WITH_MONEY, row
from aktionsplan.people.permissions.relations import NOT_DRAFTER, NOT_ORDERER
from aktionsplan.people.permissions.roles import Role

SEES = (*WITH_MONEY, Role.COACH)

ROWS: dict[str, dict[str, frozenset[str]]] = {
    "calls.view": row(*SEES, Role.EDITOR),
    "calls.prepare": row(Role.COORDINATOR, Role.LEAD_OFFICER),
    "calls.change": row(Role.COORDINATOR, Role.LEAD_OFFICER),
    "calls.release": row(Role.LEAD_OFFICER),
    "applications.list": row(*WITH_MONEY),
    "applications.export": row(*WITH_MONEY),
    "applications.view": row(*WITH_MONEY),
    "applications.view_own": row(Role.SPONSOR, relations=OWN),
    "applications.start": row(Role.SPONSOR, relations=OWN),
    "applications.edit": row(Role.SPONSOR, relations=OWN),
    "applications.submit": row(Role.SPONSOR, relations=OWN),
    "applications.discard": row(Role.SPONSOR, relations=OWN),
    "applications.withdraw": row(Role.SPONSOR, relations=OWN),
    "applications.check": row(*STAFF, relations=IMPARTIAL),
    "applications.reopen": row(Role.LEAD_OFFICER, relations=IMPARTIAL),
    "applications.put_to_committee": row(*STAFF, relations=IMPARTIAL),
    "applications.take_over": row(*STAFF, relations=IMPARTIAL),
    "applications.take_back": row(*STAFF, relations=IMPARTIAL),
    "grants.list": row(*WITH_MONEY, Role.EDITOR),
    "grants.view": row(*WITH_MONEY, Role.EDITOR),
    "grants.read_notice": row(*WITH_MONEY),
    "grants.read_bank_file": row(Role.LEAD_OFFICER, Role.CASHIER, Role.AUDITOR),
    "grants.view_own": row(Role.SPONSOR, relations=OWN),
    "grants.draft_notice": row(*STAFF, relations=IMPARTIAL),
    "grants.sign_notice": row(Role.SIGNATORY, relations=frozenset({NOT_DRAFTER}) | IMPARTIAL),
    "grants.return_notice": row(Role.SIGNATORY, relations=IMPARTIAL),
    "grants.drop_notice": row(Role.LEAD_OFFICER, relations=IMPARTIAL),
    "grants.post_notice": row(*STAFF, relations=IMPARTIAL),
    "grants.correct_notification": row(*STAFF, relations=IMPARTIAL),
    "grants.record_waiver": row(*STAFF, relations=IMPARTIAL),
    "grants.record_objection": row(*STAFF, relations=IMPARTIAL),
    "grants.settle_objection": row(Role.LEAD_OFFICER, relations=IMPARTIAL),
    "grants.request_payment": row(Role.SPONSOR, relations=OWN),
    "grants.enter_request": row(*STAFF, relations=IMPARTIAL),
    "grants.refuse_payment": row(Role.LEAD_OFFICER, relations=IMPARTIAL),
    "grants.order_payment": row(Role.LEAD_OFFICER, relations=IMPARTIAL),
    "grants.release_payment": row(Role.CASHIER, relations=frozenset({NOT_ORDERER}) | IMPARTIAL),
    "grants.publish_project": row(Role.EDITOR, Role.LEAD_OFFICER),
    "grants.withdraw_project": row(Role.EDITOR, Role.LEAD_OFFICER),
    "grants.import_historic": row(*STAFF),
    "grants.publish_historic": row(Role.EDITOR, *STAFF),
}

FRESH = frozenset(
    {
        "grants.sign_notice",
        "grants.drop_notice",
        "grants.record_waiver",
        "grants.order_payment",
        "grants.release_payment",
    }
)
