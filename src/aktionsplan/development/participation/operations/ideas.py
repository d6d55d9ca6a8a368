"""Writing ideas: sent by everybody, read and answered by the office."""

import datetime as dt

from aktionsplan.development.analysis.models import Theme
from aktionsplan.development.analysis.queries import place_named
from aktionsplan.development.participation import emails, queries
from aktionsplan.development.participation.models import Idea
from aktionsplan.development.participation.publications import public_idea
from aktionsplan.development.participation.states import IDEA
from aktionsplan.shared import search
from aktionsplan.shared.codes import code_hash, new_code
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.numbers import next_number
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import erase, publish, withdraw
from aktionsplan.shared.words import Problem, Refused, mark


def _columns(fields: Fields, by: By) -> Fields:
    """The columns from what was typed; a place or theme that is not of this town counts as none."""
    place = fields.get("place") or ""
    theme = Theme.objects.filter(partnership=by.partnership, key=fields.get("theme") or "-").first()
    known = place if place and place_named(by.partnership, place)[0] else ""
    return {"title": fields["title"], "text": fields["text"], "place": known, "theme": theme}


def make_idea(*, fields: Fields, source: str, origin: str, shown: bool, by: By, at: dt.datetime) -> Idea:
    """A new idea with the next number, shown at once or not; called inside a deed."""
    idea = Idea.objects.create(
        partnership=by.partnership,
        number=next_number(partnership=by.partnership, series="idea"),
        source=source,
        origin=origin,
        received_on=local_day(at),
        state=IDEA.initial,
        **_columns(fields, by),
    )
    if shown:
        idea.state = IDEA.next(idea.state, "show")
        idea.save(update_fields=["state"])
        _show(idea, by, at)
    return idea


def _show(idea: Idea, by: By, at: dt.datetime) -> None:
    """What the portal shows of the idea now."""
    search.put(partnership=by.partnership, kind="idea", reference=idea.key, title=idea.title, text=idea.text)
    publish(by=by, at=at, kind="idea", slug=idea.key, fields=public_idea(idea), order=f"{idea.number:06}")


@deed(
    "participation.send_idea",
    on=None,
    because="the idea is made here",
    untold="the ledger keeps no moment at which somebody wrote",
)
def send_idea(*, fields: Fields, email: str = "", sign: str = "", by: By, at: dt.datetime) -> str:
    """Keeps an idea until the office has read it, and returns the code with which it is looked up or taken back."""
    code = sign if code_hash(by.partnership, queries.IDEA_CODE, sign) else new_code()
    while queries.idea_with(by.partnership, code):
        code = new_code()
    idea = make_idea(fields=fields, source="portal", origin="", shown=False, by=by, at=at)
    idea.email, idea.code = email, code_hash(by.partnership, queries.IDEA_CODE, code)
    idea.save(update_fields=["email", "code"])
    return code


@deed("participation.add_idea", on=None, because="the idea is made here")
def add_idea(*, fields: Fields, origin: str = "", by: By, at: dt.datetime) -> Idea:
    """The office writes down an idea that somebody told it; it is shown at once."""
    idea = make_idea(fields=fields, source="office", origin=origin, shown=True, by=by, at=at)
    record(by=by, at=at, reference=f"idea:{idea.key}", payload={"number": idea.number})
    return idea


