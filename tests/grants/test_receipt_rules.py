"""What is to be looked at in receipts, and what they make of the grant today: the picture's figures, and what always holds."""

import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aktionsplan.implementation.grants.rules import final
from aktionsplan.implementation.grants.rules.final import Terms
from aktionsplan.implementation.grants.rules.forecast import forecast, income_of, spent_lines
from aktionsplan.implementation.grants.rules.receipt import (
    INCOME_KINDS,
    Bounds,
    Entry,
    capped,
    counted,
    eligible_problem,
    look,
    plain,
)

FIRST, LAST, TODAY = dt.date(2026, 5, 1), dt.date(2026, 9, 30), dt.date(2026, 6, 7)
BOUNDS = Bounds(FIRST, LAST, TODAY, {"hours": D(72), "days": D(540)})
TERMS = Terms("deficit", D(4800), D(6120), D(600), D(720))
PLAN = {"fees": D(2220), "rent": D(1650), "material": D(1180), "travel": D(230), "catering": D(840)}


def paid(day):
    return dt.date(2026, int(day[3:5]), int(day[:2]))


def entry(number, line="rent", amount="100", payee="Reederei", on="20.05.", **more):
    more = {"file": f"f{number}", "document_on": paid(on)} | more
    return Entry(number, line=line, payee=payee, amount_eur=D(amount) if amount else None, paid_on=paid(on), **more)


PICTURE = [
    entry(1, "fees", "650", "Erzählerin", "05.05."),
    entry(2, "rent", "360", "Tonwerk Elbe", "06.05."),
    entry(3, "material", "118.75", "Stoffhaus Lüttow", "13.05."),
    entry(4, "material", "300", "Baumarkt", "14.05."),
    entry(5, "material", "186.40", "Baumarkt", "15.05."),
    entry(6, "material", "405", "Druckerei am Markt", "20.05."),
    entry(7, "rent", "190", "Tonwerk Elbe", "22.05."),
    entry(8, "fees", "330", "Jan Okoro", "26.05."),
    entry(9, "travel", "62", "Anna Wendt", "27.05."),
    entry(10, "rent", "180", "Reederei Hafenviertel", "29.05."),
    entry(11, "catering", "89", "Bäckerei Hansen", "30.05."),
    entry(12, "rent", "120", "Reederei Hafenviertel", "29.04."),
    entry(13, "material", "118.75", "Stoffhaus  Lüttow", "13.05."),
    entry(14, "material", "427.50", "Druckerei am Markt", "05.06."),
    Entry(15, "income", "donation", "Frau Lange", amount_eur=D(120), paid_on=paid("10.05.")),
]


def told(looked, number):
    return [one.code for one in looked.findings.get(number, ())]


def rows_of(found):
    return [(str(step.text), step.amount_eur) for step in found.steps]


def test_findings_of_the_picture():
    looked = look(PICTURE, BOUNDS, TERMS, PLAN)
    assert {number: told(looked, number) for number in looked.findings} == {
        12: ["before"],
        13: ["double"],
        14: ["over_line"],
    }
    assert str(looked.findings[12][0]).startswith("Bezahlt am 29. April 2026, das Projekt beginnt am 1. Mai 2026")
    assert str(looked.findings[13][0]) == "Sieht aus wie Beleg 3: gleicher Betrag, gleiches Datum."
    assert str(looked.findings[14][0]) == "Damit ist „Material und Druck“ mehr als 20 % über dem Plan."


def test_forecast_of_the_picture():
    looked = look(PICTURE, BOUNDS, TERMS, PLAN)
    found = forecast(PICTURE, looked, TERMS, PLAN, paid_eur=D(2400), drawn_eur=D(2400))
    assert rows_of(found) == [
        ("Ihre Belege, die zählen", D("3298.65")),
        ("über 20 %, zahlt der Verein", D("-21.65")),
        ("Eigenmittel aus dem Plan", D("-600.00")),
        ("Spenden", D("-120")),
        ("Von der Zuwendung gedeckt", D("2557.00")),
        ("Schon ausgezahlt", D("2400")),
        ("Noch anzufordern", D("157.00")),
    ]
    assert (str(found.headline), str(found.why)) == (
        "Nichts zurückzuzahlen",
        "Sie könnten noch 157,00\u00a0€ anfordern.",
    )
    assert found.left_out == [12, 13]
    assert [(line.key, line.spent_eur) for line in found.lines] == [
        ("fees", 980), ("rent", 730), ("material", D("1437.65")), ("travel", 62), ("catering", 89)
    ]  # fmt: skip


