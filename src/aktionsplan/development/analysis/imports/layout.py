"""How a foreign table of figures is laid out: proposed here, decided by a person.

Rows and columns count from 0 here; what is told to people names cells as spreadsheets do.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from aktionsplan.development.analysis import rules
from aktionsplan.shared.tables.reading import Range, Sheet, address
from aktionsplan.shared.words import Problem, mark

YEAR = re.compile(
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?|[A-Za-zäöüÄÖÜß.]+\s)?'?(19\d\d|20\d\d|2100)(?:\s?\d?\)|[*¹²³⁴⁵⁶⁷⁸⁹])*"
)
"""A heading that is a year: `2024`, `31.12.2024`, `Jahr 2024`, `2024*`."""
ANY_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
NUMBER = re.compile(r"[(]?[-–−]?[0-9][0-9., ]*[)]?( ?[prs])?[*¹²³⁴⁵⁶⁷⁸⁹⁰]*")
CODE = re.compile(r"0[0-9]+|[A-Z]{2,3}|[0-9]{5,8}")
SIGNS = frozenset({*rules.SIGNS, "-", "—", "−", "..."}) - {"0"}
LANDS = frozenset(
    {
        "Baden-Württemberg",
        "Bayern",
        "Berlin",
        "Brandenburg",
        "Bremen",
        "Bundesgebiet",
        "Deutschland",
        "Hamburg",
        "Hessen",
        "Mecklenburg-Vorpommern",
        "Niedersachsen",
        "Nordrhein-Westfalen",
        "Rheinland-Pfalz",
        "Saarland",
        "Sachsen",
        "Sachsen-Anhalt",
        "Schleswig-Holstein",
        "Thüringen",
    }
)
MOST_SERIES, MOST_VALUES = 700, 60_000
MOST_HEAD = 12
"""How many rows of a heading are read."""


@dataclass(frozen=True)
class Layout:
    """How a table is laid out: rows of the heading, rows of the figures, and what stands in which column.

    `area`, `name` and `year` are columns that hold the place, the name of the series and the year of each row; None where
    no column does. `fixed_year` is the year of figures whose heading and row name none.
    """

    head: tuple[int, int]
    data: tuple[int, int]
    area: int | None = None
    name: int | None = None
    year: int | None = None
    values: tuple[int, ...] = ()
    fixed_year: int | None = None


@dataclass(frozen=True)
class Found:
    """A proposed layout and what hinders, so that a person can decide otherwise."""

    layout: Layout
    problems: tuple[Problem, ...] = field(default=())


def year_of(text: str) -> int | None:
    """The year that a heading is; None for any other text."""
    found = YEAR.fullmatch(text.strip())
    return int(found[1]) if found else None


def is_figure(text: str) -> bool:
    """Whether a cell is a number or a sign instead of one."""
    return text in SIGNS or NUMBER.fullmatch(text) is not None


def _filled(sheet: Sheet, row: int) -> list[int]:
    return [column for column, text in enumerate(sheet.rows[row]) if text]


def _is_head(sheet: Sheet, row: int) -> bool:
    """Whether a row holds at least two texts or years and no figure beside them."""
    texts = [sheet.cell(row, column) for column in _filled(sheet, row)]
    years = [text for text in texts if year_of(text)]
    others = [text for text in texts if not year_of(text)]
    return len(texts) > 1 and not any(is_figure(text) for text in others) and bool(years or len(others) > 1)


def _is_data(sheet: Sheet, row: int) -> bool:
    """Whether a row holds figures: at least one number that is no year, code or sign."""
    texts = [sheet.cell(row, column) for column in _filled(sheet, row)]
    numbers = [text for text in texts if NUMBER.fullmatch(text) and not year_of(text)]
    if _is_head(sheet, row) or not numbers:
        return False
    return any(not CODE.fullmatch(text) or len(texts) < 4 for text in numbers) or len(numbers) > 1


def _wide_merges(sheet: Sheet, rows: range) -> list[Range]:
    return [area for area in sheet.merged if area.right > area.left and area.top in rows]


def _head_from(sheet: Sheet, last: int) -> int:
    """The first row of the heading: upwards as long as rows have texts over several columns and nothing wide is merged."""
    first = last
    while first > 0 and _is_head(sheet, first - 1) and not _wide_merges(sheet, range(first - 1, first)):
        first -= 1
    return first


def propose(sheet: Sheet, own: frozenset[str] = frozenset()) -> Found:
    """The layout that the sheet seems to have; `own` are the names of places that the partnership knows.

    What hinders reading it as one table (a second table, columns whose years do not follow) stands beside it.
    """
    data = [row for row in range(len(sheet.rows)) if _is_data(sheet, row)]
    if not data:
        text = mark("Auf diesem Blatt stehen keine Zahlen.")
        return Found(Layout((0, 0), (0, max(len(sheet.rows) - 1, 0))), (Problem("no_figures", text, {}, "first"),))
    above = [row for row in range(data[0]) if _filled(sheet, row)]
    last_head = above[-1] if above else data[0]
    head = (_head_from(sheet, last_head), last_head)
    layout = Layout(head, (data[0], data[-1]))
    problems = second_tables(sheet, layout)
    if problems and (row := _second_head(sheet, layout)) is not None:
        layout = Layout(head, (data[0], max(line for line in data if line < row)))
    columns = propose_columns(sheet, layout, own)
    return Found(columns, (*problems, *_odd_years(sheet, columns)))


def _second_head(sheet: Sheet, layout: Layout) -> int | None:
    """The row in which a second table begins below the first: a heading between rows of figures."""
    inside = range(layout.data[0] + 1, layout.data[1])
    return next((row for row in inside if _is_head(sheet, row) and not _empty_between(sheet, row)), None)


def _empty_between(sheet: Sheet, row: int) -> bool:
    """Whether the row's texts all stand in the first two columns, as titles of groups do."""
    return max(_filled(sheet, row)) < 2


