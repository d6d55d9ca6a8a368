"""Rules of the analysis: cells of statistical tables, change of series, themes. Examples from DIN 55301 and from the look."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.analysis.rules import (
    CATALOGUE,
    FIELDS,
    KINDS,
    THEMES,
    Cell,
    Point,
    area_problem,
    change,
    per_thousand,
    read_cell,
    shown_number,
    theme_problem,
    tile_state,
)
from aktionsplan.shared.words import Refused

D = Decimal


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("", None),
        (" \u00a0 ", None),
        ("12", Cell(D(12))),
        ("12,5", Cell(D("12.5"))),
        ("12.5", Cell(D("12.5"))),
        ("-3,25", Cell(D("-3.25"))),
        ("−3,25", Cell(D("-3.25"))),
        ("–3", Cell(D(-3))),
        ("0", Cell(D(0))),
        ("0,500", Cell(D("0.5"))),
        ("0.500", Cell(D("0.5"))),
        ("1.234.567", Cell(D(1234567))),
        ("1 234", Cell(D(1234))),
        ("1\u202f234,5", Cell(D("1234.5"))),
        ("1.234,5", Cell(D("1234.5"))),
        ("–", Cell(D(0), "–")),
        ("-", Cell(D(0), "–")),
        (".", Cell(None, ".")),
        ("X", Cell(None, "x")),
        ("/", Cell(None, "/")),
        ("...", Cell(None, "…")),
        ("12,5 p", Cell(D("12.5"), "", "p")),
        ("12r", Cell(D(12), "", "r")),
        ("12 S", Cell(D(12), "", "s")),
        ("(12)", Cell(D(12), "", "(")),
        ("( 12,5 ) s", Cell(D("12.5"), "", "(s")),
        ("17 1)", Cell(D(17))),
        ("17*", Cell(D(17))),
        ("17²", Cell(D(17))),
        ("–*", Cell(D(0), "–")),
        ("– 1)", Cell(D(0), "–")),
        (". 1)", Cell(None, ".")),
        ("x¹", Cell(None, "x")),
        ("…*", Cell(None, "…")),
        ("/ 1)", Cell(None, "/")),
        ("12,5p 1)", Cell(D("12.5"), "", "p")),
        ("12¹)", Cell(D(12))),
    ],
)
def test_cell_is_a_number_or_a_sign(text, cell):
    assert read_cell(text) == cell


@pytest.mark.parametrize(
    "text", ["zwölf", "1,2,3", "1.23.456", "12,345.6", "1.234.56", "1.234 567", "p", "()", "--", "1e5", "٣", "1" * 13]
)
def test_what_is_no_number_is_refused_with_its_text(text):
    with pytest.raises(Refused) as refused:
        read_cell(text)
    assert refused.value.problem.code == "number"
    assert refused.value.problem.params["text"] == text[:40]


def test_two_readings_are_told_with_both():
    with pytest.raises(Refused) as refused:
        read_cell("1.500")
    told = refused.value.problem.params
    assert (refused.value.problem.code, told["large"], told["small"], told["comma"]) == (
        "two_readings",
        "1500",
        "1,5",
        "1,500",
    )
    assert read_cell("1.500", whole=True) == Cell(D(1500))


@pytest.mark.parametrize("text", ["1,5", "1.234,5"])
def test_counts_are_whole(text):
    with pytest.raises(Refused) as refused:
        read_cell(text, whole=True)
    assert refused.value.problem.code == "whole"
    assert read_cell("1,0", whole=True) == Cell(D("1.0"))


def test_zero_is_a_sign_only_where_the_source_means_it():
    assert read_cell("0", zero_is_little=True) == Cell(D(0), "0")
    assert read_cell("0,0", zero_is_little=True) == Cell(D("0.0"))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_what_is_shown_is_read_back(value):
    text = shown_number(value).replace("−", "-").replace(".", "")
    assert read_cell(text) == Cell(value + 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234.50", "1.234,5"),
        ("0", "0"),
        ("-0.0", "0"),
        ("-3.25", "−3,25"),
        ("1000000", "1.000.000"),
        ("0.001", "0,001"),
    ],
)
def test_numbers_are_shown_as_people_read_them(value, text):
    assert shown_number(D(value)) == text


def points(*values, breaks=()):
    return [Point(2020 + n, None if v is None else D(v), 2020 + n in breaks) for n, v in enumerate(values)]


def test_change_is_against_the_year_before_with_a_value():
    found = change(points(12, 17))
    assert (found.since, found.until, found.difference, found.percent) == (2020, 2021, D(5), D("41.7"))
    assert change(points(12, None, 17)).since == 2020
    assert change(points(12, 10, 17), since=2020).difference == 5
    assert change(list(reversed(points(12, 17)))).difference == 5


@pytest.mark.parametrize(
    ("rows", "since"),
    [
        (points(), 0),
        (points(None), 0),
        (points(12), 0),
        (points(12, 17), 2019),
        (points(12, 17), 2021),
        (points(12, None, 17), 2021),
        (points(12, 17, breaks=(2021,)), 0),
        (points(12, None, 17, breaks=(2021,)), 0),
    ],
)
def test_what_does_not_compare_has_no_change(rows, since):
    assert change(rows, since=since) is None


def test_break_in_the_year_of_reference_or_after_the_last_value_does_no_harm():
    assert change(points(12, 17, breaks=(2020,))).difference == 5
    assert change(points(12, 17, None, breaks=(2022,))).difference == 5


@pytest.mark.parametrize(("first", "percent"), [(0, None), (-4, None), (8, D("-50.0"))])
def test_percent_of_nothing_is_none(first, percent):
    assert change(points(first, 4)).percent == percent


def test_figures_for_a_thousand_people_take_those_of_the_same_year():
    assert per_thousand({2024: D(17), 2025: D(9), 2026: D(1)}, {2024: D(21400), 2025: D(0)}) == {2024: D("0.8")}
    assert per_thousand({2024: D(1)}, {2024: D(20000)}) == {2024: D("0.1")}  # 0.05 is rounded up


TODAY = dt.date(2026, 6, 9)


@pytest.mark.parametrize(
    ("rows", "day", "state"),
    [
        (points(), TODAY, "none"),
        (points(None, None), TODAY, "none"),
        (points(1, 2), None, "old"),
        (points(1, 2), TODAY - dt.timedelta(days=366), "old"),
        (points(1, 2), TODAY - dt.timedelta(days=365), "normal"),
        (points(1, 2, breaks=(2021,)), TODAY, "broken"),
        (points(1, None, 2, breaks=(2021,)), TODAY, "broken"),
        (points(1, 2, 3, breaks=(2021,)), TODAY, "normal"),
        (points(1, 2, None, breaks=(2022,)), TODAY, "normal"),
        (points(1, breaks=(2020,)), TODAY, "normal"),
    ],
)
def test_tile_says_how_far_a_series_holds(rows, day, state):
    assert tile_state(rows, retrieved_on=day, today=TODAY) == state


@pytest.mark.parametrize(
    ("kind", "key", "name", "field"),
    [
        ("all", "", "", None),
        ("town", "k", "", None),
        ("district", "k", "", None),
        ("town", "", "Elbhagen", "place"),
        ("county", "", "Elbkreis", None),
        ("county", "", " ", "area_name"),
        ("land", "", "", "area_name"),
    ],
)
def test_area_is_named_as_its_kind_asks(kind, key, name, field):
    problem = area_problem(kind, key, name)
    assert (problem.field_name if problem else None) == field


def test_theme_has_a_name_of_its_own_however_it_is_written():
    assert theme_problem("JUGEND", ["Jugend"]).field_name == "name"
    assert theme_problem("Jugend", ["Jugendarbeit"]) is None


def test_what_is_shipped_fits_together():
    names = [name for name, _title, _field in THEMES]
    assert len(set(names)) == len(names)
    assert {field for _name, _title, field in THEMES} == set(FIELDS)
    assert {row.theme for row in CATALOGUE.values()} <= {"", *names}
    assert {row.kind for row in CATALOGUE.values()} <= set(KINDS)
