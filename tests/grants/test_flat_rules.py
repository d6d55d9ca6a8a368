"""Flat rates: what they name, what a list may have, what it earns, and what the forecast says of it."""

import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.grants.rules.final import Terms, final_grant
from aktionsplan.implementation.grants.rules.flat import (
    FLAT_UNITS,
    MOST_PEOPLE,
    count_problem,
    earned,
    proved,
    rate_problem,
)
from aktionsplan.implementation.grants.rules.forecast import Counted, forecast
from aktionsplan.implementation.grants.rules.receipt import Bounds, look

TERMS = Terms("flat", D(1000), D(1500))
BOUNDS = Bounds(dt.date(2026, 5, 1), dt.date(2026, 9, 30), dt.date(2026, 6, 7), {})


@pytest.mark.parametrize(
    ("kind", "unit", "rate", "wrong"),
    [
        ("flat", "person", "12", False),
        ("flat", "", "12", True),
        ("flat", "person", None, True),
        ("flat", "", None, True),
        ("deficit", "person", None, True),
        ("deficit", "", "12", True),
        ("deficit", "", None, False),
    ],
)
def test_a_flat_rate_names_unit_and_sum(kind, unit, rate, wrong):
    assert (rate_problem(kind, unit, D(rate) if rate else None) is not None) == wrong


@pytest.mark.parametrize(
    ("people", "young", "code"),
    [(0, 0, ""), (10, 10, ""), (10, 11, "under_16"), (MOST_PEOPLE, 0, ""), (MOST_PEOPLE + 1, 0, "people")],
)
def test_numbers_of_a_list(people, young, code):
    problem = count_problem(people, young)
    assert (problem.code if problem else "") == code


def test_what_lists_earn():
    assert (proved("person", [23, 0, 31]), proved("event", [23, 0, 31])) == (54, 2)
    assert earned("person", D("12.00"), [23, 31]) == 648
    assert earned("event", D(150), [1, 0]) == 150
    assert earned("person", None, [23]) == 0
    assert set(FLAT_UNITS) == {"person", "event"}


def rows(people, **money):
    looked = look([], BOUNDS, TERMS, {})
    counted = Counted("person", D(12), people)
    return forecast([], looked, TERMS, {}, counted=counted, **({"paid_eur": D(0), "drawn_eur": D(0)} | money))


def test_forecast_of_a_flat_rate():
    found = rows([23, 31], paid_eur=D(700))
    assert [(str(step.text), step.amount_eur) for step in found.steps] == [
        ("54 Personen zu je 12,00\u00a0€", D(648)),
        ("Von der Zuwendung gedeckt", D(648)),
        ("Schon ausgezahlt", D(700)),
        ("Zurückzuzahlen", D(52)),
    ]
    assert str(found.why) == "Ausgezahlt sind 700,00\u00a0€. Ihre Listen decken davon bis heute 648,00\u00a0€."
    much = rows([100])
    assert [(str(step.text), step.amount_eur) for step in much.steps[:3]] == [
        ("100 Personen zu je 12,00\u00a0€", D(1200)),
        ("mehr als bewilligt gibt es nicht", D(-200)),
        ("Von der Zuwendung gedeckt", D(1000)),
    ]
    one = forecast(
        [],
        look([], BOUNDS, TERMS, {}),
        TERMS,
        {},
        paid_eur=D(0),
        drawn_eur=D(0),
        counted=Counted("event", D(150), [9]),
    )
    assert str(one.steps[0].text) == "1 Veranstaltung zu je 150,00\u00a0€"


@given(st.lists(st.integers(0, 300), max_size=6), st.integers(1, 5000))
def test_forecast_is_the_formula(people, cents):
    rate = D(cents) / 100
    counted = Counted("person", rate, people)
    found = forecast([], look([], BOUNDS, TERMS, {}), TERMS, {}, paid_eur=D(0), drawn_eur=D(0), counted=counted)
    assert found.outcome.final_eur == final_grant(TERMS, 0, D(0), earned("person", rate, people)).final_eur
    assert sum(
        step.amount_eur for step in found.steps[: found.steps.index(next(s for s in found.steps if s.total))]
    ) == (found.outcome.final_eur)
