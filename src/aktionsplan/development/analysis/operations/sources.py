"""Writing sources, quotes and open questions."""

import datetime as dt
from collections.abc import Iterable

from aktionsplan.development.analysis import queries
from aktionsplan.development.analysis.models import Finding, Question, Quote, Source, SourceTheme
from aktionsplan.development.analysis.states import QUESTION, SOURCE
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields, Json
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import change_shown
from aktionsplan.shared.words import Problem, Refused, mark

PLAIN = ("kind", "title", "day", "statement", "origin", "address", "consent", "consent_on")


def area_of(partnership: Partnership, key: str) -> str:
    """The key of a town or district of the partnership; empty for the whole area. Refused for any other key."""
    if key and not queries.place_named(partnership, key)[0]:
        raise Refused(Problem("area", mark("Diesen Ort gibt es hier nicht."), {}, "area"))
    return key


def _source_fields(fields: Fields, by: By, at: dt.datetime) -> Fields:
    if fields["day"] > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "day"))
    if fields["kind"] == "interview" and not (fields.get("consent") and fields.get("consent_on")):
        text = mark("Ein Gespräch braucht eine Einwilligung mit Tag.")
        raise Refused(Problem("consent", text, {}, "consent" if not fields.get("consent") else "consent_on"))
    stored = {name: fields[name] for name in PLAIN if name in fields}
    return stored | {"area": area_of(by.partnership, fields.get("area") or "")}


def _about(source: Source, keys: list[str]) -> list[str]:
    """Sets what the source is about; returns the keys."""
    themes = queries.themes_named(source.partnership, keys)
    SourceTheme.objects.filter(source=source).exclude(theme__in=themes).delete()
    there = set(SourceTheme.objects.filter(source=source).values_list("theme_id", flat=True))
    SourceTheme.objects.bulk_create(
        SourceTheme(partnership=source.partnership, source=source, theme=theme)
        for theme in themes
        if theme.pk not in there
    )
    return sorted(theme.key for theme in themes)


def _findable(source: Source) -> None:
    """A talk that only the office may know of is not found: the search is for everybody who reads the situation."""
    if source.consent == "inside":
        search.remove(partnership=source.partnership, reference=source.key)
        return
    text = source.origin
    search.put(partnership=source.partnership, kind="source", reference=source.key, title=source.title, text=text)


@deed("analysis.add_source", on=None, because="the source is made here")
def add_source(*, fields: Fields, by: By, at: dt.datetime) -> Source:
    """A new source; an interview needs the consent of whoever was asked. Refused for a day to come."""
    values = _source_fields(fields, by, at)
    source = Source.objects.create(partnership=by.partnership, state=SOURCE.initial, **values)
    _about(source, fields.get("themes") or [])
    _findable(source)
    record(by=by, at=at, reference=f"source:{source.key}", payload={"kind": source.kind})
    return source


def _take_back(source: Source, quotes: Iterable[str], *, named: bool, by: By, at: dt.datetime) -> None:
    """These sentences leave the portal at once, and unless it may still be `named` the talk's title too."""
    gone = set(quotes)

    def without(row: Json) -> Json:
        if row["kind"] != "interview":
            return row
        title = row["title"] if named or row["title"] != source.title else ""
        return row | {"title": title, "said": "" if row["said"] in gone else row["said"]}

    for finding in Finding.objects.filter(partnership=source.partnership, shown_on__isnull=False):
        change_shown(
            by=by,
            at=at,
            kind="finding",
            slug=finding.key,
            change=lambda data: data | {"sources": [without(row) for row in data["sources"]]},
        )


def _no_longer_named(source: Source, by: By, at: dt.datetime) -> None:
    """Nobody outside may know of the talk any more: its quotes are held, and the portal forgets it."""
    _take_back(source, source.quotes.values_list("text", flat=True), named=False, by=by, at=at)
    source.quotes.update(released_on=None)


