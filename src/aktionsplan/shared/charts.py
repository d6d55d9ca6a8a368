"""Charts: geometry for SVG drawn on the server; the templates add words, the table stands beside."""

import math
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Mark:
    """One point of the ring: where it stands and in which state."""

    x: float
    y: float
    state: str
    label: str


@dataclass(frozen=True)
class Arc:
    """The band of one stage and where its number stands."""

    path: str
    x: float
    y: float
    number: int
    here: bool


@dataclass(frozen=True)
class Ring:
    """The stage ring: bands, marks, and the count in the middle."""

    arcs: tuple[Arc, ...]
    marks: tuple[Mark, ...]
    fulfilled: int
    total: int


def _point(angle: float, radius: float) -> tuple[float, float]:
    turned = math.radians(angle - 90)
    return round(150 + radius * math.cos(turned), 2), round(150 + radius * math.sin(turned), 2)


def ring(stages: list[list[tuple[str, str]]], here: int) -> Ring:
    """The ring of several stages, each a list of (state, label), in a square of 300; `here` counts from 1."""
    total = sum(len(stage) for stage in stages)
    gap = 7.0
    per_mark = (360 - gap * len(stages)) / max(1, total)
    arcs, marks, angle = [], [], gap / 2
    for number, stage in enumerate(stages, start=1):
        span = per_mark * len(stage)
        start, end = _point(angle, 132), _point(angle + span, 132)
        path = f"M{start[0]} {start[1]}A132 132 0 {int(span > 180)} 1 {end[0]} {end[1]}"
        label = _point(angle + span / 2, 92)
        arcs.append(Arc(path, *label, number, number == here))
        for index, (state, text) in enumerate(stage):
            marks.append(Mark(*_point(angle + per_mark * (index + 0.5), 132), state, text))
        angle += span + gap
    return Ring(tuple(arcs), tuple(marks), sum(mark.state == "fulfilled" for mark in marks), total)


@dataclass(frozen=True)
class Bar:
    """One money bar: its word, its sum, its width in tenths of a percent and its step of darkness."""

    label: str
    amount_eur: Decimal
    width: int
    step: str


def bars(amounts: list[tuple[str, Decimal, str]], largest: Decimal | None = None) -> tuple[Bar, ...]:
    """Bars for (label, amount, step), scaled to the largest amount (or the one given)."""
    top = largest if largest is not None else max((amount for _, amount, _ in amounts), default=Decimal(0))
    return tuple(
        Bar(label, amount, 0 if top <= 0 else int(min(amount, top) * 1000 / top), step)
        for label, amount, step in amounts
    )


@dataclass(frozen=True)
class Balance:
    """Two sides that must be equal: widths in tenths of a percent and the gap between them."""

    expenses_eur: Decimal
    income_eur: Decimal
    expenses_width: int
    income_width: int
    gap_start: int
    gap_width: int

    @property
    def gap_eur(self) -> Decimal:
        """Positive: income is missing; negative: income is higher."""
        return self.expenses_eur - self.income_eur

    @property
    def surplus_eur(self) -> Decimal:
        """What income is higher, as a positive sum."""
        return -self.gap_eur

    @property
    def empty(self) -> bool:
        """Whether nothing stands on either side yet."""
        return self.expenses_eur == self.income_eur == 0

    @property
    def even(self) -> bool:
        """Whether both sides are equal."""
        return self.gap_eur == 0


def balance(expenses: Decimal, income: Decimal) -> Balance:
    """The balance bar of a cost and financing plan."""
    top = max(expenses, income)
    wide, narrow = (1000, 1000) if top == 0 else (int(expenses * 1000 / top), int(income * 1000 / top))
    if top == 0:
        wide = narrow = 0
    return Balance(expenses, income, wide, narrow, min(wide, narrow), abs(wide - narrow))
