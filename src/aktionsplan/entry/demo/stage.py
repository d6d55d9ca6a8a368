"""What every part of the demo's story has at hand."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.bodies.models import Meeting
from aktionsplan.implementation.calls.models import Call
from aktionsplan.partnership.models import Fund, Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.periods import BERLIN, is_working_day, local_day

LAST_DAY_OF_CALLS = (12, 20)
"""Month and day until which calls are of the running year."""


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


@dataclass(frozen=True)
class Round:
    """One call with the meeting that decides on it, and when each step of its applications happens."""

    call: Call
    meeting: Meeting
    applied: dt.datetime
    """When the first application comes; each further one a day later."""
    checked: dt.datetime
    put: dt.datetime
    told: dt.datetime
    drafted: dt.datetime
    signed: dt.datetime
    starts_on: dt.date
    ends_on: dt.date


@dataclass
class Stage:
    """Everything the demo's story needs at hand."""

    partnership: Partnership
    year: Year
    people: dict[str, Actor]
    first: Round
    """The call of spring, decided in March, whose projects are over."""
    late: Round
    """A small call that was decided two weeks ago: its notices are on their way."""
    funds: tuple[Fund, Fund]
    """This year's and the next."""
    evening: Meeting | None = None
    """Tonight's meeting, once it is planned."""


def working_day(day: dt.date) -> dt.date:
    """The day itself or the last working day before it: no deadline ends on a day of rest."""
    while not is_working_day(day, "MV"):
        day -= dt.timedelta(days=1)
    return day


def programme_year(today: dt.date) -> int:
    """The year for which money is asked today: this one while that leaves time to pay, else the next."""
    return today.year if (today.month, today.day) <= LAST_DAY_OF_CALLS else today.year + 1
