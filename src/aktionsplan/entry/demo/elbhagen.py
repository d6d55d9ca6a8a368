"""Elbhagen und Lüttow: two fictional towns with one plan and one full year of calls, votes, notices, payments."""

import datetime as dt
from decimal import Decimal

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import AgendaItem, Meeting
from aktionsplan.bodies.queries import item_for, places
from aktionsplan.bodies.rules.counted import Counted
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy.models import Goal
from aktionsplan.entry.demo.accounts import CAST, SEATED, address, equip_demo
from aktionsplan.entry.demo.bodies import furnish
from aktionsplan.entry.demo.projects import EXAMPLES, SEATS, Example
from aktionsplan.entry.demo.stage import Stage, Year, working_day
from aktionsplan.entry.demo.strategy import GOALS, LEADING
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls import rules as call_rules
from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.network import operations as network
from aktionsplan.network.models import Organisation
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import District, Fund, Partnership
from aktionsplan.people.models import Account
from aktionsplan.people.operations import expect_account, install_role
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.background.operations import do_waiting
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import named_after_apps
from aktionsplan.shared.tenancy import partnership_scope

SLUG, NAME = "elbhagen-luettow", "Elbhagen und Lüttow"
STEPS = (
    "submitted",
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


def load(now: dt.datetime) -> None:
    """The partnership, its people, goals, committee, calls, and every application as far as it comes."""
    year = Year(now)
    town = partnership.found(
        slug=SLUG,
        name=NAME,
        land="MV",
        by=Installation(),
        at=year.at(1, 5),
        demo=True,
        claim="Elbhagen und Lüttow haben einen gemeinsamen Plan für Demokratie und gegen Hass.",
    )
    with partnership_scope(town):
        people = _people(town, year)
        _house(town, year, people)
        funds = _money(town, year, people)
        partnership.publish_town(by=people["lena"], at=year.at(1, 6))
        _goals(year, people)
        meeting = _committee(town, year, people)
        call = _call(year, people, funds[0], "Erster Aufruf", (1, 12), (2, 27), (3, 20), (12, 15))
        stage = Stage(town, year, people, call, meeting, funds)
        played = [_play(stage, number, example) for number, example in enumerate(EXAMPLES)]
        bodies.invite(meeting=meeting, by=people["ben"], at=year.at(3, 2, 10))
        for example, (application, by) in zip(EXAMPLES, played, strict=True):
            _go_on(stage, example, application, by)
        for chapter in named_after_apps(__package__):
            chapter.play(stage)
        do_waiting(lambda: now)


def _people(town: Partnership, year: Year) -> dict[str, Actor]:
    by = Installation(town, "demo")
    people = {}
    for name, (full, roles) in CAST.items():
        account = expect_account(email=address(name), name=full, by=by, at=year.at(1, 5))
        for role in roles:
            if role != "sponsor":
                install_role(email=account.email, name=full, role=role, by=by, at=year.at(1, 5))
        equip_demo(account, inside="sponsor" not in roles)
        people[name] = actor(account, town, local_day(year.now))
    return people


def _house(town: Partnership, year: Year, people: dict[str, Actor]) -> None:
    by = Installation(town, "demo")
    partnership.add_municipality(
        name="Elbhagen",
        districts=["Altstadt", "Lindensiedlung", "Hafenviertel", "Elbdörfer"],
        by=by,
        at=year.at(1, 5),
    )
    partnership.add_municipality(
        name="Lüttow", districts=["Kernstadt", "Bahnhofsviertel", "Heidedörfer"], by=by, at=year.at(1, 5)
    )
    office = {
        "authority": "Stadt Elbhagen",
        "street": "Am Markt 1",
        "postcode": "19999",
        "city": "Elbhagen",
        "email": "lap@elbhagen.example",
        "phone": "03999 0000-412",
        "visit": "Rathaus, Zimmer 12",
        "head_title": "Die Bürgermeisterin",
        "payer": "Stadtkasse Elbhagen",
        "payer_iban": "DE89370400440532013000",
    }
    lead = partnership.set_office(
        kind="lead_office", fields=office | {"name": "Amt für Bildung, Kultur und Soziales"}, by=by, at=year.at(1, 5)
    )
    partnership.set_office(
        kind="coordination_office",
        fields=office | {"name": "Koordinierungsstelle Aktionsplan", "payer": "", "payer_iban": ""},
        by=by,
        at=year.at(1, 5),
    )
    statements = {
        "protection_officer": "Behördliche Datenschutzbeauftragte der Stadt Elbhagen, datenschutz@elbhagen.example",
        "supervisor": "Landesbeauftragter für Datenschutz und Informationsfreiheit, Schloss Schwerin, 19053 Schwerin",
        "funder": "Bundesprogramm für Demokratie, Land und Stadt (Beispiel)",
        "assessed_on": dt.date(year.number, 1, 5),
        "enforcement": "Überwachungs- und Durchsetzungsstelle des Landes (Beispiel), barrierefrei@land.example",
    }
    partnership.set_statements(fields=statements, by=by, at=year.at(1, 5))
    partnership.confirm_payer(office=lead, by=people["lena"], at=year.at(1, 5))
    for bullet, day in (
        ("S2.10", local_day(year.now) - dt.timedelta(days=6)),
        ("S2.11", dt.date(year.number + 1, 9, 15)),
    ):
        partnership.set_milestone(bullet=bullet, due_date=day, by=by, at=year.at(1, 5))


def _money(town: Partnership, year: Year, people: dict[str, Actor]) -> tuple[Fund, Fund]:
    funds = []
    for number, ceiling in ((year.number, "48000.00"), (year.number + 1, "50000.00")):
        opened = partnership.open_year(year=number, by=people["lena"], at=year.at(1, 6))
        fund = partnership.add_fund(
            programme_year=opened,
            code="AF",
            name="Aktionsfonds",
            kind="action_fund",
            by=people["lena"],
            at=year.at(1, 6),
        )
        partnership.enter_budget(
            fund=fund,
            source="federal",
            amount_eur=Decimal(ceiling),
            note="Bundesmittel",
            by=people["lena"],
            at=year.at(1, 6),
        )
        funds.append(fund)
    return funds[0], funds[1]


def _goals(year: Year, people: dict[str, Actor]) -> None:
    """One Leitziel, three Ziele, eight Jahresziele; what they stand on comes with the chapter of the strategy."""
    at, ben = year.at(1, 7), people["ben"]
    title, text = LEADING
    top = strategy.add_goal(level="guiding", fields={"title": title, "text": text}, by=ben, at=at)
    goals = [top]
    for title, text, below in GOALS:
        fields = {"title": title, "text": text, "parent": top.key}
        aim = strategy.add_goal(level="intermediate", fields=fields, by=ben, at=at)
        goals.append(aim)
        for words, indicator, unit, baseline, target, until, whom, who in below:
            said: Fields = {
                "title": words,
                "text": f"{words}.",
                "parent": aim.key,
                "indicator": indicator,
                "unit": unit,
                "baseline": Decimal(baseline),
                "target": Decimal(target),
                "target_date": dt.date(year.number + until, 12, 31),
                "target_group": whom,
                "responsible": who,
            }
            goals.append(strategy.add_goal(level="operational", fields=said, by=ben, at=at))
    strategy.publish_goals(goals=goals, by=people["nora"], at=year.at(1, 8))


def _committee(town: Partnership, year: Year, people: dict[str, Actor]) -> Meeting:
    ben = people["ben"]
    body = bodies.set_up(kind="steering_committee", name="Begleitausschuss", by=ben, at=year.at(1, 9))
    for group, side, name, key, deputy in SEATS:
        seat = bodies.add_seat(body=body, group=group, side=side, voting=True, by=ben, at=year.at(1, 9))
        account = expect_account(email=address(key), name=name, by=Installation(town, "demo"), at=year.at(1, 9))
        if key in SEATED:
            equip_demo(account, inside=True)
        note = "berufen durch beide Stadtvertretungen im Dezember"
        bodies.appoint(
            seat=seat, capacity="member", name=name, account=account, appointment=note, by=ben, at=year.at(1, 9)
        )
        if deputy:
            bodies.appoint(
                seat=seat, capacity="deputy", name=deputy, account=None, appointment=note, by=ben, at=year.at(1, 9)
            )
    furnish(body, people, year.at(1, 20))
    net = bodies.set_up(kind="authority_network", name="Ämternetzwerk", by=ben, at=year.at(1, 9))
    seat = bodies.add_seat(body=net, group="Ordnungsamt", side="public", voting=False, by=ben, at=year.at(1, 9))
    bodies.appoint(
        seat=seat,
        capacity="member",
        name="Silke Ohlsen",
        account=None,
        appointment="Verfügung der Bürgermeisterin",
        by=ben,
        at=year.at(1, 9),
    )
    return bodies.plan_meeting(
        body=body, starts_at=year.at(3, 17, 18), place="Rathaus Elbhagen, Sitzungssaal", by=ben, at=year.at(2, 24)
    )


def _call(
    year: Year,
    people: dict[str, Actor],
    fund: Fund,
    title: str,
    opens: tuple[int, int],
    ends: tuple[int, int],
    start: tuple[int, int],
    until: tuple[int, int],
) -> Call:
    day = lambda pair: dt.date(year.number, *pair)  # noqa: E731 -- one line, used four times here
    fields = {
        "title": f"{title} {year.number}",
        "summary": "Geld für Projekte, die Menschen in Elbhagen und Lüttow zusammenbringen.",
        "who_may_apply": "Vereine, Kirchengemeinden, Schulen und gemeinnützige Einrichtungen aus beiden Städten.",
        "max_amount_eur": Decimal("5000.00"),
        "opens_on": day(opens),
        "deadline": working_day(day(ends)),
        "project_from": day(start),
        "project_until": day(until),
    }
    goals = list(Goal.objects.filter(level="operational"))
    call = calls.prepare_call(fund=fund, fields=fields, goals=goals, by=people["ben"], at=year.at(1, 10))
    return calls.release_call(call=call, by=people["lena"], at=year.at(1, 12, 9))


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


def _apply(stage: Stage, number: int, example: Example, by: Actor, organisation: Organisation) -> Application:
    when = stage.year.at(2, 10 + number, 19, 42)
    draft = calls.start(call=stage.call, organisation=organisation, by=by, at=when)
    fields = {
        "signatory_name": example.person,
        "signatory_function": "Vorstand",
        "title": example.title,
        "summary": example.summary,
        "description": f"{example.summary} Wir planen mit vielen Beteiligten und laden öffentlich ein.",
        "starts_on": dt.date(stage.year.number, 5, 1),
        "ends_on": dt.date(stage.year.number, 9, 30),
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
    ben, moment = stage.people["ben"], stage.year.at(3, 17, 18, 52)
    item = item_for(
        ben, AgendaItem.objects.get(meeting=stage.meeting, reference=application_reference(application)).key
    )
    seats = places(item, local_day(stage.meeting.starts_at))
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
    application = calls.take_over_decision(application=application, by=ben, at=stage.year.at(3, 18))
    calls.announce(call=application.call, by=ben, at=stage.year.at(3, 19))
    application.refresh_from_db()
    return application


def _grant(stage: Stage, example: Example, application: Application, by: Actor) -> Grant | None:
    reached, year, people = STEPS.index(example.until), stage.year, stage.people
    fields = {
        "funding_type": "deficit",
        "salutation": "Sehr geehrte Damen und Herren,",
        "purpose": application.summary,
        "provisions": "",
        "reasons": "Das Projekt passt zum Ziel, und der Finanzierungsplan ist ausgeglichen.",
        "reduction_reason": "Für die Aushänge im Stadtteil sind 370 Euro notwendig; was darüber liegt, ist nicht zuwendungsfähig.",
        "struck_eur": application.requested_eur - (application.awarded_eur or application.requested_eur),
    }
    grant = grants.draft_notice(application=application, fields=fields, by=people["lena"], at=year.at(3, 24))
    if reached >= STEPS.index("signed"):
        grant = grants.sign_notice(grant=grant, by=people["carla"], at=year.at(3, 26, 10, 14))
    if reached >= STEPS.index("posted"):
        grant = grants.post_notice(
            grant=grant, posted_on=local_day(year.at(3, 26)), by=people["ben"], at=year.at(3, 26, 15)
        )
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


def _play(stage: Stage, number: int, example: Example) -> tuple[Application, Actor]:
    """The application as far as it comes before the meeting: at most onto its agenda."""
    by, organisation = _sponsor(stage, number, example)
    application = _apply(stage, number, example, by, organisation)
    if example.until == "submitted":
        return application, by
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
        at=stage.year.at(2, 28),
    )
    if example.until not in ("returned", "admitted"):
        ben, at = stage.people["ben"], stage.year.at(3, 2)
        calls.put_to_committee(application=application, meeting=stage.meeting, by=ben, at=at)
    return application, by


def _go_on(stage: Stage, example: Example, application: Application, by: Actor) -> None:
    """What came of it after the meeting."""
    if example.until in ("submitted", "returned", "admitted", "agenda"):
        return
    application = _decide(stage, example, application)
    if example.until in ("agenda", "decided", "rejected"):
        return
    _grant(stage, example, application, by)
