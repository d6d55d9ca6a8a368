"""Hourly: the tree heads are written beside the database, so that a restored older backup is noticed.

Daily: counted tries and marks of recurring work that can no longer matter go.
"""

import datetime as dt

from aktionsplan.entry.heads import remember_heads
from aktionsplan.shared import limits
from aktionsplan.shared.files.operations import sweep
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.models import CacheRow, TickRun
from aktionsplan.shared.tenancy import everywhere


@recurring("heads", "hour")
def heads(now: dt.datetime) -> str:
    """Writes the present tree heads."""
    return f"{remember_heads()} tree heads kept"


@recurring("files", "day")
def files(now: dt.datetime) -> str:
    """Removes the bytes of files that nothing names any more."""
    with everywhere():
        return f"{sweep(now=now)} unnamed files removed"


@recurring("forget", "day")
def forget(now: dt.datetime) -> str:
    """Drops what was counted only for a time."""
    old = TickRun.objects.filter(ran_at__lt=now - dt.timedelta(days=40)).delete()[0]
    old += CacheRow.objects.filter(expires__lt=now).delete()[0]
    return f"{old + limits.forget(before=now)} old rows dropped"
