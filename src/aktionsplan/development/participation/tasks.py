"""What somebody has to do about taking part: read ideas, give results their place, read questions, close what is over."""

import datetime as dt

from django.db.models import F, Value
from django.utils.translation import gettext

from aktionsplan.development.participation.models import Comment, EventResult, Idea, Survey, SurveyQuestion
from aktionsplan.people.queries import Actor
from aktionsplan.shared.kinds import Foreign
from aktionsplan.shared.tasks import Task, Waiting, Waits, told, url_for
from aktionsplan.shared.words import mark

IDEA_DAYS, COMMENT_DAYS, ANSWER_DAYS, RESULT_DAYS, READ_DAYS, DESCRIBE_DAYS = 7, 1, 21, 14, 3, 14
"""Days in which the office wants to do a deed; a house rule, not law."""
WAITING: dict[str, tuple[str, str, str, str, int]] = {
    "idea": ("participation.show_idea", mark("Idee lesen"), "participation:idea", mark("Idee ansehen"), IDEA_DAYS),
    "comment": (
        "participation.show_comment",
        mark("Kommentar lesen"),
        "participation:comment",
        mark("Kommentar ansehen"),
        COMMENT_DAYS,
    ),
    "answer": (
        "participation.answer_comment",
        mark("Kommentar beantworten"),
        "participation:answer_comment",
        mark("Antworten"),
        ANSWER_DAYS,
    ),
    "promised": (
        "participation.answer_comment",
        mark("Kommentar beantworten"),
        "participation:answer_comment",
        mark("Antworten"),
        0,
    ),
    "result": (
        "participation.place_result",
        mark("Ergebnis zuordnen"),
        "participation:place_result",
        mark("Zuordnen"),
        RESULT_DAYS,
    ),
    "questions": (
        "participation.read_survey",
        mark("Fragen einer Befragung gegenlesen"),
        "participation:survey",
        mark("Fragen lesen"),
        READ_DAYS,
    ),
    "topics": (
        "participation.read_topics",
        mark("Freie Antworten gegenlesen"),
        "participation:texts",
        mark("Antworten lesen"),
        READ_DAYS,
    ),
    "describe": (
        "participation.describe_survey",
        mark("Beschreiben, wie gefragt wurde"),
        "participation:describe_survey",
        mark("Beschreiben"),
        DESCRIBE_DAYS,
    ),
}
"""What waits, by its kind: the action, the words, the page, the button, and in how many days."""


def _task(by: Actor, row: Waiting) -> Task:
    """The task of what waits about taking part."""
    _action, title, page, button, days = WAITING[row.kind]
    due, url = row.day + dt.timedelta(days=days), url_for(by, page, key=row.key)
    return Task(due, gettext(title), row.words, url, gettext(button), behind=row.behind)


def _parts(by: Actor, today: dt.date) -> dict[str, Foreign]:
    """What waits for this person, by kind."""
    town, own = by.partnership, by.reference
    said = Comment.objects.filter(partnership=town)
    asked = said.filter(state="shown", verdict="").exclude(author=own)
    ideas = Idea.objects.filter(partnership=town, state="received")
    results = EventResult.objects.filter(partnership=town, state="open")
    drafts = Survey.objects.filter(partnership=town, state="draft", questions__isnull=False).exclude(author=own)
    sorted_by_other = SurveyQuestion.objects.filter(partnership=town, topics_read_by="").exclude(
        topics_by__in=["", own]
    )
    closed = Survey.objects.filter(partnership=town, state="closed", method="", answered__gte=5)
    parts = {
        "idea": told("idea", ideas, day=F("received_on"), words=F("title")),
        "comment": told("comment", said.filter(state="received"), day=F("received_on"), words=F("text")),
        "answer": told("answer", asked.filter(answer_by=None), day=F("received_on"), words=F("text")),
        "promised": told("promised", asked.exclude(answer_by=None), day=F("answer_by"), words=F("text")),
        "result": told("result", results, day=F("event__ends_at"), words=F("text"), more=F("event__title")),
        "questions": told("questions", drafts.distinct(), day=Value(today), words=F("title")),
        "topics": told("topics", sorted_by_other, day=F("survey__closed_on"), words=F("text")),
        "describe": told("describe", closed, day=F("closed_on"), words=F("title")),
    }
    return {kind: part for kind, part in parts.items() if by.may(WAITING[kind][0])}


WAITS = Waits(_parts, _task)
