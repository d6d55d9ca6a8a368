"""How people took part in Elbhagen and Lüttow. All of it is invented."""

import datetime as dt
from random import Random

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis.models import ClosedAnalysis, Finding, Theme
from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation import queries
from aktionsplan.development.participation.models import Event, Survey
from aktionsplan.entry.demo import invited
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import BERLIN, local_day

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


RESULTS: tuple[tuple[str, str, int, str, str], ...] = (
    ("Jugendliche wollen eigenes Geld, über das nur sie entscheiden", "Tisch 1", 21, "need", "Mitbestimmung"),
    ("In den Elbdörfern fehlt ein Ort für abends", "Tisch 4", 18, "finding", "Begegnung"),
    ("Feuerwehr und Vereine wollen üben, wie man widerspricht", "Tisch 3", 16, "idea", "Widersprechen"),
    ("Offener Abend im Dorfhaus", "Tisch 4", 15, "idea", "Begegnung"),
    ("Radio aus der Lindensiedlung", "Tisch 1", 12, "idea", "Mitbestimmung"),
    ("Wer hilft, wenn man bedroht wird?", "Tisch 3", 9, "question", ""),
    ("Mehr Streife am Abend", "Tisch 4", 5, "nothing", ""),
    ("Neue Nachbarn wissen nicht, wen sie fragen können", "Tisch 2", 11, "question", ""),
    ("Im Bahnhofsviertel kennt man sich nicht", "Tisch 2", 8, "idea", "Begegnung"),
)
"""Text, table, dots, what it became and its theme."""
LATER = {"need": "idea", "finding": "question"}
"""What comes up when the analysis is closed waits for the next one."""
WHO: dict[tuple[str, str], int] = {
    ("under_16", ""): 9,
    ("16_26", "association"): 6,
    ("16_26", "single"): 7,
    ("27_64", "association"): 14,
    ("27_64", "single"): 3,
    ("27_64", "administration"): 6,
    ("27_64", "politics"): 4,
    ("65", "association"): 4,
    ("65", "single"): 3,
    ("65", "administration"): 2,
}
SENT: tuple[tuple[str, str, str, str], ...] = (
    ("Ein langer Tisch für alle", "Im Sommer essen alle Straßen der Kernstadt zusammen auf dem Markt.", "show", ""),
    (
        "Fahrdienst nach Hause",
        "Nach Festen fährt ein Bus in die Dörfer.",
        "answer",
        "Der Landkreis prüft bis zum Herbst, ob er mitzahlt.",
    ),
    ("Kino im alten Bahnhof", "Filme zeigen und darüber reden.", "choose", "Der Jugendclub arbeitet die Idee aus."),
    (
        "Polizei soll mehr Streife fahren",
        "",
        "decline",
        "Darüber entscheidet das Land. Wir haben es weitergegeben.",
    ),
    ("Skaten bis Mitternacht", "Einmal im Monat bleibt die Halle offen, mit Musik und Aufsicht.", "", ""),
)
"""Title, text, what the office did, and its answer; the last one is not read yet."""


def play(stage: Stage) -> None:
    """A survey that is evaluated and one that runs."""
    closed = _survey(stage, "Jugendbefragung", stage.year.at(2, 2).date(), stage.year.at(2, 13).date())
    _evaluate(stage, closed)
    today = local_day(stage.year.now)
    running = _survey(
        stage,
        "Jugendbefragung: Was hat sich geändert?",
        today - dt.timedelta(days=4),
        today + dt.timedelta(days=10),
        some=7,
    )
    assert running.state == "running"
    _workshop(stage)
    _goals_workshop(stage)
    _coming(stage, today)
    _ideas(stage)
    invited.contacts(stage)
    invited.ground(stage)
    invited.vote(stage)


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
    participation.sort_texts(survey_question=rows["text"], topics=topics, by=ben, at=at)
    participation.read_topics(survey_question=rows["text"], by=lena, at=at)
    for text in MISSING[4:]:
        participation.release_survey_quote(survey_question=rows["text"], text=text, by=ben, at=at)
    participation.publish_results(survey=survey, by=ben, at=at)
    finding = Finding.objects.filter(partnership=stage.partnership).order_by("number").first()
    assert finding is not None
    shown = finding.shown_on is not None
    participation.cite_survey(survey_question=rows["agree"], finding=finding, by=ben, at=at)
    finding.refresh_from_db()
    analysis.read_finding(finding=finding, by=lena, at=at)
    if shown:
        finding.refresh_from_db()
        analysis.publish_finding(finding=finding, confirmed=True, by=lena, at=at)


def _event(stage: Stage, title: str, starts_at: dt.datetime, at: dt.datetime, **more: object) -> Event:
    fields = {
        "kind": "workshop",
        "title": title,
        "text": "Wir zeigen, was wir herausgefunden haben. Sie sagen, was fehlt, und verteilen Punkte. Daraus entsteht der Plan.",
        "programme": "9:30 Ankommen, Kaffee, Kinderbetreuung öffnet\n10:00 Was wir wissen: die Befunde in zehn Minuten\n"
        "10:30 Vier Tische: Jugend, Nachbarschaft, Hass, Dörfer\n12:30 Mittagessen, für alle frei\n"
        "13:15 Ideen zeigen, Punkte kleben\n14:30 So geht es weiter",
        "notes": "Ohne Stufen, Toilette für Rollstuhl\nDolmetschen für Arabisch und Ukrainisch\nKeine Fotos ohne Ihr Ja\n"
        "Wer andere bedroht, muss gehen",
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(hours=5),
        "town": "Elbhagen",
        "place": "Lindenschule, Lindenstraße 4",
        "room": "Aula",
        "room_shown": "signed",
        "costs": "keine, Essen ist dabei",
        "capacity": 80,
        "needs": [
            "Gebärdensprache",
            "Platz für einen Rollstuhl",
            "Kinderbetreuung",
            "Fahrt aus den Dörfern und zurück",
        ],
        "at_risk": False,
    }
    ben = stage.people["ben"]
    event = participation.add_event(fields=fields | more, by=ben, at=at)
    return participation.announce_event(event=event, by=ben, at=at)


