"""Base rates: shipped, added, and what interest a sum bears between two days."""

import datetime as dt
from decimal import Decimal as D

import pytest

from aktionsplan.implementation.grants import operations as ops
from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.rules import base_rates
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make

DAY = dt.date


def test_the_shipped_table_is_that_of_the_bundesbank():
    rows = dict(base_rates.shipped())
    assert (len(rows), rows[DAY(2002, 1, 1)], rows[DAY(2016, 7, 1)], rows[DAY(2026, 7, 1)]) == (
        31,
        D("2.57"),
        D("-0.88"),
        D("1.52"),
    )
    assert list(base_rates.shipped()) == sorted(base_rates.shipped())


@pytest.mark.parametrize(
    ("day", "today", "code"),
    [
        (DAY(2027, 1, 1), DAY(2027, 1, 4), None),
        (DAY(2027, 7, 1), DAY(2027, 7, 1), None),
        (DAY(2027, 1, 1), DAY(2026, 12, 31), "future"),
        (DAY(2027, 1, 2), DAY(2027, 1, 4), "half_year"),
        (DAY(2027, 4, 1), DAY(2027, 5, 4), "half_year"),
        (DAY(2026, 7, 1), DAY(2027, 1, 4), "known"),
    ],
)
def test_a_row_begins_with_a_half_year_that_has_none(day, today, code):
    problem = base_rates.row_problem(day, rules.rates(()), today)
    assert (problem.code if problem else None) == code


def test_the_table_says_when_it_ends():
    known = rules.rates(())
    assert not rules.ends_soon(known, DAY(2026, 11, 1))
    assert rules.ends_soon(known, DAY(2026, 11, 2))
    assert not rules.ends_soon(rules.rates([(DAY(2027, 1, 1), D("1.52"))]), DAY(2027, 1, 4))


def test_interest_between_two_days_tells_every_stretch():
    total, parts = rules.interest_between(D(1200), DAY(2013, 4, 1), DAY(2014, 2, 28), rules.rates(()))
    assert total == D("50.99")
    assert [(part.days, part.percent) for part in parts] == [(91, D("4.87")), (184, D("4.62")), (59, D("4.37"))]
    assert [part.shown_eur for part in parts] == [D("14.5700"), D("27.9478"), D("8.4766")]
    with pytest.raises(rules.NoRate):
        rules.interest_between(D(1), DAY(2026, 12, 31), DAY(2027, 1, 1), rules.rates(()))


def test_a_row_is_added_once_by_the_office(town):
    at = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)
    row = {"valid_from": DAY(2027, 1, 1), "percent": D("1.27"), "source": "Bundesbank, 2. Januar 2027"}
    with pytest.raises(Forbidden):
        ops.add_base_rate(**row, by=town.anna, at=at)
    with pytest.raises(Refused, match="noch nicht begonnen"):
        ops.add_base_rate(**row, by=town.ben, at=make.NOW)
    ops.add_base_rate(**row, by=town.ben, at=at)
    with pytest.raises(Refused, match="steht schon"):
        ops.add_base_rate(**row, by=town.ben, at=at)
    assert queries.rate_rows(town.partnership)[0] == (
        DAY(2027, 1, 1),
        DAY(2027, 6, 30),
        D("1.27"),
        "Bundesbank, 2. Januar 2027",
    )
    assert queries.rate_rows(town.partnership)[1][1] == DAY(2026, 12, 31)


def test_the_page_reckons_and_says_what_is_wrong(town, browser_of):
    ben, page = browser_of(town.ben.account), f"/{town.partnership.slug}/intern/geld/zinsen/"
    shown = ben.get(page, {"sum_eur": "1.200", "first": "01.04.2013", "last": "28.02.2014"}).content.decode()
    assert "50,99" in shown
    assert "14,5700" in shown
    told = ben.get(page, {"sum_eur": "1.200", "first": "01.04.2035", "last": "28.02.2036"}).content.decode()
    assert "keine Summe" in told
    assert "50,99" not in told
    wrong = ben.get(page, {"sum_eur": "x", "first": "01.04.2013", "last": "28.02.2012"})
    assert wrong.context["form"].errors["sum_eur"]
    late = ben.get(page, {"sum_eur": "1", "first": "01.04.2013", "last": "28.02.2012"})
    assert late.context["form"].errors["last"]
    form = {"valid_from": "01.07.2026", "percent": "99", "source": "x"}
    assert ben.post(f"{page}neu/", form).context["form"].errors["percent"]
    assert "steht schon" in ben.post(f"{page}neu/", form | {"percent": "1,27"}).content.decode()
    assert browser_of(town.anna.account).get(page).status_code == 404
