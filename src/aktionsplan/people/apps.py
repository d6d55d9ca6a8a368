"""Registers the app."""

from aktionsplan.people.permissions import relations_of
from aktionsplan.shared.navigation import HOUSE
from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class PeopleConfig(OwnApp):
    """Accounts and memberships."""

    name = "aktionsplan.people"
    label = "people"
    tabs = (Tab(mark("Menschen"), "people:members", HOUSE, 10),)
    comparisons = ((mark("Aufgaben und Verlaufsbuch"), "queries.role_differences"),)
    things = (Thing("membership", mark("Zugang"), "people:members", keyed=False),)

    def ready(self) -> None:
        """From here on every deed is compared with its row of the table when it is imported."""
        from aktionsplan.shared.deeds import ask_table  # noqa: PLC0415 -- needs the loaded models

        ask_table(relations_of)
