"""Pages about surveys."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis.queries import citable_findings, finding_for, like_people, theme_choices
from aktionsplan.development.participation import documents, operations, queries, rules
from aktionsplan.development.participation.forms import surveys as forms
from aktionsplan.development.participation.models import Survey, SurveyQuestion
from aktionsplan.development.participation.states import SURVEY
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.files.responses import attach
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, address, by_key, form_page, go, seen_on, sent, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.questions import KINDS, minutes
from aktionsplan.shared.saying import said
from aktionsplan.shared.tables import csv_response, xlsx_response
from aktionsplan.shared.words import Phrase, mark

SURVEYS = ("participation:surveys",)
LIST = Listing(
    title=mark("Befragungen"),
    rows=queries.surveys,
    order=Order("-id"),
    found=queries.surveys_called,
    file="participation:survey_file",
    older=mark("Weitere Befragungen"),
    empty=(
        mark("Noch keine Befragung"),
        mark("Fragen Sie, was die Menschen am Ort erleben und brauchen. Ohne Namen."),
    ),
    choices=(Choice("stand", "state", mark("Nach Stand"), SURVEY.words, chips=True),),
    columns=(
        Column(mark("Befragung"), lambda row: row.title, link="participation:survey"),
        Column(mark("Fragen"), lambda row: row.asked, number=True),
        Column(mark("Erster Tag"), lambda row: row.begins_on),
        Column(mark("Letzter Tag"), lambda row: row.ends_on),
        Column(mark("Antworten"), lambda row: row.answered, number=True),
        Column(mark("Stand"), lambda row: Phrase(SURVEY.words[row.state])),
    ),
)


def surveys(request: Request) -> HttpResponse:
    """Every survey of the town."""
    return list_page(request, LIST, "participation/surveys.html")


def survey_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the surveys that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def survey(request: Request, key: str) -> HttpResponse:
    """A survey: built as a draft, counted while it runs, read as results afterwards."""
    row = queries.survey_for(request.actor, key)
    if row.state == "closed":
        return _results(request, row)
    made, used = queries.slips(row)
    context = {
        "survey": row,
        "word": SURVEY.words[row.state],
        "access": rules.ACCESS[row.access],
        "answered": queries.answered(row) if row.state in ("running", "lost") else None,
        "slips": made,
        "used": used,
        "problems": _hindrances(request, row) if row.state in ("draft", "read") else [],
        "own": row.author == request.actor.reference,
        "seen": seal(queries.read_values_of(row)),
    }
    return render(request, "participation/survey.html", context | _asked(row))


def _asked(row: Survey) -> Context:
    """The questions with their answers, and how long they take."""
    questions = queries.questions(row)
    return {
        "questions": [(one, KINDS[one.kind], queries.asked(one).answers) for one in questions],
        "minutes": minutes([queries.asked(one) for one in questions]),
    }


def _hindrances(request: Request, row: Survey) -> list[str]:
    tokens = queries.slips(row)[0] if row.access == "tokens" else None
    problems = rules.start_problems(
        [queries.asked(one) for one in queries.questions(row)],
        read=row.state == "read",
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        today=local_day(request.began_at),
        tokens=tokens,
    )
    return [said(problem) for problem in problems]


def _chosen(request: Request, row: Survey) -> tuple[list[SurveyQuestion], SurveyQuestion | None]:
    offered = queries.groupings(row)
    return offered, next((one for one in offered if str(one.place) == request.GET.get("nach")), None)


def _results(request: Request, row: Survey) -> HttpResponse:
    offered, by = _chosen(request, row)
    results = queries.results(row, by)
    office = request.actor.may("participation.sort_texts")
    context = {
        "survey": row,
        "results": results,
        "offered": offered,
        "by": by,
        "fewest": rules.FEWEST,
        "last": queries.last_day(row),
        "hides": any(one.hides for one in results),
        "free": {one.question.pk: len(queries.free_texts(one.question)) for one in results} if office else {},
        "office": office,
    }
    return render(request, "participation/survey_results.html", context)


def result_file(request: Request, key: str, kind: str) -> HttpResponseBase:
    """The results as the page shows them, small groups hidden, as CSV or XLSX."""
    row = queries.survey_for(request.actor, key)
    _offered, by = _chosen(request, row)
    results = queries.results(row, by)
    if not results or kind not in ("csv", "xlsx"):
        raise Http404
    head = [
        gettext(word) for word in (mark("Frage"), mark("Gruppe"), mark("Antwort"), mark("Anzahl"), mark("Prozent"))
    ]
    respond = csv_response if kind == "csv" else xlsx_response
    return respond(gettext("befragung"), head, _lines(results), partnership=request.actor.partnership)


def _lines(results: list[queries.Result]) -> list[tuple[Value, ...]]:
    """One line for each answer of each shown group; a hidden group says so and nothing else."""
    lines: list[tuple[Value, ...]] = []
    for row in results:
        text, everybody = row.question.text, gettext("alle")
        lines += [(text, everybody, gettext(bar.word), *_numbers(bar)) for bar in row.bars]
        if row.numbers is not None:
            lines.append((text, everybody, gettext("mittlerer Wert"), row.numbers[1], None))
        lines += [(text, everybody, topic.word, topic.count, None) for topic in row.topics]
        for group in row.grouped.groups if row.grouped else ():
            name = gettext(group.name)
            if group.answered is None:
                lines.append((text, name, gettext("verborgen"), None, None))
            lines += [(text, name, gettext(bar.word), bar.count, bar.share) for bar in group.bars]
    return lines


def _numbers(bar: rules.Bar) -> tuple[Value, Value]:
    return (gettext("verborgen"), None) if bar.count is None else (bar.count, bar.share)


def add_survey(request: Request) -> HttpResponse:
    """A new survey."""
    form = forms.SurveyForm(request.POST or None, initial={"access": "public", "least": rules.LEAST[1]})

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_survey(fields=data, by=request.actor, at=request.began_at)
        return go(request, "participation:survey", made.key)

    return form_page(request, form, deed, title=gettext("Befragung anlegen"), back=SURVEYS)


def change_survey(request: Request, key: str) -> HttpResponse:
    """Other words, days or access."""
    row = queries.survey_for(request.actor, key)
    form = forms.SurveyForm(request.POST or None, of=queries.survey_values(row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_survey(survey=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("participation:survey", key), gettext("Befragung ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def add_question(request: Request, key: str) -> HttpResponse:
    """Another question."""
    row = queries.survey_for(request.actor, key)
    themes = theme_choices(request.actor.partnership)
    form = forms.QuestionForm(request.POST or None, initial={"kind": "agree", "way_out": "unknown"}, themes=themes)

    def deed(**data: Value) -> None:
        operations.add_question(survey=row, fields=data, by=request.actor, at=request.began_at)

    back, title = ("participation:survey", key), gettext("Frage hinzufügen")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Die Frage steht am Ende."))


def change_question(request: Request, key: str) -> HttpResponse:
    """Other words of a question."""
    row = queries.question_for(request.actor, key)
    themes = theme_choices(request.actor.partnership)
    form = forms.QuestionForm(request.POST or None, of=queries.question_values(row), themes=themes)

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_question(survey_question=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("participation:survey", row.survey.key), gettext("Frage ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def delete_question(request: Request, key: str) -> HttpResponse:
    """Takes a question out."""
    row, done = queries.question_for(request.actor, key), gettext("Die Frage ist gelöscht.")
    survey_key = row.survey.key
    tried(
        request, lambda: operations.delete_question(survey_question=row, by=request.actor, at=request.began_at), done
    )
    return go(request, "participation:survey", survey_key)


def move_question(request: Request, key: str) -> HttpResponse:
    """A question one place up or down."""
    row, up = queries.question_for(request.actor, key), "up" in request.POST
    tried(
        request, lambda: operations.move_question(survey_question=row, up=up, by=request.actor, at=request.began_at)
    )
    return go(request, "participation:survey", row.survey.key)


def read_survey(request: Request, key: str) -> HttpResponse:
    """A second person has read the questions."""
    row, seen, done = queries.survey_for(request.actor, key), seen_on(request), gettext("Gegengelesen.")
    by, at = request.actor, request.began_at
    tried(request, lambda: operations.read_survey(survey=row, seen=seen, by=by, at=at), done)
    return go(request, "participation:survey", key)


def start_survey(request: Request, key: str) -> HttpResponse:
    """The survey begins."""
    row, done = queries.survey_for(request.actor, key), gettext("Die Befragung läuft. Die Fragen sind jetzt fest.")
    tried(request, lambda: operations.start_survey(survey=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:survey", key)


def close_survey(request: Request, key: str) -> HttpResponse:
    """The survey ends before its last day."""
    row, done = queries.survey_for(request.actor, key), gettext("Die Befragung ist geschlossen.")
    tried(request, lambda: operations.close_survey(survey=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:survey", key)


def drop_survey(request: Request, key: str) -> HttpResponse:
    """A draft is given up."""
    row, done = queries.survey_for(request.actor, key), gettext("Der Entwurf ist verworfen.")
    tried(request, lambda: operations.drop_survey(survey=row, by=request.actor, at=request.began_at), done)
    return go(request, *SURVEYS)


def copy_survey(request: Request, key: str) -> HttpResponse:
    """The same questions once more."""
    row = queries.survey_for(request.actor, key)
    made = tried(request, lambda: operations.copy_survey(survey=row, by=request.actor, at=request.began_at))
    return go(request, "participation:survey", made.key if made else key)


def survey_poster(request: Request, key: str) -> HttpResponse:
    """The poster of a survey that runs and that everybody may answer."""
    row = queries.survey_for(request.actor, key)
    if row.state != "running" or row.access != "public":
        raise Http404
    way = request.build_absolute_uri(address(request, "visitor:answer_survey", key))
    typed = request.build_absolute_uri(address(request, "portal:surveys"))
    content = documents.survey_poster(row, way, typed, request.began_at)
    return attach(content, name="plakat.pdf", content_type="application/pdf")


def slips(request: Request, key: str) -> HttpResponse:
    """New codes for slips: shown this once, to be printed and cut."""
    row = queries.survey_for(request.actor, key)
    form = forms.SlipsForm(request.POST or None, initial={"count": 30})
    codes = sent(
        request,
        form,
        lambda count: operations.make_slips(survey=row, count=count, by=request.actor, at=request.began_at),
    )
    context: Context = {"survey": row, "form": form, "codes": codes or []}
    response = render(request, "participation/slips.html", context)
    response["Cache-Control"] = "no-store"
    return response


describe_survey = DeedPage(
    deed=operations.describe_survey,
    form=forms.DescribeForm,
    title=mark("Wie belastbar ist das?"),
    takes="survey",
    thing=by_key(queries.survey_for),
    back=lambda row: ("participation:survey", row.key),
    of=queries.description_values,
    done=mark("Gespeichert."),
)


def texts(request: Request, key: str) -> HttpResponse:
    """The free answers to a question, read and sorted; quotes are released one by one."""
    row = queries.question_for(request.actor, key)
    form = forms.TopicsForm(request.POST or None, of=queries.topic_values(row))
    by, at = request.actor, request.began_at

    def deed(topics: list[tuple[str, int]], seen: str = "") -> None:
        operations.sort_texts(survey_question=row, topics=topics, seen=seen, by=by, at=at)

    if sent(request, form, deed, gettext("Gespeichert. Jetzt liest eine zweite Person gegen.")) is not None:
        return go(request, "participation:texts", key)
    released = {quote.text: quote for quote in row.quotes.all()}
    rows = [(text, released.get(text), like_people(text)) for text in queries.free_texts(row)]
    own = row.topics_by == by.reference
    context = {"question": row, "survey": row.survey, "form": form, "rows": rows, "own": own}
    return render(request, "participation/texts.html", context)


def read_topics(request: Request, key: str) -> HttpResponse:
    """A second person counts the free answers alike."""
    row, done = queries.question_for(request.actor, key), gettext("Gegengelesen.")
    tried(request, lambda: operations.read_topics(survey_question=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:texts", key)


def release_quote(request: Request, key: str) -> HttpResponse:
    """Releases one free answer."""
    row, text = queries.question_for(request.actor, key), request.POST.get("text", "")[:2000]
    text = text.replace("\r\n", "\n")
    by, at = request.actor, request.began_at
    tried(request, lambda: operations.release_survey_quote(survey_question=row, text=text, by=by, at=at))
    return go(request, "participation:texts", key)


def take_back_quote(request: Request, key: str) -> HttpResponse:
    """A released quote is shown no more."""
    row = queries.quote_for(request.actor, key)
    question = row.question.key
    tried(request, lambda: operations.take_back_survey_quote(survey_quote=row, by=request.actor, at=request.began_at))
    return go(request, "participation:texts", question)


def publish_results(request: Request, key: str) -> HttpResponse:
    """Shows the results on the portal."""
    row, done = queries.survey_for(request.actor, key), gettext("Das Ergebnis steht im Portal.")
    tried(request, lambda: operations.publish_results(survey=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:survey", key)


def hide_results(request: Request, key: str) -> HttpResponse:
    """Takes the results off the portal."""
    row, done = queries.survey_for(request.actor, key), gettext("Das Ergebnis steht nicht mehr im Portal.")
    tried(request, lambda: operations.hide_results(survey=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:survey", key)


def cite_survey(request: Request, key: str) -> HttpResponse:
    """A finding rests on a result."""
    row = queries.question_for(request.actor, key)
    findings = citable_findings(request.actor.partnership)
    form = forms.CiteSurveyForm(request.POST or None, findings=findings)

    def deed(finding: str) -> HttpResponse:
        chosen = finding_for(request.actor, finding)
        operations.cite_survey(survey_question=row, finding=chosen, by=request.actor, at=request.began_at)
        return go(request, "analysis:finding", finding)

    title, back = gettext("Ergebnis als Beleg festhalten"), ("participation:survey", row.survey.key)
    page = "participation/cite_survey.html"
    return form_page(request, form, deed, title=title, back=back, page=page, question=row, empty=not findings)
