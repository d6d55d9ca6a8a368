"""The data register of the analysis."""

from collections.abc import Collection

from django.conf import settings

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.states import (
    FINDING,
    INCIDENT,
    NEED,
    OFFER,
    QUESTION,
    REPORT,
    SERIES,
    SOURCE,
    THEME,
)
from aktionsplan.shared.register import Eraser, internal, personal, public, sensitive
from aktionsplan.shared.retention.rules import Retention
from aktionsplan.shared.words import mark

REGISTER = {
    "Theme": {name: public("what the plan is about") for name in ("name", "title", "field")}
    | {"state": internal("whether it is offered for new things")},
    "Series": {
        name: public("what the figures are and where they come from")
        for name in (
            "name",
            "unit",
            "kind",
            "numerator",
            "denominator",
            "theme",
            "area_kind",
            "area_key",
            "area_name",
            "source",
            "licence",
            "address",
            "retrieved_on",
            "rhythm",
            "comparability",
            "zero_is_little",
            "dash_means",
            "dot_means",
            "inhabitants",
            "invented",
        )
    }
    | {
        "owner": personal("who looks after the figures; may name a person", "partnership"),
        "state": internal("whether new figures are expected"),
    },
    "SeriesValue": {
        name: public("the figure of a year") for name in ("series", "year", "value", "sign", "marks", "breaks")
    },
    "UploadedTable": {
        name: internal("a foreign table on its way in; may hold anything, goes after some days", "tables")
        for name in ("purpose", "name", "sheets", "uploaded_by", "uploaded_on")
    },
    "Incident": {
        name: internal("what happened, counted without names", "partnership")
        for name in ("kind", "motive", "district", "source", "police", "theme", "state")
    }
    | {
        name: sensitive("may point to somebody attacked; read by coordination and lead office only", "partnership")
        for name in ("first_day", "last_day", "street", "text", "group", "confirmed")
    },
    "Report": {
        name: sensitive("what a stranger reported, until the office has decided", "reports", Eraser.ROW)
        for name in ("what", "text", "day", "district", "police", "email", "answer")
    }
    | {
        name: internal("how the report is found and what became of it", "reports")
        for name in ("code", "received_on", "reason", "decided_on", "state")
    },
    "ReportTally": {
        name: internal("how many reports ended in which way", "partnership") for name in ("year", "outcome", "count")
    },
    "Structure": {
        name: sensitive("right-wing structures of the place, no persons", "partnership", Eraser.KEEP)
        for name in ("kind", "name", "district", "place", "since", "until", "source", "note")
    },
    "Source": {
        name: internal("where knowledge of the place comes from", "partnership")
        for name in ("kind", "day", "area", "themes", "origin", "address", "consent", "consent_on", "state")
    }
    | {
        "title": personal("role of who was asked, or title of the paper; may point to a person", "partnership"),
        "statement": personal("what somebody said; may point to a person", "partnership"),
    },
    "SourceTheme": {name: internal("what a source is about", "partnership") for name in ("source", "theme")},
    "Quote": {
        "source": internal("whose sentence it is", "partnership"),
        "text": personal("a sentence in somebody's own words", "partnership", Eraser.ROW),
        "released_on": internal("since when it may be shown", "partnership"),
    },
    "Question": {
        name: internal("what is not known yet", "partnership") for name in ("text", "due", "answer", "state")
    }
    | {"owner": personal("who finds out; may name a person", "partnership")},
    "Finding": {
        name: public("what was found out about the place")
        for name in ("number", "sentence", "text", "theme", "area", "confidence", "written_on")
    }
    | {
        name: internal("how the finding was weighed and checked", "partnership")
        for name in ("reasons_for", "reasons_against", "check_on", "read_on", "shown_on", "state", "author", "reader")
    }
    | {
        "author_name": personal("who wrote the finding", "partnership", Eraser.KEEP),
        "reader_name": personal("who read the finding again", "partnership", Eraser.KEEP),
    },
    "Offer": {
        name: internal("what the town can build on", "partnership")
        for name in (
            "kind",
            "title",
            "text",
            "carrier",
            "carrier_name",
            "theme",
            "area",
            "target_groups",
            "reach",
            "begins_on",
            "ends_on",
            "funded_by",
            "funded_until",
            "cooperations",
            "proposed_by",
            "state",
        )
    }
    | {
        "staff": personal("who works there; may name a person", "partnership"),
        "contact": personal("whom the office asks", "partnership"),
    },
    "OfferPlace": {name: internal("where an offer is", "partnership") for name in ("offer", "area")},
    "Assessment": {
        name: internal("professional assessment of an offer", "partnership")
        for name in ("offer", "verdict", "text", "author", "day", "latest")
    }
    | {"author_name": personal("who assessed the offer", "partnership", Eraser.KEEP)},
    "Need": {name: public("what has to be done") for name in ("number", "title", "theme", "priority", "reason")}
    | {"state": internal("whether the need holds", "partnership")},
    "NeedFinding": {name: internal("what a need follows from", "partnership") for name in ("need", "finding")},
    "NeedGap": {name: internal("what a need follows from", "partnership") for name in ("need", "theme", "area")},
    "LeftOpen": {
        name: internal("what is left open on purpose", "partnership")
        for name in ("finding", "theme", "area", "reason", "day")
    }
    | {"author_name": personal("who left it open", "partnership", Eraser.KEEP)},
    "ClosedAnalysis": {
        name: internal("the analysis as it was closed", "partnership")
        for name in ("number", "closed_on", "closed_by", "content", "shape", "reopened_on", "reopened_because")
    }
    | {"closed_by_name": personal("who closed the analysis", "partnership", Eraser.KEEP)},
    "FindingSource": {
        name: internal("what a finding rests on, as it was", "partnership")
        for name in ("finding", "kind", "reference", "year", "value", "title", "said", "origin", "cited_on")
    },
}