def _workshop(stage: Stage) -> None:
    """A workshop in spring: nine results, of which two have no place yet, dots on walls, and who was there."""
    ben, starts = stage.people["ben"], stage.year.at(2, 21)
    event = _event(stage, "Ideenwerkstatt: Was soll sich hier ändern?", starts, stage.year.at(2, 3))
    invited.guests(stage, event)
    vote = participation.plan_workshop_vote(
        event=event,
        fields={
            "question": "Was ist am wichtigsten?",
            "method": "dots",
            "proposals": "\n".join(row[0] for row in RESULTS),
            "people": 58,
            "dots": 3,
        },
        by=ben,
        at=stage.year.at(2, 20),
    )
    participation.fix_workshop_vote(workshop_vote=vote, by=ben, at=stage.year.at(2, 20))
    after = stage.year.at(2, 21, 16)
    for wall in range(1, 5):
        points = [row[2] if row[1] == f"Tisch {wall}" else 0 for row in RESULTS]
        participation.enter_sheet(workshop_vote=vote, name=f"Wand {wall}", people=15, points=points, by=ben, at=after)
    participation.finish_workshop_vote(workshop_vote=vote, by=ben, at=after)
    for number in range(18):
        counts = {"adult": 2, "young": number % 2, "child": 1}
        participation.sign_up(
            event=event, counts=counts, needs=[], by=Visitor(stage.partnership), at=stage.year.at(2, 10)
        )
    event = participation.hold_event(event=event, by=ben, at=after)
    lines = [(text, table, points) for text, table, points, _outcome, _theme in RESULTS]
    results = participation.add_results(event=event, lines=lines, by=ben, at=after)
    participation.count_attendance(event=event, counts=WHO, by=ben, at=after)
    themes = {theme.name: theme.key for theme in Theme.objects.filter(partnership=stage.partnership)}
    closed = ClosedAnalysis.objects.filter(partnership=stage.partnership, reopened_on__isnull=True).exists()
    for result, (_text, _table, _points, outcome, theme) in zip(results, RESULTS, strict=True):
        outcome = LATER.get(outcome, outcome) if closed else outcome
        reason = "Darüber entscheidet das Land; wir haben es weitergegeben." if outcome == "nothing" else ""
        participation.place_result(
            result=result, outcome=outcome, theme=themes.get(theme, ""), reason=reason, by=ben, at=after
        )
    participation.show_event_results(event=event, by=ben, at=after)
    for finding in Finding.objects.filter(partnership=stage.partnership, state="draft"):
        analysis.read_finding(finding=finding, by=stage.people["lena"], at=max(after, stage.year.at(6, 16)))


def _goals_workshop(stage: Stage) -> None:
    """A second workshop, at which the goals became small enough to be counted."""
    starts, after = stage.year.at(6, 27), stage.year.at(6, 27, 16)
    event = _event(stage, "Zielwerkstatt: klein und prüfbar", starts, stage.year.at(6, 3))
    event = participation.hold_event(event=event, by=stage.people["ben"], at=after)
    participation.count_attendance(event=event, counts=WHO, by=stage.people["ben"], at=after)


def _coming(stage: Stage, today: dt.date) -> None:
    """A workshop in the coming weeks, on a Saturday, with three sign-ups."""
    saturday = today + dt.timedelta(days=(5 - today.weekday()) % 7 + 14)
    starts = dt.datetime.combine(saturday, dt.time(10), BERLIN)
    text = "Der Plan ist beschlossen. Sie sagen, was gelungen ist und was fehlt. Daraus entsteht die nächste Fortschreibung."
    event = _event(stage, "Zukunftswerkstatt: Was bleibt, was kommt?", starts, stage.year.now, text=text)
    for adult, young, child in ((2, 0, 1), (1, 1, 0), (0, 4, 2)):
        participation.sign_up(
            event=event,
            counts={"adult": adult, "young": young, "child": child},
            needs=["Kinderbetreuung"] if child else [],
            by=Visitor(stage.partnership),
            at=stage.year.now,
        )


def _ideas(stage: Stage) -> None:
    """Ideas from the portal in every state."""
    ben = stage.people["ben"]
    for title, text, deed, answer in SENT:
        at = stage.year.at(3, 3) if deed else stage.year.now - dt.timedelta(days=1)
        fields = {"title": title, "text": text, "place": "", "theme": ""}
        code = participation.send_idea(fields=fields, by=Visitor(stage.partnership), at=at)
        idea = queries.idea_with(stage.partnership, code)
        assert idea is not None
        if not deed:
            continue
        idea = participation.show_idea(idea=idea, by=ben, at=at)
        if deed == "answer":
            participation.answer_idea(idea=idea, answer=answer, by=ben, at=at)
        elif deed == "choose":
            participation.choose_idea(idea=idea, answer=answer, by=ben, at=at)
        elif deed == "decline":
            participation.decline_idea(idea=idea, answer=answer, by=ben, at=at)
