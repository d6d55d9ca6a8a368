"""Writing surveys: their questions, their start and end, and what is made of the answers."""

import datetime as dt
import json
from collections.abc import Mapping

from aktionsplan.development.analysis.models import Theme
from aktionsplan.development.participation import queries, rules
from aktionsplan.development.participation.models import (
    SealedAnswer,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyToken,
)
from aktionsplan.development.participation.publications import public_survey
from aktionsplan.development.participation.states import SURVEY
from aktionsplan.people.queries import Actor
from aktionsplan.shared import sealed, search
from aktionsplan.shared.codes import code_hash, new_code
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.publishing.operations import publish, withdraw
from aktionsplan.shared.questions import MOST_QUESTIONS, Answer, question_problem
from aktionsplan.shared.tenancy import random_number
from aktionsplan.shared.words import Problem, Refused, known, mark

MOST_SLIPS = 2_000
OVER = Problem("over", mark("Diese Befragung läuft nicht mehr. Ihre Antworten sind nicht gespeichert."))


def _findable(survey: Survey) -> None:
    search.put(
        partnership=survey.partnership, kind="survey", reference=survey.key, title=survey.title, text=survey.intro
    )


@deed("participation.add_survey", on=None, because="the survey is made here")
def add_survey(*, fields: Fields, by: Actor, at: dt.datetime) -> Survey:
    """A new survey without questions."""
    survey = Survey.objects.create(partnership=by.partnership, author=by.reference, state=SURVEY.initial, **fields)
    _findable(survey)
    record(by=by, at=at, reference=f"survey:{survey.key}", payload={"title": survey.title})
    return survey


def _changed(survey: Survey, by: By, *columns: str) -> None:
    """After a change another person reads the questions again; whoever changed them is the author."""
    survey.state = SURVEY.next(survey.state, "change")
    survey.author, survey.reader, survey.reader_name, survey.read_on = by.reference, "", "", None
    survey.save(update_fields=[*columns, "author", "state", "reader", "reader_name", "read_on"])


