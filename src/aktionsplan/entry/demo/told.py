"""What happened in Elbhagen and Lüttow, whom the coordinator asked, and what follows from it. All of it is invented."""

import datetime as dt

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis import queries
from aktionsplan.development.analysis.models import Finding
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.partnership.models import District
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.kinds import Fields

LAST_YEAR: tuple[tuple[str, str, str, bool, str], ...] = (
    ("propaganda", "self_presentation", "Altstadt", True, "Aufkleber an Laternen und einem Schaukasten."),
    ("propaganda", "self_presentation", "Bahnhofsviertel", True, "Plakate am Bahnhof, in einer Nacht überklebt."),
    ("propaganda", "self_presentation", "Lindensiedlung", False, "Aufkleber an der Haltestelle."),
    ("propaganda", "self_presentation", "Hafenviertel", False, "Schmierereien an einer Mauer am Hafen."),
    ("propaganda", "nazism", "Altstadt", True, "Verbotenes Zeichen an einer Schule."),
    ("propaganda", "nazism", "Bahnhofsviertel", True, "Parole in einer Unterführung."),
    ("propaganda", "racism", "Hafenviertel", True, "Flugblätter in Briefkästen."),
    ("propaganda", "antisemitism", "Kernstadt", True, "Aufkleber am Gedenkstein."),
    ("threat", "racism", "Bahnhofsviertel", True, "Eine Frau wurde beim Einsteigen beleidigt."),
    ("threat", "racism", "Bahnhofsviertel", False, "Jugendliche wurden beschimpft."),
    ("threat", "opponents", "Altstadt", True, "Drohbrief an einen Verein."),
    ("threat", "queer", "Kernstadt", True, "Ein Paar wurde auf der Straße beschimpft."),
    ("damage", "antisemitism", "Lindensiedlung", True, "Eine Erinnerungstafel wurde beschädigt."),
    ("damage", "opponents", "Bahnhofsviertel", True, "Scheibe eines Vereinsraums eingeworfen."),
    ("event", "nazism", "Heidedörfer", True, "Liederabend in einem Gasthof."),
    ("attack", "racism", "Hafenviertel", True, "Ein Mann wurde gestoßen und verletzt."),
    ("discrimination", "racism", "Hafenviertel", False, "Absage einer Wohnung nach dem Nennen des Namens."),
)
"""Kind, motive, district, whether a second source confirms it, text: as in the picture of the overview."""
YEARS = ((2, 12), (0, 7))
"""How many incidents there were two years back and in the running year, as places of the list above."""