def test_money_that_was_asked_for_is_not_offered_again_and_too_much_is_named():
    looked = look(PICTURE, BOUNDS, TERMS, PLAN)
    asked = forecast(PICTURE, looked, TERMS, PLAN, paid_eur=D(2400), drawn_eur=D("2557"))
    assert (asked.more_eur, str(asked.why)) == (0, "Es ist genau so viel ausgezahlt, wie Ihre Belege decken.")
    much = forecast(PICTURE, looked, TERMS, PLAN, paid_eur=D(3000), drawn_eur=D(3000))
    assert rows_of(much)[-1] == ("Zurückzuzahlen", D(443))
    assert str(much.headline) == "443,00\u00a0€ zurückzuzahlen"
    assert str(much.why) == "Ausgezahlt sind 3.000,00\u00a0€. Ihre Belege decken davon bis heute 2.557,00\u00a0€."


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"on": "30.04."}, "before"),
        ({"on": "01.05."}, ""),
        ({"document_on": dt.date(2026, 4, 30)}, "billed_before"),
        ({"document_on": None}, ""),
        ({"on": "08.06."}, "future"),
        ({"on": "07.06."}, ""),
        ({"document_on": dt.date(2026, 6, 8)}, "future"),
        ({"payee": ""}, "missing"),
        ({"line": ""}, "missing"),
        ({"amount": ""}, "missing"),
        ({"file": ""}, "no_proof"),
        ({"file": "", "flow": "Auszug 7"}, ""),
        ({"currency": "USD"}, ""),
        ({"currency": "USD", "amount": ""}, "currency"),
    ],
)
def test_each_check(changed, code):
    looked = look([entry(1, **changed)], BOUNDS, TERMS, PLAN)
    assert code in told(looked, 1) if code else not told(looked, 1)


def test_paid_after_the_period():
    bounds = Bounds(FIRST, dt.date(2026, 5, 19), TODAY, {})
    assert told(look([entry(1)], bounds, TERMS, PLAN), 1) == ["after"]
    assert told(look([entry(1, on="19.05.")], bounds, TERMS, PLAN), 1) == []


def test_income_needs_no_proof_and_may_come_late():
    row = Entry(1, "income", "donation", "Frau Lange", amount_eur=D(5), paid_on=dt.date(2026, 4, 1))
    assert told(look([row], BOUNDS, TERMS, PLAN), 1) == []
    bare = look([Entry(1, "income")], BOUNDS, TERMS, PLAN)
    assert str(bare.findings[1][0]) == "Es fehlt noch: von wem, Ansatz, bekommen am, Betrag."


@pytest.mark.parametrize(
    ("second", "double"),
    [
        ({"file": "f1", "payee": "X", "amount": "5"}, "dieselbe Datei"),
        ({"invoice_number": " re 2026-0417", "payee": "X", "amount": "5"}, "gleiche Rechnungsnummer"),
        ({}, "gleicher Betrag, gleiches Datum"),
        ({"on": "21.05."}, ""),
        ({"amount": "100.01"}, ""),
        ({"payee": "Reederei 2"}, ""),
    ],
)
def test_doubles(second, double):
    first = entry(1, invoice_number="RE2026/0417")
    looked = look([first, entry(2, **second)], BOUNDS, TERMS, PLAN)
    assert told(looked, 1) == []
    assert told(looked, 2) == (["double"] if double else [])
    if double:
        assert str(looked.findings[2][0]) == f"Sieht aus wie Beleg 1: {double}."


def test_the_same_sum_in_and_out_is_no_double():
    income = Entry(2, "income", "donation", "Reederei", amount_eur=D(100), paid_on=paid("20.05."))
    assert told(look([entry(1), income], BOUNDS, TERMS, PLAN), 2) == []


def test_file_of_another_project():
    assert told(look([entry(1)], BOUNDS, TERMS, PLAN, elsewhere={"f1"}), 1) == ["elsewhere"]


