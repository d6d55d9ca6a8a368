"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class BodiesConfig(OwnApp):
    """Committee and other bodies."""

    name = "aktionsplan.bodies"
    label = "bodies"
    tabs = (
        Tab(mark("Sitzungen"), "bodies:meetings", "bodies", 10),
        Tab(mark("Beschlüsse"), "bodies:decisions", "bodies", 20),
        Tab(mark("Besetzung und Arbeit"), "bodies:bodies", "bodies", 30),
        Tab(mark("Federführung und Ämternetzwerk"), "bodies:groundwork", "bodies", 40),
    )
    steps = ("queries.contact_steps",)
    comparisons = (
        (mark("Abstimmungen, Stimmzettel und Verlaufsbuch"), "queries.differences.of_votes"),
        (mark("Niederschriften und Unterschriften"), "queries.differences.of_minutes"),
    )
    things = (
        Thing("body", mark("Gremium"), "bodies:body", findable=True),
        Thing("meeting", mark("Sitzung"), "bodies:meeting"),
        Thing("item", mark("Tagesordnungspunkt"), "bodies:item"),
        Thing("decision", mark("Beschluss"), "bodies:item", findable=True),
    )
