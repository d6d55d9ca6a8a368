"""Results: counts, shares, and groups that are too small for anybody."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.participation import rules
from aktionsplan.shared.questions import OUT, Question

AGREE = Question("agree", "Meine Meinung zählt hier.", way_out="unknown")
AGE = Question("choice", "Wie alt bist du?", ("bis 15", "16 bis 26", "älter"))
DAY = dt.date(2026, 9, 8)


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 0, 0), (107, 205, 52), (1, 2, 50), (1, 3, 33), (1, 8, 13), (2, 2, 100)]
)
def test_shares_are_rounded_half_up(part, whole, percent):
    assert rules.share(part, whole) == percent


def test_bars_count_those_who_answered():
    answers = [{"1": 0}, {"1": 0}, {"1": 3}, {"1": OUT}, {"2": 1}]
    bars = rules.answer_bars(AGREE, answers, "1")
    assert [(bar.count, bar.share) for bar in bars] == [(2, 50), (0, 0), (0, 0), (1, 25), (1, 25)]
    assert rules.rejecting(bars, AGREE) == 50
    assert rules.rejecting(bars, AGE) == 0


def test_several_answers_may_be_more_than_all():
    several = Question("several", "?", ("a", "b"))
    bars = rules.answer_bars(several, [{"1": [0, 1]}, {"1": [0]}], "1")
    assert [(bar.count, bar.share) for bar in bars] == [(2, 100), (1, 50)]


@pytest.mark.parametrize(
    ("given_", "told"),
    [([], (0, 0, 0)), ([3, 4, 9], (3, 4, 5)), ([1, 2], (2, 1, 2)), ([OUT, 7], (1, 7, 7)), ([0, 0], (2, 0, 0))],
)
def test_numbers_have_a_middle(given_, told):
    assert rules.number_bars([{"1": one} for one in given_], "1") == told


def people(*sizes, answered=None):
    """So many in each group; each answers the question with a step by turns, as many as `answered` says."""
    rows = []
    for group, size in enumerate(sizes):
        for one in range(size):
            told = answered is None or one < answered[group]
            rows.append({"2": group} | ({"1": one % 4} if told else {}))
    return rows


def grouped(question, by, answers, **more):
    shown = rules.shown_groups(["1", "2"], by, "2", answers, least=10, **more)
    return rules.grouped(question, "1", by, "2", answers, shown)


def sizes_of(by, answers, **more):
    return rules.group_bars(by, answers, "2", rules.shown_groups(["1", "2"], by, "2", answers, least=10, **more))


def grouping(answers, **more):
    return grouped(AGREE, AGE, answers, **more)


def test_large_groups_are_shown():
    table = grouping(people(12, 10, 30))
    assert [(group.name, group.answered) for group in table.groups] == [
        ("bis 15", 12),
        ("16 bis 26", 10),
        ("älter", 30),
    ]
    assert not table.hides


def test_a_small_group_hides_the_grouping():
    assert grouping(people(12, 9, 30)).hides


def test_few_answers_in_a_large_group_hide_it_too():
    assert grouping(people(12, 20, 30, answered=[12, 9, 30])).hides


def test_who_did_not_say_is_a_group_too():
    table = grouping([*people(12, 10, 30), *({"1": 0} for _ in range(11))])
    assert table.groups[-1].name == "keine Angabe"
    assert grouping([*people(12, 10, 30), {"1": 0}]).hides


@pytest.mark.parametrize("sensitive", [0, 1])
def test_a_sensitive_question_is_never_grouped(sensitive):
    questions = [AGREE, AGE]
    one = questions[sensitive]
    questions[sensitive] = Question(one.kind, one.text, one.options, "unsaid", True)
    table = grouped(questions[0], questions[1], people(20, 20, 20))
    assert table.left_out


def test_districts_are_hidden_in_their_own_town_only():
    place = Question("choice", "Wo?", ("A, eins", "A, zwei", "B, eins", "B, zwei"))
    towns = {name: name[0] for name in place.options}
    answers = people(20, 4, 15, 12)
    table = grouped(AGREE, place, answers, towns=towns)
    assert [group.answered for group in table.groups] == [None, None, 15, 12]


@given(st.lists(st.integers(0, 25), min_size=2, max_size=4))
def test_no_shown_group_is_small_and_hidden_ones_cannot_be_computed(sizes):
    by = Question("choice", "?", tuple(f"{n}" for n in range(len(sizes))))
    table = grouped(AGREE, by, people(*sizes))
    shown = [group.answered for group in table.groups if group.answered is not None]
    assert all(count >= 10 for count in shown)
    hidden = [
        size for size, group in zip([s for s in sizes if s], table.groups, strict=False) if group.answered is None
    ]
    assert table.left_out or len(hidden) != 1


def start(**more):
    facts = {"read": True, "begins_on": DAY, "ends_on": DAY + dt.timedelta(days=11), "today": DAY}
    return [problem.code for problem in rules.start_problems(more.pop("questions", [AGREE]), **(facts | more))]


def test_a_survey_may_begin():
    assert start() == []
    assert start(tokens=1) == []
    assert start(ends_on=DAY) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"questions": []}, "questions"),
        ({"questions": [AGREE] * 13}, "questions"),
        ({"questions": [Question("text", "Wie heißt du?")]}, "contact"),
        ({"read": False}, "unread"),
        ({"begins_on": None}, "period"),
        ({"ends_on": None}, "period"),
        ({"ends_on": DAY - dt.timedelta(days=1)}, "period"),
        ({"today": DAY + dt.timedelta(days=12)}, "over"),
        ({"tokens": 0}, "tokens"),
    ],
)
def test_what_hinders_the_start(more, code):
    assert start(**more) == [code]


def test_every_hindrance_is_told():
    assert len(start(questions=[], read=False, begins_on=None, tokens=0)) == 4


def test_the_sizes_of_small_groups_are_hidden_where_the_groups_themselves_are_told():
    bars = sizes_of(AGE, people(12, 9, 30))
    assert [bar.count for bar in bars] == [None, None, None]
    bars = sizes_of(AGE, people(12, 0, 30))
    assert [bar.count for bar in bars] == [12, 0, 30]
    assert [bar.share for bar in bars] == [29, 0, 71]
    place = Question("choice", "Wo?", ("A, eins", "A, zwei", "B, eins", "B, zwei"))
    bars = sizes_of(place, people(20, 4, 15, 12), towns={name: name[0] for name in place.options})
    assert [bar.count for bar in bars] == [None, None, 15, 12]


def test_what_one_question_shows_does_not_tell_what_another_hides():
    answers = [one | {"3": 0} for one in people(30, 12)]
    for one in answers[-3:]:
        del one["3"]
    shown = rules.shown_groups(["1", "2", "3"], AGE, "2", answers, least=10)
    assert shown == frozenset()
    assert rules.shown_groups(["1", "2"], AGE, "2", answers, least=10) == {"0", "1"}
    assert rules.grouped(AGREE, "1", AGE, "2", answers, shown).left_out
    assert all(bar.count is None for bar in rules.group_bars(AGE, answers, "2", shown))


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=2, max_size=3))
def test_a_group_is_shown_at_every_question_or_at_none(pairs):
    answers = people(*(size for size, _told in pairs), answered=[min(pair) for pair in pairs])
    table, sizes = grouped(AGREE, AGE, answers), sizes_of(AGE, answers)
    shown = {group.name for group in table.groups if group.answered is not None}
    assert {bar.word for bar in sizes if bar.count} == shown


def test_a_sensitive_question_makes_no_groups_whatever_may_be_shown():
    secret = Question(AGE.kind, AGE.text, AGE.options, "unsaid", True)
    answers = people(20, 20, 20)
    assert rules.shown_groups(["1", "2"], secret, "2", answers, least=10) == frozenset()
    assert rules.grouped(AGREE, "1", secret, "2", answers, {"0", "1", "2"}).left_out


def test_a_shown_group_has_its_bars_and_a_hidden_one_none():
    table = rules.grouped(AGREE, "1", AGE, "2", people(12, 9, 30), {"0"})
    assert [(group.answered, sum(bar.count for bar in group.bars)) for group in table.groups] == [
        (12, 12),
        (None, 0),
        (None, 0),
    ]


def test_nobody_is_told_only_where_who_did_not_say_is_told_too():
    answers = people(12, 0, 30)
    assert [bar.count for bar in sizes_of(AGE, [*answers, *({"1": 0} for _ in range(11))])] == [12, 0, 30]
    hidden = rules.group_bars(AGE, [*answers, {"1": 0}], "2", {"0", "2"})
    assert [bar.count for bar in hidden] == [12, None, 30]


def test_twelve_questions_are_not_too_many():
    assert start(questions=[AGREE] * 12) == []
