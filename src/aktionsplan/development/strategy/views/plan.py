"""Pages of the working draft: chapters and blocks (look, 13a)."""

import json
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.participation.rules import VERDICTS_ON_COMMENTS
from aktionsplan.development.strategy import imports, operations, queries, rules
from aktionsplan.development.strategy.forms import plan as forms
from aktionsplan.development.strategy.forms.goals import DropForm
from aktionsplan.development.strategy.models import Block, Chapter
from aktionsplan.development.strategy.queries.live import Live
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.kinds import Context, Fields, Value
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import new_key
from aktionsplan.shared.words import Conflict, Refused, mark

PLAN = ("strategy:plan",)


def _frame(request: Request, here: Chapter | None = None) -> Context:
    """What every page of the draft shows beside the text: chapters, which are empty, the versions."""
    town = request.actor.partnership
    listed = queries.chapters(town)
    filled_in = queries.filled_chapters(town)
    newest = queries.versions(town).first()
    return {
        "chapters": [(row, row.pk in filled_in) for row in listed],
        "chapter": here,
        "newest": newest,
        "newest_name": rules.version_name(queries.number_of(newest)) if newest else None,
        "writing": rules.version_name(queries.next_number(town, final=False)),
        "display": queries.displayed(town),
        "open_comments": queries.open_comments(town) if request.actor.may("participation.answer_comment") else None,
    }


def plan(request: Request) -> HttpResponse:
    """The plan with its chapters, and what hinders a Fassung."""
    town, today = request.actor.partnership, local_day(request.began_at)
    context = _frame(request) | {"hindrances": rules.hindrances(queries.ground(town, today))}
    return render(request, "strategy/plan.html", context)


def begin(request: Request) -> HttpResponse:
    """The usual chapters."""
    done = gettext("Die Kapitel sind angelegt. Zahlen und Tabellen stehen schon da.")
    tried(request, lambda: operations.begin_plan(by=request.actor, at=request.began_at), done)
    return go(request, *PLAN)


def chapter(request: Request, key: str) -> HttpResponse:
    """A chapter with its paragraphs and live parts."""
    row, today = queries.chapter_for(request.actor, key), local_day(request.began_at)
    listed = queries.blocks(row)
    content = queries.as_content(row, listed, Live(request.actor.partnership, today))
    shown = queries.displayed(request.actor.partnership)
    comments = queries.comments_by_place(shown) if shown else {}
    context = _frame(request, row) | {
        "blocks": [
            (block, made, comments.get(block.key, [])) for block, made in zip(listed, content["blocks"], strict=True)
        ],
        "today": today,
        "live": rules.LIVE,
        "verdicts": VERDICTS_ON_COMMENTS,
    }
    return render(request, "strategy/chapter.html", context)


add_chapter = DeedPage(
    deed=operations.add_chapter,
    form=forms.TitleForm,
    title=mark("Kapitel hinzufügen"),
    back=lambda chapter: PLAN,
    done=mark("Das Kapitel ist angelegt."),
)
change_chapter = DeedPage(
    deed=lambda chapter, seen, by, at, **fields: operations.change_chapter(
        chapter=chapter, fields=fields, seen=seen, by=by, at=at
    ),
    form=forms.ChapterForm,
    title=mark("Kapitel ändern"),
    takes="chapter",
    thing=by_key(queries.chapter_for),
    of=queries.chapter_values,
    back=lambda chapter: ("strategy:chapter", chapter.key),
    done=mark("Gespeichert."),
)
drop_chapter = DeedPage(
    deed=operations.drop_chapter,
    form=DropForm,
    title=mark("Kapitel streichen"),
    takes="chapter",
    thing=by_key(queries.chapter_for),
    back=lambda chapter: PLAN,
    done=mark("Das Kapitel ist gestrichen. Frühere Stände behalten es."),
)


def add_block(request: Request, key: str) -> HttpResponse:
    """A new paragraph, at the end or after another one (`?nach=`)."""
    row = queries.chapter_for(request.actor, key)
    after = queries.block_for(request.actor, request.GET["nach"]) if request.GET.get("nach") else None
    form = forms.NewBlockForm(request.POST or None, initial={"begun": new_key()})
    who: Fields = {"by": request.actor, "at": request.began_at}

    def deed(text: str, begun: str, seen: str) -> Block:
        if there := queries.begun_block(row, begun):
            return operations.change_block(block=there, text=text, seen=seen, **who)
        return operations.add_block(chapter=row, kind=rules.PARAGRAPH, text=text, after=after, begun=begun, **who)

    if _is_autosave(request):
        return _autosaved(request, form, deed)
    title, back, page = gettext("Absatz hinzufügen"), ("strategy:chapter", key), "strategy/block_form.html"
    return form_page(
        request, form, deed, back=back, page=page, title=title, chapter=row, done=gettext("Gespeichert.")
    )


