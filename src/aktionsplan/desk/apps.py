"""Registers the app."""

from aktionsplan.shared.navigation import HOUSE, OWN
from aktionsplan.shared.registration import OwnApp, Tab
from aktionsplan.shared.words import mark


class DeskConfig(OwnApp):
    """The signed-in start page."""

    name = "aktionsplan.desk"
    label = "desk"
    home = "desk:today"
    tabs = (
        Tab(mark("Was steht an?"), "desk:today", "today", 10),
        Tab(mark("Vier Stufen"), "desk:stages", "today", 20),
        Tab(mark("Der rote Faden"), "desk:thread", "evaluation", 20),
        Tab(mark("Laufende Arbeiten"), "desk:jobs", HOUSE, 70),
        Tab(mark("Verlaufsbuch"), "desk:ledger", HOUSE, 80),
        Tab(mark("Aufbewahrung"), "desk:retention", HOUSE, 90),
        Tab(mark("Hilfe"), "desk:help", OWN, 90, action="applications.view_own"),
    )
