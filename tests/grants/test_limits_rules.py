"""One year from knowing, three years without an act, thirty after a final one; due and heard."""

import datetime as dt

import pytest

from aktionsplan.implementation.grants.rules import limits

DAY = dt.date


@pytest.mark.parametrize(
    ("known", "signed", "deceit", "late"),
    [
        (DAY(2025, 3, 1), DAY(2026, 3, 1), False, False),
        (DAY(2025, 3, 1), DAY(2026, 3, 2), False, True),
        (DAY(2025, 3, 1), DAY(2030, 3, 2), True, False),
        (DAY(2024, 2, 29), DAY(2025, 2, 28), False, False),
        (DAY(2024, 2, 29), DAY(2025, 3, 1), False, True),
    ],
)
def test_an_act_a_year_and_a_day_after_the_known_facts_is_refused(known, signed, deceit, late):
    problem = limits.signing_problem(known_on=known, signed_on=signed, deceit=deceit)
    assert (problem is not None) == late
    if problem:
        assert "unterschrieben sein müssen" in str(problem)


def test_time_bars():
    arose, known = DAY(2024, 12, 31), DAY(2025, 1, 1)
    assert limits.barred_after(arose_on=arose, known_on=known) == DAY(2028, 12, 31)
    assert limits.barred_after(arose_on=known, known_on=arose) == DAY(2028, 12, 31)
    assert limits.barred_after(arose_on=arose, known_on=arose) == DAY(2027, 12, 31)
    assert limits.barred_after(arose_on=arose, known_on=known, final_on=DAY(2025, 5, 2)) == DAY(2055, 5, 2)


def test_due_and_heard():
    assert limits.due_on(DAY(2026, 3, 2), due_days=42, land="MV") == DAY(2026, 4, 13)
    assert limits.due_on(DAY(2026, 3, 20), due_days=42, land="MV") == DAY(2026, 5, 4)
    assert limits.heard_from(DAY(2026, 3, 2), hearing_days=14) == DAY(2026, 3, 17)
