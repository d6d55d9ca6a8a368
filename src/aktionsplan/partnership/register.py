"""The data register of the tenant."""

from collections.abc import Collection

from aktionsplan.partnership import rules
from aktionsplan.shared.register import internal, personal, public, sensitive

REGISTER = {
    "Partnership": {name: public("names the partnership") for name in ("slug", "name", "land", "claim")}
    | {name: internal("runs the partnership", "partnership") for name in ("founded_at", "demo")},
    "Municipality": {name: public("funding area") for name in ("name", "kind")},
    "District": {name: public("funding area") for name in ("municipality", "name")},
    "Office": {
        name: public("who issues notices and can be asked")
        for name in (
            "kind",
            "authority",
            "head_title",
            "name",
            "street",
            "postcode",
            "city",
            "visit",
            "valid_from",
            "valid_until",
        )
    }
    | {
        "email": personal("functional mailbox, printed on notices", "partnership"),
        "phone": personal("functional number, printed on notices", "partnership"),
        "payer": internal("from which account the town pays", "partnership"),
        "payer_iban": sensitive("from which account the town pays", "partnership"),
        "payer_proposed_by": internal("four eyes over the account", "partnership"),
        "payer_confirmed_by": internal("four eyes over the account", "partnership"),
    },
    "Coordination": {
        name: internal("where the coordination office is, what it does, its contracts", "partnership")
        for name in (
            "place",
            "carrier",
            "tasks",
            "contract_on",
            "contract_until",
            "contract_paper",
            "processor_on",
            "processor_until",
            "processor_paper",
        )
    },
    "OfficeStaff": {"name": personal("who works in the coordination office", "partnership")}
    | {
        name: internal("working time in the coordination office", "partnership")
        for name in ("task", "hours", "begins_on", "ends_on")
    },
    "Statements": {
        name: public("what the town must say in public")
        for name in ("protection_officer", "supervisor", "funder", "assessed_on", "enforcement")
    },
    "ProgrammeYear": {"year": public("year of the money")},
    "Fund": {
        name: internal("money of the fund")
        for name in ("programme_year", "code", "name", "kind", "ceiling_eur", "reserved_eur", "committed_eur")
    },
    "BudgetEntry": {
        name: internal("where money came from")
        for name in ("programme_year", "fund", "source", "amount_eur", "entry_date", "note")
    },
    "FundBooking": {
        name: internal("why money is bound")
        for name in ("fund", "kind", "reference", "reserved_eur", "committed_eur", "booked_at")
    },
    "RuleSet": {
        name: internal("rules in force") for name in ("kind", "scope", "version", "title", "valid_from", "values")
    },
    "Milestone": {name: internal("when a bullet is due") for name in ("bullet", "due_date")},
}

WORDS: dict[str, Collection[str]] = {
    "Coordination.place": rules.PLACES,
    "Fund.kind": rules.FUND_KINDS,
    "BudgetEntry.source": rules.SOURCES,
    "Office.kind": rules.OFFICE_KINDS,
    "RuleSet.kind": rules.RULE_KINDS,
}
"""The words a column may hold."""
