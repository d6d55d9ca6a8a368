"""Charts: geometry for SVG drawn on the server; the templates add words, the table stands beside."""

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
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


METER, ROOM = 1000, 769
"""How wide a meter is drawn, and how much of it is the plan: the plan and three tenths fill it."""


@dataclass(frozen=True)
class Meter:
    """What was used of a plan: a filled bar, what lies above the plan, the plan as a frame, and where the tolerance ends."""

    used: int
    over: int
    room: int
    tolerance: int


def meter(planned: Decimal, used: Decimal) -> Meter:
    """The widths of a meter; without a plan everything lies above it and there is no tolerance."""
    if planned <= 0:
        return Meter(0, METER if used > 0 else 0, 0, 0)
    width = min(METER, int(used * ROOM / planned))
    return Meter(min(width, ROOM), max(0, width - ROOM), ROOM, ROOM * 6 // 5)


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


BOX_WIDTH, BOX_GAP, COLUMN_GAP, LINE_HEIGHT, BOX_PADDING = 176, 16, 72, 18, 12
LETTERS = 21
"""How many letters stand in one line of a box."""


@dataclass(frozen=True)
class Box:
    """One thing in a drawing of columns: what it is known by, its words, a second line, and how it looks.

    `quoted` says that the second line is somebody's words, as the first always is.
    """

    key: str
    title: str
    second: str = ""
    look: str = "plain"
    url: str = ""
    quoted: bool = False


@dataclass(frozen=True)
class PlacedBox:
    """A box with its place; `lines` are its words (the text, its y, whether it is of the second line)."""

    box: Box
    x: int
    y: int
    height: int
    lines: tuple[tuple[str, int, bool], ...]


@dataclass(frozen=True)
class Line:
    """A curve from the right edge of one box to the left edge of another."""

    path: str
    look: str


@dataclass(frozen=True)
class Flow:
    """Boxes in columns with lines between neighbouring or further columns."""

    boxes: tuple[PlacedBox, ...]
    lines: tuple[Line, ...]
    heads: tuple[tuple[str, int], ...]
    width: int
    height: int


def _worded(box: Box) -> list[tuple[str, bool]]:
    """The lines of a box, long words broken."""
    first = textwrap.wrap(box.title, LETTERS) or ["–"]
    second = textwrap.wrap(box.second, LETTERS + 2) if box.second else []
    return [(line, False) for line in first[:4]] + [(line, True) for line in second[:2]]


def _sorted(column: Sequence[Box], before: Mapping[str, float], ties: Iterable[tuple[str, str]]) -> list[Box]:
    """A column in the order of where its lines come from, so that few of them cross; without lines as given."""
    sources: dict[str, list[float]] = {}
    for origin, result in ties:
        if origin in before:
            sources.setdefault(result, []).append(before[origin])
    middle = {key: sum(places) / len(places) for key, places in sources.items()}
    last, order = 0.0, {}
    for place, box in enumerate(column):
        last = middle.get(box.key, last)
        order[box.key] = (last, place)
    return sorted(column, key=lambda box: order[box.key])


def flow(
    heads: Sequence[str],
    columns: Sequence[Sequence[Box]],
    ties: Sequence[tuple[str, str]],
    gaps: Iterable[tuple[str, str]] = (),
) -> Flow:
    """Columns of boxes with a line for each tie; `gaps` are the ties that are broken. The same data give the same drawing.

    Measures are pixels; the first column begins at 0. A column is ordered by where its lines come from and centred in height.
    """
    placed: dict[str, PlacedBox] = {}
    rows: list[list[PlacedBox]] = []
    middles: dict[str, float] = {}
    for number, column in enumerate(columns):
        y, row = 0, []
        for box in _sorted(column, middles, ties) if number else column:
            words = _worded(box)
            height = len(words) * LINE_HEIGHT + 2 * BOX_PADDING
            lines = tuple((text, BOX_PADDING + LINE_HEIGHT * n + 14, small) for n, (text, small) in enumerate(words))
            row.append(PlacedBox(box, number * (BOX_WIDTH + COLUMN_GAP), y, height, lines))
            middles[box.key] = y + height / 2
            y += height + BOX_GAP
        rows.append(row)
    tallest = max((row[-1].y + row[-1].height for row in rows if row), default=0)
    for row in rows:
        down = (tallest - (row[-1].y + row[-1].height)) // 2 if row else 0
        for one in row:
            moved = PlacedBox(one.box, one.x, one.y + down, one.height, one.lines)
            placed[one.box.key] = moved
    broken = set(gaps)
    drawn = [
        Line(_curve(placed[a], placed[b]), "gap" if (a, b) in broken else "tie")
        for a, b in dict.fromkeys(ties)
        if a in placed and b in placed and placed[a].x < placed[b].x
    ]
    width = len(columns) * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP
    at = tuple((head, number * (BOX_WIDTH + COLUMN_GAP)) for number, head in enumerate(heads))
    return Flow(tuple(placed.values()), tuple(drawn), at, width, tallest)


def _curve(start: PlacedBox, end: PlacedBox) -> str:
    x, y = start.x + BOX_WIDTH, start.y + start.height // 2
    to_x, to_y = end.x, end.y + end.height // 2
    bend = (to_x - x) // 2
    return f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"
