"""Reading base rates."""

import datetime as dt
from decimal import Decimal

from aktionsplan.implementation.grants import rules
from aktionsplan.implementation.grants.models import BaseRate
from aktionsplan.partnership.models import Partnership


def rates(partnership: Partnership) -> rules.Rates:
    """The base rates that hold here: those of the program and those added."""
    added = BaseRate.objects.filter(partnership=partnership).values_list("valid_from", "percent")
    return rules.rates(list(added))


def rate_rows(partnership: Partnership) -> list[tuple[dt.date, dt.date, Decimal, str]]:
    """Each row from its day to the last one it holds, the newest first, with where it stood (nothing for the program's)."""
    known = rates(partnership)
    sources = dict(BaseRate.objects.filter(partnership=partnership).values_list("valid_from", "source"))
    ends = [*(day - dt.timedelta(days=1) for day, _percent in known.rows[1:]), known.known_until]
    rows = [(day, end, percent, sources.get(day, "")) for (day, percent), end in zip(known.rows, ends, strict=True)]
    return rows[::-1]
