"""The goals of Elbhagen and Lüttow with what they answer, what was reached, the ways to them and their effects. All invented."""

import datetime as dt
from decimal import Decimal

from aktionsplan.development.analysis.models import Need
from aktionsplan.development.participation.models import Idea
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy.models import ActionField, Concept, Goal
from aktionsplan.entry.demo import coach, plan
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import local_day

LEADING = (
    "Zusammen leben, ohne Angst",
    "Alle Menschen in Elbhagen und Lüttow gehören dazu, reden mit und leben ohne Angst vor Hass.",
)
Below = tuple[str, str, str, str, str, int, str, str]
GOALS: tuple[tuple[str, str, tuple[Below, ...]], ...] = (
    (
        "Junge Menschen bestimmen mit",
        "In jedem Ortsteil entscheidet eine Jugendgruppe über eigenes Geld.",
        (
            (
                "Jugendgruppe mit eigenem Geld in jedem Ortsteil",
                "Jugendgruppen",
                "Gruppen",
                "0",
                "7",
                1,
                "Jugendliche ab 12 Jahren",
                "Koordinierungsstelle",
            ),
            (
                "Jugendforum tagt viermal im Jahr",
                "Sitzungen des Jugendforums",
                "Sitzungen",
                "0",
                "4",
                0,
                "Jugendliche aus beiden Städten",
                "Jugendforum",
            ),
            (
                "Zwei junge Menschen stimmen im Ausschuss mit",
                "besetzte Sitze",
                "Sitze",
                "0",
                "2",
                0,
                "Jugendliche ab 14 Jahren",
                "Federführendes Amt",
            ),
        ),
    ),
    (
        "Menschen begegnen sich",
        "Neue und alte Nachbarn lernen sich kennen, auch am Abend und in den Dörfern.",
        (
            (
                "Zwölf offene Treffen im Jahr",
                "offene Treffen",
                "Treffen",
                "3",
                "12",
                0,
                "alle Altersgruppen",
                "Koordinierungsstelle",
            ),
            (
                "Treffpunkt am Abend in den Elbdörfern",
                "Orte mit Treffpunkt am Abend",
                "Orte",
                "0",
                "1",
                1,
                "Menschen in den Elbdörfern",
                "Dorfgemeinschaft",
            ),
            (
                "Sprachcafé in jeder Stadt",
                "Sprachcafés",
                "Cafés",
                "1",
                "2",
                0,
                "neu Zugezogene",
                "Kirchengemeinde St. Marien",
            ),
        ),
    ),
    (
        "Sicher widersprechen",
        "Wer Hass erlebt oder sieht, weiß, was zu tun ist, und bleibt damit nicht allein.",
        (
            (
                "60 Menschen sind geschult",
                "geschulte Menschen",
                "Menschen",
                "0",
                "60",
                1,
                "Vereine, Eltern, Nachbarn",
                "Koordinierungsstelle",
            ),
            (
                "Beratung in beiden Städten",
                "Städte mit fester Sprechzeit",
                "Sprechzeiten",
                "0",
                "2",
                1,
                "Betroffene",
                "Federführendes Amt",
            ),
        ),
    ),
)
"""Title, sentence, and the Jahresziele: title, indicator, unit, today, target, in how many years, for whom, who."""
VALUES = (
    ("1.1", 4, "1", "Meldungen der Ortsteile"),
    ("1.1", 9, "3", "Meldungen der Ortsteile"),
    ("1.2", 9, "2", "Protokolle des Jugendforums"),
    ("1.3", 6, "1", "Liste der Sitze"),
    ("2.1", 5, "5", "Teilnehmerlisten"),
    ("2.1", 9, "8", "Teilnehmerlisten"),
    ("2.3", 9, "2", "Meldung der Träger"),
    ("3.1", 6, "12", "Teilnehmerlisten der Trainings"),
    ("3.1", 9, "21", "Teilnehmerlisten der Trainings"),
)
"""Number of the Jahresziel, month, value, source."""
MONEY = {
    "1.1": (11000, 11500),
    "1.2": (5000, 5000),
    "1.3": (3000, 3000),
    "2.1": (12000, 12500),
    "2.2": (2000, 3000),
    "2.3": (3000, 3000),
    "3.1": (8000, 8000),
    "3.2": (4000, 4000),
}
"""Planned euros of a Jahresziel this year and the next; together what the funds hold."""
ANSWERS = (
    ("1", 1),
    ("1.1", 1),
    ("2", 2),
    ("2.2", 2),
    ("3", 3),
    ("3", 4),
    ("3.1", 3),
    ("3.2", 4),
    ("3", 5),
)
"""Number of a goal and of the need it answers."""
FIELDS = {"Jugend beteiligen": ("1",), "Begegnung": ("2",), "Beratung und Schutz": ("3",)}
CONCEPTS = (
    (
        "Jugend beteiligen",
        "Jugendgruppen vor Ort",
        "Jede Gruppe bekommt eigenes Geld und entscheidet selbst. Die Schulsozialarbeit begleitet.",
        "Jugendliche ab 12 Jahren",
        "Schulsozialarbeit, Jugendclubs, Ortsvorsteher",
        "500 € je Gruppe und Jahr, ein Raum in jedem Ortsteil",
        ("1", "1.1", "1.2", "1.3"),
        (("In jeder Schule vorstellen", 3, True), ("Gruppen in Lüttow gründen", 11, False)),
    ),
    (
        "Begegnung",
        "Offene Treffen",
        "Wir laden abends ein, immer mit Essen und immer mit einem Anlass, den beide Seiten mögen.",
        "neue und alte Nachbarn",
        "Kirchengemeinde, Landfrauen, Feuerwehr",
        "Räume ohne Miete, Fahrdienst in die Dörfer",
        ("2", "2.1", "2.3"),
        (("Fahrdienst klären", 4, True), ("Jahresplan der Treffen aushängen", 2, True)),
    ),
    (
        "Beratung und Schutz",
        "Trainings gegen Hetze",
        "Zwei Abende je Gruppe: Situationen nachspielen, Sätze üben, wissen, wen man anruft.",
        "Vereine, Eltern, Nachbarn",
        "Regionalzentrum für demokratische Kultur",
        "zwei Trainerinnen, 20 Abende",
        ("3", "3.1"),
        (("Trainerinnen verpflichten", 2, True),),
    ),
    (
        "Beratung und Schutz",
        "Sprechzeit für Betroffene",
        "Einmal in der Woche, vertraulich, mit dem Bus erreichbar. Wer nicht kommen kann, wird angerufen.",
        "Betroffene",
        "Opferberatung, beide Rathäuser",
        "vier Stunden in der Woche",
        ("3", "3.2"),
        (("Räume in beiden Rathäusern finden", 12, False),),
    ),
)
"""Field, title, method, for whom, with whom, with what, goals, steps (title, month, done)."""
EFFECTS = (
    (True, "Jugendliche erleben: Ich werde gehört", "Jugendbefragung, Frage 2", "", "", ("1.1", "1.3")),
    (True, "Alte und neue Nachbarn kennen sich", "Haushaltsbefragung", "", "Ida Lorenz", ("2.1", "2.2")),
    (
        True,
        "Menschen trauen sich zu widersprechen",
        "Fragebogen nach dem Training",
        "19 von 21 nach dem Kurs",
        "Koordinierungsstelle",
        ("3.1",),
    ),
    (
        False,
        "Geübte Vereine sind im Vorteil",
        "Die meisten Projekte liegen in Elbhagen, keines in den Elbdörfern.",
        "Die Koordination hilft beim ersten Antrag.",
        "Ben Kröger",
        ("2",),
    ),
    (
        False,
        "Mehr Meldungen wirken wie mehr Vorfälle",
        "Einige Meldungen kamen nur über das Portal.",
        "Wir nennen immer beide Zahlen.",
        "Nora Feld",
        ("3",),
    ),
)
"""Wanted or not, title, how it is seen, what was measured or is done, who, goals."""


