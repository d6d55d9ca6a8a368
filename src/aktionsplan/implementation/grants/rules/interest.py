"""Interest on money that is paid back or used late: rate by half-year, days, part payments, one rounding at the end.

Source: § 49a(3) and (4) VwVfG; money.md IN1 to IN6; programme.md 5.4, 5.5.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from aktionsplan.shared.money import round_exact

ACT_365, ACT_ACT = "act_365", "act_act"
PRINCIPAL_FIRST, INTEREST_FIRST = "principal_first", "interest_first"
PAYMENT, GRACE_END = "payment", "grace_end"
DAY = dt.timedelta(days=1)
JULY = 7


class NoRate(Exception):
    """A day lies behind the end of the table: no sum is demanded (IN1)."""


@dataclass(frozen=True)
class Rates:
    """The base rates, each from its day, and the points above it."""

    rows: tuple[tuple[dt.date, Decimal], ...]
    points: Decimal

    @property
    def known_until(self) -> dt.date:
        """The last day that has a rate: the end of the half-year of the last row. ValueError for an empty table."""
        if not self.rows:
            raise ValueError("no base rate")
        last = max(self.rows)[0]
        return dt.date(last.year, 6, 30) if last.month < JULY else dt.date(last.year, 12, 31)

    def on(self, day: dt.date) -> Decimal:
        """Percent a year on this day, never below 0; NoRate before the first row and behind the last half-year."""
        earlier = [row for row in self.rows if row[0] <= day]
        if not earlier or day > self.known_until:
            raise NoRate(day)
        return max(Decimal(0), max(earlier)[1] + self.points)


def _year_days(day: dt.date, day_count: str) -> int:
    if day_count == ACT_365:
        return 365
    return (dt.date(day.year + 1, 1, 1) - dt.date(day.year, 1, 1)).days


def _spans(first: dt.date, last: dt.date, rates: Rates) -> list[tuple[dt.date, dt.date]]:
    """The days from first to last, both counted, cut where the rate or the year changes."""
    cuts = {row[0] for row in rates.rows} | {dt.date(year, 1, 1) for year in range(first.year, last.year + 1)}
    begins = [first, *sorted(cut for cut in cuts if first < cut <= last)]
    ends = [*(begin - DAY for begin in begins[1:]), last]
    return list(zip(begins, ends, strict=True)) if first <= last else []


def accrued(
    principal: Fraction, first: dt.date, last: dt.date, *, rates: Rates, day_count: str = ACT_365
) -> Fraction:
    """Interest on a sum from one day to another, both counted; exact. NoRate when a day has no rate.

    1,200 from 1 Apr 2013 to 28 Feb 2014 with 5 points: 50.994…
    """
    total = Fraction(0)
    for begin, end in _spans(first, last, rates):
        rates.on(end)
        days = (end - begin).days + 1
        total += principal * Fraction(rates.on(begin)) / 100 * days / _year_days(begin, day_count)
    return total


@dataclass(frozen=True)
class Paid:
    """Money that came in on a day."""

    day: dt.date
    amount_eur: Decimal


def interest_due(
    principal_eur: Decimal,
    first: dt.date,
    payments: Sequence[Paid],
    *,
    rates: Rates,
    day_count: str = ACT_365,
    order: str = PRINCIPAL_FIRST,
    until: dt.date | None = None,
) -> Decimal:
    """The interest from the first day on what was still owed, the day of each payment counted (IN2 to IN4); rounded once.

    Without `until` it runs to the last payment. Interest first knows no interest on interest: a payment covers what has accrued,
    and the rest of it lowers the sum. 1,200 from 1 Apr 2013 with 500 on 30 Sep 2013 and the rest on 28 Feb 2014 gives 41.64, or
    42.17 with interest first. NoRate when a day has no rate.
    """
    owed, open_interest, total, here = Fraction(principal_eur), Fraction(0), Fraction(0), first
    for paid in sorted(payments, key=lambda one: one.day):
        if until is not None and paid.day > until:
            break
        if paid.day >= here:
            grown = accrued(owed, here, paid.day, rates=rates, day_count=day_count)
            total, open_interest, here = total + grown, open_interest + grown, paid.day + DAY
        amount = Fraction(paid.amount_eur)
        if order == INTEREST_FIRST:
            covered = min(open_interest, amount)
            open_interest, amount = open_interest - covered, amount - covered
        owed = max(Fraction(0), owed - amount)
    if until is not None and until >= here:
        total += accrued(owed, here, until, rates=rates, day_count=day_count)
    return round_exact(total)


@dataclass(frozen=True)
class Part:
    """A stretch of days with one rate: how many days, how many percent, and the exact interest."""

    first: dt.date
    last: dt.date
    percent: Decimal
    exact: Fraction

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last - self.first).days + 1

    @property
    def shown_eur(self) -> Decimal:
        """The interest of these days to a hundredth of a cent; only the sum of all is rounded to the cent."""
        return Decimal((self.exact * 10_000 + Fraction(1, 2)).__floor__()) / 10_000


def interest_between(
    principal_eur: Decimal, first: dt.date, last: dt.date, rates: Rates, day_count: str = ACT_365
) -> tuple[Decimal, list[Part]]:
    """The interest on a sum from one day to another with every stretch of it; NoRate when a day has none."""
    owed = Fraction(principal_eur)
    parts = [
        Part(begin, end, rates.on(begin), accrued(owed, begin, end, rates=rates, day_count=day_count))
        for begin, end in _spans(first, last, rates)
    ]
    return round_exact(sum((part.exact for part in parts), Fraction(0))), parts


@dataclass(frozen=True)
class Late:
    """A sum that lay unused too long: paid on a day, used on another one; interest runs on the days in between, both counted."""

    amount_eur: Decimal
    paid_on: dt.date
    first: dt.date
    used_on: dt.date


def late_use(
    paid: Sequence[Paid],
    spent: Sequence[Paid],
    *,
    grace_end: Callable[[dt.date], dt.date],
    before_eur: Decimal = Decimal(0),
    begins: str = PAYMENT,
) -> list[Late]:
    """What of the payments was used after the time for prompt use (IN6), as it is proposed to the clerk.

    Payments are used up in the order they came, receipts taken by the day they were paid; `before_eur` is the money of the
    sponsor and others that the notice draws before the grant. Interest begins on the day after the payment, or with `grace_end`
    on the day after the time for prompt use. 3,000 paid on 14 Mar 2013 and used on 30 Jun gives one row from 15 Mar.
    """
    first_money, found = before_eur, []
    purses = sorted(paid, key=lambda one: one.day)
    left = [one.amount_eur for one in purses]
    for receipt in sorted(spent, key=lambda one: one.day):
        own = min(first_money, receipt.amount_eur)
        first_money, rest = first_money - own, receipt.amount_eur - own
        for n, purse in enumerate(purses):
            taken = min(rest, left[n])
            left[n], rest = left[n] - taken, rest - taken
            end = grace_end(purse.day)
            if taken > 0 and receipt.day > end:
                first = (purse.day if begins == PAYMENT else end) + DAY
                found.append(Late(taken, purse.day, first, receipt.day))
    return found
