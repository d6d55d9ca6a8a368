"""The record of the coordination office: complete or not, hours of a day, what ends soon."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.partnership import rules

DAY = dt.date(2026, 12, 1)
ALWAYS = rules.Span(DAY, None)


def days(number):
    return DAY + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("record", "hours", "gaps"),
    [
        (None, 40, ("record",)),
        (rules.Record("internal", "Beraten"), 20, ()),
        (rules.Record("internal", "Beraten"), "0.5", ()),
        (rules.Record("internal", ""), 0, ("tasks", "staff")),
        (rules.Record("external", "Beraten"), 20, ("contract", "processor")),
        (rules.Record("external", "Beraten", ALWAYS), 20, ("processor",)),
        (rules.Record("external", "Beraten", ALWAYS, ALWAYS), 20, ()),
        (rules.Record("external", "Beraten", ALWAYS, rules.Span(DAY, days(-1))), 20, ("processor",)),
        (rules.Record("external", "Beraten", rules.Span(days(1)), ALWAYS), 20, ("contract",)),
        (rules.Record("internal", "Beraten", rules.Span(DAY, days(-1))), 20, ()),
    ],
)
def test_record_is_complete_or_says_what_is_missing(record, hours, gaps):
    assert rules.gaps(record, Decimal(hours), DAY) == gaps


@given(begins=st.integers(-9, 9), length=st.integers(0, 9), day=st.integers(-9, 20))
def test_span_holds_from_its_first_to_its_last_day(begins, length, day):
    span = rules.Span(days(begins), days(begins + length))
    assert span.holds(days(day)) == (day in range(begins, begins + length + 1))
    assert rules.Span(days(begins)).holds(days(day)) == (day >= begins)
    assert not rules.Span().holds(days(day))


def test_hours_are_those_of_everybody_who_works_there_on_the_day():
    staff = [
        (rules.Span(DAY), Decimal("30")),
        (rules.Span(DAY, DAY), Decimal("12.5")),
        (rules.Span(days(1)), Decimal(9)),
    ]
    assert rules.hours_on(staff, DAY) == Decimal("42.5")
    assert rules.hours_on(staff, days(1)) == Decimal(39)
    assert rules.hours_on([], DAY) == 0


@pytest.mark.parametrize(("ends", "soon"), [(90, True), (91, False), (0, True), (-5, True), (None, False)])
def test_an_end_is_said_ninety_days_before(ends, soon):
    assert rules.ends_soon(rules.Span(days(-100), None if ends is None else days(ends)), DAY) is soon
    assert not rules.ends_soon(rules.Span(None, days(1)), DAY)
