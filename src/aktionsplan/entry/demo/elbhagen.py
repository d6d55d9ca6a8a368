"""Elbhagen und Lüttow: two fictional towns with one plan and one full year of calls, votes, notices, payments."""

import datetime as dt
from decimal import Decimal

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Body
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.entry.demo.accounts import CAST, SEATED, address, equip_demo
from aktionsplan.entry.demo.bodies import furnish
from aktionsplan.entry.demo.projects import EXAMPLES, SEATS
from aktionsplan.entry.demo.rounds import first, go_on, late, play_round
from aktionsplan.entry.demo.stage import Stage, Year
from aktionsplan.entry.demo.strategy import GOALS, LEADING
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import Fund, Partnership
from aktionsplan.people.operations import expect_account, install_role
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.background.operations import do_waiting
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import named_after_apps
from aktionsplan.shared.tenancy import partnership_scope

SLUG, NAME = "elbhagen-luettow", "Elbhagen und Lüttow"


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
        body = _committee(town, year, people)
        stage = Stage(town, year, people, first(year, people, funds, body), late(year, people, funds, body), funds)
        played = [play_round(stage, number, example) for number, example in enumerate(EXAMPLES)]
        for one in (stage.first, stage.late):
            bodies.invite(meeting=one.meeting, by=people["ben"], at=one.put)
        for example, (application, by) in zip(EXAMPLES, played, strict=True):
            go_on(stage, example, application, by)
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


def _committee(town: Partnership, year: Year, people: dict[str, Actor]) -> Body:
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
    return body