def second_tables(sheet: Sheet, layout: Layout) -> tuple[Problem, ...]:
    """One problem with the range of cells for each further table, below or beside the first; none when there is one table."""
    found = []
    text = mark("{range}: Hier beginnt eine zweite Tabelle. Wählen Sie die Zeilen und Spalten nur einer Tabelle.")
    if (row := _second_head(sheet, layout)) is not None:
        below = Range(row, min(_filled(sheet, row)), layout.data[1], max(_filled(sheet, row)))
        found.append(Problem("two_tables", text, {"range": below.name}, "last"))
    if (column := second_column(sheet, layout)) is not None:
        beside = Range(layout.head[0], column, layout.data[1], sheet.width - 1)
        found.append(Problem("two_tables", text, {"range": beside.name}, "values"))
    return tuple(found)


def _used(sheet: Sheet, layout: Layout) -> set[int]:
    rows = (*range(layout.head[0], layout.head[1] + 1), *range(layout.data[0], layout.data[1] + 1))
    return {column for row in rows if row < len(sheet.rows) for column in _filled(sheet, row)}


def second_column(sheet: Sheet, layout: Layout) -> int | None:
    """The column in which a second table begins beside the first: an empty column, then again texts that name rows."""
    used = _used(sheet, layout)
    for column in sorted(used):
        if column - 1 in used or column == min(used):
            continue
        texts = [sheet.cell(row, column) for row in range(layout.data[0], layout.data[1] + 1)]
        if sum(bool(text) and not is_figure(text) for text in texts) * 2 > len([text for text in texts if text]):
            return column
    return None


