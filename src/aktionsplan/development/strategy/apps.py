"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class StrategyConfig(OwnApp):
    """Goals."""

    name = "aktionsplan.development.strategy"
    label = "strategy"
    tabs = (Tab(mark("Ziele"), "strategy:goals", "plan", 10),)
    things = (Thing("goal", mark("Ziel"), "strategy:goals", keyed=False, findable=True),)
