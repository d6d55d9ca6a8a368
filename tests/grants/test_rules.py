"""Notification, finality and what may be paid: the worked dates of the handbook."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.grants import rules
from aktionsplan.partnership.rules import fiction_days
from aktionsplan.shared.periods import is_working_day


@pytest.mark.parametrize(
    ("posted", "notified", "end", "binding"),
    [
        ("2024-11-28", "2024-12-01", "2025-01-02", "2025-01-03"),
        ("2025-03-14", "2025-03-18", "2025-04-22", "2025-04-23"),
        ("2026-03-26", "2026-03-30", "2026-04-30", "2026-05-01"),
    ],
)
def test_worked_dates(posted, notified, end, binding):
    day = dt.date.fromisoformat(posted)
    found = rules.finality(day, days=fiction_days("MV", day).days, shift=False, months=1, land="MV")
    assert [str(found.notified), str(found.remedy_end), str(found.binding_from)] == [notified, end, binding]


def test_every_date_is_explained():
    found = rules.finality(dt.date(2025, 3, 14), days=4, shift=False, months=1, land="MV")
    assert [reason.code for reason in found.reasons] == ["fiction", "month", "moved", "binding"]
    assert "22.04.2025" in str(found.reasons[2])
    plain = rules.finality(dt.date(2026, 3, 26), days=4, shift=False, months=1, land="MV")
    assert [reason.code for reason in plain.reasons] == ["fiction", "month", "binding"]


def test_shifted_notification_is_the_other_view():
    posted = dt.date(2024, 11, 28)
    assert rules.notification(posted, days=3, shift=False, land="MV") == dt.date(2024, 12, 1)
    assert rules.notification(posted, days=3, shift=True, land="MV") == dt.date(2024, 12, 2)


def test_a_year_without_right_instruction():
    assert rules.remedy_end(dt.date(2025, 3, 18), months=12, land="MV") == dt.date(2026, 3, 18)


@given(st.dates(dt.date(2024, 1, 1), dt.date(2035, 1, 1)), st.sampled_from(["MV", "HH", "BY", "SN"]))
def test_last_day_is_a_working_day_at_least_a_month_after_notification(posted, land):
    found = rules.finality(posted, days=4, shift=False, months=1, land=land)
    assert is_working_day(found.remedy_end, land)
    assert found.remedy_end >= found.notified + dt.timedelta(days=28)
    assert found.binding_from == found.remedy_end + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("land", "posted", "days", "sourced"),
    [
        ("BB", "2024-12-31", 3, True),
        ("BB", "2025-01-01", 4, True),
        ("MV", "2025-01-01", 4, False),
        ("MV", "2024-12-31", 3, False),
    ],
)
def test_fiction_days_by_land_and_date(land, posted, days, sourced):
    found = fiction_days(land, dt.date.fromisoformat(posted))
    assert (found.days, found.sourced) == (days, sourced)


@pytest.mark.parametrize(
    ("posted", "problem"), [("2026-03-26", False), ("2026-03-25", True), ("2026-04-11", True), ("2026-04-10", False)]
)
def test_posting_day_must_be_possible(posted, problem):
    found = rules.posting_problem(
        dt.date.fromisoformat(posted), signed=dt.date(2026, 3, 26), today=dt.date(2026, 4, 10)
    )
    assert (found is not None) is problem


def test_posting_long_ago_is_doubted():
    assert (
        rules.posting_problem(dt.date(2026, 1, 1), signed=dt.date(2026, 1, 1), today=dt.date(2026, 2, 1)).code
        == "posted"
    )
    assert rules.posting_problem(dt.date(2026, 1, 1), signed=dt.date(2026, 1, 1), today=dt.date(2026, 1, 31)) is None


@pytest.mark.parametrize(
    ("state", "last", "waived", "today", "code"),
    [
        ("notified", "2026-04-30", False, "2026-04-30", "not_final"),
        ("notified", "2026-04-30", False, "2026-05-01", None),
        ("notified", "2026-04-30", True, "2026-04-01", None),
        ("signed", "2026-04-30", True, "2026-05-01", "not_notified"),
        ("binding", "2026-04-30", False, "2026-05-01", None),
        ("notified", None, False, "2026-05-01", "not_notified"),
    ],
)
def test_money_flows_only_when_final_or_waived(state, last, waived, today, code):
    day = dt.date.fromisoformat(last) if last else None
    found = rules.payable(state=state, remedy_last_day=day, waived=waived, today=dt.date.fromisoformat(today))
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("wanted", "drawn", "ok"),
    [
        ("4000", "0", True),
        ("4000.01", "0", False),
        ("1", "4000", False),
        ("0", "0", False),
        ("0.01", "3999.99", True),
    ],
)
def test_never_more_than_granted_is_drawn(wanted, drawn, ok):
    found = rules.request_problem(wanted=Decimal(wanted), granted=Decimal(4000), drawn=Decimal(drawn))
    assert (found is None) is ok


def test_no_vote_no_notice():
    assert rules.draft_problem(application_state="decided", amount=Decimal(1), decided=True) is None
    assert rules.draft_problem(application_state="decided", amount=Decimal(1), decided=False).code == "no_vote"
    assert rules.draft_problem(application_state="admissible", amount=Decimal(1), decided=True).code == "no_vote"
    assert rules.draft_problem(application_state="decided", amount=None, decided=True).code == "no_vote"


def test_number_and_proof_date():
    assert rules.number(2026, "AF", 4) == "2026-AF-0004"
    assert rules.proof_due(dt.date(2026, 9, 30), 42, "MV") == dt.date(2026, 11, 11)
    assert rules.proof_due(dt.date(2026, 10, 31), 42, "MV") == dt.date(2026, 12, 14)


@pytest.mark.parametrize(
    ("days", "words"), [(42, "6 Wochen"), (7, "1 Woche"), (10, "10 Tage"), (1, "1 Tag"), (60, "60 Tage")]
)
def test_span_never_rounds_days_away(days, words):
    assert rules.span(days) == words
    assert rules.span(days, dative=True).startswith(words)
