"""Reading lists of receipts: CSV, XLSX or ODS with the columns of the Belegliste, all rows or none, faults by cell.

Source: programme.md 5.2 (columns). Income has its own kinds and never a minus.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aktionsplan.implementation.grants.rules.receipt import LINES, WAYS, eligible_problem, plain
from aktionsplan.shared.kinds import Fields, Value
from aktionsplan.shared.money import parse_paid
from aktionsplan.shared.periods import parse_day
from aktionsplan.shared.tables.reading import Sheet, address, read_file
from aktionsplan.shared.words import Problem, Refused, check_length, clean, mark

COLUMNS = {
    "number": mark("Nr."),
    "line": mark("Ansatz"),
    "document_on": mark("Belegdatum"),
    "paid_on": mark("Zahlungsdatum"),
    "payee": mark("Empfänger oder Einzahler"),
    "reason": mark("Zweck"),
    "invoice_number": mark("Rechnungsnummer"),
    "amount_eur": mark("Betrag"),
    "eligible_eur": mark("davon zuwendungsfähig"),
    "way": mark("Zahlungsart"),
    "flow": mark("Zahlungsnachweis"),
    "remark": mark("Bemerkung"),
    "accepted": mark("Prüfung: anerkannt"),
    "reduced_to": mark("Prüfung: gekürzt auf"),
    "examined": mark("Prüfung: Grund"),
}
"""The columns of a Belegliste and their headings; the last three are the examiner's and are not read."""
OTHER_HEADINGS = {
    "line": ("Kostenart", "Kostenposition", "Position", "Einzelansatz"),
    "document_on": ("Rechnungsdatum", "Datum", "Datum der Rechnung", "Rechnung vom"),
    "paid_on": ("Bezahlt am", "Zahldatum", "Datum der Zahlung", "Wertstellung"),
    "payee": ("Empfänger", "Zahlungsempfänger", "Einzahler", "Empfänger/Einzahler", "An wen"),
    "reason": ("Grund der Zahlung", "Verwendungszweck", "Wofür", "Gegenstand"),
    "invoice_number": ("Rechnungs-Nr.", "Belegnummer", "Rechnung Nr."),
    "amount_eur": ("Betrag in Euro", "Betrag €", "Betrag EUR", "Summe"),
    "eligible_eur": ("davon förderfähig", "zuwendungsfähig", "förderfähig"),
    "way": ("Zahlungsweg", "Bezahlt mit"),
    "flow": ("Kontoauszug", "Nachweis", "Auszug Nr."),
    "remark": ("Anmerkung",),
}
NEEDED = ("line", "paid_on", "payee", "amount_eur")
LIMITS = {"payee": 120, "reason": 200, "invoice_number": 60, "flow": 80, "remark": 300}
WAY_WORDS = {
    **{plain(word): way for way, word in WAYS.items()},
    "bank": "transfer",
    "lastschrift": "transfer",
    "kartenzahlung": "card",
    "eckarte": "card",
    "barzahlung": "cash",
}
MAX_ROWS = 5000
HEADER_ROWS = 30
"""How far down the heading is looked for: lists begin with the project's name."""


@dataclass(frozen=True)
class Fault:
    """One cell that cannot be read: its address and why."""

    cell: str
    problem: Problem


@dataclass(frozen=True)
class Reading:
    """What a list holds: the fields of each row, and the cells that cannot be read."""

    rows: list[Fields]
    faults: list[Fault]


def _headings() -> dict[str, str]:
    names = {plain(heading): name for name, heading in COLUMNS.items()}
    more = {plain(heading): name for name, headings in OTHER_HEADINGS.items() for heading in headings}
    return more | names


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row with the headings, and in which column each field stands; None where no row has the needed ones."""
    known = _headings()
    for number, row in enumerate(sheet.rows[:HEADER_ROWS]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            name = known.get(plain(cell), "")
            if name and name not in found:
                found[name] = column
        if all(name in found for name in NEEDED):
            return number, found
    return None


def _text(name: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        text = clean(cell, lines=False)
        check_length(text, LIMITS[name])
        return text

    return read


def _way(cell: str) -> str:
    if plain(cell) not in WAY_WORDS:
        raise Refused(Problem("way", mark("Möglich sind Überweisung, Karte und bar.")))
    return WAY_WORDS[plain(cell)]


READERS: dict[str, Callable[[str], Value]] = {
    "document_on": parse_day,
    "paid_on": parse_day,
    "amount_eur": parse_paid,
    "eligible_eur": parse_paid,
    "way": _way,
    **{name: _text(name) for name in LIMITS},
}


def _line(cell: str, lines: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    if plain(cell) not in lines:
        text = mark("Diesen Ansatz gibt es im Finanzierungsplan nicht. Schreiben Sie ihn wie im Antrag.")
        raise Refused(Problem("line", text))
    return lines[plain(cell)]


def known_lines(labels: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """What a cell may say of the line of the plan: the category, or the words of the application (`labels`)."""
    names = {plain(word): (side, key) for side, words in LINES.items() for key, word in words.items()}
    return {plain(label): line for label, line in labels.items() if plain(label)} | names


def _row(cells: Mapping[str, str], lines: Mapping[str, tuple[str, str]]) -> tuple[Fields, list[tuple[str, Problem]]]:
    values: Fields = {}
    faults: list[tuple[str, Problem]] = []
    for name, cell in cells.items():
        try:
            if name == "line" and cell:
                values["side"], values["line"] = _line(cell, lines)
            elif cell:
                values[name] = READERS[name](cell)
            elif name in NEEDED:
                raise Refused(Problem("empty", mark("Die Zelle ist leer.")))
        except Refused as refused:
            faults.append((name, refused.problem))
    if problem := eligible_problem(values.get("amount_eur"), values.get("eligible_eur")):
        faults.append(("eligible_eur", problem))
    return values, faults


def read_receipts(content: bytes, lines: Mapping[str, tuple[str, str]]) -> Reading:
    """The rows of a list of receipts, and every cell that cannot be read, by its address.

    `lines` (`known_lines`) says which words name which line of the plan. The number of a row is not taken over. Refused: no
    table, no heading with the needed columns, more rows than a project may have.
    """
    found = next(((sheet, head) for sheet in read_file(content) if (head := _header(sheet))), None)
    if found is None:
        names = tuple(COLUMNS[name] for name in NEEDED)
        text = mark("Keine Zeile hat diese Überschriften: {names}. Nehmen Sie die Vorlage.")
        raise Refused(Problem("heading", text, {"names": names}, "upload"))
    sheet, (top, columns) = found
    rows: list[Fields] = []
    faults: list[Fault] = []
    read = {name: column for name, column in columns.items() if name == "line" or name in READERS}
    for number in range(top + 1, len(sheet.rows)):
        cells = {name: sheet.cell(number, column).strip() for name, column in read.items()}
        if not any(cells[name] for name in cells if name != "line"):
            continue
        values, problems = _row(cells, lines)
        faults += [Fault(address(read[name], number), problem) for name, problem in problems]
        rows.append(values)
    if len(rows) > MAX_ROWS:
        raise Refused(Problem("rows", mark("Mehr als {n} Zeilen sind nicht möglich."), {"n": MAX_ROWS}, "upload"))
    if not rows:
        raise Refused(Problem("no_rows", mark("Unter der Kopfzeile steht nichts."), {}, "upload"))
    return Reading(rows, faults)
