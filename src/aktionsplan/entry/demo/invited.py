"""The demo's contacts, mandates of its bodies, agreed steps, and its votes on ideas."""

import datetime as dt
from decimal import Decimal

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Body
from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation import queries
from aktionsplan.development.participation.models import Event, Idea, IdeaVote
from aktionsplan.entry.demo.bodies import OWN_RULES, everybody_comes
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.follow_up import operations as follow_up
from aktionsplan.network import operations as network
from aktionsplan.network.models import Contact
from aktionsplan.partnership import operations as partnership
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.periods import german_day, local_day

CONTACTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Rosa Klein", "rosa.klein@example.org", ("Mitbestimmung",)),
    ("Jan Petersen", "jan.petersen@example.org", ("Begegnung", "Wohnen")),
    ("", "nachbarin@example.org", ("Erinnern",)),
)


def guests(stage: Stage, event: Event) -> None:
    """Three people who want to be invited; two are invited to the first workshop."""
    ben, town = stage.people["ben"], stage.partnership
    for name, email, interests in CONTACTS:
        network.leave_contact(
            name=name, email=email, interests=interests, agreed=True, by=Visitor(town), at=stage.year.at(2, 4)
        )
    keys = [row.key for row in _known(stage)]
    participation.invite_contacts(event=event, contacts=keys, by=ben, at=stage.year.at(2, 5))


def _known(stage: Stage) -> tuple[Contact, Contact]:
    rows = {row.email: row for row in Contact.objects.filter(partnership=stage.partnership)}
    return rows["rosa.klein@example.org"], rows["jan.petersen@example.org"]


def contacts(stage: Stage) -> None:
    """One of the guests came to the workshop and works in a group now."""
    ben, town = stage.people["ben"], stage.partnership
    rosa, jan = _known(stage)
    workshop = Event.objects.filter(partnership=town, state="held").order_by("starts_at").first()
    assert workshop is not None
    participation.tick_attended(event=workshop, came=[rosa.key], by=ben, at=stage.year.at(2, 23))
    group = Body.objects.filter(partnership=town, kind="working_group").first()
    if group is None:
        group = bodies.set_up(kind="working_group", name="Arbeitsgruppe Treffpunkte", by=ben, at=stage.year.at(2, 24))
        seat = bodies.add_seat(body=group, group="Jugend", side="civil", voting=True, by=ben, at=stage.year.at(2, 24))
        bodies.appoint(
            seat=seat,
            capacity="member",
            name="Mia Thoms",
            appointment="Begleitausschuss, Februar",
            by=ben,
            at=stage.year.at(2, 24),
        )
    for contact in (rosa, jan):
        bodies.invite_contact(body=group, contact=contact, by=ben, at=stage.year.at(2, 24))
    bodies.take_in_contact(body=group, contact=rosa, by=ben, at=stage.year.at(3, 1))
    bodies.add_group_result(
        body=group,
        day=stage.year.at(3, 10).date(),
        text="Drei Orte kommen in Frage: Dorfhaus, alter Bahnhof, Gemeindesaal.",
        by=ben,
        at=stage.year.at(3, 11),
    )
    coming = Event.objects.filter(partnership=town, state="open").first()
    if coming is not None:
        participation.invite_contacts(event=coming, contacts=[rosa.key, jan.key], by=ben, at=stage.year.now)


def ground(stage: Stage) -> None:
    """Who set up the lead office and every body; two agreed steps."""
    ben, town, day = stage.people["ben"], stage.partnership, stage.year.at(1, 8).date()
    lead = {
        "decided_by": "Stadtvertretungen Elbhagen und Lüttow",
        "decided_on": day,
        "paper": f"Vorlagen 1/{day.year} und 3/{day.year}",
        "task": "Das Hauptamt Elbhagen führt den Plan für beide Städte.",
        "responsible": stage.people["lena"].account.name,
        "deputy": stage.people["carla"].account.name,
    }
    bodies.give_lead_mandate(fields=lead, by=ben, at=stage.year.at(1, 9))
    for body in Body.objects.filter(partnership=town):
        fields = {
            "decided_by": "Bürgermeisterinnen beider Städte",
            "decided_on": day,
            "paper": f"Verfügung vom {day:%d.%m.%Y}",
            "task": "",
        }
        bodies.give_mandate(body=body, fields=fields, by=ben, at=stage.year.at(1, 9))
    for body in Body.objects.filter(partnership=town).exclude(kind="steering_committee"):
        partnership.adopt_rules(
            kind="procedure",
            scope=body.key,
            title=f"Arbeitsweise, {body.name}",
            valid_from=local_day(stage.year.at(1, 9)),
            values=OWN_RULES,
            by=stage.people["kim"],
            at=stage.year.at(1, 9),
        )
    for network_of_offices in Body.objects.filter(partnership=town, kind="authority_network"):
        begins = stage.year.at(1, 22, 9)
        meeting = bodies.plan_meeting(
            body=network_of_offices, starts_at=begins, place="Rathaus Elbhagen", by=ben, at=stage.year.at(1, 9)
        )
        meeting = bodies.open_meeting(meeting=meeting, by=ben, at=begins)
        everybody_comes(meeting, by=ben, at=begins)
        bodies.close_meeting(meeting=meeting, by=ben, at=stage.year.at(1, 22, 11))
    today = local_day(stage.year.now)
    event = Event.objects.filter(partnership=town, state="held").first()
    assert event is not None
    for title, owner, days in (
        ("Angebot für den Bus am Abend einholen", f"account:{ben.account.key}", 9),
        ("Gespräch mit der Schule über die Aula", "office:lead_office", 16),
    ):
        fields = {"title": title, "owner": owner, "due": today + dt.timedelta(days=days)}
        follow_up.add_follow_up(
            fields=fields, origin=f"event:{event.key}", origin_title=event.title, by=ben, at=stage.year.now
        )


