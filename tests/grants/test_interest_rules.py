"""Interest: worked examples of money.md IN and programme.md 5.5, and what always holds."""

import datetime as dt
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.grants.rules.interest import (
    Late,
    NoRate,
    Paid,
    Rates,
    accrued,
    interest_due,
    late_use,
)
from aktionsplan.shared.periods import add_months

DAY = dt.date
ROWS = (
    (DAY(2012, 1, 1), D("0.12")),
    (DAY(2013, 1, 1), D("-0.13")),
    (DAY(2013, 7, 1), D("-0.38")),
    (DAY(2014, 1, 1), D("-0.63")),
    (DAY(2016, 7, 1), D("-0.88")),
    (DAY(2023, 1, 1), D("1.62")),
    (DAY(2023, 7, 1), D("3.12")),
    (DAY(2024, 1, 1), D("3.62")),
    (DAY(2024, 7, 1), D("3.37")),
    (DAY(2026, 7, 1), D("1.52")),
)
RATES = Rates(ROWS, D(5))


def owed(sum_, first, *payments, **more):
    return interest_due(D(sum_), first, [Paid(day, D(eur)) for day, eur in payments], rates=RATES, **more)


def test_three_rates_are_rounded_once():
    assert owed(1200, DAY(2013, 4, 1), (DAY(2014, 2, 28), 1200)) == D("50.99")
    assert round(float(accrued(Fraction(1200), DAY(2013, 4, 1), DAY(2013, 6, 30), rates=RATES)), 6) == 14.569973


def test_part_payments_in_both_orders():
    payments = ((DAY(2013, 9, 30), 500), (DAY(2014, 2, 28), 700))
    assert owed(1200, DAY(2013, 4, 1), *payments) == D("41.64")
    assert owed(1200, DAY(2013, 4, 1), *payments, order="interest_first") == D("42.17")


def test_leap_years_by_both_counts():
    assert owed(5000, DAY(2024, 1, 1), (DAY(2024, 6, 30), 5000)) == D("214.91")
    assert owed(5000, DAY(2024, 1, 1), (DAY(2024, 6, 30), 5000), day_count="act_act") == D("214.32")
    over = accrued(Fraction(365), DAY(2023, 12, 31), DAY(2024, 1, 1), rates=RATES, day_count="act_act")
    assert over == Fraction("8.12") / 100 + 365 * Fraction("8.62") / 100 / 366


def test_first_and_last_day_count():
    assert accrued(Fraction(36500), DAY(2013, 2, 1), DAY(2013, 2, 1), rates=RATES) == Fraction("4.87")
    assert accrued(Fraction(36500), DAY(2013, 2, 2), DAY(2013, 2, 1), rates=RATES) == 0
    assert owed(36500, DAY(2013, 2, 1), (DAY(2013, 1, 31), 36500)) == 0
    assert owed(36500, DAY(2013, 2, 1), until=DAY(2013, 2, 2)) == D("9.74")
    assert owed(36500, DAY(2013, 2, 1), (DAY(2013, 2, 5), 36500), until=DAY(2013, 2, 2)) == D("9.74")
    assert owed(36500, DAY(2013, 2, 1), (DAY(2013, 2, 1), 10000), (DAY(2013, 2, 1), 26500)) == D("4.87")


def test_interest_first_carries_what_a_payment_did_not_cover():
    first = DAY(2013, 2, 1)
    payments = ((first, 200), (DAY(2013, 2, 2), 10_000), (DAY(2013, 2, 3), 4_000_000))
    assert owed(3_650_000, first, *payments, order="interest_first") == D("1459.77")
    assert owed(3_650_000, first, *payments) == D("1459.61")
    assert owed(36500, first, until=first) == D("4.87")


def test_half_a_cent_is_rounded_up_once():
    flat = Rates(((DAY(2013, 1, 1), D(0)),), D(5))
    for principal, cents in (("36.50", "0.01"), ("36.49", "0.00"), ("109.50", "0.02"), ("109.49", "0.01")):
        paid = [Paid(DAY(2013, 2, 1), D(principal))]
        assert interest_due(D(principal), DAY(2013, 2, 1), paid, rates=flat) == D(cents)


