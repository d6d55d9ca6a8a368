"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class CallsConfig(OwnApp):
    """Calls and applications."""

    name = "aktionsplan.implementation.calls"
    label = "calls"
    tabs = (
        Tab(mark("Aufrufe und Anträge"), "calls:calls", 30),
        Tab(mark("Meine Anträge"), "calls:own", 100, own=True, action="applications.view_own"),
    )
    things = (
        Thing("call", mark("Aufruf"), "calls:call", findable=True),
        Thing("application", mark("Antrag"), "calls:application", findable=True),
    )
