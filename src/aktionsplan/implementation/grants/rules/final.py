"""The final grant: which expenses count, and what the funding type makes of them. Exact until the one rounding at the end.

Source: money.md FG1 to FG5, FC1, RC2; programme.md 4.10, 5.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from aktionsplan.shared.money import ZERO, round_exact

DEFICIT, SHARE, FIXED, FULL, FLAT = "deficit", "proportional", "fixed", "full", "flat"
WITHOUT_LINES = (FIXED, FLAT)
"""Funding types without the rule of the lines (FG5)."""
WITHOUT_THRESHOLD = (FIXED, FLAT, FULL)
"""Funding types whose reduction is made however small it is (FG4)."""
TOLERANCE = Fraction(1, 5)
"""A line may exceed its plan by a fifth, exactly 20.00 % included (ANBest-P Nr. 1.2)."""


@dataclass(frozen=True)
class CostLine:
    """A cost category of the plan in the notice or its last amendment: planned, and spent by its receipts."""

    key: str
    planned_eur: Decimal
    spent_eur: Decimal

    @property
    def limit(self) -> Fraction:
        """The most that counts of this line; a line planned with 0 has no tolerance."""
        return Fraction(self.planned_eur) * (1 + TOLERANCE)

    @property
    def counted(self) -> Fraction:
        """What counts of this line by its own limit."""
        return min(Fraction(self.spent_eur), self.limit)

    @property
    def above(self) -> Fraction:
        """What lies above the limit and does not count."""
        return Fraction(self.spent_eur) - self.counted

    @property
    def more_eur(self) -> Decimal:
        """What lies above the plan."""
        return max(ZERO, self.spent_eur - self.planned_eur)

    @property
    def limit_eur(self) -> Decimal:
        """The limit as pages show it."""
        return round_exact(self.limit)

    @property
    def above_eur(self) -> Decimal:
        """What does not count, as pages show it."""
        return round_exact(self.above)

    @property
    def percent(self) -> str:
        """By how many percent the plan is exceeded, with one place: 257.65 of 1,180 are `21,8`; a line without a plan has none."""
        if not self.planned_eur:
            return ""
        tenths = (Fraction(self.more_eur) / Fraction(self.planned_eur) * 1000 + Fraction(1, 2)).__floor__()
        return f"{tenths // 10},{tenths % 10}"


@dataclass(frozen=True)
class Terms:
    """What the notice says: funding type, grant, own funds, money of others and eligible expenses of the plan."""

    kind: str
    granted_eur: Decimal
    planned_eur: Decimal
    own_eur: Decimal = ZERO
    others_planned_eur: Decimal = ZERO
    threshold_eur: Decimal = ZERO

    @property
    def share(self) -> Fraction:
        """Granted by eligible expenses of the notice, as a fraction and never as the printed percent (FG2)."""
        return Fraction(self.granted_eur) / Fraction(self.planned_eur)


@dataclass(frozen=True)
class Outcome:
    """The recognised expenses, and the final grant; `unplanned` is what others gave above the plan."""

    recognised: Fraction
    final_eur: Decimal
    unplanned_eur: Decimal
    overfunded: bool = False


def recognised(lines: Sequence[CostLine], terms: Terms, others_eur: Decimal, *, by_line: bool = True) -> Fraction:
    """The expenses that count (FG1, FG5): each line up to its limit, all together at most plan plus income above plan.

    Fees 2,390 of 2,000, rent 730 of 600, material 1,080 of 1,400: of the rent 720 count, together 4,190, capped at 4,000.
    """
    bound = by_line and terms.kind not in WITHOUT_LINES
    total = sum((line.counted if bound else Fraction(line.spent_eur) for line in lines), Fraction(0))
    return min(total, Fraction(terms.planned_eur) + Fraction(unplanned(terms, others_eur)))


def unplanned(terms: Terms, others_eur: Decimal) -> Decimal:
    """Income and money of others above the plan, over all sources together (FG2)."""
    return max(ZERO, others_eur - terms.others_planned_eur)


def _by_kind(terms: Terms, spent: Fraction, others_eur: Decimal, flat_eur: Decimal) -> Fraction:
    granted, others = Fraction(terms.granted_eur), Fraction(others_eur)
    if terms.kind == DEFICIT:
        return min(granted, spent - Fraction(terms.own_eur) - others)
    if terms.kind == SHARE:
        return min(granted, terms.share * (spent - Fraction(unplanned(terms, others_eur))))
    if terms.kind == FULL:
        return min(granted, spent - others)
    if terms.kind == FLAT:
        return min(granted, Fraction(flat_eur))
    return min(granted, spent)


def final_grant(terms: Terms, spent: Fraction, others_eur: Decimal, flat_eur: Decimal = ZERO) -> Outcome:
    """What the sponsor may keep (FG3, FG4): never below 0, never above the grant.

    Fehlbedarf 6,000 of 8,000 with own 800 and Land 1,500 for 7,450.30 spent gives 5,150.30. Share 4,800 of 5,525 for 5,311.47
    gives 4,614.49. `flat_eur` is unit times proved quantity of a flat rate. ValueError for an unknown funding type.
    """
    if terms.kind not in (DEFICIT, SHARE, FIXED, FULL, FLAT):
        raise ValueError(terms.kind)
    exact = max(Fraction(0), _by_kind(terms, spent, others_eur, flat_eur))
    final = round_exact(exact)
    if terms.kind not in WITHOUT_THRESHOLD and terms.granted_eur - final <= terms.threshold_eur:
        final = round_exact(min(Fraction(terms.granted_eur), max(Fraction(0), spent)))
    money = Fraction(terms.granted_eur) + Fraction(terms.own_eur) + Fraction(others_eur)
    over = terms.kind == FIXED and money > spent
    return Outcome(spent, final, unplanned(terms, others_eur), over)


@dataclass(frozen=True)
class Reclaim:
    """What is to be paid back, by its ground: the condition of Nr. 2 ANBest-P, or revocation (RC1, RC2)."""

    condition_eur: Decimal
    revoked_eur: Decimal

    @property
    def total_eur(self) -> Decimal:
        """Both together."""
        return self.condition_eur + self.revoked_eur


def reclaim(*, paid_eur: Decimal, final_eur: Decimal, as_submitted_eur: Decimal) -> Reclaim:
    """The parts of a reclaim (RC2): the condition is paid less the final grant of all receipts as submitted and without the
    rule of the lines, at least 0; the rest rests on the examiner's judgement and is revoked.

    Paid 4,800, final 4,552.20, as submitted 4,732.35: 67.65 by the condition and 180.15 revoked.
    """
    total = max(ZERO, paid_eur - final_eur)
    condition = min(total, max(ZERO, paid_eur - as_submitted_eur))
    return Reclaim(condition, total - condition)
