"""Writing comments: kept until somebody has read them, answered with a sentence; inside shown at once."""

import datetime as dt

from aktionsplan.development.participation import emails, queries
from aktionsplan.development.participation.models import Comment
from aktionsplan.development.participation.publications import public_comment
from aktionsplan.development.participation.states import COMMENT
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.numbers import next_number
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import erase, publish, withdraw
from aktionsplan.shared.registration import commentable
from aktionsplan.shared.words import Problem, Refused, mark

UNTOLD = "the ledger keeps no moment at which somebody wrote"


def _comment(
    about: str, title: str, text: str, place: tuple[str, str], by: By, at: dt.datetime, **more: str | dt.date | None
) -> Comment:
    """A comment on a thing, or on a paragraph of it (`place`: key and number)."""
    return Comment.objects.create(
        partnership=by.partnership,
        number=next_number(partnership=by.partnership, series="comment"),
        about=about,
        about_title=title,
        place=place[0],
        place_number=place[1],
        text=text,
        received_on=local_day(at),
        **{"state": COMMENT.initial} | more,
    )


@deed("participation.keep_comment", on=None, because="the comment is made here", untold=UNTOLD)
def keep_comment(
    *,
    about: str,
    title: str,
    text: str,
    place: tuple[str, str],
    signature: str = "",
    email: str = "",
    answer_by: dt.date | None = None,
    by: By,
    at: dt.datetime,
) -> None:
    """Keeps what somebody says to a thing until the office has read it; the app of the thing checks that one may say it now, and
    says until when an answer is promised."""
    _comment(about, title, text, place, by, at, signature=signature, email=email, answer_by=answer_by)


@deed("participation.comment_inside", on=None, because="the comment is made here")
def comment_inside(
    *, about: str, text: str, place: tuple[str, str] = ("", ""), by: Actor, at: dt.datetime
) -> Comment:
    """Somebody inside says something under a function; refused for a thing that the person may not open."""
    if not commentable(about, by):
        raise Refused(Problem("thing", mark("Das kann man nicht kommentieren.")))
    title = queries.thing_title(by.partnership, about)
    who = {"function": by.function, "author": by.reference, "signature": by.account.name}
    state = COMMENT.next(COMMENT.initial, "show")
    comment = _comment(about, title, text, place, by, at, state=state, **who)
    record(by=by, at=at, reference=about, payload={"comment": comment.number})
    return comment


def _published(comment: Comment, by: By, at: dt.datetime) -> None:
    """What the portal shows of a comment from outside."""
    if not comment.function:
        fields = public_comment(comment)
        publish(by=by, at=at, kind="comment", slug=comment.key, fields=fields, order=f"{comment.number:06}")


@deed("participation.show_comment", on=queries.COMMENT)
def show_comment(*, comment: Comment, by: By, at: dt.datetime) -> Comment:
    """The office has read the comment; the portal shows it."""
    comment.state = COMMENT.next(comment.state, "show")
    comment.save(update_fields=["state"])
    _published(comment, by, at)
    record(by=by, at=at, payload={"comment": comment.number})
    return comment


def _mail(comment: Comment, by: By, at: dt.datetime) -> None:
    if comment.email:
        letter = emails.comment_answered(comment)
        queue(letter=letter, at=at, partnership=by.partnership, short=True)
        comment.email = ""


@deed("participation.refuse_comment", on=queries.COMMENT)
def refuse_comment(*, comment: Comment, answer: str, by: By, at: dt.datetime) -> Comment:
    """The comment is not shown, with the reason for who left an address; its words go. Never one from inside."""
    if comment.function:
        raise Refused(Problem("inside", mark("Was jemand in einer Aufgabe sagt, bleibt stehen.")))
    comment.state = COMMENT.next(comment.state, "refuse")
    comment.answer, comment.answered_on = answer, local_day(at)
    _mail(comment, by, at)
    comment.text, comment.signature, comment.email = "–", "", ""
    comment.save(update_fields=["state", "answer", "answered_on", "text", "signature", "email"])
    withdraw(by=by, at=at, kind="comment", slug=comment.key)
    erase(partnership=by.partnership, kind="comment", slug=comment.key, fields=("text", "signature"))
    record(by=by, at=at, payload={"comment": comment.number})
    return comment


@deed("participation.answer_comment", on=queries.COMMENT)
def answer_comment(
    *, comment: Comment, verdict: str, answer: str, answered_in: str = "", seen: str = "", by: By, at: dt.datetime
) -> Comment:
    """What becomes of the comment, with a sentence; mailed to who left an address, which goes with it.

    Raises Conflict when somebody else has answered meanwhile.
    """
    unchanged(seen, queries.answer_values(comment))
    if not answer:
        raise Refused(Problem("answer", mark("Bitte einen Satz, den alle lesen."), {}, "answer"))
    comment.state = COMMENT.next(comment.state, "answer")
    comment.verdict, comment.answer, comment.answered_on = verdict, answer, local_day(at)
    comment.answered_in = answered_in
    _mail(comment, by, at)
    comment.save(update_fields=["state", "verdict", "answer", "answered_in", "answered_on", "email"])
    _published(comment, by, at)
    record(by=by, at=at, payload={"comment": comment.number, "verdict": verdict})
    return comment
