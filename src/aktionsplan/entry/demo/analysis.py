"""What is known of Elbhagen and Lüttow: themes, and figures that nobody counted, as the towns are invented."""

import datetime as dt

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis import queries, rules
from aktionsplan.entry.demo import inventory, told
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.shared.kinds import Fields

THEMES = (
    ("Mitbestimmung", "Mitbestimmen in Stadt, Schule und Verein", "other"),
    ("Begegnung", "Begegnung und Treffpunkte in beiden Städten", "xenophobia"),
    ("Hass und Gewalt", "Angriffe, Bedrohungen, Propaganda", "right_wing_extremism"),
    ("Widersprechen", "Wissen, wie man reagiert", "right_wing_extremism"),
    ("Wohnen", "Wohnungssuche und Nachbarschaft", "xenophobia"),
    ("Erinnern", "Erinnern und Gedenken", "antisemitism"),
)
SERIES: tuple[tuple[str, str, str, str, str, int, str], ...] = (
    ("Wahlbeteiligung, Bundestagswahl", "Prozent", "share", "Mitbestimmung", "Wahlamt", 4, "71,9 73,4 78,6"),
    (
        "Stimmen für rechtsextreme Parteien, Kommunalwahl",
        "Prozent",
        "share",
        "Hass und Gewalt",
        "Wahlamt",
        5,
        "4,2 8,3 14,1",
    ),
    (
        "Rechte Straftaten, Zählung der Polizei",
        "Fälle",
        "count",
        "Hass und Gewalt",
        "Polizeiinspektion",
        1,
        "6 7 8 7 9",
    ),
    ("Arbeitslose unter 25 Jahren", "Prozent", "share", "", "Agentur für Arbeit", 1, "5,4 5,2 5,9 6,4 6,1"),
    ("Menschen mit ausländischem Pass", "Prozent", "share", "Begegnung", "Melderegister", 1, "6,1 8,0 8,4 8,8 9,4"),
    ("Angebote für Jugendliche", "Angebote", "level", "Mitbestimmung", "Bestandsaufnahme", 2, "22 19 21"),
    ("Öffnungsstunden der Jugendtreffs je Woche", "Stunden", "level", "Begegnung", "Jugendamt", 1, "74 70 68 62"),
    ("Einwohnerinnen und Einwohner", "Menschen", "level", "", "Melderegister", 1, "21510 21460 21440 21400 21380"),
    ("Fälle der Opferberatung", "Fälle", "count", "Hass und Gewalt", "Beratungsstelle", 1, ""),
)
"""Name, unit, kind, theme, source, years between two figures, and the figures up to last year."""
PARTS = {
    "Wahlbeteiligung, Bundestagswahl": ("abgegebene Stimmen", "Wahlberechtigte"),
    "Stimmen für rechtsextreme Parteien, Kommunalwahl": ("Stimmen für diese Parteien", "gültige Stimmen"),
    "Arbeitslose unter 25 Jahren": ("Arbeitslose unter 25 Jahren", "zivile Erwerbspersonen unter 25 Jahren"),
    "Menschen mit ausländischem Pass": ("Menschen ohne deutschen Pass", "Einwohnerinnen und Einwohner"),
}
"""Numerator and denominator of the shares."""
OLD, BROKEN = 6, 3
"""The places of the series whose source is old, and of the one that is counted otherwise since two years before the last."""


def play(stage: Stage) -> None:
    """The coordinator writes down what the towns know, what happened, whom she asked and what follows."""
    ben, at = stage.people["ben"], stage.year.at(1, 14)
    keys = {
        name: analysis.add_theme(name=name, title=title, field=field, by=ben, at=at).key
        for name, title, field in THEMES
    }
    series = _series(stage, keys)
    told.incidents(stage, keys)
    sources = told.sources(stage, keys)
    told.findings(stage, keys, series, sources)
    inventory.play(stage, keys)


def _series(stage: Stage, keys: dict[str, str]) -> dict[str, str]:
    """Every series with its figures; the keys by name."""
    ben, at = stage.people["ben"], stage.year.at(1, 14)
    made = {}
    last = stage.year.number - 1
    for place, (name, unit, kind, theme, source, step, figures) in enumerate(SERIES):
        fields: Fields = {
            "name": name,
            "unit": unit,
            "kind": kind,
            "numerator": PARTS[name][0] if name in PARTS else "",
            "denominator": PARTS[name][1] if name in PARTS else "",
            "theme": keys.get(theme, ""),
            "place": "county" if kind == "share" and not theme else "all",
            "area_name": "Landkreis",
            "source": source,
            "rhythm": "yearly" if step == 1 else "irregular",
            "retrieved_on": stage.year.now.date() - dt.timedelta(days=400 if place == OLD else 120),
        }
        series = analysis.add_series(fields=fields, invented=True, by=ben, at=at)
        cells = {last - step * back: text for back, text in enumerate(reversed(figures.split()))}
        entries = {
            (series.key, year): queries.Entry(
                rules.read_cell(text, whole=kind == "count"),
                f"neue Zählung ab {year}" if place == BROKEN and year == last - 2 else "",
            )
            for year, text in cells.items()
        }
        if entries:
            analysis.enter_values(entries=entries, by=ben, at=at)
        made[name] = series.key
    return made
