"""What is stored of what is known of the place.

Who acts: nobody; operations write these rows, queries read them.
What comes out: themes, figures, incidents, sources and findings, each row with its partnership.
"""

from aktionsplan.development.analysis.models.findings import Finding, FindingSource
from aktionsplan.development.analysis.models.incidents import Incident, Report, ReportTally, Structure
from aktionsplan.development.analysis.models.inventory import (
    Assessment,
    ClosedAnalysis,
    LeftOpen,
    Need,
    NeedFinding,
    NeedGap,
    Offer,
    OfferPlace,
)
from aktionsplan.development.analysis.models.series import Series, SeriesValue, Theme
from aktionsplan.development.analysis.models.sources import Question, Quote, Source, SourceTheme
from aktionsplan.development.analysis.models.tables import UploadedTable

__all__ = [
    "Assessment",
    "ClosedAnalysis",
    "Finding",
    "FindingSource",
    "Incident",
    "LeftOpen",
    "Need",
    "NeedFinding",
    "NeedGap",
    "Offer",
    "OfferPlace",
    "Question",
    "Quote",
    "Report",
    "ReportTally",
    "Series",
    "SeriesValue",
    "Source",
    "SourceTheme",
    "Structure",
    "Theme",
    "UploadedTable",
]