def test_exactly_a_fifth_is_fine_and_a_cent_more_is_told():
    assert told(look([entry(1, "rent", "1980")], BOUNDS, TERMS, PLAN), 1) == []
    assert told(look([entry(1, "rent", "1980.01")], BOUNDS, TERMS, PLAN), 1) == ["over_line"]
    assert told(look([entry(1, "staff", "0.01")], BOUNDS, TERMS, PLAN), 1) == ["over_line"]
    fixed = Terms("fixed", D(4800), D(6120))
    assert told(look([entry(1, "staff", "0.01")], BOUNDS, fixed, PLAN), 1) == []


def test_what_does_not_count_fills_no_line():
    rows = [entry(1, "rent", "1980", on="30.04."), entry(2, "rent", "1980")]
    assert told(look(rows, BOUNDS, TERMS, PLAN), 2) == []


@pytest.mark.parametrize(
    ("fee", "cap", "counts"),
    [
        ({"quantity": D(5), "unit": "hours"}, "360.00", "360.00"),
        ({"quantity": D("1.5"), "unit": "days"}, "810.00", "400"),
        ({"quantity": D(5), "unit": "pieces"}, None, "400"),
        ({"unit": "hours"}, None, "400"),
        ({"quantity": D(5), "unit": "hours", "eligible_eur": D("12.50")}, "360.00", "12.50"),
    ],
)
def test_caps_of_fees(fee, cap, counts):
    row = entry(1, "fees", "400", **fee)
    assert capped(row, BOUNDS.caps) == (D(cap) if cap else None)
    assert counted(row, BOUNDS.caps) == D(counts)
    over = cap is not None and D(counts) == D(cap)
    looked = look([row], BOUNDS, TERMS, PLAN)
    assert told(looked, 1) == (["over_cap"] if over else [])
    assert not looked.is_open(1)
    assert counted(entry(1, "rent", "400", **fee | {"eligible_eur": None}), BOUNDS.caps) == 400


def test_words_of_a_cap():
    rows = [entry(1, "fees", "400", quantity=D(5), unit="hours"), entry(2, "fees", "900", quantity=D(1), unit="days")]
    looked = look(rows, BOUNDS, TERMS, PLAN)
    assert str(looked.findings[1][0]) == "Es gelten höchstens 72,00\u00a0€ je Stunde. Davon zählen 360,00\u00a0€."
    assert str(looked.findings[2][0]) == "Es gelten höchstens 540,00\u00a0€ je Tag. Davon zählen 540,00\u00a0€."


def test_open_findings_come_before_hints():
    fees = entry(2, "fees", "400", file="", quantity=D(5), unit="hours", document_on=paid("01.05."))
    assert told(look([fees], BOUNDS, TERMS, PLAN), 2) == ["no_proof", "over_cap"]


def test_more_than_all_is_not_eligible():
    assert eligible_problem(D(5), None) is None
    assert eligible_problem(D(5), D(5)) is None
    assert eligible_problem(D(5), D("5.01")).code == "eligible"
    assert eligible_problem(None, D(1)).code == "eligible"


def test_plain():
    assert plain(" Druckerei-am Markt, GmbH ") == plain("DRUCKEREI AM MARKT GMBH") == "druckereiammarktgmbh"


ROWS = {
    "deficit": ["1100", "-20.00", "-80.00", "-300.00", "-40", "660.00", "700", "40.00"],
    "proportional": ["1100", "-20.00", "-50.00", "-30", "800.00", "800.00", "700", "100.00"],
    "full": ["1100", "-20.00", "-80.00", "-40", "-160.00", "800.00", "700", "100.00"],
    "fixed": ["1100", "-100.00", "-200.00", "800.00", "700", "100.00"],
}


@pytest.mark.parametrize("kind", ["deficit", "full", "fixed"])
def test_rows_of_each_funding_type(kind):
    terms = Terms(kind, D(800), D(1000), D(300), D(40))
    rows = [entry(1, "rent", "620"), entry(2, "material", "480"), PICTURE[-1]]
    rows[2] = Entry(3, "income", "donation", "Lange", amount_eur=D(40), paid_on=paid("10.05."))
    plan = {"rent": D(500), "material": D(500)}
    found = forecast(rows, look(rows, BOUNDS, terms, plan), terms, plan, paid_eur=D(700), drawn_eur=D(700))
    assert [step.amount_eur for step in found.steps] == [D(one) for one in ROWS[kind]]


