"""Changes of a project: the picture's figures, the fifth to the cent, the end, the way back, the office's answer."""

import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.grants.rules.change import (
    ANSWERS,
    SHIFTS,
    Shift,
    Wish,
    answer_problem,
    end_problem,
    shifts,
    sum_problem,
    way_back,
    wished,
)

BASE = {"fees": D(1800), "rent": D(900), "material": D(300), "travel": D(100), "catering": D(250)}
WANTED = {"fees": D(1680), "rent": D(1050), "material": D(390), "travel": D(100), "catering": D(130)}
WORDS = dict.fromkeys(BASE, "x") | {"material": "Material und Druck"}
OLD, NEW, LATEST, TODAY = dt.date(2026, 9, 30), dt.date(2026, 10, 31), dt.date(2026, 11, 30), dt.date(2026, 7, 15)


def code(problem):
    return problem.code if problem else ""


def test_lines_of_the_picture():
    rows = shifts("deficit", BASE, WANTED)
    assert [(row.key, row.change_eur, row.percent, row.limit_eur, row.state) for row in rows] == [
        ("fees", -120, "− 6,7", 2160, "less"),
        ("rent", 150, "+ 16,7", 1080, "within"),
        ("material", 90, "+ 30,0", 360, "asks"),
        ("travel", 0, "", 120, "stays"),
        ("catering", -120, "− 48,0", 300, "less"),
    ]
    assert sum_problem(rows) is None
    back = way_back(rows)
    assert (back.lowered, back.returned_eur) == ([("material", 360)], 30)
    assert str(back.said(WORDS)) == "Material und Druck auf 360,00\u00a0€ senken, 30,00\u00a0€ zurück zu x"
    assert back.sums == WANTED | {"material": D(360), "fees": D(1710)}
    assert sum_problem(shifts("deficit", BASE, back.sums)) is None
    assert not Wish(shifts("deficit", BASE, back.sums)).asks


@pytest.mark.parametrize(
    ("after", "state"), [("360", "within"), ("360.01", "asks"), ("300", "stays"), ("299.99", "less"), ("0", "less")]
)
def test_a_fifth_to_the_cent(after, state):
    assert shifts("deficit", BASE, {"material": D(after)})[2].state == state
    assert shifts("fixed", BASE, {"material": D(after)})[2].state == ("within" if state == "asks" else state)
    assert shifts("fixed", BASE, {"material": D(after)})[2].limit_eur is None


def test_a_new_line_has_no_tolerance():
    new = shifts("deficit", BASE, {"insurance": D("0.01")})[-1]
    assert (new.key, new.before_eur, new.percent, new.state) == ("insurance", 0, "", "asks")


@pytest.mark.parametrize(("more", "told"), [("0.01", "größer"), ("-0.01", "kleiner"), ("0", "")])
def test_both_sums_are_equal(more, told):
    problem = sum_problem(shifts("deficit", BASE, WANTED | {"fees": WANTED["fees"] + D(more)}))
    assert (told in str(problem)) if told else problem is None
    if told:
        assert "0,01\u00a0€" in str(problem)


def test_no_line_is_below_nothing():
    assert code(sum_problem(shifts("deficit", BASE, WANTED | {"travel": D("-1"), "rent": D(1151)}))) == "negative"
    assert sum_problem(shifts("deficit", {"fees": D(1), "rent": D(1)}, {"fees": D(0), "rent": D(2)})) is None


@pytest.mark.parametrize(
    ("ends_on", "today", "wrong"),
    [
        (OLD, TODAY, True),
        (dt.date(2026, 10, 1), TODAY, False),
        (LATEST, TODAY, False),
        (dt.date(2026, 12, 1), TODAY, True),
        (NEW, dt.date(2026, 11, 1), True),
        (NEW, NEW, False),
    ],
)
def test_the_new_end_lies_between_the_old_one_and_the_last_day(ends_on, today, wrong):
    assert code(end_problem(ends_on, now=OLD, latest=LATEST, today=today)) == ("end" if wrong else "")


def test_what_asks():
    told = shifts("deficit", BASE, BASE | {"fees": D(1780), "rent": D(920)})
    assert (Wish(told).asks, Wish(told).empty) == (False, False)
    still = shifts("deficit", BASE, BASE)
    assert (Wish(still).asks, Wish(still).empty) == (False, True)
    for more in ({"ends_on": NEW}, {"purpose": "Radio"}, {"sponsor": "Verein B"}):
        assert (Wish(still, **more).asks, Wish(still, **more).empty) == (True, False)
    wish = Wish(shifts("deficit", BASE, WANTED), NEW, "Radio", "Verein B")
    assert [str(one) for one in wished(wish, WORDS, now=OLD)] == [
        "Material und Druck von 300,00\u00a0€ auf 390,00\u00a0€",
        "Ende am 31. Oktober 2026 statt 30. September 2026",
        "Anderer Zweck: Radio",
        "Anderer Träger: Verein B",
    ]
    assert wished(Wish(told), WORDS, now=OLD) == []


def test_no_way_back_where_nothing_asks_or_the_giver_lost_too_little():
    assert way_back(shifts("deficit", BASE, BASE)) is None
    only_more = [Shift("a", D(100), D(200), D(120), "asks"), Shift("b", D(100), D(21), D(120), "less")]
    assert way_back(only_more) is None
    just = [Shift("a", D(100), D(200), D(120), "asks"), Shift("b", D(100), D(20), D(120), "less")]
    assert way_back(just).sums == {"a": 120, "b": 100}
    two = shifts("deficit", BASE, BASE | {"material": D(400), "travel": D(150), "fees": D(1650)})
    assert str(way_back(two).said(WORDS)) == "Diese Ansätze auf das Erlaubte senken, 70,00\u00a0€ zurück zu x"


@pytest.mark.parametrize(
    ("answer", "given", "reason", "wrong"),
    [
        ("agreed", "all", "", ""),
        ("part", "all", "x", "part"),
        ("part", "nothing", "x", "part"),
        ("part", "some", "x", ""),
        ("part", "some", " ", "reason"),
        ("refused", "nothing", "", "reason"),
        ("refused", "nothing", "x", ""),
    ],
)
def test_answers(answer, given, reason, wrong):
    rows, still = shifts("deficit", BASE, WANTED), shifts("deficit", BASE, BASE)
    wishes = {"all": Wish(rows, NEW), "some": Wish(still, NEW), "nothing": Wish(still)}
    assert code(answer_problem(answer, wish=wishes["all"], given=wishes[given], reason=reason)) == wrong


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=6), st.data())
def test_a_way_back_asks_nobody_and_keeps_the_sum(planned, data):
    base = {str(place): D(cents) / 100 for place, cents in enumerate(planned)}
    wanted = {key: D(data.draw(st.integers(0, 9000))) / 100 for key in base}
    rows = shifts("deficit", base, wanted)
    back = way_back(rows)
    if back is not None:
        assert sum(back.sums.values()) == sum(wanted.values())
        assert all(row.state != "asks" for row in shifts("deficit", base, back.sums))


def test_every_word():
    assert set(SHIFTS) == {"stays", "less", "within", "asks"}
    assert set(ANSWERS) == {"agreed", "part", "refused"}


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        (1000, "1000.50", "+ 0,1"),
        (1000, "1000.49", "+ 0,0"),
        (1000, "998.51", "− 0,1"),
        (8, "9", "+ 12,5"),
        (3, "1", "− 66,7"),
    ],
)
def test_percent_has_one_place_half_up(before, after, percent):
    assert Shift("a", D(before), D(after), None, "within").percent == percent
