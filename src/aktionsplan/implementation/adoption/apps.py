"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class AdoptionConfig(OwnApp):
    """The plan's way through the bodies."""

    name = "aktionsplan.implementation.adoption"
    label = "adoption"
    tabs = (Tab(mark("Weg durch die Gremien"), "adoption:way", "plan", 35),)
    things = (
        Thing("plan_way", mark("Weg durch die Gremien"), "adoption:way", keyed=False),
        Thing("plan_body", mark("Gremium, das den Plan berät"), "adoption:plan_bodies", keyed=False),
        Thing("station", mark("Station des Plans"), "adoption:station"),
    )