def test_share_takes_off_only_what_was_not_planned():
    terms = Terms("proportional", D(800), D(1000), D(200), D(10))
    rows = [entry(1, "rent", "620"), entry(2, "material", "480")]
    rows.append(Entry(3, "income", "donation", "Lange", amount_eur=D(40), paid_on=paid("10.05.")))
    plan = {"rent": D(500), "material": D(500)}
    found = forecast(rows, look(rows, BOUNDS, terms, plan), terms, plan, paid_eur=D(700), drawn_eur=D(0))
    assert [step.amount_eur for step in found.steps] == [D(one) for one in ROWS["proportional"]]
    assert str(found.steps[4].text) == "davon der Anteil 800,00\u00a0€ von 1.000,00\u00a0€"


def test_nothing_spent_yet():
    found = forecast([], look([], BOUNDS, TERMS, PLAN), TERMS, PLAN, paid_eur=D(2400), drawn_eur=D(2400))
    assert rows_of(found)[1:] == [
        ("Eigenmittel aus dem Plan", D("-600.00")),
        ("weniger als nichts gibt es nicht", D("600.00")),
        ("Von der Zuwendung gedeckt", D("0.00")),
        ("Schon ausgezahlt", D("2400")),
        ("Zurückzuzahlen", D("2400.00")),
    ]


def test_small_reduction_is_told():
    terms = Terms("deficit", D(800), D(1000), D(200), D(0), D(50))
    rows = [entry(1, "rent", "970")]
    plan = {"rent": D(1000)}
    found = forecast(rows, look(rows, BOUNDS, terms, plan), terms, plan, paid_eur=D(0), drawn_eur=D(0))
    assert ("Kürzung unter der Grenze, entfällt", D(30)) in rows_of(found)


