"""Ranking, then money: worked examples and properties of SL2 to SL5."""

import datetime as dt
import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.calls import rules
from aktionsplan.implementation.calls.rules import Candidate, Pool, Rule

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def one(key, asked, score, **more):
    shown = Fraction(str(score)) if score is not None else None
    return Candidate(key, Decimal(asked), shown, more.pop("at", NOON), **more)


def result(candidates, rule, budget):
    return rules.select(candidates, rule, Decimal(budget))


def states(selection):
    return {row.candidate.key: (row.state, row.amount_eur) for row in selection.rows}


PICTURE = (
    one("training", 4500, 4.4),
    one("mikros", 3200, 4.3),
    one("boot", 4800, 4.1, points={"goal": Fraction(9, 2)}),
    one("radio", 3000, 4.1, points={"goal": Fraction(21, 5)}),
    one("tisch", 3600, 3.9),
    one("stolper", 3650, 3.7),
    one("heimat", 2500, 3.6),
    one("feuer", 3950, 3.3),
    one("zirkus", 5000, 3.0),
    one("film", 4900, 2.3),
)


def test_the_picture_computed():
    selection = result(PICTURE, Rule(tie="goal"), 32500)
    assert [row.candidate.key for row in selection.rows] == [row.key for row in PICTURE]
    assert sum(row.amount_eur for row in selection.rows) == 29200
    assert selection.left_eur == 3300
    told = states(selection)
    assert told["zirkus"] == ("waiting", 0)
    assert told["film"] == ("below", 0)
    assert str(selection.rows[8].reason).startswith("Das Geld reicht nicht mehr: Es fehlen 1.700,00")
    assert str(selection.rows[9].reason) == "Mindestens 2,5 Punkte sind nötig."
    assert "genannte Kriterium" in str(selection.rows[2].tie)
    assert selection.rows[0].tie is None


def test_stop_ends_at_the_first_that_does_not_fit_and_skip_goes_on():
    row = (one("a", 6, 5), one("b", 5, 4), one("c", 1, 3))
    assert states(result(row, Rule(money="stop"), 7)) == {
        "a": ("funded", 6),
        "b": ("waiting", 0),
        "c": ("waiting", 0),
    }
    assert states(result(row, Rule(money="skip"), 7)) == {"a": ("funded", 6), "b": ("waiting", 0), "c": ("funded", 1)}
    assert "kleinerer überholt nicht" in str(result(row, Rule(), 7).rows[2].reason)
    assert "Es fehlen 4,00" in str(result(row, Rule(money="skip"), 7).rows[1].reason)


def test_part_funding_gives_the_rest_to_the_first_that_does_not_fit():
    row = (one("a", 6, 5), one("b", 5, 4), one("c", 1, 3))
    selection = result(row, Rule(part=True), 7)
    assert states(selection) == {"a": ("funded", 6), "b": ("part", 1), "c": ("waiting", 0)}
    assert selection.left_eur == 0
    assert states(result(row, Rule(part=True), 6))["b"] == ("waiting", 0)
    assert rules.rule_problem(Rule(part=True, money="skip")).code == "part"
    assert rules.rule_problem(Rule(part=True)) is None


def test_more_money_may_cost_somebody_the_place_under_skip():
    row = (one("a", 6, 5), one("b", 5, 4))
    assert states(result(row, Rule(money="skip"), 5)) == {"a": ("waiting", 0), "b": ("funded", 5)}
    assert states(result(row, Rule(money="skip"), 6)) == {"a": ("funded", 6), "b": ("waiting", 0)}


