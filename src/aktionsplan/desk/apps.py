"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab
from aktionsplan.shared.words import mark


class DeskConfig(OwnApp):
    """The signed-in start page."""

    name = "aktionsplan.desk"
    label = "desk"
    home = "desk:today"
    tabs = (
        Tab(mark("Was steht an?"), "desk:today", 10),
        Tab(mark("Verlaufsbuch"), "desk:ledger", 90),
        Tab(mark("Aufbewahrung"), "desk:retention", 95),
    )