def play(stage: Stage) -> None:
    """Goals with needs and ideas, values, money, concepts with steps, effects wanted and not."""
    ben, town, year = stage.people["ben"], stage.partnership, stage.year
    goals = {goal.number: goal for goal in Goal.objects.filter(partnership=town)}
    needs = {need.number: need.key for need in Need.objects.filter(partnership=town)}
    at = year.at(6, 20)
    fields = {name: strategy.add_field(name=name, by=ben, at=at) for name in FIELDS}
    for number, goal in goals.items():
        answered = [needs[need] for one, need in ANSWERS if one == number]
        inside = [fields[name].key for name, numbers in FIELDS.items() if number in numbers]
        if answered or inside:
            strategy.change_goal(goal=goal, fields={"needs": answered, "action_fields": inside}, by=ben, at=at)
    for number, month, value, source in VALUES:
        moment = year.at(month, 30)
        strategy.enter_value(
            goal=goals[number], day=local_day(moment), value=Decimal(value), source=source, by=ben, at=moment
        )
    for place in (0, 1):
        amounts = {goals[number].key: Decimal(sums[place]) for number, sums in MONEY.items()}
        strategy.plan_money(year=year.number + place, amounts=amounts, by=ben, at=at)
    _ways(stage, fields, goals)
    _ideas(stage, goals)
    coach.play(stage)
    plan.play(stage)
    strategy.publish_goals(goals=list(goals.values()), by=stage.people["nora"], at=year.at(10, 1))


def _ways(stage: Stage, fields: dict[str, ActionField], goals: dict[str, Goal]) -> None:
    ben, at = stage.people["ben"], stage.year.at(6, 24)
    for name, title, method, groups, partners, resources, numbers, steps in CONCEPTS:
        words: Fields = {
            "field": fields[name].key,
            "title": title,
            "method": method,
            "target_groups": groups,
            "partners": partners,
            "resources": resources,
            "goals": [goals[number].key for number in numbers],
        }
        concept: Concept = strategy.add_concept(fields=words, by=ben, at=at)
        for step, month, done in steps:
            day = dt.date(stage.year.number, month, 28)
            row = strategy.add_step(concept=concept, title=step, day=day, by=ben, at=at)
            if done:
                strategy.do_step(concept_step=row, done=True, by=ben, at=at)
    for intended, title, seen, answer, who, served in EFFECTS:
        looked = local_day(stage.year.at(9, 2)) if answer else None
        aimed: Fields = {
            "title": title,
            "seen": seen,
            "answer": answer,
            "responsible": who,
            "day": looked,
            "goals": [goals[number].key for number in served],
        }
        strategy.add_effect(intended=intended, fields=aimed, by=ben, at=stage.year.at(9, 3))


def _ideas(stage: Stage, goals: dict[str, Goal]) -> None:
    """Each idea that was read and not declined belongs to the Ziel of its theme."""
    aims = {"Mitbestimmung": "1", "Begegnung": "2", "Widersprechen": "3"}
    rows = Idea.objects.filter(partnership=stage.partnership, state__in=("open", "chosen")).select_related("theme")
    for theme, number in aims.items():
        keys = [row.key for row in rows if row.theme is not None and row.theme.name == theme]
        strategy.assign_ideas(goal=goals[number], ideas=keys, by=stage.people["ben"], at=stage.year.at(10, 9))
