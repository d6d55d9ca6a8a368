"""The open call of the demo, and what the clubs ask for tonight."""

import datetime as dt
from decimal import Decimal

from aktionsplan.development.participation.models import Idea
from aktionsplan.development.strategy.models import Goal
from aktionsplan.entry.demo.stage import Stage, programme_year, working_day
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls import queries
from aktionsplan.implementation.calls import rules as call_rules
from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.network.models import OrganisationPerson
from aktionsplan.partnership.models import District
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import known

SECOND_ROUND = (
    ("Erzählboot im Winter", "3000.00", "600.00"),
    ("Mädchen an die Mikros, zweiter Teil", "2400.00", "300.00"),
    ("Nachbarschaftstisch im Advent", "1800.00", "200.00"),
    ("Sport ohne Grenzen", "2900.00", "400.00"),
    ("Feuerwehr für alle", "2100.00", "300.00"),
    ("Heimat erzählen", "900.00", "100.00"),
    ("Radio Lindensiedlung live", "2600.00", "300.00"),
    ("Zirkus der Kulturen", "3400.00", "400.00"),
    ("Gedenkgang zum 27. Januar", "1500.00", "200.00"),
    ("Schulfilmtage", "1200.00", "150.00"),
)
"""What the clubs ask for tonight: title, grant and own funds."""
BUILT_ON = {"Radio Lindensiedlung live": "Radio aus der Lindensiedlung"}
"""Which application builds on which idea of the workshop."""
UNCHECKED = ("Bank vor jedem Haus", "1980.00", "220.00")
"""What came in yesterday and nobody has checked yet."""
UNFINISHED = ("Lesereise auf dem Wasser", "1400.00", "200.00")
"""What Anna's club is still writing."""


def _open_call(stage: Stage) -> Call:
    """A call that takes applications today, of this year while that leaves time to pay, so that the whole way can be tried."""
    now = stage.year.now
    today = local_day(now)
    number = programme_year(today)
    fund = next(fund for fund in stage.funds if fund.programme_year.year == number)
    soon = max(today, dt.date(number, 1, 1))
    deadline = working_day(min(today + dt.timedelta(days=21), dt.date(number, 12, 27)))
    fields = {
        "title": f"{'Dritter' if number == stage.year.number else 'Zweiter'} Aufruf {number}",
        "summary": f"Geld für neue Projekte im Programmjahr {number}.",
        "who_may_apply": "Vereine, Kirchengemeinden, Schulen und gemeinnützige Einrichtungen aus beiden Städten.",
        "max_amount_eur": Decimal("5000.00"),
        "opens_on": today - dt.timedelta(days=10),
        "deadline": deadline,
        "project_from": soon,
        "project_until": dt.date(number, 12, 31),
        "rating_until": deadline + dt.timedelta(days=3),
    }
    goals = list(Goal.objects.filter(level="operational"))
    call = calls.prepare_call(fund=fund, fields=fields, goals=goals, by=stage.people["ben"], at=now)
    calls.take_catalogue(call=call, by=stage.people["ben"], at=now)
    free = queries.free_of_fund(call)
    rule = {"minimum": Decimal("2.5"), "money": "stop", "part": False, "limit": None, "goal_projects": 0}
    first = next(row for row in queries.criteria(call) if row.kind == call_rules.SCORED)
    rule |= {"sum_eur": min(free, Decimal(12000)), "tie": first.key, "town_percent": 30}
    calls.set_selection(call=call, fields=rule, by=stage.people["ben"], at=now)
    return calls.release_call(call=call, by=stage.people["lena"], at=now)


def _draft(
    call: Call, link: OrganisationPerson, row: tuple[str, str, str], now: dt.datetime
) -> tuple[Application, Actor]:
    """One complete draft of a club, and whose it is."""
    title, grant, own = row
    assert link.account is not None
    by = actor(link.account, call.partnership, local_day(now))
    places = list(District.objects.order_by("id").values_list("pk", flat=True))
    idea = Idea.objects.filter(partnership=call.partnership, title=BUILT_ON.get(title, "")).first()
    draft = calls.start(call=call, organisation=link.organisation, idea=idea, by=by, at=now)
    fields = {
        "signatory_name": link.account.name,
        "signatory_function": "Vorstand",
        "title": title,
        "summary": f"{title}: Menschen aus beiden Städten kommen zusammen.",
        "description": "Wir laden öffentlich ein und planen mit vielen Beteiligten.",
        "starts_on": min(max(call.project_from, local_day(now) + dt.timedelta(days=7)), call.project_until),
        "ends_on": call.project_until,
        "place": "im Ortsteil",
        "district_id": places[len(title) % len(places)],
        "goal_id": Goal.objects.filter(level="operational").order_by("number").values_list("pk", flat=True)[0],
        "target_groups": ["all"],
        "participants": 60,
        "success": "Mindestens 50 Menschen kommen.",
        "not_begun": True,
        "no_double_funding": True,
        "privacy_read": True,
    }
    draft = calls.save_page(application=draft, page=2, fields=fields, version=draft.version, by=by, at=now)
    total = Decimal(grant) + Decimal(own)
    for side, category, label, price in (
        ("expense", "material", "Material und Miete", total),
        ("income", "grant", "Zuwendung", Decimal(grant)),
        ("income", "own_funds", "Eigenmittel", Decimal(own)),
    ):
        line = {"side": side, "category": category, "label": label, "quantity": Decimal(1), "unit": "flat"}
        calls.save_line(application=draft, key="", line=line | {"price_eur": price}, by=by, at=now)
    return draft, by


