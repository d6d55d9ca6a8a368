"""Hourly: calls on the portal get the goals that have become public."""

import dataclasses
import datetime as dt

from aktionsplan.implementation.calls.models import Call
from aktionsplan.implementation.calls.operations import show_goals
from aktionsplan.implementation.calls.publications import public_call
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import in_every_town
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.publishing.models import Publication


def _behind(partnership: Partnership) -> list[Call]:
    """Calls on the portal that lack goals which are public by now; nothing else has changed."""
    shown = Publication.objects.filter(partnership=partnership, kind="call", current=True)
    contents = {row.slug: row.content for row in shown}
    rows = Call.objects.filter(partnership=partnership, key__in=contents)
    calls = []
    for call in rows.select_related("fund__programme_year", "partnership"):
        now = dataclasses.asdict(public_call(call))
        if (
            now["goals"] != contents[call.key]["goals"]
            and {**now, **contents[call.key], "goals": now["goals"]} == now
        ):
            calls.append(call)
    return calls


@recurring("call_goals", "hour")
def call_goals(now: dt.datetime) -> str:
    """Adds goals that have become public to the calls that serve them."""

    def work(town: Partnership) -> int:
        return len([show_goals(call=call, by=Installation(town, "tick"), at=now) for call in _behind(town)])

    return f"{in_every_town(work)} calls followed their goals"
