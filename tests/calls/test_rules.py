"""Plans, windows, completeness, the formal check."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.calls import rules
from aktionsplan.shared.periods import BERLIN

EUR = st.decimals(min_value=0, max_value=9999, places=2)
WINDOW = rules.Window(dt.date(2026, 1, 10), dt.date(2026, 2, 27), dt.date(2026, 3, 1), dt.date(2026, 12, 15))


def plan(expenses, grant, own):
    return rules.Plan(Decimal(expenses), Decimal(grant) + Decimal(own), Decimal(grant))


def test_line_is_quantity_times_price_rounded_once():
    assert rules.line_amount(Decimal("24"), Decimal("65.00")) == Decimal("1560.00")
    assert rules.line_amount(Decimal("1.5"), Decimal("0.33")) == Decimal("0.50")


@given(
    st.lists(
        st.builds(
            rules.Line, st.sampled_from(["expense", "income"]), st.sampled_from(["grant", "fees", "own_funds"]), EUR
        ),
        max_size=30,
    )
)
def test_sums_are_the_sums_of_the_lines(lines):
    sums = rules.plan(lines)
    assert sums.expenses_eur == sum(x.amount_eur for x in lines if x.side == "expense")
    assert sums.own_eur + sums.grant_eur == sums.income_eur
    assert sums.gap_eur == sums.expenses_eur - sums.income_eur
    assert sum(a for _, a in rules.by_category([x for x in lines if x.category == "fees"], "expense")) == sum(
        x.amount_eur for x in lines if x.side == "expense" and x.category == "fees"
    )


def test_gap_says_where_and_how_much():
    assert str(rules.gap_problem(plan("6120", "4800", "1200"))) == "Es fehlen 120,00\u00a0€ auf der Einnahmenseite"
    assert (
        str(rules.gap_problem(plan("6120", "4800", "1400")))
        == "Die Einnahmen sind 80,00\u00a0€ höher als die Ausgaben"
    )
    assert rules.gap_problem(plan("6120", "4800", "1320")) is None


@pytest.mark.parametrize(
    ("sums", "codes"),
    [
        (plan("5000", "4000", "1000"), []),
        (plan("0", "0", "0"), ["empty", "no_grant"]),
        (plan("5000", "4500", "500"), []),
        (plan("5000", "4500.01", "499.99"), ["own_share"]),
        (plan("5600", "5000.01", "599.99"), ["cap"]),
        (plan("5000", "4000", "900"), ["gap"]),
        (plan("100", "0", "100"), ["no_grant"]),
    ],
)
def test_plan_problems(sums, codes):
    assert [p.code for p in rules.plan_problems(sums, max_amount=Decimal(5000), own_percent=10)] == codes


def test_no_cap_when_none_is_set():
    assert rules.plan_problems(plan("90000", "80000", "10000"), max_amount=None, own_percent=10) == []


@pytest.mark.parametrize(("grant", "own", "percent"), [("4800", "1200", 20), ("0", "0", 0), ("2", "1", 33)])
def test_own_share_in_percent(grant, own, percent):
    assert rules.own_share_percent(plan("1", grant, own)) == percent


CAPS = {"fee_per_hour": Decimal(72), "fee_per_day": Decimal(540)}


@pytest.mark.parametrize(
    ("category", "unit", "price", "ok"),
    [
        ("fees", "hours", "72.00", True),
        ("fees", "hours", "72.01", False),
        ("fees", "days", "540.00", True),
        ("fees", "days", "540.01", False),
        ("fees", "flat", "90", False),
        ("rent", "hours", "900", True),
    ],
)
def test_fees_are_capped_per_hour_and_day(category, unit, price, ok):
    line = rules.Line("expense", category, Decimal(1), unit, Decimal(price))
    assert (rules.line_problem(line, **CAPS) is None) is ok


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"deadline": dt.date(2026, 1, 9)}, "deadline"),
        ({"project_until": dt.date(2026, 3, 1)}, None),
        ({"project_from": dt.date(2026, 3, 2), "project_until": dt.date(2026, 3, 1)}, "period"),
        ({"project_from": dt.date(2026, 1, 2), "project_until": dt.date(2026, 2, 27)}, "period"),
        ({"project_from": dt.date(2025, 12, 31)}, "year_start"),
        ({"project_from": dt.date(2026, 1, 1)}, None),
        ({"project_until": dt.date(2027, 1, 1)}, "year_end"),
        ({"project_until": dt.date(2026, 12, 31)}, None),
        ({"deadline": dt.date(2026, 2, 28)}, "rest"),  # a Saturday
        ({"deadline": dt.date(2026, 3, 1)}, "rest"),
        ({"deadline": dt.date(2026, 3, 2)}, None),
        ({"deadline": dt.date(2026, 4, 3)}, "rest"),  # Good Friday
    ],
)
def test_window_of_a_call(changes, code):
    window = rules.Window(**{**WINDOW.__dict__, **changes})
    found = rules.window_problem(window, 2026, land="MV")
    assert (found.code if found else None) == code


def test_submission_before_the_call_opens_is_refused_and_after_the_deadline_late():
    early = dt.datetime(2026, 1, 9, 12, tzinfo=BERLIN)
    assert rules.submission_problem(WINDOW, early.date()).code == "not_open"
    last = dt.datetime(2026, 2, 27, 23, 59, 59, tzinfo=BERLIN)
    assert rules.submission_problem(WINDOW, last.date()) is None
    assert not rules.late(WINDOW, last)
    assert rules.late(WINDOW, last + dt.timedelta(seconds=1))


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        ("2026-05-01", "2026-09-30", None),
        (None, "2026-09-30", None),
        ("2026-05-02", "2026-05-01", "period"),
        ("2026-02-28", "2026-05-01", "starts"),
        ("2026-05-01", "2026-12-16", "ends"),
        ("2026-03-01", "2026-12-15", None),
    ],
)
def test_project_lies_in_the_window(starts, ends, code):
    found = rules.period_problem(
        WINDOW, starts and dt.date.fromisoformat(starts), ends and dt.date.fromisoformat(ends)
    )
    assert (found.code if found else None) == code


def test_missing_answers_name_their_step():
    values = dict.fromkeys(rules.NEEDED, "x")
    assert rules.missing(values) == []
    assert [(step, p.field_name) for step, p in rules.missing(values | {"goal": None, "not_begun": False})] == [
        (4, "goal"),
        (7, "not_begun"),
    ]


ALL = dict.fromkeys(rules.CHECKS, True)


@pytest.mark.parametrize(
    ("answers", "result", "note", "confirmed", "code"),
    [
        (ALL, "admit", "", True, None),
        (ALL | {"area": False}, "admit", "", True, "check"),
        (ALL, "admit", "", False, "organisation"),
        (ALL, "return", "", True, "note"),
        ({}, "return", "bitte ergänzen", False, None),
        ({}, "refuse", "", True, "note"),
    ],
)
def test_formal_check(answers, result, note, confirmed, code):
    found = rules.check_problem(answers, result, note, confirmed)
    assert (found.code if found else None) == code


def test_line_that_no_column_can_hold_is_refused_in_words():
    most = rules.Line("expense", "material", rules.MAX_LINE_EUR)
    over = rules.Line("expense", "material", rules.MAX_LINE_EUR + Decimal("0.01"))
    assert rules.line_problem(most, **CAPS) is None
    assert rules.line_problem(over, **CAPS).code == "too_large"
    assert Decimal(10) ** 9 > rules.MAX_LINE_EUR * rules.MAX_LINES


@pytest.mark.parametrize(
    ("in_time", "result", "note", "code"),
    [
        (True, "admit", "Serverausfall", "late"),
        (False, "admit", "", "note"),
        (False, "admit", "Serverausfall", None),
        (False, "refuse", "zu spät", None),
    ],
)
def test_late_application_is_admitted_with_a_reason_and_never_as_in_time(in_time, result, note, code):
    answers = dict.fromkeys(rules.CHECKS, True) | {"in_time": in_time}
    found = rules.check_problem(answers, result, note, True, late=True)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("requested", "first", "late", "refused"),
    [
        ("5000", "4000", True, True),
        ("4000", "4000", True, False),
        ("5000", "4000", False, False),
        ("5000", None, True, False),
    ],
)
def test_sum_never_rises_after_the_deadline(requested, first, late, refused):
    first_eur = Decimal(first) if first else None
    found = rules.raised_problem(requested=Decimal(requested), first=first_eur, late=late)
    assert (found is not None) is refused


def told(problem):
    return (problem.code, problem.field_name, str(problem))


def test_every_side_and_category_counts_once():
    found = rules.plan(
        [
            rules.Line("expense", "fees", Decimal(10)),
            rules.Line("expense", "rent", Decimal(5)),
            rules.Line("income", "grant", Decimal(9)),
            rules.Line("income", "own_funds", Decimal(4)),
        ]
    )
    assert found == rules.Plan(Decimal(15), Decimal(13), Decimal(9))
    assert rules.plan([]) == rules.Plan(Decimal("0.00"), Decimal("0.00"), Decimal("0.00"))
    lines = [rules.Line("income", "donation", Decimal(2)), rules.Line("income", "grant", Decimal(3))]
    assert rules.by_category(lines, "income") == [("grant", Decimal(3)), ("donation", Decimal(2))]


def test_refusals_of_a_plan_in_words():
    assert told(rules.gap_problem(plan("100", "90", "9.50"))) == (
        "gap",
        "budget",
        "Es fehlen 0,50\u00a0€ auf der Einnahmenseite",
    )
    assert told(rules.gap_problem(plan("100", "90", "10.50"))) == (
        "gap",
        "budget",
        "Die Einnahmen sind 0,50\u00a0€ höher als die Ausgaben",
    )
    found = rules.plan_problems(plan("100", "95", "5"), max_amount=Decimal(94), own_percent=10)
    assert [told(problem) for problem in found] == [
        ("cap", "budget", "Höchstens 94,00\u00a0€ sind möglich."),
        (
            "own_share",
            "budget",
            "Eigene Mittel, Eintritt und andere Gelder müssen mindestens 10 % der Einnahmen sein.",
        ),
    ]
    assert [
        told(problem) for problem in rules.plan_problems(plan("0", "0", "0"), max_amount=None, own_percent=10)
    ] == [
        ("empty", "budget", "Tragen Sie mindestens eine Ausgabe ein."),
        ("no_grant", "budget", "Tragen Sie ein, welchen Betrag Sie beantragen."),
    ]


def test_cap_and_share_hold_at_their_edge():
    assert rules.plan_problems(plan("100", "90", "10"), max_amount=Decimal(90), own_percent=10) == []
    assert rules.plan_problems(plan("0.50", "0.50", "0"), max_amount=None, own_percent=10)[0].code == "own_share"
    assert rules.own_share_percent(plan("100", "90.01", "9.99")) == 9
    assert rules.own_share_percent(plan("100", "90", "10")) == 10
    assert rules.own_share_percent(plan("1", "0", "0.99")) == 100
    assert rules.own_share_percent(plan("0", "0", "0")) == 0


def test_refusals_of_a_line_in_words():
    def refused(category, unit, price):
        line = rules.Line("expense", category, Decimal(1), unit, Decimal(price))
        return told(rules.line_problem(line, **CAPS))

    assert refused("fees", "hours", "73") == (
        "fee",
        "price_eur",
        "Höchstens 72,00\u00a0€ je Stunde. Tragen Sie einen kleineren Betrag ein.",
    )
    assert refused("fees", "days", "541") == (
        "fee",
        "price_eur",
        "Höchstens 540,00\u00a0€ je Tag. Tragen Sie einen kleineren Betrag ein.",
    )
    assert refused("fees", "flat", "5") == ("fee", "unit", "Bitte tragen Sie Honorare nach Stunden oder Tagen ein.")
    over = rules.Line("expense", "rent", rules.MAX_LINE_EUR + 1)
    assert told(rules.line_problem(over, **CAPS)) == (
        "too_large",
        "price_eur",
        "Menge mal Preis ergibt mehr als 9.999.999,99\u00a0€. Prüfen Sie beide Zahlen.",
    )


def test_windows_may_be_as_short_as_a_day():
    day = dt.date(2026, 1, 12)
    one = rules.Window(day, day, dt.date(2026, 3, 1), dt.date(2026, 3, 1))
    assert rules.window_problem(one, 2026, land="MV") is None
    assert rules.submission_problem(one, day) is None
    assert rules.period_problem(one, dt.date(2026, 3, 1), dt.date(2026, 3, 1)) is None


def test_refusals_of_a_period_in_words():
    starts, ends = WINDOW.project_from, WINDOW.project_until
    assert told(rules.period_problem(WINDOW, starts - dt.timedelta(1), ends)) == (
        "starts",
        "starts_on",
        "Projekte dieses Aufrufs beginnen frühestens am 01.03.2026.",
    )
    assert told(rules.period_problem(WINDOW, starts, ends + dt.timedelta(1))) == (
        "ends",
        "ends_on",
        "Projekte dieses Aufrufs enden spätestens am 15.12.2026.",
    )
    assert told(rules.period_problem(WINDOW, ends, starts)) == ("period", "ends_on", "Das Ende liegt vor dem Beginn.")


def test_what_is_missing_in_words():
    found = {problem.field_name: (step, told(problem)) for step, problem in rules.missing({})}
    assert found["title"] == (2, ("missing", "title", "Wie heißt das Projekt?"))
    assert set(found) == set(rules.NEEDED)


def test_raised_sum_in_words():
    found = rules.raised_problem(requested=Decimal(5000), first=Decimal(4000), late=True)
    assert told(found) == (
        "raised",
        "budget",
        "Nach der Frist kann der Betrag nicht mehr steigen. Zuerst beantragt waren 4.000,00\u00a0€.",
    )


def test_check_names_what_is_not_fulfilled():
    answers = dict.fromkeys(rules.CHECKS, True) | {"area": False, "cap": False}
    found = rules.check_problem(answers, "admit", "", True)
    assert told(found) == (
        "check",
        "result",
        "Noch nicht erfüllt: Findet im Fördergebiet statt, Der Höchstbetrag ist eingehalten.",
    )
    late = dict.fromkeys(rules.CHECKS, True) | {"in_time": False, "area": False}
    assert rules.check_problem(late, "admit", "Serverausfall", True, late=True).code == "check"
    assert (
        rules.check_problem(dict.fromkeys(rules.CHECKS, True) | {"in_time": False}, "admit", "", True).code == "check"
    )


def test_deadline_on_a_day_of_rest_names_the_next_working_day():
    window = rules.Window(**{**WINDOW.__dict__, "deadline": dt.date(2026, 4, 3)})
    found = rules.window_problem(window, 2026, land="MV")
    assert (found.field_name, found.params) == ("deadline", {"day": "03.04.2026", "next": "07.04.2026"})
