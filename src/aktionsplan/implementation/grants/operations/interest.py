"""Writing base rates."""

import datetime as dt
from decimal import Decimal

from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.models import BaseRate
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Refused


@deed("grants.add_base_rate", on=None, because="the row is made here")
def add_base_rate(*, valid_from: dt.date, percent: Decimal, source: str, by: By, at: dt.datetime) -> BaseRate:
    """A further base rate, also an unchanged one, with where it stands. Refused for a day on which it never changes, for a
    half-year to come, and for one that has a rate (money.md IN1)."""
    if problem := rules.row_problem(valid_from, queries.rates(by.partnership), local_day(at)):
        raise Refused(problem)
    row = BaseRate.objects.create(
        partnership=by.partnership,
        valid_from=valid_from,
        percent=percent,
        source=source,
        entered_by=by.reference,
        entered_at=at,
    )
    payload = {"valid_from": valid_from.isoformat(), "percent": str(percent), "source": source}
    record(by=by, at=at, reference="base_rates", payload=payload)
    return row
