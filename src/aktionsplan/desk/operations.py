"""The desk's only deed: noting that somebody has read the ledger."""

import datetime as dt

from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record


@deed("ledger.read", on=None, because="reading the ledger changes nothing")
def read_ledger(*, by: By, at: dt.datetime) -> None:
    """Every reading of the ledger stands in the ledger."""
    record(by=by, at=at, reference="ledger", payload={"read": True})
