"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class PeopleConfig(OwnApp):
    """Accounts and memberships."""

    name = "aktionsplan.people"
    label = "people"
    tabs = (Tab(mark("Menschen"), "people:members", 70),)
    things = (Thing("membership", mark("Zugang"), "people:members", keyed=False),)