def test_ties_of_three_are_settled_by_criterion_then_time_then_lot():
    early = NOON - dt.timedelta(hours=1)
    tied = [
        one("a", 1, 3, points={"goal": Fraction(3)}),
        one("b", 1, 3, points={"goal": Fraction(4)}),
        one("c", 1, 3, points={"goal": Fraction(3)}, at=early),
        one("d", 1, 3, points={"goal": Fraction(3)}),
    ]
    rule = Rule(tie="goal", seed="x")
    order = [row.candidate.key for row in result(tied, rule, 9).rows]
    last = sorted("ad", key=lambda key: rules.lot("x", key))
    assert order == ["b", "c", *last]
    told = [str(row.tie) for row in result(tied, rule, 9).rows[:3]]
    assert ["Kriterium" in told[0], "früher" in told[1], "Los" in told[2]] == [True] * 3
    assert rules.lot("x", "a") == hashlib.sha256(b"x:a").hexdigest()


def test_exact_means_decide_not_the_shown_figure():
    row = (one("a", 1, "3.04"), one("b", 1, "3.041"))
    assert [placed.candidate.key for placed in result(row, Rule(), 9).rows] == ["b", "a"]


def test_minimums_of_pools_come_first():
    row = (
        one("a", 5, 5, pools=frozenset({"north"})),
        one("b", 5, 4, pools=frozenset({"north"})),
        one("c", 4, 3, pools=frozenset({"south"})),
        one("d", 4, 2, pools=frozenset({"south"})),
    )
    rule = Rule(pools=(Pool("south", projects=1),))
    assert states(result(row, rule, 10)) == {
        "a": ("funded", 5),
        "b": ("waiting", 0),
        "c": ("funded", 4),
        "d": ("below", 0),
    }
    two = result(row, Rule(pools=(Pool("south", projects=2),)), 10)
    assert [(missed.projects, missed.missing_eur) for missed in two.missed] == [(1, 0)]
    share = result(row, Rule(pools=(Pool("south", percent=50),)), 10)
    assert [(missed.projects, missed.missing_eur) for missed in share.missed] == [(0, 1)]
    assert states(share)["c"] == ("funded", 4)
    assert rules.rule_problem(Rule(pools=(Pool("a", percent=60), Pool("b", percent=41)))).code == "percent"
    assert rules.rule_problem(Rule(pools=(Pool("a", percent=60), Pool("b", percent=40)))) is None


def test_a_pool_that_is_full_takes_no_more_before_its_turn():
    row = (one("x", 3, 5), one("c", 4, 4, pools=frozenset({"s"})), one("d", 4, 3, pools=frozenset({"s"})))
    told = states(result(row, Rule(pools=(Pool("s", projects=1),)), 8))
    assert told == {"x": ("funded", 3), "c": ("funded", 4), "d": ("waiting", 0)}


def test_limit_per_applicant_counts_what_was_taken():
    row = (
        one("a", 1, 5, applicant="club"),
        one("b", 1, 4, applicant="club"),
        one("c", 1, 3, applicant="other", taken=2),
        one("d", 1, 3, applicant="new"),
    )
    told = states(result(row, Rule(limit=1), 9))
    assert told == {"a": ("funded", 1), "b": ("limit", 0), "c": ("limit", 0), "d": ("funded", 1)}
    assert str(result(row, Rule(limit=1), 9).rows[1].reason) == "Mehr als 1 Projekte bekommt ein Verein nicht."
    assert states(result(row, Rule(limit=2), 9))["b"] == ("funded", 1)
    pool = (one("p", 1, 4, applicant="club", pools=frozenset({"s"}), taken=1),)
    assert states(result(pool, Rule(limit=1, pools=(Pool("s", projects=1),)), 9)) == {"p": ("limit", 0)}


def test_unrated_and_unmet_get_nothing_and_say_so():
    row = (one("a", 1, None), one("b", 1, 5, unmet="Im Gebiet"), one("c", 1, 3))
    selection = result(row, Rule(), 9)
    assert states(selection) == {"b": ("unmet", 0), "c": ("funded", 1), "a": ("unrated", 0)}
    assert str(selection.rows[0].reason) == "Ein Muss ist nicht erfüllt: Im Gebiet"
    assert selection.rows[-1].rank == 0


