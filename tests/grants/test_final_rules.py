"""The final grant, the reclaim and the sample: worked examples of money.md and programme.md 5.5, and what always holds."""

import hashlib
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.grants.rules import final, sample
from aktionsplan.implementation.grants.rules.final import CostLine, Terms


def result(kind, granted, planned, spent, others=0, own=0, planned_others=0, threshold=0, flat=0):
    terms = Terms(kind, D(granted), D(planned), D(own), D(planned_others), D(threshold))
    line = CostLine("all", D(planned), D(spent))
    counted = final.recognised([line], terms, D(others), by_line=False)
    return final.final_grant(terms, counted, D(others), D(flat)).final_eur


@pytest.mark.parametrize(
    ("case", "kept"),
    [
        (("deficit", 6000, 8000, "7450.30", 1500, 800, 1200), "5150.30"),
        (("deficit", 6000, 8000, 9000, 1200, 800, 1200), "6000.00"),
        (("deficit", 6000, 8000, 8500, 1700, 800, 1200), "6000.00"),
        (("deficit", 6000, 8000, 8000, 1700, 800, 1200), "5500.00"),
        (("deficit", 6000, 8000, 500, 0, 800, 1200), "0.00"),
        (("proportional", 6000, 7500, "6912.45"), "5529.96"),
        (("proportional", 6000, 7500, 7500, 600), "5520.00"),
        (("proportional", 6000, 7500, 8100), "6000.00"),
        (("proportional", 6000, 7500, 7500, 600, 0, 600), "6000.00"),
        (("proportional", 6000, 7500, 7500, 700, 0, 600), "5920.00"),
        (("proportional", 6000, 7500, 8100, 600), "6000.00"),
        (("proportional", 4800, 5525, "5311.47"), "4614.49"),
        (("fixed", 1500, 1900, 1700), "1500.00"),
        (("fixed", 1500, 1900, 1320), "1320.00"),
        (("full", 1500, 1500, 1400, 100), "1300.00"),
        (("flat", 1500, 1900, 0, 0, 0, 0, 0, "1234.50"), "1234.50"),
    ],
)
def test_final_grant(case, kept):
    assert result(*case) == D(kept)


def test_a_small_reduction_is_not_made_where_the_rule_says_so():
    assert result("deficit", 6000, 8000, "7990", 1200, 800, 1200, threshold=10) == 6000
    assert result("deficit", 6000, 8000, "7989.99", 1200, 800, 1200, threshold=10) == D("5989.99")
    assert result("fixed", 1500, 1900, 1495, threshold=10) == 1495
    assert result("full", 1500, 1900, 1495, threshold=10) == 1495
    with pytest.raises(ValueError, match="gift"):
        result("gift", 1, 1, 1)


def test_a_fixed_sum_is_marked_when_there_is_more_money_than_cost():
    terms = Terms("fixed", D(1500), D(1900), D(400))
    assert final.final_grant(terms, Fraction(1899), D(0)).overfunded
    assert not final.final_grant(terms, Fraction(1900), D(0)).overfunded
    assert final.final_grant(terms, Fraction(1900), D("0.01")).overfunded
    assert not final.final_grant(Terms("deficit", D(1500), D(1900), D(400)), Fraction(1899), D(0)).overfunded


def test_lines_may_exceed_by_a_fifth_if_others_save():
    lines = [
        CostLine("fees", D(2000), D(2390)),
        CostLine("rent", D(600), D(730)),
        CostLine("material", D(1400), D(1080)),
    ]
    terms = Terms("deficit", D(3000), D(4000))
    assert [line.above for line in lines] == [0, 10, 0]
    assert final.recognised(lines, terms, D(0)) == 4000
    assert final.recognised(lines, terms, D(100)) == 4100
    assert final.recognised(lines, Terms("fixed", D(3000), D(5000)), D(0)) == 4200
    assert final.recognised(lines[1:2], terms, D(0)) == 720
    assert final.recognised(lines[1:2], terms, D(0), by_line=False) == 730
    assert CostLine("new", D(0), D("0.01")).counted == 0
    assert CostLine("odd", D("0.03"), D("0.04")).counted == Fraction(36, 1000)
    assert CostLine("edge", D(100), D(120)).above == 0


