"""The public form for a comment on a paragraph of a draft that lies open (look, 13b)."""

from functools import partial

from django.http import Http404, HttpResponse

from aktionsplan.development.participation.forms.comments import SendCommentForm
from aktionsplan.development.strategy import operations, queries
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.visitors import visitor_page


def send_comment(request: Request, key: str, place: str) -> HttpResponse:
    """What somebody says to a paragraph; 404 for a draft that was never laid open, and for a paragraph it has not."""
    draft = queries.version_for(request.actor, key)
    block = queries.place_in(draft.content, place) if draft.state != "made" else None
    if block is None:
        raise Http404
    form = SendCommentForm(request.POST or None)
    deed = partial(operations.send_comment, version=key, place=place)
    until = draft.comments_until
    is_open = draft.state == "display" and until is not None and local_day(request.began_at) <= until
    template = "strategy/send_comment.html"
    return visitor_page(
        request, form, deed, template=template, page="plan_draft", block=block, draft=draft, open=is_open
    )
