"""Reading public lists of grants: CSV or XLSX, any column names through a mapping, all rows or none."""

import csv
import datetime as dt
import io
import json
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import regex

from aktionsplan.shared.kinds import Fields, Json, Value
from aktionsplan.shared.money import ZERO, parse_eur
from aktionsplan.shared.periods import parse_day
from aktionsplan.shared.words import Problem, Refused, check_length, clean, mark

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_WHOLE = 2 * 1024 * 1024
MAX_COLUMNS = 200
NEEDED = ("source_number", "recipient", "purpose", "starts_on", "ends_on", "amount_eur")
OPTIONAL = ("legal_form", "programme")
GERMAN = {
    "source_number": "Nummer",
    "recipient": "Empfänger",
    "purpose": "Zweck",
    "starts_on": "Beginn",
    "ends_on": "Ende",
    "amount_eur": "Betrag",
}
"""The headings of a list that somebody makes for the import."""
LIMITS = {"source_number": 40, "recipient": 200, "purpose": 2000, "legal_form": 80, "programme": 200}
KNOWN: dict[str, Json] = {
    "own": {"source": mark("Eigene Liste"), "columns": GERMAN, "filter": {}},
    "hamburg": {
        "source": "Zuwendungsbericht der Freien und Hansestadt Hamburg",
        "columns": {
            "source_number": "inez_nummer",
            "recipient": "zuwendungsempfaenger",
            "legal_form": "rechtsform",
            "purpose": "zweck",
            "programme": "programm",
            "starts_on": "von",
            "ends_on": "bis",
            "amount_eur": "betrag_eur",
        },
        "filter": {},
    },
}


@dataclass(frozen=True)
class ColumnMapping:
    """Which column holds what, which rows count, and where the list comes from."""

    source: str
    columns: Mapping[str, str]
    filter: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One unreadable cell: line of the file, column and reason."""

    line: int
    column: str
    problem: Problem


@dataclass(frozen=True)
class HistoricRow:
    """One readable row."""

    line: int
    source_number: str
    recipient: str
    legal_form: str
    purpose: str
    programme: str
    starts_on: dt.date
    ends_on: dt.date
    amount_eur: Decimal


@dataclass(frozen=True)
class Reading:
    """What a file holds: readable rows, faults, and rows the filter left out."""

    mapping: ColumnMapping
    rows: list[HistoricRow]
    faults: list[Fault]
    left_out: int

    @property
    def total_eur(self) -> Decimal:
        """The sum of the readable rows."""
        return sum((row.amount_eur for row in self.rows), ZERO)


def _refuse(code: str, text: str, **params: Value) -> Refused:
    return Refused(Problem(code, text, params))


def _plain(header: list[str]) -> dict[str, str]:
    """For a list of no known kind: the field names where it uses them, else the German headings."""
    return {name: name for name in NEEDED} if set(header) & set(NEEDED) else GERMAN


def read_mapping(path: Path | None, header: list[str]) -> ColumnMapping:
    """The mapping of a TOML or JSON file, else a shipped one whose columns the file has; Refused otherwise."""
    given: Json = {}
    if path is not None:
        try:
            text = path.read_text(encoding="utf-8")
            given = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        except (OSError, ValueError) as error:
            raise _refuse(
                "mapping", mark("Die Zuordnung {name} ist nicht lesbar: {why}"), name=path.name, why=str(error)
            ) from None
    unknown = not isinstance(given, dict) or set(given) - {"source", "columns", "filter"}
    if unknown or not all(isinstance(given.get(part, {}), dict) for part in ("columns", "filter")):
        raise _refuse("mapping", mark("Die Zuordnung kennt nur source, columns und filter."))
    shipped = next((k for k in KNOWN.values() if set(k["columns"].values()) <= set(header)), None)
    columns = given.get("columns") or (shipped or {}).get("columns") or _plain(header)
    if wrong := set(columns) - set(NEEDED) - set(OPTIONAL):
        raise _refuse("mapping", mark("Unbekannte Felder in der Zuordnung: {names}"), names=", ".join(sorted(wrong)))
    source = str(given.get("source") or (shipped or {}).get("source") or mark("Eigene Liste"))
    return ColumnMapping(
        source, {k: str(v) for k, v in columns.items()}, {k: str(v) for k, v in given.get("filter", {}).items()}
    )


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refuse("encoding", mark("Die Datei ist weder UTF-8 noch Windows-1252."))


def _csv_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if b"\x00" in content:
        raise _refuse("binary", mark("Das ist keine Tabelle: Die Datei ist weder CSV noch XLSX."))
    text = _decode(content)
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else "," if "," in first else "\t"
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise _refuse("csv", mark("Die CSV-Datei ist beschädigt: {why}"), why=str(error)) from None


def _xlsx_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- a heavy library, imported where XLSX is read

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise _refuse("bomb", mark("Die XLSX-Datei ist entpackt zu groß."))
            if any(entry.file_size > MAX_WHOLE for entry in archive.infolist() if not _in_rows(archive, entry)):
                raise _refuse(
                    "strings", mark("Die XLSX-Datei enthält zu viel Text. Speichern Sie die Liste als CSV.")
                )
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        for line, row in enumerate(book.worksheets[0].iter_rows(values_only=True, max_col=MAX_COLUMNS + 1), start=1):
            yield line, _without_empty_end([_cell(value) for value in row])
    except (zipfile.BadZipFile, zlib.error, RuntimeError, SyntaxError, KeyError, ValueError, OSError, IndexError):
        raise _refuse("xlsx", mark("Die XLSX-Datei ist beschädigt.")) from None


def _in_rows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part of a workbook is read row by row: a sheet by its name and by what the workbook says it is.

    Everything else is read as a whole, whatever it is called, and has to be small.
    """
    if not part.filename.startswith("xl/worksheets/"):
        return False
    kinds = archive.getinfo("[Content_Types].xml")
    if kinds.file_size > MAX_WHOLE:
        return False
    overrides = regex.findall(rb"<Override\b[^>]*>", archive.read(kinds))
    own = [one for one in overrides if f'"/{part.filename}"'.lower().encode() in one.lower()]
    return len(own) == 1 and b"spreadsheetml.worksheet+xml" in own[0]


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    return str(value)


