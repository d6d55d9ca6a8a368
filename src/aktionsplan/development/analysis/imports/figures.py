"""The figures of a table whose layout somebody has chosen."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.imports.layout import Layout, named_year, second_column, second_tables, year_of
from aktionsplan.shared.tables.reading import Sheet, address
from aktionsplan.shared.words import Problem, Refused, mark

COMMA = re.compile(r"[-–−]?[0-9][0-9.  ]*,[0-9]+")
POINT = re.compile(r"[-–−]?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})")


@dataclass(frozen=True)
class Figure:
    """One cell of the table: whose it is, and where it stands."""

    name: str
    area: str
    year: int
    text: str
    place: str


def merge_problems(sheet: Sheet, layout: Layout) -> list[Problem]:
    """One problem with the range for everything merged over several chosen columns of the heading, or among the figures."""
    columns = {*layout.values, *(c for c in (layout.area, layout.name, layout.year) if c is not None)}
    found = []
    for area in sheet.merged:
        touched = [column for column in columns if area.left <= column <= area.right]
        in_head = layout.head[0] <= area.bottom and area.top <= layout.head[1]
        in_data = layout.data[0] <= area.bottom and area.top <= layout.data[1]
        if (
            len(touched) > 1
            and area.right > area.left
            and (in_head or in_data)
            or (touched and in_data and not in_head)
        ):
            text = mark(
                "{range}: Diese Zellen sind verbunden. Wählen Sie eine Kopfzeile, in der jede Spalte ihre eigene "
                "Überschrift hat, oder lösen Sie die Verbindung in der Tabelle auf."
            )
            found.append(Problem("merged", text, {"range": area.name}, "head"))
    return found


def read(sheet: Sheet, layout: Layout, only: frozenset[str] | None = None) -> Iterator[Figure]:
    """The cells that hold something, row by row, each with the name of its series, its place and its year.

    `only` names the places whose rows are read; all without it.

    Refused: merged cells and second tables in the chosen rows, a column or row without a name or year, a year that is
    none, two cells for one year of one series, decimal points beside decimal commas.
    """
    for problem in (*merge_problems(sheet, layout), *second_tables(sheet, layout)):
        if problem.code == "merged" or _concerns(problem, sheet, layout):
            raise Refused(problem)
    columns = {column: named_year(sheet, layout, column) for column in layout.values}
    seen: dict[tuple[str, str, int], str] = {}
    for row in range(layout.data[0], min(layout.data[1] + 1, len(sheet.rows))):
        if not any(sheet.cell(row, column) for column in layout.values):
            continue
        if only is not None and layout.area is not None and sheet.cell(row, layout.area) not in only:
            continue
        for figure in _figures(sheet, layout, row, columns):
            place = figure.name, figure.area, figure.year
            if place in seen:
                text = mark("{cell}: Für diese Reihe und dieses Jahr steht schon in {other} eine Zahl.")
                raise _refused("twice", text, "values", cell=figure.place, other=seen[place])
            seen[place] = figure.place
            yield figure


def _concerns(problem: Problem, sheet: Sheet, layout: Layout) -> bool:
    """Whether a second table beside the first holds chosen columns; one below always lies between the chosen rows."""
    column = second_column(sheet, layout)
    return problem.field_name == "last" or (column is not None and any(chosen >= column for chosen in layout.values))


def _refused(code: str, sentence: str, where: str, /, **params: object) -> Refused:
    return Refused(Problem(code, sentence, params, where))


def _figures(
    sheet: Sheet, layout: Layout, row: int, columns: Mapping[int, tuple[str, int | None]]
) -> Iterator[Figure]:
    area = sheet.cell(row, layout.area) if layout.area is not None else ""
    label = sheet.cell(row, layout.name) if layout.name is not None else ""
    if (layout.area is not None and not area) or (layout.name is not None and not label):
        text = mark("{cell}: Diese Zeile hat Zahlen, aber keinen Namen.")
        raise _refused("no_name", text, "first", cell=address(layout.area or layout.name or 0, row))
    own_year = _row_year(sheet, layout, row)
    for column, (head, year) in columns.items():
        text = sheet.cell(row, column)
        if not text:
            continue
        counted = year or own_year or layout.fixed_year
        if counted is None:
            sentence = mark("{cell}: Zu dieser Zahl gehört kein Jahr. Geben Sie das Jahr der Tabelle an.")
            raise _refused("no_year", sentence, "fixed_year", cell=address(column, row))
        name = ", ".join(part for part in (label, head) if part)
        yield Figure(name, area, counted, text, address(column, row))


def _row_year(sheet: Sheet, layout: Layout, row: int) -> int | None:
    if layout.year is None:
        return None
    text = sheet.cell(row, layout.year)
    if (year := year_of(text)) is None:
        sentence = mark("{cell}: „{text}“ ist kein Jahr.")
        raise _refused("year", sentence, "year", cell=address(layout.year, row), text=text[:40])
    return year


def mixed_problem(cells: Iterable[tuple[str, str]]) -> Problem | None:
    """None unless of these cells, as text and place, one writes decimals with a comma and another with a point.

    Brackets, letters and footnotes beside a figure do not hide it.
    """
    bare = [(rules.bare(text), place) for text, place in cells]
    comma = next((place for text, place in bare if COMMA.fullmatch(text)), None)
    point = next((place for text, place in bare if POINT.fullmatch(text)), None)
    if comma is None or point is None:
        return None
    text = mark("{comma} hat ein Komma, {point} einen Punkt vor den Nachkommastellen. Bitte einheitlich schreiben.")
    return Problem("mixed", text, {"comma": comma, "point": point}, "values")