@deed("participation.change_idea", on=queries.IDEA)
def change_idea(*, idea: Idea, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Idea:
    """Other words, place or theme; what is shown changes with it."""
    unchanged(seen, queries.idea_values(idea))
    idea.state = IDEA.next(idea.state, "change")
    values = _columns(fields, by)
    for name, value in values.items():
        setattr(idea, name, value)
    idea.save(update_fields=[*values, "state"])
    if idea.state in queries.SHOWN:
        _show(idea, by, at)
    record(by=by, at=at, payload={"number": idea.number})
    return idea


@deed("participation.show_idea", on=queries.IDEA)
def show_idea(*, idea: Idea, by: By, at: dt.datetime) -> Idea:
    """The office has read the idea; the portal shows it."""
    idea.state = IDEA.next(idea.state, "show")
    idea.save(update_fields=["state"])
    _show(idea, by, at)
    record(by=by, at=at, payload={"number": idea.number})
    return idea


def _forget(idea: Idea, by: By, at: dt.datetime) -> None:
    """Off the portal and out of the search, and no earlier version keeps the words; the ledger never had them."""
    withdraw(by=by, at=at, kind="idea", slug=idea.key)
    erase(partnership=by.partnership, kind="idea", slug=idea.key, fields=("title", "text"))
    search.remove(partnership=by.partnership, reference=idea.key)


@deed("participation.refuse_idea", on=queries.IDEA)
def refuse_idea(*, idea: Idea, answer: str, seen: str = "", by: By, at: dt.datetime) -> Idea:
    """The portal does not show the idea, with the reason for whoever sent it; its words go."""
    unchanged(seen, queries.idea_answer(idea))
    idea.state = IDEA.next(idea.state, "refuse")
    idea.answer, idea.answered_on = answer, local_day(at)
    _mail(idea, answer, by, at)
    idea.title, idea.text, idea.email = "–", "", ""
    idea.save(update_fields=["state", "answer", "answered_on", "title", "text", "email"])
    _forget(idea, by, at)
    record(by=by, at=at, payload={"number": idea.number})
    return idea


def _mail(idea: Idea, answer: str, by: By, at: dt.datetime) -> None:
    if idea.email and answer:
        queue(
            letter=emails.idea_answered(idea.email, idea.title, answer), at=at, partnership=by.partnership, short=True
        )


def _answered(idea: Idea, event: str, answer: str, seen: str, by: By, at: dt.datetime) -> Idea:
    """The answer of the office: shown beside the idea, mailed to who left an address, which goes with the last word."""
    unchanged(seen, queries.idea_answer(idea))
    if not answer:
        raise Refused(Problem("answer", mark("Bitte einen Satz, den alle lesen."), {}, "answer"))
    idea.state = IDEA.next(idea.state, event)
    idea.answer, idea.answered_on = answer, local_day(at)
    _mail(idea, answer, by, at)
    if event != "answer":
        idea.email = ""
    idea.save(update_fields=["state", "answer", "answered_on", "email"])
    _show(idea, by, at)
    record(by=by, at=at, payload={"number": idea.number, "state": idea.state})
    return idea


@deed("participation.answer_idea", on=queries.IDEA)
def answer_idea(*, idea: Idea, answer: str, seen: str = "", by: By, at: dt.datetime) -> Idea:
    """A word on how it stands; the idea is still looked at."""
    return _answered(idea, "answer", answer, seen, by, at)


@deed("participation.choose_idea", on=queries.IDEA)
def choose_idea(*, idea: Idea, answer: str, seen: str = "", by: By, at: dt.datetime) -> Idea:
    """The idea becomes an application: who works on it."""
    return _answered(idea, "choose", answer, seen, by, at)


@deed("participation.decline_idea", on=queries.IDEA)
def decline_idea(*, idea: Idea, answer: str, seen: str = "", by: By, at: dt.datetime) -> Idea:
    """The idea is not possible, because …; it stays visible."""
    return _answered(idea, "decline", answer, seen, by, at)


@deed("participation.reopen_idea", on=queries.IDEA)
def reopen_idea(*, idea: Idea, by: By, at: dt.datetime) -> Idea:
    """The idea is looked at again."""
    idea.state = IDEA.next(idea.state, "reopen")
    idea.save(update_fields=["state"])
    _show(idea, by, at)
    record(by=by, at=at, payload={"number": idea.number})
    return idea


@deed("participation.withdraw_idea", on=queries.IDEA)
def withdraw_idea(*, idea: Idea, by: By, at: dt.datetime) -> None:
    """Whoever has the code takes the idea back: its words go, also from the portal."""
    idea.state = IDEA.next(idea.state, "withdraw")
    idea.title, idea.text, idea.email = "–", "", ""
    idea.save(update_fields=["state", "title", "text", "email"])
    _forget(idea, by, at)
    record(by=by, at=at, payload={"number": idea.number})
