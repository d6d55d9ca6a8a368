"""What is made of the answers of a survey: described, sorted, quoted, shown, cited."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.development.analysis.models import Finding
from aktionsplan.development.analysis.operations import cite_from
from aktionsplan.development.participation import queries, rules
from aktionsplan.development.participation.models import Survey, SurveyQuestion, SurveyQuote, SurveyTopic
from aktionsplan.development.participation.publications import public_results
from aktionsplan.development.participation.states import SURVEY
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.publishing.operations import publish, withdraw
from aktionsplan.shared.words import Problem, Refused, known, mark


@deed("participation.describe_survey", on=queries.SURVEY)
def describe_survey(*, survey: Survey, method: str, missing: str, seen: str = "", by: By, at: dt.datetime) -> Survey:
    """How people were asked and who is missing: part of every result. Raises Conflict when somebody else wrote meanwhile."""
    unchanged(seen, queries.description_values(survey))
    survey.state = SURVEY.next(survey.state, "describe")
    survey.method, survey.missing = method, missing
    survey.save(update_fields=["state", "method", "missing"])
    record(by=by, at=at, payload={"described": True})
    return survey


@deed("participation.sort_texts", on=queries.SURVEY_QUESTION)
def sort_texts(
    *, survey_question: SurveyQuestion, topics: Sequence[tuple[str, int]], seen: str = "", by: By, at: dt.datetime
) -> SurveyQuestion:
    """What the free answers to a question speak of, with counts; shown once a second person has read them too.

    Refused for the same topic twice and for more than there are answers; Conflict when somebody else sorted meanwhile.
    """
    unchanged(seen, queries.topic_values(survey_question))
    SURVEY.next(survey_question.survey.state, "sort")
    words = [word for word, _count in topics]
    if len({word.casefold() for word in words}) < len(words):
        raise Refused(Problem("double", mark("Ein Thema steht zweimal da."), {}, "topics"))
    most = len(queries.free_texts(survey_question))
    if any(not 0 < count <= most for _word, count in topics):
        text = mark("Es gibt {most} Antworten; ein Thema kann höchstens so viele haben.")
        raise Refused(Problem("count", text, {"most": most}, "topics"))
    SurveyTopic.objects.filter(question=survey_question).delete()
    SurveyTopic.objects.bulk_create(
        SurveyTopic(partnership=by.partnership, question=survey_question, word=word, count=count)
        for word, count in topics
    )
    survey_question.topics_by, survey_question.topics_read_by = by.reference, ""
    survey_question.save(update_fields=["topics_by", "topics_read_by"])
    record(by=by, at=at, payload={"topics": len(topics)})
    return survey_question


@deed("participation.read_topics", on=queries.SURVEY_QUESTION)
def read_topics(*, survey_question: SurveyQuestion, by: Actor, at: dt.datetime) -> SurveyQuestion:
    """A second person has read the free answers and counts them alike."""
    SURVEY.next(survey_question.survey.state, "sort")
    if not survey_question.topics_by:
        raise Refused(Problem("no_topics", mark("Es gibt noch keine Themen zum Gegenlesen.")))
    survey_question.topics_read_by = by.reference
    survey_question.save(update_fields=["topics_read_by"])
    record(by=by, at=at, payload={"read": True})
    return survey_question


@deed("participation.release_survey_quote", on=queries.SURVEY_QUESTION)
def release_survey_quote(*, survey_question: SurveyQuestion, text: str, by: By, at: dt.datetime) -> SurveyQuote:
    """Releases one free answer as a quote. Refused for a text that nobody answered."""
    SURVEY.next(survey_question.survey.state, "sort")
    if text not in queries.free_texts(survey_question):
        raise Refused(Problem("no_answer", mark("So hat niemand geantwortet.")))
    quote, _made = SurveyQuote.objects.get_or_create(
        partnership=by.partnership, question=survey_question, text=text, defaults={"released_on": local_day(at)}
    )
    record(by=by, at=at, payload={"released": True})
    return quote


@deed("participation.take_back_survey_quote", on=queries.SURVEY_QUOTE)
def take_back_survey_quote(*, survey_quote: SurveyQuote, by: By, at: dt.datetime) -> None:
    """The quote is shown no more; a published result loses it at once."""
    survey = survey_quote.question.survey
    record(by=by, at=at, payload={"released": False})
    survey_quote.delete()
    if survey.shown_on is not None:
        publish(by=by, at=at, kind="survey_results", slug=survey.key, fields=public_results(survey))


@deed("participation.publish_results", on=queries.SURVEY)
def publish_results(*, survey: Survey, by: By, at: dt.datetime) -> Survey:
    """Shows the results for all together on the portal. Refused under five answers and without a word on who was asked."""
    survey.state, survey.shown_on = SURVEY.next(survey.state, "publish"), local_day(at)
    if (survey.answered or 0) < rules.FEWEST:
        text = mark("Unter {least} Antworten zeigen wir nichts.")
        raise Refused(Problem("few", text, {"least": rules.FEWEST}))
    if not (survey.method and survey.missing):
        raise Refused(Problem("method", mark("Beschreiben Sie zuerst, wie gefragt wurde und wer fehlt.")))
    survey.save(update_fields=["state", "shown_on"])
    publish(by=by, at=at, kind="survey_results", slug=survey.key, fields=public_results(survey))
    record(by=by, at=at, payload={"answered": survey.answered})
    return survey


@deed("participation.hide_results", on=queries.SURVEY)
def hide_results(*, survey: Survey, by: By, at: dt.datetime) -> Survey:
    """Takes the results off the portal."""
    survey.state, survey.shown_on = SURVEY.next(survey.state, "publish"), None
    survey.save(update_fields=["state", "shown_on"])
    withdraw(by=by, at=at, kind="survey_results", slug=survey.key)
    record(by=by, at=at, payload={"shown": False})
    return survey


@deed("participation.cite_survey", on=queries.SURVEY_QUESTION)
def cite_survey(*, survey_question: SurveyQuestion, finding: Finding, by: Actor, at: dt.datetime) -> None:
    """A finding rests on what a question got, as it is today: question, share and number of answers."""
    survey = survey_question.survey
    result = next((row for row in queries.results(survey) if row.question.pk == survey_question.pk), None)
    if result is None:
        raise Refused(Problem("no_result", mark("Diese Befragung hat noch kein Ergebnis.")))
    if result.answered is None:
        raise Refused(Problem("hidden", mark("Kleine Gruppen sind hier verborgen, auch für einen Befund.")))
    said = f"„{survey_question.text}“: {_told(result)} ({result.answered} Antworten)"
    origin = f"{survey.title}, bis {german_day(known(survey.closed_on))}"
    cite_from(
        finding=finding,
        kind="survey",
        reference=survey.key,
        place=survey_question.place,
        title=survey.title,
        said=said,
        origin=origin,
        by=by,
        at=at,
    )
    record(by=by, at=at, payload={"cited_in": finding.key, "question": survey_question.place})


def _told(result: queries.Result) -> str:
    """The result in one sentence, as the evidence of a finding keeps it."""
    if result.question.kind == "agree":
        return f"{result.rejecting} % stimmen gar nicht oder eher nicht zu"
    if result.numbers is not None:
        return f"mittlerer Wert {result.numbers[1]}"
    if result.bars:
        best = max(result.bars, key=lambda bar: bar.count or 0)
        return f"{best.share} % „{best.word}“"
    return ", ".join(f"{topic.word} ({topic.count})" for topic in result.topics) or "freie Antworten"
