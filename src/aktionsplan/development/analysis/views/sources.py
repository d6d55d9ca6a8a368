"""Pages about sources and open questions."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis import operations, queries, rules
from aktionsplan.development.analysis.forms import findings as forms
from aktionsplan.development.analysis.forms.incidents import ReasonForm
from aktionsplan.development.analysis.states import QUESTION, SOURCE
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Phrase, mark

SOURCES, QUESTIONS = ("analysis:sources",), ("analysis:questions",)
LIST = Listing(
    title=mark("Gespräche und Dokumente"),
    rows=queries.sources,
    order=Order("-day"),
    found=queries.sources_called,
    file="analysis:source_file",
    older=mark("Frühere Quellen"),
    empty=(
        mark("Keine Quelle passt dazu"),
        mark("Schreiben Sie auf, wen Sie gefragt und was Sie gelesen haben: Funktion, Tag, Thema."),
    ),
    choices=(
        Choice("art", "kind", mark("Nach Art"), rules.SOURCE_KINDS, chips=True),
        Choice("stand", "state", mark("Nach Stand"), SOURCE.words),
    ),
    columns=(
        Column(mark("Quelle"), lambda row: row.title, order="title", link="analysis:source"),
        Column(mark("Art"), lambda row: Phrase(rules.SOURCE_KINDS[row.kind])),
        Column(mark("Tag"), lambda row: row.day, order="day"),
        Column(mark("Themen"), lambda row: ", ".join(theme.name for theme in row.themes.all())),
        Column(mark("Herkunft"), lambda row: row.origin),
        Column(mark("Stand"), lambda row: Phrase(SOURCE.words[row.state])),
    ),
)


def _list(request: Request) -> Listing:
    """The list of the office, or that of everybody else, without the talks that are for the office alone."""
    return LIST if request.actor.may("analysis.add_source") else replace(LIST, rows=queries.open_sources)


def sources(request: Request) -> HttpResponse:
    """Every source that the person may know of, 50 on a page."""
    return list_page(request, _list(request), "analysis/sources.html")


def source_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the sources that the list shows, as CSV or XLSX."""
    return list_file(request, _list(request), kind)


def source(request: Request, key: str) -> HttpResponse:
    """A source; what was said in a talk is for the office unless it is released. 404 for a talk that is for the office alone."""
    row, office = queries.source_for(request.actor, key), request.actor.may("analysis.add_source")
    if row.consent == "inside" and not office:
        raise Http404
    inside = row.kind != "interview" or office
    quotes = [quote for quote in row.quotes.all() if inside or quote.released_on]
    context = {
        "source": row,
        "kind": rules.SOURCE_KINDS[row.kind],
        "consent": rules.CONSENTS.get(row.consent, ""),
        "word": SOURCE.words[row.state],
        "area": dict(queries.places(request.actor.partnership)).get(row.area, ""),
        "inside": inside,
        "quotes": quotes,
    }
    return render(request, "analysis/source.html", context)


def _pairs(request: Request) -> dict[str, list[tuple[str, str]]]:
    town = request.actor.partnership
    return {
        "places": queries.places(town),
        "themes": queries.theme_choices(town),
    }


def add_source(request: Request) -> HttpResponse:
    """A new source."""
    form = forms.SourceForm(request.POST or None, **_pairs(request))

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_source(fields=data, by=request.actor, at=request.began_at)
        return go(request, "analysis:source", made.key)

    done = gettext("Die Quelle ist festgehalten.")
    return form_page(request, form, deed, title=gettext("Quelle festhalten"), back=SOURCES, done=done)


def change_source(request: Request, key: str) -> HttpResponse:
    """Other words about a source."""
    row = queries.source_for(request.actor, key)
    form = forms.SourceForm(request.POST or None, of=queries.source_values(row), **_pairs(request))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_source(source=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("analysis:source", key), gettext("Quelle ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


withdraw_source = DeedPage(
    deed=operations.withdraw_source,
    form=ReasonForm,
    title=mark("Quelle zurückziehen"),
    takes="source",
    thing=by_key(queries.source_for),
    back=lambda row: ("analysis:source", row.key),
    done=mark("Die Quelle gilt nicht mehr. Befunde, die sie nennen, müssen geprüft werden."),
)
add_quote = DeedPage(
    deed=operations.add_quote,
    form=forms.QuoteForm,
    title=mark("Zitat festhalten"),
    takes="source",
    thing=by_key(queries.source_for),
    back=lambda row: ("analysis:source", row.key),
    done=mark("Das Zitat ist festgehalten. Nach außen geht es erst, wenn Sie es freigeben."),
)


def restore_source(request: Request, key: str) -> HttpResponse:
    """The source is relied on again."""
    row = queries.source_for(request.actor, key)
    tried(request, lambda: operations.restore_source(source=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:source", key)


def release_quote(request: Request, key: str) -> HttpResponse:
    """The person said that the sentence may be shown."""
    row = queries.quote_for(request.actor, key)
    done = gettext("Das Zitat ist freigegeben.")
    tried(request, lambda: operations.release_quote(quote=row, by=request.actor, at=request.began_at), done)
    return go(request, "analysis:source", row.source.key)


def hold_quote(request: Request, key: str) -> HttpResponse:
    """The sentence is shown no more."""
    row = queries.quote_for(request.actor, key)
    tried(request, lambda: operations.hold_quote(quote=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:source", row.source.key)


def delete_quote(request: Request, key: str) -> HttpResponse:
    """The sentence goes."""
    row = queries.quote_for(request.actor, key)
    source = row.source.key
    tried(request, lambda: operations.delete_quote(quote=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:source", source)


def questions(request: Request) -> HttpResponse:
    """What is not known yet, and what was found out."""
    rows = list(queries.questions(request.actor.partnership))
    context = {
        "open": [row for row in rows if row.state == "open"],
        "over": [(row, QUESTION.words[row.state]) for row in rows if row.state != "open"],
        "today": local_day(request.began_at),
    }
    return render(request, "analysis/questions.html", context)


add_question = DeedPage(
    deed=operations.add_question,
    form=forms.QuestionForm,
    title=mark("Frage aufschreiben"),
    back=lambda row: QUESTIONS,
    done=mark("Die Frage steht auf der Liste."),
)
change_question = DeedPage(
    deed=operations.change_question,
    form=forms.QuestionForm,
    title=mark("Frage ändern"),
    takes="question",
    thing=by_key(queries.question_for),
    of=queries.question_values,
    back=lambda row: QUESTIONS,
    done=mark("Gespeichert."),
)
answer_question = DeedPage(
    deed=operations.answer_question,
    form=forms.AnswerForm,
    title=mark("Frage beantworten"),
    takes="question",
    thing=by_key(queries.question_for),
    back=lambda row: QUESTIONS,
    done=mark("Die Antwort ist festgehalten."),
)
drop_question = DeedPage(
    deed=operations.drop_question,
    form=forms.AnswerForm,
    title=mark("Frage nicht weiter verfolgen"),
    takes="question",
    thing=by_key(queries.question_for),
    back=lambda row: QUESTIONS,
    done=mark("Die Frage wird nicht weiter verfolgt."),
)


def reopen_question(request: Request, key: str) -> HttpResponse:
    """The question is open again."""
    row = queries.question_for(request.actor, key)
    tried(request, lambda: operations.reopen_question(question=row, by=request.actor, at=request.began_at))
    return go(request, *QUESTIONS)
