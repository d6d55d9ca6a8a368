"""„Wenn heute Schluss wäre“: what the receipts of today make of the grant, as a sum in words. It is no claim.

Source: money.md FC1, FG1 to FG5; look-money.md 20a.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from aktionsplan.implementation.calls.rules import INCOME
from aktionsplan.implementation.grants.rules.final import (
    DEFICIT,
    FULL,
    SHARE,
    WITHOUT_LINES,
    CostLine,
    Outcome,
    Terms,
    final_grant,
    recognised,
    unplanned,
)
from aktionsplan.implementation.grants.rules.flat import EVENT, PERSON, earned, proved
from aktionsplan.implementation.grants.rules.receipt import OTHERS_NOT, Entry, Looked, counted
from aktionsplan.shared.money import ZERO, format_eur, round_exact
from aktionsplan.shared.words import Phrase, mark


@dataclass(frozen=True)
class Step:
    """A row of the sum: what it is, and how many euro; a `total` stands below a line."""

    text: Phrase
    amount_eur: Decimal
    total: bool = False


@dataclass(frozen=True)
class Counted:
    """The counted lists of a flat rate: its unit, its sum, and the people of each list."""

    unit: str
    rate_eur: Decimal
    people: Sequence[int]

    @property
    def said(self) -> Phrase:
        """`54 Personen zu je 12,00 €`."""
        n, rate = proved(self.unit, self.people), format_eur(self.rate_eur)
        texts = {
            (PERSON, True): mark("{n} Person zu je {rate}"),
            (PERSON, False): mark("{n} Personen zu je {rate}"),
            (EVENT, True): mark("{n} Veranstaltung zu je {rate}"),
            (EVENT, False): mark("{n} Veranstaltungen zu je {rate}"),
        }
        return Phrase(texts[self.unit, n == 1], {"n": n, "rate": rate})


@dataclass(frozen=True)
class Forecast:
    """The sum in words, the final grant it leads to, what would be paid back and what might still be asked for.

    `lines` are the cost categories with what the receipts spend of them; `left_out` the numbers that do not count yet.
    """

    outcome: Outcome
    steps: Sequence[Step]
    lines: Sequence[CostLine]
    left_out: Sequence[int]
    paid_eur: Decimal
    back_eur: Decimal
    more_eur: Decimal
    by_line: bool = True
    """Whether the rule of the lines holds for the funding type (FG5)."""
    flat: bool = False
    """Whether lists of attendance prove the use, and no receipts."""

    def above(self, key: str) -> Phrase | None:
        """What is to be said of a line that lies more than a fifth above its plan; nothing of any other (FG5)."""
        line = next((one for one in self.lines if one.key == key and one.above and self.by_line), None)
        if line is None:
            return None
        if not line.planned_eur:
            return Phrase(
                mark("Dafür steht nichts im Plan. Das zahlt Ihr Verein, außer das Amt stimmt einer Änderung zu.")
            )
        text = mark(
            "{more} mehr als geplant, das sind {percent}. Erlaubt sind 20 %, also bis {limit}. Die {above} darüber zahlt Ihr Verein, "
            "außer das Amt stimmt einer Änderung zu."
        )
        sums = {"more": line.more_eur, "limit": line.limit_eur, "above": line.above_eur}
        known = {name: format_eur(amount) for name, amount in sums.items()}
        return Phrase(text, known | {"percent": f"{line.percent}\u00a0%"})

    @property
    def headline(self) -> Phrase:
        """The answer in a few words."""
        if self.back_eur:
            return Phrase(mark("{amount} zurückzuzahlen"), {"amount": format_eur(self.back_eur)})
        return Phrase(mark("Nichts zurückzuzahlen"))

    @property
    def why(self) -> Phrase:
        """Why, and what follows."""
        if self.back_eur:
            text = mark("Ausgezahlt sind {paid}. Ihre Belege decken davon bis heute {final}.")
            if self.flat:
                text = mark("Ausgezahlt sind {paid}. Ihre Listen decken davon bis heute {final}.")
            return Phrase(text, {"paid": format_eur(self.paid_eur), "final": format_eur(self.outcome.final_eur)})
        if self.more_eur:
            return Phrase(mark("Sie könnten noch {amount} anfordern."), {"amount": format_eur(self.more_eur)})
        return Phrase(mark("Es ist genau so viel ausgezahlt, wie Ihre Belege decken."))


def spent_lines(entries: Sequence[Entry], looked: Looked, plan: Mapping[str, Decimal]) -> list[CostLine]:
    """Planned and spent by cost category, of the receipts that count; in the order of the plan, then what is not in it."""
    spent: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in entries:
        if entry.side == "expense" and not looked.is_open(entry.number):
            spent[entry.line] += counted(entry, looked.bounds.caps)
    keys = [*plan, *(line for line in spent if line not in plan)]
    return [CostLine(line, plan.get(line, ZERO), spent[line]) for line in keys]


def income_of(entries: Sequence[Entry], looked: Looked) -> dict[str, Decimal]:
    """Income and money of others by kind, of the rows that count; own funds are always those of the plan (FG2)."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in entries:
        if entry.side == "income" and entry.line not in OTHERS_NOT and not looked.is_open(entry.number):
            sums[entry.line] += counted(entry, looked.bounds.caps)
    return dict(sums)


def _row(text: str, amount: Decimal | Fraction, **params: str) -> Step:
    return Step(Phrase(text, params), round_exact(Fraction(amount)))


