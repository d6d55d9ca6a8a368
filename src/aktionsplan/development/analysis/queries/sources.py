"""Reading sources and open questions."""

from collections.abc import Mapping

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from aktionsplan.development.analysis.models import Question, Quote, Source, Theme
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields


def sources(partnership: Partnership) -> QuerySet[Source]:
    """Every interview, document, observation and council paper, newest first."""
    return Source.objects.filter(partnership=partnership).prefetch_related("themes", "quotes")


def open_sources(partnership: Partnership) -> QuerySet[Source]:
    """The sources that everybody may know of who reads the situation: no talk that is for the office alone."""
    return sources(partnership).exclude(consent="inside")


def sources_called(rows: QuerySet[Source], partnership: Partnership, query: str) -> QuerySet[Source]:
    """Those whose title or origin has all of the words."""
    for word in query.split():
        rows = rows.filter(Q(title__icontains=word) | Q(origin__icontains=word))
    return rows


def source_for(by: Actor, key: str) -> Source:
    """The source with this key, or 404."""
    row = sources(by.partnership).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def source_values(row: Source) -> Fields:
    """What the form of a source changes."""
    plain = ("kind", "title", "day", "area", "statement", "origin", "address", "consent", "consent_on")
    themes = sorted(row.about.values_list("theme__key", flat=True))
    return {name: getattr(row, name) for name in plain} | {"themes": themes}


def themes_named(partnership: Partnership, keys: list[str]) -> list[Theme]:
    """The themes with these keys."""
    return list(Theme.objects.filter(partnership=partnership, key__in=keys))


def quote_for(by: Actor, key: str) -> Quote:
    """The quote with this key, or 404."""
    row = Quote.objects.filter(partnership=by.partnership, key=key).select_related("source").first()
    if row is None:
        raise Http404
    return row


def newest_sources(
    rows: QuerySet[Source], groups: Mapping[str, tuple[str, ...]], most: int
) -> dict[str, list[Source]]:
    """The newest of these sources in each group of kinds; two questions, however many groups there are."""
    group = Case(*(When(kind__in=kinds, then=Value(name)) for name, kinds in groups.items()), default=Value(""))
    rank = Window(RowNumber(), partition_by=F("group"), order_by=[F("day").desc(), F("pk").desc()])
    ranked = rows.filter(state="kept").annotate(group=group).annotate(rank=rank)
    newest = ranked.filter(rank__lte=most)
    found: dict[str, list[Source]] = {name: [] for name in groups}
    for row in newest:
        if row.group in found:
            found[row.group].append(row)
    return found


def source_counts(partnership: Partnership) -> list[tuple[str, int]]:
    """How many sources there are of each kind."""
    rows = Source.objects.filter(partnership=partnership, state="kept").order_by().values_list("kind")
    return list(rows.annotate(n=Count("pk")))


def questions(partnership: Partnership) -> QuerySet[Question]:
    """Every question, the open ones with a day first."""
    rows = Question.objects.filter(partnership=partnership)
    return rows.order_by(F("due").asc(nulls_last=True), "id")


def question_for(by: Actor, key: str) -> Question:
    """The question with this key, or 404."""
    row = Question.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


def question_values(row: Question) -> Fields:
    """What the form of a question changes."""
    return {"text": row.text, "owner": row.owner, "due": row.due}


def _locked_source(source: Source) -> Source:
    return Source.objects.select_for_update().get(pk=source.pk)


def _locked_quote(quote: Quote) -> Quote:
    return Quote.objects.select_for_update(of=("self",)).select_related("source").get(pk=quote.pk)


def _locked_question(question: Question) -> Question:
    return Question.objects.select_for_update().get(pk=question.pk)


SOURCE = Subject(takes=("source",), lock=_locked_source, reference=lambda row: f"source:{row.key}")
QUOTE = Subject(takes=("quote",), lock=_locked_quote, reference=lambda row: f"source:{row.source.key}")
QUESTION = Subject(takes=("question",), lock=_locked_question, reference=lambda row: f"question:{row.key}")
