"""Tables that come into the house and leave it.

Who acts: pages that offer a list as a file, and imports that read a foreign one.
What comes out: CSV and XLSX (`writing`); sheets of cells as text with their addresses and merged ranges (`reading`).
"""

from aktionsplan.shared.tables.reading import (
    MAX_BYTES,
    Range,
    Sheet,
    address,
    read_file,
)
from aktionsplan.shared.tables.writing import csv_lines, csv_response, text_cell, xlsx_parts, xlsx_response

__all__ = [
    "MAX_BYTES",
    "Range",
    "Sheet",
    "address",
    "csv_lines",
    "csv_response",
    "read_file",
    "text_cell",
    "xlsx_parts",
    "xlsx_response",
]
