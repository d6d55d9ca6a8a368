"""Reading surveys: their questions, how many answered, what the answers say once the survey is over."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import Http404

from aktionsplan.development.analysis.queries import places
from aktionsplan.development.participation import rules
from aktionsplan.development.participation.models import (
    SealedAnswer,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyQuote,
    SurveyToken,
    SurveyTopic,
)
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import NOT_PROPOSER
from aktionsplan.people.queries import Actor
from aktionsplan.shared.codes import code_hash
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.questions import Question, room
from aktionsplan.shared.words import known

SLIP = "survey slip"
"""What codes on slips are hashed for."""


def surveys(partnership: Partnership) -> QuerySet[Survey]:
    """Every survey, the newest first, with how many questions it has."""
    return Survey.objects.filter(partnership=partnership).annotate(asked=Count("questions"))


def surveys_called(rows: QuerySet[Survey], partnership: Partnership, query: str) -> QuerySet[Survey]:
    """Those whose title has all of the words."""
    for word in query.split():
        rows = rows.filter(title__icontains=word)
    return rows


def survey_for(by: By, key: str) -> Survey:
    """The survey with this key, or 404."""
    row = Survey.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


def question_for(by: Actor, key: str) -> SurveyQuestion:
    """The question with this key, or 404."""
    rows = SurveyQuestion.objects.filter(partnership=by.partnership, key=key)
    row = rows.select_related("survey", "theme").first()
    if row is None:
        raise Http404
    return row


def quote_for(by: Actor, key: str) -> SurveyQuote:
    """The released quote with this key, or 404."""
    rows = SurveyQuote.objects.filter(partnership=by.partnership, key=key)
    row = rows.select_related("question__survey").first()
    if row is None:
        raise Http404
    return row


def asked(row: SurveyQuestion) -> Question:
    """The question as the rules read it."""
    return Question(row.kind, row.text, tuple(row.options), row.way_out, row.sensitive)


def questions(survey: Survey) -> list[SurveyQuestion]:
    """The questions in their order."""
    return list(survey.questions.select_related("theme"))


def answer_room(survey: Survey) -> int:
    """To how many bytes each answer of this survey is filled up."""
    return room([asked(row) for row in questions(survey)])


def survey_values(row: Survey) -> Fields:
    """What the form of a survey changes."""
    return {name: getattr(row, name) for name in ("title", "intro", "access", "begins_on", "ends_on", "least")}


def read_values_of(row: Survey) -> Fields:
    """What somebody has read who confirms the questions."""
    told = [(one.kind, one.text, one.help, one.options, one.way_out, one.sensitive) for one in questions(row)]
    return survey_values(row) | {"questions": repr(told)}


def question_values(row: SurveyQuestion) -> Fields:
    """What the form of a question changes."""
    plain = ("kind", "text", "help", "way_out", "sensitive", "grouping", "remembered")
    return {name: getattr(row, name) for name in plain} | {
        "options": "\n".join(row.options),
        "theme": row.theme.key if row.theme else "",
    }


def is_open(survey: Survey, day: dt.date) -> bool:
    """Whether somebody may answer on that day: between the first and the last one of a survey that runs."""
    if survey.state != "running" or survey.begins_on is None or survey.ends_on is None:
        return False
    return survey.begins_on <= day <= survey.ends_on


def last_day(survey: Survey) -> dt.date:
    """The last day on which somebody could answer a closed survey: its own, or the one on which it was closed before."""
    return min(known(survey.ends_on), known(survey.closed_on))


def answered(survey: Survey) -> int:
    """How many have answered so far: all that anybody learns before the end."""
    if survey.answered is not None:
        return survey.answered
    return SealedAnswer.objects.filter(survey=survey).count()


def slips(survey: Survey) -> tuple[int, int]:
    """How many slips there are and how many are used."""
    rows = SurveyToken.objects.filter(survey=survey)
    return rows.count(), rows.filter(used=True).count()


def slip_with(survey: Survey, typed: str) -> SurveyToken | None:
    """The slip with this code."""
    code = code_hash(survey.partnership, SLIP, typed)
    return SurveyToken.objects.filter(survey=survey, code=code).first() if code else None


def districts_as_answers(partnership: Partnership) -> list[str]:
    """Our districts as the answers of a question for the place: `Town, District`; towns where there are no districts."""
    names = [name for _key, name in places(partnership)]
    towns_with_parts = {name.split(", ")[0] for name in names if ", " in name}
    return [name for name in names if ", " in name or name not in towns_with_parts]


@dataclass(frozen=True)
class Result:
    """What a question got: counts for all together, and for each group of the chosen grouping.

    `answered` is None where it would tell how many of a hidden group there are.
    """

    question: SurveyQuestion
    answered: int | None
    bars: tuple[rules.Bar, ...]
    numbers: tuple[int, int, int] | None
    grouped: rules.Grouped | None
    topics: tuple[SurveyTopic, ...]
    quotes: tuple[SurveyQuote, ...]

    @property
    def hides(self) -> bool:
        """Whether any number of it is hidden."""
        return any(bar.count is None for bar in self.bars) or (self.grouped is not None and self.grouped.hides)

    @property
    def rejecting(self) -> int | None:
        """The share of the rejecting steps of agreement in percent; None for other kinds."""
        shown = self.question.kind == "agree" and self.answered is not None
        return rules.rejecting(self.bars, asked(self.question)) if shown else None


def opened(survey: Survey) -> list[dict]:
    """The opened answers."""
    return list(SurveyAnswer.objects.filter(survey=survey).values_list("content", flat=True))


def groupings(survey: Survey) -> list[SurveyQuestion]:
    """The questions by which results may be grouped."""
    rows = [row for row in questions(survey) if row.grouping and not row.sensitive]
    return [row for row in rows if row.kind in rules.GROUPING_KINDS]


def results(survey: Survey, by: SurveyQuestion | None = None) -> list[Result]:
    """The results of a closed survey; nothing while it runs or with fewer than five answers."""
    if survey.state != "closed" or (survey.answered or 0) < rules.FEWEST:
        return []
    answers = opened(survey)
    rows = list(survey.questions.prefetch_related("topics", "quotes"))
    asked_places = [str(row.place) for row in rows]
    shown = {
        row.pk: rules.shown_groups(
            asked_places, asked(row), str(row.place), answers, least=survey.least, towns=_towns(row)
        )
        for row in rows
        if row.grouping and row.kind in rules.GROUPING_KINDS
    }
    return [_result(row, answers, by, shown) for row in rows]


def _towns(row: SurveyQuestion) -> dict[str, str] | None:
    """The town of each answer of a question for the place."""
    return {name: name.split(", ")[0] for name in row.options} if row.grouping == "place" else None


def _result(
    row: SurveyQuestion, answers: Sequence[dict], by: SurveyQuestion | None, shown: dict[int, frozenset[str]]
) -> Result:
    """`shown` are the groups that may be shown, of each question that results may be grouped by."""
    question, place = asked(row), str(row.place)
    table = None
    if by is not None and by.pk != row.pk and question.answers and not row.grouping:
        table = rules.grouped(question, place, asked(by), str(by.place), answers, shown.get(by.pk, frozenset()))
    bars = rules.answer_bars(question, answers, place)
    if row.pk in shown:
        bars = rules.group_bars(question, answers, place, shown[row.pk])
    hidden, given = any(bar.count is None for bar in bars), sum(place in answer for answer in answers)
    if given < rules.FEWEST:  # under five answers to a question nothing of it is shown
        return Result(row, None, (), None, None, (), ())
    return Result(
        row,
        None if hidden else given,
        bars,
        rules.number_bars(answers, place) if row.kind == "number" else None,
        table,
        tuple(row.topics.all()) if row.topics_read_by else (),
        tuple(row.quotes.all()),
    )


def description_values(survey: Survey) -> Fields:
    """What the form of how people were asked begins with."""
    return {"method": survey.method, "missing": survey.missing}


def topic_values(row: SurveyQuestion) -> Fields:
    """What the form of the topics begins with."""
    return {"topics": "\n".join(f"{topic.word}: {topic.count}" for topic in row.topics.all())}


def free_texts(row: SurveyQuestion) -> list[str]:
    """Every free answer to a question, in no order that tells anything; nothing before the end or under five answers."""
    survey = row.survey
    if survey.state != "closed" or (survey.answered or 0) < rules.FEWEST:
        return []
    given = [answer.get(str(row.place)) for answer in opened(survey)]
    texts = sorted(text for text in given if isinstance(text, str))
    return texts if len(texts) >= rules.FEWEST else []


def running_surveys() -> list[str]:
    """The keys of the surveys that run in the present partnership."""
    return list(Survey.objects.filter(state="running").values_list("key", flat=True))


def _locked_survey(survey: Survey) -> Survey:
    return Survey.objects.select_for_update().get(pk=survey.pk)


def _locked_question(question: SurveyQuestion) -> SurveyQuestion:
    Survey.objects.select_for_update().get(pk=question.survey_id)
    rows = SurveyQuestion.objects.select_for_update(of=("self",)).select_related("survey", "theme")
    return rows.get(pk=question.pk)


def _locked_quote(quote: SurveyQuote) -> SurveyQuote:
    return SurveyQuote.objects.select_for_update(of=("self",)).select_related("question__survey").get(pk=quote.pk)


SURVEY = Subject(
    takes=("survey",),
    lock=_locked_survey,
    relations={NOT_PROPOSER: lambda survey, by, day: survey.author != by.reference},
    reference=lambda row: f"survey:{row.key}",
)
SURVEY_QUESTION = Subject(
    takes=("survey_question",),
    lock=_locked_question,
    relations={NOT_PROPOSER: lambda question, by, day: question.topics_by != by.reference},
    reference=lambda row: f"survey:{row.survey.key}",
)
SURVEY_QUOTE = Subject(
    takes=("survey_quote",), lock=_locked_quote, reference=lambda row: f"survey:{row.question.survey.key}"
)
