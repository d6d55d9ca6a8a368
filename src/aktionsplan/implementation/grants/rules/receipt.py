"""What is to be looked at in a receipt, and how much of it counts. No finding keeps anybody from saving.

Source: programme.md 4.10, 5.2, 5.3; money.md FG5, FC1.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.implementation.calls.rules import EXPENSES, INCOME
from aktionsplan.implementation.grants.rules.final import WITHOUT_LINES, CostLine, Terms
from aktionsplan.shared.money import ZERO, format_eur, round_eur
from aktionsplan.shared.periods import german_day
from aktionsplan.shared.words import Problem, mark

SIDES = {"expense": mark("Ausgabe"), "income": mark("Einnahme")}
WAYS = {"transfer": mark("Überweisung"), "card": mark("Karte"), "cash": mark("bar")}
FEE_UNITS = {"hours": mark("Stunden"), "days": mark("Tage")}
INCOME_KINDS = {name: word for name, word in INCOME.items() if name != "grant"}
"""Income of a receipt; the grant itself is known from its payments."""
LINES = {"expense": EXPENSES, "income": INCOME_KINDS}
OTHERS_NOT = ("grant", "own_funds")
"""Income that is no money of others (FG2)."""
HINTS = frozenset({"over_line", "over_cap"})
"""Findings that are only told: the receipt counts, as far as the rule of the lines and the cap let it (FG5)."""
WHAT = {
    "payee": mark("an wen"),
    "line": mark("Ansatz"),
    "paid_on": mark("bezahlt am"),
    "amount_eur": mark("Betrag"),
    "payer": mark("von wem"),
    "received_on": mark("bekommen am"),
}


@dataclass(frozen=True)
class Entry:
    """A receipt as the checks see it: an expense, or income (then `payee` is who gave it). What is unknown is empty."""

    number: int
    side: str = "expense"
    line: str = ""
    payee: str = ""
    invoice_number: str = ""
    document_on: dt.date | None = None
    paid_on: dt.date | None = None
    amount_eur: Decimal | None = None
    eligible_eur: Decimal | None = None
    currency: str = "EUR"
    file: str = ""
    flow: str = ""
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Bounds:
    """Between which days what is spent counts, what day it is, and the most that counts of a fee an hour and a day."""

    first: dt.date
    last: dt.date
    today: dt.date
    caps: Mapping[str, Decimal]


def eligible_problem(amount_eur: Decimal | None, eligible_eur: Decimal | None) -> Problem | None:
    """None unless more of a receipt is said to be eligible than was paid."""
    if eligible_eur is None or (amount_eur is not None and eligible_eur <= amount_eur):
        return None
    text = mark("Förderfähig kann höchstens der ganze Betrag sein.")
    return Problem("eligible", text, {}, "eligible_eur")


def capped(entry: Entry, caps: Mapping[str, Decimal]) -> Decimal | None:
    """The most that counts of a fee by its hours or days, or None where no cap applies.

    Source: [GOTHA], the caps of the call; checked at the application and at the proof (programme.md 4.10).
    """
    if entry.side != "expense" or entry.line != "fees" or entry.quantity is None or entry.unit not in caps:
        return None
    return round_eur(entry.quantity * caps[entry.unit])


def counted(entry: Entry, caps: Mapping[str, Decimal]) -> Decimal:
    """How much of a receipt counts before the rule of the lines: its eligible part, at most what the cap lets."""
    amount = entry.amount_eur if entry.eligible_eur is None else entry.eligible_eur
    cap = capped(entry, caps)
    return ZERO if amount is None else (amount if cap is None else min(amount, cap))


def _missing(entry: Entry) -> Problem | None:
    income = entry.side == "income"
    names = {"payee": "payer" if income else "payee", "paid_on": "received_on" if income else "paid_on"}
    fields = {"payee": entry.payee, "line": entry.line, "paid_on": entry.paid_on, "amount_eur": entry.amount_eur}
    gone = tuple(WHAT[names.get(name, name)] for name, value in fields.items() if not value)
    return Problem("missing", mark("Es fehlt noch: {what}."), {"what": gone}) if gone else None


def _dated(entry: Entry, bounds: Bounds) -> Problem | None:
    """Caused and paid within the grant's period: the day of the bill is not the day of payment."""
    paid, billed = entry.paid_on, entry.document_on
    known = {"first": german_day(bounds.first), "last": german_day(bounds.last)}
    if entry.side == "expense" and paid and paid < bounds.first:
        text = mark("Bezahlt am {day}, das Projekt beginnt am {first}. Solche Ausgaben zählen nicht.")
        return Problem("before", text, known | {"day": german_day(paid)})
    if entry.side == "expense" and paid and paid > bounds.last:
        text = mark("Bezahlt am {day}, das Projekt endet am {last}. Solche Ausgaben zählen nicht.")
        return Problem("after", text, known | {"day": german_day(paid)})
    if entry.side == "expense" and billed and billed < bounds.first:
        text = mark(
            "Die Rechnung ist vom {day}, das Projekt beginnt am {first}. Was vorher bestellt wurde, zählt nicht."
        )
        return Problem("billed_before", text, known | {"day": german_day(billed)})
    if max((day for day in (paid, billed) if day), default=bounds.today) > bounds.today:
        return Problem("future", mark("Dieser Tag liegt in der Zukunft. Bitte prüfen Sie ihn."))
    return None


