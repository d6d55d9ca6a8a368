"""How far the way from today's value to the target has been gone."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NONE, ON_THE_WAY, HELD, MOVED = "none", "way", "held", "moved"


@dataclass(frozen=True)
class Way:
    """Where an indicator stands.

    `state`: none (no value yet), way (`percent` of the way is gone, rounded to whole percent; below 0 or over 100 is possible),
    held or moved (something is to be kept, and is or is not; `distance` is value minus target).
    """

    state: str
    percent: int | None = None
    distance: Decimal | None = None

    @property
    def width(self) -> int:
        """The percent as a bar can show it, 0 to 100."""
        return max(0, min(100, self.percent or 0))

    @property
    def bar(self) -> int | None:
        """How long a bar in a chart is, 0 to 100; none without a value. What is kept is full."""
        return {ON_THE_WAY: self.width, HELD: 100, MOVED: 0}.get(self.state)


def way(baseline: Decimal | None, target: Decimal | None, value: Decimal | None) -> Way:
    """Where the value stands between baseline and target, exactly; none while one of the three is missing.

    From 10 down to 5 works as from 0 up to 12: (value − baseline) / (target − baseline). Equal ends (also 0 and 0) are something to keep.
    Source: issue 15 D (decimals with unit; negative and over 100 % allowed; "no value" is its own state; baseline = target is "halten").
    """
    if baseline is None or target is None or value is None:
        return Way(NONE)
    if baseline == target:
        return Way(HELD if value == target else MOVED, distance=value - target)
    share = (value - baseline) * 100 / (target - baseline)
    return Way(ON_THE_WAY, int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP)), value - target)


def overdue(target_date: dt.date | None, latest: dt.date | None, today: dt.date) -> bool:
    """Whether the day of the target has passed without a value of that day or later."""
    return target_date is not None and target_date < today and (latest is None or latest < target_date)
