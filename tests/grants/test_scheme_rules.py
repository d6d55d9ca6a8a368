"""How a grant is paid out: in advance, against receipts, in parts, by instalments, and what is used late."""

import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.grants.rules.schemes import (
    SCHEMES,
    Instalment,
    Use,
    advance_of,
    advance_problem,
    advance_rest,
    after_year,
    covered_rest,
    instalments_problem,
    need_problem,
    next_instalment,
    open_instalments,
    scheme_problem,
    use_until,
    uses,
)

MAY, JUNE, DECEMBER = dt.date(2026, 5, 6), dt.date(2026, 6, 17), dt.date(2026, 12, 31)


def code(problem):
    return problem.code if problem else ""


@pytest.mark.parametrize(
    ("paid_on", "days", "months", "until"),
    [
        (DECEMBER, 42, 2, dt.date(2027, 2, 28)),
        (DECEMBER, 42, 0, dt.date(2027, 2, 11)),
        (dt.date(2027, 12, 31), 42, 2, dt.date(2028, 2, 29)),
        (MAY, 42, 0, JUNE),
        (MAY, 42, 2, dt.date(2026, 7, 6)),
    ],
)
def test_two_months_are_calendar_months(paid_on, days, months, until):
    assert use_until(paid_on, days=days, months=months) == until
    assert use_until(MAY, days=42) == JUNE


@pytest.mark.parametrize(
    ("scheme", "percent", "part"),
    [
        ("advance", None, 4000),
        ("flat", None, 4000),
        ("reimbursement", None, 0),
        ("split", 50, 2000),
        ("split", 33, 1320),
    ],
)
def test_part_in_advance(scheme, percent, part):
    assert advance_of(scheme, D(4000), percent) == part
    assert advance_of("split", D("0.05"), 50) == D("0.03")
    assert advance_of("split", D(10), None) == 0


@pytest.mark.parametrize(
    ("scheme", "percent", "wrong"),
    [
        ("split", None, True),
        ("split", 0, True),
        ("split", 100, True),
        ("split", 1, False),
        ("split", 99, False),
        ("advance", 50, True),
        ("advance", None, False),
        ("advance", 0, False),
    ],
)
def test_a_split_names_its_part(scheme, percent, wrong):
    assert code(scheme_problem(scheme, percent)) == ("percent" if wrong else "")


@pytest.mark.parametrize(
    ("scheme", "due", "told"),
    [
        ("split", dt.date(2027, 1, 1), "after_year"),
        ("reimbursement", dt.date(2027, 1, 29), "after_year"),
        ("split", DECEMBER, ""),
        ("advance", dt.date(2027, 1, 29), ""),
        ("flat", dt.date(2027, 1, 29), ""),
    ],
)
def test_a_rest_that_comes_after_the_year_is_told_while_drafting(scheme, due, told):
    assert code(after_year(scheme, proof_due_on=due, year=2026)) == told


PLAN = [Instalment(MAY, D(1000)), Instalment(JUNE, D(2000))]


@pytest.mark.parametrize(
    ("day", "opened", "following"),
    [
        (dt.date(2026, 5, 5), 0, MAY),
        (MAY, 1000, JUNE),
        (dt.date(2026, 6, 16), 1000, JUNE),
        (JUNE, 4000, None),
    ],
)
def test_instalments_open_by_their_day(day, opened, following):
    assert open_instalments(PLAN, D(4000), day) == opened
    assert next_instalment(PLAN, day) == following
    assert open_instalments([], D(4000), day) == 4000
    assert next_instalment([], day) is None


def test_instalments_are_not_more_than_the_grant():
    assert instalments_problem(PLAN, D(3000)) is None
    assert code(instalments_problem(PLAN, D("2999.99"))) == "instalments"


def test_rest_in_advance():
    known = {"granted": D(4000), "plan": [], "today": MAY}
    assert advance_rest("split", percent=50, drawn=D(500), **known) == 1500
    assert advance_rest("split", percent=50, drawn=D(2500), **known) == 0
    assert advance_rest("advance", percent=None, drawn=D(500), **known) == 3500
    assert advance_rest("reimbursement", percent=None, drawn=D(0), **known) == 0
    assert advance_rest("advance", percent=None, drawn=D(300), **known | {"plan": PLAN}) == 700
    assert advance_rest("split", percent=10, drawn=D(0), **known | {"plan": PLAN}) == 400
    assert (covered_rest(D(2557), D(2400)), covered_rest(D(100), D(2400))) == (157, 0)


def test_a_request_in_advance_is_refused_with_the_reason():
    assert advance_problem(D(700), D(700), None) is None
    assert code(advance_problem(D("700.01"), D(700), None)) == "amount"
    told = advance_problem(D("700.01"), D(700), JUNE)
    assert str(told) == "Nach dem Ratenplan sind heute 700,00\u00a0€ offen, die nächste Rate ab 17. Juni 2026."


@pytest.mark.parametrize(
    ("scheme", "need", "told"),
    [
        ("advance", D("99.99"), "need"),
        ("split", D("99.99"), "need"),
        ("advance", D(100), ""),
        ("advance", None, ""),
        ("flat", D(1), ""),
        ("reimbursement", D(1), ""),
    ],
)
def test_no_more_than_is_needed_soon(scheme, need, told):
    assert code(need_problem(scheme, wanted=D(100), need=need)) == told


def spent(*rows):
    return lambda day: sum((D(amount) for on, amount in rows if on <= day), D(0))


def test_money_is_used_in_the_order_it_came():
    paid = [(JUNE, D(1000)), (MAY, D(2400))]
    found = uses(paid, spent((MAY, 2100), (dt.date(2026, 7, 1), 500)), today=dt.date(2026, 9, 1), days=42)
    first, second = found
    assert (first.paid_on, first.until, first.open_eur, first.over, first.late) == (MAY, JUNE, 300, True, True)
    assert (second.paid_on, second.until, second.open_eur) == (JUNE, dt.date(2026, 7, 29), 800)
    early = uses(paid[1:], spent(), today=JUNE, days=42)
    assert [(one.open_eur, one.over, one.late) for one in early] == [(2400, False, False)]
    later = uses(paid[1:], spent((JUNE, 2400)), today=dt.date(2026, 6, 18), days=42)
    assert [(one.open_eur, one.over, one.late) for one in later] == [(0, True, False)]
    assert Use(MAY, D(1), JUNE, D("0.5"), True).late
    too_late = uses(paid[1:], spent((dt.date(2026, 6, 18), 2400)), today=dt.date(2026, 6, 18), days=42)
    assert [one.open_eur for one in too_late] == [2400]


@given(
    st.lists(st.tuples(st.dates(MAY, DECEMBER), st.decimals(D("0.01"), D(9999), places=2)), max_size=5),
    st.lists(st.tuples(st.dates(MAY, DECEMBER), st.decimals(D("0.01"), D(9999), places=2)), max_size=8),
)
def test_what_is_open_lies_between_nothing_and_the_payment(paid, bought):
    found = uses(paid, spent(*bought), today=DECEMBER, days=42)
    assert all(0 <= one.open_eur <= one.amount_eur for one in found)
    more = uses(paid, spent(*bought, (MAY, 100)), today=DECEMBER, days=42)
    assert all(after.open_eur <= before.open_eur for before, after in zip(found, more, strict=True))


def test_every_scheme_has_a_word():
    assert set(SCHEMES) == {"advance", "reimbursement", "split", "flat"}