def test_freed_money_goes_down_the_waiting_list_in_its_order():
    selection = result((one("a", 6, 5), one("b", 5, 4), one("c", 1, 3)), Rule(), 6)
    assert rules.next_in_line(selection.rows, {"b", "c"}, Decimal(5)).candidate.key == "b"
    assert rules.next_in_line(selection.rows, {"a", "c"}, Decimal(5)).candidate.key == "a"
    assert rules.next_in_line(selection.rows, {"b"}, Decimal(0)) is None
    assert rules.next_in_line(selection.rows, set(), Decimal(5)) is None


def test_own_money_of_a_pool_is_filled_first_and_stays_with_it():
    row = (one("a", 6, 5), one("b", 4, 4, pools={"s"}), one("c", 3, 3, pools={"s"}), one("d", 2, 3))
    pool = Pool("s", own_eur=Decimal(5))
    selection = result(row, Rule(money="skip", pools=(pool,), total_eur=Decimal(12)), 12)
    assert states(selection) == {"a": ("funded", 6), "b": ("funded", 4), "c": ("waiting", 0), "d": ("waiting", 0)}
    assert selection.left_eur == 2
    assert "eigenen Geld" in str(selection.rows[1].reason)
    assert "eigene Geld" in str(selection.rows[2].reason)
    shared = Rule(money="skip", pools=(pool,), total_eur=Decimal(12), rest_is_common=True)
    assert states(result(row, shared, 12))["d"] == ("funded", 2)
    open_to_both = Rule(money="skip", pools=(pool,), total_eur=Decimal(15), own_takes_common=True)
    assert states(result(row, open_to_both, 15))["c"] == ("funded", 3)


def test_own_money_in_part_and_what_was_decided_for_it():
    row = (one("b", 4, 4, pools={"s"}), one("c", 3, 3, pools={"s"}))
    pool = Pool("s", own_eur=Decimal(5))
    assert states(result(row, Rule(part=True, pools=(pool,)), 9)) == {"b": ("funded", 4), "c": ("part", 1)}
    given_before = Pool("s", before=1, before_eur=Decimal(4), own_eur=Decimal(5))
    assert states(result(row, Rule(part=True, pools=(given_before,)), 9)) == {"b": ("part", 1), "c": ("waiting", 0)}
    both = result(row, Rule(part=True, pools=(pool,), own_takes_common=True), 9)
    assert states(both) == {"b": ("funded", 4), "c": ("funded", 3)}
    assert Pool("s", before_eur=Decimal(9), own_eur=Decimal(5)).own_left_eur == 0


def test_an_application_of_two_pools_is_paid_from_one():
    row = (one("a", 4, 5, pools={"g", "t"}), one("b", 3, 4, pools={"t"}))
    pools = (Pool("g", own_eur=Decimal(3)), Pool("t", own_eur=Decimal(7)))
    assert states(result(row, Rule(pools=pools), 10)) == {"a": ("funded", 4), "b": ("funded", 3)}
    assert result(row, Rule(pools=pools), 10).left_eur == 3


def test_own_money_lies_inside_the_sum_of_the_call():
    pool = Pool("s", own_eur=Decimal(5))
    assert rules.rule_problem(Rule(pools=(pool,), total_eur=Decimal(5))) is None
    assert rules.rule_problem(Rule(pools=(pool,), total_eur=Decimal(4))).code == "own"
    assert rules.rule_problem(Rule(pools=(pool,))).code == "own"
    row = (one("a", 6, 5, pools={"s"}),)
    assert states(result(row, Rule(pools=(pool,), money="skip"), 3)) == {"a": ("waiting", 0)}


