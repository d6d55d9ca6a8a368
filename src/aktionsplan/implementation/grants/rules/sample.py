"""Which receipts of a proof are examined. Source: money.md SM1."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = 100


@dataclass(frozen=True)
class Drawable:
    """A receipt as the draw sees it: its number, its sum, and whether it has an open finding."""

    number: int
    amount_eur: Decimal
    finding: bool = False


@dataclass(frozen=True)
class SampleRule:
    """From which sum on all are examined, which share of the rest, and after how many objections all of them."""

    from_eur: Decimal
    percent: int
    full_after: int


def seed_of(digest: str) -> str:
    """The seed: the first 8 hex digits of the frozen proof's hash."""
    return digest[:8]


def place(seed: str, number: int) -> str:
    """Where a receipt stands in the draw: SHA-256 of "seed:number", the smallest first."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def drawn(receipts: Sequence[Drawable], rule: SampleRule, seed: str, objections: int = 0) -> list[int]:
    """The numbers of the receipts to be examined, in their order: all from the threshold, all with a finding, and of the rest
    the first `ceil(share × rest)` of the draw. From `full_after` objections on all of them."""
    if objections >= rule.full_after:
        return sorted(one.number for one in receipts)
    sure = {one.number for one in receipts if one.amount_eur >= rule.from_eur or one.finding}
    rest = sorted((one.number for one in receipts if one.number not in sure), key=lambda number: place(seed, number))
    count = -(-len(rest) * rule.percent // HUNDRED)
    return sorted({*sure, *rest[:count]})
