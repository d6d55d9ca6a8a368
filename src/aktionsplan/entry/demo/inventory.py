"""What there is in Elbhagen and Lüttow, how it is judged, and what is needed. All of it is invented."""

import datetime as dt

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis import queries
from aktionsplan.development.analysis.models import Finding
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.shared.kinds import Fields

OFFERS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (
        "Jugendtreff Altstadt",
        "Stadt Elbhagen",
        "Mitbestimmung",
        "Altstadt",
        "works",
        "An vier Tagen offen, 30 Jugendliche planen mit.",
        "",
    ),
    (
        "Schülerrat Hafenschule",
        "Regionale Schule Hafenviertel",
        "Mitbestimmung",
        "Hafenviertel",
        "partly",
        "Der Rat tagt, entscheidet aber wenig.",
        "",
    ),
    (
        "Offene Werkstatt",
        "Werkstatt Bahnhof e. V.",
        "Mitbestimmung",
        "Bahnhofsviertel",
        "partly",
        "Gut besucht, nur im Sommer.",
        "",
    ),
    (
        "Jugendparlament Lüttow",
        "Stadt Lüttow",
        "Mitbestimmung",
        "Kernstadt",
        "works",
        "Eigener Etat, eigene Beschlüsse.",
        "",
    ),
    (
        "Nachbarschaftscafé",
        "Kirchengemeinde Altstadt",
        "Begegnung",
        "Altstadt",
        "works",
        "Jede Woche 40 Gäste, alte und neue Nachbarn.",
        "",
    ),
    (
        "Sprachtreff Lindensiedlung",
        "Frauenverein Lindensiedlung",
        "Begegnung",
        "Lindensiedlung",
        "works",
        "Zwölf Frauen lernen und helfen.",
        "soon",
    ),
    (
        "Fußball für alle",
        "Sportverein Hafen",
        "Begegnung",
        "Hafenviertel",
        "unknown",
        "Wer kommt, wurde nie gezählt.",
        "",
    ),
    (
        "Interkultureller Garten",
        "Gartenverein Lüttow",
        "Begegnung",
        "Kernstadt",
        "works",
        "Zwanzig Familien aus sieben Ländern.",
        "",
    ),
    (
        "Bahnhofsfest",
        "Bündnis Lüttow",
        "Begegnung",
        "Bahnhofsviertel",
        "not",
        "Einmal im Jahr, danach bleibt nichts.",
        "",
    ),
    (
        "Beratung für Betroffene",
        "Beratungsstelle Elbe",
        "Hass und Gewalt",
        "Altstadt",
        "partly",
        "Kommt auf Anruf, ohne feste Sprechzeit.",
        "soon",
    ),
    (
        "Meldestelle Landkreis",
        "Landkreis",
        "Hass und Gewalt",
        "Kernstadt",
        "unknown",
        "Die Zahlen je Ort gibt der Landkreis nicht heraus.",
        "",
    ),
    ("Argumentationstraining", "Volkshochschule", "Widersprechen", "Altstadt", "works", "Drei Kurse, alle voll.", ""),
    (
        "Klar gesagt im Verein",
        "Kreissportbund",
        "Widersprechen",
        "Lindensiedlung",
        "partly",
        "Trainer kommen, Vorstände nicht.",
        "",
    ),
    (
        "Stammtischkämpfer",
        "Bündnis Lüttow",
        "Widersprechen",
        "Kernstadt",
        "partly",
        "Erreicht, wer ohnehin überzeugt ist.",
        "",
    ),
    (
        "Stolpersteine putzen",
        "Geschichtsverein Lüttow",
        "Erinnern",
        "Kernstadt",
        "works",
        "60 Menschen, drei Schulen machen mit.",
        "",
    ),
    (
        "Stadtgang Erinnern",
        "Geschichtsverein Elbhagen",
        "Erinnern",
        "Altstadt",
        "partly",
        "Viele sehen ihn, wenige sprechen darüber.",
        "",
    ),
    (
        "Wohnungslotsen",
        "Kirchengemeinde Hafen",
        "Wohnen",
        "Hafenviertel",
        "works",
        "Neun Familien haben eine Wohnung gefunden.",
        "",
    ),
)
"""Title, carrier, theme, district, verdict, reason, and whether its money ends soon."""
GROUPS = {
    "Mitbestimmung": "Jugendliche",
    "Begegnung": "neue Nachbarn, Familien, ältere Menschen",
    "Hass und Gewalt": "Betroffene",
    "Widersprechen": "Vereine, Jugendliche",
    "Erinnern": "Schulklassen, ältere Menschen",
    "Wohnen": "neue Nachbarn, Familien",
}
"""Whom the offers of a theme reach."""
OTHERS: tuple[tuple[str, str, str, str], ...] = (
    ("network", "Runder Tisch Lüttow", "Begegnung", "Kernstadt"),
    ("network", "Bündnis für Demokratie Elbhagen", "Widersprechen", "Altstadt"),
    ("concept", "Jugendförderplan des Landkreises", "Mitbestimmung", "Altstadt"),
    ("decision", "Beschluss zum Jugendtreff Elbdörfer", "Begegnung", "Elbdörfer"),
    ("place", "Alter Speicher am Hafen", "Begegnung", "Hafenviertel"),
)
"""Kind, title, theme, district of what is no offer."""
NEEDS: tuple[tuple[str, str, str, str, tuple[int, ...], tuple[str, ...]], ...] = (
    (
        "Junge Menschen entscheiden selbst",
        "Mitbestimmung",
        "high",
        "Wer gehört wird, bleibt. Zwei Ortsteile haben gar nichts.",
        (1,),
        (),
    ),
    (
        "Neue und alte Nachbarn zusammenbringen",
        "Begegnung",
        "high",
        "In den Elbdörfern ist abends kein Treffpunkt offen.",
        (2,),
        ("Elbdörfer",),
    ),
    ("Wissen, wie man richtig reagiert", "Widersprechen", "high", "Mehr Vorfälle als im Jahr davor.", (3,), ()),
    (
        "Betroffene schnell beraten",
        "Hass und Gewalt",
        "high",
        "Zwei Angebote, beide ohne feste Sprechzeit.",
        (4,),
        ("Bahnhofsviertel",),
    ),
    (
        "Rechte Treffen erkennen und einhegen",
        "Hass und Gewalt",
        "middle",
        "Der Gasthof steht zum Verkauf.",
        (6,),
        ("Heidedörfer",),
    ),
)
"""Title, theme, priority, reason, numbers of findings, districts of gaps in the same theme."""
OPEN = 5
"""The number of the finding that is left open on purpose."""


