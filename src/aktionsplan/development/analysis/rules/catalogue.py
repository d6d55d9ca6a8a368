"""Series that a town may start from. Source: programme.md 3.1, after the plans [GGN] and [HOEHR]; the second group is unsourced."""

from dataclasses import dataclass

from aktionsplan.shared.words import mark


@dataclass(frozen=True)
class Proposed:
    """A series of the catalogue: what is counted, in which unit, who usually publishes it, and of what it is a share."""

    name: str
    unit: str
    kind: str
    theme: str
    source: str
    numerator: str = ""
    denominator: str = ""


CATALOGUE: dict[str, Proposed] = {
    "inhabitants": Proposed(
        mark("Einwohnerinnen und Einwohner"), mark("Menschen"), "level", "", mark("Statistisches Amt")
    ),
    "far_right_votes": Proposed(
        mark("Stimmen für extrem rechte Parteien"),
        mark("Prozent der gültigen Stimmen"),
        "share",
        "Rechte Strukturen",
        mark("Wahlleitung"),
        mark("Stimmen für diese Parteien"),
        mark("gültige Stimmen"),
    ),
    "turnout": Proposed(
        mark("Wahlbeteiligung"),
        mark("Prozent der Wahlberechtigten"),
        "share",
        "Beteiligung",
        mark("Wahlleitung"),
        mark("abgegebene Stimmen"),
        mark("Wahlberechtigte"),
    ),
    "offences": Proposed(
        mark("Politisch motivierte Straftaten, rechts"), mark("Fälle"), "count", "Hass und Gewalt", mark("Polizei")
    ),
    "violence": Proposed(
        mark("Rechte Gewalttaten"), mark("Fälle"), "count", "Hass und Gewalt", mark("Polizei oder Opferberatung")
    ),
    "unemployment": Proposed(
        mark("Arbeitslosenquote"),
        mark("Prozent"),
        "share",
        "",
        mark("Bundesagentur für Arbeit"),
        mark("Arbeitslose"),
        mark("zivile Erwerbspersonen"),
    ),
    "basic_income": Proposed(
        mark("Menschen in der Grundsicherung für Arbeitsuchende"),
        mark("Prozent"),
        "share",
        "",
        mark("Bundesagentur für Arbeit"),
        mark("Menschen in Bedarfsgemeinschaften"),
        mark("Einwohner bis zur Regelaltersgrenze"),
    ),
    "foreigners": Proposed(
        mark("Menschen ohne deutschen Pass"),
        mark("Prozent"),
        "share",
        "Ankommen",
        mark("Statistisches Amt"),
        mark("Menschen ohne deutschen Pass"),
        mark("Einwohnerinnen und Einwohner"),
    ),
    "asylum": Proposed(
        mark("Menschen, die Asyl suchen"), mark("Menschen"), "level", "Ankommen", mark("Landkreis oder Stadt")
    ),
    "youth_clubs": Proposed(
        mark("Offene Jugendtreffs: Stunden in der Woche"), mark("Stunden"), "level", "Jugend", mark("Jugendamt")
    ),
    "clubs": Proposed(mark("Eingetragene Vereine"), mark("Vereine"), "level", "Engagement", mark("Registergericht")),
    "victims": Proposed(
        mark("Fälle der Opferberatung"), mark("Fälle"), "count", "Hass und Gewalt", mark("Opferberatung")
    ),
}