def _receipts(lines: Sequence[CostLine], terms: Terms, spent: Fraction) -> list[Step]:
    """From the receipts to the expenses that are recognised; the rows add up to the cent."""
    total = sum((line.spent_eur for line in lines), ZERO)
    above = Fraction(0)
    if terms.kind not in WITHOUT_LINES:
        above = sum((line.above for line in lines), Fraction(0))
    kept = round_exact(spent)
    by_line = round_exact(above) if Fraction(total) - above != spent else total - kept
    rows = [Step(Phrase(mark("Ihre Belege, die zählen")), total)]
    if by_line:
        rows.append(Step(Phrase(mark("über 20 %, zahlt der Verein")), -by_line))
    if rest := total - by_line - kept:
        rows.append(Step(Phrase(mark("mehr als der ganze Plan, zahlt der Verein")), -rest))
    return rows


def _others(terms: Terms, income: Mapping[str, Decimal]) -> list[Step]:
    """What others pay, as far as the funding type takes it off."""
    if terms.kind in (DEFICIT, FULL):
        own = (
            [_row(mark("Eigenmittel aus dem Plan"), -terms.own_eur)]
            if terms.kind == DEFICIT and terms.own_eur
            else []
        )
        return own + [Step(Phrase(INCOME[kind]), -amount) for kind, amount in income.items() if amount]
    more = unplanned(terms, sum(income.values(), ZERO))
    return [_row(mark("Einnahmen über dem Plan"), -more)] if terms.kind == SHARE and more else []


def _bounded(terms: Terms, exact: Fraction, outcome: Outcome) -> list[Step]:
    """What the funding type and the bounds make of the rest."""
    rows = []
    if terms.kind == SHARE:
        share = {"granted": format_eur(terms.granted_eur), "planned": format_eur(terms.planned_eur)}
        rows.append(_row(mark("davon der Anteil {granted} von {planned}"), terms.share * exact, **share))
        exact = terms.share * exact
    rest = Fraction(outcome.final_eur) - Fraction(round_exact(exact))
    if rest > 0 and exact >= 0:
        rows.append(_row(mark("Kürzung unter der Grenze, entfällt"), rest))
    elif rest > 0:
        rows.append(_row(mark("weniger als nichts gibt es nicht"), rest))
    elif rest < 0:
        rows.append(_row(mark("mehr als bewilligt gibt es nicht"), rest))
    return [*rows, Step(Phrase(mark("Von der Zuwendung gedeckt")), outcome.final_eur, total=True)]


def _paid(outcome: Outcome, paid_eur: Decimal, drawn_eur: Decimal) -> tuple[list[Step], Decimal, Decimal]:
    """What was paid, and what follows: what goes back, or what may still be asked for."""
    back = max(ZERO, paid_eur - outcome.final_eur)
    more = max(ZERO, outcome.final_eur - max(paid_eur, drawn_eur))
    last = (mark("Zurückzuzahlen"), back) if back else (mark("Noch anzufordern"), more)
    return [Step(Phrase(mark("Schon ausgezahlt")), paid_eur), Step(Phrase(last[0]), last[1], total=True)], back, more


def _flat(counted: Counted, terms: Terms, paid_eur: Decimal, drawn_eur: Decimal) -> Forecast:
    """Unit times proved quantity, at most the grant."""
    sum_eur = earned(counted.unit, counted.rate_eur, counted.people)
    outcome = final_grant(terms, Fraction(0), ZERO, sum_eur)
    rows = [Step(counted.said, sum_eur), *_bounded(terms, Fraction(sum_eur), outcome)]
    tail, back, more = _paid(outcome, paid_eur, drawn_eur)
    return Forecast(outcome, [*rows, *tail], [], [], paid_eur, back, more, by_line=False, flat=True)


def forecast(
    entries: Sequence[Entry],
    looked: Looked,
    terms: Terms,
    plan: Mapping[str, Decimal],
    *,
    paid_eur: Decimal,
    drawn_eur: Decimal,
    counted: Counted | None = None,
) -> Forecast:
    """The formula of the notice's funding type over the receipts without an open finding (FC1).

    With `counted` lists it is the formula of a flat rate (FG3). It equals the
    examination when the examiner adds no objection and lifts none. `paid_eur` has been paid out, `drawn_eur` asked
    for and not refused. Receipts of 3,298.65, of which 21.65 lie above a fifth over their line, with own funds of 600 and a
    donation of 120 cover 2,557.00; with 2,400 paid, 157.00 may still be asked for.
    """
    if counted is not None:
        return _flat(counted, terms, paid_eur, drawn_eur)
    lines, income = spent_lines(entries, looked, plan), income_of(entries, looked)
    others = sum(income.values(), ZERO)
    spent = recognised(lines, terms, others)
    outcome = final_grant(terms, spent, others)
    rows = _receipts(lines, terms, spent) + _others(terms, income)
    exact = spent
    if terms.kind in (DEFICIT, FULL):
        exact = spent - Fraction(others) - (Fraction(terms.own_eur) if terms.kind == DEFICIT else 0)
    elif terms.kind == SHARE:
        exact = spent - Fraction(unplanned(terms, others))
    rows += _bounded(terms, exact, outcome)
    tail, back, more = _paid(outcome, paid_eur, drawn_eur)
    rows += tail
    left_out = [entry.number for entry in entries if looked.is_open(entry.number)]
    return Forecast(outcome, rows, lines, left_out, paid_eur, back, more, terms.kind not in WITHOUT_LINES)
