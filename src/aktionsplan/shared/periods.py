"""Days, deadlines and periods; holidays by Land. Time is always an argument."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import regex

from aktionsplan.shared.words import Problem, Refused, mark

BERLIN = ZoneInfo("Europe/Berlin")
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LAENDER = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")
WEEKDAYS = (
    mark("Montag"),
    mark("Dienstag"),
    mark("Mittwoch"),
    mark("Donnerstag"),
    mark("Freitag"),
    mark("Samstag"),
    mark("Sonntag"),
)
MONTHS = (
    mark("Januar"),
    mark("Februar"),
    mark("März"),
    mark("April"),
    mark("Mai"),
    mark("Juni"),
    mark("Juli"),
    mark("August"),
    mark("September"),
    mark("Oktober"),
    mark("November"),
    mark("Dezember"),
)
GERMAN = regex.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})", regex.ASCII)
ISO = regex.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", regex.ASCII)


@dataclass(frozen=True)
class Period:
    """Half open: `start` belongs to it, `end` (exclusive, None for open) does not."""

    start: dt.date
    end: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether both have a day in common."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)


def parse_day(text: str) -> dt.date:
    """The day written as `1.3.27`, `01.03.2027` or `2027-03-01`; raises Refused for anything else.

    Two-digit years belong to this century.
    """
    text = text.strip()
    if match := GERMAN.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        year += 2000 if len(match.group(3)) == 2 else 0
    elif match := ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise Refused(Problem("date_form", mark("Bitte schreiben Sie das Datum so: 31.12.2027.")))
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Refused(Problem("date_year", mark("Das Jahr {year} kann hier nicht gemeint sein."), {"year": year}))
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Refused(Problem("date_exists", mark("Diesen Tag gibt es nicht. Bitte prüfen Sie das Datum."))) from None


def parse_time(text: str) -> dt.time:
    """A time of day as people type it: `18`, `18 Uhr`, `18.30`, `18:30 Uhr`. ValueError for anything else."""
    parts = re.fullmatch(r"\s*([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(?:[Uu]hr)?\s*", text)
    if parts is None:
        raise ValueError(text)
    return dt.time(int(parts[1]), int(parts[2] or 0))


def moments(day: dt.date, clock: dt.time) -> list[dt.datetime]:
    """The moments that this day and time mean in Berlin: one, two in the hour that comes twice, none in the lost hour.

    Source: Directive 2000/84/EC (change of the clocks at 1:00 UTC on the last Sundays of March and October).
    """
    both = [dt.datetime.combine(day, clock, BERLIN).replace(fold=fold) for fold in (0, 1)]
    real = [moment for moment in both if moment.astimezone(dt.UTC).astimezone(BERLIN).time() == clock]
    return real[:1] if len({moment.utcoffset() for moment in real}) == 1 else real


def german_day(day: dt.date) -> str:
    """`26. März 2026`, for letters, which are German."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def local_day(moment: dt.datetime) -> dt.date:
    """The calendar day in Germany at that moment."""
    return moment.astimezone(BERLIN).date()


def end_of_day(day: dt.date) -> dt.datetime:
    """The first moment after the inclusive day, in Berlin time: a deadline `day` is kept before it."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), BERLIN)


def in_time(moment: dt.datetime, last_day: dt.date) -> bool:
    """Whether a deed at that moment keeps a deadline that includes `last_day`."""
    return moment < end_of_day(last_day)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day number `months` later, or the last day of a shorter month.

    Source: BGB § 188 Abs. 2 and 3.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


@lru_cache(maxsize=256)
def _holidays(land: str, year: int) -> Mapping[dt.date, str]:
    import holidays  # noqa: PLC0415 -- a heavy library, imported in its one module

    return dict(holidays.country_holidays("DE", subdiv=land, years=year, language="de"))


def is_working_day(day: dt.date, land: str) -> bool:
    """Neither Saturday, Sunday nor a public holiday of the Land."""
    if land not in LAENDER:
        raise ValueError(f"unknown Land {land!r}")
    return day.weekday() < 5 and day not in _holidays(land, day.year)


def holiday_name(day: dt.date, land: str) -> str:
    """The German name of the public holiday that the Land keeps on this day, or an empty string."""
    return _holidays(land, day.year).get(day, "")


def next_working_day(day: dt.date, land: str) -> dt.date:
    """The day itself if it is a working day, else the next one. Source: VwVfG § 31 Abs. 3."""
    while not is_working_day(day, land):
        day += dt.timedelta(days=1)
    return day


def working_days_after(day: dt.date, count: int, land: str) -> dt.date:
    """The working day so many working days after this one: three after a Friday is the Wednesday."""
    for _nth in range(count):
        day = next_working_day(day + dt.timedelta(days=1), land)
    return day


def days_left(day: dt.date, today: dt.date) -> int:
    """Days until an inclusive deadline; 0 on the day itself, negative after it."""
    return (day - today).days