def test_half_a_cent_is_rounded_up_once():
    half = Terms("proportional", D("100.00"), D("200.00"))
    assert final.final_grant(half, Fraction("0.01"), D(0)).final_eur == D("0.01")
    assert final.final_grant(half, Fraction("0.009"), D(0)).final_eur == D("0.00")


def test_parts_of_a_reclaim():
    parts = final.reclaim(paid_eur=D(4800), final_eur=D("4552.20"), as_submitted_eur=D("4732.35"))
    assert (parts.condition_eur, parts.revoked_eur, parts.total_eur) == (D("67.65"), D("180.15"), D("247.80"))
    assert final.reclaim(paid_eur=D(100), final_eur=D(200), as_submitted_eur=D(200)).total_eur == 0
    assert final.reclaim(paid_eur=D(100), final_eur=D(50), as_submitted_eur=D(0)).condition_eur == 50


EUROS = st.integers(0, 1_000_000).map(lambda cents: D(cents) / 100)
KINDS = st.sampled_from(("deficit", "proportional", "fixed", "full", "flat"))
TERMS = st.builds(
    lambda kind, granted, more, own, others: Terms(kind, granted, granted + more, own, others),
    KINDS,
    EUROS.filter(bool),
    EUROS,
    EUROS,
    EUROS,
)


@given(terms=TERMS, spent=EUROS, others=EUROS, flat=EUROS)
def test_never_above_the_grant_and_never_negative(terms, spent, others, flat):
    kept = final.final_grant(terms, Fraction(spent), others, flat).final_eur
    assert 0 <= kept <= terms.granted_eur
    assert kept == kept.quantize(D("0.01"))


@given(terms=TERMS, spent=EUROS, more=EUROS, others=EUROS)
def test_more_cost_of_ones_own_never_raises_a_reclaim(terms, spent, more, others):
    before = final.final_grant(terms, Fraction(spent), others).final_eur
    after = final.final_grant(terms, Fraction(spent + more), others).final_eur
    assert after >= before


@given(
    spent=st.lists(st.tuples(EUROS, EUROS), min_size=1, max_size=5),
    others=EUROS,
    kind=KINDS,
    granted=EUROS.filter(bool),
)
def test_all_lines_together_never_count_more_than_plan_and_new_income(spent, others, kind, granted):
    lines = [CostLine(str(n), planned, used) for n, (planned, used) in enumerate(spent)]
    terms = Terms(kind, granted, sum((line.planned_eur for line in lines), D(0)) or D(1))
    counted = final.recognised(lines, terms, others)
    assert 0 <= counted <= terms.planned_eur + others
    assert counted <= sum(line.spent_eur for line in lines)


class TestSample:
    """All large ones, all with a finding, and a share of the rest that anybody can draw again."""

    receipts = [sample.Drawable(n, D(50 * n)) for n in range(1, 8)]
    rule = sample.SampleRule(D(200), 50, 3)

    def test_the_draw_can_be_made_again(self):
        seed = sample.seed_of("0123456789abcdef")
        assert seed == "01234567"
        assert sample.place(seed, 3) == hashlib.sha256(b"01234567:3").hexdigest()
        first = sample.drawn(self.receipts, self.rule, seed)
        assert first == sample.drawn(list(reversed(self.receipts)), self.rule, seed)
        rest = sorted((1, 2, 3), key=lambda n: sample.place(seed, n))[:2]
        assert first == sorted({4, 5, 6, 7, *rest})

    def test_findings_are_always_drawn_and_three_objections_open_all(self):
        row = [sample.Drawable(1, D(1), finding=True), *(sample.Drawable(n, D(1)) for n in range(2, 9))]
        none = sample.SampleRule(D(200), 0, 3)
        assert sample.drawn(row, none, "s") == [1]
        assert sample.drawn(row, none, "s", objections=2) == [1]
        assert sample.drawn(row, none, "s", objections=3) == list(range(1, 9))
        assert sample.drawn([], none, "s") == []
        assert len(sample.drawn(row, sample.SampleRule(D(200), 100, 3), "s")) == 8