def amount(text: str) -> Decimal:
    """The sum in German (`1.234,56`) or plain ISO form (`1234.56`); Refused otherwise."""
    if regex.fullmatch(r"[0-9]{1,9}\.[0-9]{1,2}", text.strip()):
        try:
            return Decimal(text.strip()).quantize(Decimal("0.01"))
        except InvalidOperation:
            pass
    return parse_eur(text)


def _text(name: str, value: str, *, needed: bool) -> str:
    text = clean(value, lines=False)
    if text.startswith(("=", "+", "@", "＝", "＋", "＠")) or (
        text.startswith("-") and len(text) > 1 and not text[1].isspace()
    ):
        raise _refuse("formula", mark("In der Zelle steht eine Formel."))
    check_length(text, LIMITS[name])
    if needed and not text:
        raise _refuse("empty", mark("Die Zelle ist leer."))
    return text


def _row(line: int, cells: Mapping[str, str]) -> tuple[HistoricRow | None, list[tuple[str, Problem]]]:
    values: Fields = dict.fromkeys(OPTIONAL, "")
    faults: list[tuple[str, Problem]] = []
    for name, value in cells.items():
        try:
            if name in ("starts_on", "ends_on"):
                values[name] = parse_day(value)
            elif name == "amount_eur":
                values[name] = amount(value)
                if values[name] <= 0:
                    raise _refuse("amount", mark("Der Betrag muss größer als 0 sein."))
            else:
                values[name] = _text(name, value, needed=name in NEEDED)
        except Refused as refused:
            faults.append((name, refused.problem))
    if not faults and values["ends_on"] < values["starts_on"]:
        faults.append(("ends_on", Problem("period", mark("Das Ende liegt vor dem Beginn."))))
    return (None, faults) if faults else (HistoricRow(line=line, **values), [])


