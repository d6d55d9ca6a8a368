"""What somebody has to do about the situation: read reports, take over offers, read findings, find answers."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Value
from django.utils.translation import gettext

from aktionsplan.development.analysis import queries
from aktionsplan.development.analysis.models import Finding, FindingSource, Question
from aktionsplan.people.queries import Actor
from aktionsplan.shared.kinds import Foreign
from aktionsplan.shared.periods import working_days_after
from aktionsplan.shared.tasks import Task, Waiting, Waits, told, url_for
from aktionsplan.shared.words import mark

READ_WORKING_DAYS, SECOND_READING_DAYS, ACCEPT_DAYS = 3, 7, 7
"""Days in which the office wants to do a deed; a house rule, not law."""


WAITING: dict[str, tuple[str, str, str, str]] = {
    "report": ("analysis.read_report", mark("Meldung prüfen"), "analysis:report", mark("Meldung lesen")),
    "finding": ("analysis.read_finding", mark("Befund gegenlesen"), "analysis:finding", mark("Befund lesen")),
    "proposed": ("analysis.accept_offer", mark("Angebot aufnehmen"), "analysis:offer", mark("Angebot ansehen")),
    "ending": (
        "analysis.accept_offer",
        mark("Das Geld für ein Angebot endet"),
        "analysis:offer",
        mark("Angebot ansehen"),
    ),
    "question": (
        "analysis.answer_question",
        mark("Offene Frage beantworten"),
        "analysis:answer_question",
        mark("Frage beantworten"),
    ),
}
"""What waits, by its kind: the action, the words of the task, the page, and the words of the button."""


def _task(by: Actor, row: Waiting) -> Task:
    """The task of what waits about the situation."""
    _action, title, page, button = WAITING[row.kind]
    url = url_for(by, page, key=row.key)
    return Task(_due(row, by), gettext(title), row.words, url, gettext(button), behind=row.behind)


def _parts(by: Actor, today: dt.date) -> dict[str, Foreign]:
    """What waits for this person, by kind."""
    town, own = by.partnership, by.reference
    cited = FindingSource.objects.filter(finding=OuterRef("pk"))
    drafts = Finding.objects.filter(Exists(cited), partnership=town, state="draft").exclude(author=own)
    mine = Question.objects.filter(partnership=town, state="open", due__isnull=False, owner=by.account.name)
    ending = queries.ending_offers(town, today)
    parts = {
        "report": told("report", queries.reports(town), day=F("received_on"), words=Value("")),
        "finding": told("finding", drafts, day=F("written_on"), words=F("sentence")),
        "proposed": told("proposed", queries.proposed_offers(town), day=Value(today), words=F("title")),
        "ending": told("ending", ending, day=F("funded_until"), words=F("title")),
        "question": told("question", mine, day=F("due"), words=F("text")),
    }
    return {kind: part for kind, part in parts.items() if by.may(WAITING[kind][0])}


def _due(row: Waiting, by: Actor) -> dt.date:
    """By when the office wants to do it."""
    if row.kind == "report":
        return working_days_after(row.day, READ_WORKING_DAYS, by.partnership.land)
    return row.day + dt.timedelta(days={"finding": SECOND_READING_DAYS, "proposed": ACCEPT_DAYS}.get(row.kind, 0))


WAITS = Waits(_parts, _task)
