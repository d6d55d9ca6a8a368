"""The five months with the coach: end, light, steps from evidence, log and hours; every other deed refuses the coach."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.bodies import operations as bodies
from aktionsplan.development.participation import operations as participation
from aktionsplan.development.strategy import documents, progress, queries, rules
from aktionsplan.development.strategy import operations as ops
from aktionsplan.development.strategy.models import CoachTalk, ProcessStep
from aktionsplan.follow_up.models import FollowUp
from aktionsplan.follow_up.queries import owner_choices
from aktionsplan.partnership.models import Milestone
from aktionsplan.people.permissions import Role
from aktionsplan.people.queries import actor
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make

TODAY = make.NOW.date()
START = dt.date(2026, 7, 16)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (dt.date(2025, 7, 16), dt.date(2025, 12, 16)),
        (dt.date(2025, 8, 31), dt.date(2026, 1, 31)),
        (dt.date(2025, 9, 30), dt.date(2026, 2, 28)),
        (dt.date(2027, 9, 30), dt.date(2028, 2, 29)),
        (dt.date(2026, 1, 31), dt.date(2026, 6, 30)),
        (dt.date(2026, 12, 1), dt.date(2027, 5, 1)),
    ],
)
def test_five_months_end_on_the_same_day_or_the_last_of_the_month(start, end):
    assert rules.end_of(start) == end


@pytest.mark.parametrize(("finished", "days"), [(dt.date(2026, 12, 16), 0), (dt.date(2026, 12, 18), 2), (START, 0)])
def test_overrun_counts_the_days_after_the_end(finished, days):
    assert rules.overrun(START, finished) == days


def facts(*rows):
    return [rules.StepFacts(day, done) for day, done in rows]


END = dt.date(2026, 12, 16)


@pytest.mark.parametrize(
    ("steps", "today", "light"),
    [
        ([], dt.date(2026, 10, 1), "green"),
        ([(dt.date(2027, 1, 1), True)], dt.date(2027, 2, 1), "green"),
        ([(dt.date(2026, 12, 2), False)], dt.date(2026, 10, 1), "green"),
        ([(dt.date(2026, 12, 3), False)], dt.date(2026, 10, 1), "yellow"),
        ([(dt.date(2026, 12, 16), False)], dt.date(2026, 10, 1), "yellow"),
        ([(dt.date(2026, 12, 17), False)], dt.date(2026, 10, 1), "red"),
        ([(dt.date(2026, 9, 30), False), (dt.date(2026, 11, 1), False)], dt.date(2026, 10, 1), "yellow"),
        ([(dt.date(2026, 10, 1), False)], dt.date(2026, 10, 1), "green"),
        ([(dt.date(2026, 9, 30), True), (dt.date(2026, 11, 1), False)], dt.date(2026, 10, 1), "green"),
        ([(dt.date(2026, 11, 1), False)], dt.date(2026, 12, 17), "red"),
        ([(dt.date(2026, 11, 1), False)], dt.date(2026, 12, 16), "yellow"),
    ],
)
def test_light_follows_its_rule_in_words(steps, today, light):
    assert rules.light(facts(*steps), END, today) == light


@given(st.lists(st.tuples(st.dates(dt.date(2026, 7, 1), dt.date(2027, 2, 1)), st.booleans()), max_size=6))
def test_doing_a_step_never_darkens_the_light(steps):
    order = {"green": 0, "yellow": 1, "red": 2}
    today = dt.date(2026, 11, 1)
    before = rules.light(facts(*steps), END, today)
    after = rules.light(facts(*((day, True) for day, _done in steps[:1]), *steps[1:]), END, today)
    assert order[after] <= order[before]


@pytest.mark.parametrize(
    ("talks", "missing"),
    [
        ([], [(2026, 11), (2026, 12), (2027, 1)]),
        ([dt.date(2026, 12, 31)], [(2026, 11), (2027, 1)]),
        ([dt.date(2026, 11, 2), dt.date(2026, 12, 1), dt.date(2027, 1, 9)], []),
    ],
)
def test_months_without_a_talk(talks, missing):
    assert rules.months_without_talk(talks, dt.date(2026, 11, 20), dt.date(2027, 1, 5)) == missing


@pytest.mark.parametrize(
    ("steps", "today", "told"),
    [
        ([(dt.date(2026, 11, 1), True)], dt.date(2026, 12, 20), []),
        (
            [(dt.date(2026, 12, 2), False)],
            dt.date(2026, 10, 1),
            ["Zwischen dem letzten Schritt und dem Ende liegen 14 Tage."],
        ),
        (
            [(dt.date(2026, 9, 30), False), (dt.date(2026, 12, 16), False)],
            dt.date(2026, 10, 1),
            ["Zwischen dem letzten Schritt und dem Ende liegen 0 Tage.", "Überfällige Schritte: 1."],
        ),
        (
            [(dt.date(2026, 12, 18), False)],
            dt.date(2026, 12, 16),
            ["Der letzte Schritt liegt 2 Tage nach dem Ende."],
        ),
        (
            [(dt.date(2026, 11, 1), False)],
            dt.date(2026, 12, 19),
            ["Die fünf Monate sind seit 3 Tagen vorbei, und Schritte sind offen: 1.", "Überfällige Schritte: 1."],
        ),
    ],
)
def test_light_gives_its_reasons(steps, today, told):
    assert [str(one) for one in rules.reasons(facts(*steps), END, today)] == told


def test_hours_may_run_out():
    assert rules.Hours(Decimal(30), Decimal("32.5")).left == Decimal("-2.5")


@pytest.fixture
def begun(town):
    ops.set_start(start_on=TODAY, by=town.ben, at=make.NOW)
    return {row.step.kind: row for row in queries.step_rows(town.partnership, TODAY)}


def test_start_makes_the_usual_steps_and_the_dates_in_vier_stufen(town, begun):
    assert len(begun) == 17
    assert begun["council_second"].step.due == TODAY + dt.timedelta(days=136)
    assert Milestone.objects.get(bullet="S1.3").due_date == TODAY + dt.timedelta(days=74)
    assert Milestone.objects.get(bullet="S1.7").due_date == TODAY + dt.timedelta(days=118)
    assert begun["version"].waits == ["Beteiligung am Entwurf beendet"]
    with pytest.raises(Refused):
        ops.set_start(start_on=TODAY, by=town.ben, at=make.NOW)


def test_step_is_fulfilled_by_evidence_never_by_a_tick(town, begun):
    assert not begun["draft"].done
    with pytest.raises(Refused):
        ops.enter_step(process_step=begun["draft"].step, done_on=TODAY, paper="x", by=town.ben, at=make.NOW)
    ops.begin_plan(by=town.ben, at=make.NOW)
    ops.make_version(final=False, reason="Erster", by=town.ben, at=make.NOW)
    assert next(row for row in queries.step_rows(town.partnership, TODAY) if row.step.kind == "draft").done
    later = TODAY + dt.timedelta(days=1)
    with pytest.raises(Refused):
        ops.enter_step(process_step=begun["council_first"].step, done_on=later, paper="x", by=town.ben, at=make.NOW)
    ops.enter_step(process_step=begun["council_first"].step, done_on=TODAY, paper="34/26", by=town.ben, at=make.NOW)
    assert ProcessStep.objects.get(kind="council_first").paper == "34/26"


def test_moving_a_step_moves_the_rest_when_asked(town, begun):
    step = begun["analysis"].step
    fields = {"title": step.title, "due": step.due + dt.timedelta(days=7)}
    ops.change_step(process_step=step, fields=fields, move_rest=True, by=town.ben, at=make.NOW)
    days = {row.kind: (row.due - TODAY).days for row in ProcessStep.objects.all()}
    assert (days["offers"], days["analysis"], days["ideas_workshop"], days["council_second"]) == (64, 81, 82, 143)
    ops.change_step(
        process_step=ProcessStep.objects.get(kind="offers"),
        fields={"title": "Angebote", "due": TODAY},
        by=town.ben,
        at=make.NOW,
    )
    assert ProcessStep.objects.get(kind="analysis").due == TODAY + dt.timedelta(days=81)
    own = ops.add_process_step(title="Klausur", lane="plan", due=TODAY, by=town.ben, at=make.NOW)
    ops.drop_process_step(process_step=own, reason="Doch nicht.", by=town.ben, at=make.NOW)
    assert ProcessStep.objects.count() == 17


def test_a_step_has_a_page_on_which_the_coach_says_something(town, begun, browser_of):
    account = town.people["anna"].account
    make.install_role(
        email=account.email, name="", role=Role.COACH, by=make.Installation(town.partnership), at=make.NOW
    )
    base = f"/{town.partnership.slug}/intern/monate/schritt/"
    page = f"{base}{begun['recommended'].step.key}/"
    coach, ben = browser_of(account), browser_of(town.ben.account)
    assert "Eintrag ändern" not in ben.get(page).content.decode()
    assert "eintragen" not in coach.get(page).content.decode()
    assert coach.post(f"{page}eintragen/", {"done_on": "1.1.2026", "paper": "x"}).status_code == 403
    about = f"process_step:{begun['recommended'].step.key}"
    coached = actor(account, town.partnership, TODAY)
    participation.comment_inside(about=about, text="Erst den Ausschuss besetzen.", by=coached, at=make.NOW)
    assert "Erst den Ausschuss besetzen." in ben.get(page).content.decode()
    assert "Erst den Ausschuss besetzen." in ben.get(f"/{town.partnership.slug}/intern/").content.decode()
    ops.enter_step(process_step=begun["recommended"].step, done_on=TODAY, paper="Prot.", by=town.ben, at=make.NOW)
    told = ben.get(page).content.decode()
    assert "Eintrag ändern" in told
    assert "Prot." in told
    ops.enter_step(
        process_step=begun["recommended"].step, done_on=TODAY, paper="Protokoll 3", by=town.ben, at=make.NOW
    )
    assert "Protokoll 3" in ben.get(page).content.decode()
    late = {
        "done_on": TODAY.strftime("%d.%m.%Y"),
        "paper": "Protokoll 4",
        "seen": seal({"done_on": TODAY, "paper": "Prot."}),
    }
    assert "Protokoll 3" in ben.post(f"{page}eintragen/", late).content.decode()
    assert ProcessStep.objects.get(kind="recommended").paper == "Protokoll 3"
    data = ben.get(f"{base}{begun['draft'].step.key}/").content.decode()
    assert "Abhaken kann ihn niemand" in data
    assert "Zum Nachweis" in data
    assert "Ein Entwurf des Plans ist festgehalten." in data
    body = bodies.set_up(kind="steering_committee", name="Begleitausschuss", by=town.ben, at=make.NOW)
    bodies.add_seat(body=body, group="Jugend", side="civil", voting=True, by=town.ben, at=make.NOW)
    seats = ben.get(f"{base}{begun['committee'].step.key}/").content.decode()
    assert "Noch ohne Person" in seats
    assert all(seat in seats for seat in queries.vacant_seats(town.partnership, TODAY))
    about = f"process_step:{begun['draft'].step.key}"
    comment = participation.comment_inside(about=about, text="Weg damit.", by=coached, at=make.NOW)
    assert comment.about_title == "Entwurf steht"
    ops.drop_process_step(process_step=begun["draft"].step, reason="Doch nicht.", by=town.ben, at=make.NOW)
    gone = ben.get(f"{base}{begun['draft'].step.key}/")
    assert (gone.status_code, gone["Location"]) == (302, f"/{town.partnership.slug}/intern/monate/")


def contract(town, **more):
    fields = {"name": "Henrik Voss", "hours": Decimal(5), "begins_on": TODAY, "ends_on": TODAY, "paper": ""}
    return ops.set_contract(fields=fields | more, by=town.ben, at=make.NOW)


def talk(town, by=None, hours="2.5", day=TODAY, **more):
    return ops.log_talk(
        day=day, hours=Decimal(hours), theme="Ziele", advice="Klein.", by=by or town.ben, at=make.NOW, **more
    )


def test_coach_logs_a_talk_with_an_agreed_step_and_nothing_else(town):
    account = town.people["anna"].account
    make.install_role(
        email=account.email, name="", role=Role.COACH, by=make.Installation(town.partnership), at=make.NOW
    )
    coach = actor(account, town.partnership, TODAY)
    owner = owner_choices(town.partnership, TODAY)[0][0]
    ops.set_start(start_on=TODAY, by=town.ben, at=make.NOW)
    made = talk(town, by=coach, step={"title": "Sitze besetzen", "owner": owner, "due": TODAY})
    assert not made.by_office
    assert FollowUp.objects.get().origin == f"coach_talk:{made.key}"
    assert talk(town, by_office=True).by_office
    with pytest.raises(Forbidden):
        ops.begin_plan(by=coach, at=make.NOW)
    with pytest.raises(Forbidden):
        contract(type("Town", (), {"ben": coach})())
    with pytest.raises(Refused):
        talk(town, day=TODAY + dt.timedelta(days=1))


def test_hours_are_agreed_done_and_left_and_proved_on_paper(town):
    contract(town)
    talk(town)
    wrong = talk(town, hours="3")
    hours = queries.hours_of(queries.contract(town.partnership), queries.talks(town.partnership))
    assert (hours.agreed, hours.done, hours.left) == (Decimal(5), Decimal("5.5"), Decimal("-0.5"))
    assert documents.hours_pdf(town.partnership, at=make.NOW).startswith(b"%PDF")
    ops.delete_talk(talk=wrong, reason="Doppelt.", by=town.ben, at=make.NOW)
    assert CoachTalk.objects.count() == 1
    with pytest.raises(Refused):
        contract(town, ends_on=TODAY - dt.timedelta(days=1))


def test_bullet_of_the_coach_needs_a_talk_in_each_month_until_the_fassung(town, begun, monkeypatch):
    def row():
        return next(one for one in progress.progress(town.partnership, TODAY) if one.bullet == "S1.10")

    contract(town)
    assert not row().fulfilled
    ops.begin_plan(by=town.ben, at=make.NOW)
    monkeypatch.setattr(rules, "hindrances", lambda ground: [])
    late = make.NOW + dt.timedelta(days=170)
    ops.make_version(final=True, reason="Fertig", year=2027, by=town.ben, at=late)
    talk(town)
    assert not row().fulfilled
    for month in range(4, 10):
        CoachTalk.objects.create(
            partnership=town.partnership, day=dt.date(2026, month, 2), hours=1, theme="x", advice="y", author_name="z"
        )
    assert row().fulfilled
    assert str(row().summary) == "Gespräche mit dem Coach: 7; 17 Tage länger als fünf Monate"
