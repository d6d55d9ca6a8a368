"""Reading comments."""

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import Http404

from aktionsplan.development.participation.models import Comment
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.models import SearchEntry
from aktionsplan.shared.registration import things


def comments(partnership: Partnership) -> QuerySet[Comment]:
    """Every comment that was not refused."""
    return Comment.objects.filter(partnership=partnership).exclude(state="refused")


def comments_called(rows: QuerySet[Comment], partnership: Partnership, query: str) -> QuerySet[Comment]:
    """Those whose text, signature or answer has all of the words."""
    for word in query.split():
        rows = rows.filter(Q(text__icontains=word) | Q(signature__icontains=word) | Q(answer__icontains=word))
    return rows


def read_comments(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """Those that the office has read."""
    return rows.filter(state="shown")


def comment_for(by: Actor, key: str) -> Comment:
    """The comment with this key, or 404; for those who do not read what comes in, only one that was read."""
    rows = comments(by.partnership)
    row = (rows if by.may("participation.show_comment") else read_comments(rows)).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def comments_on(partnership: Partnership, about: str) -> list[Comment]:
    """What was said to a thing and may be read."""
    return list(Comment.objects.filter(partnership=partnership, about=about, state="shown"))


def unanswered(partnership: Partnership, kind: str) -> QuerySet[Comment]:
    """Comments on things of a kind that still need a word: unread, or without an answer."""
    rows = Comment.objects.filter(partnership=partnership, about__startswith=f"{kind}:")
    return rows.filter(Q(state="received") | Q(state="shown", verdict=""))


def thing_title(partnership: Partnership, about: str) -> str:
    """What a thing is called: in the search, else by itself, else by its kind in a word."""
    kind, _colon, key = about.partition(":")
    entry = SearchEntry.objects.filter(partnership=partnership, kind=kind, reference=key).first()
    if entry:
        return entry.title
    thing = things()[kind]
    rows = apps.get_model(thing.commented)._default_manager if thing.commented else None
    row = rows.filter(partnership=partnership, key=key).first() if rows else None
    return str(getattr(row, "title", "") or thing.word)


def _locked_comment(comment: Comment) -> Comment:
    return Comment.objects.select_for_update().get(pk=comment.pk)


COMMENT = Subject(takes=("comment",), lock=_locked_comment, reference=lambda row: f"comment:{row.key}")


def answer_values(comment: Comment) -> Fields:
    """What the form of the answer begins with."""
    return {"verdict": comment.verdict, "answer": comment.answer, "answered_in": comment.answered_in}
