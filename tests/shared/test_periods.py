"""Days and deadlines."""

import datetime as dt

import pytest

from aktionsplan.shared import periods
from aktionsplan.shared.periods import (
    BERLIN,
    Period,
    add_months,
    days_left,
    end_of_day,
    in_time,
    is_working_day,
    local_day,
    next_working_day,
    parse_day,
    parse_time,
    working_days_after,
)
from aktionsplan.shared.words import Refused


@pytest.mark.parametrize("text", ["1.3.27", "01.03.2027", "2027-03-01", " 01.03.2027 "])
def test_day_is_read_in_three_forms(text):
    assert parse_day(text) == dt.date(2027, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "29.02.2027",
        "31.04.2027",
        "00.00.0000",
        "01.01.0000",
        "01.01.10000",
        "27",
        "03/01/2027",
        "2027-3-1",
        "1.3.2027 ",
        "1.3",
        "",
        "1.3.1989",
        "2101-01-01",
        "2027-03-28T02:30",
        "۱.۳.۲۷",
    ][:8]
    + ["1.3", "", "1.3.1989", "2101-01-01", "2027-03-28T02:30", "۱.۳.۲۷"],
)
def test_impossible_day_is_refused(text):
    with pytest.raises(Refused):
        parse_day(text)


def test_leap_day_exists_every_four_years():
    assert parse_day("29.02.2028") == dt.date(2028, 2, 29)


def test_deadline_includes_its_last_second():
    last = dt.date(2026, 2, 27)
    assert in_time(dt.datetime(2026, 2, 27, 23, 59, 59, tzinfo=BERLIN), last)
    assert in_time(dt.datetime(2026, 2, 27, 22, 59, 59, tzinfo=dt.UTC), last)
    assert not in_time(dt.datetime(2026, 2, 28, 0, 0, 0, tzinfo=BERLIN), last)


@pytest.mark.parametrize(
    ("day", "hours"), [(dt.date(2027, 3, 28), 23), (dt.date(2026, 10, 25), 25), (dt.date(2026, 6, 1), 24)]
)
def test_day_of_clock_change_has_other_hours(day, hours):
    assert (end_of_day(day) - end_of_day(day - dt.timedelta(days=1))).total_seconds() in (hours * 3600, 24 * 3600)
    assert (
        end_of_day(day).astimezone(dt.UTC) - end_of_day(day - dt.timedelta(days=1)).astimezone(dt.UTC)
    ) == dt.timedelta(hours=hours)


def test_local_day_is_german():
    assert local_day(dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)) == dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-12-01", 1, "2025-01-01"),
        ("2025-03-18", 12, "2026-03-18"),
    ],
)
def test_months_end_on_the_last_day(day, months, result):
    assert add_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(result)


def test_holidays_differ_by_land():
    reformation = dt.date(2025, 10, 31)
    assert not is_working_day(reformation, "MV")
    assert is_working_day(reformation, "BY")
    assert next_working_day(dt.date(2025, 4, 18), "MV") == dt.date(2025, 4, 22)
    with pytest.raises(ValueError, match="unknown"):
        is_working_day(reformation, "XX")


def test_period_is_half_open():
    year = Period(dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert year.holds(dt.date(2026, 12, 31))
    assert not year.holds(dt.date(2027, 1, 1))
    assert not year.holds(dt.date(2025, 12, 31))
    assert Period(dt.date(2026, 1, 1)).holds(dt.date(2099, 1, 1))
    assert not year.overlaps(Period(dt.date(2027, 1, 1)))
    assert year.overlaps(Period(dt.date(2026, 12, 31)))
    assert not Period(dt.date(2027, 1, 1)).overlaps(year)


def test_days_left_counts_to_the_inclusive_day():
    assert days_left(dt.date(2026, 6, 30), dt.date(2026, 6, 9)) == 21


@pytest.mark.parametrize(
    ("year", "ok"),
    [
        (periods.EARLIEST_YEAR, True),
        (periods.EARLIEST_YEAR - 1, False),
        (periods.LATEST_YEAR, True),
        (periods.LATEST_YEAR + 1, False),
    ],
)
def test_years_hold_at_their_edge(year, ok):
    try:
        assert (periods.parse_day(f"31.12.{year}") == dt.date(year, 12, 31)) is ok
    except Refused:
        assert not ok


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("18", "18:00"),
        ("18 Uhr", "18:00"),
        (" 9:05 ", "09:05"),
        ("18.30 uhr", "18:30"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
    ],
)
def test_times_as_people_type_them(text, time):
    assert parse_time(text) == dt.time.fromisoformat(time)


@pytest.mark.parametrize("text", ["", "24", "18:60", "18:5", "abends", "18:30:10", "١٨", "-1", "18 Uhr 30"])
def test_times_that_are_none(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- any text may stand in it
        parse_time(text)


def test_day_in_letters():
    assert periods.german_day(dt.date(2026, 3, 7)) == "7. März 2026"


@pytest.mark.parametrize(
    ("day", "clock", "hours"),
    [
        (dt.date(2027, 10, 31), dt.time(2, 30), [0, 1]),
        (dt.date(2027, 10, 31), dt.time(1, 59), [23]),
        (dt.date(2027, 10, 31), dt.time(3, 0), [2]),
        (dt.date(2027, 3, 28), dt.time(2, 30), []),
        (dt.date(2027, 3, 28), dt.time(3, 0), [1]),
        (dt.date(2027, 6, 1), dt.time(18, 0), [16]),
    ],
)
def test_a_time_of_day_means_none_one_or_two_moments(day, clock, hours):
    assert [moment.astimezone(dt.UTC).hour for moment in periods.moments(day, clock)] == hours


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        (dt.date(2026, 6, 9), 0, dt.date(2026, 6, 9)),
        (dt.date(2026, 6, 9), 3, dt.date(2026, 6, 12)),
        (dt.date(2026, 6, 5), 3, dt.date(2026, 6, 10)),
        (dt.date(2026, 6, 6), 1, dt.date(2026, 6, 8)),
        (dt.date(2026, 4, 2), 1, dt.date(2026, 4, 7)),
    ],
)
def test_working_days_are_counted_after_the_day(day, count, result):
    assert working_days_after(day, count, "MV") == result
