"""How a grant is paid out, how much of it may be asked for today, and what was paid earlier than it was needed.

Source: money.md BK1, BK2; ANBest-P Nr. 1.4 (no earlier than needed for what is due soon), Nr. 1.4.1 and 1.4.2 (with the own money, or
after it: the formula of the funding type says how much of the spending falls to the grant), Nr. 8.5 (money spent late).
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.shared.money import ZERO, format_eur, round_eur
from aktionsplan.shared.periods import add_months, german_day
from aktionsplan.shared.words import Problem, mark

ADVANCE, REIMBURSEMENT, SPLIT, FLAT = "advance", "reimbursement", "split", "flat"
SCHEMES = {
    ADVANCE: mark("vorab, für die nächsten Wochen"),
    REIMBURSEMENT: mark("hinterher, gegen Belege"),
    SPLIT: mark("ein Teil vorab, der Rest gegen Belege"),
    FLAT: mark("pauschal, ohne Bedarf"),
}
"""Source: money.md BK1."""


def use_until(paid_on: dt.date, *, days: int, months: int = 0) -> dt.date:
    """The last day on which money paid on that day is still used in time: calendar months if the rule counts so, else days.

    Paid on 31 December 2026: two months end on 28 February 2027, 42 days on 11 February 2027. Source: money.md BK1.
    """
    return add_months(paid_on, months) if months else paid_on + dt.timedelta(days=days)


def advance_of(scheme: str, granted: Decimal, percent: int | None) -> Decimal:
    """How much of the grant, in euro, may be asked for before it is spent."""
    if scheme == REIMBURSEMENT:
        return ZERO
    return round_eur(granted * (percent or 0) / 100) if scheme == SPLIT else granted


def scheme_problem(scheme: str, percent: int | None) -> Problem | None:
    """None when a notice may be paid out like this: a split names the part that is paid in advance, nothing else does."""
    if scheme == SPLIT and not 1 <= (percent or 0) <= 99:
        return Problem(
            "percent", mark("Wie viel Prozent vorab? Bitte eine Zahl von 1 bis 99."), {}, "advance_percent"
        )
    if scheme != SPLIT and percent:
        return Problem(
            "percent", mark("Ein Anteil vorab passt nur, wenn geteilt gezahlt wird."), {}, "advance_percent"
        )
    return None


def after_year(scheme: str, *, proof_due_on: dt.date, year: int) -> Problem | None:
    """What to mind while drafting: the rest that waits for receipts comes due when the money of the year has expired (BK2)."""
    if scheme not in (SPLIT, REIMBURSEMENT) or proof_due_on <= dt.date(year, 12, 31):
        return None
    text = mark(
        "Der Nachweis ist erst am {day} fällig. Was bis zum 31. Dezember {year} nicht ausgezahlt ist, verfällt. Lassen Sie die Belege "
        "früher einreichen oder übertragen Sie den Rest."
    )
    return Problem("after_year", text, {"day": german_day(proof_due_on), "year": year})


@dataclass(frozen=True)
class Instalment:
    """A sum in euro that may be asked for from a day on."""

    from_day: dt.date
    amount_eur: Decimal


def instalments_problem(plan: Sequence[Instalment], granted: Decimal) -> Problem | None:
    """None when the instalments are not more than the grant."""
    total = sum((one.amount_eur for one in plan), ZERO)
    if total <= granted:
        return None
    text = mark("Die Raten sind zusammen {total}, bewilligt sind {granted}.")
    known = {"total": format_eur(total), "granted": format_eur(granted)}
    return Problem("instalments", text, known, "amount_eur")


def open_instalments(plan: Sequence[Instalment], granted: Decimal, today: dt.date) -> Decimal:
    """How much of the grant the instalments have opened by today, in euro; all of it without a plan.

    What the plan leaves over is open with the last instalment.
    """
    if not plan:
        return granted
    if all(one.from_day <= today for one in plan):
        return granted
    return sum((one.amount_eur for one in plan if one.from_day <= today), ZERO)


def advance_rest(
    scheme: str,
    *,
    granted: Decimal,
    percent: int | None,
    drawn: Decimal,
    plan: Sequence[Instalment],
    today: dt.date,
) -> Decimal:
    """How much may be asked for in advance today, in euro: of 4,000 with half in advance and 500 drawn, 1,500."""
    most = min(advance_of(scheme, granted, percent), open_instalments(plan, granted, today))
    return max(ZERO, most - drawn)


def covered_rest(covered: Decimal, drawn: Decimal) -> Decimal:
    """How much the named receipts let somebody ask for: what they cover less what was asked for before."""
    return max(ZERO, covered - drawn)


def need_problem(scheme: str, *, wanted: Decimal, need: Decimal | None) -> Problem | None:
    """None when no more is asked for in advance than is needed soon. Source: ANBest-P Nr. 1.4."""
    if scheme not in (ADVANCE, SPLIT) or need is None or wanted <= need:
        return None
    text = mark("Sie brauchen {need} in dieser Zeit. Mehr können Sie jetzt nicht anfordern.")
    return Problem("need", text, {"need": format_eur(need)}, "amount_eur")


def advance_problem(wanted: Decimal, rest: Decimal, next_day: dt.date | None) -> Problem | None:
    """None when the sum may be asked for in advance today, else how much may, and from when more."""
    if wanted <= rest:
        return None
    known = {"rest": format_eur(rest)}
    if next_day is None:
        return Problem("amount", mark("Sie können noch {rest} anfordern."), known, "amount_eur")
    text = mark("Nach dem Ratenplan sind heute {rest} offen, die nächste Rate ab {day}.")
    return Problem("instalment", text, known | {"day": german_day(next_day)}, "amount_eur")


def next_instalment(plan: Sequence[Instalment], today: dt.date) -> dt.date | None:
    """The day of the next instalment, or None."""
    return min((one.from_day for one in plan if one.from_day > today), default=None)


@dataclass(frozen=True)
class Use:
    """A payment, until when it was to be used, and how much of it the receipts leave open on that day or today."""

    paid_on: dt.date
    amount_eur: Decimal
    until: dt.date
    open_eur: Decimal
    over: bool

    @property
    def late(self) -> bool:
        """Whether interest may follow."""
        return self.over and self.open_eur > 0


def uses(
    payments: Sequence[tuple[dt.date, Decimal]],
    covered: Callable[[dt.date], Decimal],
    *,
    today: dt.date,
    days: int,
    months: int = 0,
) -> list[Use]:
    """For each payment, in order, how much of it nothing was spent for by its last day (or by today, if that comes first).

    `covered` gives what the spending up to a day makes of the grant, in euro: the earliest payments are used first. 2,400 paid on
    6 May and receipts that cover 2,100 by 17 June leave 300 open.
    """
    found, before = [], ZERO
    for paid_on, amount in sorted(payments):
        until = use_until(paid_on, days=days, months=months)
        used = covered(min(until, today)) - before
        before += amount
        found.append(Use(paid_on, amount, until, min(amount, max(ZERO, amount - used)), until < today))
    return found
