"""Pages about ideas for those inside."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis.queries import like_people, place_named, places, theme_choices
from aktionsplan.development.participation import operations, queries, rules
from aktionsplan.development.participation.forms import ideas as forms
from aktionsplan.development.participation.states import IDEA
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.words import Phrase, mark

IDEAS = ("participation:ideas",)
LIST = Listing(
    title=mark("Ideen"),
    rows=queries.ideas,
    order=Order("-number"),
    found=queries.ideas_called,
    file="participation:idea_file",
    shown_without=("participation.show_idea", queries.read_ideas),
    older=mark("Frühere Ideen"),
    empty=(mark("Noch keine Idee"), mark("Ideen kommen aus dem Portal und aus Veranstaltungen.")),
    choices=(
        Choice(
            "stand",
            "state",
            mark("Nach Stand"),
            {k: w for k, w in IDEA.words.items() if k != "withdrawn"},
            chips=True,
        ),
        Choice("thema", "theme__key", mark("Nach Thema"), theme_choices),
        Choice("ort", "place", mark("Nach Ort"), places),
    ),
    columns=(
        Column(mark("Nummer"), lambda row: row.number, order="number", number=True),
        Column(mark("Idee"), lambda row: row.title, link="participation:idea"),
        Column(mark("Thema"), lambda row: row.theme.name if row.theme else ""),
        Column(mark("Woher"), lambda row: row.origin or Phrase(rules.IDEA_SOURCES[row.source])),
        Column(mark("Eingegangen"), lambda row: row.received_on),
        Column(mark("Stand"), lambda row: Phrase(IDEA.words[row.state])),
    ),
)


def ideas(request: Request) -> HttpResponse:
    """Every idea of the town."""
    return list_page(request, LIST, "participation/ideas.html")


def idea_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the ideas that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def idea(request: Request, key: str) -> HttpResponse:
    """An idea with its answer."""
    row = queries.idea_for(request.actor, key)
    context = {
        "idea": row,
        "word": IDEA.words[row.state],
        "source": rules.IDEA_SOURCES[row.source],
        "people": like_people(f"{row.title}\n{row.text}") if row.state == "received" else [],
        "place": place_named(row.partnership, row.place)[1] if row.place else "",
    }
    return render(request, "participation/idea.html", context)


def _pairs(request: Request) -> dict[str, list[tuple[str, str]]]:
    town = request.actor.partnership
    return {"places": places(town), "themes": theme_choices(town)}


def add_idea(request: Request) -> HttpResponse:
    """The office writes down what somebody told it."""
    form = forms.IdeaForm(request.POST or None, **_pairs(request))

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_idea(fields=data, by=request.actor, at=request.began_at)
        return go(request, "participation:idea", made.key)

    return form_page(request, form, deed, title=gettext("Idee aufschreiben"), back=IDEAS)


def change_idea(request: Request, key: str) -> HttpResponse:
    """Other words, place or theme."""
    row = queries.idea_for(request.actor, key)
    form = forms.IdeaForm(request.POST or None, of=queries.idea_values(row), **_pairs(request))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_idea(idea=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("participation:idea", key), gettext("Idee ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def show_idea(request: Request, key: str) -> HttpResponse:
    """The portal shows the idea."""
    row, done = queries.idea_for(request.actor, key), gettext("Die Idee steht im Portal.")
    tried(request, lambda: operations.show_idea(idea=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:idea", key)


def reopen_idea(request: Request, key: str) -> HttpResponse:
    """The idea is looked at again."""
    row = queries.idea_for(request.actor, key)
    tried(request, lambda: operations.reopen_idea(idea=row, by=request.actor, at=request.began_at))
    return go(request, "participation:idea", key)


def _answer_page(deed: Value, title: str, form: Value = forms.AnswerIdeaForm) -> DeedPage:
    return DeedPage(
        deed=deed,
        form=form,
        title=title,
        takes="idea",
        thing=by_key(queries.idea_for),
        of=queries.idea_answer,
        back=lambda row: ("participation:idea", row.key),
        done=mark("Gespeichert."),
    )


answer_idea = _answer_page(operations.answer_idea, mark("Zwischenstand schreiben"))
choose_idea = _answer_page(operations.choose_idea, mark("Daraus wird ein Antrag"))
decline_idea = _answer_page(operations.decline_idea, mark("Die Idee ist nicht möglich"))
refuse_idea = _answer_page(operations.refuse_idea, mark("Die Idee nicht zeigen"), forms.RefuseIdeaForm)
