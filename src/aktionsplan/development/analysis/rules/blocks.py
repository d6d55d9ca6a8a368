"""A block pasted from a spreadsheet: years in the first line, one series in each further line.

What cannot be read is said with its cell, counted as in the spreadsheet from A1 of the block.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aktionsplan.shared.words import Problem, Refused, mark

YEAR = re.compile(r"(?:\d{1,2}\.\d{1,2}\.)?(19\d\d|20\d\d|2100)[*¹²³⁴⁵⁶⁷⁸⁹]*")
MOST_CELLS = 5_000
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Block:
    """The years of the columns, and each line as its number in the block, its name and its cells as typed."""

    years: tuple[int, ...]
    lines: tuple[tuple[int, str, tuple[str, ...]], ...]


def address(column: int, line: int) -> str:
    """The cell as spreadsheets name it: (0, 1) is A1, (27, 3) is AB3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"


def _refuse(code: str, sentence: str, **params: object) -> Refused:
    return Refused(Problem(code, sentence, params, "block"))


def _year(text: str, place: str) -> int:
    if not text:
        raise _refuse(
            "merged",
            mark("{cell}: Über dieser Spalte steht kein Jahr. Verbundene Überschriften bitte auflösen."),
            cell=place,
        )
    found = YEAR.fullmatch(text)
    if found is None:
        raise _refuse("year", mark("{cell}: „{text}“ ist kein Jahr."), cell=place, text=text[:40])
    return int(found[1])


def _rows(text: str) -> list[tuple[int, list[str]]]:
    split = "\t" if "\t" in text else ";"
    rows = [[SPACES.sub(" ", cell).strip() for cell in line.split(split)] for line in text.splitlines()]
    return [(number, row) for number, row in enumerate(rows, start=1) if any(row)]


def read_block(text: str) -> Block:
    """The block as years and lines; empty lines and empty cells at the end are left out, an empty corner may be missing.

    Refused: no line under the years, a column without a year, a year twice, a second line of years (two tables), a line
    without a name, more cells than years, more than `MOST_CELLS` cells.
    """
    rows = [(number, _without_end(row)) for number, row in _rows(text)]
    if len(rows) < 2:
        raise _refuse("empty", mark("Ein Block hat oben eine Zeile mit Jahren und darunter mindestens eine Reihe."))
    if sum(len(row) for _number, row in rows) > MOST_CELLS:
        raise _refuse("large", mark("Das sind mehr als {most} Zellen. Bitte in Teilen einfügen."), most=MOST_CELLS)
    (top, head), *rest = rows
    if YEAR.fullmatch(head[0]):
        head = ["", *head]
    years = [_year(cell, address(column, top)) for column, cell in enumerate(head[1:], start=1)]
    if not years:
        raise _refuse("empty", mark("Ein Block hat oben eine Zeile mit Jahren und darunter mindestens eine Reihe."))
    for column, year in enumerate(years):
        if year in years[:column]:
            cell = address(column + 1, top)
            raise _refuse("twice", mark("{cell}: Das Jahr {year} steht zweimal da."), cell=cell, year=year)
    return Block(tuple(years), tuple(_line(number, row, len(years)) for number, row in rest))


def _without_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


def _line(number: int, row: list[str], width: int) -> tuple[int, str, tuple[str, ...]]:
    name, cells = row[0], row[1:]
    if len(cells) > 1 and not name and all(YEAR.fullmatch(cell) for cell in cells):
        span = f"{address(0, number)}:{address(len(row) - 1, number)}"
        raise _refuse("two", mark("{cell}: Hier beginnt eine zweite Tabelle. Bitte einzeln einfügen."), cell=span)
    if not name:
        raise _refuse("name", mark("{cell}: Der Name der Reihe fehlt."), cell=address(0, number))
    if len(cells) > width:
        raise _refuse("wide", mark("{cell}: Über dieser Zahl steht kein Jahr."), cell=address(width + 1, number))
    return number, name, tuple(cells)


def match(name: str, known: Sequence[tuple[str, str, str]]) -> str | None:
    """The key of the series that a line means, of (key, name, area): by name, or by name and area; None for none or several."""
    wanted = SPACES.sub(" ", name).strip().casefold()
    full = [key for key, called, area in known if area and f"{called}, {area}".casefold() == wanted]
    same = full or [key for key, called, _area in known if called.casefold() == wanted]
    return same[0] if len(same) == 1 else None
