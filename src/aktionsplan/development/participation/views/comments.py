"""Pages about comments for those inside."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from aktionsplan.development.analysis.queries import like_people
from aktionsplan.development.participation import operations, queries, rules
from aktionsplan.development.participation.forms import comments as forms
from aktionsplan.development.participation.states import COMMENT
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, by_key, go, sent, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.registration import commentable, link
from aktionsplan.shared.words import Phrase, mark

VERDICTS = {"": mark("ohne Antwort"), **rules.VERDICTS_ON_COMMENTS}
LIST = Listing(
    title=mark("Kommentare"),
    rows=queries.comments,
    order=Order("-number"),
    found=queries.comments_called,
    file="participation:comment_file",
    shown_without=("participation.show_comment", queries.read_comments),
    older=mark("Frühere Kommentare"),
    empty=(
        mark("Noch kein Kommentar"),
        mark(
            "Kommentare kommen aus dem Portal, solange ein Entwurf ausliegt, und von innen zu Befunden, Zielen und Schritten."
        ),
    ),
    choices=(
        Choice(
            "stand",
            "state",
            mark("Nach Stand"),
            {key: word for key, word in COMMENT.words.items() if key != "refused"},
            chips=True,
        ),
        Choice("antwort", "verdict", mark("Nach Antwort"), rules.VERDICTS_ON_COMMENTS),
    ),
    columns=(
        Column(mark("Nummer"), lambda row: row.number, order="number", number=True),
        Column(mark("Kommentar"), lambda row: row.text[:120], link="participation:comment"),
        Column(mark("Zu"), lambda row: row.about_title),
        Column(mark("Absatz"), lambda row: row.place_number),
        Column(mark("Wer"), lambda row: row.function or row.signature),
        Column(mark("Antwort"), lambda row: Phrase(VERDICTS[row.verdict])),
        Column(mark("Stand"), lambda row: Phrase(COMMENT.words[row.state])),
    ),
)


def comments(request: Request) -> HttpResponse:
    """Every comment of the town."""
    return list_page(request, LIST, "participation/comments.html")


def comment_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the comments that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def comment(request: Request, key: str) -> HttpResponse:
    """A comment with its answer."""
    row = queries.comment_for(request.actor, key)
    context = {
        "comment": row,
        "word": COMMENT.words[row.state],
        "verdict": VERDICTS[row.verdict],
        "about_url": link(row.about, request.actor),
        "people": like_people(row.text) if row.state == "received" else [],
    }
    return render(request, "participation/comment.html", context)


def show_comment(request: Request, key: str) -> HttpResponse:
    """The portal shows the comment."""
    row, done = queries.comment_for(request.actor, key), gettext("Der Kommentar wird gezeigt.")
    tried(request, lambda: operations.show_comment(comment=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:comment", key)


answer_comment = DeedPage(
    deed=operations.answer_comment,
    form=forms.AnswerCommentForm,
    title=mark("Kommentar beantworten"),
    takes="comment",
    thing=by_key(queries.comment_for),
    of=queries.answer_values,
    back=lambda row: ("participation:comment", row.key),
    done=mark("Die Antwort ist gespeichert."),
    page="participation/answer_comment.html",
)
refuse_comment = DeedPage(
    deed=operations.refuse_comment,
    form=forms.RefuseCommentForm,
    title=mark("Kommentar nicht zeigen"),
    takes="comment",
    thing=by_key(queries.comment_for),
    back=lambda row: ("participation:comments",),
    done=mark("Der Kommentar wird nicht gezeigt; sein Text ist gelöscht."),
)


def comment_inside(request: Request, key: str, kind: str) -> HttpResponse:
    """What somebody inside says to a thing; done, it leads back to the thing."""
    about = f"{kind}:{key}"
    if not commentable(about, request.actor):
        raise Http404
    url = link(about, request.actor)
    form = forms.CommentForm(request.POST or None)

    def deed(**data: Value) -> None:
        operations.comment_inside(about=about, by=request.actor, at=request.began_at, **data)

    if sent(request, form, deed, gettext("Ihr Kommentar steht da.")) is not None:
        return redirect(url)
    title = queries.thing_title(request.actor.partnership, about)
    context = {"form": form, "title": gettext("Kommentieren"), "lead": title, "back": url}
    return render(request, "parts/deed.html", context)
