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


@dataclass(frozen=True)
class Stroke:
    """One column of a series: where it stands, how high it is, its word below, and what of it differs.

    `state` is past, now (the last one) or gap (no figure); `breaks` draws a dashed line before it.
    """

    x: int
    y: int
    width: int
    height: int
    middle: int
    label: str
    state: str
    breaks: bool


@dataclass(frozen=True)
class Columns:
    """A small drawing of a series from zero, 240 wide and 76 high above its axis."""

    strokes: tuple[Stroke, ...]
    axis: int
    spoken: str


CHART_WIDTH, CHART_HEIGHT = 240, 64


def columns(figures: list[tuple[str, Decimal | None, bool]]) -> Columns:
    """Columns for (label, figure, break before it), scaled from zero; below the axis for figures under zero."""
    known = [figure for _label, figure, _breaks in figures if figure is not None]
    top, low = max([Decimal(0), *known]), min([Decimal(0), *known])
    span = top - low or Decimal(1)
    axis = 12 + int(CHART_HEIGHT * top / span)
    step = CHART_WIDTH / max(1, len(figures))
    last = max((n for n, (_label, figure, _breaks) in enumerate(figures) if figure is not None), default=-1)
    strokes = []
    for n, (label, figure, breaks) in enumerate(figures):
        height = 0 if figure is None else int(CHART_HEIGHT * abs(figure) / span)
        state = "gap" if figure is None else "now" if n == last else "past"
        y = axis - height if figure is None or figure >= 0 else axis
        strokes.append(
            Stroke(
                int(n * step + step * 0.19), y, int(step * 0.62), height, int((n + 0.5) * step), label, state, breaks
            )
        )
    spoken = "; ".join(f"{label}: {figure.normalize():f}" for label, figure, _breaks in figures if figure is not None)
    return Columns(tuple(strokes), axis, spoken)
