"""Registers the app."""

from aktionsplan.shared.navigation import OWN
from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class GrantsConfig(OwnApp):
    """Notices and payments."""

    name = "aktionsplan.implementation.grants"
    label = "grants"
    tabs = (
        Tab(mark("Projekte"), "grants:projects", "funding", 50),
        Tab(mark("Zinsen"), "grants:base_rates", "money", 60),
        Tab(mark("Meine Projekte"), "grants:own", OWN, 20),
    )
    comparisons = ((mark("Projekte, Auszahlungen, Beschlüsse und Buchungen"), "queries.differences.of_money"),)
    thread = "queries.thread.part"
    things = (
        Thing("grant", mark("Projekt"), "grants:project"),
        Thing("project", mark("Projekt"), "grants:project", findable=True),
    )
