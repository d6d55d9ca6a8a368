"""Rules of the tenant, goals and organisations, and the permission table."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.strategy import rules as strategy
from aktionsplan.network import rules as network
from aktionsplan.partnership import rules as partnership
from aktionsplan.people.permissions import TABLE, Role, allowed_roles, may
from aktionsplan.people.permissions.relations import NOT_DRAFTER, OWN_ORGANISATION

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
        ("remedy_months", 1_000_001, False),
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


@pytest.mark.parametrize(
    "other", ["Kulturboot e.V.", "KULTURBOOT E. V.", "Кulturboot e. V.", "Kultur-Boot e. V.", "Kulturboot"]
)
def test_look_alike_names_are_found(other):
    assert network.look_alikes("Kulturboot e. V.", [other, "Sportverein"]) == [other]


def test_umlauts_do_not_look_like_plain_letters():
    assert network.look_alikes("Hüte", ["Hute"]) == []


def test_mixed_scripts_are_flagged():
    assert network.mixed_scripts("Вoizenburg")
    assert not network.mixed_scripts("Boizenburg")


def test_conflicts_follow_kind_and_dates():
    link = network.Link("Emil", "board", dt.date(2026, 1, 1), dt.date(2026, 6, 1))
    assert network.conflicts([link], dt.date(2026, 5, 31)) == [link]
    assert network.conflicts([link], dt.date(2026, 6, 1)) == network.conflicts([link], dt.date(2025, 12, 31)) == []
    assert network.conflicts([network.Link("Emil", "member", dt.date(2026, 1, 1), None)], dt.date(2026, 2, 1)) == []


def test_bank_data_wait_from_the_approval():
    start = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    assert network.bank_effective(start, 3) == start + dt.timedelta(days=3)


def test_iban_is_masked():
    assert network.masked_iban("DE02120300000000202051") == "DE•• •••• 2051"
    assert network.masked_iban("DE0") == "••••"


def test_no_carries_its_reason():
    assert may("grants.sign_notice", {Role.COORDINATOR}).code == "role"
    assert may("grants.sign_notice", {Role.SIGNATORY}, set()).code == "relation"
    assert may("grants.sign_notice", {Role.SIGNATORY}, {NOT_DRAFTER}) is None
    assert may("applications.submit", {Role.SPONSOR}, {OWN_ORGANISATION}) is None
    assert may("applications.submit", {Role.SPONSOR}) is None
    with pytest.raises(KeyError):
        may("nothing", set())


def test_money_and_votes_are_not_the_administrators():
    held = {action for action in TABLE if Role.ADMINISTRATOR in allowed_roles(action)}
    assert not any(action.startswith(("grants.", "applications.", "bodies.", "calls.")) for action in held)


@pytest.mark.parametrize("role", [Role.COACH, Role.EVALUATOR, Role.AUDITOR])
def test_readers_only_read(role):
    held = {action for action in TABLE if role in allowed_roles(action)}
    assert all(
        action.split(".")[1].startswith(("view", "list", "stages", "search", "read", "export")) for action in held
    )


def test_signing_and_paying_are_kept_apart():
    assert allowed_roles("grants.order_payment").isdisjoint(allowed_roles("grants.release_payment"))
    assert allowed_roles("grants.draft_notice").isdisjoint(allowed_roles("grants.sign_notice"))
    assert Decimal(1)
