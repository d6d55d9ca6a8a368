"""The smallest valid town and what stands in it. Every object is made by the operation a user would cause."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.operations import decisions, meetings
from aktionsplan.bodies.queries import item_for, places
from aktionsplan.bodies.rules.counted import Counted
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls import rules as call_rules
from aktionsplan.implementation.calls.operations import decisions as decide_calls
from aktionsplan.implementation.calls.operations import drafts
from aktionsplan.implementation.calls.queries import APPLICATION
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.operations import notification, payments
from aktionsplan.network import operations as network
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import District, Partnership
from aktionsplan.people.models import Account
from aktionsplan.people.operations import expect_account, install_role
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.periods import BERLIN, local_day
from tests.cast import INSIDE_CAST, SPONSORS

NOW = dt.datetime(2026, 3, 20, 12, 0, tzinfo=BERLIN)
MEETING = dt.datetime(2026, 3, 17, 18, 0, tzinfo=BERLIN)
APPLIED = dt.datetime(2026, 2, 23, 19, 42, tzinfo=BERLIN)
OFFICE = {
    "authority": "Stadt Elbhagen",
    "head_title": "Die Bürgermeisterin",
    "name": "Amt für Kultur",
    "street": "Am Markt 1",
    "postcode": "19999",
    "city": "Elbhagen",
    "email": "amt@elbhagen.example",
    "phone": "03999 1",
    "visit": "",
    "payer": "Stadtkasse",
    "payer_iban": "DE89370400440532013000",
}
STATEMENTS = {
    "protection_officer": "datenschutz@elbhagen.example",
    "supervisor": "Landesbeauftragter für den Datenschutz",
    "funder": "Bundesprogramm für Demokratie",
    "assessed_on": dt.date(2026, 1, 5),
    "enforcement": "Durchsetzungsstelle des Landes",
}


@dataclass
class Town:
    """A partnership, its cast as actors, and what a test has put into it."""

    partnership: Partnership
    people: dict[str, Actor]
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        people, things = self.__dict__.get("people", {}), self.__dict__.get("things", {})
        if name in people:
            return people[name]
        if name in things:
            return things[name]
        raise AttributeError(name)

    def again(self, name: str) -> Actor:
        """The person with the roles held now."""
        self.people[name] = actor(self.people[name].account, self.partnership, local_day(NOW))
        return self.people[name]


def person(name: str, full: str, slug: str) -> Account:
    """The account of a cast member in a town."""
    return expect_account(email=f"{name}@{slug}.example", name=full, by=Installation(), at=NOW)


def town(slug: str = "elbhagen", name: str = "Elbhagen", land: str = "MV") -> Town:
    """A town with its cast, office, area, one fund with 10,000 euro. Call inside its scope with `enter`."""
    made = partnership.found(slug=slug, name=name, land=land, by=Installation(), at=NOW)
    return Town(made, {})


def furnish(place: Town) -> Town:
    """Cast, office, district and fund of the town; inside its scope."""
    made = place.partnership
    by = Installation(made, "test")
    for key, (full, role) in INSIDE_CAST.items():
        account = person(key, full, made.slug)
        install_role(email=account.email, name=full, role=role, by=by, at=dt.datetime(2026, 1, 5, tzinfo=BERLIN))
        place.people[key] = actor(account, made, local_day(NOW))
    for key, full in SPONSORS.items():
        place.people[key] = actor(person(key, full, made.slug), made, local_day(NOW))
    start = dt.datetime(2026, 1, 5, 9, tzinfo=BERLIN)
    partnership.add_municipality(name="Elbhagen", districts=["Hafenviertel"], by=by, at=start)
    office = partnership.set_office(kind="lead_office", fields=OFFICE, by=by, at=start)
    partnership.confirm_payer(office=office, by=place.lena, at=start)
    partnership.set_statements(fields=STATEMENTS, by=by, at=start)
    partnership.publish_town(by=place.lena, at=start)
    year = partnership.open_year(year=2026, by=place.lena, at=start)
    fund = partnership.add_fund(
        programme_year=year, code="AF", name="Aktionsfonds", kind="action_fund", by=place.lena, at=start
    )
    partnership.enter_budget(
        fund=fund, source="federal", amount_eur=Decimal("10000.00"), note="", by=place.lena, at=start
    )
    place.things |= {"year": year, "fund": fund}
    return place


def add_guiding(by: Any) -> Any:
    """A guiding goal."""
    fields = {"title": "Begegnung", "text": "Menschen begegnen sich."}
    return strategy.add_goal(level="guiding", fields=fields, by=by, at=NOW)


def add_goal(place: Town) -> Any:
    """A Leitziel, a Ziel and a Jahresziel; returns the last."""
    top = strategy.add_goal(
        level="guiding",
        fields={"title": "Begegnung", "text": "Menschen begegnen sich."},
        by=place.ben,
        at=NOW,
    )
    middle = strategy.add_goal(
        level="intermediate",
        fields={"title": "Treffen", "text": "Es gibt Treffen.", "parent": top.key},
        by=place.ben,
        at=NOW,
    )
    fields = {
        "title": "Zwölf Treffen",
        "text": "Zwölf Treffen finden statt.",
        "indicator": "Treffen",
        "unit": "Treffen",
        "parent": middle.key,
        "baseline": Decimal(0),
        "target": Decimal(12),
        "target_date": dt.date(2027, 12, 31),
        "target_group": "alle",
        "responsible": "Koordination",
    }
    return strategy.add_goal(level="operational", fields=fields, by=place.ben, at=NOW)


def prepare_call(place: Town, **changes: Any) -> Any:
    """A draft of a call for the goal."""
    goal = place.things.setdefault("goal", None) or add_goal(place)
    place.things["goal"] = goal
    fields = {
        "title": "Erster Aufruf",
        "summary": "Geld für Begegnung",
        "who_may_apply": "Vereine",
        "max_amount_eur": Decimal("5000.00"),
        "opens_on": dt.date(2026, 1, 10),
        "deadline": dt.date(2026, 2, 27),
        "project_from": dt.date(2026, 3, 1),
        "project_until": dt.date(2026, 12, 15),
    } | changes
    at = dt.datetime(2026, 1, 8, tzinfo=BERLIN)
    return calls.prepare_call(fund=place.fund, fields=fields, goals=[goal], by=place.ben, at=at)


def add_call(place: Town, **changes: Any) -> Any:
    """A released call for the goal."""
    call = prepare_call(place, **changes)
    place.things["call"] = calls.release_call(call=call, by=place.lena, at=dt.datetime(2026, 1, 9, tzinfo=BERLIN))
    return place.things["call"]


def add_organisation(place: Town, who: str = "anna", name: str = "Kulturboot e. V.") -> Any:
    """A confirmed organisation of a sponsor."""
    fields = {
        "name": name,
        "legal_form": "registered_association",
        "register_number": "",
        "street": "Uferweg 7",
        "postcode": "19999",
        "city": "Elbhagen",
        "email": f"{who}@verein.example",
        "phone": "",
        "nonprofit_date": None,
    }
    made = network.register(
        fields=fields, function="Vorstand", by=place.people[who], at=dt.datetime(2026, 1, 20, tzinfo=BERLIN)
    )
    place.again(who)
    return network.confirm(organisation=made, by=place.ben, at=dt.datetime(2026, 1, 21, tzinfo=BERLIN))


def link(place: Town, kind: str, *, name: str, account: Account | None = None, since: dt.date | None = None) -> Any:
    """Somebody's tie to Anna's club, noted by the office."""
    return network.link_person(
        organisation=place.organisation,
        account=account,
        name=name,
        kind=kind,
        function="",
        by=place.ben,
        at=NOW,
        valid_from=since or dt.date(2020, 1, 1),
    )


def with_role_too(place: Town, who: str, role: str) -> Actor:
    """The person with a further role, as somebody in a small office has it."""
    held = place.people[who]
    install_role(
        email=held.account.email,
        name="",
        role=role,
        by=Installation(place.partnership),
        at=dt.datetime(2026, 1, 2, tzinfo=BERLIN),
    )
    return actor(held.account, place.partnership, NOW.date())


def add_bank(place: Town, organisation: Any, who: str = "anna", iban: str = "DE02120300000000202051") -> Any:
    """Approved bank data, effective before NOW."""
    start = dt.datetime(2026, 2, 1, tzinfo=BERLIN)
    bank = network.propose_bank(
        organisation=organisation, holder="Kulturboot e. V.", iban=iban, by=place.people[who], at=start
    )
    return network.approve_bank(bank=bank, by=place.dogan, at=start)


ANSWERS = {
    "signatory_name": "Anna Wendt",
    "signatory_function": "Vorstand",
    "title": "Erzählboot",
    "summary": "Erzählabende auf einem Boot.",
    "description": "Sechs Abende.",
    "starts_on": dt.date(2026, 5, 1),
    "ends_on": dt.date(2026, 9, 30),
    "place": "Hafen",
    "target_groups": ["all"],
    "participants": 120,
    "success": "Viele kommen.",
    "not_begun": True,
    "no_double_funding": True,
    "privacy_read": True,
}


def line(
    side: str, category: str, price: str, quantity: str = "1", unit: str = "flat", label: str = "Zeile"
) -> dict[str, Any]:
    """A line of the plan as a form would give it."""
    return {
        "side": side,
        "category": category,
        "label": label,
        "quantity": Decimal(quantity),
        "unit": unit,
        "price_eur": Decimal(price),
    }


def add_draft(place: Town, who: str = "anna", organisation: Any = None, at: dt.datetime = APPLIED) -> Any:
    """A complete draft: 5,000 euro costs, 4,000 asked for, 1,000 own."""
    call = place.things.get("call") or add_call(place)
    organisation = organisation or place.things.setdefault("organisation", None) or add_organisation(place, who)
    place.things["organisation"] = organisation
    by = place.people[who]
    made = drafts.start(call=call, organisation=organisation, by=by, at=at)
    fields = ANSWERS | {"district_id": District.objects.get(name="Hafenviertel").pk, "goal_id": place.goal.pk}
    made = drafts.save_page(application=made, page=2, fields=fields, version=made.version, by=by, at=at)
    for row in (
        line("expense", "rent", "5000.00"),
        line("income", "grant", "4000.00"),
        line("income", "own_funds", "1000.00"),
    ):
        drafts.save_line(application=made, key="", line=row, by=by, at=at)
    return APPLICATION.lock(made)


def add_application(place: Town, who: str = "anna", organisation: Any = None, at: dt.datetime = APPLIED) -> Any:
    """A submitted application."""
    draft = add_draft(place, who, organisation, at)
    return calls.submit(application=draft, by=place.people[who], at=at)


def admit(place: Town, application: Any) -> Any:
    """The application found complete."""
    answers = dict.fromkeys(call_rules.CHECKS, True)
    calls.check(
        application=application,
        answers=answers,
        result="admit",
        note="",
        by=place.ben,
        at=dt.datetime(2026, 2, 28, tzinfo=BERLIN),
    )
    application.refresh_from_db()
    return application


def add_committee(place: Town, seats: int = 5) -> Any:
    """A committee whose first seat is Emil's and second Fatma's, with a meeting that has begun."""
    start = dt.datetime(2026, 1, 9, tzinfo=BERLIN)
    body = bodies.set_up(kind="steering_committee", name="Begleitausschuss", by=place.ben, at=start)
    for number in range(seats):
        seat = bodies.add_seat(
            body=body,
            group=f"Gruppe {number}",
            side="civil" if number < 3 else "public",
            voting=True,
            by=place.ben,
            at=start,
        )
        account = place.people[("emil", "fatma")[number]].account if number < 2 else None
        bodies.appoint(
            seat=seat,
            capacity="member",
            name=account.name if account else f"Mitglied {number}",
            account=account,
            appointment="berufen",
            by=place.ben,
            at=start,
        )
    place.things |= {
        "body": body,
        "meeting": meetings.plan_meeting(body=body, starts_at=MEETING, place="Rathaus", by=place.ben, at=start),
    }
    return body


def vote(
    place: Town,
    item: Any,
    *,
    yes: int | None = None,
    no: int = 0,
    abstain: int = 0,
    amount: str | None = "4000.00",
    motion: str = "approve",
    absent: int = 0,
) -> Counted:
    """A vote in which everybody not recused or absent is there."""
    seats = places(item, local_day(MEETING))
    attendance = {p.seat.key: "recused" if p.linked else "member" for p in seats}
    for p in seats[len(seats) - absent :]:
        attendance[p.seat.key] = "absent"
    voting = sum(a == "member" for a in attendance.values())
    return Counted(
        attendance=attendance,
        motion=motion,
        yes=voting - no - abstain if yes is None else yes,
        no=no,
        abstain=abstain,
        invalid=0,
        amount_eur=Decimal(amount) if amount else None,
        conditions="",
        reason="passt zum Ziel",
        override="",
        recusal_reason="",
    )


def decide(place: Town, application: Any, **how: Any) -> Any:
    """The application decided and taken over."""
    if "body" not in place.things:
        add_committee(place)
    item = calls.put_to_committee(
        application=application, meeting=place.meeting, by=place.ben, at=dt.datetime(2026, 3, 2, tzinfo=BERLIN)
    )
    item = item_for(place.ben, item.key)
    decisions.record_decision(
        item=item, counted=vote(place, item, **how), by=place.ben, at=MEETING + dt.timedelta(hours=1)
    )
    return decide_calls.take_over_decision(
        application=application, by=place.ben, at=dt.datetime(2026, 3, 18, tzinfo=BERLIN)
    )


NOTICE = {
    "funding_type": "deficit",
    "salutation": "Guten Tag,",
    "purpose": "Erzählabende",
    "provisions": "",
    "reasons": "Es passt.",
    "reduction_reason": "Der Fonds reicht nicht für alle.",
}


def draft_notice(place: Town, application: Any) -> Any:
    """A drafted notice."""
    return grants.draft_notice(
        application=application, fields=NOTICE, by=place.lena, at=dt.datetime(2026, 3, 24, tzinfo=BERLIN)
    )


def sign(place: Town, grant: Any) -> Any:
    """A signed notice."""
    return grants.sign_notice(grant=grant, by=place.carla, at=dt.datetime(2026, 3, 26, 10, 14, tzinfo=BERLIN))


def post(place: Town, grant: Any) -> Any:
    """A posted notice: notified 30 March, last day for an objection 30 April 2026."""
    return notification.post_notice(
        grant=grant, posted_on=dt.date(2026, 3, 26), by=place.ben, at=dt.datetime(2026, 3, 26, 15, tzinfo=BERLIN)
    )


def notified_grant(place: Town) -> Any:
    """A grant from the application to the posted notice."""
    application = decide(place, admit(place, add_application(place)))
    grant = post(place, sign(place, draft_notice(place, application)))
    place.things |= {"application": application, "grant": grant}
    return grant


FINAL = dt.datetime(2026, 5, 4, 20, 0, tzinfo=BERLIN)


def ordered_payment(place):
    """100 euro of a notified grant, ordered and not yet released."""
    grant = notified_grant(place)
    add_bank(place, place.organisation)
    asked = payments.request_payment(grant=grant, amount_eur=Decimal("100.00"), purpose="x", by=place.anna, at=FINAL)
    return payments.order_payment(payment=asked, by=place.lena, at=FINAL)
