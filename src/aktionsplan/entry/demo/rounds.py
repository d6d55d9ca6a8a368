"""The two decided calls of Elbhagen und Lüttow: who asks, what the committee decides, and how far each notice is."""

import datetime as dt
from decimal import Decimal

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import AgendaItem, Body, Meeting
from aktionsplan.bodies.queries import item_for, places
from aktionsplan.bodies.rules.counted import Counted
from aktionsplan.development.strategy.models import Goal
from aktionsplan.entry.demo.accounts import address
from aktionsplan.entry.demo.projects import Example
from aktionsplan.entry.demo.stage import Round, Stage, Year, programme_year, working_day
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls import rules as call_rules
from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.network import operations as network
from aktionsplan.network.models import Organisation
from aktionsplan.partnership.models import District, Fund
from aktionsplan.people.models import Account
from aktionsplan.people.operations import expect_account
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.periods import BERLIN, local_day

STEPS = (
    "returned",
    "admitted",
    "agenda",
    "rejected",
    "decided",
    "drafted",
    "signed",
    "posted",
    "binding",
    "paid",
)
IBANS = (
    "DE02120300000000202051",
    "DE02500105170137075030",
    "DE02100500000054540402",
    "DE02300209000106531065",
    "DE02200505501015871393",
    "DE02100100100006820101",
    "DE02300606010002474689",
    "DE02600501010002034304",
    "DE02700202700010108669",
    "DE02701500000000594937",
    "DE88100900001234567892",
    "DE27100777770209299700",
)


def first(year: Year, people: dict[str, Actor], funds: tuple[Fund, Fund], body: Body) -> Round:
    """The call of spring, decided in March; its projects run in summer."""
    day = lambda month, number: dt.date(year.number, month, number)  # noqa: E731 -- one line, used five times here
    call = _call(
        people,
        fund=funds[0],
        title=f"Erster Aufruf {year.number}",
        opens_on=day(1, 12),
        deadline=working_day(day(2, 27)),
        project_from=day(3, 20),
        project_until=day(12, 15),
        at=year.at(1, 10),
    )
    meeting = _meeting(people, body, year.at(3, 17, 18), year.at(2, 24))
    moments = (year.at(2, 10, 19, 42), year.at(2, 28), year.at(3, 2), year.at(3, 19), year.at(3, 24), year.at(3, 26))
    return Round(call, meeting, *moments, starts_on=day(5, 1), ends_on=day(9, 30))


def late(year: Year, people: dict[str, Actor], funds: tuple[Fund, Fund], body: Body) -> Round:
    """A small call of autumn, decided two weeks ago."""
    today, back = local_day(year.now), lambda days: year.now - dt.timedelta(days=days)
    number = programme_year(today)
    starts, ends = max(today + dt.timedelta(days=7), dt.date(number, 1, 1)), dt.date(number, 12, 31)
    call = _call(
        people,
        fund=next(fund for fund in funds if fund.programme_year.year == number),
        title=f"{'Zweiter' if number == year.number else 'Erster'} Aufruf {number}",
        opens_on=local_day(back(70)),
        deadline=working_day(local_day(back(36))),
        project_from=local_day(back(7)) if number == today.year else starts,
        project_until=ends,
        at=back(71),
    )
    evening = dt.datetime.combine(working_day(local_day(back(14))), dt.time(18), BERLIN)
    meeting = _meeting(people, body, evening, back(40))
    moments = (back(60), back(34), back(32), back(12), back(8), back(5))
    return Round(call, meeting, *moments, starts_on=min(starts, ends), ends_on=ends)


def _meeting(people: dict[str, Actor], body: Body, starts_at: dt.datetime, at: dt.datetime) -> Meeting:
    return bodies.plan_meeting(
        body=body, starts_at=starts_at, place="Rathaus Elbhagen, Sitzungssaal", by=people["ben"], at=at
    )


def _call(people: dict[str, Actor], *, fund: Fund, at: dt.datetime, **fields: Value) -> Call:
    fields |= {
        "summary": "Geld für Projekte, die Menschen in Elbhagen und Lüttow zusammenbringen.",
        "who_may_apply": "Vereine, Kirchengemeinden, Schulen und gemeinnützige Einrichtungen aus beiden Städten.",
        "max_amount_eur": Decimal("5000.00"),
    }
    goals = list(Goal.objects.filter(level="operational"))
    call = calls.prepare_call(fund=fund, fields=fields, goals=goals, by=people["ben"], at=at)
    return calls.release_call(call=call, by=people["lena"], at=at + dt.timedelta(hours=6))


