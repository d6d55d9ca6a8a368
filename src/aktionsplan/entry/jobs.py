"""Hourly: the tree heads are written beside the database, so that a restored older backup is noticed.

Daily: what has had its time goes, and the bytes that nothing names any more.
"""

import datetime as dt
import logging

from django.db import IntegrityError

from aktionsplan.entry.heads import remember_heads
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import in_every_town
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.files.operations import sweep
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.retention.operations import expire, expire_global
from aktionsplan.shared.retention.queries import expiring

log = logging.getLogger(__name__)


@recurring("heads", "hour")
def heads(now: dt.datetime) -> str:
    """Writes the present tree heads."""
    return f"{remember_heads()} tree heads kept"


@recurring("files", "day")
def files(now: dt.datetime) -> str:
    """Removes the bytes of files that nothing names any more."""
    return f"{sweep(now=now)} unnamed files removed"


@recurring("retention", "day")
def retention(now: dt.datetime) -> str:
    """Lets everything go that goes by itself; what needs a release stands on the desk.

    A model that cannot go is named in the log and does not hold up the others.
    """

    def work(town: Partnership) -> int:
        by, gone = Installation(town, "tick"), 0
        for model in expiring(town, local_day(now)):
            try:
                gone += expire(model=model, by=by, at=now)
            except IntegrityError:
                log.exception("retention: %s of %s does not go", model, town.slug)
        return gone

    gone = expire_global(now)
    return f"{gone + in_every_town(work)} old rows dropped"
