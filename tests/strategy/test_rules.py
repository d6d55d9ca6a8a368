"""Rules of goals: places, numbers, what a checkable Jahresziel needs, the way to the target, loops, planned money."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.strategy import rules

WHOLE = {
    "indicator": "i",
    "unit": "Treffen",
    "baseline": Decimal(0),
    "target": Decimal(5),
    "target_date": dt.date(2027, 1, 1),
    "target_group": "alle",
    "responsible": "wir",
}
SENTENCES = {
    "indicator": "Woran erkennt man, dass es erreicht ist?",
    "unit": "Worin wird gezählt?",
    "baseline": "Wie ist es heute? Es fehlt die Zahl.",
    "target": "Wie soll es werden? Es fehlt die Zahl.",
    "target_date": "Bis wann? Es fehlt die Frist.",
    "target_group": "Für wen ist es?",
    "responsible": "Wer kümmert sich darum?",
}
AMOUNTS = st.decimals(-10_000, 10_000, places=2)


def test_checkable_goal_has_no_gap_and_zero_is_an_answer():
    assert rules.smart_gaps(rules.Wording(**WHOLE)) == []
    assert rules.smart_gaps(rules.Wording(**WHOLE | {"target": Decimal(0)})) == []


@pytest.mark.parametrize("name", list(WHOLE))
def test_each_missing_answer_is_asked_for_in_a_sentence(name):
    empty = None if name in ("baseline", "target", "target_date") else ""
    found = rules.smart_gaps(rules.Wording(**{**WHOLE, name: empty}))
    assert [(p.code, p.field_name, str(p)) for p in found] == [("smart", name, SENTENCES[name])]


def test_empty_wording_misses_everything_in_order():
    assert [p.field_name for p in rules.smart_gaps(rules.Wording())] == list(WHOLE)


@pytest.mark.parametrize(
    ("level", "parent", "sentence"),
    [
        ("guiding", None, None),
        ("intermediate", "guiding", None),
        ("operational", "intermediate", None),
        ("guiding", "guiding", "Ein Leitziel steht für sich allein."),
        ("intermediate", None, "Bitte wählen Sie das übergeordnete Ziel."),
        ("operational", "guiding", "Bitte wählen Sie das übergeordnete Ziel."),
    ],
)
def test_goal_levels_build_a_tree(level, parent, sentence):
    problem = rules.misplaced(level, parent)
    assert (problem and (problem.code, problem.field_name, str(problem))) == (
        sentence and ("parent", "parent", sentence)
    )


@pytest.mark.parametrize(
    ("level", "parent", "taken", "number"),
    [
        ("guiding", "", [""], ""),
        ("intermediate", "", [], "1"),
        ("intermediate", "", ["1", "10", "2"], "11"),
        ("operational", "2", [], "2.1"),
        ("operational", "2", ["2.1", "2.10"], "2.11"),
        ("operational", "2", [""], "2.1"),
    ],
)
def test_numbers_go_on_and_are_never_given_twice(level, parent, taken, number):
    assert rules.number(level, parent, taken) == number


@pytest.mark.parametrize(
    ("baseline", "target", "value", "state", "percent", "width"),
    [
        (0, 12, 8, "way", 67, 67),
        (0, 12, 20, "way", 167, 100),
        (10, 5, 5, "way", 100, 100),
        (10, 5, 12, "way", -40, 0),
        (0, 10, -3, "way", -30, 0),
        (0, 200, 1, "way", 1, 1),
        ("2.5", "7.5", 5, "way", 50, 50),
        (3, 3, 3, "held", None, 0),
        (3, 3, 9, "moved", None, 0),
        (0, 0, 0, "held", None, 0),
        (0, 0, 1, "moved", None, 0),
    ],
)
def test_way_to_the_target(baseline, target, value, state, percent, width):
    found = rules.way(Decimal(baseline), Decimal(target), Decimal(value))
    assert found.bar == {"way": width, "held": 100, "moved": 0}[state]
    assert (found.state, found.percent, found.width, found.distance) == (
        state,
        percent,
        width,
        Decimal(value) - Decimal(target),
    )


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_no_value_is_a_state_of_its_own(missing):
    figures = [Decimal(1), Decimal(2), Decimal(3)]
    figures[missing] = None
    assert rules.way(*figures) == rules.Way("none", None, None)
    assert rules.way(*figures).bar is None


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_way_is_the_same_up_and_down(baseline, target, value):
    there = rules.way(baseline, target, value)
    assert there.percent == rules.way(-baseline, -target, -value).percent
    assert 0 <= there.width <= 100
    assert rules.way(baseline, target, target).percent in (100, None)


@pytest.mark.parametrize(
    ("until", "latest", "late"),
    [
        (None, None, False),
        (dt.date(2027, 1, 1), None, True),
        (dt.date(2027, 1, 2), None, False),
        (dt.date(2027, 1, 1), dt.date(2026, 12, 31), True),
        (dt.date(2027, 1, 1), dt.date(2027, 1, 1), False),
    ],
)
def test_value_is_overdue_after_the_day_of_the_target(until, latest, late):
    assert rules.overdue(until, latest, dt.date(2027, 1, 2)) is late


@pytest.mark.parametrize(
    ("serves", "path"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, ["a", "a"]),
        ({"a": ["b"], "b": ["a"]}, ["a", "b", "a"]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["a"], "d": ["a"]}, ["a", "c", "a"]),
        ({"a": ["b"], "b": ["c", "d"], "c": ["e"], "d": ["e"], "e": ["a"]}, ["a", "b", "c", "e", "a"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, []),
    ],
)
def test_loop_of_goals_is_found_with_its_path(serves, path):
    assert rules.loop("a", serves) == path


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4)))
def test_loop_is_a_real_way_back(serves):
    path = rules.loop("a", serves)
    assert all(later in serves.get(earlier, []) for earlier, later in zip(path, path[1:], strict=False))
    assert path == [] or (path[0] == path[-1] == "a" and len(path) == len(set(path)) + 1)


def test_planned_money_stands_beside_the_funds_of_each_year():
    found = rules.years(
        [(2027, Decimal(20)), (2026, Decimal(5)), (2027, Decimal(1))], [(2027, Decimal(15)), (2028, Decimal(9))]
    )
    assert [(one.year, one.planned_eur, one.available_eur, one.rest_eur) for one in found] == [
        (2026, Decimal(5), None, None),
        (2027, Decimal(21), Decimal(15), Decimal(-6)),
        (2028, Decimal(0), Decimal(9), Decimal(9)),
    ]