def add_live(request: Request, key: str) -> HttpResponse:
    """A new live part at the end."""
    row = queries.chapter_for(request.actor, key)
    form = forms.LivePartForm(request.POST or None)

    def deed(**data: Value) -> None:
        operations.add_block(chapter=row, by=request.actor, at=request.began_at, **data)

    title, back = gettext("Zahl oder Tabelle aus den Daten"), ("strategy:chapter", key)
    return form_page(request, form, deed, title=title, back=back, lead=str(row), done=gettext("Eingefügt."))


def change_block(request: Request, key: str) -> HttpResponse:
    """Another text of a paragraph; saves itself while one writes, and never over what somebody else has saved."""
    row = queries.block_for(request.actor, key)
    if row.kind != rules.PARAGRAPH:
        raise Http404
    form = forms.BlockForm(request.POST or None, of=queries.block_values(row))

    def deed(**data: Value) -> Block:
        return operations.change_block(block=row, by=request.actor, at=request.began_at, **data)

    if _is_autosave(request):
        return _autosaved(request, form, deed)
    back, title = ("strategy:chapter", row.chapter.key), gettext("Absatz ändern")
    page, done = "strategy/block_form.html", gettext("Gespeichert.")
    return form_page(
        request, form, deed, back=back, page=page, done=done, title=title, chapter=row.chapter, passage=row
    )


def _is_autosave(request: Request) -> bool:
    """Whether the page saves while somebody writes."""
    return request.method == "POST" and request.headers.get("X-Autosave") == "1"


def _autosaved(request: Request, form: forms.BlockForm, deed: Callable[..., Block]) -> HttpResponse:
    """The state of saving, and the mark of what is stored now; a conflict is said, nothing is overwritten."""
    context: Context = {"at": request.began_at, "state": "lost"}
    if form.is_valid():
        try:
            row = deed(**form.cleaned_data)
            context = {"at": request.began_at, "state": "saved", "seen": seal(queries.block_values(row))}
        except Conflict:
            context["conflict"] = True
        except Refused as refused:
            context["problem"] = refused.problem
    return render(request, "strategy/block_saved.html", context)


def move_block(request: Request, key: str, way: str) -> HttpResponse:
    """One place up or down."""
    row = queries.block_for(request.actor, key)
    if way not in ("hoch", "runter"):
        raise Http404
    up = way == "hoch"
    tried(request, lambda: operations.move_block(block=row, up=up, by=request.actor, at=request.began_at))
    return go(request, "strategy:chapter", row.chapter.key)


def drop_block(request: Request, key: str) -> HttpResponse:
    """Strikes a block out."""
    row, done = (
        queries.block_for(request.actor, key),
        gettext("Gestrichen. Stände, in denen der Absatz schon festgehalten war, behalten ihn."),
    )
    tried(request, lambda: operations.drop_block(block=row, by=request.actor, at=request.began_at), done)
    return go(request, "strategy:chapter", row.chapter.key)


def read_word(request: Request, key: str) -> HttpResponse:
    """Reads a Word file and shows its paragraphs; sent once more, they are taken over."""
    row = queries.chapter_for(request.actor, key)
    if "texts" in request.POST:
        return _take(request, row)
    form, found = forms.WordFileForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        try:
            found = imports.read(form.cleaned_data["file"].read())
        except Refused as refused:
            form.add_problem(refused.problem)
    context: Context = {"form": form, "chapter": row, "blocks": found, "upload": True}
    if found:
        context["take"] = forms.TakeForm(initial={"texts": json.dumps(found, ensure_ascii=False), "headings": True})
    return render(request, "strategy/read_word.html", context)


def _take(request: Request, row: Chapter) -> HttpResponse:
    """Takes over what was shown."""

    def deed(texts: str, headings: bool = False) -> None:
        chosen = [text for one in _sent(texts) if (text := _taken(one, headings))]
        operations.take_chapter(chapter=row, texts=chosen, by=request.actor, at=request.began_at)

    back, done = ("strategy:chapter", row.key), gettext("Der Text ist übernommen.")
    return form_page(
        request, forms.TakeForm(request.POST), deed, back=back, title=gettext("Text übernehmen"), done=done
    )


def _sent(texts: str) -> list[Value]:
    """What the page sent back; nothing for what it never sent."""
    try:
        found = json.loads(texts)
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _taken(one: Value, headings: bool) -> str:
    """A paragraph as it is taken over; nothing for a heading that is left out, and for what is no paragraph."""
    if not (isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)):
        return ""
    kind, text = one
    if kind != "heading":
        return text
    return f"**{text.strip('*')}**" if headings else ""
