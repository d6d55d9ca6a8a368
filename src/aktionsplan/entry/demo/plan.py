"""The plan of Elbhagen and Lüttow as a document: written, laid open, answered, frozen. All of it is invented."""

import datetime as dt

from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation.models import Comment
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy import queries
from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.people.queries import Visitor

TEXTS: dict[int, tuple[str, ...]] = {
    1: (
        (
            "Die Stadtvertretungen von Elbhagen und Lüttow haben im Sommer beschlossen, gemeinsam einen Lokalen Aktionsplan "
            "zu machen. Das federführende Amt ist das Amt für Jugend und Soziales in Elbhagen."
        ),
        "Der Plan gilt für beide Städte und ihre Dörfer. Er wird **jedes Jahr** geprüft und fortgeschrieben.",
    ),
    2: (
        (
            "Elbhagen liegt am Fluss, Lüttow zwölf Kilometer weiter in der Heide. Zwischen beiden fährt am Abend kein Bus. "
            "Das prägt, wer sich trifft und wer nicht."
        ),
    ),
    3: (
        (
            "Wir haben Zahlen gesammelt, Vorfälle gezählt, mit 38 Menschen gesprochen und Jugendliche befragt. Die wichtigsten "
            "Befunde stehen hier; jeder hat Belege, und ein zweiter Mensch hat ihn gegengelesen."
        ),
        "> Ich gehe im Dunkeln nicht mehr am Bahnhof vorbei.\n\nDas hat eine Frau gesagt, die seit zwei Jahren hier lebt.",
    ),
    4: ("Es gibt viel, aber nicht überall. Vereine, Feuerwehr, Kirchen und Schulen tragen das meiste ohne Geld.",),
    5: (
        (
            "Wir haben jedes Angebot fachlich eingeschätzt: Wirkt es, und woran sehen wir das? Was nicht wirkt, setzen wir "
            "nicht einfach fort."
        ),
    ),
    6: (
        (
            "Aus den Befunden und Lücken folgen die Bedarfe. Am wichtigsten ist, dass junge Menschen selbst entscheiden, dass "
            "sich Nachbarn begegnen und dass Betroffene schnell Hilfe finden."
        ),
    ),
    7: (
        (
            "Aus der Lage und den Bedarfen folgen drei Ziele. Sie gelten bis Ende des übernächsten Jahres für alle sieben "
            "Ortsteile. Jedes Jahr prüfen wir, ob sie noch stimmen."
        ),
    ),
    8: (
        (
            "Wir fangen mit dem an, was schon trägt:\n\n- Jugendgruppen bekommen eigenes Geld\n- Treffen finden am Abend statt\n"
            "- Trainings kommen in die Vereine\n\nWas wir nicht selbst können, holen wir uns: Beratung kommt vom Regionalzentrum."
        ),
    ),
    9: (
        (
            "Der Begleitausschuss empfiehlt, das federführende Amt bewilligt. Die Mehrheit der Stimmen hat die "
            "Zivilgesellschaft. Zwei Sitze gehören dem Jugendforum."
        ),
    ),
    10: (
        (
            "Zweimal im Jahr gibt es einen Aufruf. Vereine und Gruppen beantragen Geld im Portal. Der Ausschuss berät "
            "öffentlich; wer selbst beteiligt ist, stimmt nicht mit."
        ),
        "Fristen und Höchstbeträge stehen in jedem Aufruf und ändern sich danach nicht mehr.",
    ),
    11: ("Jedes Projekt steht mit Geld und Ergebnis im Portal. Wer Schutz braucht, wird nur mit Ortsteil genannt.",),
    12: (
        (
            "Wir messen die Jahresziele zweimal im Jahr, befragen Jugendliche einmal im Jahr und reden im Ausschuss darüber, "
            "was nicht gelungen ist."
        ),
    ),
    13: ("Das Geld kommt vom Bund. Jede Zahl steht beim Jahresziel; zusammen ist es, was der Fonds hat.",),
    14: (
        (
            "Was bleiben soll, bekommt einen Träger. Die Jugendgruppen gehen nach drei Jahren in die Jugendarbeit der Städte "
            "über, die Sprechzeit in die Rathäuser."
        ),
    ),
}
WRITERS = {3: "Ida Lorenz", 7: "Koordinierungsstelle", 13: "Federführendes Amt"}
COMMENTS = (
    (
        7,
        "Bitte nennen Sie alle Ortsteile beim Namen, sonst fühlen wir uns in den Dörfern vergessen.",
        "Ortsvorsteher, Heidedörfer",
        "adopted",
        "Die sieben Ortsteile stehen jetzt im ersten Satz.",
    ),
    (
        7,
        "Jugendliche unter 14 kommen gar nicht vor.",
        "Eltern, Lindensiedlung",
        "partly",
        "Ziel 1.1 gilt ab 12 Jahren. Ein eigenes Ziel für Kinder ist in diesem Jahr nicht zu schaffen.",
    ),
    (
        8,
        "Streicht die Sprachcafés, die gibt es schon in der Volkshochschule.",
        "",
        "not",
        "In Lüttow gibt es noch keines. Darum bleibt das Ziel.",
    ),
    (
        2,
        "Wie kommt man abends aus Lüttow in die Elbdörfer?",
        "Jugendliche, Lüttow",
        "adopted",
        "Zu jedem Treffen gehört jetzt ein Fahrdienst.",
    ),
)
"""Chapter, comment, signature, what became of it, and the answer."""

