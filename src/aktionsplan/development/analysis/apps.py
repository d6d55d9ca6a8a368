"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class AnalysisConfig(OwnApp):
    """What is known of the place."""

    name = "aktionsplan.development.analysis"
    label = "analysis"
    tabs = (
        Tab(mark("Überblick"), "analysis:overview", "situation", 10),
        Tab(mark("Zahlen"), "analysis:series_list", "situation", 20),
        Tab(mark("Vorfälle"), "analysis:incidents", "situation", 30),
        Tab(mark("Gespräche und Dokumente"), "analysis:sources", "situation", 40),
        Tab(mark("Angebote"), "analysis:offers", "situation", 50),
        Tab(mark("Befunde"), "analysis:findings", "situation", 55),
        Tab(mark("Auswertung"), "analysis:gaps", "situation", 60),
        Tab(mark("Offene Fragen"), "analysis:questions", "situation", 70),
        Tab(mark("Themen"), "analysis:themes", "situation", 80),
        Tab(mark("Meldungen"), "analysis:reports", "participation", 60),
    )
    thread = "queries.thread.part"
    things = (
        Thing("series", mark("Zahlenreihe"), "analysis:series", findable=True),
        Thing("theme", mark("Thema"), "analysis:themes", keyed=False),
        Thing("incident", mark("Vorfall"), "analysis:incident"),
        Thing("report", mark("Meldung"), "analysis:reports", keyed=False),
        Thing("structure", mark("Rechte Struktur"), "analysis:structures", keyed=False),
        Thing("source", mark("Quelle"), "analysis:source", findable=True),
        Thing("question", mark("Offene Frage"), "analysis:questions", keyed=False),
        Thing("finding", mark("Befund"), "analysis:finding", findable=True, commented="analysis.Finding"),
        Thing("offer", mark("Angebot"), "analysis:offer", findable=True),
        Thing("need", mark("Bedarf"), "analysis:need", findable=True, commented="analysis.Need"),
        Thing("left_open", mark("Bewusst offen gelassen"), "analysis:gaps", keyed=False),
        Thing("closed_analysis", mark("Abgeschlossene Auswertung"), "analysis:gaps", keyed=False),
    )