def _rate(call: Call, stage: Stage) -> None:
    """What the committee gave so far: most have rated everything, one has begun, one not yet; one says to be biased."""
    now, today = stage.year.now, local_day(stage.year.now)
    weighed = list(queries.weights(queries.criteria(call)))
    board = queries.raters(call, queries.to_rate(call), today)
    people = [row.account for seat in board.seats for row in seat.present_holders if row.account]
    raters = [actor(account, call.partnership, today) for account in dict.fromkeys(people)]
    for place, by in enumerate(raters[:-1]):
        told = [one for one in queries.mine(call, by, today) if one.seat is not None]
        if place == 1 and told:
            text = "Ich bin dort im Vorstand gewesen."
            calls.declare_recusal(application=told[-1].application, personal=True, text=text, by=by, at=now)
            told = told[:-1]
        for number, one in enumerate(told[:3] if place == 2 else told):
            points = {key: _points(place, number, turn) for turn, key in enumerate(weighed)}
            said = {weighed[0]: REMARK} if number == 0 else {}
            calls.hand_in_rating(application=one.application, scores=points, comments=said, by=by, at=now)
    musts = {row.key: True for row in queries.criteria(call) if row.kind == call_rules.KNOCKOUT}
    first = queries.to_rate(call)[0]
    calls.pre_assess(application=first, answers=musts, text=PRE, by=stage.people["ben"], at=now)


def _scenario(call: Call, stage: Stage) -> None:
    """A proposal that cuts one sum, with its reason."""
    ben, now = stage.people["ben"], stage.year.now
    row = calls.add_scenario(rated_call=call, name="Ein Projekt gekürzt", by=ben, at=now)
    line = next(one for one in queries.proposal(call, local_day(now)).lines if one.amount_eur > CUT)
    key = line.application.key
    wanted, reasons = {key: line.amount_eur - CUT}, {key: "Den Raum stellt die Gemeinde selbst."}
    calls.change_scenario(scenario=row, budget_eur=row.budget_eur, wanted=wanted, reasons=reasons, by=ben, at=now)


CUT = Decimal(350)
REMARK = "Der Weg zu den Jugendlichen ist überzeugend."
PRE = "Der Verein hat im Vorjahr ein ähnliches Projekt gut abgerechnet."


def _points(place: int, number: int, turn: int) -> int:
    """Points between 1 and 5 that differ by rater, application and criterion; on one application the raters disagree."""
    if number == 7:  # noqa: PLR2004 -- the eighth application
        return 1 if place % 2 else 5
    return max(1, min(5, 5 - number // 3 + (place * 7 + number * 3 + turn * 5) % 3 - 1))


def play(stage: Stage) -> None:
    """Ten applications to it, checked and on tonight's agenda, one that nobody has checked, one that is still written."""
    call, meeting, people, now = _open_call(stage), known(stage.evening), stage.people, stage.year.now
    links = OrganisationPerson.objects.filter(may_act=True, accepted=True, valid_until__isnull=True)
    sponsors = list(
        links.select_related("organisation", "account").order_by("organisation_id")[: len(SECOND_ROUND) + 1]
    )
    draft, by = _draft(call, sponsors[len(SECOND_ROUND)], UNCHECKED, now)
    calls.submit(application=draft, by=by, at=now)
    for number, row in enumerate(SECOND_ROUND):
        draft, by = _draft(call, sponsors[number % len(sponsors)], row, now)
        application = calls.submit(application=draft, by=by, at=now)
        answers = dict.fromkeys(call_rules.CHECKS, True)
        calls.check(application=application, answers=answers, result="admit", note="", by=people["ben"], at=now)
        calls.put_to_committee(application=application, meeting=meeting, by=people["ben"], at=now)
    _draft(call, next(link for link in sponsors if link.account == people["anna"].account), UNFINISHED, now)
    _rate(call, stage)
    _scenario(call, stage)
