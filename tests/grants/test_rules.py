"""Notification, finality and what may be paid: the worked dates of the handbook."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.grants import rules
from aktionsplan.implementation.grants.rules import remedy
from aktionsplan.partnership.rules import fiction_days
from aktionsplan.shared.periods import is_working_day


@pytest.mark.parametrize(
    ("posted", "notified", "end", "binding"),
    [
        ("2024-11-28", "2024-12-01", "2025-01-02", "2025-01-03"),
        ("2025-03-14", "2025-03-18", "2025-04-22", "2025-04-23"),
        ("2026-03-26", "2026-03-30", "2026-04-30", "2026-05-01"),
    ],
)
def test_worked_dates(posted, notified, end, binding):
    day = dt.date.fromisoformat(posted)
    found = remedy.finality(day, days=fiction_days("MV", day).days, shift=False, land="MV")
    assert [str(found.notified), str(found.remedy_end), str(found.binding_from)] == [notified, end, binding]


def test_every_date_is_explained():
    found = remedy.finality(dt.date(2025, 3, 14), days=4, shift=False, land="MV")
    assert [reason.code for reason in found.reasons] == ["notified", "month", "moved", "binding"]
    assert found.reasons[2].params == {"plain": "18.04.2025", "end": "22.04.2025", "name": "Karfreitag"}
    plain = remedy.finality(dt.date(2026, 3, 26), days=4, shift=False, land="MV")
    assert [reason.code for reason in plain.reasons] == ["notified", "month", "binding"]


def test_shifted_notification_is_the_other_view():
    posted = dt.date(2024, 11, 28)
    assert remedy.notification(posted, days=3, shift=False, land="MV") == dt.date(2024, 12, 1)
    assert remedy.notification(posted, days=3, shift=True, land="MV") == dt.date(2024, 12, 2)


def test_a_year_without_right_instruction():
    assert remedy.remedy_end(dt.date(2025, 3, 18), months=12, land="MV") == dt.date(2026, 3, 18)


@given(st.dates(dt.date(2024, 1, 1), dt.date(2035, 1, 1)), st.sampled_from(["MV", "HH", "BY", "SN"]))
def test_last_day_is_a_working_day_at_least_a_month_after_notification(posted, land):
    found = remedy.finality(posted, days=4, shift=False, land=land)
    assert is_working_day(found.remedy_end, land)
    assert found.remedy_end >= found.notified + dt.timedelta(days=28)
    assert found.binding_from == found.remedy_end + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("land", "posted", "days", "sourced"),
    [
        ("BB", "2024-12-31", 3, True),
        ("BB", "2025-01-01", 4, True),
        ("MV", "2025-01-01", 4, False),
        ("MV", "2024-12-31", 3, False),
    ],
)
def test_fiction_days_by_land_and_date(land, posted, days, sourced):
    found = fiction_days(land, dt.date.fromisoformat(posted))
    assert (found.days, found.sourced) == (days, sourced)


@pytest.mark.parametrize(
    ("posted", "problem"), [("2026-03-26", False), ("2026-03-25", True), ("2026-04-11", True), ("2026-04-10", False)]
)
def test_posting_day_must_be_possible(posted, problem):
    found = remedy.posting_problem(
        dt.date.fromisoformat(posted), signed=dt.date(2026, 3, 26), year=2026, today=dt.date(2026, 4, 10)
    )
    assert (found is not None) is problem


def test_posting_long_ago_is_doubted():
    assert (
        remedy.posting_problem(
            dt.date(2026, 1, 1), signed=dt.date(2026, 1, 1), year=2026, today=dt.date(2026, 2, 1)
        ).code
        == "posted"
    )
    assert (
        remedy.posting_problem(dt.date(2026, 1, 1), signed=dt.date(2026, 1, 1), year=2026, today=dt.date(2026, 1, 31))
        is None
    )


@pytest.mark.parametrize(
    ("state", "last", "waived", "today", "code"),
    [
        ("notified", "2026-04-30", False, "2026-04-30", "not_final"),
        ("notified", "2026-04-30", False, "2026-05-01", None),
        ("notified", "2026-04-30", True, "2026-04-01", None),
        ("signed", "2026-04-30", True, "2026-05-01", "not_notified"),
        ("binding", "2026-04-30", False, "2026-05-01", None),
        ("notified", None, False, "2026-05-01", "not_notified"),
    ],
)
def test_money_flows_only_when_final_or_waived(state, last, waived, today, code):
    day = dt.date.fromisoformat(last) if last else None
    found = rules.payable(state=state, remedy_last_day=day, waived=waived, today=dt.date.fromisoformat(today))
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("wanted", "drawn", "ok"),
    [
        ("4000", "0", True),
        ("4000.01", "0", False),
        ("1", "4000", False),
        ("0", "0", False),
        ("0.01", "3999.99", True),
    ],
)
def test_never_more_than_granted_is_drawn(wanted, drawn, ok):
    found = rules.request_problem(wanted=Decimal(wanted), granted=Decimal(4000), drawn=Decimal(drawn))
    assert (found is None) is ok


def test_no_vote_no_notice():
    assert rules.draft_problem(application_state="decided", amount=Decimal(1), decided=True) is None
    assert rules.draft_problem(application_state="decided", amount=Decimal(1), decided=False).code == "no_vote"
    assert rules.draft_problem(application_state="admissible", amount=Decimal(1), decided=True).code == "no_vote"
    assert rules.draft_problem(application_state="decided", amount=None, decided=True).code == "no_vote"


def test_number_and_proof_date():
    assert rules.number(2026, "AF", 4) == "2026-AF-0004"
    assert rules.proof_due(dt.date(2026, 9, 30), 42, "MV") == dt.date(2026, 11, 11)
    assert rules.proof_due(dt.date(2026, 10, 31), 42, "MV") == dt.date(2026, 12, 14)


@pytest.mark.parametrize(
    ("days", "words"), [(42, "6 Wochen"), (7, "1 Woche"), (10, "10 Tage"), (1, "1 Tag"), (60, "60 Tage")]
)
def test_span_never_rounds_days_away(days, words):
    assert rules.span(days) == words
    assert rules.span(days, dative=True).startswith(words)


def test_later_receipt_counts_and_an_earlier_one_does_not():
    late = remedy.finality(POSTED, days=4, shift=False, land="MV", received=dt.date(2026, 4, 8))
    assert (late.notified, late.remedy_end) == (dt.date(2026, 4, 8), dt.date(2026, 5, 8))
    assert "Angekommen ist der Bescheid am 08.04.2026" in str(late.reasons[0])
    early = remedy.finality(POSTED, days=4, shift=False, land="MV", received=dt.date(2026, 3, 27))
    assert (early.notified, early.remedy_end) == (dt.date(2026, 3, 30), dt.date(2026, 4, 30))
    assert "4 Tage später" in str(early.reasons[0])


POSTED = dt.date(2026, 3, 26)
KEPT = {"posted": POSTED, "notified": dt.date(2026, 3, 30), "last_day": dt.date(2026, 4, 30), "land": "MV"}


@pytest.mark.parametrize(
    ("notified", "last_day", "words"),
    [
        ("2026-04-25", "2026-05-26", "Feiertag ({name})"),  # 25 May 2026 is Whit Monday
        ("2027-02-08", "2027-03-09", "Feiertag ({name})"),  # 8 March, in this Land only
        ("2026-07-01", "2026-08-03", "ein Samstag"),
        ("2026-07-02", "2026-08-03", "ein Sonntag"),
    ],
)
def test_what_moved_the_last_day_is_named(notified, last_day, words):
    days = {"notified": dt.date.fromisoformat(notified), "last_day": dt.date.fromisoformat(last_day)}
    moved = next(told for told in remedy.reasons(posted=days["notified"], **days, land="MV") if told.code == "moved")
    assert words in moved.text
    assert moved.params["plain"] != moved.params["end"] == days["last_day"].strftime("%d.%m.%Y")


def test_waiver_and_objection_end_the_explanation():
    waived = remedy.reasons(**KEPT, waived=dt.date(2026, 4, 2))
    assert [reason.code for reason in waived] == ["notified", "waived"]
    assert "02.04.2026" in str(waived[1])
    objected = remedy.reasons(**KEPT, objected=dt.date(2026, 4, 10))
    assert [reason.code for reason in objected] == ["notified", "month", "objected"]
    assert "10.04.2026" in str(objected[2])


def test_day_after_the_last_one_is_the_first_final_one():
    assert "ab 01.05.2026 bestandskräftig" in str(remedy.reasons(**KEPT)[-1])


def test_posting_long_ago_is_entered_once_it_is_confirmed():
    days = {"signed": dt.date(2026, 3, 20), "year": 2026, "today": dt.date(2026, 5, 20)}
    assert remedy.posting_problem(POSTED, **days).code == "posted"
    assert remedy.posting_problem(POSTED, **days, sure=True) is None
    assert remedy.posting_problem(dt.date(2026, 5, 21), **days, sure=True).code == "posted"


@pytest.mark.parametrize(
    ("received", "ok"), [("2026-03-25", False), ("2026-03-26", True), ("2026-04-10", True), ("2026-04-11", False)]
)
def test_receipt_lies_between_posting_and_today(received, ok):
    found = remedy.receipt_problem(dt.date.fromisoformat(received), posted=POSTED, today=dt.date(2026, 4, 10))
    assert (found is None) is ok


@pytest.mark.parametrize(
    ("received", "waived", "code"),
    [
        ("2026-03-28", "2026-03-28", None),
        ("2026-03-28", "2026-03-27", "waived"),
        ("2026-03-28", "2026-04-11", "waived"),
        ("2026-03-25", "2026-04-01", "received"),
    ],
)
def test_only_what_has_arrived_is_waived(received, waived, code):
    found = remedy.waiver_problem(
        dt.date.fromisoformat(waived),
        received=dt.date.fromisoformat(received),
        posted=POSTED,
        today=dt.date(2026, 4, 10),
    )
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("received", "waived", "code"),
    [
        ("2026-04-30", False, None),
        ("2026-05-01", False, "late"),
        ("2026-05-04", False, "received"),
        ("2026-03-26", False, None),
        ("2026-03-25", False, "received"),
        ("2026-04-10", True, "waived"),
    ],
)
def test_objection_counts_within_its_period_only(received, waived, code):
    found = remedy.objection_problem(
        dt.date.fromisoformat(received),
        posted=POSTED,
        last_day=dt.date(2026, 4, 30),
        waived=waived,
        today=dt.date(2026, 5, 3),
    )
    assert (found.code if found else None) == code


def test_decision_on_an_objection_opens_a_month_for_an_action():
    last = dt.date(2026, 4, 30)
    day = dt.date(2026, 5, 20)
    assert remedy.remedy_after_objection(last, outcome="withdrawn", day=day, land="MV") == last
    assert remedy.remedy_after_objection(last, outcome="decided", day=day, land="MV") == dt.date(2026, 6, 22)


def test_nothing_is_paid_while_an_objection_is_open():
    found = rules.payable(
        state="objected", remedy_last_day=dt.date(2026, 4, 30), waived=False, today=dt.date(2026, 6, 1)
    )
    assert found.code == "objected"


@pytest.mark.parametrize(
    ("starts", "early", "first"),
    [
        ("2026-03-01", None, "2026-03-26"),
        ("2026-05-01", None, "2026-05-01"),
        ("2026-03-01", "2026-02-20", "2026-03-01"),
    ],
)
def test_spending_before_the_notice_needs_leave_to_begin_early(starts, early, first):
    found = rules.period_start(
        dt.date.fromisoformat(starts), signed=POSTED, early_start=dt.date.fromisoformat(early) if early else None
    )
    assert found == dt.date.fromisoformat(first)


def test_project_that_is_over_gets_no_notice():
    assert rules.period_problem(ends_on=dt.date(2026, 3, 25), signed=POSTED).code == "over"
    assert rules.period_problem(ends_on=POSTED, signed=POSTED) is None


def test_money_of_a_year_expires_with_it():
    assert rules.year_problem(dt.date(2026, 12, 31), year=2026) is None
    assert rules.year_problem(dt.date(2027, 1, 1), year=2026).code == "expired"


def told(problem):
    return (problem.code, problem.field_name, str(problem))


def test_refusals_about_posting_in_words():
    today = dt.date(2026, 5, 20)
    assert told(
        remedy.posting_problem(dt.date(2026, 3, 19), signed=dt.date(2026, 3, 20), year=2026, today=today)
    ) == (
        "posted",
        "posted_on",
        "Der Bescheid wurde erst am 20.03.2026 unterschrieben.",
    )
    assert told(remedy.posting_problem(POSTED, signed=POSTED, year=2026, today=today)) == (
        "posted",
        "posted_on",
        "Das ist mehr als 30 Tage her. Prüfen Sie das Datum und bestätigen Sie es unten.",
    )
    assert remedy.posting_problem(POSTED, signed=POSTED, year=2026, today=POSTED + dt.timedelta(days=30)) is None
    late = remedy.objection_problem(
        dt.date(2026, 5, 1), posted=POSTED, last_day=dt.date(2026, 4, 30), waived=False, today=today
    )
    assert told(late) == (
        "late",
        "received_on",
        (
            "Die Frist endete am 30.04.2026. Ein späterer Widerspruch hält die Bestandskraft nicht auf. Setzen Sie den Haken, "
            "wenn er so festgehalten werden soll."
        ),
    )


def test_what_came_in_today_counts():
    today = dt.date(2026, 4, 10)
    assert remedy.waiver_problem(today, received=today, posted=POSTED, today=today) is None
    assert (
        remedy.objection_problem(today, posted=POSTED, last_day=dt.date(2026, 4, 30), waived=False, today=today)
        is None
    )


def test_shift_and_land_reach_the_notification():
    found = remedy.finality(dt.date(2024, 11, 28), days=3, shift=True, land="MV")
    assert (found.posted, found.notified) == (dt.date(2024, 11, 28), dt.date(2024, 12, 2))


def test_days_in_words():
    assert [rules.span(n) for n in (1, 7, 10, 14)] == ["1 Tag", "1 Woche", "10 Tage", "2 Wochen"]
    assert rules.span(10, dative=True) == "10 Tagen"


@pytest.mark.parametrize(("hidden", "telling"), [(0, False), (1, True), (2, True), (3, False), (30, False)])
def test_sum_of_one_or_two_projects_tells_of_them(hidden, telling):
    assert rules.traceable(hidden) is telling


def test_money_flows_in_its_year_only():
    assert rules.year_problem(dt.date(2025, 12, 31), year=2026).code == "not_yet"
    assert rules.year_problem(dt.date(2026, 1, 1), year=2026) is None
    assert rules.year_problem(dt.date(2026, 12, 31), year=2026) is None
    assert rules.year_problem(dt.date(2027, 1, 1), year=2026).code == "expired"
    assert "1. Januar 2026" in str(rules.year_problem(dt.date(2025, 12, 31), year=2026))


def test_notice_that_becomes_final_after_its_year_is_too_late():
    assert rules.too_late(dt.date(2026, 12, 31), year=2026) is None
    problem = rules.too_late(dt.date(2027, 1, 5), year=2026)
    assert "05.01.2027" in str(problem)
    assert problem.code == "too_late"


@pytest.mark.parametrize(
    ("starts", "signed", "early", "first"),
    [
        ("2026-03-01", "2026-03-26", None, "2026-03-26"),
        ("2026-05-01", "2026-03-26", None, "2026-05-01"),
        ("2026-03-01", "2026-03-26", "2026-03-20", "2026-03-20"),
        ("2026-03-22", "2026-03-26", "2026-03-20", "2026-03-22"),
        ("2026-03-01", "2026-03-26", "2026-04-20", "2026-03-26"),
    ],
)
def test_spending_counts_from_the_notice_or_the_leave_to_begin(starts, signed, early, first):
    day = dt.date.fromisoformat
    found = rules.period_start(day(starts), signed=day(signed), early_start=day(early) if early else None)
    assert found == day(first)


def test_leave_of_tomorrow_is_none():
    today = dt.date(2026, 3, 26)
    assert rules.early_start_problem(None, applied=today, today=today) is None
    assert rules.early_start_problem(today, applied=today, today=today) is None
    problem = rules.early_start_problem(today + dt.timedelta(days=1), applied=today, today=today)
    assert (problem.code, problem.field_name) == ("early_start", "early_start_on")


@pytest.mark.parametrize(
    ("granted", "requested", "reason", "code"),
    [
        ("100", "100", "", None),
        ("99.99", "100", "", "reduction"),
        ("99.99", "100", " ", "reduction"),
        ("1", "2", "x", None),
    ],
)
def test_partial_refusal_has_a_reason(granted, requested, reason, code):
    problem = rules.reduction_problem(granted=Decimal(granted), requested=Decimal(requested), reason=reason)
    assert (problem and (problem.code, problem.field_name)) == (code and (code, "reduction_reason"))


@pytest.mark.parametrize(
    ("outcome", "served", "day", "code"),
    [
        ("withdrawn", False, "2026-05-18", None),
        ("withdrawn", True, "2026-05-18", None),
        ("decided", False, "2026-05-18", None),
        ("decided", True, "2026-05-18", "decided"),
        ("judged", True, "2026-05-18", None),
        ("judged", False, "2026-05-18", "judged"),
        ("withdrawn", False, "2026-04-09", "settled"),
        ("withdrawn", False, "2026-04-10", None),
        ("withdrawn", False, "2026-05-21", "settled"),
        ("withdrawn", False, "2026-05-20", None),
    ],
)
def test_how_an_objection_can_end(outcome, served, day, code):
    problem = remedy.settlement_problem(
        outcome,
        settled=dt.date.fromisoformat(day),
        objected=dt.date(2026, 4, 10),
        served=served,
        today=dt.date(2026, 5, 20),
    )
    assert (problem and problem.code) == code


def test_month_for_the_action_is_told_as_such():
    days = {"posted": dt.date(2026, 3, 26), "notified": dt.date(2026, 3, 30), "last_day": dt.date(2026, 6, 18)}
    days["land"] = "MV"
    told = [problem.code for problem in remedy.reasons(**days, served=dt.date(2026, 5, 18))]
    assert told == ["notified", "served", "binding"]
    last = remedy.remedy_after_objection(dt.date(2026, 4, 30), outcome="judged", day=dt.date(2026, 6, 10), land="MV")
    assert last == dt.date(2026, 6, 10)


def test_full_funding_fits_only_a_plan_without_other_money():
    assert rules.funding_problem(funding_type="full", other_income=Decimal(0)) is None
    assert rules.funding_problem(funding_type="deficit", other_income=Decimal(1)) is None
    problem = rules.funding_problem(funding_type="full", other_income=Decimal("0.01"))
    assert (problem.code, problem.field_name) == ("funding", "funding_type")
    assert "Neben der Zuwendung sind 0,01\u00a0€ aus anderem Geld" in str(problem)


def test_money_after_the_end_comes_with_a_word():
    end = dt.date(2026, 9, 30)
    assert rules.after_end(end, ends_on=end) is None
    assert rules.after_end(end, ends_on=None) is None
    assert "30.09.2026" in str(rules.after_end(dt.date(2026, 10, 1), ends_on=end))


def test_earlier_arrival_is_told_with_the_waiver():
    days = {"posted": dt.date(2026, 11, 22), "notified": dt.date(2026, 11, 26), "last_day": dt.date(2026, 12, 28)}
    days["land"] = "MV"
    told = remedy.reasons(**days, received=dt.date(2026, 11, 23), waived=dt.date(2026, 11, 24))
    assert [problem.code for problem in told] == ["notified", "received", "waived"]
    assert "schon am 23.11.2026" in str(told[1])
    same = remedy.reasons(**days, received=dt.date(2026, 11, 26), waived=dt.date(2026, 11, 27))
    assert [problem.code for problem in same] == ["notified", "waived"]


def test_leave_to_begin_early_follows_the_application():
    applied, today = dt.date(2026, 2, 23), dt.date(2026, 3, 20)
    assert rules.early_start_problem(applied, applied=applied, today=today) is None
    problem = rules.early_start_problem(dt.date(2026, 2, 22), applied=applied, today=today)
    assert (problem.code, problem.field_name, problem.params) == (
        "early_start",
        "early_start_on",
        {"day": "23.02.2026"},
    )


@pytest.mark.parametrize(
    ("early", "checked", "today", "code"),
    [
        (None, None, "2026-05-01", None),
        (None, None, "2026-05-02", "begun"),
        ("2026-05-01", None, "2026-07-15", None),
        ("2026-05-02", None, "2026-07-15", "begun"),
        (None, "2026-05-01", "2026-05-15", None),
        (None, "2026-05-01", "2026-05-16", "begun"),
        (None, "2026-07-01", "2026-07-15", None),
        (None, "2026-06-30", "2026-07-15", "begun"),
        ("2026-05-10", "2026-05-05", "2026-07-15", "begun"),
        ("2026-05-10", "2026-05-10", "2026-07-15", None),
        (None, "2026-07-15", "2026-07-15", None),
        (None, "2026-04-30", "2026-07-15", "begun"),
        (None, "2026-07-16", "2026-07-15", "begun"),
    ],
)
def test_planned_beginning_that_is_past_is_looked_at(early, checked, today, code):
    day = lambda text: dt.date.fromisoformat(text) if text else None  # noqa: E731 -- four columns of days
    found = rules.begun_problem(
        starts_on=dt.date(2026, 5, 1), early_start=day(early), checked=day(checked), today=day(today)
    )
    assert (found.code if found else None) == code
    assert found is None or found.field_name == "not_begun_on"


def test_past_beginning_and_wrong_check_in_words():
    start, today = dt.date(2026, 5, 1), dt.date(2026, 7, 15)
    past = rules.begun_problem(starts_on=start, early_start=None, checked=None, today=today)
    assert "für den 01.05.2026 geplant" in str(past)
    wrong = rules.begun_problem(starts_on=start, early_start=None, checked=today + dt.timedelta(days=1), today=today)
    assert "nicht geprüft haben" in str(wrong)
    stale = rules.begun_problem(starts_on=start, early_start=None, checked=start, today=today)
    assert "Am 01.05.2026 wurde zuletzt geprüft" in str(stale)


@pytest.mark.parametrize(
    ("struck", "granted", "own", "code"),
    [
        ("0", "2880", "320", None),
        ("0.01", "2880", "320", "struck"),
        ("0", "2750", "0", None),
        ("130", "2750", "0", None),
        ("130.01", "2750", "0", "struck"),
        ("450", "2750", "320", None),
        ("450.01", "2750", "320", "struck"),
    ],
)
def test_only_what_is_not_granted_is_struck(struck, granted, own, code):
    found = rules.struck_problem(
        struck=Decimal(struck), granted=Decimal(granted), requested=Decimal("2880"), own_funds=Decimal(own)
    )
    assert (found.code if found else None) == code
    assert found is None or found.field_name == "struck_eur"


def test_striking_in_words():
    more = rules.struck_problem(
        struck=Decimal("500"), granted=Decimal("2750"), requested=Decimal("2880"), own_funds=Decimal("320")
    )
    assert str(more).startswith("So viel passt nicht zum Plan. Höchstens 450,00")
    none = rules.struck_problem(
        struck=Decimal("1"), granted=Decimal("2880"), requested=Decimal("2880"), own_funds=Decimal("320")
    )
    assert "Es wird alles bewilligt" in str(none)


def test_money_long_before_the_beginning_comes_with_a_word():
    start = dt.date(2026, 9, 1)
    assert rules.before_start(dt.date(2026, 7, 21), starts_on=start, days=42) is None
    assert rules.before_start(dt.date(2026, 7, 20), starts_on=None, days=42) is None
    early = rules.before_start(dt.date(2026, 7, 20), starts_on=start, days=42)
    assert (early.code, early.params) == ("before_start", {"day": "01.09.2026", "n": 42})


def test_letter_that_was_answered_did_not_come_back():
    assert remedy.came_back_problem(requested=False, contested=False) is None
    asked = remedy.came_back_problem(requested=True, contested=False)
    contested = remedy.came_back_problem(requested=True, contested=True)
    assert (asked.code, contested.code) == ("had", "had")
    assert "Geld angefordert" in str(asked)
    assert "Widerspruch" in str(contested)


def test_notice_leaves_within_its_year():
    signed, last = dt.date(2026, 12, 14), dt.date(2026, 12, 31)
    assert remedy.posting_problem(last, signed=signed, year=2026, today=last) is None
    day = dt.date(2027, 1, 1)
    problem = remedy.posting_problem(day, signed=signed, year=2026, today=day)
    assert (problem.code, problem.params, problem.field_name) == ("expired", {"year": 2026}, "posted_on")
    assert "2026 ist am 31. Dezember verfallen" in str(problem)


def test_action_until_a_day_is_not_told_as_a_holiday():
    days = {"posted": POSTED, "notified": dt.date(2026, 3, 30), "served": dt.date(2026, 5, 18)}
    told = remedy.reasons(**days, last_day=dt.date(2026, 11, 12), land="MV")
    assert [problem.code for problem in told] == ["notified", "served", "open_until", "binding"]
    assert "Bis zum 12.11.2026" in str(told[2])


def test_partial_refusal_names_what_was_asked_for():
    problem = rules.reduction_problem(granted=Decimal(5), requested=Decimal(7), reason=" ")
    assert str(problem) == "Beantragt waren 7,00\u00a0€. Schreiben Sie, warum es weniger ist."
