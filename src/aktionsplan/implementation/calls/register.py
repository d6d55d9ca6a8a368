"""The data register of calls and applications."""

from aktionsplan.shared.register import Eraser, internal, personal, public

REGISTER = {
    "Call": {
        name: public("who can get what until when")
        for name in (
            "fund",
            "title",
            "summary",
            "who_may_apply",
            "max_amount_eur",
            "opens_on",
            "deadline",
            "project_from",
            "project_until",
            "goals",
        )
    }
    | {
        name: internal("release and frozen rules")
        for name in ("state", "prepared_by", "released_by", "released_at", "rules_version", "rules", "version")
    },
    "CallGoal": {"call": public("which goals"), "goal": public("which goals")},
    "Application": {
        name: personal("judging the application", "grant_file")
        for name in (
            "contact_name",
            "signatory_name",
            "signatory_function",
            "description",
            "place",
            "success",
            "account",
            "title",
            "summary",
        )
    }
    | {
        name: internal("judging the application")
        for name in (
            "call",
            "organisation",
            "number",
            "state",
            "newness",
            "starts_on",
            "ends_on",
            "district",
            "goal",
            "target_groups",
            "participants",
            "not_begun",
            "no_double_funding",
            "privacy_read",
            "requested_eur",
            "total_eur",
            "awarded_eur",
            "submitted_at",
            "first_submitted_at",
            "first_requested_eur",
            "decision_key",
            "late",
            "version",
            "changed_at",
            "receipt",
        )
    },
    "BudgetLine": {
        "label": personal("what is paid for; may name a person", "grant_file"),
    }
    | {
        name: internal("the plan")
        for name in ("application", "side", "category", "quantity", "unit", "price_eur", "amount_eur")
    },
    "Attachment": {
        "name": personal("names the file", "grant_file", Eraser.ROW),
        "file": personal("content of the file", "grant_file", Eraser.ROW),
        "application": internal("belongs to"),
        "added_at": internal("when"),
    },
    "FormalCheck": {
        name: internal("what the office found")
        for name in ("application", "answers", "result", "note", "checked_by", "checked_at")
    },
}