def incidents(stage: Stage, keys: dict[str, str]) -> None:
    """Seventeen incidents last year, twelve the year before, seven this year; two reports wait, the numbers are public."""
    ben, places = stage.people["ben"], {row.name: row.key for row in _districts(stage)}
    last, at = stage.year.number - 1, stage.year.at(1, 15)
    for place, row in enumerate(LAST_YEAR):
        _incident(stage, row, dt.date(last, 1 + place * 11 // 17, 3 + place), places, keys, at)
    for back, count in YEARS:
        year = last - 1 if back else last + 1
        for place, row in enumerate(LAST_YEAR[:count]):
            day = min(dt.date(year, 1 + place, 5 + place), stage.year.now.date())
            _incident(stage, row, day, places, keys, max(at, stage.year.at(day.month, day.day)) if not back else at)
    analysis.publish_incidents(by=stage.people["lena"], at=stage.year.now - dt.timedelta(days=3))
    visitor = Visitor(stage.partnership)
    for what, district, text in (
        (
            "sticker",
            "Lindensiedlung",
            "An der Haltestelle klebten heute früh zwölf Aufkleber. Frau Petersen hat sie abgekratzt.",
        ),
        ("insult", "Kernstadt", "Vor dem Markt wurde eine Familie angeschrien, sie solle verschwinden."),
    ):
        analysis.send_report(
            what=what,
            text=text,
            day=stage.year.now.date(),
            district=places[district],
            police="no",
            email="",
            by=visitor,
            at=stage.year.now,
        )
    analysis.add_structure(
        fields={
            "kind": "venue",
            "name": "Alte Ziegelei",
            "district": places["Heidedörfer"],
            "place": "",
            "since": dt.date(last - 1, 5, 1),
            "until": None,
            "source": "Mobile Beratung",
            "note": "Liederabende, etwa alle drei Monate.",
        },
        by=ben,
        at=at,
    )


def _districts(stage: Stage) -> list[District]:
    return [part for town in queries.towns_with_districts(stage.partnership) for part in town.districts.all()]


def _incident(
    stage: Stage,
    row: tuple[str, str, str, bool, str],
    day: dt.date,
    places: dict[str, str],
    keys: dict[str, str],
    at: dt.datetime,
) -> None:
    kind, motive, district, confirmed, text = row
    fields: Fields = {
        "kind": kind,
        "motive": motive,
        "first_day": day,
        "last_day": None,
        "district": places[district],
        "street": "",
        "text": text,
        "group": "",
        "source": "counselling" if confirmed else "citizen",
        "police": "yes" if confirmed else "unknown",
        "confirmed": "Polizeiinspektion" if confirmed else "",
        "theme": keys["Hass und Gewalt"],
    }
    analysis.add_incident(fields=fields, by=stage.people["ben"], at=at)


SOURCES: tuple[tuple[str, str, str, str, str, tuple[int, int], str], ...] = (
    (
        "interview",
        "Leitung eines Sportvereins",
        "",
        "Widersprechen",
        "role",
        (5, 14),
        "Auf dem Sportplatz fallen Sprüche, die früher keiner laut gesagt hätte.",
    ),
    (
        "interview",
        "Sozialarbeit an einer Schule",
        "",
        "Mitbestimmung",
        "role",
        (5, 6),
        "Seit zwei Jahren kleben die Aufkleber wieder überall am Bahnhof. Keiner meldet das.",
    ),
    ("interview", "Wohnungsverwaltung", "", "Wohnen", "inside", (3, 27), ""),
    ("document", "Jugendförderplan des Landkreises", "Landkreis, Kapitel 4", "Mitbestimmung", "", (2, 1), ""),
    ("document", "Bericht der mobilen Beratung", "Mobile Beratung, 12 Seiten", "Hass und Gewalt", "", (2, 20), ""),
    ("document", "Nahverkehrsplan", "Landkreis, Fahrplan ab Dezember", "Begegnung", "", (1, 9), ""),
    ("observation", "Abends unterwegs in den Elbdörfern", "", "Begegnung", "", (4, 11), ""),
    ("council", "Vorlage Jugendtreff Elbdörfer", "Stadtvertretung Elbhagen, VO 2/118", "Begegnung", "", (3, 4), ""),
)
"""Kind, title, origin, theme, consent, month and day, released quote."""


def sources(stage: Stage, keys: dict[str, str]) -> dict[str, str]:
    """Talks, documents, an observation and a council paper; their keys by title. And four open questions."""
    ben, made = stage.people["ben"], {}
    for kind, title, origin, theme, consent, (month, day), quote in SOURCES:
        at = stage.year.at(month, day)
        fields: Fields = {
            "kind": kind,
            "title": title,
            "day": at.date(),
            "area": "",
            "themes": [keys[theme]],
            "statement": "Notiz zum Gespräch liegt in der Koordinierungsstelle." if kind == "interview" else "",
            "origin": origin,
            "address": "",
            "consent": consent,
            "consent_on": at.date() if consent else None,
        }
        source = analysis.add_source(fields=fields, by=ben, at=at)
        if quote:
            analysis.release_quote(quote=analysis.add_quote(source=source, text=quote, by=ben, at=at), by=ben, at=at)
        made[title] = source.key
    for text, owner, days in (
        ("Warum melden Vereine Vorfälle so selten?", "Ben Kröger", 30),
        ("Wer kauft den Gasthof in den Heidedörfern?", "Lars Behn", 15),
        ("Fehlen Jugendliche ohne Schule in der Befragung?", "Ida Lorenz", 60),
        ("Wie viele Familien suchen eine Wohnung?", "", 0),
    ):
        due = stage.year.now.date() + dt.timedelta(days=days) if days else None
        analysis.add_question(text=text, owner=owner, due=due, by=ben, at=stage.year.at(5, 20))
    return made


FINDINGS: tuple[tuple[str, str, str, str, str, str, tuple[str, ...]], ...] = (
    (
        "Viele Jugendliche finden in ihrem Ort niemanden, der ihnen zuhört.",
        "Mitbestimmung",
        "",
        "partial",
        "Schulsozialarbeit und Jugendförderplan sagen dasselbe.",
        "Gefragt wurden vor allem Erwachsene.",
        ("Sozialarbeit an einer Schule", "Jugendförderplan des Landkreises", "Angebote für Jugendliche"),
    ),
    (
        "In den Elbdörfern ist abends kein Treffpunkt offen.",
        "Begegnung",
        "Elbdörfer",
        "strong",
        "Beobachtung, Fahrplan und Öffnungsstunden passen zusammen.",
        "Private Treffen haben wir nicht gesehen.",
        ("Abends unterwegs in den Elbdörfern", "Nahverkehrsplan", "Öffnungsstunden der Jugendtreffs je Woche"),
    ),
    (
        "Im letzten Jahr wurden mehr Vorfälle bekannt als im Jahr davor.",
        "Hass und Gewalt",
        "",
        "strong",
        "Drei Quellen unabhängig voneinander: Meldestelle, Polizei, Gespräche.",
        "Das Meldeformular im Portal ist neu. Ohne Formular wären es weniger.",
        (
            "Vorfälle",
            "Rechte Straftaten, Zählung der Polizei",
            "Bericht der mobilen Beratung",
            "Leitung eines Sportvereins",
        ),
    ),
    (
        "Rund um den Bahnhof in Lüttow werden Menschen am häufigsten angegriffen.",
        "Hass und Gewalt",
        "Bahnhofsviertel",
        "partial",
        "Beratung und Schule nennen denselben Ort.",
        "Am Bahnhof wird auch am meisten gemeldet.",
        ("Vorfälle", "Sozialarbeit an einer Schule"),
    ),
    (
        "Wer mit fremd klingendem Namen eine Wohnung sucht, bekommt häufiger Absagen.",
        "Wohnen",
        "",
        "hint",
        "Die Wohnungsverwaltung kennt solche Fälle.",
        "Es gibt noch keine Zahlen.",
        ("Wohnungsverwaltung",),
    ),
    (
        "Ein leer stehender Gasthof dient rechten Treffen.",
        "Hass und Gewalt",
        "Heidedörfer",
        "partial",
        "Die mobile Beratung beobachtet ihn seit einem Jahr.",
        "Wem er gehört, ist offen.",
        ("Bericht der mobilen Beratung",),
    ),
)
"""Sentence, theme, district, confidence, what speaks for it and against it, what it cites."""
DRAFTS = 1
"""As many of the last findings nobody has read again yet."""


def findings(stage: Stage, keys: dict[str, str], series: dict[str, str], made: dict[str, str]) -> None:
    """Six findings; all but the last were read by a second person, and stand in the portal."""
    places, last = {row.name: row.key for row in _districts(stage)}, stage.year.number - 1
    for number, (sentence, theme, district, confidence, pro, con, cited) in enumerate(FINDINGS):
        at = stage.year.at(6, 2 + number)
        finding: Finding = analysis.add_finding(
            fields={
                "sentence": sentence,
                "text": "",
                "theme": keys[theme],
                "area": places.get(district, ""),
                "confidence": confidence,
                "reasons_for": pro,
                "reasons_against": con,
                "check_on": at.date() + dt.timedelta(days=365),
            },
            by=stage.people["ben"],
            at=at,
        )
        for name in cited:
            thing = f"series:{series[name]}" if name in series else f"source:{made.get(name, '')}"
            year = last if name in series or name == "Vorfälle" else None
            thing = "incidents" if name == "Vorfälle" else thing
            analysis.cite(finding=finding, thing=thing, year=year, by=stage.people["ben"], at=at)
        if number < len(FINDINGS) - DRAFTS:
            lena = stage.people["lena"]
            analysis.read_finding(finding=finding, by=lena, at=at + dt.timedelta(days=1))
            analysis.publish_finding(finding=finding, confirmed=True, by=lena, at=at + dt.timedelta(days=1))
