"""Reading foreign files: public lists of grants, lists of receipts, e-invoices.

Who acts: nobody; bytes come in.
What comes out: rows and faults, or a refusal with its reason.
"""

from aktionsplan.implementation.grants.imports.historic import (
    GERMAN,
    KNOWN,
    MAX_BYTES,
    HistoricRow,
    Reading,
    read,
    read_file,
    size_problem,
)
from aktionsplan.implementation.grants.imports.receipts import COLUMNS, known_lines, read_receipts
from aktionsplan.implementation.grants.imports.uploads import taken

__all__ = [
    "COLUMNS",
    "GERMAN",
    "HistoricRow",
    "KNOWN",
    "known_lines",
    "MAX_BYTES",
    "read",
    "read_file",
    "read_receipts",
    "Reading",
    "size_problem",
    "taken",
]
