"""Public pages where people take part without an account."""

from django.http import Http404, HttpResponse

from aktionsplan.development.participation import operations, queries
from aktionsplan.development.participation.forms.surveys import AnswerForm
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.questions import minutes
from aktionsplan.shared.visitors import visitor_page

ANSWERS_AN_HOUR = 300
"""How many answers one source may send in an hour: a school has one address for all."""


def answer_survey(request: Request, key: str) -> HttpResponse:
    """The questions of a survey that runs."""
    row, today = queries.survey_for(request.actor, key), local_day(request.began_at)
    if row.state not in ("running", "closed"):
        raise Http404
    questions = queries.questions(row)
    form = AnswerForm(request.POST or None, questions=questions, slips=row.access == "tokens")

    def deed(**data: Value) -> None:
        operations.answer_survey(survey=row, **data)

    return visitor_page(
        request,
        form,
        deed,
        template="participation/answer.html",
        page="surveys",
        survey=row,
        open=queries.is_open(row, today),
        minutes=minutes([queries.asked(one) for one in questions]),
    )
