"""Whether what is known of the place may be stored, and what follows from it: themes, cells of tables, series.

Who asks: the deeds and pages of the analysis.
What comes out: cells, changes, states of tiles, or a problem with its reason.
"""

from aktionsplan.development.analysis.rules.catalogue import CATALOGUE, Proposed
from aktionsplan.development.analysis.rules.cells import MARKS, SIGNS, Cell, read_cell, shown_number
from aktionsplan.development.analysis.rules.series import (
    AREAS,
    KINDS,
    OWN_AREAS,
    RHYTHMS,
    Change,
    Point,
    area_problem,
    change,
    per_thousand,
    tile_state,
)
from aktionsplan.development.analysis.rules.themes import FIELDS, THEMES, theme_problem

__all__ = [
    "AREAS",
    "CATALOGUE",
    "FIELDS",
    "KINDS",
    "MARKS",
    "OWN_AREAS",
    "RHYTHMS",
    "SIGNS",
    "THEMES",
    "Cell",
    "Change",
    "Point",
    "Proposed",
    "area_problem",
    "change",
    "per_thousand",
    "read_cell",
    "shown_number",
    "theme_problem",
    "tile_state",
]
