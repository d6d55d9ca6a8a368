"""Reading ideas."""

from django.db.models import Q, QuerySet
from django.http import Http404

from aktionsplan.development.participation.models import Idea
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.codes import code_hash
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields

IDEA_CODE = "idea"
"""What codes of ideas are hashed for."""
SHOWN = ("open", "chosen", "declined")
"""States in which the portal shows an idea."""


def ideas(partnership: Partnership) -> QuerySet[Idea]:
    """Every idea that was not withdrawn, the newest first."""
    return Idea.objects.filter(partnership=partnership).exclude(state="withdrawn").select_related("theme")


def ideas_called(rows: QuerySet[Idea], partnership: Partnership, query: str) -> QuerySet[Idea]:
    """Those whose title or text has all of the words."""
    for word in query.split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return rows


def read_ideas(rows: QuerySet[Idea]) -> QuerySet[Idea]:
    """Those that the office has read: nobody else sees what strangers wrote before (it may name people)."""
    return rows.filter(state__in=SHOWN)


def idea_for(by: Actor, key: str) -> Idea:
    """The idea with this key, or 404; for those who do not read what comes in, only one that was read."""
    rows = ideas(by.partnership)
    row = (rows if by.may("participation.show_idea") else read_ideas(rows)).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def idea_with(partnership: Partnership, typed: str) -> Idea | None:
    """The idea with this code."""
    code = code_hash(partnership, IDEA_CODE, typed)
    return Idea.objects.filter(partnership=partnership, code=code).first() if code else None


def idea_values(row: Idea) -> Fields:
    """What the form of an idea changes."""
    return {"title": row.title, "text": row.text, "place": row.place, "theme": row.theme.key if row.theme else ""}


def _locked_idea(idea: Idea) -> Idea:
    return Idea.objects.select_for_update(of=("self",)).select_related("theme").get(pk=idea.pk)


IDEA = Subject(takes=("idea",), lock=_locked_idea, reference=lambda row: f"idea:{row.key}")


def idea_answer(idea: Idea) -> Fields:
    """What the form of the answer begins with."""
    return {"answer": idea.answer}
