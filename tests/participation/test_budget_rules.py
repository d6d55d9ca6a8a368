"""Votes on ideas: ballots, lots, greedy winners, equal shares with completion, one person for each address."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aktionsplan.development.participation.rules import Stand, ballot_problem, outcome, plain_address
from aktionsplan.development.participation.rules import budget as rules

D = Decimal
IDEAS = [Stand("a", D(1500)), Stand("b", D(1000)), Stand("c", D(500))]
VOTES = {"a": 30, "b": 20, "c": 10}


@pytest.mark.parametrize(
    ("ballot", "method", "code"),
    [
        ({"a": 3, "b": 2}, "points", None),
        ({"a": 1}, "points", None),
        ({"a": 1, "b": 1, "c": 1}, "approvals", None),
        ({"a": 3, "b": 3}, "points", "points"),
        ({"a": 4}, "points", "most"),
        ({}, "points", "ballot"),
        ({"x": 1}, "points", "ballot"),
        ({"a": 0}, "points", "ballot"),
        ({"a": -1, "b": 2}, "points", "ballot"),
    ],
)
def test_ballots(ballot, method, code):
    problem = ballot_problem(ballot, ["a", "b", "c"], method=method, points=5, most=3)
    assert (problem.code if problem else None) == code


def test_what_does_not_fit_is_passed_over_or_ends_it():
    assert rules.greedy(IDEAS, VOTES, D(2000), passing="pass", seed="s") == ["a", "c"]
    assert rules.greedy(IDEAS, VOTES, D(2000), passing="stop", seed="s") == ["a"]
    assert rules.greedy(IDEAS, VOTES | {"a": 0}, D(2000), passing="pass", seed="s") == ["b", "c"]


def test_equal_votes_go_to_the_lower_price_and_then_to_the_lot():
    ideas = [Stand("a", D(10)), Stand("b", D(5)), Stand("c", D(10))]
    first = rules.order(ideas, dict.fromkeys("abc", 1), "seed")
    assert first[0].key == "b"
    assert [idea.key for idea in first[1:]] == sorted("ac", key=lambda key: rules.lot("seed", key))
    orders = {tuple(i.key for i in rules.order(ideas, dict.fromkeys("abc", 1), f"{n}")) for n in range(20)}
    assert len(orders) == 2


@pytest.mark.parametrize(
    ("price", "rests", "largest"),
    [
        (20, [4, 10, 10], 8),
        (20, [5, 5, 5, 5], 5),
        (20, [1, 1], None),
        (2, [1, 1], 1),
        (3, [5], 3),
        (10, [0, 10], 10),
        (7, [1, 2, 10], 4),
    ],
)
def test_a_price_is_paid_as_evenly_as_the_rests_allow(price, rests, largest):
    found = rules._largest_payment(Fraction(price), [(Fraction(rest), 1) for rest in rests])
    assert found == (None if largest is None else Fraction(largest))


def test_equal_shares_give_a_minority_its_idea():
    """60 who want three ideas of 400 and 40 who want one: by votes the minority gets nothing."""
    ideas = [Stand(key, D(400)) for key in "abcd"]
    ballots = [{"a": 1, "b": 1, "c": 1}] * 60 + [{"d": 1}] * 40
    money = D(1200)
    votes = rules.tally(ideas, ballots)
    assert set(rules.greedy(ideas, votes, money, passing="pass", seed="s")) == {"a", "b", "c"}
    winners = rules.with_equal_shares(ideas, ballots, money, completion="none", seed="s")
    assert "d" in winners
    assert len(winners) == 2
    assert len(rules.with_equal_shares(ideas, ballots, money, completion="raise", seed="s")) == 3


def test_who_pays_least_for_each_euro_comes_first():
    """Ten for `a` at 100 pay 10 each, a tenth; twenty for `b` at 100 pay 5 each, a twentieth."""
    ideas = [Stand("a", D(100)), Stand("b", D(100))]
    ballots = [{"a": 1}] * 10 + [{"b": 1}] * 20
    assert rules.equal_shares(ideas, ballots, Fraction(10), "s") == ["b", "a"]
    assert rules.equal_shares(ideas, ballots, Fraction(9), "s") == ["b"]


def naive(ideas, ballots, share, seed):
    """The same rule computed anew for every idea in every round, with the sum of payments found by bisection on the payers."""
    rests, chosen = [share] * len(ballots), []
    while True:
        ranks = []
        for idea in ideas:
            backers = [n for n, ballot in enumerate(ballots) if idea.key in ballot]
            if idea.key in chosen or not backers or not idea.price:
                continue
            price = Fraction(idea.price)
            if sum(rests[n] for n in backers) < price:
                continue
            payment = next(
                p
                for count in range(len(backers), 0, -1)
                for poor in [sorted(backers, key=lambda n: rests[n])[: len(backers) - count]]
                for p in [(price - sum(rests[n] for n in poor)) / count]
                if sum(min(rests[n], p) for n in backers) == price
            )
            ranks.append(((payment / price, -len(backers), idea.price, rules.lot(seed, idea.key)), idea.key, payment))
        if not ranks:
            return chosen
        _rank, key, payment = min(ranks)
        for n, ballot in enumerate(ballots):
            if key in ballot:
                rests[n] = max(Fraction(0), rests[n] - payment)
        chosen.append(key)


BALLOTS = st.lists(
    st.sets(st.sampled_from("abcd"), min_size=1).map(lambda keys: dict.fromkeys(keys, 1)), min_size=1, max_size=7
)
PRICES = st.lists(st.integers(1, 40), min_size=4, max_size=4)


@settings(max_examples=150)
@given(BALLOTS, PRICES, st.integers(1, 30))
def test_the_quick_way_gives_the_same_as_the_plain_one(ballots, prices, share):
    ideas = [Stand(key, D(price)) for key, price in zip("abcd", prices, strict=True)]
    assert rules.equal_shares(ideas, ballots, Fraction(share), "s") == naive(ideas, ballots, Fraction(share), "s")


@settings(max_examples=150)
@given(BALLOTS, PRICES, st.integers(1, 120), st.sampled_from(["none", "raise"]))
def test_nobody_spends_more_than_there_is_and_unanimous_groups_get_their_share(ballots, prices, money, completion):
    ideas = [Stand(key, D(price)) for key, price in zip("abcd", prices, strict=True)]
    winners = rules.with_equal_shares(ideas, ballots, D(money), completion=completion, seed="s")
    price = {idea.key: idea.price for idea in ideas}
    assert len(set(winners)) == len(winners)
    assert sum(price[key] for key in winners) <= money
    for size in range(1, len(ballots) + 1):
        for group in combinations(ballots, size):
            common = set.intersection(*map(set, group))
            affordable = [key for key in common if price[key] * len(ballots) <= money * size]
            assert not affordable or any(set(ballot) & set(winners) for ballot in group)


@pytest.mark.parametrize("rule", ["greedy", "equal"])
def test_every_idea_gets_its_reason(rule):
    ideas = [*IDEAS, Stand("d", D(900)), Stand("e", D(10))]
    ballots = [{"a": 1}] * 6 + [{"b": 1, "d": 1}] * 3 + [{"c": 1}] * 2
    lines = outcome(
        ideas, ballots, method="approvals", money=D(2000), rule=rule, passing="pass", completion="none", seed="s"
    )
    assert {line.key for line in lines} == set("abcde")
    assert [line.place for line in lines] == [1, 2, 3, 4, 5]
    assert all(str(line.why) for line in lines)
    assert str(next(line for line in lines if line.key == "e").why) == "Niemand hat sie gewählt."


def test_stopped_by_the_rule():
    lines = outcome(
        IDEAS, [{"a": 1}] * 3 + [{"b": 1}] * 2 + [{"c": 1}], method="approvals", money=D(2000),
        rule="greedy", passing="stop", completion="none", seed="s",
    )  # fmt: skip
    assert str(lines[1].why) == "Am Ende fehlten 500,00 Euro."
    assert "vorher Schluss" in str(lines[2].why)


def test_points_have_places_and_no_winners():
    lines = outcome(
        IDEAS, [{"a": 3, "b": 2}, {"b": 1}], method="points", money=D(0),
        rule="greedy", passing="pass", completion="none", seed="s",
    )  # fmt: skip
    assert [(line.key, line.place, line.votes, line.wins) for line in lines][2] == ("c", 3, 0, False)
    assert {line.place for line in lines[:2]} == {1}
    assert str(lines[0].why) == "3 Punkte."


def test_without_a_ballot_nobody_wins():
    assert rules.with_equal_shares(IDEAS, [], D(100), completion="raise", seed="s") == []


@pytest.mark.parametrize(
    "typed",
    [
        "kim@bücher.example",
        " kim@bücher.example ",
        "KIM@BÜCHER.EXAMPLE",
        "kim@xn--bcher-kva.example",
        "Kim+wahl@bücher.example",
        "kim+1+2@Bücher.example",
        "k i m@bücher.example",
        "kim@bücher.example.",
        "kim @ bücher.example",
        "KIM+X@XN--BCHER-KVA.EXAMPLE",
    ],
)
def test_one_address_in_ten_spellings(typed):
    assert plain_address(typed) == "kim@xn--bcher-kva.example"


@pytest.mark.parametrize("typed", ["", "kim", "@example.org", "kim@", "+x@example.org"])
def test_what_is_no_address(typed):
    with pytest.raises(ValueError):
        plain_address(typed)
