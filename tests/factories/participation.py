"""What people take part in: made by the operations a user would cause."""

import datetime as dt
from decimal import Decimal
from typing import Any

from aktionsplan.bodies import operations as bodies
from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.participation import operations as ops
from aktionsplan.development.participation import queries
from aktionsplan.development.participation.models import Idea, Survey
from aktionsplan.follow_up import operations as steps
from aktionsplan.network import operations as network
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.files.accept import Accepted
from tests.factories import town as make

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"kind": "choice", "text": "Wie alt bist du?", "options": "bis 15\n16 bis 26\nälter", "grouping": "group"},
    {"kind": "agree", "text": "Meine Meinung zählt hier.", "way_out": "unknown"},
    {"kind": "text", "text": "Was fehlt dir hier?"},
)


def survey(town: Any, *, questions: tuple[dict[str, Any], ...] = QUESTIONS, **more: Any) -> Survey:
    """A survey with three questions, not yet read by a second person."""
    today = make.NOW.date()
    fields = {
        "title": "Jugendbefragung",
        "intro": "Wir fragen ohne Namen.",
        "access": "public",
        "begins_on": today,
        "ends_on": today + dt.timedelta(days=11),
        "least": 10,
    }
    made = ops.add_survey(fields=fields | more, by=town.ben, at=make.NOW)
    for one in questions:
        ops.add_question(survey=made, fields=one, by=town.ben, at=make.NOW)
    return Survey.objects.get(pk=made.pk)


def running(town: Any, **more: Any) -> Survey:
    """A survey that runs."""
    made = survey(town, **more)
    ops.read_survey(survey=made, by=town.lena, at=make.NOW)
    if made.access == "tokens":
        ops.make_slips(survey=made, count=3, by=town.ben, at=make.NOW)
    ops.start_survey(survey=made, by=town.ben, at=make.NOW)
    return Survey.objects.get(pk=made.pk)


def answer(town: Any, row: Survey, answers: dict[int, Any], slip: str = "", at: dt.datetime = make.NOW) -> None:
    """Somebody answers."""
    ops.answer_survey(survey=row, answers=answers, slip=slip, by=Visitor(town.partnership), at=at)


def closed(town: Any, answers: list[dict[int, Any]], **more: Any) -> Survey:
    """A survey that was answered so and is closed."""
    row = running(town, **more)
    for one in answers:
        answer(town, row, one)
    ops.close_survey(survey=row, by=town.ben, at=make.NOW)
    return Survey.objects.get(pk=row.pk)


def question(row: Survey, place: int = 2) -> Any:
    """The question at a place."""
    return next(one for one in queries.questions(row) if one.place == place)


def event_fields(**more: Any) -> dict[str, Any]:
    """What somebody types about a workshop in ten days, from nine to two."""
    starts = make.NOW.replace(hour=8, minute=0) + dt.timedelta(days=10)
    return {
        "kind": "workshop",
        "title": "Ideenwerkstatt",
        "text": "Was soll sich hier ändern?",
        "programme": "10:00 Was wir wissen",
        "notes": "Ohne Stufen",
        "starts_at": starts,
        "ends_at": starts + dt.timedelta(hours=5),
        "town": "Elbhagen",
        "place": "Lindenschule, Lindenstraße 4",
        "room": "Aula",
        "room_shown": "signed",
        "costs": "keine",
        "capacity": 10,
        "needs": ["Gebärdensprache", "Kinderbetreuung"],
        "at_risk": False,
    } | more


def event(town: Any, **more: Any) -> Any:
    """An announced workshop."""
    made = ops.add_event(fields=event_fields(**more), by=town.ben, at=make.NOW)
    return ops.announce_event(event=made, by=town.ben, at=make.NOW)


def sign_up(town: Any, row: Any, people: int = 1, **more: Any) -> tuple[str, str]:
    """Somebody signs up; the state and the code."""
    counts = {"adult": people, "young": 0, "child": 0}
    by = Visitor(town.partnership)
    return ops.sign_up(event=row, **({"counts": counts, "needs": [], "by": by, "at": make.NOW} | more))


