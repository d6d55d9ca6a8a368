"""Reading foreign tables: nothing is stored here, and nothing is decided.

Who asks: the pages that take over figures and offers.
What comes out: a proposed layout, the cells of a chosen one with their names and years, rows of a list of offers.
"""

from aktionsplan.development.analysis.imports.figures import Figure, merge_problems, mixed_problem, read
from aktionsplan.development.analysis.imports.layout import (
    LANDS,
    MOST_SERIES,
    MOST_VALUES,
    Found,
    Layout,
    areas,
    bare_place,
    column_texts,
    footer,
    heading,
    named_year,
    propose,
    propose_columns,
    second_tables,
    title_of,
    year_of,
)
from aktionsplan.development.analysis.imports.offers import OfferRows, offers

__all__ = [
    "LANDS",
    "MOST_SERIES",
    "MOST_VALUES",
    "Figure",
    "Found",
    "Layout",
    "OfferRows",
    "areas",
    "bare_place",
    "footer",
    "column_texts",
    "heading",
    "merge_problems",
    "mixed_problem",
    "named_year",
    "offers",
    "propose",
    "propose_columns",
    "read",
    "second_tables",
    "title_of",
    "year_of",
]
