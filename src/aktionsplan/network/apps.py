"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class NetworkConfig(OwnApp):
    """Organisations."""

    name = "aktionsplan.network"
    label = "network"
    tabs = (
        Tab(mark("Vereine"), "network:organisations", 80),
        Tab(mark("Mein Verein"), "network:own", 120, own=True),
    )
    things = (Thing("organisation", mark("Verein"), "network:organisation", findable=True),)