def test_an_order_by_hand_decides_who_is_paid_first():
    row = (one("a", 6, 5), one("b", 5, 4), one("c", 1, 3))
    chosen = rules.select(row, Rule(), Decimal(6), {"c": 1})
    assert [(placed.candidate.key, placed.rank, placed.state) for placed in chosen.rows] == [
        ("c", 1, "funded"),
        ("a", 2, "waiting"),
        ("b", 3, "waiting"),
    ]
    assert [one.key for one in rules.moved(row, {"a": 9, "c": 1})] == ["c", "b", "a"]
    assert [one.key for one in rules.moved(row, {"x": 1})] == ["a", "b", "c"]


CANDIDATES = st.lists(
    st.builds(
        lambda key, asked, score, hours, pool, applicant: one(
            f"k{key}",
            asked,
            score,
            at=NOON + dt.timedelta(hours=hours),
            pools=frozenset({pool}),
            applicant=applicant,
        ),
        key=st.integers(0, 99),
        asked=st.integers(1, 9),
        score=st.one_of(st.none(), st.integers(0, 10).map(lambda half: half / 2)),
        hours=st.integers(0, 2),
        pool=st.sampled_from(("n", "s")),
        applicant=st.sampled_from(("x", "y", "z")),
    ),
    max_size=8,
    unique_by=lambda row: row.key,
)
RULES = st.builds(
    Rule,
    money=st.sampled_from(("stop", "skip")),
    pools=st.sampled_from(
        (
            (),
            (Pool("s", projects=1),),
            (Pool("n", percent=40), Pool("s", projects=2)),
            (Pool("n", own_eur=Decimal(4)), Pool("s", projects=1, own_eur=Decimal(3))),
        )
    ),
    own_takes_common=st.booleans(),
    rest_is_common=st.booleans(),
    limit=st.sampled_from((None, 1, 2)),
    seed=st.just("seed"),
)


@given(row=CANDIDATES, rule=RULES, budget=st.integers(0, 30))
def test_nobody_gets_more_than_asked_and_all_get_no_more_than_there_is(row, rule, budget):
    selection = result(row, rule, budget)
    assert len(selection.rows) == len(row)
    assert sum(placed.amount_eur for placed in selection.rows) + selection.left_eur == budget
    for placed in selection.rows:
        assert 0 <= placed.amount_eur <= placed.candidate.asked_eur
        assert (placed.amount_eur > 0) == (placed.state in rules.GETS)
        assert placed.state not in rules.GETS or placed.candidate.score >= rule.minimum


@given(row=CANDIDATES, budget=st.integers(0, 30), more=st.integers(0, 9), part=st.booleans())
def test_more_money_removes_nobody_under_stop(row, budget, more, part):
    rule = Rule(money="stop", part=part, seed="s")
    before, after = states(result(row, rule, budget)), states(result(row, rule, budget + more))
    assert all(after[key][1] >= amount for key, (_state, amount) in before.items())


@given(row=CANDIDATES, rule=RULES, budget=st.integers(0, 30))
def test_the_order_in_which_they_come_changes_nothing(row, rule, budget):
    assert result(row, rule, budget) == result(list(reversed(row)), rule, budget)


@given(row=CANDIDATES, rule=RULES, budget=st.integers(0, 30))
def test_nobody_behind_overtakes_without_skip_pool_or_limit(row, rule, budget):
    plain = Rule(money="stop", seed=rule.seed)
    rows = [placed for placed in result(row, plain, budget).rows if placed.state in ("funded", "waiting")]
    seen_waiting = False
    for placed in rows:
        assert not (seen_waiting and placed.state == "funded")
        seen_waiting |= placed.state == "waiting"


@pytest.mark.parametrize("budget", [0, -5])
def test_without_money_nobody_gets_any(budget):
    assert {row.state for row in result(PICTURE, Rule(), budget).rows} == {"waiting", "below"}


