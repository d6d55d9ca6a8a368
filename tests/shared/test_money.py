"""Money: German input, half up, parts that add up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.shared.fields import QuantityField
from aktionsplan.shared.money import (
    format_eur,
    format_figure,
    in_words,
    parse_eur,
    parse_paid,
    round_eur,
    round_exact,
    split_eur,
)
from aktionsplan.shared.words import Refused


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1.234", "1234.00"),
        ("12,5", "12.50"),
        ("1200 €", "1200.00"),
        ("€1200", "1200.00"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50 €", "1234.50"),
        ("1\u202f234", "1234.00"),
        ("0", "0.00"),
        ("0,01", "0.01"),
        ("999.999.999,99", "999999999.99"),
    ],
)
def test_german_sum_is_read(text, amount):
    assert parse_eur(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "1,234.56",
        "12.5.",
        "12,505",
        "1e5",
        "NaN",
        "sNaN",
        "Infinity",
        "-1",
        "-0,00",
        "0,001",
        "1" * 400,
        "1_000",
        "١٢٣",
        "１２３",
        "0x10",
        "1/3",
        "+5",
        "",
        "€",
        "1€2",
        "12.34",
        "1.23,4",
        ",5",
        "5,",
        "1 23",
        "1 234 5",
        "1.000.00",
        "eins",
        "1\u200b2",
        "€ 5 €",
        "1000000000",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(Refused):
        parse_eur(text)


@given(st.decimals(min_value=0, max_value=999999999, places=2))
def test_formatted_sum_reads_back(amount):
    assert parse_eur(format_eur(amount)) == amount


@given(
    st.decimals(min_value=0, max_value=99999, places=2),
    st.lists(st.integers(0, 50), min_size=1, max_size=9).filter(any),
)
def test_parts_add_up_to_the_cent(amount, weights):
    parts = split_eur(amount, [Decimal(weight) for weight in weights])
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)


@pytest.mark.parametrize("weights", [[], [Decimal(0)], [Decimal(1), Decimal(-1)], [Decimal(-1)]])
def test_split_without_weight_raises(weights):
    with pytest.raises(ValueError, match="weights"):
        split_eur(Decimal(1), weights)


def test_split_gives_the_rest_to_the_largest_remainder():
    assert split_eur(Decimal("10.00"), [Decimal(1)] * 3) == [Decimal("3.34"), Decimal("3.33"), Decimal("3.33")]


def test_rounding_is_half_up():
    assert (round_eur(Decimal("1.005")), round_eur(Decimal("1.0049"))) == (Decimal("1.01"), Decimal("1.00"))


@pytest.mark.parametrize(
    ("amount", "language", "words"),
    [
        ("4800", "de", "viertausendachthundert Euro"),
        ("1", "de", "ein Euro"),
        ("0.01", "de", "null Euro und ein Cent"),
        ("2.50", "de", "zwei Euro und fünfzig Cent"),
        ("2.50", "en", "two Euro and fifty Cent"),
        ("1.00", "en", "one Euro"),
    ],
)
def test_sum_in_words(amount, language, words):
    assert in_words(Decimal(amount), language) == words


def test_negative_sum_has_a_real_minus():
    assert format_eur(Decimal("-248.85")) == "−248,85\u00a0€"


def test_refusals_of_a_sum_in_words():
    for text in ("12,505", "1 23", "x" * 41, "1€2€", ""):
        with pytest.raises(Refused) as refused:
            parse_eur(text)
        assert refused.value.problem.code == "money_form", text
        assert "1.234,56" in str(refused.value), text
    with pytest.raises(Refused) as refused:
        parse_eur("9.999.999.999,99")
    assert refused.value.problem.code == "money_large"


def test_forty_characters_are_read():
    assert parse_eur("1" + " " * 38 + "€") == Decimal("1.00")


def test_parts_go_to_the_largest_remainders_and_then_in_order():
    thirds = split_eur(Decimal("1.00"), [Decimal(1)] * 3)
    assert thirds == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]
    assert split_eur(Decimal("0.02"), [Decimal("0.3"), Decimal("0.1"), Decimal("0.3")]) == [
        Decimal("0.01"),
        Decimal("0.00"),
        Decimal("0.01"),
    ]
    assert split_eur(Decimal("0.05"), [Decimal("0.5"), Decimal("0.5")]) == [Decimal("0.03"), Decimal("0.02")]


@pytest.mark.parametrize("text", ["0.500", "012.345", "0 500", "0.000,50", "00.500", "0\u00a0500", "0.500,00 €"])
def test_group_that_begins_with_zero_could_be_two_sums(text):
    with pytest.raises(Refused) as refused:
        parse_eur(text)
    assert refused.value.problem.code == "money_two_ways"
    assert "500,00" in str(refused.value.problem)
    assert "0,50" in str(refused.value.problem)


@pytest.mark.parametrize(
    ("text", "euro"),
    [("1500,-", "1500"), ("1.500,--", "1500"), ("1 500,– €", "1500"), ("0,50", "0.50"), ("500", "500"), ("7,—", "7")],
)
def test_dashes_for_no_cents_are_understood(text, euro):
    assert parse_eur(text) == Decimal(euro)


@pytest.mark.parametrize("text", [",-", "1,5-", "1-", "1,---"])
def test_other_dashes_are_not(text):
    with pytest.raises(Refused):
        parse_eur(text)


def test_quantity_knows_no_group_of_zero():
    field = QuantityField()
    assert field.clean("1.500") == Decimal(1500)
    for text in ("0.500", "012.345"):
        with pytest.raises(ValidationError):
            field.clean(text)


@pytest.mark.parametrize(
    ("amount", "text"),
    [("-0.004", "0,00\u00a0€"), ("-0.005", "−0,01\u00a0€"), ("0", "0,00\u00a0€"), ("-1234.5", "−1.234,50\u00a0€")],
)
def test_no_sum_is_minus_zero(amount, text):
    assert format_eur(Decimal(amount)) == text


@given(
    cents=st.integers(-(10**9), 10**9),
    weights=st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any),
)
def test_parts_of_any_sum_add_up(cents, weights):
    amount = Decimal(cents) / 100
    parts = split_eur(amount, [Decimal(weight) for weight in weights])
    assert sum(parts) == amount
    assert all(part * amount >= 0 for part in parts)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("101000", "einhunderteintausend Euro"),
        ("101001", "einhunderteintausendeins Euro"),
        ("201500.01", "zweihunderteintausendfünfhundert Euro und ein Cent"),
        ("1000", "eintausend Euro"),
        ("-4800", "minus viertausendachthundert Euro"),
        ("-0.05", "minus null Euro und fünf Cent"),
        ("-0.001", "null Euro"),
    ],
)
def test_sums_in_words(amount, words):
    assert in_words(Decimal(amount)) == words


SMALL = {
    word: number
    for number, word in enumerate(
        [
            "null",
            "ein",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwölf",
            "dreizehn",
            "vierzehn",
            "fünfzehn",
            "sechzehn",
            "siebzehn",
            "achtzehn",
            "neunzehn",
        ]
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"], start=2
    )
}


def below_hundred(word):
    """A number below 100 from its German word; None for what is none."""
    if word in SMALL or word == "eins":
        return SMALL.get(word, 1)
    if word in TENS:
        return TENS[word]
    one, _und, ten = word.partition("und")
    return SMALL[one] + TENS[ten] if one in SMALL and ten in TENS and 0 < SMALL[one] < 10 else None


def below_thousand(word):
    hundreds, found, rest = word.partition("hundert")
    if not found:
        return below_hundred(word)
    first, last = SMALL.get(hundreds), below_hundred(rest) if rest else 0
    return None if not first or first > 9 or last is None else 100 * first + last


def number_of(words):
    """What a whole number below a million says; None where it is no German number."""
    thousands, found, rest = words.partition("tausend")
    if not found:
        return below_thousand(words)
    first, last = below_thousand(thousands), below_thousand(rest) if rest else 0
    return None if not first or last is None or thousands.endswith("eins") else 1000 * first + last


def test_every_sum_in_words_can_be_read_back(long_search):
    for euro in range(0, 1_000_000, 1 if long_search else 997):
        assert number_of(in_words(Decimal(euro)).removesuffix(" Euro")) == euro, euro
    for euro in (*range(2000), *range(100_990, 102_010)):
        assert number_of(in_words(Decimal(euro)).removesuffix(" Euro")) == euro, euro
    assert in_words(Decimal(1_000_000)) == "eine Million Euro"


def test_of_equal_remainders_the_larger_weight_gets_the_cent():
    """money.md BK3."""
    assert split_eur(Decimal("0.02"), [Decimal(1), Decimal(3)]) == [Decimal("0.00"), Decimal("0.02")]
    assert split_eur(Decimal("0.02"), [Decimal(3), Decimal(1)]) == [Decimal("0.02"), Decimal("0.00")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("24", "24"),
        ("24.00", "24"),
        ("1.50", "1,5"),
        ("-2.0", "-2"),
        ("1200", "1200"),
        ("0.0", "0"),
        ("1E+3", "1000"),
    ],
)
def test_figure_is_written_without_useless_zeros(value, text):
    assert format_figure(Decimal(value)) == text


def test_exact_amounts_are_rounded_half_up_once():
    told = [round_exact(Fraction(text)) for text in ("0.005", "0.0049", "1/3", "2.675", "-0.005")]
    assert [str(one) for one in told] == ["0.01", "0.00", "0.33", "2.68", "0.00"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.234,00", 1234), ("1234", 1234), ("1.234.567", 1234567), ("5 €", 5), ("0,01", Decimal("0.01"))],
)
def test_sums_that_were_paid(text, amount):
    assert parse_paid(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-5", "minus"),
        ("−5", "minus"),
        ("5 $", "currency"),
        ("USD 5", "currency"),
        ("1.234", "two_ways"),
        ("0", "zero"),
    ],
)
def test_sums_that_a_receipt_may_be_misread_by_are_refused(text, code):
    with pytest.raises(Refused) as refused:
        parse_paid(text)
    assert refused.value.problem.code == code
    if code == "two_ways":
        assert refused.value.problem.params == {"large": "1234,00", "small": "1,234"}
