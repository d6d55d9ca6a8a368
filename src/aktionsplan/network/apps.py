"""Registers the app."""

from aktionsplan.shared.navigation import OWN
from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class NetworkConfig(OwnApp):
    """Organisations."""

    name = "aktionsplan.network"
    label = "network"
    tabs = (
        Tab(mark("Vereine"), "network:organisations", "network", 20),
        Tab(mark("Kontakte"), "network:contacts", "network", 30),
        Tab(mark("Mein Verein"), "network:own", OWN, 30),
    )
    things = (
        Thing("organisation", mark("Verein"), "network:organisation", findable=True),
        Thing("contact", mark("Kontakt"), "network:contact"),
    )
