"""Addresses about the situation."""

from aktionsplan.development.analysis.views import (
    findings,
    gaps,
    incidents,
    inventory,
    overview,
    series,
    sources,
    visitors,
)
from aktionsplan.people.addresses import form, inside, post, visitor

app_name = "analysis"
KINDS = {"read": inside, "form": form, "post": post}
SERIES = (
    ("read", "lage/", overview.overview, "view", "overview"),
    ("read", "lage/themen/", series.themes, "view", "themes"),
    ("form", "lage/themen/neu/", series.add_theme, "add_theme", "add_theme"),
    ("post", "lage/themen/uebernehmen/", series.take_themes, "take_themes", "take_themes"),
    ("form", "lage/themen/<str:key>/", series.change_theme, "change_theme", "change_theme"),
    ("post", "lage/themen/<str:key>/schliessen/", series.close_theme, "close_theme", "close_theme"),
    ("post", "lage/themen/<str:key>/oeffnen/", series.reopen_theme, "reopen_theme", "reopen_theme"),
    ("read", "lage/zahlen/", series.series_list, "view", "series_list"),
    ("read", "lage/zahlen/liste.<str:kind>", series.series_file, "view", "series_file"),
    ("form", "lage/zahlen/neu/", series.add_series, "add_series", "add_series"),
    ("form", "lage/zahlen/katalog/", series.take_catalogue, "take_catalogue", "take_catalogue"),
    ("form", "lage/zahlen/tabelle/", series.grid, "enter_values", "grid"),
    ("form", "lage/zahlen/einfuegen/", series.paste, "enter_values", "paste"),
    ("read", "lage/zahlen/<str:key>/", series.one_series, "view", "series"),
    ("form", "lage/zahlen/<str:key>/aendern/", series.change_series, "change_series", "change_series"),
    ("form", "lage/zahlen/<str:key>/eintragen/", series.enter_year, "enter_values", "enter_year"),
    ("form", "lage/zahlen/<str:key>/beenden/", series.end_series, "end_series", "end_series"),
    ("post", "lage/zahlen/<str:key>/fortsetzen/", series.resume, "resume_series", "resume_series"),
)
INCIDENTS = (
    ("read", "lage/vorfaelle/", incidents.incidents, "view", "incidents"),
    ("read", "lage/vorfaelle/liste.<str:kind>", incidents.incident_file, "view", "incident_file"),
    ("form", "lage/vorfaelle/neu/", incidents.add_incident, "add_incident", "add_incident"),
    ("post", "lage/vorfaelle/zeigen/", incidents.publish_incidents, "publish_incidents", "publish_incidents"),
    ("read", "lage/vorfaelle/<str:key>/", incidents.incident, "view", "incident"),
    ("post", "lage/vorfaelle/<str:key>/lesen/", incidents.read_incident, "read_incident", "read_incident"),
    ("form", "lage/vorfaelle/<str:key>/aendern/", incidents.change_incident, "change_incident", "change_incident"),
    (
        "form",
        "lage/vorfaelle/<str:key>/zurueckziehen/",
        incidents.withdraw_incident,
        "withdraw_incident",
        "withdraw_incident",
    ),
    ("post", "lage/vorfaelle/<str:key>/zaehlen/", incidents.restore_incident, "restore_incident", "restore_incident"),
    ("read", "lage/meldungen/", incidents.reports, "see_reports", "reports"),
    ("form", "lage/meldungen/<str:key>/", incidents.report, "accept_report", "report"),
    ("form", "lage/meldungen/<str:key>/ablehnen/", incidents.refuse_report, "refuse_report", "refuse_report"),
    ("form", "lage/meldungen/<str:key>/nachfragen/", incidents.ask_report, "ask_report", "ask_report"),
    ("read", "lage/strukturen/", incidents.structures, "view", "structures"),
    ("post", "lage/strukturen/lesen/", incidents.read_structures, "read_structures", "read_structures"),
    ("form", "lage/strukturen/neu/", incidents.add_structure, "add_structure", "add_structure"),
    ("form", "lage/strukturen/<str:key>/", incidents.change_structure, "change_structure", "change_structure"),
    (
        "post",
        "lage/strukturen/<str:key>/loeschen/",
        incidents.delete_structure,
        "delete_structure",
        "delete_structure",
    ),
)
SOURCES = (
    ("read", "lage/quellen/", sources.sources, "view", "sources"),
    ("read", "lage/quellen/liste.<str:kind>", sources.source_file, "view", "source_file"),
    ("form", "lage/quellen/neu/", sources.add_source, "add_source", "add_source"),
    ("read", "lage/quellen/<str:key>/", sources.source, "view", "source"),
    ("form", "lage/quellen/<str:key>/aendern/", sources.change_source, "change_source", "change_source"),
    ("form", "lage/quellen/<str:key>/zurueckziehen/", sources.withdraw_source, "withdraw_source", "withdraw_source"),
    ("post", "lage/quellen/<str:key>/gelten/", sources.restore_source, "restore_source", "restore_source"),
    ("form", "lage/quellen/<str:key>/zitat/", sources.add_quote, "add_quote", "add_quote"),
    ("post", "lage/zitate/<str:key>/freigeben/", sources.release_quote, "release_quote", "release_quote"),
    ("post", "lage/zitate/<str:key>/zuruecknehmen/", sources.hold_quote, "hold_quote", "hold_quote"),
    ("post", "lage/zitate/<str:key>/loeschen/", sources.delete_quote, "delete_quote", "delete_quote"),
    ("read", "lage/fragen/", sources.questions, "view", "questions"),
    ("form", "lage/fragen/neu/", sources.add_question, "add_question", "add_question"),
    ("form", "lage/fragen/<str:key>/", sources.change_question, "change_question", "change_question"),
    ("form", "lage/fragen/<str:key>/beantworten/", sources.answer_question, "answer_question", "answer_question"),
    ("form", "lage/fragen/<str:key>/aufgeben/", sources.drop_question, "drop_question", "drop_question"),
    ("post", "lage/fragen/<str:key>/oeffnen/", sources.reopen_question, "reopen_question", "reopen_question"),
)
FINDINGS = (
    ("read", "lage/befunde/", findings.findings, "view", "findings"),
    ("read", "lage/befunde/liste.<str:kind>", findings.finding_file, "view", "finding_file"),
    ("form", "lage/befunde/neu/", findings.add_finding, "add_finding", "add_finding"),
    ("read", "lage/befunde/<str:key>/", findings.finding, "view", "finding"),
    ("form", "lage/befunde/<str:key>/aendern/", findings.change_finding, "change_finding", "change_finding"),
    ("form", "lage/befunde/<str:key>/beleg/", findings.cite, "cite", "cite"),
    ("post", "lage/belege/<str:key>/streichen/", findings.uncite, "uncite", "uncite"),
    ("post", "lage/befunde/<str:key>/gegenlesen/", findings.read_finding, "read_finding", "read_finding"),
    ("form", "lage/befunde/<str:key>/zeigen/", findings.publish_finding, "publish_finding", "publish_finding"),
    ("post", "lage/befunde/<str:key>/verbergen/", findings.hide_finding, "hide_finding", "hide_finding"),
    ("form", "lage/befunde/<str:key>/aufgeben/", findings.drop_finding, "drop_finding", "drop_finding"),
    ("post", "lage/befunde/<str:key>/aufnehmen/", findings.reopen_finding, "reopen_finding", "reopen_finding"),
)
INVENTORY = (
    ("read", "lage/angebote/", inventory.offers, "view", "offers"),
    ("read", "lage/angebote/liste.<str:kind>", inventory.offer_file, "view", "offer_file"),
    ("form", "lage/angebote/neu/", inventory.add_offer, "add_offer", "add_offer"),
    ("form", "lage/angebote/beschreiben/", inventory.propose_offer, "propose_offer", "propose_offer"),
    ("read", "lage/angebote/<str:key>/", inventory.offer, "view", "offer"),
    ("form", "lage/angebote/<str:key>/aendern/", inventory.change_offer, "change_offer", "change_offer"),
    ("post", "lage/angebote/<str:key>/aufnehmen/", inventory.accept_offer, "accept_offer", "accept_offer"),
    ("form", "lage/angebote/<str:key>/ablehnen/", inventory.decline_offer, "decline_offer", "decline_offer"),
    ("form", "lage/angebote/<str:key>/beenden/", inventory.end_offer, "end_offer", "end_offer"),
    ("post", "lage/angebote/<str:key>/fortsetzen/", inventory.resume_offer, "resume_offer", "resume_offer"),
    ("form", "lage/angebote/<str:key>/einschaetzen/", inventory.assess_offer, "assess_offer", "assess_offer"),
)
GAPS = (
    ("read", "lage/auswertung/", gaps.gaps, "view", "gaps"),
    ("post", "lage/auswertung/abschliessen/", gaps.close_analysis, "close_analysis", "close_analysis"),
    ("read", "lage/auswertung/<str:key>/", gaps.closing, "view", "closing"),
    ("read", "lage/auswertung/<str:key>/pdf/", gaps.closing_file, "view", "closing_file"),
    ("form", "lage/auswertung/<str:key>/oeffnen/", gaps.reopen_analysis, "reopen_analysis", "reopen_analysis"),
    ("form", "lage/bedarfe/neu/", gaps.add_need, "add_need", "add_need"),
    ("read", "lage/bedarfe/<str:key>/", gaps.need, "view", "need"),
    ("form", "lage/bedarfe/<str:key>/aendern/", gaps.change_need, "change_need", "change_need"),
    ("form", "lage/bedarfe/<str:key>/aufgeben/", gaps.drop_need, "drop_need", "drop_need"),
    ("post", "lage/bedarfe/<str:key>/aufnehmen/", gaps.reopen_need, "reopen_need", "reopen_need"),
    ("form", "lage/befunde/<str:key>/offen-lassen/", gaps.leave_finding, "leave_open", "leave_finding"),
    ("form", "lage/luecken/<str:key>/offen-lassen/", gaps.leave_gap, "leave_open", "leave_gap"),
    ("post", "lage/offen/<str:key>/aufgreifen/", gaps.take_up, "take_up", "take_up"),
)
urlpatterns = [
    KINDS[kind](route, view, action=f"analysis.{action}", name=name)
    for kind, route, view, action, name in (*SERIES, *INCIDENTS, *SOURCES, *FINDINGS, *INVENTORY, *GAPS)
]
visitor_patterns = [
    visitor(
        "vorfall-melden/",
        visitors.send_report,
        action="analysis.send_report",
        name="send_report",
        again=visitors.sent_again,
    ),
    visitor("meldung-nachsehen/", visitors.look_up_report, action="analysis.withdraw_report", name="look_up_report"),
]
