"""Money that is bound, offices, and rule sets.

Who acts: nobody; values come in.
What comes out: problems with their reason, and values with their source.
"""

from aktionsplan.partnership.rules.coordination import (
    EXTERNAL,
    INTERNAL,
    NOTICE_DAYS,
    PARTS,
    PLACES,
    Record,
    Span,
    ends_soon,
    gaps,
    hours_on,
)
from aktionsplan.partnership.rules.money import FUND_KINDS, SOURCES, ceiling_change, payer_problem, room
from aktionsplan.partnership.rules.rule_sets import (
    RULE_KINDS,
    SETTINGS,
    FictionDays,
    fiction_days,
    frozen,
    problems,
    read,
    source_for,
)
from aktionsplan.partnership.rules.setting import Setting
from aktionsplan.partnership.rules.statements import FIELDS, REQUIRED, missing_statements
from aktionsplan.partnership.rules.town import OFFICE_KINDS, slug_problem

__all__ = [
    "EXTERNAL",
    "INTERNAL",
    "NOTICE_DAYS",
    "PARTS",
    "PLACES",
    "Record",
    "Span",
    "ends_soon",
    "gaps",
    "hours_on",
    "FIELDS",
    "FUND_KINDS",
    "FictionDays",
    "OFFICE_KINDS",
    "REQUIRED",
    "RULE_KINDS",
    "SETTINGS",
    "SOURCES",
    "Setting",
    "ceiling_change",
    "fiction_days",
    "missing_statements",
    "payer_problem",
    "problems",
    "frozen",
    "read",
    "room",
    "slug_problem",
    "source_for",
]
