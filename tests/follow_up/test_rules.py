"""When an agreed step is late, and what has to be said."""

import datetime as dt

import pytest

from aktionsplan.follow_up import rules

TODAY = dt.date(2026, 6, 9)


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        ("open", TODAY - dt.timedelta(days=1), True),
        ("blocked", TODAY - dt.timedelta(days=1), True),
        ("open", TODAY, False),
        ("open", None, False),
        ("done", TODAY - dt.timedelta(days=1), False),
        ("not_done", TODAY - dt.timedelta(days=1), False),
    ],
)
def test_what_is_late(state, due, late):
    assert rules.is_late(state, due, TODAY) is late


@pytest.mark.parametrize(
    ("event", "reason", "ok"), [("finish", "", True), ("give_up", " ", False), ("block", "x", True)]
)
def test_giving_up_and_being_stuck_say_why(event, reason, ok):
    assert (rules.reason_problem(event, reason) is None) is ok
