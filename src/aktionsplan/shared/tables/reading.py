"""Reading a foreign table: CSV, XLSX or ODS becomes sheets of cells as text, with addresses and merged ranges.

Nothing is guessed about what the cells mean. A number of a workbook becomes German text without grouping (`1234,5`), a day
`31.12.2025`, so that a cell reads the same whichever kind of file it came in. What is not read: formulas (their last value
is), formats, hidden marks.
"""

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from numbers import Real
from xml.etree import ElementTree  # noqa: S405 -- only content.xml of a checked archive; declarations are refused

from aktionsplan.shared.kinds import Foreign, Value
from aktionsplan.shared.words import Problem, Refused, mark

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 150 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_CELLS = 400_000
MAX_TEXT = 500
MAX_BETWEEN, MAX_DEPTH, MAX_IN_ROW = 2_000_000, 64, 100_000
"""Bytes between two tags, how deep elements lie, and how many begins and ends a row has: more is no table, but an attack."""
MAX_WORDS = 40 * 1024 * 1024
"""What the parts of a workbook beside its sheets may weigh, above all its words."""
MAX_DIGITS = 30
"""Before and after the comma; a larger number stays the text it is and counts as no figure."""
EMPTY_ROWS = 200
"""So many empty rows in a row end a sheet."""
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
UNREADABLE = Problem(
    "file", mark("Diese Datei lässt sich nicht lesen. Möglich sind CSV, XLSX und ODS ohne Kennwort."), {}, "upload"
)
LARGE = Problem(
    "large",
    mark(
        "Diese Tabelle ist zu groß: höchstens 10 MB, 20.000 Zeilen und 500 Spalten. Speichern Sie nur den Teil, um den es geht."
    ),
    {},
    "upload",
)
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(frozen=True)
class Range:
    """A rectangle of cells; rows and columns count from 0, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """As spreadsheets name it: `B2:V2`, or `B2` for one cell."""
        first, last = address(self.left, self.top), address(self.right, self.bottom)
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows of cells as text without empty cells at the end, and what is merged on it."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Range, ...] = ()

    @cached_property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; nothing outside the sheet."""
        line = self.rows[row] if 0 <= row < len(self.rows) else ()
        return line[column] if 0 <= column < len(line) else ""


def address(column: int, row: int) -> str:
    """The cell as spreadsheets name it, from places that count from 0: (0, 0) is A1, (27, 2) is AB3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def read_file(content: bytes) -> list[Sheet]:
    """The sheets of a file that hold anything, by its content and not by its name.

    Refused: no table at all, too large (`MAX_BYTES`, `MAX_ROWS`, `MAX_COLUMNS`, `MAX_CELLS`), a broken or locked workbook.
    """
    if len(content) > MAX_BYTES:
        raise Refused(LARGE)
    sheets = _workbook(content) if content[:2] == b"PK" else [_csv(content)]
    found = [sheet for sheet in sheets if any(sheet.rows)]
    if not found:
        raise Refused(Problem("empty", mark("In dieser Datei steht keine Tabelle."), {}, "upload"))
    return found


def text_of(value: Value) -> str:
    """A value of a workbook as text: 1234.5 is `1234,5`, 7.0 is `7`, a day `31.12.2025`, true `ja`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, Real | Decimal):
        decimal = Decimal(f"{value:.15g}")
        if not decimal.is_finite() or (decimal and abs(decimal.adjusted()) > MAX_DIGITS):
            return str(decimal)
        number = f"{decimal:f}"
        return (number.rstrip("0").rstrip(".") if "." in number else number).replace(".", ",")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    return SPACES.sub(" ", str(value)).strip()[:MAX_TEXT]


def _rows(lines: Iterable[Iterable[Value]]) -> tuple[tuple[str, ...], ...]:
    """The rows as text, without empty ones at the end; Refused when they are too many."""
    rows: list[tuple[str, ...]] = []
    cells = filled = 0
    for line in lines:
        row = [text_of(value) for value in line]
        while row and not row[-1]:
            row.pop()
        rows.append(tuple(row))
        cells += len(row)
        if row:
            filled = len(rows)
        if len(row) > MAX_COLUMNS or cells > MAX_CELLS or filled > MAX_ROWS:
            raise Refused(LARGE)
        if len(rows) - filled > EMPTY_ROWS:
            break
    return tuple(rows[:filled])


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The sign that parts most lines; a decimal comma parts less than the semicolon beside it."""
    sample = text.splitlines()[:200]
    counts = {sign: sum(line.count(sign) for line in sample) for sign in ("\t", ";")}
    most = max(counts, key=lambda sign: counts[sign])
    return most if counts[most] >= len(sample) // 4 + 1 else ","


def _csv(content: bytes) -> Sheet:
    text = _decoded(content)
    if "\0" in text or content[:4] == b"%PDF" or content[:4] == b"\xd0\xcf\x11\xe0":
        raise Refused(UNREADABLE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return Sheet("", _rows(reader))
    except csv.Error:
        raise Refused(UNREADABLE) from None


BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the libraries raise for a part of a workbook that is missing or is not what it should be; both XML parsers' errors are
a SyntaxError."""