def _sponsor(stage: Stage, number: int, example: Example) -> tuple[Actor, Organisation]:
    first = example.person.split()[0].lower()
    account = (
        stage.people["anna"].account
        if number == 0
        else expect_account(
            email=f"{first}@verein{number}.example",
            name=example.person,
            by=Installation(stage.partnership, "demo"),
            at=stage.year.now,
        )
    )
    by = actor(account, stage.partnership, local_day(stage.year.now))
    fields = {
        "name": example.organisation,
        "legal_form": example.form,
        "register_number": f"VR {1200 + number}",
        "street": f"Uferweg {number + 1}",
        "postcode": "19999",
        "city": "Elbhagen",
        "email": account.email,
        "phone": "",
        "nonprofit_date": dt.date(stage.year.number - 1, 3, 14),
    }
    organisation = network.register(fields=fields, function="Vorstand", by=by, at=stage.year.at(1, 20))
    by = actor(account, stage.partnership, local_day(stage.year.now))
    network.confirm(organisation=organisation, by=stage.people["ben"], at=stage.year.at(1, 22))
    bank = network.propose_bank(
        organisation=organisation, holder=example.organisation[:70], iban=IBANS[number], by=by, at=stage.year.at(2, 1)
    )
    network.approve_bank(bank=bank, by=stage.people["dogan"], at=stage.year.at(2, 2))
    if number == 0:
        emil = Account.objects.get(email=address("emil"))
        network.link_person(
            organisation=organisation,
            account=emil,
            name="Emil Sander",
            kind="board",
            function="Vorstand",
            by=stage.people["ben"],
            at=stage.year.at(2, 2),
        )
    return by, organisation


def _round(stage: Stage, example: Example) -> Round:
    return stage.late if example.late else stage.first


def _apply(stage: Stage, number: int, example: Example, by: Actor, organisation: Organisation) -> Application:
    turn = _round(stage, example)
    when = turn.applied + dt.timedelta(days=number)
    draft = calls.start(call=turn.call, organisation=organisation, by=by, at=when)
    fields = {
        "signatory_name": example.person,
        "signatory_function": "Vorstand",
        "title": example.title,
        "summary": example.summary,
        "description": f"{example.summary} Wir planen mit vielen Beteiligten und laden öffentlich ein.",
        "starts_on": turn.starts_on,
        "ends_on": turn.ends_on,
        "place": "im Ortsteil",
        "district_id": District.objects.get(name=example.district).pk,
        "goal_id": Goal.objects.get(number=example.goal).pk,
        "target_groups": ["all"],
        "participants": 120,
        "success": "Mindestens 100 Menschen kommen, die Hälfte zum ersten Mal.",
        "not_begun": True,
        "no_double_funding": True,
        "privacy_read": True,
    }
    draft = calls.save_page(application=draft, page=2, fields=fields, version=draft.version, by=by, at=when)
    for side, category, label, quantity, unit, price in example.lines:
        line = {
            "side": side,
            "category": category,
            "label": label,
            "quantity": Decimal(quantity),
            "unit": unit,
            "price_eur": Decimal(price),
        }
        calls.save_line(application=draft, key="", line=line, by=by, at=when)
    return calls.submit(application=draft, by=by, at=when)


def _decide(stage: Stage, example: Example, application: Application) -> Application:
    ben, turn = stage.people["ben"], _round(stage, example)
    rows = AgendaItem.objects.filter(meeting=turn.meeting, reference=application_reference(application))
    item, moment = item_for(ben, rows.get().key), turn.meeting.starts_at + dt.timedelta(minutes=52)
    seats = places(item, local_day(turn.meeting.starts_at))
    attendance = {place.seat.key: "recused" if place.linked else "member" for place in seats}
    need = sum(example.votes)
    for place in reversed(seats):
        if sum(a == "member" for a in attendance.values()) > need and attendance[place.seat.key] == "member":
            attendance[place.seat.key] = "absent"
    recused = max(0, need - sum(a == "member" for a in attendance.values()))
    amount = Decimal(example.awarded) if example.awarded else application.requested_eur
    vote = Counted(
        attendance=attendance,
        motion="approve_reduced" if example.awarded else "approve",
        yes=example.votes[0] - recused,
        no=example.votes[1],
        abstain=example.votes[2],
        invalid=0,
        amount_eur=amount,
        conditions="",
        override="",
        recusal_reason="",
        reason="Das Projekt passt zum Ziel und erreicht Menschen, die sich bisher nicht begegnen.",
    )
    bodies.record_decision(item=item, counted=vote, by=ben, at=moment)
    application = calls.take_over_decision(application=application, by=ben, at=moment + dt.timedelta(days=1))
    calls.announce(call=application.call, by=ben, at=turn.told)
    application.refresh_from_db()
    return application


