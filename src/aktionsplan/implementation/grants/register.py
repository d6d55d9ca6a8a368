"""The data register of grants."""

from collections.abc import Collection

from aktionsplan.implementation.grants import rules
from aktionsplan.implementation.grants.rules.receipt import FEE_UNITS, LINES, SIDES, WAYS
from aktionsplan.implementation.grants.states import (
    ACT,
    ATTENDANCE_SHEET,
    CHANGE_REQUEST,
    GRANT,
    PAYMENT,
    PROVISION,
    RECEIPT,
)
from aktionsplan.shared.register import internal, personal, public

REGISTER = {
    "Grant": {
        name: internal("money given")
        for name in (
            "application",
            "organisation",
            "fund",
            "number",
            "amount_eur",
            "funding_type",
            "state",
            "protected",
        )
    },
    "Notice": {
        name: internal("who drafted, signed and posted it, and when it is final")
        for name in (
            "grant",
            "rules_version",
            "kept_law",
            "proof_due_on",
            "payment_scheme",
            "advance_percent",
            "flat_eur",
            "flat_unit",
            "drafted_by",
            "drafters",
            "drafted_at",
            "returned_note",
            "signed_by",
            "signed_at",
            "document",
            "posted_on",
            "notified_on",
            "remedy_last_day",
            "received_on",
            "waived_on",
            "objected_on",
            "served_on",
            "contested_on",
            "early_start_on",
            "not_begun_on",
            "instructed",
            "late_on",
            "reasons",
            "reduction_reason",
            "struck_eur",
            "provisions",
        )
    }
    | {
        "purpose": personal("what the money is for; may name people", "grant_file"),
        "salutation": personal("who is addressed", "grant_file"),
    },
    "Act": {
        name: internal("who drafted, signed and posted it, and when it is final")
        for name in (
            "application",
            "kind",
            "number",
            "state",
            "rules_version",
            "kept_law",
            "drafted_by",
            "drafters",
            "drafted_at",
            "returned_note",
            "signed_by",
            "signed_at",
            "document",
            "posted_on",
            "notified_on",
            "remedy_last_day",
            "received_on",
            "waived_on",
            "objected_on",
            "contested_on",
            "served_on",
            "instructed",
            "late_on",
            "details",
        )
    }
    | {
        "salutation": personal("who is addressed", "grant_file"),
        "reasons": personal("why it was decided so; may name people", "grant_file"),
    },
    "Provision": {
        name: internal("what a notice demands, and whether it is met")
        for name in ("grant", "kind", "due_on", "amount_eur", "state", "met_on", "follow_up")
    }
    | {
        "text": personal("what the sponsor has to do; may name people", "grant_file"),
        "note": personal("how it was met or why it was waived", "grant_file"),
    },
    "Payment": {
        name: internal("who asked, ordered and released")
        for name in (
            "grant",
            "amount_eur",
            "state",
            "requested_by",
            "requested_at",
            "ordered_by",
            "ordered_at",
            "bank",
            "released_by",
            "released_at",
            "bank_file",
            "fetched_by",
            "fetched_at",
            "reason",
            "need_eur",
            "bounced_on",
        )
    }
    | {"purpose": personal("what the money is needed for", "grant_file")},
    "Receipt": {
        name: internal("what was spent and taken in, for the proof of use")
        for name in (
            "grant",
            "number",
            "side",
            "line",
            "invoice_number",
            "document_on",
            "paid_on",
            "amount_eur",
            "eligible_eur",
            "currency",
            "quantity",
            "unit",
            "way",
            "flow",
            "payment",
            "state",
            "entered_by",
            "entered_at",
        )
    }
    | {
        "payee": personal("who was paid or gave money", "grant_file"),
        "reason": personal("what for; may name people", "grant_file"),
        "remark": personal("what the sponsor says of it", "grant_file"),
        "file": personal("photo or PDF of the receipt", "grant_file"),
        "invoice": personal("data of an e-invoice", "grant_file"),
    },
    "AttendanceSheet": {
        name: internal("what a flat rate is proved by")
        for name in (
            "grant",
            "number",
            "title",
            "held_on",
            "time",
            "place",
            "single",
            "people",
            "under_16",
            "state",
            "entered_by",
            "entered_at",
        )
    }
    | {"file": personal("the signed list", "grant_file")},
    "ChangeRequest": {
        name: internal("what is to change in a project, and what the office answered")
        for name in ("grant", "number", "lines", "ends_on", "state", "asked_by", "asked_at", "answer_until", "act")
    }
    | {
        "purpose": personal("what the money is to be for", "grant_file"),
        "sponsor": personal("who is to carry the project out", "grant_file"),
        "reason": personal("why; may name people", "grant_file"),
    },
    "BaseRate": {
        name: internal("interest on money that is paid back")
        for name in ("valid_from", "percent", "source", "entered_by", "entered_at")
    },
    "HistoricGrant": {
        name: public("who got what for what in earlier years")
        for name in (
            "source",
            "source_number",
            "recipient",
            "legal_form",
            "purpose",
            "programme",
            "starts_on",
            "ends_on",
            "amount_eur",
        )
    }
    | {"row": internal("row of the list"), "imported_at": internal("when")},
}

WORDS: dict[str, Collection[str]] = {
    "Grant.state": GRANT.states,
    "Grant.funding_type": rules.FUNDING_TYPES,
    "Act.state": ACT.states,
    "Act.kind": rules.ACT_KINDS,
    "Provision.state": PROVISION.states,
    "Provision.kind": rules.PROVISION_KINDS,
    "Payment.state": PAYMENT.states,
    "Notice.payment_scheme": rules.SCHEMES,
    "AttendanceSheet.state": ATTENDANCE_SHEET.states,
    "Notice.flat_unit": rules.FLAT_UNITS,
    "ChangeRequest.state": CHANGE_REQUEST.states,
    "Receipt.state": RECEIPT.states,
    "Receipt.side": SIDES,
    "Receipt.line": {**LINES["expense"], **LINES["income"]},
    "Receipt.way": WAYS,
    "Receipt.unit": FEE_UNITS,
}
"""The words a column may hold."""