def vote(stage: Stage) -> None:
    """A vote on three ideas with money, closed, and one with points that runs."""
    ben, town, today = stage.people["ben"], stage.partnership, local_day(stage.year.now)
    earlier = list(Idea.objects.filter(partnership=town, state="open").order_by("number"))[:3]
    common = {
        "text": "Diese Ideen kamen aus der Ideenwerkstatt und aus dem Portal.",
        "points": 5,
        "most": 3,
        "rule": "equal",
        "passing": "pass",
        "completion": "raise",
    }
    begins = stage.year.at(3, 9)
    for title, first, last, method, money in (
        ("2.000 Euro für eure Ideen", begins.date(), stage.year.at(3, 13).date(), "approvals", Decimal(2000)),
        ("Welche Ideen kommen als Nächstes dran?", today, today + dt.timedelta(days=12), "points", None),
    ):
        decided = german_day(last + dt.timedelta(days=7))
        decides = f"Am {decided} arbeitet der Begleitausschuss damit weiter."
        fields = common | {
            "decides": decides,
            "title": title,
            "method": method,
            "money_eur": money,
            "begins_on": first,
            "ends_on": last,
        }
        ideas = earlier if money else _new_ideas(stage)
        at = begins if money else stage.year.now
        vote = participation.add_idea_vote(fields=fields, by=ben, at=at)
        for idea, price in zip(ideas, (Decimal(1200), Decimal(700), Decimal(500)), strict=False):
            participation.put_up_idea(idea_vote=vote, idea=idea, price_eur=price, carrier="", by=ben, at=at)
        participation.open_idea_vote(idea_vote=vote, by=ben, at=at)
        codes = participation.make_ballot_slips(idea_vote=vote, count=24 if money else 5, by=ben, at=at)
        for number, code in enumerate(codes):
            chosen = {ideas[number % 3].key: 1, ideas[(number // 3) % 3].key: 1}
            participation.cast_idea_ballot(idea_vote=vote, ballot=chosen, slip=code, by=Visitor(town), at=at)
        if money:
            participation.close_idea_vote(idea_vote=vote, by=ben, at=stage.year.at(3, 14))
            _take_up(stage, vote)


def _take_up(stage: Stage, vote: IdeaVote) -> None:
    """The winners are carried out, the others hear why not."""
    ben, at = stage.people["ben"], stage.year.at(3, 20)
    vote.refresh_from_db()
    won = {line["idea"] for line in vote.result if line["wins"]}
    for idea in Idea.objects.filter(partnership=stage.partnership, key__in=[line["idea"] for line in vote.result]):
        if idea.key in won:
            participation.choose_idea(idea=idea, answer="In der Abstimmung gewonnen.", by=ben, at=at)
        else:
            participation.decline_idea(idea=idea, answer="In der Abstimmung reichte das Geld nicht.", by=ben, at=at)


NEW_IDEAS = (
    ("Bücherschrank am Bahnhof", "Wer wartet, liest. Der Heimatverein kümmert sich darum."),
    ("Fest der Elbdörfer", "Jedes Dorf bringt ein Gericht und eine Geschichte mit."),
    ("Fahrräder gemeinsam reparieren", "Einmal im Monat in der Werkstatt am Hafen."),
)


def _new_ideas(stage: Stage) -> list[Idea]:
    """Ideas of the last weeks, shown on the portal."""
    ben, at = stage.people["ben"], stage.year.now - dt.timedelta(days=12)
    made = []
    for title, text in NEW_IDEAS:
        fields = {"title": title, "text": text, "place": "", "theme": ""}
        code = participation.send_idea(fields=fields, by=Visitor(stage.partnership), at=at)
        idea = queries.idea_with(stage.partnership, code)
        assert idea is not None
        made.append(participation.show_idea(idea=idea, by=ben, at=at + dt.timedelta(days=1)))
    return made
