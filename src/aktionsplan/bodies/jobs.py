"""Hourly: votes in writing are closed when their deadline is over; names of ended terms leave the portal. Each minute: keys go."""

import datetime as dt

from aktionsplan.bodies.models import Body, Meeting, Vote
from aktionsplan.bodies.operations.circulars import close_circular, may_close
from aktionsplan.bodies.operations.publishing import drop_ended, is_untrue
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import in_every_town
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.sealed import sweep
from aktionsplan.shared.tenancy import in_each_partnership


@recurring("circulars", "hour")
def circulars(now: dt.datetime) -> str:
    """Counts every vote in writing whose answers are complete or whose deadline is over."""

    def work(town: Partnership) -> int:
        rows = Meeting.objects.filter(partnership=town, kind="circular", state="running").select_related("body")
        due = [meeting for meeting in rows if may_close(meeting, now)]
        for meeting in due:
            close_circular(meeting=meeting, by=Installation(town, "tick"), at=now)
        return len(due)

    return f"{in_every_town(work)} votes in writing closed"


@recurring("terms", "hour")
def terms(now: dt.datetime) -> str:
    """Takes the names of people whose term has ended by its date off the portal."""

    def work(town: Partnership) -> int:
        due = [body for body in Body.objects.filter(partnership=town) if is_untrue(body, now)]
        for body in due:
            drop_ended(body=body, by=Installation(town, "tick"), at=now)
        return len(due)

    return f"{in_every_town(work)} compositions corrected"


def _secret_votes() -> list[str]:
    return list(Vote.objects.filter(state="open", secret=True).values_list("key", flat=True))


@recurring("vote keys", "minute")
def vote_keys(now: dt.datetime) -> str:
    """Removes the keys of secret votes that no longer run; one whose vote goes on stays."""
    running = set(in_each_partnership(_secret_votes))
    return f"{sweep('vote', running, now)} keys removed"
