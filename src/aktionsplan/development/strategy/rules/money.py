"""Planned euros per Jahresziel and year, beside the money that the year has."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.shared.money import ZERO


@dataclass(frozen=True)
class YearMoney:
    """One programme year: what the goals plan, what the funds hold, and the difference (negative: planned too much)."""

    year: int
    planned_eur: Decimal
    available_eur: Decimal | None

    @property
    def rest_eur(self) -> Decimal | None:
        """What is not planned yet; None while the year has no funds."""
        return None if self.available_eur is None else self.available_eur - self.planned_eur


def years(planned: Iterable[tuple[int, Decimal]], available: Iterable[tuple[int, Decimal]]) -> list[YearMoney]:
    """Each year in which something is planned or there is money, the earliest first. Source: issue 15 D."""
    sums: dict[int, Decimal] = {}
    for year, amount in planned:
        sums[year] = sums.get(year, ZERO) + amount
    funds: dict[int, Decimal] = {}
    for year, amount in available:
        funds[year] = funds.get(year, ZERO) + amount
    return [YearMoney(year, sums.get(year, ZERO), funds.get(year)) for year in sorted({*sums, *funds})]
