"""Findings and numbers of incidents in the portal, from publications only."""

import datetime as dt

from aktionsplan.shared.publishing.pages import Content, Context, PortalPage
from aktionsplan.shared.words import mark

ON_START = 3
WORDS = {
    "strong": mark("gut belegt"),
    "partial": mark("teilweise belegt"),
    "hint": mark("Hinweis"),
    "series": mark("Zahlenreihe"),
    "incidents": mark("Vorfälle"),
    "interview": mark("Gespräch"),
    "document": mark("Dokument"),
    "observation": mark("Beobachtung"),
    "council": mark("Ratsvorlage"),
    "survey": mark("Befragung"),
    "event": mark("Veranstaltung"),
}


def _findings(content: Content) -> list[Context]:
    return [
        row.data
        | {
            "confidence": WORDS[row.data["confidence"]],
            "day": dt.date.fromisoformat(row.data["written_on"]),
            "sources": [source | {"word": WORDS[source["kind"]]} for source in row.data["sources"]],
        }
        for row in content.all("finding")
    ]


def start(content: Content, today: dt.date) -> Context:
    """Three findings with their sources on the start page."""
    return {"start_findings": _findings(content)[:ON_START]}


def _all_findings(content: Content, today: dt.date, key: str) -> Context:
    return {"rows": _findings(content)}


def _report_counts(content: Content, today: dt.date, key: str) -> Context:
    rows = [row.data | {"day": dt.date.fromisoformat(row.data["as_of"])} for row in content.all("incidents")]
    return {"years": [row for row in rows if not row["running"] or row["year"] == today.year]}


PAGES = (
    PortalPage(
        "findings", "befunde/", "portal/findings.html", _all_findings, area="plan", word=mark("Befunde"), place=20
    ),
    PortalPage(
        "report_counts",
        "vorfaelle/",
        "portal/report_counts.html",
        _report_counts,
        area="take_part",
        word=mark("Vorfälle"),
        place=60,
    ),
)
