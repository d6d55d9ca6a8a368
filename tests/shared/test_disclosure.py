"""Hidden numbers cannot be computed: worked examples, and every table with small counts tried by an attacker."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.shared.disclosure import Table, disclose

COUNTS = st.dictionaries(
    st.sampled_from(["A", "B", "C"]),
    st.dictionaries(st.sampled_from(["1", "2", "3", "4"]), st.integers(0, 9), min_size=1),
    min_size=1,
)


def of_one(*counts):
    return {"A": {str(number): count for number, count in enumerate(counts)}}


def shown(table, group="A"):
    return [count for (town, _part), count in sorted(table.parts.items()) if town == group]


@pytest.mark.parametrize(
    ("counts", "parts", "sums", "total"),
    [
        ((3, 4, 5), [3, 4, 5], 12, 12),
        ((0, 0, 5), [0, 0, 5], 5, 5),
        ((4, 1, 5, 0), [None, None, None, 0], 10, 10),
        ((3, 3, 2), [None, None, None], 8, 8),  # smallest first would show a 3, and only 2 would fit
        ((7, 2, 2, 2), [None, None, None, None], 13, 13),
        ((1, 9), [None, None], 10, 10),
        ((1, 4), [None, None], 5, 5),
        ((0, 2, 2, 1), [None, None, None, None], None, None),  # 5 in three: each may be 1 to 3 only
        ((1,), [None], None, None),
        ((2, 1), [None, None], None, None),
        ((), [], 0, 0),
    ],
)
def test_a_group_with_a_small_number_shows_its_sum_and_its_zeros(counts, parts, sums, total):
    table = disclose(of_one(*counts), least=3, distance=3)
    assert (shown(table), table.total) == (parts, total)
    assert (table.groups["A"] if table.groups is not None else None) == sums


def test_a_town_with_too_little_takes_the_sums_of_all_towns_away():
    table = disclose({"A": {"1": 2}, "B": {"1": 9, "2": 5}, "C": {"1": 4}}, least=3, distance=3)
    assert table.groups is None
    assert table.total == 20
    assert set(table.parts.values()) == {None}
    assert table.hides


def test_other_towns_keep_their_numbers_while_every_sum_may_be_shown():
    near = disclose({"A": {"1": 2, "2": 8}, "B": {"1": 3, "2": 3}}, least=3, distance=3)
    assert (shown(near), shown(near, "B"), near.groups) == ([None, None], [3, 3], {"A": 10, "B": 6})
    far = disclose({"A": {"1": 2, "2": 8}, "B": {"1": 3, "2": 3}}, least=3, distance=9)
    assert (set(far.parts.values()), far.groups, far.total) == ({None}, None, 16)


@pytest.mark.parametrize(
    ("table", "hides"),
    [
        (Table({("A", "1"): 3}, {"A": 3}, 3), False),
        (Table({("A", "1"): None}, {"A": 3}, 3), True),
        (Table({("A", "1"): 3}, None, 3), True),
        (Table({("A", "1"): 3}, {"A": 3}, None), True),
    ],
)
def test_table_says_whether_it_hides(table, hides):
    assert table.hides is hides


def test_nothing_small_hides_nothing():
    table = disclose({"A": {"1": 3}, "B": {"1": 0}}, least=3, distance=3)
    assert not table.hides
    assert table.groups == {"A": 3, "B": 0}


@pytest.mark.parametrize(("counts", "least", "distance"), [({"A": {"1": -1}}, 3, 3), ({}, 0, 3), ({}, 3, 0)])
def test_what_cannot_be_is_refused(counts, least, distance):
    with pytest.raises(ValueError, match="never negative"):
        disclose(counts, least=least, distance=distance)


def possible(table, counts):
    """Every table that shows the same: hidden numbers are at least 1, unless every number is hidden, then a 0 is too."""
    hidden = [cell for cell, count in table.parts.items() if count is None]
    most = sum(sum(parts.values()) for parts in counts.values())
    low = int(len(hidden) < len(table.parts))
    for guess in product(range(low, most + 1), repeat=len(hidden)):
        cells = table.parts | dict(zip(hidden, guess, strict=True))
        sums = {group: sum(cells[group, part] for part in parts) for group, parts in counts.items()}
        if table.total is not None and sum(cells.values()) != table.total:
            continue
        if table.groups is not None and sums != table.groups:
            continue
        yield [cells[cell] for cell in hidden]


@given(
    st.dictionaries(
        st.sampled_from("AB"), st.dictionaries(st.sampled_from("12"), st.integers(0, 5), min_size=1), min_size=1
    ),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_an_attacker_cannot_narrow_a_hidden_number(counts, least, distance):
    table = disclose(counts, least=least, distance=distance)
    assert all(count is None or count == 0 or count >= least for count in table.parts.values())
    assert all(count == 0 or count >= least for count in (table.groups or {}).values())
    if table.total is None or all(count is not None for count in table.parts.values()):
        return
    for place in zip(*possible(table, counts), strict=True):
        assert max(place) - min(place) >= distance


@pytest.mark.parametrize(
    ("shape", "most", "least", "distance"),
    [
        ((2,), 12, 3, 3),
        ((3,), 9, 3, 3),
        ((4,), 6, 3, 3),
        ((1, 1), 9, 3, 3),
        ((2, 1), 8, 3, 3),
        ((2, 2), 6, 3, 3),
        ((1, 1, 1), 8, 3, 3),
        ((3,), 9, 5, 5),
        ((2, 1), 9, 5, 5),
        ((2,), 22, 10, 5),
    ],
)
def test_whoever_knows_the_rule_cannot_narrow_a_hidden_number(shape, most, least, distance):
    """Every table of the shape, sorted by what it shows: within one showing each hidden number differs by `distance`.

    Showings that a larger number than `most` could have too are left out, since not all of their tables are tried.
    """
    places = [(group, str(part)) for group, count in zip("ABC", shape, strict=False) for part in range(count)]
    showings = {}
    for numbers in product(range(most + 1), repeat=len(places)):
        counts = {group: {} for group, _part in places}
        for (group, part), number in zip(places, numbers, strict=True):
            counts[group][part] = number
        table = disclose(counts, least=least, distance=distance)
        key = (tuple(table.parts.values()), tuple((table.groups or {}).items()), table.total)
        showings.setdefault(key, []).append(numbers)
    tried = 0
    for (parts, _sums, _total), tables in showings.items():
        if any(most in numbers for numbers in tables):
            continue
        for place, part in enumerate(parts):
            if part is None:
                tried += 1
                assert max(n[place] for n in tables) - min(n[place] for n in tables) >= distance, (parts, tables[:3])
    assert tried


@given(COUNTS, st.integers(1, 6), st.integers(1, 6))
def test_what_is_shown_is_true_and_adds_up(counts, least, distance):
    table = disclose(counts, least=least, distance=distance)
    assert all(shown in (None, counts[group][part]) for (group, part), shown in table.parts.items())
    assert table.groups is None or table.groups == {group: sum(parts.values()) for group, parts in counts.items()}
    assert table.total in (None, sum(sum(parts.values()) for parts in counts.values()))
    assert set(table.parts) == {(group, part) for group, parts in counts.items() for part in parts}
