"""The public form for a comment on a paragraph of a draft that lies open (look, 13b)."""

from functools import partial

from django.http import Http404, HttpResponse

from aktionsplan.development.participation.forms.comments import SendCommentForm
from aktionsplan.development.strategy import operations, queries, rules
from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.visitors import visitor_page
from aktionsplan.shared.words import Problem, Refused, mark

GONE = Problem(
    "gone",
    mark(
        "Diesen Absatz gibt es in dem Entwurf nicht mehr. Schicken Sie Ihren Kommentar noch einmal ab, dann steht er am Anfang des Kapitels."
    ),
)


def _paragraph(request: Request, draft: PlanVersion, first: str) -> Json:
    """The paragraph that the address names, else the first; what was typed at one that is gone is given back."""
    block = queries.place_in(draft.content, request.GET.get("absatz", first))
    if block is None and request.method == "POST":
        raise Refused(GONE)
    if block is None:
        raise Http404
    return block


def send_comment(request: Request, key: str) -> HttpResponse:
    """What somebody says to a paragraph (`?absatz=`, else the first) of a chapter of the draft that lies open, or lay open last.

    404 for a chapter or paragraph that it has not; a comment sent to such a paragraph is refused with what was typed.
    """
    draft = queries.laid_open(request.actor.partnership)
    chapter = queries.chapter_in(draft, key) if draft else None
    if draft is None or chapter is None or not chapter["blocks"]:
        raise Http404
    block = _paragraph(request, draft, chapter["blocks"][0]["key"])
    form = SendCommentForm(request.POST or None)
    deed = partial(operations.send_comment, version=draft.key, place=block["key"])
    template = "strategy/send_comment.html"
    is_open = rules.takes_comments(draft.state, draft.comments_until, local_day(request.began_at))
    return visitor_page(
        request, form, deed, template=template, page="plan_draft", passage=block, draft=draft, open=is_open
    )
