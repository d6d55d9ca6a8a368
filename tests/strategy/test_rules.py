"""Rules of goals: what a checkable goal needs, numbers, progress."""

import datetime as dt

import pytest

from aktionsplan.development.strategy import rules as strategy

WHOLE = {
    "level": "operational",
    "title": "x",
    "parent_level": "intermediate",
    "indicator": "i",
    "baseline": 0,
    "target": 5,
    "target_date": dt.date(2027, 1, 1),
    "target_group": "alle",
    "responsible": "wir",
}


def test_checkable_operational_goal_has_no_gap():
    assert strategy.gaps(strategy.Wording(**WHOLE)) == []


@pytest.mark.parametrize("name", ["indicator", "baseline", "target", "target_date", "target_group", "responsible"])
def test_operational_goal_needs_each_answer(name):
    empty = None if name in ("baseline", "target", "target_date") else ""
    assert [p.field_name for p in strategy.gaps(strategy.Wording(**{**WHOLE, name: empty}))] == [name]


def test_target_must_differ_from_today():
    assert strategy.gaps(strategy.Wording(**{**WHOLE, "target": 0}))[0].code == "target"


@pytest.mark.parametrize(
    ("level", "parent", "ok"),
    [
        ("guiding", None, True),
        ("guiding", "guiding", False),
        ("intermediate", "guiding", True),
        ("intermediate", None, False),
    ],
)
def test_goal_levels_build_a_tree(level, parent, ok):
    assert (not strategy.gaps(strategy.Wording(level=level, title="x", parent_level=parent))) is ok


def test_numbers_go_on_and_are_never_given_twice():
    assert strategy.number("guiding", "", []) == "1"
    assert strategy.number("intermediate", "2", ["2.1", "2.10"]) == "2.11"


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "percent"),
    [(0, 12, 8, 66), (0, 12, 20, 100), (10, 5, 5, 100), (0, 10, -3, 0), (3, 3, 9, 100)],
)
def test_progress_towards_a_goal(baseline, target, actual, percent):
    assert strategy.progress(baseline, target, actual) == percent


def test_refusals_of_a_goal_in_words():
    def told(level, parent):
        found = strategy.gaps(strategy.Wording(level=level, title="x", parent_level=parent))
        return [(problem.code, problem.field_name, str(problem)) for problem in found]

    assert told("guiding", "guiding") == [("parent", "parent", "Ein Leitziel steht für sich allein.")]
    assert told("intermediate", None) == [("parent", "parent", "Bitte wählen Sie das übergeordnete Ziel.")]


def test_wrong_parent_and_missing_answers_are_all_named():
    wording = strategy.Wording(**WHOLE | {"parent_level": "guiding", "indicator": ""})
    found = [(problem.code, problem.field_name, str(problem)) for problem in strategy.gaps(wording)]
    assert found == [
        ("parent", "parent", "Bitte wählen Sie das übergeordnete Ziel."),
        ("smart", "indicator", "Woran erkennt man, dass das Ziel erreicht ist?"),
    ]


def test_number_counts_the_last_part():
    assert strategy.number("operational", "2.1", ["2.1.9"]) == "2.1.10"
