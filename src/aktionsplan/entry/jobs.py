"""Hourly: the tree heads are written beside the database, so that a restored older backup is noticed."""

import datetime as dt

from aktionsplan.entry.backup import remember_heads
from aktionsplan.shared.jobs import recurring


@recurring("heads", "hour")
def heads(now: dt.datetime) -> str:
    """Writes the present tree heads."""
    remember_heads()
    return "0 tree heads changed by hand"