def test_a_day_without_a_rate_demands_nothing():
    assert RATES.known_until == DAY(2026, 12, 31)
    assert Rates(((DAY(2026, 1, 1), D(1)),), D(5)).known_until == DAY(2026, 6, 30)
    assert RATES.on(DAY(2026, 12, 31)) == D("6.52")
    for day in (DAY(2027, 1, 1), DAY(2011, 12, 31)):
        with pytest.raises(NoRate):
            RATES.on(day)
    with pytest.raises(NoRate):
        owed(1, DAY(2026, 12, 1), (DAY(2027, 1, 1), 1))
    with pytest.raises(ValueError, match="no base rate"):
        _ = Rates((), D(5)).known_until
    assert Rates(((DAY(2020, 1, 1), D("-6")),), D(5)).on(DAY(2020, 2, 1)) == 0


def two_months(day):
    return add_months(day, 2)


@pytest.mark.parametrize(
    ("grace", "begins", "interest"),
    [
        (two_months, "payment", "43.23"),
        (two_months, "grace_end", "18.81"),
        (lambda day: day + dt.timedelta(days=60), "grace_end", "19.21"),
        (lambda day: day + dt.timedelta(weeks=6), "grace_end", "26.42"),
    ],
)
def test_late_use(grace, begins, interest):
    paid, used = [Paid(DAY(2013, 3, 14), D(3000))], [Paid(DAY(2013, 6, 30), D(3000))]
    [late] = late_use(paid, used, grace_end=grace, begins=begins)
    total = accrued(Fraction(late.amount_eur), late.first, late.used_on, rates=RATES)
    assert round(total, 2) == Fraction(interest)


def test_payments_are_used_up_in_their_order_after_the_money_that_comes_first():
    paid = [Paid(DAY(2013, 5, 1), D(500)), Paid(DAY(2013, 1, 1), D(1000))]
    spent = [Paid(DAY(2013, 6, 1), D(900)), Paid(DAY(2013, 1, 10), D(700))]
    assert late_use(paid, spent, grace_end=two_months) == [
        Late(D(300), DAY(2013, 1, 1), DAY(2013, 1, 2), DAY(2013, 6, 1))
    ]
    assert late_use(paid, spent, grace_end=two_months, before_eur=D(1200)) == [
        Late(D(400), DAY(2013, 1, 1), DAY(2013, 1, 2), DAY(2013, 6, 1))
    ]
    assert late_use(paid, spent[1:], grace_end=two_months) == []
    one = [Paid(DAY(2013, 1, 1), D(1000))]
    twice = [Paid(DAY(2013, 6, 1), D(600)), Paid(DAY(2013, 6, 2), D(600))]
    assert [late.amount_eur for late in late_use(one, twice, grace_end=two_months)] == [600, 400]
    last, next_day = [Paid(DAY(2013, 3, 1), D(1000))], [Paid(DAY(2013, 3, 2), D(1000))]
    assert late_use(one, last, grace_end=two_months) == []
    assert len(late_use(one, next_day, grace_end=two_months)) == 1
    assert late_use([], spent, grace_end=two_months) == []


DAYS = st.integers(0, 900).map(lambda n: DAY(2013, 1, 1) + dt.timedelta(days=n))


@given(first=DAYS, more=st.integers(0, 400), cut=st.integers(0, 400), count=st.sampled_from(("act_365", "act_act")))
def test_a_period_is_the_sum_of_its_parts(first, more, cut, count):
    last, middle = first + dt.timedelta(days=more), first + dt.timedelta(days=min(cut, more))
    whole = accrued(Fraction(1000), first, last, rates=RATES, day_count=count)
    left = accrued(Fraction(1000), first, middle, rates=RATES, day_count=count)
    right = accrued(Fraction(1000), middle + dt.timedelta(days=1), last, rates=RATES, day_count=count)
    assert whole == left + right


@given(eur=st.integers(1, 10_000), part=st.integers(0, 10_000), first=DAYS, mid=DAYS, last=DAYS)
def test_interest_first_never_costs_less(eur, part, first, mid, last):
    payments = [Paid(mid, D(min(part, eur))), Paid(max(mid, last), D(eur))]
    plain = interest_due(D(eur), first, payments, rates=RATES)
    other = interest_due(D(eur), first, payments, rates=RATES, order="interest_first")
    assert 0 <= plain <= other
