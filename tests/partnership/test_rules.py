"""Rules of the tenant: what a fund can bear, and the typed values of rule sets."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.partnership import rules as partnership

EUR = st.decimals(min_value=0, max_value=99999, places=2)


@given(EUR, EUR, EUR, EUR)
def test_room_never_allows_more_than_the_ceiling(ceiling, reserved, committed, wanted):
    problem = partnership.room(ceiling=ceiling, reserved=reserved, committed=committed, wanted=wanted)
    assert (problem is None) == (wanted > 0 and reserved + committed + wanted <= ceiling)


@given(EUR, EUR, st.decimals(min_value=-99999, max_value=99999, places=2))
def test_ceiling_never_falls_below_what_is_bound(ceiling, bound, change):
    problem = partnership.ceiling_change(ceiling=ceiling, bound=bound, change=change)
    assert (problem is None) == (change != 0 and ceiling + change >= bound)


def test_every_setting_has_a_fitting_default_and_a_source():
    for kind, settings in partnership.SETTINGS.items():
        for name, setting in settings.items():
            assert setting.problem(setting.default) is None, name
            assert setting.source, name
        assert partnership.read(kind, {}) == {name: setting.default for name, setting in settings.items()}


@pytest.mark.parametrize(
    ("name", "value", "ok"),
    [
        ("fiction_days", 3, True),
        ("fiction_days", -1, False),
        ("fiction_days", True, False),
        ("fiction_days", "3", False),
        ("fiction_shift", 1, False),
        ("fiction_shift", True, True),
        ("line_tolerance_percent", 101, False),
        ("keep_years", 1_000_001, False),
        ("nothing", 1, False),
    ],
)
def test_values_of_a_rule_set_are_typed(name, value, ok):
    assert (not partnership.problems("grant_law", {name: value})) is ok


def test_choice_must_be_in_the_list_and_unknown_names_raise():
    assert partnership.problems("procedure", {"quorum": "sometimes"})
    assert not partnership.problems("procedure", {"quorum": "at_least_half"})
    with pytest.raises(KeyError):
        partnership.read("procedure", {"nothing": 1})


def test_choice_is_shown_in_words():
    assert partnership.SETTINGS["procedure"]["majority"].shown("simple") == "einfache Mehrheit"
    assert partnership.SETTINGS["grant_law"]["keep_years"].shown(5) == 5


@pytest.mark.parametrize("slug", ["elbhagen", "elbhagen-luettow", "a1", "x" * 50])
def test_slug_of_a_town(slug):
    assert partnership.slug_problem(slug) is None


@pytest.mark.parametrize(
    "slug", ["", "en", "konto", "Elbhagen", "a b", "a/b", "-a", "a-", "a--b", "ü", "x" * 51, "a\n"]
)
def test_slug_that_is_no_address(slug):
    assert partnership.slug_problem(slug).code == "slug"


def test_own_value_for_the_fiction_has_no_source_of_its_own():
    assert partnership.fiction_days("BB", dt.date(2026, 1, 1), own=5) == partnership.FictionDays(5, "unsourced")


@pytest.mark.parametrize(("name", "least"), [("keep_years", 5), ("prompt_use_days", 1), ("bank_wait_days", 1)])
def test_what_the_law_demands_is_the_least_value(name, least):
    assert partnership.problems("grant_law", {name: least - 1})
    assert not partnership.problems("grant_law", {name: least})