def play(stage: Stage, keys: dict[str, str]) -> None:
    """Seventeen offers and five other entries, all judged; five needs; one finding left open; the analysis is closed."""
    ben = stage.people["ben"]
    places = {
        part.name: part.key
        for town in queries.towns_with_districts(stage.partnership)
        for part in town.districts.all()
    }
    at = stage.year.at(6, 10)
    for title, carrier, theme, district, verdict, reason, soon in OFFERS:
        fields = _fields("offer", title, keys[theme], places[district]) | {
            "carrier_name": carrier,
            "target_groups": GROUPS[theme],
            "funded_until": stage.year.now.date() + dt.timedelta(days=60) if soon else None,
        }
        offer = analysis.add_offer(fields=fields, by=ben, at=at)
        analysis.assess_offer(entry=offer, verdict=verdict, text=reason, by=ben, at=at)
    for kind, title, theme, district in OTHERS:
        offer = analysis.add_offer(fields=_fields(kind, title, keys[theme], places[district]), by=ben, at=at)
        analysis.assess_offer(entry=offer, verdict="partly", text="Wird genutzt, könnte mehr tragen.", by=ben, at=at)
    found = {row.number: row.key for row in Finding.objects.filter(partnership=stage.partnership)}
    for title, theme, priority, reason, numbers, districts in NEEDS:
        fields = {
            "title": title,
            "theme": keys[theme],
            "priority": priority,
            "reason": reason,
            "findings": [found[number] for number in numbers],
            "gaps": [queries.gap_key(keys[theme], places[name]) for name in districts],
        }
        analysis.add_need(fields=fields, by=ben, at=at)
    why = "Es gibt noch keine Zahlen; die offene Frage dazu läuft."
    analysis.leave_open(what=f"finding:{found[OPEN]}", reason=why, by=ben, at=at)
    analysis.close_analysis(by=ben, at=stage.year.at(6, 12))


def _fields(kind: str, title: str, theme: str, area: str) -> Fields:
    return {"kind": kind, "title": title, "text": "", "theme": theme, "area": area, "places": [], "carrier": ""}
