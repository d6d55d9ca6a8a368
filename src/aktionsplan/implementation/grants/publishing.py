"""Keeping the public sums of money in step with the grants."""

import datetime as dt
from typing import Any

from aktionsplan.implementation.grants.publications import PublicMoney, public_money
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import years
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import publish
from aktionsplan.shared.publishing.queries import published_data


def _differs(shown: dict[str, Any], fields: PublicMoney) -> bool:
    return {**shown, "as_of": ""} != {**fields.as_data(), "as_of": ""}


def stale_years(partnership: Partnership, day: dt.date) -> list[int]:
    """The years whose sums on the portal are no longer true."""
    found = []
    for row in years(partnership):
        shown = published_data(partnership, "money", str(row.year))
        if shown is not None and _differs(shown, public_money(partnership, row.year, day)):
            found.append(row.year)
    return found


@deed("grants.show_money")
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
