"""Each minute: what the apps report of the 48 points is kept for the desk, which would else ask each of them."""

import datetime as dt

from aktionsplan.desk.queries import renew
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import in_every_town
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.periods import local_day


@recurring("stages", "minute")
def stages(now: dt.datetime) -> str:
    """Asks the apps anew in each town where something was done since, or a new day has begun."""

    def work(town: Partnership) -> int:
        return int(renew(town, local_day(now)))

    return f"{in_every_town(work)} towns asked anew"