def test_the_reason_is_that_of_the_moment_when_it_was_decided():
    row = (one("a", 6000, 5, applicant="x"), one("b", 2000, 4, applicant="x"))
    told = result(row, Rule(money="skip", limit=1), 5000).rows
    assert [(placed.state, placed.amount_eur) for placed in told] == [("waiting", 0), ("funded", 2000)]
    row = (one("a", 3000, 5), one("b", 4000, 4), one("c", 2000, 3))
    told = result(row, Rule(money="skip"), 5000).rows
    assert "Es fehlen 2.000,00" in str(told[1].reason)
    assert told[2].state == "funded"


def test_what_was_decided_before_counts_for_the_minimums():
    row = (one("n", 2000, 5, pools=frozenset({"n"})), one("s", 2000, 4, pools=frozenset({"s"})))
    before = Pool("n", percent=50, before=1, before_eur=Decimal(4000))
    rule = Rule(pools=(before, Pool("s", percent=20)), total_eur=Decimal(6000))
    told = result(row, rule, 2000)
    assert states(told) == {"n": ("waiting", 0), "s": ("funded", 2000)}
    assert told.missed == ()
    assert [
        one.missing_eur
        for one in result(row, Rule(pools=(Pool("n", percent=50),), total_eur=Decimal(6000)), 2000).missed
    ] == [1000]
    projects = Rule(pools=(Pool("n", projects=2, before=1),))
    assert [one.projects for one in result(row[1:], projects, 2000).missed] == [1]


def test_minimums_are_asked_of_the_final_list():
    rule = Rule(pools=(Pool("n", projects=1),))
    row = (one("a", 10, 5, pools=frozenset({"n"})),)
    assert rules.missed(rule, {"a": Decimal(0)}, row, Decimal(10))[0].projects == 1
    assert rules.missed(rule, {"a": Decimal(1)}, row, Decimal(10)) == ()


def test_rule_is_read_as_it_was_kept():
    told = {"minimum": "3", "money": "skip", "tie": "k", "limit": 2, "goal_projects": 1, "town_percent": 30}
    told |= {"goals": ["g"], "towns": ["t"]}
    rule = rules.rule_of(told, seed="s", before={"goal:g": (1, Decimal(5))}, total_eur=Decimal(9))
    assert rule == Rule(
        minimum=Fraction(3),
        money="skip",
        tie="k",
        seed="s",
        limit=2,
        total_eur=Decimal(9),
        pools=(Pool("goal:g", 1, 0, 1, Decimal(5)), Pool("town:t", 0, 30)),
    )
    plain = rules.rule_of({}, seed="s", before={}, total_eur=None)
    assert plain == Rule(seed="s")
    none = rules.rule_of({"goals": ["g"], "towns": ["t"]}, seed="s", before={}, total_eur=None)
    assert none.pools == ()


def test_departures_are_what_differs_and_nothing_else():
    computed = {"a": Decimal(5), "b": Decimal(0)}
    assert rules.departures(computed, {"a": Decimal("5.00")}) == []
    assert rules.departures(computed, {"a": Decimal(4), "b": Decimal(1)}) == ["a", "b"]


def test_who_has_no_points_in_the_named_criterion_stands_behind():
    row = [
        one("a", 1, 3),
        one("b", 1, 3, points={"goal": Fraction(1, 2)}),
        one("c", 1, 3, points={"other": Fraction(5)}),
    ]
    order = [placed.candidate.key for placed in result(row, Rule(tie="goal", seed="x"), 9).rows]
    assert order[0] == "b"
    nothing_named = result([row[1], row[0]], Rule(seed="x"), 9).rows
    assert "Los" in str(nothing_named[0].tie)


def test_scores_that_look_alike_show_more_places():
    scores = [Fraction("4.5"), Fraction("4.14"), Fraction("4.12"), Fraction("4.12"), Fraction(3), None]
    assert rules.shown_scores(scores) == ["4,5", "4,14", "4,12", "4,12", "3,0", "–"]
    close = [Fraction(1, 3), Fraction(1, 3) - Fraction(1, 10**9)]
    assert rules.shown_scores(close) == ["0,333333", "0,333333"]
    assert rules.shown_scores([]) == []