def _workbook(content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Refused(LARGE)
            beside = [one for one in archive.infolist() if not one.filename.startswith("xl/worksheets/")]
            if "content.xml" not in archive.namelist() and sum(one.file_size for one in beside) > MAX_WORDS:
                raise Refused(LARGE)
            return _ods(archive) if "content.xml" in archive.namelist() else _xlsx(content, archive)
    except BROKEN:
        raise Refused(UNREADABLE) from None


MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _xlsx(content: bytes, archive: zipfile.ZipFile) -> list[Sheet]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- a heavy library, imported where XLSX is read

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        return [
            Sheet(page.title, _rows(page.iter_rows(values_only=True)), _merged(archive, page))
            for page in book.worksheets
            if page.sheet_state == "visible"
        ]
    finally:
        book.close()


def _merged(archive: zipfile.ZipFile, page: Foreign) -> tuple[Range, ...]:
    """The merged ranges, which the reader that streams does not tell."""
    xml = archive.read(page._worksheet_path.lstrip("/"))  # noqa: SLF001 -- openpyxl names the part nowhere else
    return tuple(
        Range(int(top) - 1, _column(left), int(bottom) - 1, _column(right))
        for left, top, right, bottom in MERGED.findall(xml)
    )


def _ods(archive: zipfile.ZipFile) -> list[Sheet]:
    with archive.open("content.xml") as stream:
        if b"<!DOCTYPE" in stream.read(2048):
            raise Refused(UNREADABLE)
    with archive.open("content.xml") as stream:
        return list(_ods_sheets(stream))


class _Watched:
    """A stream that refuses a text without an end: nothing in a table is so long between two tags."""

    def __init__(self, stream: Foreign) -> None:
        self.stream, self.since = stream, 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; Refused when so many came without a tag."""
        data = bytes(self.stream.read(size))
        self.since += len(data)
        if self.since > MAX_BETWEEN:
            raise Refused(LARGE)
        return data


class _Shape:
    """How deep the elements lie and how many a row has; Refused for what no spreadsheet writes."""

    def __init__(self) -> None:
        self.depth = self.in_row = 0

    def see(self, event: str, tag: str) -> None:
        """One more begin or end."""
        self.depth += 1 if event == "start" else -1
        self.in_row = 0 if tag == TABLE + "table-row" else self.in_row + 1
        if self.depth > MAX_DEPTH or self.in_row > MAX_IN_ROW:
            raise Refused(LARGE)


def _ods_sheets(stream: Foreign) -> Iterator[Sheet]:
    merged: list[Range] = []
    name, lines, cells = "", _Lines(), 0
    watched, shape = _Watched(stream), _Shape()
    for event, node in ElementTree.iterparse(watched, events=("start", "end")):  # noqa: S314 -- see the import
        watched.since = 0
        shape.see(event, node.tag)
        if event == "start":
            if node.tag == TABLE + "table":
                name, lines, merged = node.get(TABLE + "name", ""), _Lines(), []
        elif node.tag == TABLE + "table-cell":
            cells += 1
            if cells > 2 * MAX_CELLS:
                raise Refused(LARGE)
        elif node.tag == TABLE + "table-row":
            merged += _spans(node, lines.count)
            lines.add([*_ods_cells(node)], int(node.get(TABLE + "number-rows-repeated", "1")))
            node.clear()
        elif node.tag == TABLE + "table":
            yield Sheet(name, _rows(lines.rows), tuple(merged))
            node.clear()


class _Lines:
    """Rows of a sheet; an empty one that is repeated to the end of the sheet is kept once too often at most."""

    def __init__(self) -> None:
        self.rows: list[list[Value]] = []

    @property
    def count(self) -> int:
        return len(self.rows)

    def add(self, row: list[Value], times: int) -> None:
        times = min(times, MAX_ROWS + 1 if any(value not in (None, "") for value in row) else EMPTY_ROWS + 1)
        if len(self.rows) > MAX_ROWS + EMPTY_ROWS or len(row) * times > 2 * MAX_CELLS:
            raise Refused(LARGE)
        self.rows += [row] * times


def _cells_of(row: Foreign) -> Iterator[Foreign]:
    return (cell for cell in row if cell.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"))


def _ods_cells(row: Foreign) -> Iterator[Value]:
    """The values of a row; what is empty to the end is left out, what is repeated stands as often."""
    empty = 0
    for cell in _cells_of(row):
        value, times = _ods_value(cell), int(cell.get(TABLE + "number-columns-repeated", "1"))
        if value in (None, ""):
            empty += times
            continue
        if empty + times > MAX_COLUMNS:
            raise Refused(LARGE)
        yield from [None] * empty + [value] * times
        empty = 0


def _ods_value(cell: Foreign) -> Value:
    kind, number, day = (cell.get(OFFICE + name) for name in ("value-type", "value", "date-value"))
    if kind in ("float", "currency", "percentage") and number is not None:
        return Decimal(number)
    if kind == "date" and day is not None:
        return dt.datetime.fromisoformat(day)
    if kind == "boolean":
        return cell.get(OFFICE + "boolean-value") == "true"
    return " ".join("".join(part.itertext()) for part in cell.iter(TEXT + "p"))


def _spans(row: Foreign, line: int) -> list[Range]:
    found, column = [], 0
    for cell in _cells_of(row):
        wide, high = (int(cell.get(TABLE + f"number-{name}-spanned", "1")) for name in ("columns", "rows"))
        if wide > 1 or high > 1:
            found.append(Range(line, column, line + high - 1, column + wide - 1))
        column += int(cell.get(TABLE + "number-columns-repeated", "1"))
    return found
