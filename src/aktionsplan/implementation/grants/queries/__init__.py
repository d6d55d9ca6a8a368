"""Reading grants, payments and what happened to them.

Who acts: nobody; every function reads.
What comes out: rows with what pages and operations need to know of them.
"""

from aktionsplan.implementation.grants.queries.projects import (
    drawn,
    drawn_of,
    grant_for,
    grants,
    historic,
    money_by_goal,
    new_rows,
    notice_relations,
    open_applications,
    own_grant,
    own_grants,
    paid,
    payable_problem,
    payment_for,
    payment_relations,
    payments,
    protected_sums,
    reference,
    request_hints,
    reserved_count,
    too_late,
    unpublished,
    waiting,
    year_sums,
)

__all__ = [
    "drawn",
    "drawn_of",
    "grant_for",
    "grants",
    "historic",
    "money_by_goal",
    "new_rows",
    "notice_relations",
    "open_applications",
    "own_grant",
    "own_grants",
    "paid",
    "payable_problem",
    "payment_for",
    "payment_relations",
    "payments",
    "protected_sums",
    "reference",
    "request_hints",
    "reserved_count",
    "too_late",
    "unpublished",
    "waiting",
    "year_sums",
]
