"""Hourly: surveys whose last day is over are closed. Each minute: keys of rounds that no longer run go."""

import datetime as dt

from aktionsplan.development.participation import queries
from aktionsplan.development.participation.models import Survey
from aktionsplan.development.participation.operations import close_survey
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import in_every_town
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.sealed import sweep
from aktionsplan.shared.tenancy import in_each_partnership


@recurring("surveys", "hour")
def surveys(now: dt.datetime) -> str:
    """Closes every survey after its last day."""

    def work(town: Partnership) -> int:
        rows = Survey.objects.filter(partnership=town, state="running", ends_on__lt=local_day(now))
        due = list(rows)
        for survey in due:
            close_survey(survey=survey, by=Installation(town, "tick"), at=now)
        return len(due)

    return f"{in_every_town(work)} surveys closed"


@recurring("round keys", "minute")
def round_keys(now: dt.datetime) -> str:
    """Removes the keys of rounds that no longer run."""
    running = set(in_each_partnership(queries.running_surveys))
    return f"{sweep('round', running, now)} keys removed"
