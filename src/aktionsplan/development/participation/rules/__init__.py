"""Whether something may be asked, and what the answers say.

Who asks: the deeds and pages of taking part.
What comes out: results with small groups hidden, problems with their reason.
"""

from aktionsplan.development.participation.rules.results import (
    ACCESS,
    DISTANCE,
    FEWEST,
    GROUPINGS,
    LEAST,
    Bar,
    Group,
    Grouped,
    answer_bars,
    grouped,
    number_bars,
    rejecting,
    share,
    start_problems,
)

__all__ = [
    "ACCESS",
    "DISTANCE",
    "FEWEST",
    "GROUPINGS",
    "LEAST",
    "Bar",
    "Group",
    "Grouped",
    "answer_bars",
    "grouped",
    "number_bars",
    "rejecting",
    "share",
    "start_problems",
]