def heading(sheet: Sheet, layout: Layout, column: int) -> str:
    """What stands over a column, from the rows of the heading; a text of an upper row goes on to the right, as printed.

    It goes on as far as its own group: a new text above it begins another one. Only the last `MOST_HEAD` rows are read.
    """
    parts: list[str] = []
    begin = 0
    for row in range(max(layout.head[0], layout.head[1] - MOST_HEAD + 1), layout.head[1] + 1):
        left = column
        if row < layout.head[1]:
            while left > begin and not sheet.cell(row, left):
                left -= 1
        text = sheet.cell(row, left)
        if not text or (left < column and _names_rows(sheet, layout, left)):
            continue
        begin = left
        if text not in parts:
            parts.append(text)
    return ", ".join(parts)


def _names_rows(sheet: Sheet, layout: Layout, column: int) -> bool:
    """Whether the column holds the names of the rows: its heading does not go on to the right."""
    texts = [sheet.cell(line, column) for line in range(layout.data[0], min(layout.data[1], layout.data[0] + 20) + 1)]
    filled = [text for text in texts if text]
    return bool(filled) and not any(is_figure(text) for text in filled)


def named_year(sheet: Sheet, layout: Layout, column: int) -> tuple[str, int | None]:
    """The heading of a column without its year, and the year if one of its rows is one."""
    year, parts = None, []
    for part in heading(sheet, layout, column).split(", "):
        if found := year_of(part):
            year = found
        elif part:
            parts.append(part)
    return ", ".join(parts), year


def column_texts(sheet: Sheet, layout: Layout) -> dict[int, list[str]]:
    """What stands in each column among the figures, empty cells left out; every column of the sheet is there."""
    texts: dict[int, list[str]] = {column: [] for column in range(sheet.width)}
    for row in sheet.rows[layout.data[0] : layout.data[1] + 1]:
        for column, text in enumerate(row):
            if text:
                texts[column].append(text)
    return texts


def propose_columns(sheet: Sheet, layout: Layout, own: frozenset[str]) -> Layout:
    """The same rows with a proposal of what stands in which column."""
    texts = column_texts(sheet, layout)
    words = [c for c, held in texts.items() if held and sum(not is_figure(text) for text in held) * 2 > len(held)]
    names = [column for column in words if not all(CODE.fullmatch(text) for text in texts[column])]
    most = max(map(len, texts.values()), default=0)
    full = [column for column, held in texts.items() if held and len(held) * 10 >= most * 9]
    years = [c for c in full if all(year_of(text) for text in texts[c]) and c not in words]
    label = names[0] if names else None
    year = years[0] if years and year_of(sheet.cell(layout.head[1], years[0])) is None else None
    values = tuple(
        column
        for column, held in texts.items()
        if held
        and column not in words
        and column != year
        and heading(sheet, layout, column)
        and not all(CODE.fullmatch(text) and not year_of(text) and text[0] == "0" for text in held[:20])
        and not _is_code(sheet, layout, column)
    )
    places = label is not None and (_are_places(texts[label], own) or _names_places(sheet, layout, label))
    known = any(named_year(sheet, layout, column)[1] for column in values) or year is not None
    return Layout(
        layout.head,
        layout.data,
        area=label if places else None,
        name=None if places else label,
        year=year,
        values=values,
        fixed_year=None if known else _year_above(sheet, layout),
    )


def _is_code(sheet: Sheet, layout: Layout, column: int) -> bool:
    words = heading(sheet, layout, column).casefold().split()
    return bool({"nr", "nr.", "nummer", "schlüssel", "ags", "plz", "id"} & set(words)) or "gehört zu" in " ".join(
        words
    )


def _are_places(texts: Sequence[str], own: frozenset[str]) -> bool:
    """Whether the names of rows are places: one is known here, or many say that they are a town, county or Land."""
    if any(bare_place(text) in own for text in texts):
        return True
    said = sum(bool(re.search(r"kreis|stadt|land\b|amt\b", text, re.IGNORECASE)) or text in LANDS for text in texts)
    return said * 10 >= len(texts) and said > 1