EASY = """Das ist unser Plan.
Er heißt: Lokaler Aktions-Plan.
Er gilt für Elbhagen und für Lüttow.

In unseren Orten sollen alle gut zusammen leben.
Niemand soll Angst haben.
Niemand soll wegen seiner Herkunft beleidigt werden.

Wir haben viele Menschen gefragt: Was fehlt?
Viele junge Menschen sagen: Niemand hört uns zu.
In den Dörfern gibt es abends keinen Treff-Punkt.
In einem Jahr haben wir 17 schlimme Vorfälle gezählt.

Das wollen wir schaffen:

1. Junge Menschen bestimmen mit. Jede Jugend-Gruppe bekommt eigenes Geld.
2. Menschen lernen sich kennen. Es gibt offene Treffen in allen Orten.
3. Menschen sind sicher. Sie lernen, was man gegen Hass sagen kann.

Vereine können Geld bekommen.
Ein Ausschuss berät darüber.
Im Ausschuss sitzen auch Menschen aus Vereinen.

Haben Sie Fragen?
Rufen Sie uns an: 03999 00 00 412."""
"""The plan in Leichte Sprache."""


def play(stage: Stage) -> None:
    """Three drafts, one laid open with comments and answers, and the Fassung that the councils adopted."""
    ben, year, town = stage.people["ben"], stage.year, stage.partnership
    strategy.begin_plan(by=ben, at=year.at(9, 1, 9))
    chapters = {row.number: row for row in queries.chapters(town)}
    for number, texts in TEXTS.items():
        first = None
        for text in texts:
            first = strategy.add_block(
                chapter=chapters[number], kind="paragraph", text=text, after=first, by=ben, at=year.at(9, 1, 10)
            )
            if text == texts[0]:
                _to_top(first, stage)
        if number in WRITERS:
            fields = {"number": number, "title": chapters[number].title, "writers": WRITERS[number]}
            strategy.change_chapter(chapter=chapters[number], fields=fields, by=ben, at=year.at(9, 2))
    for reason, month, day in (
        ("Erste Gliederung mit allen Daten", 9, 1),
        ("Nach der Ideenwerkstatt", 10, 2),
        ("Nach der Zielwerkstatt", 10, 13),
    ):
        draft = strategy.make_version(final=False, reason=reason, by=ben, at=year.at(month, day, 17))
    _consult(stage, draft)
    opening = queries.blocks(chapters[7])[0]
    words = TEXTS[7][0].replace(
        "alle sieben Ortsteile",
        "Altstadt, Hafenviertel, Bahnhofsviertel, Lindensiedlung, Elbdörfer, Kernstadt und Heidedörfer",
    )
    strategy.change_block(block=opening, text=words, by=ben, at=year.at(11, 4))
    place = queries.blocks(chapters[2])[0]
    told = f"{place.text} Zu jedem Treffen gehört darum ein Fahrdienst."
    strategy.change_block(block=place, text=told, by=ben, at=year.at(11, 4))
    final = strategy.make_version(
        final=True,
        reason="Für Begleitausschuss und beide Stadtvertretungen",
        year=year.number + 1,
        by=ben,
        at=year.at(11, 10, 12),
    )
    strategy.show_plan(plan_version=final, by=stage.people["lena"], at=year.at(11, 10, 13))
    strategy.write_easy_text(plan_version=final, text=EASY, by=ben, at=year.at(11, 11))
    strategy.check_easy_text(
        plan_version=final,
        checked_by="Prüfgruppe der Lebenshilfe",
        day=year.at(11, 12).date(),
        by=ben,
        at=year.at(11, 12),
    )
    strategy.show_easy_text(plan_version=final, by=stage.people["lena"], at=year.at(11, 12, 11))


def _to_top(block: object, stage: Stage) -> None:
    """The first paragraph of a chapter stands above its tables."""
    for _step in range(3):
        strategy.move_block(block=block, up=True, by=stage.people["ben"], at=stage.year.at(9, 1, 11))  # type: ignore[arg-type]


def _consult(stage: Stage, draft: PlanVersion) -> None:
    ben, year, town = stage.people["ben"], stage.year, stage.partnership
    opened = year.at(10, 13, 18)
    until = max(dt.date(year.number, 11, 2), opened.date())
    strategy.open_consultation(
        plan_version=draft, until=until, answers_until=max(until, dt.date(year.number, 11, 5)), by=ben, at=opened
    )
    for number, text, signature, verdict, answer in COMMENTS:
        chapter = next(one for one in draft.content["chapters"] if one["number"] == number)
        place = next(block["key"] for block in chapter["blocks"] if block["kind"] == "paragraph")
        at = year.at(10, 20)
        strategy.send_comment(version=draft.key, place=place, text=text, signature=signature, by=Visitor(town), at=at)
        comment = Comment.objects.filter(partnership=town).latest("number")
        participation.show_comment(comment=comment, by=ben, at=year.at(10, 21))
        participation.answer_comment(
            comment=comment,
            verdict=verdict,
            answer=answer,
            answered_in="" if verdict == "not" else f"Fassung 1, Kapitel {number}",
            by=ben,
            at=year.at(11, 3),
        )
    strategy.close_consultation(plan_version=draft, by=ben, at=year.at(11, 3, 12))
