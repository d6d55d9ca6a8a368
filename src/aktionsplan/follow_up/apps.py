"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class FollowUpConfig(OwnApp):
    """Agreed steps."""

    name = "aktionsplan.follow_up"
    label = "follow_up"
    tabs = (Tab(mark("Vereinbarte Schritte"), "follow_up:follow_ups", "plan", 70),)
    things = (Thing("follow_up", mark("Vereinbarter Schritt"), "follow_up:follow_up", findable=True),)