def held(town: Any, *texts: str, **more: Any) -> Any:
    """A workshop that took place, with results."""
    row = event(town, **more)
    after = row.ends_at + dt.timedelta(hours=1)
    row = ops.hold_event(event=row, by=town.ben, at=after)
    if texts:
        ops.add_results(event=row, lines=[(text, "Tisch 1", 5) for text in texts], by=town.ben, at=after)
    return row


def contact(town: Any, **more: Any) -> Any:
    """Somebody who agreed on paper to be invited."""
    fields = {"name": "Rosa Klein", "email": "rosa@example.org", "phone": "", "interests": "Jugend, Dörfer"}
    return network.enter_contact(**(fields | {"consent_on": make.NOW.date(), "by": town.ben, "at": make.NOW} | more))


def follow_up(town: Any, **more: Any) -> Any:
    """A step that Ben owes."""
    fields = {"title": "Schule anrufen", "owner": f"account:{town.ben.account.key}", "due": make.NOW.date()}
    return steps.add_follow_up(fields=fields | more, by=town.ben, at=make.NOW)


def one_of_each(town: Any) -> None:
    """A thing of every kind that people take part in."""
    person = contact(town)
    follow_up(town)
    bodies.invite_contact(body=town.body, contact=person, by=town.ben, at=make.NOW)
    row = event(town)
    ops.invite_contacts(event=row, contacts=[person.key], by=town.ben, at=make.NOW)
    sign_up(town, row)
    vote = ops.plan_workshop_vote(
        event=row,
        fields={"question": "Was zuerst?", "method": "dots", "proposals": "A\nB", "people": 4, "dots": 3},
        by=town.ben,
        at=make.NOW,
    )
    ops.fix_workshop_vote(workshop_vote=vote, by=town.ben, at=make.NOW)
    ops.enter_sheet(workshop_vote=vote, name="Wand 1", people=4, points=[3, 2], by=town.ben, at=make.NOW)
    past = held(town, "Orte fehlen", title="Werkstatt davor")
    day = make.NOW.date() + dt.timedelta(days=30)
    accepted = Accepted(b"%PDF-1.4 list", "application/pdf")
    ops.keep_list(event=past, accepted=accepted, delete_on=day, by=town.ben, at=make.NOW)
    fields = {"title": "Skaten", "text": "Einmal im Monat", "place": "", "theme": ""}
    ops.send_idea(fields=fields, by=Visitor(town.partnership), at=make.NOW)
    ops.show_idea(idea=Idea.objects.get(title="Skaten"), by=town.ben, at=make.NOW)
    done = closed(town, [{1: "Ein Ort", 2: n % 4} for n in range(24)], questions=QUESTIONS[::-1])
    ops.release_survey_quote(survey_question=question(done, 1), text="Ein Ort", by=town.ben, at=make.NOW)
    ops.sort_texts(survey_question=question(done, 1), topics=[("Orte", 24)], by=town.ben, at=make.NOW)
    survey(town)
    running(town)
    idea_vote(town)
    analysis.upload_table(purpose="series", name="t.csv", content=b"Ort;2025\nX-Kreis;1\n", by=town.ben, at=make.NOW)
    analysis.upload_table(purpose="offers", name="o.csv", content=b"Angebot;Ort\nChor;X\n", by=town.ben, at=make.NOW)


def idea_vote(town: Any, *, ideas: int = 3, **more: Any) -> Any:
    """A vote on ideas as a draft, with ideas of 300 euros each."""
    today = make.NOW.date()
    fields = {
        "title": "Was kommt in den Plan?",
        "text": "",
        "method": "points",
        "points": 5,
        "most": 3,
        "money_eur": None,
        "rule": "greedy",
        "passing": "pass",
        "completion": "none",
        "begins_on": today,
        "ends_on": today + dt.timedelta(days=5),
        "decides": "Am 8. Oktober die Zielwerkstatt.",
    }
    row = ops.add_idea_vote(fields=fields | more, by=town.ben, at=make.NOW)
    for number in range(ideas):
        words = {"title": f"Idee {number}", "text": "", "place": "", "theme": ""}
        idea = ops.add_idea(fields=words, by=town.ben, at=make.NOW)
        ops.put_up_idea(
            idea_vote=row, idea=idea, price_eur=Decimal(300), carrier="Jugendclub", by=town.ben, at=make.NOW
        )
    return row
