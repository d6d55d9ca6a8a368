"""What every part of the demo's story has at hand."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.bodies.models import Meeting
from aktionsplan.implementation.calls.models import Call
from aktionsplan.partnership.models import Fund, Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.periods import BERLIN, is_working_day, local_day


@dataclass
class Year:
    """The days of the demo's year, all in the past but for the open call."""

    now: dt.datetime

    @property
    def number(self) -> int:
        """The programme year: this one, or the last one in the first half of a year."""
        today = local_day(self.now)
        return today.year if today.month >= 7 else today.year - 1

    def at(self, month: int, day: int, hour: int = 10, minute: int = 0) -> dt.datetime:
        """A moment of the year in Berlin time, never later than now."""
        return min(dt.datetime(self.number, month, day, hour, minute, tzinfo=BERLIN), self.now)


@dataclass
class Stage:
    """Everything the demo's story needs at hand."""

    partnership: Partnership
    year: Year
    people: dict[str, Actor]
    call: Call
    meeting: Meeting
    """The meeting in March that decided on the first applications."""
    funds: tuple[Fund, Fund]
    """This year's and the next."""
    evening: Meeting | None = None
    """Tonight's meeting, once it is planned."""


def working_day(day: dt.date) -> dt.date:
    """The day itself or the last working day before it: no deadline ends on a day of rest."""
    while not is_working_day(day, "MV"):
        day -= dt.timedelta(days=1)
    return day