@deed("analysis.change_source", on=queries.SOURCE)
def change_source(*, source: Source, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Source:
    """Other words about a source. With another consent or title the portal forgets a talk, and its quotes are held again."""
    before = queries.source_values(source)
    unchanged(seen, before)
    values = _source_fields(fields, by, at)
    source.state = SOURCE.next(source.state, "change")
    changed = [name for name, value in values.items() if value != getattr(source, name)]
    if source.consent == "role" and {"consent", "title", "kind"} & set(changed):
        _no_longer_named(source, by, at)
    for name in changed:
        setattr(source, name, values[name])
    source.save(update_fields=[*changed, "state"])
    if _about(source, fields.get("themes") or []) != before["themes"]:
        changed.append("themes")
    _findable(source)
    record(by=by, at=at, payload={"changed": changed})
    return source


@deed("analysis.withdraw_source", on=queries.SOURCE)
def withdraw_source(*, source: Source, reason: str, by: By, at: dt.datetime) -> Source:
    """The source is relied on no more; findings that cite it turn outdated, and the portal forgets a talk."""
    source.state = SOURCE.next(source.state, "withdraw")
    if source.kind == "interview":
        _no_longer_named(source, by, at)
    source.save(update_fields=["state"])
    record(by=by, at=at, payload={"reason": reason})
    return source


@deed("analysis.restore_source", on=queries.SOURCE)
def restore_source(*, source: Source, by: By, at: dt.datetime) -> Source:
    """The source is relied on again."""
    source.state = SOURCE.next(source.state, "restore")
    source.save(update_fields=["state"])
    record(by=by, at=at, payload={})
    return source


@deed("analysis.add_quote", on=queries.SOURCE)
def add_quote(*, source: Source, text: str, by: By, at: dt.datetime) -> Quote:
    """A sentence of an interview in its own words; not released yet. Refused for other sources."""
    if source.kind != "interview":
        raise Refused(Problem("quote", mark("Zitate gehören zu einem Gespräch.")))
    quote = Quote.objects.create(partnership=by.partnership, source=source, text=text)
    record(by=by, at=at, payload={"quotes": source.quotes.count()})
    return quote


@deed("analysis.release_quote", on=queries.QUOTE)
def release_quote(*, quote: Quote, by: By, at: dt.datetime) -> Quote:
    """The person said that the sentence may be shown. Refused when nobody agreed to be named by function."""
    if quote.source.consent != "role":
        raise Refused(Problem("consent", mark("Die Einwilligung erlaubt nicht, das Gespräch zu nennen.")))
    quote.released_on = local_day(at)
    quote.save(update_fields=["released_on"])
    record(by=by, at=at, payload={"released": True})
    return quote


@deed("analysis.hold_quote", on=queries.QUOTE)
def hold_quote(*, quote: Quote, by: By, at: dt.datetime) -> Quote:
    """The sentence is shown no more, in the portal neither."""
    _take_back(quote.source, [quote.text], named=True, by=by, at=at)
    quote.released_on = None
    quote.save(update_fields=["released_on"])
    record(by=by, at=at, payload={"released": False})
    return quote


@deed("analysis.delete_quote", on=queries.QUOTE)
def delete_quote(*, quote: Quote, by: By, at: dt.datetime) -> None:
    """The sentence goes, from the portal too."""
    _take_back(quote.source, [quote.text], named=True, by=by, at=at)
    record(by=by, at=at, payload={"deleted": True})
    quote.delete()


@deed("analysis.add_question", on=None, because="the question is made here")
def add_question(*, text: str, owner: str, due: dt.date | None, by: By, at: dt.datetime) -> Question:
    """A new open question."""
    question = Question.objects.create(
        partnership=by.partnership, text=text, owner=owner, due=due, state=QUESTION.initial
    )
    record(by=by, at=at, reference=f"question:{question.key}", payload={"due": str(due or "")})
    return question


@deed("analysis.change_question", on=queries.QUESTION)
def change_question(
    *, question: Question, text: str, owner: str, due: dt.date | None, seen: str = "", by: By, at: dt.datetime
) -> Question:
    """Other words of an open question, another person or day."""
    unchanged(seen, queries.question_values(question))
    question.state = QUESTION.next(question.state, "change")
    question.text, question.owner, question.due = text, owner, due
    question.save(update_fields=["text", "owner", "due", "state"])
    record(by=by, at=at, payload={"due": str(due or "")})
    return question


def _ends(question: Question, event: str, answer: str, by: By, at: dt.datetime) -> Question:
    question.state = QUESTION.next(question.state, event)
    question.answer = answer
    question.save(update_fields=["answer", "state"])
    record(by=by, at=at, payload={"state": question.state})
    return question


@deed("analysis.answer_question", on=queries.QUESTION)
def answer_question(*, question: Question, answer: str, by: By, at: dt.datetime) -> Question:
    """The question is answered."""
    return _ends(question, "answer", answer, by, at)


@deed("analysis.drop_question", on=queries.QUESTION)
def drop_question(*, question: Question, answer: str, by: By, at: dt.datetime) -> Question:
    """Nobody looks for an answer any more, with the reason."""
    return _ends(question, "drop", answer, by, at)


@deed("analysis.reopen_question", on=queries.QUESTION)
def reopen_question(*, question: Question, by: By, at: dt.datetime) -> Question:
    """The question is open again; what was answered stays readable."""
    return _ends(question, "reopen", question.answer, by, at)
