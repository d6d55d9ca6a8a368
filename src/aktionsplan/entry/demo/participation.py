"""How people took part in Elbhagen and Lüttow. All of it is invented."""

import datetime as dt
from random import Random

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis.models import Finding
from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation import queries
from aktionsplan.development.participation.models import Survey
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import local_day

QUESTIONS: tuple[Fields, ...] = (
    {
        "kind": "choice",
        "text": "Wie alt bist du?",
        "options": "12 bis 13 Jahre\n14 bis 15 Jahre\n16 bis 17 Jahre\n18 bis 21 Jahre",
        "grouping": "group",
    },
    {"kind": "choice", "text": "Wo wohnst du?", "grouping": "place"},
    {"kind": "agree", "text": "Meine Meinung zählt hier.", "way_out": "unknown", "remembered": True},
    {
        "kind": "choice",
        "text": "Hast du im letzten Jahr Hass gegen Menschen erlebt oder gesehen?",
        "options": "Selbst erlebt\nGesehen\nNein",
        "way_out": "unsaid",
        "sensitive": True,
    },
    {
        "kind": "several",
        "text": "Wobei möchtest du mitentscheiden?",
        "options": "Treffpunkte\nSport und Skaten\nSchule\nBus und Bahn\nFeste",
    },
    {"kind": "text", "text": "Was fehlt dir hier?"},
)
MISSING = (
    "Ein Ort für abends",
    "Busse nach 19 Uhr",
    "Ein Skatepark",
    "Dass jemand zuhört",
    "Ab sieben ist hier tote Hose.",
    "Man fragt uns, und dann passiert nichts.",
)
ANSWERED = 96
"""How many answered the closed survey."""


def play(stage: Stage) -> None:
    """A survey that is evaluated and one that runs."""
    closed = _survey(stage, "Jugendbefragung", stage.year.at(2, 2).date(), stage.year.at(2, 13).date())
    _evaluate(stage, closed)
    today = local_day(stage.year.now)
    running = _survey(
        stage, "Wie sicher fühlt ihr euch?", today - dt.timedelta(days=4), today + dt.timedelta(days=10), some=7
    )
    assert running.state == "running"


def _survey(stage: Stage, title: str, first: dt.date, last: dt.date, some: int = ANSWERED) -> Survey:
    ben, lena = stage.people["ben"], stage.people["lena"]
    at = min(dt.datetime.combine(first, dt.time(9), dt.UTC), stage.year.now)
    fields = {
        "title": title,
        "intro": "Für alle von 12 bis 21 Jahren. Ohne Namen, in drei Minuten. Was ihr sagt, steht danach im Plan.",
        "access": "public",
        "begins_on": first,
        "ends_on": last,
        "least": 10,
    }
    survey = participation.add_survey(fields=fields, by=ben, at=at)
    for question in QUESTIONS:
        participation.add_question(survey=survey, fields=question, by=ben, at=at)
    participation.read_survey(survey=survey, by=lena, at=at)
    participation.start_survey(survey=survey, by=ben, at=at)
    rows, chance = queries.questions(survey), Random(title)  # noqa: S311 -- the same demo every time, not a secret
    districts = len(rows[1].options)
    for number in range(some):
        participation.answer_survey(
            survey=survey,
            answers={
                rows[0].place: number % 4,
                rows[1].place: chance.choices(range(districts), [9, 7, 6, 8, 5, *([1] * (districts - 5))])[0],
                rows[2].place: chance.choices((0, 1, 2, 3, -1), (22, 30, 27, 13, 8))[0],
                rows[3].place: chance.choices((0, 1, 2, -1), (15, 39, 36, 10))[0],
                rows[4].place: sorted(chance.sample(range(5), 2)),
                rows[5].place: MISSING[number % len(MISSING)],
            },
            by=Visitor(stage.partnership),
            at=at,
        )
    return Survey.objects.get(pk=survey.pk)


def _evaluate(stage: Stage, survey: Survey) -> None:
    """Closed, the free answers read by two, shown on the portal, and cited by the first finding."""
    ben, lena, at = stage.people["ben"], stage.people["lena"], stage.year.at(2, 16)
    participation.close_survey(survey=survey, by=ben, at=at)
    participation.describe_survey(
        survey=survey,
        method="Der Link hing in Schulen und Treffs; ausgewählt wurde niemand.",
        missing="Aus den Dörfern kamen nur wenige Antworten.",
        by=ben,
        at=at,
    )
    rows = {row.kind: row for row in queries.questions(survey)}
    topics = [
        ("Ein Ort für abends", 32),
        ("Busse nach 19 Uhr", 16),
        ("Ein Skatepark", 16),
        ("Dass jemand zuhört", 32),
    ]
    participation.sort_texts(question=rows["text"], topics=topics, by=ben, at=at)
    participation.read_topics(question=rows["text"], by=lena, at=at)
    for text in MISSING[4:]:
        participation.release_survey_quote(question=rows["text"], text=text, by=ben, at=at)
    participation.publish_results(survey=survey, by=ben, at=at)
    finding = Finding.objects.filter(partnership=stage.partnership).order_by("number").first()
    assert finding is not None
    shown = finding.shown_on is not None
    participation.cite_survey(question=rows["agree"], finding=finding, by=ben, at=at)
    finding.refresh_from_db()
    analysis.read_finding(finding=finding, by=lena, at=at)
    if shown:
        finding.refresh_from_db()
        analysis.publish_finding(finding=finding, confirmed=True, by=lena, at=at)
