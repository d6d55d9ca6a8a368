"""Does what waits, every minute."""

import datetime as dt

from django.utils import timezone

from aktionsplan.shared.background.operations import do_waiting, end_broken
from aktionsplan.shared.jobs import recurring


@recurring("work", "minute")
def work(now: dt.datetime) -> str:
    """Ends what broke off, then does what waits."""
    broken = end_broken(now)
    done, failed = do_waiting(timezone.now)
    return f"{done} done, {failed + broken} broken off"
