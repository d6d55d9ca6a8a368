"""Registers the app."""

from aktionsplan.shared.navigation import OWN
from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class CallsConfig(OwnApp):
    """Calls and applications."""

    name = "aktionsplan.implementation.calls"
    label = "calls"
    tabs = (
        Tab(mark("Aufrufe"), "calls:calls", "funding", 10),
        Tab(mark("Anträge"), "calls:applications", "funding", 20),
        Tab(mark("Meine Anträge"), "calls:own", OWN, 10, action="applications.view_own"),
    )
    things = (
        Thing("call", mark("Aufruf"), "calls:call", findable=True),
        Thing("application", mark("Antrag"), "calls:application", findable=True),
    )
