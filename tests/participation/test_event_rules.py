"""Events and workshops: who gets a place, how much of civil society was there, what the walls say."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.participation import rules
from aktionsplan.development.participation.rules import Sheet, Standing

NINE = dt.datetime(2026, 9, 27, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("counts", "light", "pair"),
    [
        ({"association": 24, "single": 13, "administration": 8, "politics": 4}, "green", (37, 49)),
        ({"association": 2, "administration": 2}, "green", (2, 4)),
        ({"association": 1, "single": 1, "administration": 3}, "yellow", (2, 5)),
        ({"administration": 2, "politics": 1}, "red", (0, 3)),
        ({}, "grey", (0, 0)),
        ({"": 12}, "grey", (0, 0)),
    ],
)
def test_civil_society_is_half_or_warned_of(counts, light, pair):
    found = rules.civil(counts)
    assert (found.light, (found.civil, found.whole)) == (light, pair)
    assert str(pair[1]) in str(found.words) or light in ("red", "grey")


@pytest.mark.parametrize(("capacity", "taken", "left"), [(None, 900, None), (80, 34, 46), (80, 80, 0), (80, 90, 0)])
def test_places_are_free_or_not(capacity, taken, left):
    assert rules.free(capacity, taken) == left


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "people", "state"),
    [
        (None, 500, 0, 20, "in"),
        (10, 8, 0, 2, "in"),
        (10, 8, 0, 3, "waiting"),
        (10, 8, 3, 1, "waiting"),
        (10, 10, 0, 1, "waiting"),
    ],
)
def test_who_comes_gets_a_place_or_a_turn(capacity, taken, waiting, people, state):
    assert rules.sign_up_state(capacity, taken, waiting, people) == state


def test_who_waits_moves_up_strictly_in_turn():
    assert rules.move_up(10, 7, [(1, 2), (2, 4), (3, 1)]) == [1]
    assert rules.move_up(10, 7, [(1, 4), (2, 1)]) == []
    assert rules.move_up(None, 7, [(1, 4), (2, 1)]) == [1, 2]
    assert rules.move_up(10, 7, []) == []


@given(st.integers(0, 30), st.integers(0, 30), st.lists(st.integers(1, 20), max_size=8))
def test_moving_up_never_takes_more_than_there_is(capacity, taken, people):
    chosen = rules.move_up(capacity, taken, list(enumerate(people)))
    assert chosen == list(range(len(chosen)))
    assert taken + sum(people[place] for place in chosen) <= max(capacity, taken)


@pytest.mark.parametrize("counts", [{"adult": 1}, {"adult": 0, "child": 1}, {"adult": 10, "young": 5, "child": 5}])
def test_one_to_twenty_come(counts):
    assert rules.people_problem(counts) is None


@pytest.mark.parametrize(
    "counts", [{}, {"adult": 0}, {"adult": 21}, {"adult": 11, "young": 10}, {"adult": 2, "child": -1}]
)
def test_nobody_and_more_than_twenty_do_not(counts):
    assert rules.people_problem(counts).field_name == "adult"


@pytest.mark.parametrize(("hours", "code"), [(5, None), (48, None), (0, "period"), (-1, "period"), (49, "period")])
def test_an_event_ends_after_it_begins(hours, code):
    problem = rules.event_problem(NINE, NINE + dt.timedelta(hours=hours))
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("kind", "signed", "place"),
    [
        ("public", False, ("Lindenschule", "Aula")),
        ("public", True, ("Lindenschule", "Aula")),
        ("signed", False, ("Lindenschule", "")),
        ("signed", True, ("Lindenschule", "Aula")),
        ("town", False, ("Elbhagen", "")),
        ("town", True, ("Lindenschule", "Aula")),
    ],
)
def test_how_much_of_the_place_is_told(kind, signed, place):
    assert rules.shown_place(kind, "Lindenschule", "Elbhagen", "Aula", signed=signed) == place
    guarded = rules.shown_place(kind, "Lindenschule", "Elbhagen", "Aula", signed=signed, at_risk=True)
    assert guarded == ("Elbhagen", "")


@pytest.mark.parametrize(
    ("method", "sheet", "code"),
    [
        ("dots", Sheet("Wand 1", 10, (3, 4)), None),
        ("dots", Sheet("Wand 1", 10, (3,)), "points"),
        ("dots", Sheet("Wand 1", 10, (3, -1)), "points"),
        ("dots", Sheet("Wand 1", 0, (3, 1)), "people"),
        ("resistance", Sheet("Blatt 1", 1, (10, 0)), None),
        ("resistance", Sheet("Blatt 1", 1, (11, 0)), "resistance"),
        ("resistance", Sheet("Tisch 1", 3, (30, 0)), None),
        ("resistance", Sheet("Tisch 1", 3, (31, 0)), "resistance"),
        ("dots", Sheet("Wand 1", 1, (31, 0)), None),
    ],
)
def test_a_sheet_may_say(method, sheet, code):
    problem = rules.sheet_problem(method, 2, sheet)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("method", "points", "people", "code"),
    [("dots", 174, 58, None), ("dots", 175, 58, "dots"), ("resistance", 1, 1, None), ("resistance", 1, 2, "people")],
)
def test_all_sheets_together(method, points, people, code):
    sheets = [Sheet("1", people if method == "resistance" else 58, (points, 0))]
    problem = rules.sheets_problem(method, sheets, people=58 if method == "dots" else 1, dots=3)
    assert (problem.code if problem else None) == code


def test_most_dots_stand_first_and_equal_ones_stay_equal():
    sheets = [Sheet("1", 5, (10, 18, 12)), Sheet("2", 5, (8, 3, 6))]
    assert rules.standings("dots", ["a", "b", "c"], sheets) == [
        Standing("b", 21, 1), Standing("a", 18, 2), Standing("c", 18, 2),
    ]  # fmt: skip


def test_least_resistance_stands_first():
    sheets = [Sheet("1", 1, (4, 1, 5)), Sheet("2", 1, (0, 1, 5))]
    assert rules.standings("resistance", ["a", "b", "bleibt"], sheets) == [
        Standing("b", 2, 1), Standing("a", 4, 2), Standing("bleibt", 10, 3),
    ]  # fmt: skip


@given(st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3), min_size=1, max_size=6))
def test_the_order_of_the_sheets_changes_nothing(rows):
    sheets = [Sheet(str(n), 1, tuple(row)) for n, row in enumerate(rows)]
    proposals = ["a", "b", "c"]
    assert rules.standings("resistance", proposals, sheets) == rules.standings("resistance", proposals, sheets[::-1])
    assert sum(row.points for row in rules.standings("dots", proposals, sheets)) == sum(map(sum, rows))