WORDS: dict[str, Collection[str]] = {
    "Theme.field": rules.FIELDS,
    "Theme.state": THEME.states,
    "Series.kind": rules.KINDS,
    "Series.area_kind": rules.AREAS,
    "Series.rhythm": rules.RHYTHMS,
    "Series.state": SERIES.states,
    "SeriesValue.sign": ("", *rules.SIGNS),
    "Series.dash_means": ("", *rules.DASH_MEANINGS),
    "Series.dot_means": ("", *rules.DOT_MEANINGS),
    "UploadedTable.purpose": ("series", "offers"),
    "Incident.kind": rules.TYPES,
    "Incident.motive": rules.MOTIVES,
    "Incident.source": rules.SOURCES,
    "Incident.police": rules.POLICE,
    "Incident.state": INCIDENT.states,
    "Report.what": ("", *rules.REPORTED),
    "Report.police": ("", *rules.POLICE),
    "Report.reason": ("", *rules.REFUSALS),
    "Report.state": REPORT.states,
    "ReportTally.outcome": ("accepted", "withdrawn", *rules.REFUSALS),
    "Structure.kind": rules.STRUCTURES,
    "Source.kind": rules.SOURCE_KINDS,
    "Source.consent": ("", *rules.CONSENTS),
    "Source.state": SOURCE.states,
    "Question.state": QUESTION.states,
    "Finding.confidence": rules.CONFIDENCE,
    "Finding.state": FINDING.states,
    "FindingSource.kind": rules.CITED_KINDS,
    "Offer.kind": rules.OFFER_KINDS,
    "Offer.state": OFFER.states,
    "Assessment.verdict": rules.VERDICTS,
    "Need.priority": ("", *rules.PRIORITIES),
    "Need.state": NEED.states,
}
"""The words a column may hold."""

RETENTION = (
    Retention(
        "tables",
        mark("Hochgeladene Tabellen, die niemand übernommen hat"),
        "analysis.UploadedTable",
        "uploaded_on",
        7,
        mark("nur ein Zwischenschritt"),
    ),
    Retention(
        "reports",
        mark("Adressen zu Meldungen von Vorfällen"),
        "analysis.Report",
        "received_on",
        settings.AKTIONSPLAN_REPORT_DAYS,
        mark("so steht es im Meldeformular"),
        blank={"email": ""},
    ),
    Retention(
        "reports",
        mark("Entschiedene Meldungen von Vorfällen"),
        "analysis.Report",
        "decided_on",
        settings.AKTIONSPLAN_REPORT_DAYS,
        mark("danach bleibt nur, wie viele es aus welchem Grund waren"),
    ),
)
