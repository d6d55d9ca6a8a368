"""Registers the app."""

import datetime as dt
from typing import TYPE_CHECKING

from aktionsplan.shared.navigation import OWN
from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import Phrase, mark

if TYPE_CHECKING:
    from aktionsplan.partnership.models import Partnership


def _call_runs(partnership: "Partnership", key: str, day: dt.date) -> list[Phrase]:
    from aktionsplan.implementation.calls.queries import call_of  # noqa: PLC0415 -- models are there after the apps

    call = call_of(partnership, key)
    if call is None or call.deadline < day:
        return []
    until = {"day": call.deadline.strftime("%d.%m.%Y")}
    return [Phrase(mark("Der Aufruf läuft noch bis {day}; weitere Anträge können kommen."), until)]


class CallsConfig(OwnApp):
    """Calls and applications."""

    name = "aktionsplan.implementation.calls"
    label = "calls"
    tabs = (
        Tab(mark("Aufrufe"), "calls:calls", "funding", 10),
        Tab(mark("Anträge"), "calls:applications", "funding", 20),
        Tab(mark("Bewertung"), "calls:rated_calls", "funding", 30),
        Tab(mark("Auswahl"), "calls:selected_calls", "funding", 32),
        Tab(mark("Bewerten"), "calls:own_calls", "funding", 31),
        Tab(mark("Meine Anträge"), "calls:own", OWN, 10, action="applications.view_own"),
    )
    thread = "queries.thread_part"
    things = (
        Thing("call", mark("Aufruf"), "calls:call", findable=True),
        Thing("application", mark("Antrag"), "calls:application", findable=True, doubts=_call_runs),
    )