MONEY = st.decimals(D(0), D(3000), places=2)
ENTRIES = st.lists(
    st.builds(
        lambda side, line, amount, day, file: (side, line, amount, day, file),
        st.sampled_from(["expense", "expense", "income"]),
        st.sampled_from(["rent", "fees", "material"]),
        MONEY,
        st.integers(0, 40),
        st.sampled_from(["", "a", "b", "c", "d", "e"]),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(
    ENTRIES, st.sampled_from(["deficit", "proportional", "full", "fixed"]), MONEY, MONEY, st.sampled_from([0, 100])
)
def test_forecast_is_the_formula_and_its_rows_add_up(drawn, kind, own, others, threshold):
    """FC1: the same as the examination that adds no objection and lifts none."""
    entries = [
        Entry(n, side, "donation" if side == "income" else line, f"P{n}", amount_eur=amount,
              paid_on=FIRST + dt.timedelta(days=day - 2), file=file)
        for n, (side, line, amount, day, file) in enumerate(drawn, 1)
    ]  # fmt: skip
    terms = Terms(kind, D(2000), D("2500.01"), own, others, D(threshold))
    plan = {"rent": D("1000.01"), "fees": D(1500)}
    looked = look(entries, BOUNDS, terms, plan)
    found = forecast(entries, looked, terms, plan, paid_eur=D(900), drawn_eur=D(1000))
    income = sum(income_of(entries, looked).values(), D(0))
    spent = final.recognised(spent_lines(entries, looked, plan), terms, income)
    assert found.outcome == final.final_grant(terms, spent, income)
    assert 0 <= found.outcome.final_eur <= 2000
    assert found.back_eur == max(0, 900 - found.outcome.final_eur)
    assert found.more_eur == max(0, found.outcome.final_eur - 1000)
    upto = [step.amount_eur for step in found.steps[: [step.total for step in found.steps].index(True)]]
    shared = [n for n, step in enumerate(found.steps) if "Anteil" in step.text.text]
    assert sum(upto[shared[0] if shared else 0 :], D(0)) == found.outcome.final_eur


@settings(max_examples=60, deadline=None)
@given(ENTRIES, st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_rows(drawn, dice):
    entries = [
        Entry(n, side, "donation" if side == "income" else line, f"P{n % 3}", amount_eur=amount,
              paid_on=FIRST + dt.timedelta(days=day - 2), file=file)
        for n, (side, line, amount, day, file) in enumerate(drawn, 1)
    ]  # fmt: skip
    mixed = entries[:]
    dice.shuffle(mixed)
    assert look(entries, BOUNDS, TERMS, PLAN).findings == look(mixed, BOUNDS, TERMS, PLAN).findings


def test_bounds_of_fee_double_and_income():
    assert "grant" not in INCOME_KINDS
    exact = entry(1, "fees", "144", quantity=D(2), unit="hours")
    assert told(look([exact], BOUNDS, TERMS, PLAN), 1) == []
    over = entry(1, "fees", "144.01", quantity=D(2), unit="hours")
    assert told(look([over], BOUNDS, TERMS, PLAN), 1) == ["over_cap"]
    nameless = [entry(1, payee=""), entry(2, payee="")]
    assert told(look(nameless, BOUNDS, TERMS, PLAN), 2) == ["missing"]


def test_what_lies_above_a_line_is_told():
    looked = look(PICTURE, BOUNDS, TERMS, PLAN)
    found = forecast(PICTURE, looked, TERMS, PLAN, paid_eur=D(0), drawn_eur=D(0))
    assert str(found.above("material")) == (
        "257,65\u00a0€ mehr als geplant, das sind 21,8\u00a0%. Erlaubt sind 20 %, also bis 1.416,00\u00a0€. "
        "Die 21,65\u00a0€ darüber zahlt Ihr Verein, außer das Amt stimmt einer Änderung zu."
    )
    assert (found.above("fees"), found.above("insurance")) == (None, None)
    unplanned = [entry(1, "insurance", "10")]
    looked = look(unplanned, BOUNDS, TERMS, PLAN)
    found = forecast(unplanned, looked, TERMS, PLAN, paid_eur=D(0), drawn_eur=D(0))
    assert str(found.above("insurance")).startswith("Dafür steht nichts im Plan.")
    flat = Terms("fixed", D(4800), D(6120))
    looked = look(PICTURE, BOUNDS, flat, PLAN)
    assert forecast(PICTURE, looked, flat, PLAN, paid_eur=D(0), drawn_eur=D(0)).above("material") is None


def test_rows_of_a_share_and_of_a_waived_reduction():
    share = Terms("proportional", D(1000), D(3000))
    rows = [entry(1, "fees", "1000.01")]
    found = forecast(rows, look(rows, BOUNDS, share, PLAN), share, PLAN, paid_eur=D(0), drawn_eur=D(0))
    assert ("davon der Anteil 1.000,00\u00a0€ von 3.000,00\u00a0€", D("333.34")) in rows_of(found)
    waived = Terms("deficit", D(1000), D(2000), D(1000), D(0), D(1000))
    rows = [entry(1, "fees", "1000")]
    found = forecast(rows, look(rows, BOUNDS, waived, PLAN), waived, PLAN, paid_eur=D(0), drawn_eur=D(0))
    assert ("Kürzung unter der Grenze, entfällt", D(1000)) in rows_of(found)
    assert found.outcome.final_eur == 1000
    nothing = Terms("deficit", D(1000), D(2000), D(1000))
    rows = [entry(1, "fees", "999")]
    found = forecast(rows, look(rows, BOUNDS, nothing, PLAN), nothing, PLAN, paid_eur=D(0), drawn_eur=D(0))
    assert ("weniger als nichts gibt es nicht", D(1)) in rows_of(found)
    assert found.by_line
    assert [step.total for step in found.steps][-1]
    fixed = Terms("fixed", D(1000), D(2000))
    assert not forecast(rows, look(rows, BOUNDS, fixed, PLAN), fixed, PLAN, paid_eur=D(0), drawn_eur=D(0)).by_line


def test_rows_above_a_line_add_up_with_parts_of_a_cent():
    plan = {"fees": D("0.03"), "rent": D(100)}
    terms = Terms("deficit", D(100), D("100.03"))
    rows = [entry(1, "fees", "0.05"), entry(2, "rent", "50")]
    found = forecast(rows, look(rows, BOUNDS, terms, plan), terms, plan, paid_eur=D(0), drawn_eur=D(0))
    assert rows_of(found)[:3] == [
        ("Ihre Belege, die zählen", D("50.05")),
        ("über 20 %, zahlt der Verein", D("-0.01")),
        ("Von der Zuwendung gedeckt", D("50.04")),
    ]
