"""Rating applications: hand-computed weighted means, recusals, ties shown exactly; properties."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.calls import rules
from aktionsplan.implementation.calls.rules import Sitter

DAY = dt.date(2026, 3, 13)
WEIGHTS = {"goal": 3, "need": 2, "cost": 1}


def test_weighted_mean_by_hand():
    assert rules.total(WEIGHTS, {"goal": 4, "need": 5, "cost": 3}) == Fraction(4 * 3 + 5 * 2 + 3, 6)
    assert rules.total(WEIGHTS, {"goal": 4, "need": 5}) == Fraction(22, 5)
    assert rules.total(WEIGHTS, {"goal": 0, "need": 0, "cost": 0}) == 0
    assert rules.total(WEIGHTS, {}) is None
    assert rules.total(WEIGHTS, {"unknown": 5}) is None
    assert rules.total(WEIGHTS, {"goal": 2, "unknown": 5}) == 2


def test_each_rater_counts_the_same_and_nobody_is_no_mean():
    assert rules.mean([Fraction(25, 6), Fraction(2)]) == Fraction(37, 12)
    assert rules.mean([Fraction(3)]) == 3
    assert rules.mean([]) is None


def test_missing_scores_are_missing_not_nought():
    assert rules.missing_scores(WEIGHTS, {"need": 0}) == ["goal", "cost"]
    assert rules.missing_scores(WEIGHTS, dict.fromkeys(WEIGHTS, 0)) == []


@pytest.mark.parametrize(("low", "high", "far"), [(1, 3, False), (1, 4, True), (2, 2, False), (0, 2, False)])
def test_more_than_two_points_apart_is_far(low, high, far):
    spread = rules.spread([Fraction(high), Fraction(low), Fraction(low)])
    assert (spread.lowest, spread.highest, spread.far_apart) == (low, high, far)
    assert rules.spread([Fraction(1), Fraction(301, 100)]).far_apart
    assert rules.spread([]) is None


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (Fraction(25, 6), 1, "4.2"),
        (Fraction(405, 100), 1, "4.1"),
        (Fraction(404, 100), 1, "4.0"),
        (Fraction(4), 1, "4.0"),
        (Fraction(1, 3), 3, "0.333"),
        (Fraction(5, 2), 0, "3"),
    ],
)
def test_figures_are_rounded_half_up_once(value, digits, shown):
    assert str(rules.rounded(value, digits)) == shown
    assert rules.rounded(value) == rules.rounded(value, 1)


@pytest.mark.parametrize(
    ("weight", "refused"), [(0, True), (-1, True), (None, True), (1, False), (20, False), (21, True)]
)
def test_a_weight_that_counts_nothing_is_refused(weight, refused):
    problem = rules.weight_problem(weight)
    assert (problem is not None) is refused
    if problem:
        assert (problem.code, problem.field_name, problem.params) == ("weight", "weight", {"most": 20})


@pytest.mark.parametrize(("points", "refused"), [(-1, True), (0, False), (5, False), (6, True), (None, False)])
def test_points_go_from_nought_to_five(points, refused):
    problem = rules.points_problem(points)
    assert (problem is not None) is refused
    if problem:
        assert problem.code == "points"


MEMBER, DEPUTY = Sitter("m"), Sitter("d")


@pytest.mark.parametrize(
    ("member", "deputy", "applicant", "who"),
    [
        (MEMBER, DEPUTY, False, "m"),
        (MEMBER, None, False, "m"),
        (None, DEPUTY, False, "d"),
        (None, None, False, ""),
        (Sitter("m", kept_out=True), DEPUTY, False, "d"),
        (Sitter("m", kept_out=True), None, False, ""),
        (Sitter("m", kept_out=True), Sitter("d", kept_out=True), False, ""),
        (Sitter("m", kept_out=True, voids_seat=True), DEPUTY, False, ""),
        (MEMBER, Sitter("d", voids_seat=True), False, ""),
        (MEMBER, DEPUTY, True, ""),
    ],
)
def test_who_rates_for_a_seat(member, deputy, applicant, who):
    assert rules.rater(member, deputy, seat_is_applicant=applicant) == who
    assert applicant or rules.rater(member, deputy) == who


def days(number):
    return DAY + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("until", "today", "allowed", "late"),
    [
        (DAY, DAY, None, False),
        (DAY, days(1), None, True),
        (DAY, days(1), days(1), False),
        (DAY, days(2), days(1), True),
        (DAY, DAY, days(-5), False),
        (None, days(1), None, False),
        (None, days(1), DAY, True),
    ],
)
def test_ratings_are_taken_through_the_last_day_or_the_chairs(until, today, allowed, late):
    problem = rules.late_problem(until, today, allowed)
    assert (problem is not None) is late
    if problem:
        assert problem.code == "late"


def test_the_default_catalogue_is_that_of_the_handbook():
    musts = [one for one in rules.CATALOGUE if one[0] == rules.KNOCKOUT]
    scored = [one for one in rules.CATALOGUE if one[0] == rules.SCORED]
    assert len(musts) == 5
    assert [weight for _kind, _title, _help, weight in scored] == [3, 2, 2, 2, 2, 1, 1, 1, 1, 1]
    assert all(rules.weight_problem(weight) is None for *_words, weight in rules.CATALOGUE)


SCORES = st.dictionaries(st.sampled_from(list(WEIGHTS)), st.integers(0, 5), min_size=1)


@given(scores=SCORES, more=st.integers(2, 9))
def test_total_lies_between_the_points_and_knows_no_scale_of_weights(scores, more):
    total = rules.total(WEIGHTS, scores)
    assert min(scores.values()) <= total <= max(scores.values())
    assert rules.total({key: weight * more for key, weight in WEIGHTS.items()}, scores) == total


@given(every=st.lists(SCORES, min_size=1, max_size=6), key=st.sampled_from(list(WEIGHTS)))
def test_better_points_never_lower_the_mean(every, key):
    before = rules.mean([rules.total(WEIGHTS, one) for one in every])
    if key not in every[0] or every[0][key] == 5:
        return
    better = [every[0] | {key: every[0][key] + 1}, *every[1:]]
    assert rules.mean([rules.total(WEIGHTS, one) for one in better]) > before
    assert rules.mean([rules.total(WEIGHTS, one) for one in reversed(every)]) == before


@given(value=st.fractions(0, 5), digits=st.integers(0, 3))
def test_rounding_is_off_by_half_a_step_at_most(value, digits):
    shown = rules.rounded(value, digits)
    assert abs(Fraction(shown) - value) <= Fraction(1, 2 * 10**digits)
    assert shown == Decimal(str(shown))