def _columns(header: list[str], mapping: ColumnMapping) -> dict[str, int]:
    names = [clean(name, lines=False) for name in header]
    wanted = {**mapping.columns, **{f"filter:{name}": name for name in mapping.filter}}
    doubles = sorted({name for name in wanted.values() if names.count(name) > 1})
    if doubles:
        raise _refuse("double_column", mark("Diese Spalten gibt es mehrfach: {names}"), names=", ".join(doubles))
    missing = [name for name in dict.fromkeys(wanted.values()) if name not in names]
    missing += [name for name in NEEDED if name not in mapping.columns]
    if missing:
        raise _refuse("missing_column", mark("Diese Spalten fehlen: {names}"), names=", ".join(missing))
    return {field_name: names.index(column) for field_name, column in wanted.items()}


def read(content: bytes, mapping_path: Path | None = None, step: Callable[[int], None] | None = None) -> Reading:
    """Every row of the file: readable ones, faults with line, column and reason, and how many the filter left out.

    `step` is told the line reached every 500 lines. Refused for an empty, binary or broken file, for missing or doubled columns.
    """
    if not content:
        raise _refuse("empty", mark("Die Datei ist leer."))
    rows = _xlsx_rows(content) if content.startswith(b"PK\x03\x04") else _csv_rows(content)
    _line, header = next(rows, (1, []))
    if len(header) > MAX_COLUMNS:
        raise _refuse("columns", mark("Mehr als {n} Spalten sind nicht möglich."), n=MAX_COLUMNS)
    mapping = read_mapping(mapping_path, [clean(name, lines=False) for name in header])
    columns = _columns(header, mapping)
    historic_rows: list[HistoricRow] = []
    faults: list[Fault] = []
    left_out = 0
    seen: dict[str, int] = {}
    for line, cells in rows:
        if step and line % 500 == 0:
            step(line)
        if line > MAX_ROWS:
            raise _refuse("rows", mark("Mehr als {n} Zeilen sind nicht möglich."), n=MAX_ROWS)
        if not any(cell.strip() for cell in cells):
            continue
        padded = cells + [""] * (len(header) - len(cells))
        if any(padded[columns[f"filter:{name}"]].strip() != value for name, value in mapping.filter.items()):
            left_out += 1
            continue
        if len(cells) > len(header):
            faults.append(Fault(line, "", Problem("cells", mark("Die Zeile hat mehr Zellen als die Kopfzeile."))))
            continue
        row, problems = _row(
            line, {name: padded[at] for name, at in columns.items() if not name.startswith("filter:")}
        )
        faults += [Fault(line, mapping.columns[name], problem) for name, problem in problems]
        if row is not None:
            if row.source_number in seen:
                text = mark("Die Nummer steht schon in Zeile {line}.")
                faults.append(
                    Fault(
                        line,
                        mapping.columns["source_number"],
                        Problem("double", text, {"line": seen[row.source_number]}),
                    )
                )
            seen.setdefault(row.source_number, line)
            historic_rows.append(row)
    if not historic_rows and not faults and not left_out:
        raise _refuse("no_rows", mark("Unter der Kopfzeile steht nichts."))
    return Reading(mapping, historic_rows, faults, left_out)


def size_problem(size: int) -> Problem | None:
    """Why a file of so many bytes is not read."""
    if not size:
        return Problem("empty", mark("Die Datei ist leer."), {}, "upload")
    if size > MAX_BYTES:
        return Problem("size", mark("Die Datei ist größer als {n} MB."), {"n": MAX_BYTES // 1024 // 1024}, "upload")
    return None


def read_file(path: Path, mapping_path: Path | None = None) -> Reading:
    """The reading of a file; Refused before reading when it is larger than 20 MB."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refuse("size", mark("Die Datei ist größer als {n} MB."), n=MAX_BYTES // 1024 // 1024)
        return read(path.read_bytes(), mapping_path)
    except OSError as error:
        raise _refuse(
            "file", mark("Die Datei {name} ist nicht lesbar: {why}"), name=path.name, why=error.strerror or ""
        ) from None
