"""Registers the app."""

from aktionsplan.shared.navigation import HOUSE
from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class PartnershipConfig(OwnApp):
    """The tenant."""

    name = "aktionsplan.partnership"
    label = "partnership"
    tabs = (
        Tab(mark("Fonds"), "partnership:money", "money", 20),
        Tab(mark("Pflichtangaben"), "partnership:statements", HOUSE, 25),
        Tab(mark("Koordinierungsstelle"), "partnership:coordination", HOUSE, 22),
        Tab(mark("Ämter und Regeln"), "partnership:settings", HOUSE, 20),
    )
    comparisons = ((mark("Fonds und Buchungen"), "queries.fund_differences"),)
    things = (
        Thing("fund", mark("Fonds"), "partnership:fund"),
        Thing("year", mark("Programmjahr"), "partnership:money", keyed=False),
        Thing("office", mark("Amt"), "partnership:settings", keyed=False),
        Thing("coordination", mark("Koordinierungsstelle"), "partnership:coordination", keyed=False),
        Thing("statements", mark("Pflichtangaben"), "partnership:statements", keyed=False),
        Thing("municipality", mark("Kommune"), "partnership:settings", keyed=False),
        Thing("rules", mark("Regeln"), "partnership:settings", keyed=False),
    )