def _over_cap(entry: Entry, bounds: Bounds) -> Problem | None:
    cap, amount = capped(entry, bounds.caps), entry.amount_eur if entry.eligible_eur is None else entry.eligible_eur
    if cap is None or amount is None or amount <= cap:
        return None
    text = (
        mark("Es gelten höchstens {cap} je Stunde. Davon zählen {most}.")
        if entry.unit == "hours"
        else mark("Es gelten höchstens {cap} je Tag. Davon zählen {most}.")
    )
    return Problem("over_cap", text, {"cap": format_eur(bounds.caps[entry.unit]), "most": format_eur(cap)})


def _alone(entry: Entry, bounds: Bounds) -> list[Problem]:
    """What is to be looked at without knowing the other receipts."""
    found = [_missing(entry), _dated(entry, bounds), _over_cap(entry, bounds)]
    if entry.currency not in ("", "EUR"):
        text = mark("Der Beleg ist in {currency}. Tragen Sie ein, was in Euro abgebucht wurde.")
        found.append(Problem("currency", text, {"currency": entry.currency}) if entry.amount_eur is None else None)
    if entry.side == "expense" and not entry.file and not entry.flow:
        text = mark("Der Nachweis fehlt: ein Foto oder eine PDF-Datei, oder die Nummer des Kontoauszugs.")
        found.append(Problem("no_proof", text))
    return [one for one in found if one]


def plain(text: str) -> str:
    """A name or a number as it is compared: small letters, without spaces and signs."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _marks(entry: Entry) -> list[tuple[str, tuple[str, ...]]]:
    """By what a second receipt would be the same one: the file, the number of the bill, or payee, sum and day."""
    marks: list[tuple[str, tuple[str, ...]]] = [("file", (entry.file,))] if entry.file else []
    if plain(entry.invoice_number):
        marks.append(("number", (plain(entry.invoice_number),)))
    if entry.payee and entry.amount_eur is not None and entry.paid_on:
        same = (entry.side, plain(entry.payee), str(entry.amount_eur), entry.paid_on.isoformat())
        marks.append(("payment", same))
    return marks


DOUBLE = {
    "file": mark("Sieht aus wie Beleg {n}: dieselbe Datei."),
    "number": mark("Sieht aus wie Beleg {n}: gleiche Rechnungsnummer."),
    "payment": mark("Sieht aus wie Beleg {n}: gleicher Betrag, gleiches Datum."),
}
ELSEWHERE = mark("Diese Datei liegt schon bei einem anderen Projekt. Ein Beleg zählt nur einmal.")


def _doubles(entries: Sequence[Entry]) -> dict[int, Problem]:
    """The later one of two receipts that look the same, with the number of the earlier one."""
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    found = {}
    for entry in entries:
        for kind, same in _marks(entry):
            earlier = first.setdefault((kind, same), entry.number)
            if earlier != entry.number and entry.number not in found:
                found[entry.number] = Problem("double", DOUBLE[kind], {"n": earlier})
    return found


def _over_line(
    entries: Sequence[Entry],
    open_ones: Collection[int],
    terms: Terms,
    lines: Mapping[str, Decimal],
    caps: Mapping[str, Decimal],
) -> dict[int, Problem]:
    """Every receipt from the one on with which its line lies more than a fifth above the plan."""
    if terms.kind in WITHOUT_LINES:
        return {}
    spent: dict[str, Decimal] = defaultdict(lambda: ZERO)
    found = {}
    for entry in entries:
        if entry.side != "expense" or not entry.line or entry.number in open_ones:
            continue
        spent[entry.line] += counted(entry, caps)
        if CostLine(entry.line, lines.get(entry.line, ZERO), spent[entry.line]).above > 0:
            text = mark("Damit ist „{line}“ mehr als 20 % über dem Plan.")
            if not lines.get(entry.line):
                text = mark("Für „{line}“ steht nichts im Plan. Das geht nur mit Zustimmung des Amts.")
            found[entry.number] = Problem("over_line", text, {"line": (EXPENSES[entry.line],)})
    return found


@dataclass(frozen=True)
class Looked:
    """The findings of every receipt by its number, those that keep it from counting first."""

    findings: Mapping[int, Sequence[Problem]]
    bounds: Bounds

    def is_open(self, number: int) -> bool:
        """Whether a receipt has a finding that keeps it from counting until somebody has examined it (FC1)."""
        return any(one.code not in HINTS for one in self.findings.get(number, ()))


def look(
    entries: Sequence[Entry],
    bounds: Bounds,
    terms: Terms,
    lines: Mapping[str, Decimal],
    elsewhere: Collection[str] = (),
) -> Looked:
    """What is to be looked at in all receipts of a project, in the order of their numbers.

    `lines` is the plan by cost category in euro, `elsewhere` the files that belong to receipts of other projects.
    """
    ordered = sorted(entries, key=lambda entry: entry.number)
    found: dict[int, list[Problem]] = {entry.number: _alone(entry, bounds) for entry in ordered}
    for number, problem in _doubles(ordered).items():
        found[number].append(problem)
    for entry in ordered:
        if entry.file and entry.file in elsewhere:
            found[entry.number].append(Problem("elsewhere", ELSEWHERE))
    opened = {number for number, problems in found.items() if any(one.code not in HINTS for one in problems)}
    for number, problem in _over_line(ordered, opened, terms, lines, bounds.caps).items():
        found[number].append(problem)
    ranked = {number: sorted(problems, key=lambda one: one.code in HINTS) for number, problems in found.items()}
    return Looked({number: problems for number, problems in ranked.items() if problems}, bounds)
