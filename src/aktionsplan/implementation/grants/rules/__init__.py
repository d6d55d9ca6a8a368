"""What a notice may say, when it is final, and what may be paid.

Who acts: nobody; values come in.
What comes out: problems with their reason, days and sums.
"""

from aktionsplan.implementation.grants.rules.acts import (
    ACT_KINDS,
    EARLY_START,
    REJECTION,
    act_number,
    act_problem,
    early_day_problem,
)
from aktionsplan.implementation.grants.rules.base_rates import POINTS, ends_soon, rates, row_problem
from aktionsplan.implementation.grants.rules.interest import NoRate, Rates, interest_between
from aktionsplan.implementation.grants.rules.notice import (
    FUNDING_TYPES,
    begun_problem,
    draft_problem,
    early_start_problem,
    funding_problem,
    number,
    period_problem,
    period_start,
    proof_due,
    reduction_problem,
    span,
    struck_problem,
)
from aktionsplan.implementation.grants.rules.payment import (
    after_end,
    before_start,
    payable,
    request_problem,
    too_late,
    traceable,
    year_problem,
)
from aktionsplan.implementation.grants.rules.provision import (
    PROVISION_KINDS,
    condition_problem,
    due_problem,
    provision_sentence,
)
from aktionsplan.implementation.grants.rules.receipt import eligible_problem

__all__ = [
    "eligible_problem",
    "PROVISION_KINDS",
    "condition_problem",
    "due_problem",
    "provision_sentence",
    "ACT_KINDS",
    "EARLY_START",
    "REJECTION",
    "act_number",
    "act_problem",
    "early_day_problem",
    "POINTS",
    "NoRate",
    "Rates",
    "ends_soon",
    "interest_between",
    "rates",
    "row_problem",
    "FUNDING_TYPES",
    "after_end",
    "before_start",
    "begun_problem",
    "draft_problem",
    "early_start_problem",
    "funding_problem",
    "number",
    "payable",
    "period_problem",
    "period_start",
    "proof_due",
    "reduction_problem",
    "request_problem",
    "span",
    "struck_problem",
    "too_late",
    "traceable",
    "year_problem",
]