def _grant(stage: Stage, example: Example, application: Application, by: Actor) -> Grant | None:
    reached, year, people = STEPS.index(example.until), stage.year, stage.people
    turn = _round(stage, example)
    fields = {
        "funding_type": "deficit",
        "salutation": "Sehr geehrte Damen und Herren,",
        "purpose": application.summary,
        "provisions": "",
        "reasons": "Das Projekt passt zum Ziel, und der Finanzierungsplan ist ausgeglichen.",
        "reduction_reason": "Für die Aushänge im Stadtteil sind 370 Euro notwendig; was darüber liegt, ist nicht zuwendungsfähig.",
        "struck_eur": application.requested_eur - (application.awarded_eur or application.requested_eur),
    }
    if example.flat:
        fields |= {"funding_type": "flat", "flat_eur": Decimal(example.flat), "flat_unit": "person"}
    grant = grants.draft_notice(application=application, fields=fields, by=people["lena"], at=turn.drafted)
    if example.late:
        _demand(stage, grant, at=turn.drafted)
    if reached >= STEPS.index("signed"):
        grant = grants.sign_notice(grant=grant, by=people["carla"], at=turn.signed)
    if reached >= STEPS.index("posted"):
        grant = grants.post_notice(grant=grant, posted_on=local_day(turn.signed), by=people["ben"], at=turn.signed)
    if reached >= STEPS.index("binding"):
        grant = grants.become_binding(grant=grant, by=Installation(stage.partnership, "tick"), at=year.at(5, 4))
        if not example.drawn:
            grants.publish_project(grant=grant, protected=False, by=people["nora"], at=year.at(5, 5))
    if example.drawn:
        payment = grants.request_payment(
            grant=grant, amount_eur=Decimal(example.drawn), purpose="Honorare und Miete", by=by, at=year.at(5, 4, 20)
        )
        payment = grants.order_payment(payment=payment, by=people["lena"], at=year.at(5, 5))
        grants.release_payment(payment=payment, by=people["dogan"], at=year.at(5, 6))
        grants.publish_project(grant=grant, protected=False, by=people["nora"], at=year.at(5, 7))
    return grant


def _demand(stage: Stage, grant: Grant, at: dt.datetime) -> None:
    """A condition and a duty of the notice, each with its day."""
    lena, today = stage.people["lena"], local_day(stage.year.now)
    for kind, text, days in (
        ("condition", "Legen Sie uns Ihr Schutzkonzept für die Arbeit mit Kindern und Jugendlichen vor", 30),
        ("duty", "Laden Sie uns zur ersten Veranstaltung ein", 40),
    ):
        due = today + dt.timedelta(days=days)
        grants.add_provision(grant=grant, kind=kind, text=text, due_on=due, by=lena, at=at)


def play_round(stage: Stage, number: int, example: Example) -> tuple[Application, Actor]:
    """The application as far as it comes before the meeting: at most onto its agenda."""
    by, organisation = _sponsor(stage, number, example)
    application, turn = _apply(stage, number, example, by, organisation), _round(stage, example)
    answers = dict.fromkeys(call_rules.CHECKS, True)
    result, note = (
        ("return", "Bitte legen Sie ein Angebot für die Leinwand bei.")
        if example.until == "returned"
        else ("admit", "")
    )
    calls.check(
        application=application,
        answers=answers,
        result=result,
        note=note,
        by=stage.people["ben"],
        at=turn.checked,
    )
    if example.until not in ("returned", "admitted"):
        calls.put_to_committee(application=application, meeting=turn.meeting, by=stage.people["ben"], at=turn.put)
    return application, by


def go_on(stage: Stage, example: Example, application: Application, by: Actor) -> None:
    """What came of it after the meeting."""
    if example.until in ("returned", "admitted", "agenda"):
        return
    application = _decide(stage, example, application)
    if example.until in ("agenda", "decided", "rejected"):
        return
    _grant(stage, example, application, by)