PLACES = re.compile(r"stadtteil|stadtgebiet|ortsteil|gemeinde|bezirk|kreis|gebiet|region", re.IGNORECASE)


def _names_places(sheet: Sheet, layout: Layout, column: int) -> bool:
    """Whether a text over the column, in the heading or above it, says that it holds places."""
    return any(PLACES.search(sheet.cell(row, column)) for row in range(layout.data[0]))


def bare_place(text: str) -> str:
    """The name of a place for comparing: without what stands after a comma or in brackets, lower case."""
    return re.split(r",|\(", text)[0].strip().casefold()


def _year_above(sheet: Sheet, layout: Layout) -> int | None:
    texts = (text for row in range(layout.head[1] + 1) for text in sheet.rows[row])
    years = Counter(int(found[1]) for text in texts for found in ANY_YEAR.finditer(text) if "©" not in text)
    return max(years, key=lambda year: (years[year], year)) if years else None


def _odd_years(sheet: Sheet, layout: Layout) -> tuple[Problem, ...]:
    """Warnings, each with the cell: a year that does not follow those left of it, and a year without a figure under it."""
    years = [(column, year) for column in layout.values if (year := named_year(sheet, layout, column)[1])]
    steps = [(after, before, year) for (_c, before), (after, year) in zip(years, years[1:], strict=False)]
    rising = sum(year > before for _column, before, year in steps) * 2 > len(steps)
    text = mark("{cell}: Nach {before} steht {year}. Bitte prüfen Sie, ob das Jahr stimmt.")
    odd = [
        Problem("odd_year", text, {"cell": address(column, layout.head[1]), "before": before, "year": year}, "values")
        for column, before, year in steps
        if rising and before - year > 1
    ]
    bare = [c for c in range(sheet.width) if c not in layout.values and year_of(sheet.cell(layout.head[1], c))]
    empty, texts = mark("{cell}: Unter {year} steht keine Zahl."), column_texts(sheet, layout) if bare else {}
    return (
        *odd,
        *(
            Problem(
                "no_figures",
                empty,
                {"cell": address(c, layout.head[1]), "year": sheet.cell(layout.head[1], c)},
                "values",
            )
            for c in bare
            if not texts[c]
        ),
    )


def areas(sheet: Sheet, layout: Layout) -> list[str]:
    """The places that rows of figures name, each once, in the order of the table."""
    if layout.area is None:
        return []
    rows = range(layout.data[0], min(layout.data[1] + 1, len(sheet.rows)))
    named = (sheet.cell(row, layout.area) for row in rows if any(sheet.cell(row, c) for c in layout.values))
    return list(dict.fromkeys(name for name in named if name))


def title_of(sheet: Sheet, layout: Layout) -> str:
    """The last line above the heading that stands alone in its row: what the table is about; empty without one."""
    alone = [sheet.rows[row] for row in range(layout.head[0]) if len(_filled(sheet, row)) == 1]
    texts = [next(text for text in row if text) for row in alone]
    return texts[-1].rstrip(":;") if texts else ""


def shorten(text: str, most: int) -> str:
    """The text with at most so many characters, cut between two words and marked as cut."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def footer(sheet: Sheet, layout: Layout) -> tuple[str, str, str]:
    """Source, licence and day as the sheet itself names them above or below its figures; empty where it does not."""
    rows = (*range(layout.head[0]), *range(layout.data[1] + 1, len(sheet.rows)))
    texts = [text for row in rows for text in sheet.rows[row] if text]
    source = next((text for text in texts if "©" in text or text.startswith("(c)")), "")
    licence = next((text for text in texts if "lizenz" in text.casefold()), "")
    day = next((found[1] for text in texts if (found := re.search(r"Stand:? ?(\d{1,2}\.\d{1,2}\.\d{4})", text))), "")
    return shorten(source.replace("(c)", "©"), 200), shorten(licence, 120), day
