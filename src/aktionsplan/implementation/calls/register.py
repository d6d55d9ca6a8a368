"""The data register of calls and applications."""

from collections.abc import Collection

from aktionsplan.implementation.calls import rules
from aktionsplan.implementation.calls.states import APPLICATION, CALL, RATING, RATING_RECUSAL, SCENARIO
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.register import Eraser, internal, personal, public
from aktionsplan.shared.retention.rules import Retention
from aktionsplan.shared.words import mark

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
            "rating_until",
            "sum_eur",
            "selection",
            "goals",
        )
    }
    | {
        name: internal("release and frozen rules")
        for name in ("state", "prepared_by", "released_by", "released_at", "rules_version", "kept_terms", "version")
    }
    | {
        name: internal("whether the money is sure")
        for name in ("reservation", "reservation_ended_at", "reservation_ended_by", "reservation_ended_text")
    },
    "Scenario": {
        name: internal("a proposal who gets how much", "grant_file")
        for name in (
            "call",
            "letter",
            "name",
            "budget_eur",
            "amounts",
            "places",
            "changed_at",
            "computed",
            "proposed",
            "meeting",
            "handed_over_at",
            "state",
        )
    }
    | {
        "author": personal("who made the proposal", "grant_file"),
        "author_name": personal("who made the proposal, as called then", "grant_file"),
    },
    "Criterion": {
        name: public("by what applications are rated")
        for name in ("call", "place", "kind", "title", "help", "weight")
    },
    "Rating": {
        name: internal("what a seat gives an application", "grant_file")
        for name in ("application", "seat", "scores", "changed_at", "handed_in_at", "late", "state")
    }
    | {
        "rater": personal("who rated", "grant_file"),
        "rater_name": personal("who rated, as called then", "grant_file"),
        "comments": personal("remarks of the rater; may name people", "grant_file"),
    },
    "RatingRecusal": {
        name: internal("who does not rate for bias", "grant_file")
        for name in ("application", "seat", "personal", "declared_at", "doubted_at", "state")
    }
    | {
        "person": personal("who is biased", "grant_file"),
        "person_name": personal("who is biased, as called then", "grant_file"),
        "text": personal("why; may name people", "grant_file"),
    },
    "RatingSeat": {
        name: internal("reminders and later days of a seat", "grant_file")
        for name in ("call", "seat", "reminded_at", "late_until")
    },
    "PreAssessment": {
        name: internal("what the office says before the committee rates", "grant_file")
        for name in ("application", "answers", "text", "made_at")
    }
    | {
        "author": personal("who said it", "grant_file"),
        "author_name": personal("who said it, as called then", "grant_file"),
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
            "told_state",
            "told_at",
            "late",
            "version",
            "changed_at",
            "receipt",
        )
    },
    "ApplicationIdea": {name: internal("the idea it builds on") for name in ("application", "idea")},
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

WORDS: dict[str, Collection[str]] = {
    "Call.state": CALL.states,
    "Application.state": APPLICATION.states,
    "Application.newness": rules.NEWNESS,
    "BudgetLine.category": {**rules.EXPENSES, **rules.INCOME},
    "BudgetLine.unit": rules.UNITS,
    "FormalCheck.result": rules.CHECK_RESULTS,
    "Criterion.kind": rules.CRITERION_KINDS,
    "Scenario.state": SCENARIO.states,
    "Rating.state": RATING.states,
    "RatingRecusal.state": RATING_RECUSAL.states,
}
"""The words a column may hold."""

ENDED = ("inadmissible", "rejected", "withdrawn", "not_granted")
ENDED_DAYS = 3 * 365
"""Two years after a decision is final (programme.md section 9: 1 to 2 years, unsourced), which it is within a year."""


def _part(model: str, way: str, **more: Value) -> Retention:
    return Retention(
        "unsuccessful_applications",
        mark("Anträge ohne Förderung"),
        f"calls.{model}",
        f"{way}call__deadline",
        ENDED_DAYS,
        mark("eigene Vorgabe ohne Quelle; üblich sind ein bis zwei Jahre, nachdem die Entscheidung endgültig ist"),
        released=True,
        only={f"{way}state__in": ENDED},
        **more,
    )


RETENTION = (
    _part(
        "Application",
        "",
        thing="application",
        blank=dict.fromkeys(
            (
                "title",
                "contact_name",
                "signatory_name",
                "signatory_function",
                "summary",
                "description",
                "place",
                "success",
            ),
            "",
        ),
    ),
    _part("BudgetLine", "application__", blank={"label": ""}),
    _part("Attachment", "application__", files=("file",)),
    _part("FormalCheck", "application__", blank={"note": "", "answers": {}}),
    _part("Rating", "application__", blank={"comments": {}}),
    _part("RatingRecusal", "application__", blank={"text": ""}),
    _part("PreAssessment", "application__", blank={"text": ""}),
)
