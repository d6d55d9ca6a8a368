"""Keeping the public sums of money in step with the grants."""

import dataclasses
import datetime as dt

from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.publications import PublicMoney, public_money, public_project
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import years
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.operations import publish
from aktionsplan.shared.publishing.queries import published_data


def _differs(shown: Json, fields: PublicMoney) -> bool:
    return {**shown, "as_of": ""} != {**fields.as_data(), "as_of": ""}


def stale_years(partnership: Partnership, day: dt.date) -> list[int]:
    """The years whose sums on the portal are no longer true."""
    outdated_years = []
    for row in years(partnership):
        shown = published_data(partnership, "money", str(row.year))
        if shown is not None and _differs(shown, public_money(partnership, row.year, day)):
            outdated_years.append(row.year)
    return outdated_years


def goals_to_add(partnership: Partnership) -> list[Grant]:
    """Projects on the portal without their goal, though the goal is public by now and nothing else has changed."""
    shown = Publication.objects.filter(partnership=partnership, kind="project", current=True, data__goal={})
    rows = Grant.objects.filter(partnership=partnership, protected=False, application__goal__isnull=False)
    rows = rows.select_related("application__goal", "application__district__municipality", "organisation", "fund")
    grants = {
        row.key: row for row in rows.filter(key__in=shown.values("slug")).select_related("notice", "partnership")
    }
    contents = {page.slug: page.content for page in shown if page.slug in grants}
    fields = {key: dataclasses.asdict(public_project(grant)) for key, grant in grants.items()}
    return [
        grants[key]
        for key, data in contents.items()
        if fields[key]["goal"] and {**fields[key], "goal": {}} == {**data, "goal": {}}
    ]


@deed("grants.show_goal", on=queries.GRANT)
def show_goal(*, grant: Grant, by: By, at: dt.datetime) -> None:
    """Adds its goal to a project on the portal, now that the goal is public."""
    publish(by=by, at=at, kind="project", slug=grant.key, fields=public_project(grant), order=grant.number)
    record(by=by, at=at, payload={"number": grant.number})


@deed("grants.show_money", on=None, because="a year and its sums are computed from many rows")
def show_money(*, year: int, by: By, at: dt.datetime, first: bool = False) -> None:
    """The year's sums on the portal as they are now.

    Nothing is shown before somebody has published a first project of the year (`first`).
    """
    shown = published_data(by.partnership, "money", str(year))
    fields = public_money(by.partnership, year, local_day(at))
    due = first if shown is None else _differs(shown, fields)
    if due:
        publish(by=by, at=at, kind="money", slug=str(year), fields=fields, order=str(9999 - year))
    record(by=by, at=at, reference=f"money:{year}", payload={"year": year, "changed": due})