@deed("participation.change_survey", on=queries.SURVEY)
def change_survey(*, survey: Survey, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Survey:
    """Other words, days or access of a survey that has not begun."""
    unchanged(seen, queries.survey_values(survey))
    for name, value in fields.items():
        setattr(survey, name, value)
    _changed(survey, by, *fields)
    _findable(survey)
    record(by=by, at=at, payload={"changed": sorted(fields)})
    return survey


def _question_fields(fields: Fields, by: By) -> Fields:
    """The columns of a question from what was typed; a question for the place has our districts as its answers."""
    options = [line.strip() for line in fields.get("options", "").splitlines() if line.strip()]
    kind = fields["kind"]
    if fields.get("grouping") == "place":
        kind, options = "choice", queries.districts_as_answers(by.partnership)
        if len(options) < 2:
            text = mark("Dafür müssen zuerst Kommunen oder Ortsteile eingetragen sein.")
            raise Refused(Problem("places", text, {}, "grouping"))
    theme = Theme.objects.filter(partnership=by.partnership, key=fields.get("theme") or "-").first()
    plain = ("text", "help", "way_out", "sensitive", "grouping", "remembered")
    values = {name: fields[name] for name in plain if name in fields}
    return values | {"kind": kind, "options": options if kind in ("choice", "several") else [], "theme": theme}


def _check(question: SurveyQuestion) -> None:
    if problem := question_problem(queries.asked(question)):
        raise Refused(problem)


@deed("participation.add_question", on=queries.SURVEY)
def add_question(*, survey: Survey, fields: Fields, by: By, at: dt.datetime) -> SurveyQuestion:
    """Another question, at the end. Refused for the thirteenth, and when `question_problem` finds one."""
    last = SurveyQuestion.objects.filter(survey=survey).order_by("-place").first()
    if survey.questions.count() >= MOST_QUESTIONS:
        raise Refused(Problem("many", mark("Mehr als {most} Fragen beantwortet niemand."), {"most": MOST_QUESTIONS}))
    question = SurveyQuestion(
        partnership=by.partnership,
        survey=survey,
        place=(last.place if last else 0) + 1,
        **_question_fields(fields, by),
    )
    _check(question)
    question.save(force_insert=True)
    _changed(survey, by)
    record(by=by, at=at, payload={"added": question.text})
    return question


@deed("participation.change_question", on=queries.SURVEY_QUESTION)
def change_question(
    *, survey_question: SurveyQuestion, fields: Fields, seen: str = "", by: By, at: dt.datetime
) -> SurveyQuestion:
    """Other words of a question before the start."""
    unchanged(seen, queries.question_values(survey_question))
    values = _question_fields(fields, by)
    for name, value in values.items():
        setattr(survey_question, name, value)
    _check(survey_question)
    survey_question.save(update_fields=list(values))
    _changed(survey_question.survey, by)
    record(by=by, at=at, payload={"changed": survey_question.text})
    return survey_question


@deed("participation.delete_question", on=queries.SURVEY_QUESTION)
def delete_question(*, survey_question: SurveyQuestion, by: By, at: dt.datetime) -> None:
    """Takes a question out before the start."""
    _changed(survey_question.survey, by)
    record(by=by, at=at, payload={"deleted": survey_question.text})
    survey_question.delete()


@deed("participation.move_question", on=queries.SURVEY_QUESTION)
def move_question(*, survey_question: SurveyQuestion, up: bool, by: By, at: dt.datetime) -> None:
    """One place up or down; nothing happens at the end."""
    _changed(survey_question.survey, by)
    rows = list(SurveyQuestion.objects.filter(survey=survey_question.survey).order_by("place"))
    here = next(place for place, row in enumerate(rows) if row.pk == survey_question.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here].place, rows[there].place = rows[there].place, rows[here].place
        for row in (rows[here], rows[there]):
            row.save(update_fields=["place"])
    record(by=by, at=at, payload={"moved": survey_question.text, "up": up})


@deed("participation.read_survey", on=queries.SURVEY)
def read_survey(*, survey: Survey, seen: str = "", by: Actor, at: dt.datetime) -> Survey:
    """A second person has read the questions as they stand."""
    unchanged(seen, queries.read_values_of(survey))
    survey.state = SURVEY.next(survey.state, "read")
    survey.reader, survey.reader_name, survey.read_on = by.reference, by.account.name, local_day(at)
    survey.save(update_fields=["state", "reader", "reader_name", "read_on"])
    record(by=by, at=at, payload={"read": survey.title})
    return survey


@deed("participation.make_slips", on=queries.SURVEY)
def make_slips(*, survey: Survey, count: int, by: By, at: dt.datetime) -> list[str]:
    """New codes for slips, told this once; only their keyed hashes are kept. Refused beyond `MOST_SLIPS` and after the end."""
    if survey.state not in ("draft", "read", "running"):
        raise Refused(OVER)
    if not 0 < count <= MOST_SLIPS - survey.tokens.count():
        raise Refused(Problem("many", mark("Möglich sind zusammen höchstens {most} Zettel."), {"most": MOST_SLIPS}))
    known = set(survey.tokens.values_list("code", flat=True))
    codes: dict[str, str] = {}
    while len(codes) < count:
        code = new_code()
        hashed = code_hash(by.partnership, queries.SLIP, code)
        if hashed not in known and hashed not in codes:
            codes[hashed] = code
    SurveyToken.objects.bulk_create(
        SurveyToken(partnership=by.partnership, survey=survey, code=hashed) for hashed in codes
    )
    record(by=by, at=at, payload={"slips": count})
    return sorted(codes.values())


@deed("participation.start_survey", on=queries.SURVEY)
def start_survey(*, survey: Survey, by: By, at: dt.datetime) -> Survey:
    """The survey begins: its questions are fixed, the portal shows it. Refused with everything that is missing."""
    rows = queries.questions(survey)
    tokens = survey.tokens.count() if survey.access == "tokens" else None
    problems = rules.start_problems(
        [queries.asked(row) for row in rows],
        read=survey.state == "read",
        begins_on=survey.begins_on,
        ends_on=survey.ends_on,
        today=local_day(at),
        tokens=tokens,
    )
    if problems:
        raise Refused(problems[0])
    survey.state, survey.started_on = SURVEY.next(survey.state, "start"), local_day(at)
    survey.save(update_fields=["state", "started_on"])
    sealed.begin("round", survey.key)
    publish(by=by, at=at, kind="survey", slug=survey.key, fields=public_survey(survey))
    record(by=by, at=at, payload={"questions": len(rows), "until": german_day(known(survey.ends_on))})
    return survey


@deed(
    "participation.answer_survey",
    on=None,
    because="the survey is read again here; the answer is made here",
    untold="the ledger keeps no moment at which somebody answered",
)
def answer_survey(*, survey: Survey, answers: Mapping[int, Answer], slip: str = "", by: By, at: dt.datetime) -> None:
    """Seals what somebody answered; nothing else of it is kept. With slips the code is used up in the same transaction.

    Refused before the first and after the last day, without any answer, for a code that there is not or that was used.
    """
    survey = queries.survey_for(by, survey.key)
    if not queries.is_open(survey, local_day(at)):
        raise Refused(OVER)
    if not answers:
        raise Refused(Problem("nothing", mark("Bitte beantworten Sie mindestens eine Frage.")))
    if survey.access == "tokens":
        _use_slip(survey, slip)
    row = SealedAnswer(pk=random_number(), partnership=by.partnership, survey=survey)
    told = {str(place): answer for place, answer in sorted(answers.items())}
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    row.text = sealed.seal("round", survey.key, row.key, text, size=queries.answer_room(survey))
    row.save(force_insert=True)


def _use_slip(survey: Survey, typed: str) -> None:
    slip = queries.slip_with(survey, typed)
    if slip is None:
        raise Refused(
            Problem("slip", mark("Diesen Code gibt es nicht. Bitte sehen Sie noch einmal nach."), {}, "slip")
        )
    if not SurveyToken.objects.filter(pk=slip.pk, used=False).update(used=True):
        raise Refused(Problem("slip_used", mark("Mit diesem Code hat schon jemand geantwortet."), {}, "slip"))


@deed("participation.close_survey", on=queries.SURVEY)
def close_survey(*, survey: Survey, by: By, at: dt.datetime) -> Survey:
    """Opens all answers in random order under new random keys; the sealed ones and the key go.

    A lost key ends the survey without a result: it is repeated. The ledger learns how many there were and the hash of the
    sorted set.
    """
    rows = dict(SealedAnswer.objects.filter(survey=survey).values_list("key", "text"))
    if sealed.is_lost("round", survey.key):
        survey.state = SURVEY.next(survey.state, "lose")
        survey.answered, texts = len(rows), []
    else:
        survey.state = SURVEY.next(survey.state, "close")
        texts = sealed.open_all("round", survey.key, rows)
        survey.answered = len(texts)
    made = [SurveyAnswer(partnership=by.partnership, survey=survey, content=json.loads(text)) for text in texts]
    SurveyAnswer.objects.bulk_create(made, batch_size=500)
    survey.digest = sealed.digest({row.key: text for row, text in zip(made, texts, strict=True)})
    survey.closed_on = local_day(at)
    survey.save(update_fields=["state", "answered", "digest", "closed_on"])
    SealedAnswer.objects.filter(survey=survey).delete()
    SurveyToken.objects.filter(survey=survey).delete()
    sealed.end("round", survey.key)
    withdraw(by=by, at=at, kind="survey", slug=survey.key)
    record(by=by, at=at, payload={"answered": survey.answered, "digest": survey.digest, "state": survey.state})
    return survey


@deed("participation.drop_survey", on=queries.SURVEY)
def drop_survey(*, survey: Survey, by: By, at: dt.datetime) -> Survey:
    """Gives up a survey that has not begun."""
    survey.state = SURVEY.next(survey.state, "drop")
    survey.save(update_fields=["state"])
    record(by=by, at=at, payload={"title": survey.title})
    return survey


@deed("participation.copy_survey", on=queries.SURVEY)
def copy_survey(*, survey: Survey, by: Actor, at: dt.datetime) -> Survey:
    """A new draft with the same questions: after a mistake, or to ask again in another year."""
    words = {name: getattr(survey, name) for name in ("title", "intro", "access", "least")}
    made = Survey.objects.create(partnership=by.partnership, author=by.reference, state=SURVEY.initial, **words)
    plain = ("place", "kind", "text", "help", "options", "way_out", "sensitive", "grouping", "remembered", "theme")
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(partnership=by.partnership, survey=made, **{name: getattr(row, name) for name in plain})
        for row in queries.questions(survey)
    )
    _findable(made)
    record(by=by, at=at, payload={"copy": made.key})
    return made
