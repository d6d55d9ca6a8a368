"""Daily: notices whose last day for an objection has passed become final; hourly: the portal follows money and goals."""

import datetime as dt

from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.notification import become_binding
from aktionsplan.implementation.grants.publishing import goals_to_add, show_goal, show_money, stale_years
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import partnership_scope


@recurring("finality", "day")
def finality(now: dt.datetime) -> str:
    """Moves every notified grant whose remedy period is over; the same day twice does nothing twice."""
    moved = 0
    for partnership in Partnership.objects.all():
        with partnership_scope(partnership):
            due = Grant.objects.filter(
                partnership=partnership, state="notified", notice__remedy_last_day__lt=local_day(now)
            )
            for grant in due:
                become_binding(grant=grant, by=Installation(partnership, "tick"), at=now)
                moved += 1
    return f"{moved} notices became binding"


@recurring("goals", "hour")
def goals(now: dt.datetime) -> str:
    """Adds goals that have become public to the projects that serve them."""
    added = 0
    for partnership in Partnership.objects.all():
        with partnership_scope(partnership):
            for grant in goals_to_add(partnership):
                show_goal(grant=grant, by=Installation(partnership, "tick"), at=now)
                added += 1
    return f"{added} goals added to projects"


@recurring("money", "hour")
def money(now: dt.datetime) -> str:
    """Shows what has been reserved, freed or entered since, wherever sums are public already."""
    changed = 0
    for partnership in Partnership.objects.all():
        with partnership_scope(partnership):
            for year in stale_years(partnership, local_day(now)):
                show_money(year=year, by=Installation(partnership, "tick"), at=now)
                changed += 1
    return f"{changed} public sums changed"
