"""Rules of the tenant: what a fund can bear, and the typed values of rule sets."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.partnership import rules as partnership
from aktionsplan.partnership.rules import procedure

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


def test_choice_must_be_in_the_list_and_unknown_names_are_refused_or_left_out():
    assert partnership.problems("procedure", {"quorum": "sometimes"})
    assert not partnership.problems("procedure", {"quorum": "at_least_half"})
    assert partnership.problems("procedure", {"nothing": 1})
    assert "nothing" not in partnership.read("procedure", {"nothing": 1})


@pytest.mark.parametrize("kind", partnership.SETTINGS)
def test_frozen_rules_of_any_shape_are_read_in_that_of_today(kind):
    bare = partnership.frozen(kind, {"gone": 1})
    assert set(bare) == set(partnership.SETTINGS[kind])
    assert all(bare[name] == "" for name, setting in partnership.SETTINGS[kind].items() if setting.kind == "text")
    kept = dict.fromkeys(partnership.SETTINGS[kind], "kept")
    assert partnership.frozen(kind, kept) == kept


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


def told(problem):
    return (problem.code, problem.field_name, str(problem))


def test_refusals_about_money_in_words():
    sums = {"ceiling": Decimal(100), "reserved": Decimal(30), "committed": Decimal(20)}
    assert told(partnership.room(**sums, wanted=Decimal("50.01"))) == (
        "fund_exhausted",
        "",
        "Im Fonds sind nur noch 50,00\u00a0€ frei, gebraucht werden 50,01\u00a0€.",
    )
    assert told(partnership.room(**sums, wanted=Decimal(0)))[2] == "Der Betrag muss größer als 0 sein."
    found = partnership.ceiling_change(ceiling=Decimal(100), bound=Decimal(50), change=Decimal("-50.01"))
    assert told(found) == (
        "below_bound",
        "",
        "Der Fonds kann nicht unter 50,00\u00a0€ sinken, so viel ist schon vorgemerkt oder bewilligt.",
    )
    assert told(partnership.slug_problem("en"))[2].startswith("Die Adresse „en“ geht nicht.")


@pytest.mark.parametrize(
    ("kind", "value", "ok"),
    [
        ("days", 3650, True),
        ("days", 3651, False),
        ("percent", 0, True),
        ("percent", 100, True),
        ("percent", 101, False),
        ("number", 1_000_000, True),
        ("number", 1_000_001, False),
        ("text", "x" * 400, True),
        ("text", "x" * 401, False),
        ("text", 5, False),
    ],
)
def test_values_hold_at_their_edge(kind, value, ok):
    assert (partnership.Setting(kind, value, "x", "y").problem(value) is None) is ok


def test_wrong_values_are_named():
    found = partnership.problems("grant_law", {"fiction_days": -1, "nothing": 1})
    assert [str(problem) for problem in found] == [
        "Dieser Wert passt nicht zu „Tage bis zur Bekanntgabefiktion (Post); 0 = nach dem Gesetz des Landes“.",
        "Die Regel „nothing“ gibt es nicht.",
    ]
    assert partnership.read("grant_law", {"keep_years": 9})["keep_years"] == 9
    unknown = partnership.Setting("choice", "a", "x", "y", {"a": "A"})
    assert (unknown.shown("a"), unknown.shown("b")) == ("A", "b")


def test_fund_gives_its_last_cent_and_sinks_to_what_is_bound():
    sums = {"ceiling": Decimal(100), "reserved": Decimal(30), "committed": Decimal(20)}
    assert partnership.room(**sums, wanted=Decimal(50)) is None
    assert partnership.room(**sums, wanted=Decimal("0.01")) is None
    assert partnership.ceiling_change(ceiling=Decimal(100), bound=Decimal(50), change=Decimal(-50)) is None


def test_account_of_the_town_takes_two_people():
    assert partnership.payer_problem("account:a", "", "account:b") is None
    assert partnership.payer_problem("account:a", "", "account:a").code == "own_account"
    assert partnership.payer_problem("account:a", "account:b", "account:c").code == "nothing_waits"
    assert partnership.payer_problem("", "", "account:c").code == "nothing_waits"


def test_every_profile_of_the_rules_of_procedure_is_lawful():
    for name, (word, changed) in procedure.PROFILES.items():
        values = procedure.profile_values(name)
        assert partnership.problems("procedure", values) == [], word
        assert set(changed) < set(procedure.SETTINGS)
        assert partnership.read("procedure", values) == values
    assert procedure.profile_values("vwvfg")["second_call_needs"] == 1
    with pytest.raises(KeyError):
        procedure.profile_values("nichts")


def test_fixed_quorum_needs_its_number():
    assert partnership.problems("procedure", {"quorum": "fixed"})[0].code == "quorum_fixed"
    assert partnership.problems("procedure", {"quorum": "fixed", "quorum_fixed": 5}) == []


SAID = ("protection_officer", "supervisor", "funder", "assessed_on", "enforcement")
SAID_OFFICE = dict.fromkeys(("authority", "head_title", "name", "street", "postcode", "city", "email"), "x")


@pytest.mark.parametrize(
    ("gap", "missing"),
    [
        ("", ()),
        ("city", ("imprint",)),
        ("email", ("imprint",)),
        ("head_title", ("imprint",)),
        ("protection_officer", ("privacy",)),
        ("supervisor", ("privacy",)),
        ("funder", ("funder",)),
        ("assessed_on", ("accessibility",)),
        ("enforcement", ("accessibility",)),
    ],
)
def test_each_field_belongs_to_its_statement(gap, missing):
    statements = dict.fromkeys(SAID, "x")
    office, statements = SAID_OFFICE | {gap: ""}, statements | {gap: ""}
    assert partnership.missing_statements(office, statements) == missing


def test_of_nothing_everything_is_missing():
    assert partnership.missing_statements({}, {}) == ("imprint", "privacy", "funder", "accessibility")
